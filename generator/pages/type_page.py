"""The page of a type: its structure, its meaning and where it is used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator import urls
from generator.links import Linker
from generator.model import Text, TypeEntry, Version
from generator.pages.page import Page, markers, questions
from generator.pages.tables import Types, TypeTable, common_meanings, type_table


@dataclass(frozen=True)
class VariantView:
    """One structure of a type; `heading` is empty where there is only one."""

    heading: str
    table: TypeTable


@dataclass(frozen=True)
class Use:
    """A place that uses a type."""

    owner: str
    target: str
    field: str


class TypePages:
    """Builds the type pages of one version."""

    def __init__(self, version: Version, linker: Linker) -> None:
        """Remember what every page needs."""
        self.version, self.linker = version, linker

    def pages(self) -> Iterable[Page]:
        """Yield the page of every type."""
        for entry in self.version.types.values():
            yield self.page(entry)

    def page(self, entry: TypeEntry) -> Page:
        """Return the page of one type."""
        version = self.version
        path = urls.type_page(version, entry.name)

        def prose(text: Text) -> str:
            return self.linker.prose(text, path)

        words = entry.words
        annotated = entry.annotation.endswith(".yaml")
        kind = "enumeration" if entry.kind == "enum" else "object"
        context = {
            "version": version,
            "entry": entry,
            "facts": " · ".join(
                [version.name, kind] + [" ".join(f"[{clause}]" for clause in entry.clauses)] * bool(entry.clauses)
            ),
            "summary": prose(words.summary),
            "description": prose(words.description),
            "variants": list(self._variants(entry, path, prose)),
            "uses": [use_of(version, path, owner, field) for owner, field in entry.used_by],
            "rules": [prose(rule) for rule in words.rules],
            "settled": questions(words.settled, prose),
            "decisions": markers(words.decisions, prose),
        }
        return Page(
            path,
            "type.md.jinja",
            f"{entry.name} ({version.label})",
            words.summary or f"The {kind} {entry.name} of {version.name} and where it is used.",
            f"schemas/{version.folder}/structure/" + (f" and {entry.annotation}" if annotated else ""),
            entry.annotation if annotated else f"schemas/{version.folder}/catalog.yaml",
            context,
            boost=6,
            facts={"version": version.label, "kind": kind},
        )

    def _variants(self, entry: TypeEntry, path: str, prose) -> Iterable[VariantView]:
        anchored: set[str] = set()

        def anchor(name: str) -> str:
            # A member that two variants share has its permanent anchor in the first.
            if name in anchored:
                return ""
            anchored.add(name)
            return name

        def type_link(name: str) -> str:
            return f"[{name}]({urls.relative(path, urls.type_page(self.version, name))})"

        types = Types(type_link, common_meanings(self.version))
        titles = {name: payload.title for name, (_, payload) in self.version.payloads.items()}
        for variant in entry.variants:
            table = type_table(variant.type, entry.words.members, "", "", anchor, types, prose)
            heading = "In " + ", ".join(titles[name] for name in variant.payloads) if len(entry.variants) > 1 else ""
            yield VariantView(heading, table)


def use_of(version: Version, page: str, owner: str, field: str) -> Use:
    """Return a place that uses a type, as seen from a page.

    Args:
        version: The version.
        page: Page that shows the link.
        owner: Payload or type name.
        field: Field name.
    """
    if owner in version.types:
        return Use(owner, urls.relative(page, urls.at(urls.type_page(version, owner), field)), field)
    message, payload = version.payloads[owner]
    side = "request" if payload is message.request else "response"
    target = urls.at(urls.message_page(version, message), urls.field_anchor(field, side))
    return Use(payload.title, urls.relative(page, target), field)
