"""Rules across fields name what exists, and no valid example breaks one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.lint.finding import Finding
from generator.model import Check, NamedType, ObjectType, Version
from generator.project import Project
from generator.rule_checks import breaches, names_in
from generator.validation import parse_payload

RULE = "checks"


def check(project: Project) -> Iterable[Finding]:
    """Yield every rule of something unknown, and every valid example that breaks a rule."""
    for version in project.catalog.versions.values():
        for entry in version.checks:
            yield from _names(version, entry)
        for message in version.messages.values():
            payloads = {payload.name: payload for payload in message.payloads}
            for example in message.words.examples:
                if not example.violates:
                    found = breaches(payloads[example.payload], parse_payload(example.json), version.checks)
                    for breach in found:
                        yield Finding(example.file, 0, RULE, f"is shown as valid, but: {' '.join(breach.says.split())}")


def _names(version: Version, entry: Check) -> Iterable[Finding]:
    fields, types = _target(version, entry.on)
    if fields is None:
        yield Finding(entry.on.file, entry.on.line, RULE, f"there is no payload or object type {entry.on}")
        return
    if not entry.must:
        yield Finding(entry.on.file, entry.on.line, RULE, "a rule must demand something under 'must'")
    paths = [*entry.when, *entry.must]
    paths += [value for c in (*entry.when.values(), *entry.must.values()) if c.field for value in c.values]
    for path in paths:
        known: Mapping[str, object] | None = fields
        for name in names_in(path):
            field = known.get(name) if known is not None else None
            if field is None:
                yield Finding(entry.on.file, entry.on.line, RULE, f"{entry.on} has no {path}")
                break
            nested = types.get(field.type_name or "")
            known = {inner.name: inner for inner in nested.fields} if isinstance(nested, ObjectType) else None


def _target(version: Version, name: str) -> tuple[dict | None, Mapping[str, NamedType]]:
    for _, payload in version.payloads.values():
        if name == payload.title:
            return {field.name: field for field in payload.fields}, payload.types
        if isinstance(payload.types.get(name), ObjectType):
            return {field.name: field for field in payload.types[name].fields}, payload.types
    return None, {}
