"""Annotation files → words about messages and types.

Owns the format of `schemas/<version>/annotations/`. Knows nothing of schemas or
pages: whether a name exists is for the catalog and the lint rules to say.
"""

from __future__ import annotations

import json
from pathlib import Path

from generator.errors import GeneratorError
from generator.model import NO_TEXT, Decision, Example, MessageWords, Settled, Words
from generator.yaml_reader import Node, read_yaml

DECISION_KINDS = ("spec-silent", "vendor-dependent", "policy-dependent")
_SHARED = ("summary", "description", "rules", "decided", "open_decisions")


def read_message_words(
    path: Path, shown: str, examples: Path, shown_examples: str, payloads: dict[str, str]
) -> MessageWords:
    """Read the annotation file of a message together with its examples.

    Args:
        path: The annotation file.
        shown: Its path as messages show it.
        examples: The version's folder of examples.
        shown_examples: That folder's path as messages show it.
        payloads: Payload name for `request` and `response`.

    Raises:
        GeneratorError: The file breaks the format, or an example is missing.
    """
    node = read_yaml(path, shown)
    node.only("message", *_SHARED, "request", "response", "types", "examples")
    _same_name(node, "message", path)
    types = {
        str(name): {**entry.only("fields", "values").mapping("fields"), **entry.mapping("values")}
        for name in node.node("types")
        for entry in [node.node("types").node(name)]
    }
    chosen = []
    listed = node.node("examples").only("request", "response", "wrong")
    for side in ("request", "response"):
        for entry in listed.nodes(side):
            entry.only("file", "caption")
            chosen.append(_example(entry, payloads[side], examples, shown_examples))
    for entry in listed.nodes("wrong"):
        entry.only("payload", "file", "caption", "violates", "earns")
        side = entry.text("payload")
        if side not in payloads:
            raise entry.fail("payload", "must be request or response")
        if entry.text("violates") not in ("schema", "rule"):
            raise entry.fail("violates", "must be schema or rule")
        chosen.append(_example(entry, payloads[side], examples, shown_examples))
    return MessageWords(
        summary=node.text("summary"),
        description=node.text("description"),
        request=node.mapping("request"),
        response=node.mapping("response"),
        types=types,
        rules=node.texts("rules"),
        settled=read_settled(node),
        decisions=_decisions(node),
        examples=tuple(chosen),
    )


def read_type_words(path: Path, shown: str) -> Words:
    """Read the annotation file of a type.

    Raises:
        GeneratorError: The file breaks the format.
    """
    node = read_yaml(path, shown)
    node.only("type", *_SHARED, "fields", "values")
    _same_name(node, "type", path)
    return Words(
        summary=node.text("summary"),
        description=node.text("description", ""),
        members={**node.mapping("fields"), **node.mapping("values")},
        rules=node.texts("rules"),
        settled=read_settled(node),
        decisions=_decisions(node),
    )


def read_decision(node: Node) -> Decision:
    """Read one open decision.

    Raises:
        GeneratorError: A part is missing, the kind is unknown or there are
            fewer than two options.
    """
    node.only("id", "type", "title", "open", "why", "options", "default")
    kind = node.text("type")
    if kind not in DECISION_KINDS:
        raise node.fail("type", f"must be one of {', '.join(DECISION_KINDS)}")
    options = node.texts("options")
    if len(options) < 2:
        raise node.fail("options", "an open decision needs at least two options")
    parts = {key: node.text(key) for key in ("id", "title", "open", "why", "default")}
    return Decision(kind=str(kind), options=options, **parts)


def read_settled(node: Node) -> tuple[Settled, ...]:
    """Read the questions that the text decides, under `decided`.

    Raises:
        GeneratorError: A question or an answer is missing.
    """
    return tuple(
        Settled(entry.only("question", "answer").text("question"), entry.text("answer"))
        for entry in node.nodes("decided")
    )


def _same_name(node: Node, key: str, path: Path) -> None:
    if node.text(key) != path.stem:
        raise node.fail(key, f"must be {path.stem!r}, as the file is named")


def _decisions(node: Node) -> tuple[Decision, ...]:
    return tuple(read_decision(entry) for entry in node.nodes("open_decisions"))


def _example(entry: Node, payload: str, examples: Path, shown_examples: str) -> Example:
    slug = entry.text("file")
    path = examples / payload / f"{slug}.json"
    shown = f"{shown_examples}/{payload}/{slug}.json"
    try:
        text = path.read_bytes().decode("utf-8")
        json.loads(text)
    except OSError as error:
        raise entry.fail("file", f"{shown} cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise GeneratorError(shown, "", f"not JSON ({error})") from error
    return Example(
        payload=payload,
        slug=str(slug),
        caption=entry.text("caption"),
        json=text.strip(),
        violates=str(entry.text("violates", "")),
        earns=entry.text("earns") if "violates" in entry else NO_TEXT,
        file=shown,
    )
