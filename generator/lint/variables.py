"""Every variable of the device model that prose names exists and is linked."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from generator import urls
from generator.document_reader import Document
from generator.links import variable_target, variable_targets, variables_named
from generator.lint.finding import Finding
from generator.markdown_lines import prose_lines
from generator.model import Catalog
from generator.project import Project
from generator.reference import prose_places

RULE = "variables"


def check(project: Project) -> Iterable[Finding]:
    """Yield every unknown variable, and every known one that a hand-written page never links."""
    catalog = project.catalog
    targets = variable_targets(catalog)
    if not targets:
        return
    for _, _, texts in prose_places(project):
        for text in texts:
            for match in variables_named(text, catalog):
                if not variable_target(targets, match["address"]):
                    yield _unknown(text.file, text.line, match["address"], targets)
    for document in project.documents:
        yield from _document(document, catalog, targets)


def _document(document: Document, catalog: Catalog, targets: dict[str, str]) -> Iterable[Finding]:
    lines = list(prose_lines(document.text))
    whole = "\n".join(line for _, line in lines)
    seen = set()
    for number, line in lines:
        for match in variables_named(line, catalog):
            address = match["address"]
            target = variable_target(targets, address)
            if not target:
                yield _unknown(document.file, number, address, targets)
            elif address not in seen:
                seen.add(address)
                link = urls.relative(document.page, target)
                if f"[{match[0]}]({link})" not in whole:
                    yield Finding(document.file, number, RULE, f"link the variable: [{match[0]}]({link})")


def _unknown(file: str, line: int, address: str, targets: dict[str, str]) -> Finding:
    near = ", ".join(get_close_matches(address, targets, 3))
    hint = f"; nearest are {near}" if near else ""
    return Finding(file, line, RULE, f"there is no variable {address}{hint}")
