"""Turns citations into links to the requirements pages.

`[K01.FR.39]` stays plain text in the Markdown; only the site links it. A
bracket that names no clause is left alone: lint reports it.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from generator.citations import BRACKET, GUIDANCE, CitationIndex
from generator.project import read_clauses

GUIDANCE_TARGET = "conventions.md#guidance"

# Above Python-Markdown's references (170) and links (160), below code (190).
_PRIORITY = 175


class CitationLinks(InlineProcessor):
    """Replaces one citation by a link."""

    def __init__(self, md: Markdown, index: CitationIndex) -> None:
        """Remember the clauses that exist."""
        super().__init__(BRACKET.pattern, md)
        self.index = index

    def handleMatch(  # noqa: N802 (Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the link and the span it replaces, or nothing for other brackets."""
        clause = self.index.resolve(m[1])
        target = clause.target if clause else GUIDANCE_TARGET if m[1] == GUIDANCE else None
        if target is None:
            return None, None, None
        # The builder resolves a path from the docs folder and reports one that leads nowhere.
        link = Element("a", {"class": "citation", "href": f"/{target}"})
        link.text = f"[{m[1]}]"
        return link, m.start(0), m.end(0)


class CitationsExtension(Extension):
    """Registers `CitationLinks` with Python-Markdown."""

    def __init__(self, **options: object) -> None:
        """Accept the option `root`, the project folder."""
        self.config = {"root": [".", "Project folder, with schemas/"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Read the clauses once and register the pattern."""
        index = _index(Path(self.getConfig("root")).resolve())
        md.inlinePatterns.register(CitationLinks(md, index), "citations", _PRIORITY)


@functools.lru_cache(maxsize=4)
def _index(root: Path) -> CitationIndex:
    return CitationIndex(read_clauses(root))


def makeExtension(**options: object) -> CitationsExtension:  # noqa: N802 (Python-Markdown's name)
    """Return the extension; Python-Markdown calls this by its name."""
    return CitationsExtension(**options)
