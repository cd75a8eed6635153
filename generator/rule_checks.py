"""Evaluates rules across fields on a payload. Knows nothing of files or pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

from generator.model import Check, Constraint, Field, ObjectType, Payload, Text

_PART = re.compile(r"(?P<name>\w+)(?:\[(?P<index>-?\d+)\])?")
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Breach:
    """A rule that a payload breaks.

    Attributes:
        path: Place in the payload: names and indices.
        says: The rule, as annotation text.
    """

    path: Path
    says: Text


def breaches(payload: Payload, instance: object, checks: Iterable[Check]) -> list[Breach]:
    """Return every rule that a payload breaks.

    Args:
        payload: Structure of the payload.
        instance: The payload as parsed JSON. Parts that do not fit the
            structure are passed over: the schema reports them.
        checks: The rules of the version.
    """
    by_target: dict[str, list[Check]] = {}
    for check in checks:
        by_target.setdefault(check.on, []).append(check)
    found = []
    for name, place, value in _instances(payload, instance):
        for check in by_target.get(name, ()):
            if all(_holds(value, path, constraint) for path, constraint in check.when.items()):
                broken = [path for path, constraint in check.must.items() if not _holds(value, path, constraint)]
                found += [Breach((*place, *_shown(value, path)), check.says) for path in broken[:1]]
    return found


def _instances(payload: Payload, instance: object) -> Iterator[tuple[str, Path, Mapping]]:
    """Yield the payload and each object of a named type in it, with its place."""
    if not isinstance(instance, dict):
        return
    yield payload.title, (), instance
    stack: list[tuple[tuple[Field, ...], Mapping, Path]] = [(payload.fields, instance, ())]
    while stack:
        fields, value, place = stack.pop()
        for field in fields:
            structure = payload.types.get(field.type_name or "")
            if field.name not in value or not isinstance(structure, ObjectType):
                continue
            member = value[field.name]
            items = enumerate(member) if isinstance(member, list) else [(None, member)]
            for index, item in items:
                if isinstance(item, dict):
                    inner = (*place, field.name) if index is None else (*place, field.name, index)
                    yield structure.name, inner, item
                    stack.append((structure.fields, item, inner))


def values_at(value: object, path: str) -> list[object]:
    """Return the values at a path; an array on the way stands for each of its items.

    Args:
        value: Where the path begins.
        path: Field names joined by dots; `[0]` and `[-1]` pick one item.
    """
    found = [value]
    for match in _PART.finditer(path):
        found = [item[match["name"]] for item in found if isinstance(item, dict) and match["name"] in item]
        if match["index"] is not None:
            index = int(match["index"])
            found = [item[index] for item in found if isinstance(item, list) and -len(item) <= index < len(item)]
        else:
            found = [inner for item in found for inner in (item if isinstance(item, list) else [item])]
    return found


def names_in(path: str) -> list[str]:
    """Return the field names of a path, without indices."""
    return [match["name"] for match in _PART.finditer(path)]


def _shown(value: Mapping, path: str) -> Path:
    """Return the part of a path that the payload has, so that the place can be found."""
    names = names_in(path)
    found: list[str | int] = []
    current: object = value
    for name in names:
        if isinstance(current, list):
            if len(current) != 1:
                break
            found.append(0)
            current = current[0]
        found.append(name)
        if not isinstance(current, dict) or name not in current:
            break
        current = current[name]
    return tuple(found)


def _holds(value: Mapping, path: str, constraint: Constraint) -> bool:
    found = values_at(value, path)
    match constraint.kind:
        case "present":
            return bool(found)
        case "absent":
            return not found
        case "one-of":
            return bool(found) and all(_text(item) in constraint.values for item in found)
        case "none-of":
            return all(_text(item) not in constraint.values for item in found)
        case "unique":
            texts = [_text(item) for item in found]
            return len(texts) == len(set(texts))
        case "ascending":
            keys = [_key(item) for item in found]
            return None in keys or all(before < after for before, after in pairwise(keys))
    others = values_at(value, constraint.values[0]) if constraint.field else [Decimal(constraint.values[0])]
    return all(_compare(constraint.kind, item, other) for item in found for other in others)


def _compare(kind: str, left: object, right: object) -> bool:
    """Compare numbers or date-times; what cannot be compared breaks nothing."""
    first, second = _key(left), _key(right)
    if first is None or second is None or type(first) is not type(second):
        return True
    return {
        "=": first == second,
        "!=": first != second,
        "<": first < second,
        "<=": first <= second,
        ">": first > second,
        ">=": first >= second,
    }[kind]


def _key(value: object) -> Decimal | datetime | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
