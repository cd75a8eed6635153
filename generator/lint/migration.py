"""Every name of the older version has a way into the newer one, and every way leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.addresses import addresses
from generator.lint.finding import Finding
from generator.lint.meanings import members
from generator.model import Move, Text, Version
from generator.project import Project

RULE = "migration"


def check(project: Project) -> Iterable[Finding]:
    """Yield every name without an entry, every entry without a name and every target that does not exist."""
    for version in project.catalog.versions.values():
        migration = version.migration
        if not migration.source:
            continue
        source = project.catalog.versions.get(migration.source)
        if source is None:
            yield Finding(f"{migration.folder}/new.yaml", 0, RULE, f"there is no version {migration.source}")
            continue
        known = addresses(project.catalog, version)
        yield from _messages(version, source, known)
        yield from _types(version, source, known)
        keys = f"{migration.folder}/keys.yaml"
        yield from _compare(keys, "keys", set(source.keys), migration.keys)
        yield from _targets(keys, migration.keys, known)


def _messages(version: Version, source: Version, known: Mapping[str, str]) -> Iterable[Finding]:
    migration = version.migration
    yield from _compare(f"{migration.folder}/messages", "messages", set(source.messages), migration.messages)
    for name, move in migration.messages.items():
        if name not in source.messages:
            continue
        for payload, moves in zip(source.messages[name].payloads, (move.request, move.response), strict=True):
            names = {field.name for field in payload.fields}
            yield from _compare(move.file, payload.title, names, moves)
            yield from _targets(move.file, moves, known)
        for target in move.to:
            if target not in version.messages:
                yield Finding(move.file, target.line, RULE, f"there is no message {target}")
    reached = {str(target) for move in migration.messages.values() for target in move.to}
    file = f"{migration.folder}/new.yaml"
    yield from _compare(file, "messages", set(version.messages) - reached, migration.new)


def _types(version: Version, source: Version, known: Mapping[str, str]) -> Iterable[Finding]:
    migration = version.migration
    file = f"{migration.folder}/types.yaml"
    yield from _compare(file, "types", set(source.types), migration.types)
    for name, move in migration.types.items():
        if name in source.types:
            yield from _compare(file, name, set(members(source.types[name])), move.members)
        yield from _targets(file, move.members, known)
        for target in move.to:
            if target not in version.types:
                yield Finding(file, target.line, RULE, f"there is no type {target}")


def _compare(file: str, where: str, needed: set[str], entries: Mapping[str, object]) -> Iterable[Finding]:
    for name in sorted(needed - set(entries)):
        yield Finding(file, 0, RULE, f"{where}: {name} has no entry; say where it goes")
    for name in sorted(set(entries) - needed):
        yield Finding(file, 0, RULE, f"{where}: {name} is not needed here; remove it or mend the name")


def _targets(file: str, moves: Mapping[str, Move], known: Mapping[str, str]) -> Iterable[Finding]:
    targets: list[Text] = [target for move in moves.values() for target in move.targets]
    for target in targets:
        if target not in known:
            yield Finding(file, target.line, RULE, f"there is no {target} in the newer version")
