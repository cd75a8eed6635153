"""Citations are found in prose, not in code, and resolve to clauses that exist."""

from __future__ import annotations

import pytest

from generator.citations import CitationIndex, find_citations


@pytest.fixture(scope="module")
def index(project):
    return CitationIndex(project.catalog)


@pytest.mark.parametrize(
    ("citation", "target"),
    [
        ("K01.FR.39", "ocpp-2.0.1/requirements/k-smart-charging.md#K01.FR.39"),
        ("E02", "ocpp-2.0.1/requirements/e-transactions.md#E02"),
        ("1.6 §4.2", "ocpp-1.6j/requirements/specification.md#4.2"),
        ("1.6 §7.27", "ocpp-1.6j/requirements/specification.md#7.27"),
        ("1.6 errata §3.22", "ocpp-1.6j/requirements/errata.md#3.22"),
        ("1.6-J §5.4", "ocpp-1.6j/requirements/ocpp-j.md#5.4"),
        ("1.6-J errata §2.1", "ocpp-1.6j/requirements/ocpp-j-errata.md#2.1"),
        ("1.6 security §3", "ocpp-1.6j/requirements/security.md#3"),
        ("1.6 security §A02.FR.03", "ocpp-1.6j/requirements/security.md#A02.FR.03"),
        ("2.0.1 §K 3.5", "ocpp-2.0.1/requirements/blocks.md#K-3.5"),
        ("2.0.1 generic §2.1", "ocpp-2.0.1/requirements/generic.md#2.1"),
        ("2.0.1 messages §1.60", "ocpp-2.0.1/requirements/messages.md#1.60"),
        ("2.0.1 variables §2.6.7", "ocpp-2.0.1/requirements/variables.md#2.6.7"),
        ("2.0.1 part 1 §4", "ocpp-2.0.1/requirements/part-1.md#4"),
        ("2.0.1 part 4 §5.3", "ocpp-2.0.1/requirements/part-4.md#5.3"),
        ("2.0.1 appendices §2", "ocpp-2.0.1/requirements/appendices.md#2"),
        ("2.0.1 errata §2.17", "ocpp-2.0.1/requirements/errata.md#2.17"),
    ],
)
def test_every_form_resolves(index, citation, target):
    assert index.resolve(citation).target == target


@pytest.mark.parametrize("citation", ["K01.FR.99", "Z01", "1.6 §4.99", "1.6 erratum §3.1", "2.0.1 §K 99", "1.6-J 5.4"])
def test_clause_that_does_not_exist_is_not_found(index, citation):
    assert index.resolve(citation) is None


def test_nearest_clauses_are_offered(index):
    assert "K01.FR.39" in index.nearest("K01.FR.399")


def test_all_requirement_ids_and_use_cases_are_clauses(index):
    plain = [clause.citation for clause in index.clauses() if "§" not in clause.citation]
    assert sum(".FR." in citation for citation in plain) == 1287
    assert sum(".FR." not in citation for citation in plain) == 120


def found(text, index):
    return list(find_citations(text, index))


def test_several_on_a_line_and_line_numbers(index):
    assert found("a [K01.FR.39] [1.6 §4.2].\n\nb [guidance].", index) == [
        (1, "K01.FR.39"),
        (1, "1.6 §4.2"),
        (3, "guidance"),
    ]


def test_wrong_ones_are_found_too(index):
    assert found("x [K99.FR.01] [1.6 §99] [1.6 4.2]", index) == [(1, "K99.FR.01"), (1, "1.6 §99"), (1, "1.6 4.2")]


@pytest.mark.parametrize(
    "text",
    [
        "`[K01.FR.39]`",
        "```json\n[K01.FR.39]\n```",
        "[K01.FR.39](page.md)",
        "[text][E02]",
        "[E02]: page.md",
        "[other words]",
        "![E02](x.png)",
    ],
)
def test_code_and_links_hold_none(index, text):
    assert found(text, index) == []
