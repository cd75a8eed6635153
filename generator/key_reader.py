"""`configuration-keys.yaml` and the other fact tables → typed rows.

Owns the formats of the fact tables that have pages of their own.
"""

from __future__ import annotations

from pathlib import Path

from generator.annotation_reader import read_decision, read_settled
from generator.model import ConfigurationKey, ErrorCode, SecurityEvent
from generator.yaml_reader import read_yaml

REQUIRED = ("required", "optional", "conditional")


def read_keys(path: Path, shown: str) -> tuple[ConfigurationKey, ...]:
    """Read the configuration keys of a version; none when there is no such file.

    Raises:
        GeneratorError: The file breaks the format.
    """
    if not path.exists():
        return ()
    keys = []
    for node in read_yaml(path, shown).only("keys").nodes("keys"):
        node.only(
            "key", "profile", "section", "type", "unit", "access", "required", "condition", "example", "summary",
            "meaning", "values", "rules", "decided", "open_decisions",
        )  # fmt: skip
        if node.text("required") not in REQUIRED:
            raise node.fail("required", f"must be one of {', '.join(REQUIRED)}")
        if (node.text("required") == "conditional") != ("condition" in node):
            raise node.fail("required", "conditional and a condition go together")
        keys.append(
            ConfigurationKey(
                name=str(node.text("key")),
                profile=str(node.text("profile")),
                section=node.text("section"),
                type=str(node.text("type")),
                unit=str(node.text("unit", "")),
                access=str(node.text("access")),
                required=str(node.text("required")),
                condition=node.text("condition", ""),
                example=str(node.text("example", "")),
                summary=node.text("summary"),
                meaning=node.text("meaning"),
                values=node.mapping("values"),
                rules=node.texts("rules"),
                settled=read_settled(node),
                decisions=tuple(read_decision(entry) for entry in node.nodes("open_decisions")),
                file=shown,
            )
        )
    return tuple(keys)


def read_error_codes(path: Path, shown: str) -> tuple[ErrorCode, ...]:
    """Read the CALLERROR codes of a version; none when there is no such file.

    Raises:
        GeneratorError: The file breaks the format.
    """
    if not path.exists():
        return ()
    return tuple(
        ErrorCode(
            str(node.only("code", "summary", "meaning", "when", "note").text("code")),
            node.text("summary"),
            node.text("meaning"),
            node.text("when", ""),
            node.text("note", ""),
        )
        for node in read_yaml(path, shown).only("codes").nodes("codes")
    )


def read_security_events(path: Path, shown: str) -> tuple[SecurityEvent, ...]:
    """Read the security events of a version; none when there is no such file.

    Raises:
        GeneratorError: The file breaks the format.
    """
    if not path.exists():
        return ()
    return tuple(
        SecurityEvent(
            str(node.only("event", "critical", "meaning", "tech_info").text("event")),
            node.text("critical") == "yes",
            node.text("meaning"),
            node.text("tech_info", ""),
        )
        for node in read_yaml(path, shown).only("events").nodes("events")
    )
