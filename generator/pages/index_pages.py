"""Index pages: messages by group, all messages, all types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator import urls
from generator.model import Group, Message, Version
from generator.pages.page import Page


@dataclass(frozen=True)
class Entry:
    """One line of an index."""

    name: str
    target: str
    cells: tuple[str, ...]


def index_pages(version: Version) -> Iterable[Page]:
    """Yield the index pages of a version."""
    yield _schemas_index(version)
    for group in version.groups:
        yield _group_page(version, group)
    yield _types_index(version)


def _members(version: Version, group: Group) -> list[Message]:
    return sorted(
        (message for message in version.messages.values() if message.group == group.slug),
        key=lambda message: message.name,
    )


def _entry(version: Version, message: Message, page: str) -> Entry:
    cells = [version.direction(message.direction)]
    if version.group_kind == "block":
        cells.append(message.block)
    return Entry(
        message.name,
        urls.relative(page, urls.message_page(version, message)),
        (*cells, message.words.summary),
    )


def _columns(version: Version) -> tuple[str, ...]:
    return ("Direction", "Block", "What it does") if version.group_kind == "block" else ("Direction", "What it does")


def _group_page(version: Version, group: Group) -> Page:
    path = urls.group_page(version, group)
    members = _members(version, group)
    return Page(
        path,
        "group.md.jinja",
        f"{group.name}: messages ({version.label})",
        f"{group.summary} The {len(members)} messages of this part of {version.name}.",
        f"schemas/{version.folder}/catalog.yaml",
        f"schemas/{version.folder}/catalog.yaml",
        {
            "version": version,
            "group": group,
            "columns": _columns(version),
            "entries": [_entry(version, message, path) for message in members],
            "clauses": " ".join(f"[{clause}]" for clause in group.clauses),
        },
        facts={"version": version.label},
    )


def _schemas_index(version: Version) -> Page:
    path = urls.schemas_index(version)
    groups = [
        (
            group,
            urls.relative(path, urls.group_page(version, group)),
            [_entry(version, m, path) for m in _members(version, group)],
        )
        for group in version.groups
    ]
    return Page(
        path,
        "messages.md.jinja",
        f"Messages ({version.label})",
        f"All {len(version.messages)} messages of {version.name} with direction and purpose.",
        f"schemas/{version.folder}/catalog.yaml",
        f"schemas/{version.folder}/catalog.yaml",
        {"version": version, "groups": groups, "columns": _columns(version)},
        facts={"version": version.label},
    )


def _types_index(version: Version) -> Page:
    path = urls.types_index(version)
    entries: dict[str, list[Entry]] = {"object": [], "enum": []}
    for entry in version.types.values():
        size = len(entry.variants[0].type.fields if entry.kind == "object" else entry.variants[0].type.values)
        target = urls.relative(path, urls.type_page(version, entry.name))
        entries[entry.kind].append(Entry(entry.name, target, (str(size), str(len(entry.used_by)), entry.words.summary)))
    return Page(
        path,
        "types.md.jinja",
        f"Data types ({version.label})",
        f"All {len(version.types)} types of {version.name}: objects and enumerations.",
        f"schemas/{version.folder}/structure/ and catalog.yaml",
        f"schemas/{version.folder}/catalog.yaml",
        {"version": version, "objects": entries["object"], "enums": entries["enum"]},
        facts={"version": version.label},
    )
