"""`checks.yaml` of a version → rules across fields.

Owns the notation of constraints: a list of values, `not A, B`, `present`,
`absent`, `ascending`, `unique`, or a comparison such as `> 0` or `> validFrom`.
"""

from __future__ import annotations

import re
from pathlib import Path

from generator.model import Check, Constraint, Text
from generator.yaml_reader import Node, read_yaml

PLAIN = ("present", "absent", "ascending", "unique")
_COMPARISON = re.compile(r"(?P<kind><=|>=|!=|=|<|>) (?:(?P<number>-?\d+(?:\.\d+)?)|(?P<field>[A-Za-z][\w.\[\]-]*))")


def read_checks(path: Path, shown: str) -> tuple[Check, ...]:
    """Read the rules of a version; none when there is no such file.

    Raises:
        GeneratorError: The file breaks the format.
    """
    if not path.exists():
        return ()
    nodes = read_yaml(path, shown).only("checks").nodes("checks")
    return tuple(
        Check(
            on=node.only("on", "when", "must", "says").text("on"),
            when=_constraints(node.node("when")),
            must=_constraints(node.node("must")),
            says=node.text("says"),
        )
        for node in nodes
    )


def _constraints(node: Node) -> dict[str, Constraint]:
    return {str(path): _constraint(node, path) for path in node}


def _constraint(node: Node, path: str) -> Constraint:
    value = node[path]
    if isinstance(value, list) and value and all(isinstance(item, Text) for item in value):
        return Constraint("one-of", tuple(str(item) for item in value))
    if isinstance(value, Text):
        if value in PLAIN:
            return Constraint(str(value))
        if value.startswith("not "):
            return Constraint("none-of", tuple(part.strip() for part in value.removeprefix("not ").split(",")))
        match = _COMPARISON.fullmatch(value)
        if match:
            return Constraint(match["kind"], (match["number"] or match["field"],), bool(match["field"]))
    raise node.fail(path, f"must be a list of values, 'not A, B', {', '.join(PLAIN)}, or a comparison such as '> 0'")
