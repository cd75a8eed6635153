"""Pages that tell what becomes of each message, type and key of an older version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator import urls
from generator.addresses import addresses
from generator.links import Linker, plain
from generator.model import Catalog, EnumType, Message, MessageMove, Move, ObjectType, Text, Version
from generator.pages.page import Page


@dataclass(frozen=True)
class MoveRow:
    """One name with its counterparts; every attribute is Markdown."""

    name: str
    targets: str
    note: str


@dataclass(frozen=True)
class MoveTable:
    """The moves of one payload or type."""

    heading: str
    what: str
    note: str
    rows: tuple[MoveRow, ...]


class MigrationPages:
    """Builds the migration pages of a version that has migration data."""

    def __init__(self, catalog: Catalog, version: Version, linker: Linker) -> None:
        """Remember what every page needs.

        Args:
            catalog: All versions; holds the older one.
            version: The newer version.
            linker: Resolves names in prose, seen from the newer version.
        """
        self.version, self.linker = version, linker
        self.migration = version.migration
        self.source = catalog.versions.get(self.migration.source)
        self.addresses = addresses(catalog, version)

    def pages(self) -> Iterable[Page]:
        """Yield every page, none when there is no migration data."""
        if self.source is None:
            return
        yield self._index()
        for move in self.migration.messages.values():
            if move.name in self.source.messages:
                yield self._message(move, self.source.messages[move.name])
        if self.migration.keys:
            yield self._keys()

    def _links(self, targets: Iterable[Text], page: str) -> str:
        def link(target: Text) -> str:
            place = self.addresses.get(target)
            return f"[`{target}`]({urls.relative(page, place)})" if place else f"`{target}`"

        return ", ".join(link(target) for target in targets) or "none"

    def _messages(self, names: Iterable[str], page: str) -> str:
        messages = self.version.messages
        return " ".join(
            f"[{name}]({urls.relative(page, urls.message_page(self.version, messages[name]))})"
            for name in names
            if name in messages
        )

    def _rows(self, names: Iterable[str], moves: Mapping[str, Move], page: str) -> tuple[MoveRow, ...]:
        found = [(name, moves[name]) for name in names if name in moves]
        return tuple(
            MoveRow(f"`{name}`", self._links(move.targets, page), self.linker.prose(move.note, page))
            for name, move in found
        )

    def _index(self) -> Page:
        path = urls.migration_index(self.version)
        source, version = self.source, self.version
        rows = []
        for move in self.migration.messages.values():
            target = urls.relative(path, urls.migration_page(version, move.name))
            became = self._messages(move.to, path) or "none"
            rows.append((f"[{move.name}]({target})", became, self.linker.prose(move.summary, path)))
        new = [
            (self._messages([name], path), self.linker.prose(note, path)) for name, note in self.migration.new.items()
        ]
        return self._page(
            path,
            "migration.md.jinja",
            f"Messages: from {source.label} to {version.label}",
            f"What becomes of each message of {source.name} in {version.name}, and which messages are new.",
            f"{self.migration.folder}/new.yaml",
            {"rows": rows, "new": new, "has_keys": bool(self.migration.keys)},
        )

    def _message(self, move: MessageMove, message: Message) -> Page:
        path = urls.migration_page(self.version, move.name)
        tables = [
            MoveTable(payload.title, "Field", "", self._rows([field.name for field in payload.fields], moves, path))
            for payload, moves in ((message.request, move.request), (message.response, move.response))
        ]
        shown = []
        for payload in message.payloads:
            shown += [name for name in payload.types if name not in shown and name in self.migration.types]
        return self._page(
            path,
            "migration-message.md.jinja",
            f"{move.name}: from {self.source.label} to {self.version.label}",
            plain(move.summary),
            move.file,
            {
                "message": message,
                "old": urls.relative(path, urls.message_page(self.source, message)),
                "became": self._messages(move.to, path),
                "text": self.linker.prose(move.text, path),
                "tables": [*tables, *(self._type_table(name, path) for name in shown)],
            },
        )

    def _type_table(self, name: str, path: str) -> MoveTable:
        move = self.migration.types[name]
        names: dict[str, None] = {}
        for variant in self.source.types[name].variants:
            if isinstance(variant.type, ObjectType):
                names |= dict.fromkeys(field.name for field in variant.type.fields)
            elif isinstance(variant.type, EnumType):
                names |= dict.fromkeys(variant.type.values)
        kind = "Field" if self.source.types[name].kind == "object" else "Value"
        became = f"Becomes {self._links(move.to, path)}." if move.to else "Has no counterpart."
        note = f"{became} {self.linker.prose(move.note, path)}".strip()
        return MoveTable(name, kind, note, self._rows(names, move.members, path))

    def _keys(self) -> Page:
        path = urls.migration_page(self.version, "configuration-keys")
        rows = []
        for name, move in self.migration.keys.items():
            key = self.source.keys[name]
            target = urls.relative(path, urls.at(urls.keys_page(self.source, key.profile), name))
            link = f"[`{name}`]({target}){{ #{name} }}"
            rows.append(MoveRow(link, self._links(move.targets, path), self.linker.prose(move.note, path)))
        return self._page(
            path,
            "migration-keys.md.jinja",
            f"Configuration keys: from {self.source.label} to {self.version.label}",
            f"The variable that takes the place of each of the {len(rows)} configuration keys of {self.source.name}.",
            f"{self.migration.folder}/keys.yaml",
            {"rows": rows},
        )

    def _page(self, path: str, template: str, title: str, summary: str, file: str, context: dict) -> Page:
        shared = {"version": self.version, "source": self.source}
        return Page(path, template, title, summary, file, file, shared | context, facts={"version": self.version.label})


def migration_texts(move: MessageMove) -> Iterable[Text]:
    """Yield every text of a message's move, once."""
    yield from (move.summary, move.text)
    yield from (entry.note for entry in (*move.request.values(), *move.response.values()))
