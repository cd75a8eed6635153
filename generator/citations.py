"""Finds citations in prose and resolves them to the clause they name.

Owns the citation forms. Knows the official documents only through the catalog.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator import urls
from generator.markdown_lines import prose_lines
from generator.model import Catalog

EXPLAINS = "**Explains:**"
"""Opens the line in which a hand-written page lists the clauses that a use case tells."""

GUIDANCE = "guidance"

# A bracket that a link or a definition follows is Markdown's, not a citation.
BRACKET = re.compile(r"(?<![\]\\!])\[([^\[\]\n]+)\](?![\[(])")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:")
_REQUIREMENT = re.compile(r"[A-Z]\d\d(\.FR\.\w+)?")
_CODE = re.compile(r"(`+).*?(?<!`)\1(?!`)")


@dataclass(frozen=True)
class Clause:
    """What a citation names.

    Attributes:
        citation: The citation without brackets.
        version: Folder of the version.
        target: Page and anchor on the requirements pages.
    """

    citation: str
    version: str
    target: str


class CitationIndex:
    """Every clause that a citation may name, over all versions."""

    def __init__(self, catalog: Catalog) -> None:
        """Collect the clauses of a catalog."""
        self._clauses: dict[str, Clause] = {}
        self._prefixes: list[str] = []
        for version in catalog.versions.values():
            for block in version.blocks:
                page = urls.block_requirements(version, block)
                for use_case in block.use_cases:
                    for name in (use_case.id, *use_case.requirements):
                        self._clauses[name] = Clause(name, version.folder, urls.at(page, name))
            for source in version.sources:
                self._prefixes.append(source.prefix)
                page = urls.source_sections(version, source)
                for section in source.sections:
                    name = f"{source.prefix} §{section}"
                    self._clauses[name] = Clause(name, version.folder, urls.at(page, urls.section_anchor(section)))

    def resolve(self, citation: str) -> Clause | None:
        """Return the clause of a citation, or None when there is none."""
        return self._clauses.get(citation)

    def looks_like_citation(self, text: str) -> bool:
        """Tell whether bracketed text claims to be a citation."""
        return (
            text == GUIDANCE
            or "§" in text
            or _REQUIREMENT.fullmatch(text) is not None
            or any(text.startswith(f"{prefix} ") for prefix in self._prefixes)
        )

    def nearest(self, citation: str) -> list[str]:
        """Return up to three existing citations nearest to a wrong one."""
        return difflib.get_close_matches(citation, self._clauses, 3, 0.6)

    def clauses(self) -> Iterable[Clause]:
        """Return every clause."""
        return self._clauses.values()


def find_citations(text: str, index: CitationIndex) -> Iterator[tuple[int, str]]:
    """Yield each citation in Markdown with its line, counted from 1.

    Code spans and fenced code hold none.
    """
    for number, line in prose_lines(text):
        if _DEFINITION.match(line):
            continue
        plain = _CODE.sub(lambda match: " " * len(match[0]), line)
        for match in BRACKET.finditer(plain):
            if index.looks_like_citation(match[1]):
                yield number, match[1]
