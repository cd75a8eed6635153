"""YAML is read as text with line numbers; nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import GeneratorError
from generator.yaml_reader import read_yaml


def read(tmp_path, text):
    path = tmp_path / "a.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_yaml(path, "a.yaml")


def test_scalars_stay_text(tmp_path):
    node = read(tmp_path, "No: yes\non: 012\nversion: 1.60\ndate: 2026-03-14\nnothing: null\n")
    assert dict(node) == {"No": "yes", "on": "012", "version": "1.60", "date": "2026-03-14", "nothing": "null"}


def test_texts_know_their_line(tmp_path):
    node = read(tmp_path, "a: x\nb:\n  - one\n  - >-\n    two\n    lines\n")
    assert [(text, text.line, text.file) for text in node.texts("b")] == [
        ("one", 3, "a.yaml"),
        ("two lines", 4, "a.yaml"),
    ]


@pytest.mark.parametrize("text", ["", "- a\n", "a\n", "? [1, 2]\n: x\n", "a: &x 1\na: 2\n"])
def test_anything_but_a_mapping_is_refused(tmp_path, text):
    with pytest.raises(GeneratorError):
        read(tmp_path, text)


@given(data=st.binary(max_size=80))
def test_arbitrary_bytes_never_raise_anything_else(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("yaml") / "a.yaml"
    path.write_bytes(data)
    try:
        read_yaml(path, "a.yaml")
    except GeneratorError as error:
        assert "\n" not in str(error)
