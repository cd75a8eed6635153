"""`migration/` of a version → what becomes of the names of an older one.

Owns the formats of `migration/messages/<Message>.yaml`, `types.yaml`,
`keys.yaml` and `new.yaml`. Whether a name exists is for a lint rule to say.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.model import MessageMove, Migration, Move, TypeMove
from generator.yaml_reader import Node, read_yaml


def read_migration(folder: Path, shown: str, order: Callable[[list[Path]], list[Path]] = sorted) -> Migration:
    """Read the migration data of a version; an empty one when it has none.

    Args:
        folder: The version's folder.
        shown: Its path as messages show it.
        order: Order in which the message files are read.

    Raises:
        GeneratorError: A file is missing or breaks its format.
    """
    folder, shown = folder / "migration", f"{shown}/migration"
    if not (folder / "new.yaml").exists():
        return Migration()
    new = read_yaml(folder / "new.yaml", f"{shown}/new.yaml").only("from", "messages")
    types = read_yaml(folder / "types.yaml", f"{shown}/types.yaml").only("types")
    keys = read_yaml(folder / "keys.yaml", f"{shown}/keys.yaml").only("keys")
    messages = {
        path.stem: _message(path, f"{shown}/messages/{path.name}")
        for path in order(list((folder / "messages").glob("*.yaml")))
    }
    return Migration(
        source=str(new.text("from")),
        messages=dict(sorted(messages.items())),
        types=_once(types.nodes("types"), "type", _type),
        keys=_once(keys.nodes("keys"), "key", lambda node: _move(node.only("key", "to", "note"))),
        new=new.mapping("messages"),
        folder=shown,
    )


def _message(path: Path, shown: str) -> MessageMove:
    node = read_yaml(path, shown).only("message", "to", "summary", "text", "request", "response")
    if node.text("message") != path.stem:
        raise node.fail("message", f"must be {path.stem!r}, as the file is named")
    return MessageMove(
        path.stem,
        node.texts("to"),
        node.text("summary"),
        node.text("text"),
        _moves(node.node("request")),
        _moves(node.node("response")),
        shown,
    )


def _type(node: Node) -> TypeMove:
    node.only("type", "to", "note", "members")
    return TypeMove(
        str(node.text("type")), node.texts("to"), node.text("note", ""), _moves(node.node("members")), node.line
    )


def _moves(node: Node) -> dict[str, Move]:
    return {str(name): _move(node.node(name).only("to", "note")) for name in node}


def _move(node: Node) -> Move:
    if "to" not in node:
        raise node.fail("to", "say where it goes; [] when it has no counterpart")
    move = Move(node.texts("to"), node.text("note", ""))
    if not move.targets and not move.note:
        raise node.fail("to", "a name without a counterpart needs a note that says so")
    return move


def _once(nodes: tuple[Node, ...], key: str, read: Callable[[Node], object]) -> dict:
    found: dict[str, object] = {}
    for node in nodes:
        name = str(node.text(key))
        if name in found:
            raise node.fail(key, f"{name} stands twice; keep one")
        found[name] = read(node)
    return found
