"""The index of names: one heading for each field, enum value, key and variable.

It makes every name a search result of its own and answers an agent's grep.
Messages and types are not in it; they have pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator import urls
from generator.model import EnumType, ObjectType, Version
from generator.pages.page import Page

# customData and the like stand in every payload; a list of all of them would
# hide the few facts that matter.
_EVERYWHERE = 0.9
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True)
class Name:
    """One name with the places where it occurs; every place is Markdown."""

    name: str
    fields: tuple[str, ...]
    values: tuple[str, ...]
    keys: tuple[str, ...]
    others: tuple[str, ...]
    everywhere: bool
    parts: str


def names_page(version: Version) -> Page:
    """Return the index of names of a version."""
    path = urls.names_page(version)
    fields: dict[str, list[str]] = {}
    values: dict[str, list[str]] = {}
    keys: dict[str, list[str]] = {}

    def link(label: str, target: str) -> str:
        return f"[{label}]({urls.relative(path, target)})"

    for message in version.messages.values():
        page = urls.message_page(version, message)
        for payload, side in ((message.request, "request"), (message.response, "response")):
            for field in payload.fields:
                target = urls.at(page, urls.field_anchor(field.name, side))
                fields.setdefault(field.name, []).append(link(payload.title, target))
    for entry in version.types.values():
        page = urls.type_page(version, entry.name)
        members: dict[str, dict[str, list[str]]] = {}
        for variant in entry.variants:
            if isinstance(variant.type, ObjectType):
                members.update({field.name: fields for field in variant.type.fields})
            elif isinstance(variant.type, EnumType):
                members.update(dict.fromkeys(variant.type.values, values))
        for member, found in members.items():
            found.setdefault(member, []).append(link(entry.name, urls.at(page, member)))
    for key in version.keys.values():
        page = urls.keys_page(version, key.profile)
        keys.setdefault(key.name, []).append(link(key.profile, urls.at(page, key.name)))
    others: dict[str, list[str]] = {}
    for code in version.error_codes:
        target = urls.at(urls.error_codes_page(version), code.code)
        others.setdefault(code.code, []).append(link("CALLERROR code", target))
    for event in version.security_events:
        target = urls.at(urls.security_events_page(version), event.event)
        others.setdefault(event.event, []).append(link("Security event", target))
    for component in version.device_model.components.values():
        page = urls.component_page(version, component.name)
        others.setdefault(component.name, []).append(link("Component", page))
        for variable in component.variables:
            target = urls.at(page, urls.variable_anchor(variable.name, variable.instance))
            label = f"`{component.name}.{variable.title}`"
            others.setdefault(variable.name, []).append(f"variable {link(label, target)}")
    for variable in version.device_model.variables:
        target = urls.at(urls.device_page(version, "variables"), variable.name)
        others.setdefault(variable.name, []).append(link("standard variable", target))
    for code in version.device_model.reason_codes:
        target = urls.at(urls.device_page(version, "reason-codes"), code.code)
        others.setdefault(code.code, []).append(link("Reason code", target))
    limit = _EVERYWHERE * len(version.payloads)
    names = [
        Name(
            name,
            tuple(sorted(fields.get(name, ()))),
            tuple(sorted(values.get(name, ()))),
            tuple(keys.get(name, ())),
            tuple(others.get(name, ())),
            len(fields.get(name, ())) >= limit,
            " ".join(_parts(name)),
        )
        for name in sorted({*fields, *values, *keys, *others}, key=lambda name: (name.lower(), name))
    ]
    return Page(
        path,
        "names.md.jinja",
        f"Index of names ({version.label})",
        f"Every field, enum value{' and key' if version.keys else ''} of {version.name} and where it occurs.",
        f"schemas/{version.folder}/",
        f"schemas/{version.folder}/catalog.yaml",
        {"version": version, "names": names},
        boost=10,
        hide_contents=True,
        facts={"version": version.label},
    )


def _parts(name: str) -> list[str]:
    """Return the endings of a compound name, which the search cannot find inside a word."""
    words = list(_WORD.finditer(name))
    return [name[word.start() :] for word in words[1:] if len(name) - word.start() > 2]
