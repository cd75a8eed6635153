"""The writer writes what is planned, and nothing is left half done."""

from __future__ import annotations

import pytest

from generator import writer
from generator.errors import GeneratorError
from generator.writer import Difference


def test_differences_are_named_by_kind(tmp_path):
    (tmp_path / "same.md").write_bytes(b"a\n")
    (tmp_path / "stale.md").write_bytes(b"a\r\n")
    (tmp_path / "gone.md").write_bytes(b"a\n")
    planned = {"same.md": "a\n", "stale.md": "a\n", "new/new.md": "ö\n"}
    assert writer.compare(tmp_path, planned, ["gone.md", "same.md"]) == [
        Difference("gone.md", "orphaned"),
        Difference("new/new.md", "missing"),
        Difference("stale.md", "stale"),
    ]


def test_writing_mends_every_difference(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "gone.md").write_bytes(b"a\n")
    planned = {"new/new.md": "ö\n"}
    assert len(writer.write(tmp_path, planned, ["old/gone.md"])) == 2
    assert writer.compare(tmp_path, planned, []) == []
    assert (tmp_path / "new" / "new.md").read_bytes() == "ö\n".encode()
    assert not (tmp_path / "old").exists()


def test_files_that_nobody_planned_stay(tmp_path):
    (tmp_path / "mine.md").write_bytes(b"a\n")
    writer.write(tmp_path, {"new.md": "x\n"}, [])
    assert (tmp_path / "mine.md").exists()


def test_target_that_cannot_be_written_is_named_and_leaves_no_trace(tmp_path):
    (tmp_path / "page.md").mkdir()
    with pytest.raises(GeneratorError, match=r"page\.md"):
        writer.write(tmp_path, {"page.md": "x\n"}, [])
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]
