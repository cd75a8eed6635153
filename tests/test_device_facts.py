"""Every row of the official device model tables stands on the pages.

The oracle reads the official tables and the rendered Markdown with its own few
lines; it uses nothing of `generator`.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "ocpp-2.0.1" / "device-model"
OFFICIAL = ROOT.parent / "shared" / "official" / "ocpp-2.0.1"
TABLES = OFFICIAL / "appendices"
WORDS = {"yes": "required", "no": "optional"}
DEVIATION = "**Tables and text differ:**"


def rows(name: str) -> list[dict[str, str]]:
    path = TABLES / name
    if not path.exists():
        pytest.skip(f"{path.name} is not here: the official tables are no part of the project")
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    header = [cell.strip() for cell in lines[0]]
    return [{key: cell.strip() for key, cell in zip(header, line, strict=False)} for line in lines[1:] if any(line)]


def page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def cells(text: str, title: str) -> list[str] | None:
    """Return the cells of the row of a table that opens with a name, or with that name and a placeholder instance."""
    for line in text.splitlines():
        if line.startswith((f"| [`{title}`](#", f"| `{title}`{{ #", f"| [`{title}[<")):
            return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    return None


def section(text: str, title: str) -> str:
    found = re.search(rf"^## `?{re.escape(title)}(?:\[<[^`]*\])?`? \{{ #.*?(?=^## |\Z)", text, flags=re.M | re.S)
    return found[0] if found else ""


def test_every_component_has_a_page():
    names = {row["Component"] for row in rows("components.csv")}
    # The second table has one component more, CustomizationCtrlr.
    names |= {row["Specific Component"] for row in rows("dm_components_vars.csv")} - {"<generic>"}
    assert len(names) == 74
    pages = {path.stem for path in PAGES.glob("*.md")} - {"index", "variables", "units", "reason-codes"}
    assert names <= pages
    assert pages - names == set(), "a page for a component that the official table does not have"


def test_every_component_variable_has_its_facts():
    wrong, seen = [], 0
    for row in rows("dm_components_vars.csv"):
        component, name, instance = row["Specific Component"], row["Variable"], row["Instance"]
        if component == "<generic>":
            continue
        seen += 1
        title = f"{name}[{instance}]" if instance else name
        text = page(component)
        found = cells(text, title)
        if found is None:
            wrong.append(f"{component}.{title} is missing")
            continue
        expected = [row["DataType"], row["Unit"], WORDS[row["Required?"]]]
        # A condition says more than the yes or no of the table; the page cites it.
        shown = [found[1], found[2], expected[2] if found[4] == "conditional" else found[4]]
        if shown != expected and DEVIATION not in section(text, title):
            wrong.append(f"{component}.{title}: page {shown}, table {expected}")
    assert seen == 180
    assert wrong == []


def test_variables_units_and_reason_codes_are_those_of_the_tables():
    text = page("variables")
    for row in rows("variables.csv"):
        found = cells(text, row["Name"])
        assert found, f"{row['Name']} is missing"
        # The table gives ChargeProtocol no data type.
        assert found[1:3] == [row["DataType"] or "string", row["Unit"]], row["Name"]
    for name, file, column in (
        ("units", "units_of_measure.csv", "Value"),
        ("reason-codes", "reason_codes.csv", "Reason Code"),
    ):
        text = page(name)
        on_page = set(re.findall(r"^\| `([^`]+)`\{ #", text, flags=re.M))
        official = {row[column] for row in rows(file)}
        assert official <= on_page
        for extra in on_page - official:
            assert "[2.0.1 errata §" in " ".join(cells(text, extra)), f"{extra}: neither in the table nor in the errata"


def test_every_data_type_is_one_of_the_schema():
    schema = json.loads((ROOT / "schemas/ocpp-2.0.1/structure/NotifyReportRequest.json").read_text(encoding="utf-8"))
    allowed = set(schema["definitions"]["DataEnumType"]["enum"])
    shown = set()
    for path in PAGES.glob("*.md"):
        shown |= set(re.findall(r"^\| Data type \| (\S+) \|$", path.read_text(encoding="utf-8"), flags=re.M))
    assert shown
    assert shown <= allowed


def test_every_variable_has_one_anchor():
    for path in PAGES.glob("*.md"):
        anchors = re.findall(r"\{ #(\S+) \}", path.read_text(encoding="utf-8"))
        assert len(anchors) == len(set(anchors)), path.name
