"""Where each name of a version is explained: page and anchor by address."""

from __future__ import annotations

from collections.abc import Iterable

from generator import urls
from generator.catalog import nested_types
from generator.links import variable_targets
from generator.model import Catalog, ObjectType, Payload, Version


def addresses(catalog: Catalog, version: Version) -> dict[str, str]:
    """Return the page and anchor of every address of a version.

    Addresses are messages, types, type members (`IdTokenType.type`), payload
    fields down to any depth (`TransactionEventRequest.evse.id`) and variables
    (`TxCtrlr.TxStartPoint`).
    """
    found = {
        address: target
        for address, target in variable_targets(catalog).items()
        if target.startswith(f"{version.folder}/")
    }
    for entry in version.types.values():
        page = urls.type_page(version, entry.name)
        found[entry.name] = page
        for variant in entry.variants:
            members = [field.name for field in getattr(variant.type, "fields", ())]
            for member in (*members, *getattr(variant.type, "values", ())):
                found[f"{entry.name}.{member}"] = urls.at(page, member)
    for message in version.messages.values():
        page = urls.message_page(version, message)
        found[message.name] = page
        for payload, side in ((message.request, "request"), (message.response, "response")):
            found[payload.title] = urls.at(page, urls.heading_anchor(payload.title))
            repeated = frozenset(message.request.types) if side == "response" else frozenset()
            for address, anchor, member in _paths(payload, side, repeated | version.common_types):
                target = urls.at(page, anchor) if anchor else found[member]
                found[f"{payload.title}.{address}"] = target
    return found


def _paths(payload: Payload, side: str, hidden: frozenset[str]) -> Iterable[tuple[str, str, str]]:
    """Yield the path of every field with its anchor on the message page and its `Type.member`.

    A type is shown once, at its first use; elsewhere its fields have no anchor
    on the message page, and the page of the type holds them.
    """
    first = {structure.name: place for structure, place in nested_types(payload, hidden)}
    stack = [(field, field.name, "", ()) for field in payload.fields]
    while stack:
        field, path, owner, above = stack.pop()
        shown = not owner or first.get(owner) == path.rpartition(".")[0]
        yield path, urls.field_anchor(path, side) if shown else "", f"{owner}.{field.name}"
        nested = payload.types.get(field.type_name or "")
        if isinstance(nested, ObjectType) and nested.name not in above:
            stack += [(inner, f"{path}.{inner.name}", nested.name, (*above, nested.name)) for inner in nested.fields]
