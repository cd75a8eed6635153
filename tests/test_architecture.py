"""The design's table of modules holds: who imports whom, who writes files, how long a module is."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "generator"
MODULES = {
    ".".join(("generator", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

# Module or package → what of `generator` it may import. A name stands for the
# module and everything below it.
MAY_IMPORT = {
    "errors": [],
    "model": [],
    "writer": ["errors"],
    "urls": ["model"],
    "markdown_lines": [],
    "schema_reader": ["model", "errors"],
    "yaml_reader": ["model", "errors"],
    "annotation_reader": ["model", "errors", "yaml_reader"],
    "catalog_reader": ["model", "errors", "yaml_reader"],
    "key_reader": ["model", "errors", "yaml_reader", "annotation_reader"],
    "device_model_reader": ["model", "errors", "yaml_reader", "annotation_reader"],
    "addresses": ["model", "urls", "catalog", "links"],
    "check_reader": ["model", "errors", "yaml_reader"],
    "rule_checks": ["model"],
    "plain_words": ["validation"],
    "diagnosis": ["model", "errors", "addresses", "plain_words", "rule_checks", "validation"],
    "migration_reader": ["model", "errors", "yaml_reader"],
    "document_reader": ["model", "errors", "annotation_reader", "markdown_lines"],
    "catalog": ["model", "errors", "catalog_reader"],
    "citations": ["model", "urls", "markdown_lines"],
    "links": ["model", "urls", "errors"],
    "examples": ["model"],
    "exact_json": ["errors"],
    "official_files": ["errors"],
    "official_schema": ["errors", "exact_json"],
    "schema_sets": ["errors", "yaml_reader"],
    "importer": ["errors", "exact_json", "official_files", "official_schema", "schema_sets"],
    "validation": ["errors", "schema_reader"],
    "charging": ["model"],
    "charts": ["charging"],
    "raw_pages": ["errors"],
    "project": [
        "model", "errors", "annotation_reader", "catalog", "catalog_reader", "check_reader", "device_model_reader",
        "document_reader", "key_reader", "migration_reader", "schema_reader",
    ],
    "pages": ["model", "urls", "addresses", "catalog", "examples", "links"],
    "render": ["pages"],
    "reference_index": ["model", "urls", "links"],
    "llms": ["model", "urls", "document_reader", "project"],
    "skill": ["model", "errors", "project", "yaml_reader"],
    "reference": [
        "model", "urls", "citations", "links", "llms", "markdown_lines", "pages", "project", "reference_index",
        "render",
    ],
    "navigation": ["model", "urls", "errors", "document_reader", "project"],
    "lint": [
        "model", "urls", "addresses", "citations", "charging", "document_reader", "links", "markdown_lines", "pages",
        "project", "reference", "rule_checks", "validation", "markdown_ext.schedules",
    ],
    "markdown_ext": ["model", "urls", "citations", "project", "charging", "charts"],
    "cli": ["*"],
    "__main__": ["cli"],
}  # fmt: skip

# Long for a reason that is given here; a module that got shorter must leave the list.
LONG_MODULES: dict[str, str] = {}
MAX_LINES = 300


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            raise AssertionError(f"{path}: write imports absolutely")
    return {name.removeprefix("generator.") for name in found if name.startswith("generator.")}


@pytest.mark.parametrize("module", [module for module in MODULES if module != "generator"])
def test_module_imports_only_what_the_design_allows(module):
    name = module.removeprefix("generator.")
    part = name.split(".")[0]
    assert part in MAY_IMPORT, f"{part} is not in the table of the design; add it there and here"
    allowed = [*MAY_IMPORT[part], part]
    for target in imports(MODULES[module]):
        fits = any(entry == "*" or target == entry or target.startswith(f"{entry}.") for entry in allowed)
        assert fits, f"{name} may not import {target}"


def test_table_names_no_module_that_is_gone():
    parts = {module.split(".")[1] for module in MODULES if module.count(".")}
    assert set(MAY_IMPORT) <= parts


def test_only_the_writer_opens_files_for_writing():
    for module, path in MODULES.items():
        if module == "generator.writer":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("write_text", "write_bytes", "unlink", "mkdir", "rmdir"), (
                    f"{module}: {node.attr}"
                )
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "open", f"{module} opens a file"


@pytest.mark.parametrize("module", MODULES)
def test_module_stays_short(module):
    lines = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    assert (lines > MAX_LINES) == (module in LONG_MODULES), f"{module} has {lines} lines"


def test_no_code_names_a_version():
    for module, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value:
                bare = node.value in ("ocpp-1.6j", "ocpp-2.0.1", "1.6J", "2.0.1", "1.6")
                assert not bare or module.startswith("generator.charging"), f"{module} names {node.value}"


def test_every_module_has_a_test_file():
    tests = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    covered_together = {
        "model": "has no behaviour",
        "__main__": "test_cli runs it",
        "pages": "test_cases and test_reference render every page",
        "render": "test_cases and test_reference render every page",
        "markdown_ext": "one test file an extension",
        "catalog_reader": "test_project reads whole projects",
        "annotation_reader": "test_project reads whole projects",
        "key_reader": "test_project reads whole projects",
        "skill": "test_plugin holds the skill against the public validators",
        "addresses": "test_migration_reader and test_diagnosis follow addresses to their anchors",
        "check_reader": "test_rule_checks reads and applies rules",
        "plain_words": "test_diagnosis shows every keyword in words",
        "catalog": "test_project reads whole projects",
        "markdown_lines": "test_citations and test_document_reader read fences",
        "examples": "test_cases makes and validates them",
        "validation": "test_lint and test_cases validate with it",
    }
    parts = {module.split(".")[1] for module in MODULES if module.count(".")}
    assert parts - tests - set(covered_together) == set()
