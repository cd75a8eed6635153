"""Tests of the links from a field's name to its row."""

from __future__ import annotations

from markdown import markdown


def convert(text: str) -> str:
    return markdown(text, extensions=["attr_list", "tables", "toc", "generator.markdown_ext.field_links"])


def row(cell: str) -> str:
    return convert(f"| Field | Meaning |\n| --- | --- |\n| {cell} | what it is |\n")


def test_a_field_links_to_its_own_anchor() -> None:
    html = row("`evseId`{ #evseId }")
    assert '<td><a class="field" href="#evseId"><code id="evseId">evseId</code></a></td>' in html


def test_an_anchor_may_be_a_path() -> None:
    html = row("`startPeriod`{ #chargingSchedule.startPeriod }")
    assert '<a class="field" href="#chargingSchedule.startPeriod">' in html


def test_text_behind_a_field_stays_behind_the_link() -> None:
    assert '<code id="a">a</code></a> and <code>b</code> too</td>' in row("`a`{ #a } and `b` too")


def test_two_fields_of_a_cell_are_two_links() -> None:
    html = row("`a`{ #a }, `b`{ #b }")
    assert html.count('<a class="field"') == 2
    assert html.index('href="#a"') < html.index('href="#b"')


def test_code_without_an_anchor_stays_code() -> None:
    assert "<td><code>Accepted</code></td>" in row("`Accepted`")


def test_code_outside_a_table_stays_code() -> None:
    assert convert("The field `evseId`{ #evseId }.") == '<p>The field <code id="evseId">evseId</code>.</p>'
