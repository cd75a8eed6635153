"""On the site a citation is a link to its clause; everything else stays as it is."""

from __future__ import annotations

import markdown
import pytest


@pytest.fixture(scope="module")
def render(root):
    extensions = ["generator.markdown_ext.citations", "tables", "attr_list", "admonition"]
    md = markdown.Markdown(
        extensions=extensions, extension_configs={"generator.markdown_ext.citations": {"root": str(root)}}
    )

    def convert(text: str) -> str:
        md.reset()
        return md.convert(text)

    return convert


def test_citation_links_to_its_clause(render):
    assert render("It does [K01.FR.39].") == (
        '<p>It does <a class="citation" href="/ocpp-2.0.1/requirements/k-smart-charging.md#K01.FR.39">'
        "[K01.FR.39]</a>.</p>"
    )


def test_citations_in_table_cells_and_markers_are_links(render):
    html = render("| a |\n| --- |\n| b [1.6 §4.2] |\n\n!!! note\n    c [E02]\n")
    assert 'href="/ocpp-1.6j/requirements/specification.md#4.2"' in html
    assert 'href="/ocpp-2.0.1/requirements/e-transactions.md#E02"' in html


def test_guidance_links_to_its_explanation(render):
    assert 'href="/conventions.md#guidance"' in render("Do this [guidance].")


@pytest.mark.parametrize(
    "text", ["`[K01.FR.39]`", "[K99.FR.01]", "[words]", "[E02](https://example.com/)", "`x`{ #y }", "[a][b]\n\n[b]: c"]
)
def test_everything_else_is_left_alone(render, text):
    assert "citation" not in render(text)
