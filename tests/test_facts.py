"""Every fact of the official schemas stands on the pages, exactly once.

The oracle reads raw JSON and rendered Markdown with its own few lines; it uses
nothing of `generator`, so that a mistake there cannot hide itself.
"""

from __future__ import annotations

import functools
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
OFFICIAL = ROOT.parent / "shared" / "official"
SETS = [
    ("ocpp-1.6j", "ocpp-1.6j/schemas"),
    ("ocpp-1.6j", "ocpp-1.6j/security-schemas"),
    ("ocpp-2.0.1", "ocpp-2.0.1/schemas"),
]


def structures() -> list[Path]:
    return sorted(ROOT.glob("schemas/*/structure/*.json"))


def official() -> list[tuple[str, Path]]:
    return [(version, path) for version, folder in SETS for path in sorted((OFFICIAL / folder).glob("*.json"))]


def load(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def message_of(version: str, stem: str) -> tuple[Path, str, str]:
    """Return page, heading and anchor prefix of a payload."""
    if version == "ocpp-1.6j":
        name = stem.removesuffix("Response")
        heading = f"{name}.conf" if stem.endswith("Response") else f"{name}.req"
    else:
        name, heading = re.sub("(Request|Response)$", "", stem), stem
    pages = list((ROOT / "docs" / version / "schemas").rglob(f"{name}.md"))
    assert len(pages) == 1, f"{name} must have exactly one page, found {pages}"
    return pages[0], heading, "response." if stem.endswith("Response") else ""


def sections(text: str) -> dict[str, str]:
    """Return the text under each second-level heading; the third level stays inside."""
    parts = re.split(r"^## (.+)$", text, flags=re.M)
    assert len(set(parts[1::2])) == len(parts[1::2])
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def tables(section: str) -> dict[str, list[list[str]]]:
    """Return the rows of each table of a section by third-level heading, the first under ''."""
    found: dict[str, list[list[str]]] = {}
    heading = ""
    for line in section.split("\n"):
        if line.startswith("### "):
            heading = re.match(r"### (\S+)", line)[1]
        elif line.startswith("| ") and not line.startswith(("| ---", "| Field |", "| Value |")):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            found.setdefault(heading, []).append(cells)
    return found


@functools.lru_cache
def type_names(version: str) -> dict[tuple[str, str], str]:
    """Return the name of each inline type by payload and path, from the catalog's own list."""
    catalog = yaml.safe_load((ROOT / "schemas" / version / "catalog.yaml").read_text(encoding="utf-8"))
    return {
        tuple(place.split("/", 1)): name for name, entry in catalog["types"].items() for place in entry.get("at", [])
    }


def expected_cells(schema: dict, required: bool) -> tuple[str, str, str]:
    """Return kind, cardinality and constraints that the schema demands for one property."""
    constraints = []
    if schema.get("type") == "array":
        low, high = schema.get("minItems"), schema.get("maxItems")
        card = f"{max(1, low or 0) if required else 0}..{'*' if high is None else high}"
        if low is not None and not required:
            constraints.append(f"minItems {low}")
        inner = schema["items"]
    else:
        card = "1..1" if required else "0..1"
        inner = schema
    scalar = [inner["format"]] if "format" in inner else []
    scalar += [f"{k} {inner[k]}" for k in ("maxLength", "minimum", "maximum", "multipleOf") if k in inner]
    if inner is not schema and scalar:
        scalar[0] = f"items: {scalar[0]}"
    default = inner.get("default")
    if default is not None:
        shown = default if isinstance(default, str) else json.dumps(default, default=str).strip('"')
        scalar.append(f"default `{shown}`")
    return inner.get("type", "any"), card, ", ".join(constraints + scalar)


def check_payload(version: str, path: Path, schema: dict) -> int:
    """Compare one schema with its page; return how many facts were compared."""
    page, heading, prefix = message_of(version, path.stem)
    text = page.read_text(encoding="utf-8")
    names = type_names(version)
    shown = {}
    for title, body in sections(text).items():
        if title == heading or (prefix and title.endswith((".req", "Request"))):
            # A type that the request shows is not repeated under the response.
            shown |= {k: v for k, v in tables(body).items() if k or title == heading}
    definitions = schema.get("definitions", {})
    compared = 0
    seen: set[str] = set()

    def compare_object(node: dict, rows: list[list[str]], path_prefix: str, here: str) -> None:
        nonlocal compared
        anchors = {}
        for row in rows:
            cell = re.fullmatch(r"`([^`]+)`(?:\{ #(\S+) \})?", row[0])
            assert cell, f"{page}: malformed name cell {row[0]}"
            assert cell[1] not in anchors, f"{page} {here}: {cell[1]} stands twice"
            anchors[cell[1]] = (cell[2], row)
        assert set(anchors) == set(node.get("properties", {})), f"{page} {here}: fields differ"
        inner_types = []
        for name, prop in node.get("properties", {}).items():
            anchor, row = anchors[name]
            required = name in node.get("required", [])
            target = prop["items"] if prop.get("type") == "array" else prop
            resolved = target
            type_name = ""
            if "$ref" in target:
                type_name = target["$ref"].rsplit("/", 1)[1]
                resolved = definitions[type_name]
            elif "enum" in target or target.get("type") == "object":
                type_name = names[(path.stem, f"{path_prefix.replace('.', '/')}{name}")]
            probe = {**prop}
            if type_name:
                plain = {"default": resolved["default"]} if "default" in resolved else {}
                probe = {**prop, "items": plain} if prop.get("type") == "array" else plain
            kind, card, constraints = expected_cells(probe, required)
            if type_name:
                assert re.match(rf"\[{type_name}\]\(", row[1]), f"{page} {here}.{name}: type {row[1]}"
            else:
                assert row[1] == kind, f"{page} {here}.{name}: type {row[1]} instead of {kind}"
            assert row[2] == card, f"{page} {here}.{name}: cardinality {row[2]} instead of {card}"
            assert row[3] == constraints, f"{page} {here}.{name}: constraints {row[3]} instead of {constraints}"
            if not seen_in_request(type_of=here):
                assert anchor == f"{prefix}{path_prefix}{name}", f"{page} {here}.{name}: anchor {anchor}"
            compared += 5
            if type_name and type_name != "CustomDataType":
                inner_types.append((type_name, resolved, f"{path_prefix}{name}."))
        for type_name, inner, inner_prefix in inner_types:
            if type_name in seen:
                continue
            seen.add(type_name)
            assert type_name in shown, f"{page}: no table of {type_name}"
            if "enum" in inner:
                values = [re.fullmatch(r"`([^`]+)`", row[0])[1] for row in shown[type_name]]
                assert values == inner["enum"], f"{page}: values of {type_name}"
                compared += len(values)
            else:
                compare_object(inner, shown[type_name], inner_prefix, type_name)

    def seen_in_request(type_of: str) -> bool:
        return bool(prefix) and type_of != heading and type_of not in own

    own = tables(sections(text)[heading])
    compare_object(schema, shown.get("", []), "", heading)
    extra = set(own) - seen - {"", "Example", "Examples", "Wrong"}
    assert not extra, f"{page} {heading}: tables of types the schema does not have: {extra}"
    return compared


@pytest.mark.parametrize("path", structures(), ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_page_shows_every_fact_of_the_structure(path):
    assert check_payload(path.parts[-3], path, load(path)) >= 0


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official files are not in ../shared/official")
def test_pages_show_every_fact_of_the_official_files():
    files = official()
    assert len(files) == 206
    compared = sum(check_payload(version, path, load(path)) for version, path in files)
    assert compared > 8_000


def test_every_type_page_shows_every_member():
    for version in ("ocpp-1.6j", "ocpp-2.0.1"):
        names = type_names(version)
        members: dict[str, set[str]] = {}

        def collect(node: dict, stem: str, path: str, definitions: dict, names=names, members=members) -> None:
            for name, prop in node.get("properties", {}).items():
                target = prop["items"] if prop.get("type") == "array" else prop
                type_name = names.get((stem, f"{path}{name}"))
                if type_name:
                    members.setdefault(type_name, set()).update(target.get("enum", target.get("properties", {})))
                collect(target, stem, f"{path}{name}/", definitions)

        for path in sorted((ROOT / "schemas" / version / "structure").glob("*.json")):
            schema = load(path)
            for name, definition in schema.get("definitions", {}).items():
                members.setdefault(name, set()).update(definition.get("enum", definition.get("properties", {})))
            collect(schema, path.stem, "", schema.get("definitions", {}))
        pages = {page.stem for page in (ROOT / "docs" / version / "data-types").glob("*.md")} - {"index"}
        assert pages == set(members)
        for name, expected in members.items():
            text = (ROOT / "docs" / version / "data-types" / f"{name}.md").read_text(encoding="utf-8")
            head = text.split("\n## Used by", 1)[0].split("\n## Rules", 1)[0]
            anchored = re.findall(r"^\| `([^`]+)`\{ #(\S+) \} \|", head, flags=re.M)
            assert {member for member, _ in anchored} == expected, name
            assert all(member == anchor for member, anchor in anchored), name


def test_every_name_is_in_the_index_of_names():
    for version in ("ocpp-1.6j", "ocpp-2.0.1"):
        text = (ROOT / "docs" / version / "names.md").read_text(encoding="utf-8")
        headings = re.findall(r"^## (\S+) \{ #(\S+) \}$", text, flags=re.M)
        assert all(name == anchor for name, anchor in headings)
        names = [name for name, _ in headings]
        assert len(names) == len(set(names))
        wanted: set[str] = set()

        def collect(node: object, wanted=wanted) -> None:
            if isinstance(node, dict):
                if isinstance(node.get("properties"), dict):
                    wanted.update(node["properties"])
                wanted.update(value for value in node.get("enum", []) if isinstance(value, str))
                for key, value in node.items():
                    if key in ("properties", "definitions"):
                        for inner in value.values():
                            collect(inner)
                    elif key == "items":
                        collect(value)

        for path in (ROOT / "schemas" / version / "structure").glob("*.json"):
            collect(load(path))
        assert wanted <= set(names)
