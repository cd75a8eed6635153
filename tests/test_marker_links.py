"""Tests of the anchors of escalation markers."""

from __future__ import annotations

import pytest
from markdown import markdown


def convert(text: str) -> str:
    return markdown(text, extensions=["admonition", "generator.markdown_ext.marker_links"])


@pytest.mark.parametrize("kind", ["spec-silent", "vendor-dependent", "policy-dependent"])
def test_a_marker_can_be_linked_by_its_id(kind: str) -> None:
    html = convert(f'!!! {kind} "{kind.upper()} 201-SC-04: Rounding `limit`"\n    **Open:** how.\n')
    assert f'<div class="admonition {kind}" id="201-SC-04">' in html
    assert '<a class="headerlink" href="#201-SC-04" title="Link to this decision">¶</a></p>' in html


def test_a_marker_inside_a_list_has_its_id_too() -> None:
    html = convert('1. one\n\n    !!! spec-silent "SPEC-SILENT 16-BO-01: Waiting"\n        **Open:** how long.\n')
    assert 'id="16-BO-01"' in html


def test_a_marker_without_an_id_has_no_anchor() -> None:
    assert "id=" not in convert('!!! spec-silent "What it looks like"\n    text\n')


def test_another_admonition_is_left_alone() -> None:
    html = convert('!!! note "SPEC-SILENT 201-SC-04: named in a note"\n    text\n')
    assert "id=" not in html
    assert "headerlink" not in html
