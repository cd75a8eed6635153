"""What a page is before it is rendered, and what all pages share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model import Decision, Settled
from generator.pages.tables import Prose


@dataclass(frozen=True)
class Page:
    """A page to render.

    Attributes:
        path: Path under `docs/`.
        template: Name of the template.
        title: Title for front matter, search and navigation.
        description: One sentence for front matter.
        sources: What the page is generated from, for its header comment.
        edit: Project path that the edit link leads to.
        context: What the template shows, by name.
        boost: Weight in the search, or 0 for the usual one.
        hide_contents: Whether the site leaves out the table of contents.
        facts: Further front matter.
    """

    path: str
    template: str
    title: str
    description: str
    sources: str
    edit: str
    context: Mapping[str, object]
    boost: int = 0
    hide_contents: bool = False
    facts: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Marker:
    """An open decision as a page shows it."""

    kind: str
    label: str
    id: str
    title: str
    open: str
    why: str
    options: tuple[str, ...]
    default: str


@dataclass(frozen=True)
class Question:
    """A settled question as a page shows it."""

    question: str
    answer: str


def markers(decisions: tuple[Decision, ...], prose: Prose) -> tuple[Marker, ...]:
    """Return open decisions as a page shows them."""
    return tuple(
        Marker(
            decision.kind,
            decision.kind.upper(),
            str(decision.id),
            str(decision.title),
            prose(decision.open),
            prose(decision.why),
            tuple(prose(option) for option in decision.options),
            prose(decision.default),
        )
        for decision in decisions
    )


def questions(settled: tuple[Settled, ...], prose: Prose) -> tuple[Question, ...]:
    """Return settled questions as a page shows them."""
    return tuple(Question(prose(entry.question), prose(entry.answer)) for entry in settled)
