"""JSON text ↔ values that lose nothing.

Numbers keep the text they were written with (0.1 stays 0.1, 0.0 stays 0.0), keys
keep their order, and what a lenient parser lets through is an error: a repeated
key, NaN, half a surrogate pair, boundless numbers or depth. Knows nothing of
schemas.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from generator.errors import GeneratorError

# The deepest official schema has 10 levels; the bound keeps every walk over a
# value far from Python's recursion limit.
MAX_DEPTH = 64
# A 64-bit integer has at most 20 characters; more is no limit a message could carry.
MAX_NUMBER_LENGTH = 20


@dataclass(frozen=True)
class Number:
    """A JSON number as it was written.

    Attributes:
        text: The characters of the number, e.g. `0.10`.
    """

    text: str


Value = dict[str, "Value"] | list["Value"] | str | bool | Number | None


class _Pairs(list):
    """The members of an object before repeated keys are looked for."""


@dataclass(frozen=True)
class _Constant:
    """One of NaN, Infinity and -Infinity, which JSON does not have."""

    name: str


def parse_exact(file: object, data: bytes) -> Value:
    """Parse a JSON file without loss.

    Args:
        file: Path for error messages.
        data: The bytes of the file, UTF-8 with or without a byte order mark.

    Returns:
        Objects as dicts in the order of the file, numbers as `Number`.

    Raises:
        GeneratorError: The bytes are not UTF-8 or not JSON (with the line), or
            a value cannot be kept exactly (with its JSON pointer).
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GeneratorError(file, line, "not UTF-8; take the file from the official download again") from error
    try:
        raw = json.loads(text, object_pairs_hook=_Pairs, parse_int=Number, parse_float=Number, parse_constant=_Constant)
    except json.JSONDecodeError as error:
        raise GeneratorError(
            file, error.lineno, f"not JSON ({error.msg}); take the file from the official download again"
        ) from error
    except RecursionError as error:
        raise GeneratorError(file, "", f"nested more than {MAX_DEPTH} levels deep; no schema is") from error
    return _exact(file, raw, "", 0)


def format_exact(value: Value) -> str:
    """Return a value as canonical JSON: two spaces, LF, a newline at the end."""
    return f"{_formatted(value, chr(10))}\n"


def pointer_to(pointer: str, key: str | int) -> str:
    """Return the JSON pointer of a member, with `~` and `/` escaped (RFC 6901)."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def _exact(file: object, raw: object, pointer: str, depth: int) -> Value:
    if depth > MAX_DEPTH:
        raise GeneratorError(file, pointer, f"nested more than {MAX_DEPTH} levels deep; no schema is")
    if isinstance(raw, _Pairs):
        result: dict[str, Value] = {}
        for key, member in raw:
            _check_text(file, key, pointer)
            if key in result:
                raise GeneratorError(file, pointer_to(pointer, key), "this key stands twice in one object; keep one")
            result[key] = _exact(file, member, pointer_to(pointer, key), depth + 1)
        return result
    if isinstance(raw, list):
        return [_exact(file, item, pointer_to(pointer, index), depth + 1) for index, item in enumerate(raw)]
    if isinstance(raw, str):
        _check_text(file, raw, pointer)
    if isinstance(raw, _Constant):
        raise GeneratorError(file, pointer, f"{raw.name} is not a JSON number; give a finite one")
    if isinstance(raw, Number) and (len(raw.text) > MAX_NUMBER_LENGTH or not math.isfinite(float(raw.text))):
        raise GeneratorError(file, pointer, f"a number beyond 64 bits ({len(raw.text)} characters); no limit needs it")
    return raw


def _check_text(file: object, text: str, pointer: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise GeneratorError(file, pointer, "half a surrogate pair (\\ud800 to \\udfff) is not a character; mend it")


def _formatted(value: Value, newline: str) -> str:
    inner = f"{newline}  "
    if isinstance(value, dict) and value:
        members = (f"{inner}{_quoted(key)}: {_formatted(member, inner)}" for key, member in value.items())
        return f"{{{','.join(members)}{newline}}}"
    if isinstance(value, list) and value:
        return f"[{','.join(f'{inner}{_formatted(item, inner)}' for item in value)}{newline}]"
    return value.text if isinstance(value, Number) else _quoted(value)


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
