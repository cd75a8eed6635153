"""The line that lists what a use case explains holds only clauses that the page cites in its text."""

from __future__ import annotations

from collections.abc import Iterable

from generator.citations import EXPLAINS, CitationIndex, find_citations
from generator.lint.finding import Finding
from generator.markdown_lines import prose_lines
from generator.project import Project

RULE = "explains"


def check(project: Project) -> Iterable[Finding]:
    """Yield every clause that is listed as explained but cited nowhere else on its page."""
    index = CitationIndex(project.catalog)
    for document in project.documents:
        told: set[str] = set()
        listed: list[tuple[int, str]] = []
        for number, line in prose_lines(document.text):
            found = [citation for _, citation in find_citations(line, index)]
            if line.startswith(EXPLAINS):
                listed += [(number, citation) for citation in found]
            else:
                told.update(found)
        for number, citation in listed:
            if citation not in told:
                yield Finding(
                    document.file, number, RULE, f"[{citation}] is listed as explained, but no sentence cites it"
                )
