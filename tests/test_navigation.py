"""The navigation lists every page once and leaves the hand-written part alone."""

from __future__ import annotations

import re

import pytest
import yaml

from generator.errors import GeneratorError
from generator.navigation import MARK, configuration_text
from generator.reference import build_texts


def targets(items) -> list[str]:
    found = []
    for item in items:
        value = next(iter(item.values())) if isinstance(item, dict) else item
        found += targets(value) if isinstance(value, list) else [value]
    return found


def test_every_page_is_listed_once(project):
    text = configuration_text(project, f"a: 1\n{MARK}\nold")
    listed = targets(yaml.safe_load(text)["nav"])
    pages = [path for path in build_texts(project) if path.endswith(".md")]
    pages += [document.page for document in project.documents]
    assert sorted(listed) == sorted(pages)


def test_head_stays_and_old_tail_goes(project):
    text = configuration_text(project, f"site_name: x # kept\n{MARK}\nold: tail\n")
    assert text.startswith(f"site_name: x # kept\n{MARK}\nnav:\n")
    assert "old: tail" not in text


def test_sections_of_equal_name_are_told_apart_by_version(project):
    text = configuration_text(project, MARK)
    titles = re.findall(r'^    - "([^"]+)":$|^      - "(Messages[^"]*|Data types[^"]*)":$', text, flags=re.M)
    flat = [title for pair in titles for title in pair if title.startswith(("Messages", "Data types"))]
    assert len(flat) == len(set(flat)) == 4


def test_configuration_without_the_mark_is_refused(project):
    with pytest.raises(GeneratorError, match="must hold the line"):
        configuration_text(project, "site_name: x\n")
