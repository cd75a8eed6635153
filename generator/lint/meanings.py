"""Every field, value and type has a meaning that says more than its name.

A version is held to it once its catalog says `complete: true`; names that do
not exist are refused in every version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.lint.finding import Finding
from generator.model import Text, TypeEntry, Version
from generator.project import Project

RULE = "meanings"

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_EMPTY_WORDS = {
    "the", "a", "an", "of", "for", "this", "that", "is", "it", "field", "value", "type", "in", "to", "be", "as", "used",
    "with",
}  # fmt: skip
_CITATION = re.compile(r"\[[^\]]*\]")


def check(project: Project) -> Iterable[Finding]:
    """Yield every name without a meaning and every meaning without a name."""
    for version in project.catalog.versions.values():
        yield from _messages(version)
        yield from _types(version)


def coverage(version: Version) -> dict[str, tuple[int, int]]:
    """Return (with meaning, all) for messages, fields, values and types of a version."""
    counts = {"messages": [0, 0], "fields": [0, 0], "types": [0, 0], "values": [0, 0]}

    def count(what: str, meaning: object) -> None:
        counts[what][0] += bool(meaning)
        counts[what][1] += 1

    for message in version.messages.values():
        count("messages", message.words.summary and message.words.description)
        for payload, words in ((message.request, message.words.request), (message.response, message.words.response)):
            for field in payload.fields:
                count("fields", words.get(field.name) or field.type_name in version.common_types)
    for entry in version.types.values():
        count("types", entry.words.summary)
        for member in members(entry):
            common = member in _common_fields(entry, version)
            count("fields" if entry.kind == "object" else "values", entry.words.members.get(member) or common)
    return {what: (done, total) for what, (done, total) in counts.items()}


def members(entry: TypeEntry) -> list[str]:
    """Return field names or values of a type over all its variants, each once."""
    found: dict[str, None] = {}
    for variant in entry.variants:
        found |= dict.fromkeys(field.name for field in getattr(variant.type, "fields", ()))
        found |= dict.fromkeys(getattr(variant.type, "values", ()))
    return list(found)


def _common_fields(entry: TypeEntry, version: Version) -> set[str]:
    fields = [field for variant in entry.variants for field in getattr(variant.type, "fields", ())]
    return {field.name for field in fields if field.type_name in version.common_types}


def _messages(version: Version) -> Iterable[Finding]:
    for message in version.messages.values():
        if not message.annotation:
            if version.complete:
                yield Finding(f"schemas/{version.folder}/annotations/{message.name}.yaml", 0, RULE, "missing; write it")
            continue
        words = message.words
        for side, payload, meanings in (
            ("request", message.request, words.request),
            ("response", message.response, words.response),
        ):
            names = {field.name for field in payload.fields if field.type_name not in version.common_types}
            every = {field.name for field in payload.fields}
            yield from _compare(message.annotation, side, names, every, meanings)
        for name, meanings in words.types.items():
            used = {type_name for payload in message.payloads for type_name in payload.types}
            if name not in used:
                yield Finding(message.annotation, 0, RULE, f"types: {message.name} does not use {name}")
                continue
            known = set(members(version.types[name]))
            yield from _compare(message.annotation, f"types {name}", set(), known, meanings)


def _types(version: Version) -> Iterable[Finding]:
    for entry in version.types.values():
        if not entry.annotation.endswith(".yaml"):
            if version.complete:
                file = f"schemas/{version.folder}/annotations/types/{entry.name}.yaml"
                yield Finding(file, 0, RULE, "missing; write it")
            continue
        known = set(members(entry))
        yield from _compare(
            entry.annotation, entry.name, known - _common_fields(entry, version), known, entry.words.members
        )


def _compare(
    file: str, where: str, needed: set[str], known: set[str], meanings: Mapping[str, Text]
) -> Iterable[Finding]:
    for name in sorted(needed - set(meanings)):
        yield Finding(file, 0, RULE, f"{where}: {name} has no meaning")
    for name in sorted(set(meanings) - known):
        yield Finding(file, meanings[name].line, RULE, f"{where}: the schema has no {name}")
    for name, meaning in meanings.items():
        said = {word.lower() for word in _WORD.findall(_CITATION.sub("", meaning))} - _EMPTY_WORDS
        if said <= {word.lower() for word in _WORD.findall(name)}:
            yield Finding(file, meaning.line, RULE, f"{where}: the meaning of {name} only repeats the name")
