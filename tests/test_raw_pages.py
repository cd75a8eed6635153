"""Tests of the Markdown that stands beside each page."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.raw_pages import plan_raw_pages


def lay(root: Path, *paths: str) -> Path:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# {path} – ✓\n", encoding="utf-8")
    return root


def test_each_page_has_its_markdown_under_its_own_path(tmp_path: Path) -> None:
    docs = lay(tmp_path / "docs", "index.md", "a/index.md", "a/b.md", "a/data.json")
    site = lay(tmp_path / "site", "index.html", "a/index.html", "a/b/index.html")
    pages = plan_raw_pages(docs, site)
    assert list(pages) == ["a/b.md", "a/index.md", "index.md"]
    assert pages["a/b.md"] == "# a/b.md – ✓\n"


def test_a_site_without_directory_addresses_is_understood(tmp_path: Path) -> None:
    docs = lay(tmp_path / "docs", "a/b.md")
    assert list(plan_raw_pages(docs, lay(tmp_path / "site", "a/b.html"))) == ["a/b.md"]


def test_a_page_that_was_not_built_is_an_error(tmp_path: Path) -> None:
    docs = lay(tmp_path / "docs", "index.md", "new.md")
    site = lay(tmp_path / "site", "index.html")
    with pytest.raises(GeneratorError, match=r"new\.md: has no page in .*; run `python -m mkdocs build --strict`"):
        plan_raw_pages(docs, site)
