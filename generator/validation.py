"""Payloads against the official structures, with exact decimal arithmetic."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import jsonschema
from jsonschema.validators import validator_for

from generator.errors import GeneratorError
from generator.schema_reader import parse_json

# A 64-bit integer has 19 digits; a decimal with more would leave the exact arithmetic of multipleOf.
MAX_NUMBER_LENGTH = 40
MAX_EXPONENT = 18


@dataclass(frozen=True)
class Violation:
    """One way in which a payload breaks its schema.

    Attributes:
        parts: Place in the payload: names and indices.
        keyword: Schema keyword that is broken.
        message: What is wrong, in the validator's words.
        limit: What the schema demands under the keyword.
        value: What stands at the place.
        known: Names of the fields that an object at the place may have.
    """

    parts: tuple[str | int, ...]
    keyword: str
    message: str
    limit: object
    value: object
    known: tuple[str, ...]

    @property
    def path(self) -> str:
        """Return the place as a JSON pointer."""
        return "".join(f"/{part}" for part in self.parts)


def violations(structure: Path, instance: object) -> list[Violation]:
    """Return every violation of a payload, sorted by place.

    Args:
        structure: Schema file of the payload.
        instance: The payload, with numbers parsed as `Decimal` or `int`.
    """
    errors = sorted(_validator(structure).iter_errors(instance), key=lambda error: [str(part) for part in error.path])
    found: dict[tuple, Violation] = {}
    for error in errors:
        place = tuple(error.path)
        known = tuple(error.schema.get("properties", ()))
        entry = Violation(place, error.validator, error.message, error.validator_value, error.instance, known)
        found.setdefault((place, error.validator, error.message), entry)
    return list(found.values())


def parse_payload(text: str) -> object:
    """Parse JSON with exact numbers.

    Raises:
        ValueError: The text is not JSON.
    """
    return json.loads(text, parse_float=Decimal)


def parse_strictly(name: str, data: bytes) -> object:
    """Parse JSON of unknown origin, with exact numbers.

    Args:
        name: Name of the input for messages.
        data: The bytes, UTF-8 with or without a byte order mark.

    Raises:
        GeneratorError: The bytes are no JSON, repeat a key, or hold a number
            or text that no OCPP message can carry.
    """

    def number(text: str) -> int | Decimal:
        if len(text) > MAX_NUMBER_LENGTH or abs(Decimal(text).adjusted()) > MAX_EXPONENT:
            raise _RefusedError(f"the number {text[:24]} is beyond any limit of OCPP")
        return int(text) if text.lstrip("-").isdigit() else Decimal(text)

    def constant(text: str) -> object:
        raise _RefusedError(f"{text} is not a JSON number")

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        result = dict(items)
        if len(result) != len(items):
            seen: set[str] = set()
            twice = next(key for key, _ in items if key in seen or seen.add(key))
            raise _RefusedError(f"the key {twice!r} stands twice in one object")
        return result

    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=pairs, parse_float=number, parse_int=number, parse_constant=constant)
        json.dumps(value, ensure_ascii=False, default=str).encode("utf-8")
    except UnicodeDecodeError as error:
        raise GeneratorError(name, "", f"not UTF-8 (byte {error.start}); OCPP-J travels as UTF-8") from error
    except UnicodeEncodeError as error:
        raise GeneratorError(name, "", "holds half a surrogate pair, which is not a character; mend it") from error
    except json.JSONDecodeError as error:
        raise GeneratorError(name, error.lineno, f"not JSON ({error.msg}, column {error.colno})") from error
    except RecursionError as error:
        raise GeneratorError(name, "", "nested deeper than any message of OCPP") from error
    except _RefusedError as error:
        raise GeneratorError(name, "", f"{error}; mend it") from error
    return value


class _RefusedError(Exception):
    """Something that JSON syntax allows or a lenient parser lets through, but no message may hold."""


@functools.lru_cache(maxsize=512)
def _validator(structure: Path) -> jsonschema.protocols.Validator:
    # 0.1 as a binary fraction is no divisor of 21.4; the schema's numbers are read as decimals too.
    schema = parse_json(structure, structure.read_text(encoding="utf-8"))
    schema.pop("id", None)  # the official urn is no base for references
    schema.pop("$id", None)
    return validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())


def unmet(violations: Iterable[Violation]) -> str:
    """Return violations in one line."""
    return "; ".join(f"{violation.path or '/'} {violation.message}" for violation in violations)
