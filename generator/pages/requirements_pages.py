"""Requirements pages: every clause and the pages that explain it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator import urls
from generator.model import Block, Source, Version
from generator.pages.page import Page

Explained = Mapping[str, Mapping[str, str]]  # citation → {page: title}


@dataclass(frozen=True)
class ClauseRow:
    """One clause with links to the pages that explain it."""

    id: str
    anchor: str
    title: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Total:
    """How much of a part is explained, in clauses."""

    name: str
    target: str
    explained: int
    all: int

    @property
    def share(self) -> str:
        """Return the share in whole per cent."""
        return f"{100 * self.explained // self.all} %" if self.all else "–"


def requirements_pages(version: Version, explained: Explained) -> Iterable[Page]:
    """Yield the requirements pages of a version.

    Args:
        version: The version.
        explained: Pages by citation, with the title of each.
    """
    path = urls.requirements_index(version)
    blocks = [_block_total(version, block, explained, path) for block in version.blocks]
    sources = [_source_total(version, source, explained, path) for source in version.sources]
    yield Page(
        path,
        "requirements.md.jinja",
        f"Requirements ({version.label})",
        f"Which clauses of the official documents of {version.name} are explained here, and where.",
        f"schemas/{version.folder}/ and every page",
        f"schemas/{version.folder}/catalog.yaml",
        {
            "version": version,
            "blocks": blocks,
            "sources": sources,
            "total": Total(
                "All requirement IDs", "", sum(total.explained for total in blocks), sum(total.all for total in blocks)
            ),
        },
        facts={"version": version.label},
    )
    for block in version.blocks:
        yield _block_page(version, block, explained)
    for source in version.sources:
        yield _source_page(version, source, explained)


def _links(citation: str, page: str, explained: Explained) -> tuple[str, ...]:
    found = explained.get(citation, {})
    return tuple(f"[{found[path]}]({urls.relative(page, path)})" for path in sorted(found))


def _block_total(version: Version, block: Block, explained: Explained, page: str) -> Total:
    ids = [name for use_case in block.use_cases for name in use_case.requirements]
    return Total(
        f"{block.letter} {block.name}",
        urls.relative(page, urls.block_requirements(version, block)),
        sum(name in explained for name in ids),
        len(ids),
    )


def _source_total(version: Version, source: Source, explained: Explained, page: str) -> Total:
    return Total(
        source.title,
        urls.relative(page, urls.source_sections(version, source)),
        sum(f"{source.prefix} §{section}" in explained for section in source.sections),
        len(source.sections),
    )


def _block_page(version: Version, block: Block, explained: Explained) -> Page:
    path = urls.block_requirements(version, block)
    use_cases = [
        (
            ClauseRow(use_case.id, use_case.id, use_case.name, _links(use_case.id, path, explained)),
            [ClauseRow(name, name, "", _links(name, path, explained)) for name in use_case.requirements],
        )
        for use_case in block.use_cases
    ]
    return Page(
        path,
        "block-requirements.md.jinja",
        f"Requirements of block {block.letter}, {block.name} ({version.label})",
        f"Every requirement ID of block {block.letter} of {version.name} and the pages that explain it.",
        f"schemas/{version.folder}/requirements.csv and every page",
        f"schemas/{version.folder}/requirements.csv",
        {
            "version": version,
            "block": block,
            "use_cases": use_cases,
            "total": _block_total(version, block, explained, path),
        },
        facts={"version": version.label},
    )


def _source_page(version: Version, source: Source, explained: Explained) -> Page:
    path = urls.source_sections(version, source)
    rows = [
        ClauseRow(section, urls.section_anchor(section), title, _links(f"{source.prefix} §{section}", path, explained))
        for section, title in source.sections.items()
    ]
    return Page(
        path,
        "sections.md.jinja",
        f"{source.title} ({version.label})",
        "Every section of this document that a citation may name, and the pages that explain it.",
        f"schemas/{version.folder}/sections.csv and every page",
        f"schemas/{version.folder}/sections.csv",
        {"version": version, "source": source, "rows": rows},
        facts={"version": version.label},
    )
