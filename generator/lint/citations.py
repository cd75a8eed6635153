"""Every citation names a clause that exists."""

from __future__ import annotations

from collections.abc import Iterable

from generator.citations import GUIDANCE, CitationIndex, find_citations
from generator.lint.finding import Finding
from generator.project import Project
from generator.reference import prose_places

RULE = "citations"


def check(project: Project) -> Iterable[Finding]:
    """Yield every citation that names nothing, with the nearest that exist."""
    index = CitationIndex(project.catalog)

    def finding(file: str, line: int, citation: str) -> Finding:
        near = ", ".join(f"[{name}]" for name in index.nearest(citation))
        hint = f"; nearest are {near}" if near else ""
        return Finding(file, line, RULE, f"there is no clause [{citation}]{hint}")

    for _, _, texts in prose_places(project):
        for text in texts:
            for line, citation in find_citations(text, index):
                if citation != GUIDANCE and index.resolve(citation) is None:
                    yield finding(text.file, text.line + line - 1, citation)
    for document in project.documents:
        for line, citation in find_citations(document.text, index):
            if citation != GUIDANCE and index.resolve(citation) is None:
                yield finding(document.file, line, citation)
    for version in project.catalog.versions.values():
        clauses = {clause for message in version.messages.values() for clause in message.clauses}
        clauses |= {clause for entry in version.types.values() for clause in entry.clauses}
        clauses |= {clause for group in version.groups for clause in group.clauses}
        for clause in sorted(clauses):
            if index.resolve(clause) is None:
                yield finding(f"schemas/{version.folder}/catalog.yaml", 0, clause)
