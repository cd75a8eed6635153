"""Commands print what they find and end with 0, 1 or 2."""

from __future__ import annotations

import subprocess
import sys

import pytest
from small_project import make_project

from generator.cli import main


def run(root, *arguments):
    return main(["--root", str(root), *arguments])


def tree(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_build_then_check_is_clean(tmp_path, capsys):
    make_project(tmp_path)
    assert run(tmp_path, "check") == 1
    assert "docs/ocpp-9/names.md: missing; run `python -m generator build`" in capsys.readouterr().out
    assert run(tmp_path, "build") == 0
    assert run(tmp_path, "check") == 0
    before = tree(tmp_path)
    assert run(tmp_path, "build") == 0
    assert tree(tmp_path) == before


def test_check_names_stale_and_orphaned_pages(tmp_path, capsys):
    make_project(tmp_path)
    run(tmp_path, "build")
    page = tmp_path / "docs/ocpp-9/schemas/zeta/Ping.md"
    page.with_name("Pong.md").write_text(page.read_text(encoding="utf-8"), encoding="utf-8")
    page.write_text(page.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    capsys.readouterr()
    assert run(tmp_path, "check") == 1
    out = capsys.readouterr().out
    assert "docs/ocpp-9/schemas/zeta/Ping.md: stale" in out
    assert "docs/ocpp-9/schemas/zeta/Pong.md: orphaned" in out
    run(tmp_path, "build")
    assert not page.with_name("Pong.md").exists()
    assert run(tmp_path, "check") == 0


def test_lint_ends_with_1_when_it_finds_something(tmp_path, capsys):
    version = make_project(tmp_path)
    assert run(tmp_path, "lint") == 0
    assert "OCPP 9: 1 of 1 messages" in capsys.readouterr().out
    annotation = version / "annotations" / "Ping.yaml"
    annotation.write_text(annotation.read_text(encoding="utf-8").replace("[Z01]", "[Z77]"), encoding="utf-8")
    assert run(tmp_path, "lint") == 1
    assert "there is no clause [Z77]" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["build", "check", "lint"])
def test_unusable_input_ends_with_2_and_touches_nothing(tmp_path, capsys, command):
    version = make_project(tmp_path)
    (version / "annotations" / "Ping.yaml").write_text("message: [", encoding="utf-8")
    before = tree(tmp_path)
    assert run(tmp_path, command) == 2
    assert tree(tmp_path) == before
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and error.startswith("schemas/ocpp-9/annotations/Ping.yaml:")


def test_unknown_schema_set_ends_with_2(tmp_path, capsys, root):
    assert run(root, "import", str(tmp_path), "--version", "3.0") == 2
    assert "known are 1.6j, 1.6j-security, 2.0.1" in capsys.readouterr().err


def test_module_can_be_run(root):
    done = subprocess.run([sys.executable, "-m", "generator", "--help"], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0
    assert "build" in done.stdout
