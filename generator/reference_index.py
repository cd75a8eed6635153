"""The machine-readable index `reference.json`: one line for each name of the reference.

An entry says of what kind a name is, where it stands and, in one sentence,
what it means. `docs/reference.schema.json` describes the format; a change that
breaks a reader raises `FORMAT`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from generator import urls
from generator.links import plain
from generator.model import Decision, Version

FORMAT = 2

_CITATION = re.compile(r"\s*\[[^\[\]`]*[§A-Z][^\[\]`]*\](?!\()|\s*\[guidance\]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`])")


def reference_json(
    versions: Iterable[Version], explained: Mapping[str, list[str]], decisions: Iterable[tuple[Decision, str]]
) -> str:
    """Return the index as JSON, one line an entry, in the order of the pages.

    Args:
        versions: All versions.
        explained: By clause, the pages that cite it, the best one first.
        decisions: Every open decision with the page on which it stands.
    """
    versions = list(versions)
    entries = [entry for version in versions for entry in _entries(version, explained)]
    prefixes = {version.decision_prefix: version.label for version in versions}
    entries += [_decision(decision, page, prefixes) for decision, page in decisions]
    head = {
        "$schema": "reference.schema.json",
        "format": FORMAT,
        "versions": {version.label: {"folder": version.folder, "name": version.name} for version in versions},
    }
    lines = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
    return json.dumps(head, ensure_ascii=False, indent=1)[:-2] + f',\n "entries": [\n{lines}\n ]\n}}\n'


def uncited(text: str) -> str:
    """Return an annotation text on one line, without links and citations."""
    return _CITATION.sub("", plain(text)).strip()


def sentence(text: str) -> str:
    """Return the first sentence of an annotation text, without links and citations."""
    return _SENTENCE.split(uncited(text), 1)[0].strip()


def _entry(kind: str, version: Version, name: str, target: str, meaning: str, **more: object) -> dict[str, object]:
    page, _, anchor = target.partition("#")
    found = {"kind": kind, "version": version.label, "name": name, **more, "page": page}
    return {**found, **({"anchor": anchor} if anchor else {}), "meaning": sentence(meaning)}


def _entries(version: Version, explained: Mapping[str, list[str]]) -> Iterable[dict[str, object]]:
    yield from _structure(version)
    for key in version.keys.values():
        target = urls.at(urls.keys_page(version, key.profile), key.name)
        yield _entry("key", version, key.name, target, key.summary)
    model = version.device_model
    for component in model.components.values():
        page = urls.component_page(version, component.name)
        yield _entry("component", version, component.name, page, component.summary)
        for variable in component.variables:
            target = urls.at(page, urls.variable_anchor(variable.name, variable.instance))
            yield _entry("variable", version, variable.title, target, variable.summary, of=component.name)
    for name, kind, rows in (
        ("variables", "standard-variable", [(row.name, row.meaning) for row in model.variables]),
        ("units", "unit", [(row.unit, row.meaning) for row in model.units]),
        ("reason-codes", "reason-code", [(row.code, row.meaning) for row in model.reason_codes]),
    ):
        for row, meaning in rows:
            yield _entry(kind, version, row, urls.at(urls.device_page(version, name), row), meaning)
    for code in version.error_codes:
        target = urls.at(urls.error_codes_page(version), code.code)
        yield _entry("error-code", version, code.code, target, code.summary)
    for event in version.security_events:
        target = urls.at(urls.security_events_page(version), event.event)
        yield _entry("security-event", version, event.event, target, event.meaning)
    for block in version.blocks:
        for use_case in block.use_cases:
            for requirement in use_case.requirements:
                target = urls.at(urls.block_requirements(version, block), requirement)
                pages = explained.get(requirement, [])
                yield _entry("requirement", version, requirement, target, use_case.name, explained_by=pages)


def _structure(version: Version) -> Iterable[dict[str, object]]:
    """Yield messages with their fields, then types with their members."""
    for message in version.messages.values():
        page = urls.message_page(version, message)
        words = message.words
        more = {"block": message.block, "direction": message.direction}
        yield _entry("message", version, message.name, page, words.summary, **more)
        for payload, side in ((message.request, "request"), (message.response, "response")):
            meanings = words.request if side == "request" else words.response
            for field in payload.fields:
                target = urls.at(page, urls.field_anchor(field.name, side))
                meaning = meanings.get(field.name) or version.types[field.type_name].words.summary
                yield _entry("field", version, field.name, target, meaning, of=payload.title)
    for entry in version.types.values():
        page = urls.type_page(version, entry.name)
        yield _entry("type", version, entry.name, page, entry.words.summary)
        kinds: dict[str, tuple[str, str]] = {}
        for variant in entry.variants:
            for field in getattr(variant.type, "fields", ()):
                common = version.types[field.type_name].words.summary if field.type_name else ""
                kinds[field.name] = ("field", common)
            kinds |= dict.fromkeys(getattr(variant.type, "values", ()), ("value", ""))
        for member, (kind, common) in kinds.items():
            meaning = entry.words.members.get(member) or common
            yield _entry(kind, version, member, urls.at(page, member), meaning, of=entry.name)


def _decision(decision: Decision, page: str, prefixes: Mapping[str, str]) -> dict[str, object]:
    return {
        "kind": decision.kind,
        "version": prefixes.get(decision.id.partition("-")[0], ""),
        "name": str(decision.id),
        "page": page,
        "anchor": str(decision.id),
        "meaning": sentence(decision.title),
        "open": uncited(decision.open),
        "options": [uncited(option) for option in decision.options],
        "default": uncited(decision.default),
    }
