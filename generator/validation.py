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

from generator.schema_reader import parse_json


@dataclass(frozen=True)
class Violation:
    """One way in which a payload breaks its schema.

    Attributes:
        path: JSON pointer into the payload.
        keyword: Schema keyword that is broken.
        message: What is wrong.
    """

    path: str
    keyword: str
    message: str


def violations(structure: Path, instance: object) -> list[Violation]:
    """Return every violation of a payload, in the order of the payload.

    Args:
        structure: Schema file of the payload.
        instance: The payload, with numbers parsed as `Decimal` or `int`.
    """
    errors = sorted(_validator(structure).iter_errors(instance), key=lambda error: [str(part) for part in error.path])
    return [Violation("".join(f"/{part}" for part in error.path), error.validator, error.message) for error in errors]


def parse_payload(text: str) -> object:
    """Parse JSON with exact numbers.

    Raises:
        ValueError: The text is not JSON.
    """
    return json.loads(text, parse_float=Decimal)


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
