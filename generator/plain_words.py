"""Violations of a schema in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from generator.validation import Violation

Path = tuple[str | int, ...]


def plain_words(violation: Violation) -> Iterator[tuple[Path, str]]:
    """Yield place and words of a violation; a missing or unknown field is a place of its own."""
    path, limit, value = violation.parts, violation.limit, violation.value
    match violation.keyword:
        case "required":
            for name in (name for name in limit if name not in value):
                yield (*path, name), "is missing; it is required"
        case "additionalProperties":
            for name in (name for name in value if name not in violation.known):
                near = nearest(name, violation.known)
                yield (*path, name), f"is no field here{f'; did you mean {near}?' if near else ''}"
        case "enum":
            near = nearest(str(value), limit)
            hint = f"; did you mean {near}?" if near else f"; known are {', '.join(map(str, limit))}"
            yield path, f"{_shown(value)} is no value of this type{hint}"
        case "type":
            yield path, f"{_shown(value)} is {_kind(value)}; it must be {_article(limit)}"
        case "maxLength":
            yield path, f"has {len(value)} characters; at most {limit} are allowed"
        case "minItems" | "maxItems":
            word = "at least" if violation.keyword == "minItems" else "at most"
            yield (
                path,
                f"has {len(value)} items; {word} {limit} are needed"
                if word == "at least"
                else (f"has {len(value)} items; at most {limit} are allowed"),
            )
        case "minimum" | "maximum":
            word = "below the least" if violation.keyword == "minimum" else "above the greatest"
            yield path, f"{value} is {word} allowed value {limit}"
        case "multipleOf":
            yield path, f"{value} is no multiple of {limit}"
        case "format":
            yield path, f"{_shown(value)} is no {limit}"
        case _:
            yield path, violation.message


def _shown(value: object) -> str:
    text = repr(value) if not isinstance(value, dict | list) else "the value"
    return text if len(text) <= 60 else f"{text[:57]}…"


def _kind(value: object) -> str:
    kinds = {bool: "a boolean", str: "a string", dict: "an object", list: "an array", type(None): "null"}
    return kinds.get(type(value), "a number")


def _article(kind: object) -> str:
    return f"{'an' if str(kind)[0] in 'aio' else 'a'} {kind}"


def nearest(name: str, known: Iterable[object]) -> str:
    """Return the known name that is most like another one, or an empty text."""
    lower = {str(entry).lower(): str(entry) for entry in known}
    found = get_close_matches(name.lower(), lower, 1)
    return lower[found[0]] if found else ""
