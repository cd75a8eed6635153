"""What a page says of the same thing in another version, from the migration data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator import urls
from generator.links import Linker
from generator.model import Catalog, Message, Version


@dataclass(frozen=True)
class Counterpart:
    """What another version has in place of a message; every attribute is Markdown.

    Attributes:
        label: The other version.
        messages: Links to its messages, empty when there is none.
        note: What changes.
        more: Path of the page that compares field by field, or empty.
    """

    label: str
    messages: tuple[str, ...]
    note: str
    more: tuple[tuple[str, str], ...] = ()


def message_counterparts(catalog: Catalog, version: Version, message: Message, page: str) -> Iterable[Counterpart]:
    """Yield what each other version has in place of a message.

    Args:
        catalog: All versions.
        version: The version of the message.
        message: The message.
        page: Page on which it is said.
    """

    def link(other: Version, name: str) -> str:
        return f"[{name}]({urls.relative(page, urls.message_page(other, other.messages[name]))})"

    for other in catalog.versions.values():
        if other is version:
            continue
        move = other.migration.messages.get(message.name) if other.migration.source == version.folder else None
        if move:
            note = Linker(catalog, other).prose(move.summary, page)
            more = urls.relative(page, urls.migration_page(other, move.name))
            known = tuple(link(other, name) for name in move.to if name in other.messages)
            yield Counterpart(other.label, known, note, (("field by field", more),))
        elif version.migration.source == other.folder:
            before = [old for old in version.migration.messages.values() if message.name in old.to]
            note = version.migration.new.get(message.name, "")
            yield Counterpart(
                other.label,
                tuple(link(other, old.name) for old in before if old.name in other.messages),
                Linker(catalog, version).prose(note, page) if note else "",
                tuple((old.name, urls.relative(page, urls.migration_page(version, old.name))) for old in before),
            )
        elif message.name in other.messages:
            yield Counterpart(other.label, (link(other, message.name),), "")


def key_successors(catalog: Catalog, version: Version) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return, by configuration key, the newer version's label and the addresses that take its place."""
    return {
        name: (other.label, tuple(move.targets))
        for other in catalog.versions.values()
        if other.migration.source == version.folder
        for name, move in other.migration.keys.items()
    }


def variable_predecessors(version: Version) -> dict[str, tuple[str, ...]]:
    """Return, by address of a variable, the older version's keys whose place it takes."""
    found: dict[str, tuple[str, ...]] = {}
    for name, move in version.migration.keys.items():
        for target in move.targets:
            found[target] = (*found.get(target, ()), name)
    return found
