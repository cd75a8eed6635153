"""YAML files → mappings whose texts know their line.

Every scalar is read as text: an enum value `No` or a key `on` never turns into
a boolean. A repeated or unknown key is an error. Knows nothing of what the
files mean.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from generator.errors import GeneratorError
from generator.model import Text

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is several times faster


class Node(dict):
    """A YAML mapping that knows its file and line and hands out typed parts."""

    file: str
    line: int

    def fail(self, key: str, message: str) -> GeneratorError:
        """Return the error for one key of this mapping."""
        value = self.get(key)
        line = getattr(value, "line", 0) or self.line
        return GeneratorError(self.file, line, f"{key}: {message}")

    def only(self, *allowed: str) -> Node:
        """Refuse a key that is not in `allowed`."""
        for key in self:
            if key not in allowed:
                raise GeneratorError(
                    self.file,
                    getattr(key, "line", self.line),
                    f"unknown key {str(key)!r}; known are {', '.join(allowed)}",
                )
        return self

    def text(self, key: str, default: str | None = None) -> Text:
        """Return a text; without a default, a missing or empty one is an error."""
        value = self.get(key)
        if value is None and default is not None:
            return Text(default, self.file, self.line)
        if not isinstance(value, Text) or (not value and default is None):
            raise self.fail(key, "a text is needed here")
        return value

    def texts(self, key: str) -> tuple[Text, ...]:
        """Return a list of texts; empty when the key is absent."""
        value = self.get(key, [])
        if value == "":
            return ()
        if not isinstance(value, list) or not all(isinstance(item, Text) and item for item in value):
            raise self.fail(key, "a list of texts is needed here")
        return tuple(value)

    def node(self, key: str) -> Node:
        """Return a mapping; an empty one when the key is absent."""
        value = self.get(key)
        if value is None or value == "":
            empty = Node()
            empty.file, empty.line = self.file, self.line
            return empty
        if not isinstance(value, Node):
            raise self.fail(key, "a mapping is needed here")
        return value

    def nodes(self, key: str) -> tuple[Node, ...]:
        """Return a list of mappings; empty when the key is absent."""
        value = self.get(key, [])
        if value == "":
            return ()
        if not isinstance(value, list) or not all(isinstance(item, Node) for item in value):
            raise self.fail(key, "a list of mappings is needed here")
        return tuple(value)

    def mapping(self, key: str) -> dict[str, Text]:
        """Return a mapping of texts; empty when the key is absent."""
        node = self.node(key)
        return {str(name): node.text(name) for name in node}


def read_yaml(path: Path, shown: str) -> Node:
    """Read a YAML file whose top level is a mapping.

    Args:
        path: The file.
        shown: Its path as messages show it.

    Raises:
        GeneratorError: The file cannot be read, is not YAML, repeats a key or
            has no mapping at the top.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise GeneratorError(shown, "", f"not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise GeneratorError(shown, "", f"cannot be read ({error.strerror})") from error
    try:
        root = yaml.compose(text, Loader=_LOADER)
        result = _build(root, shown) if root is not None else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else ""
        raise GeneratorError(shown, line, f"not YAML ({error.problem}); mend the file") from error
    except yaml.YAMLError as error:
        raise GeneratorError(shown, "", f"not YAML ({error}); mend the file") from error
    except RecursionError as error:
        raise GeneratorError(shown, "", "nested too deeply or refers to itself") from error
    if not isinstance(result, Node):
        raise GeneratorError(shown, 1, "the top level must be a mapping (key: value)")
    return result


def _build(node: yaml.Node, shown: str) -> object:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Text(node.value, shown, line)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, shown) for item in node.value]
    result = Node()
    result.file, result.line = shown, line
    for key_node, value_node in node.value:
        key_line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise GeneratorError(shown, key_line, "a key must be a text")
        if key_node.value in result:
            raise GeneratorError(shown, key_line, f"the key {key_node.value!r} stands twice; keep one")
        result[Text(key_node.value, shown, key_line)] = _build(value_node, shown)
    return result
