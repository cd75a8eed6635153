"""Paths, anchors and relative links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify

from generator import urls


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("a/b/c.md", "a/b/d.md", "d.md"),
        ("a/b/c.md", "a/x/d.md#y", "../x/d.md#y"),
        ("a/b/c.md", "a/b/c.md#y", "#y"),
        ("index.md", "a/b.md", "a/b.md"),
        ("a/b.md", "index.md", "../index.md"),
    ],
)
def test_link_is_relative(page, target, expected):
    assert urls.relative(page, target) == expected


@pytest.mark.parametrize(
    ("target", "expected"), [("index.md", ""), ("a/index.md#x", "a/#x"), ("a/b.md", "a/b/"), ("a/b.md#x", "a/b/#x")]
)
def test_site_path_has_no_file_name(target, expected):
    assert urls.site_path(target) == expected


def test_anchor_of_a_response_field_says_so():
    assert urls.field_anchor("idTagInfo.status", "response") == "response.idTagInfo.status"
    assert urls.field_anchor("connectorId", "request") == "connectorId"


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=30))
def test_heading_anchor_is_the_one_that_python_markdown_makes(heading):
    slug = slugify(heading, "-")
    assert urls.heading_anchor(heading) == slug
