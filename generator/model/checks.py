"""Rules across fields that a machine can check on one payload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.words import Text


@dataclass(frozen=True)
class Constraint:
    """What the values at a path must be like.

    Attributes:
        kind: `one-of`, `none-of`, `present`, `absent`, `ascending`, `unique`
            or one of the comparisons `=`, `!=`, `<`, `<=`, `>`, `>=`.
        values: Values of `one-of` and `none-of`; of a comparison the number,
            or the path of the field compared with.
        field: Whether a comparison names a field.
    """

    kind: str
    values: tuple[str, ...] = ()
    field: bool = False


@dataclass(frozen=True)
class Check:
    """One rule: where every `when` holds, every `must` has to hold.

    Attributes:
        on: Payload title or type name; the rule is applied to each instance.
        when: Constraint by path, relative to the instance.
        must: Constraint by path, relative to the instance.
        says: The rule in our words, cited.
    """

    on: Text
    when: Mapping[str, Constraint]
    must: Mapping[str, Constraint]
    says: Text
