"""The page of a message: everything about it, so that no second page is needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator import urls
from generator.catalog import nested_types
from generator.examples import smallest
from generator.links import Linker, mentions, variable_target, variable_targets, variables_named
from generator.model import NO_TEXT, Catalog, Example, Field, Message, Payload, Text, TypeEntry, Version, Words
from generator.pages.counterparts import message_counterparts
from generator.pages.page import Page, markers, questions
from generator.pages.tables import Row, Types, TypeTable, common_meanings, field_rows, type_table


@dataclass(frozen=True)
class ExampleView:
    """One example as a page shows it; `earns` is set for a wrong one."""

    caption: str
    json: str
    earns: str = ""


@dataclass(frozen=True)
class PayloadView:
    """One payload as a page shows it."""

    title: str
    rows: tuple[Row, ...]
    types: tuple[TypeTable, ...]
    faults: tuple[tuple[str, str], ...]
    examples: tuple[ExampleView, ...]
    wrong: tuple[ExampleView, ...]


@dataclass(frozen=True)
class Link:
    """A link with its words and what to say after it."""

    label: str
    target: str
    note: str = ""


class MessagePages:
    """Builds the message pages of one version."""

    def __init__(self, catalog: Catalog, version: Version, linker: Linker, backlinks: dict[str, list[Link]]) -> None:
        """Remember what every page needs.

        Args:
            catalog: All versions, for the counterpart in another one.
            version: The version.
            linker: Resolves names in prose.
            backlinks: Hand-written pages by the page that they link to.
        """
        self.catalog, self.version, self.linker, self.backlinks = catalog, version, linker, backlinks

    def pages(self) -> Iterable[Page]:
        """Yield the page of every message."""
        for message in self.version.messages.values():
            yield self.page(message)

    def page(self, message: Message) -> Page:
        """Return the page of one message."""
        version = self.version
        path = urls.message_page(version, message)

        def prose(text: Text) -> str:
            return self.linker.prose(text, path)

        words = message.words
        structure = f"schemas/{version.folder}/structure"
        files = ", ".join(f"{payload.name}.json" for payload in message.payloads)
        context = {
            "version": version,
            "message": message,
            "direction": version.direction(message.direction),
            "facts": _facts(version, message),
            "description": prose(words.description),
            "payloads": [
                self._payload(message, payload, side, path)
                for payload, side in ((message.request, "request"), (message.response, "response"))
            ],
            "rules": [prose(rule) for rule in words.rules],
            "settled": questions(words.settled, prose),
            "decisions": markers(words.decisions, prose),
            "counterparts": list(message_counterparts(self.catalog, version, message, path)),
            "keys": self._keys(message, path),
            "variables": self._variables(message, path),
            "behaviour": [Link(link.label, urls.relative(path, link.target)) for link in self.backlinks.get(path, [])],
            "structures": [f"{structure}/{payload.name}.json" for payload in message.payloads],
        }
        return Page(
            path,
            "message.md.jinja",
            f"{message.name} ({version.label})",
            words.summary or f"Fields, types and limits of {message.name} in {version.name}.",
            f"{structure}/ ({files})" + (f" and {message.annotation}" if message.annotation else ""),
            message.annotation or f"schemas/{version.folder}/catalog.yaml",
            context,
            boost=12,
            facts={
                "version": version.label,
                version.group_kind: message.block,
                "direction": version.direction(message.direction),
            },
        )

    def _payload(self, message: Message, payload: Payload, side: str, path: str) -> PayloadView:
        version = self.version
        words = message.words

        def prose(text: Text) -> str:
            return self.linker.prose(text, path)

        def type_link(name: str) -> str:
            page = urls.type_page(version, name)
            return f"[{name}]({urls.relative(path, page) if name in version.common_types else f'#{name}'})"

        types = Types(type_link, common_meanings(version))
        # A type that the request shows already is not repeated under the response.
        shown = {name for name in message.request.types if side == "response"}
        tables = []
        for structure, place in nested_types(payload, version.common_types):
            if structure.name in shown:
                continue
            entry = version.types[structure.name]
            meanings = {**entry.words.members, **words.types.get(structure.name, {})}
            is_object = entry.kind == "object"
            tables.append(
                type_table(
                    structure,
                    meanings,
                    prose(entry.words.summary),
                    urls.relative(path, urls.type_page(version, structure.name)),
                    (lambda name, place=place: urls.field_anchor(f"{place}.{name}", side)) if is_object else _no_anchor,
                    types,
                    prose,
                )
            )
        meanings = words.request if side == "request" else words.response

        def anchor(field: Field) -> str:
            return urls.field_anchor(field.name, side)

        return PayloadView(
            payload.title,
            field_rows(
                payload.fields,
                meanings,
                anchor,
                types,
                prose,
            ),
            tuple(tables),
            tuple((fault.value, prose(fault.note)) for fault in version.faults if fault.payload == payload.name),
            tuple(_examples(payload, [example for example in words.examples if not example.violates], prose)),
            tuple(
                ExampleView(prose(example.caption), example.json, prose(example.earns))
                for example in words.examples
                if example.violates and example.payload == payload.name
            ),
        )

    def _words(self, message: Message) -> str:
        """Return all that is said about a message and its types."""
        texts = list(annotation_texts(message))
        for name in sorted({type_name for payload in message.payloads for type_name in payload.types}):
            texts += type_texts(self.version.types[name])
        return " ".join(texts)

    def _variables(self, message: Message, path: str) -> list[Link]:
        targets = variable_targets(self.catalog)
        named = {match["address"] for match in variables_named(self._words(message), self.catalog)}
        found = [(address, variable_target(targets, address)) for address in sorted(named)]
        return [Link(f"`{address}`", urls.relative(path, target)) for address, target in found if target]

    def _keys(self, message: Message, path: str) -> list[Link]:
        named = mentions(self._words(message))
        return [
            Link(
                key.name, urls.relative(path, urls.at(urls.keys_page(self.version, key.profile), key.name)), key.summary
            )
            for key in sorted(self.version.keys.values(), key=lambda key: key.name)
            if key.name in named or message.name in mentions(" ".join((key.meaning, *key.rules)))
        ]


def annotation_texts(message: Message) -> Iterable[Text]:
    """Yield every text of a message's annotation, once."""
    words = message.words
    yield words.summary
    yield words.description
    yield from words.request.values()
    yield from words.response.values()
    for members in words.types.values():
        yield from members.values()
    yield from _shared_texts(words)
    for example in words.examples:
        yield example.caption
        yield example.earns


def type_texts(entry: TypeEntry) -> Iterable[Text]:
    """Yield every text of a type's annotation, once."""
    yield entry.words.summary
    yield entry.words.description
    yield from entry.words.members.values()
    yield from _shared_texts(entry.words)


def _shared_texts(words: Words) -> Iterable[Text]:
    yield from words.rules
    for settled in words.settled:
        yield settled.question
        yield settled.answer
    for decision in words.decisions:
        yield from (decision.title, decision.open, decision.why, *decision.options, decision.default)


def _examples(payload: Payload, examples: list[Example], prose) -> Iterable[ExampleView]:
    chosen = [example for example in examples if example.payload == payload.name]
    if not chosen:
        yield ExampleView(NO_TEXT, smallest(payload))
    for example in chosen:
        yield ExampleView(prose(example.caption), example.json)


def _facts(version: Version, message: Message) -> str:
    block = message.block
    if version.group_kind == "block":
        letter, _, name = block.partition(" ")
        block = f"{name} (block {letter})"
    else:
        block = f"{block} profile"
    cited = " ".join(f"[{clause}]" for clause in message.clauses)
    return " · ".join((version.name, block, version.direction(message.direction), cited))


def _no_anchor(name: str) -> str:
    return ""
