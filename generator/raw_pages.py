"""Plans the Markdown that stands beside each page of the built site.

The page `ocpp-1.6j/schemas/core/Authorize/` has its source at
`ocpp-1.6j/schemas/core/Authorize.md`, so that relative links inside the
Markdown lead from source to source. Knows where the builder puts a page, and
nothing of what a page says.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from generator.errors import GeneratorError


def plan_raw_pages(docs: Path, site: Path) -> dict[str, str]:
    """Return the Markdown of every page, for `writer.write(site, …)`.

    Args:
        docs: Folder of the Markdown.
        site: Folder of the built site.

    Returns:
        Text by path relative to `site`, in the order of the paths.

    Raises:
        GeneratorError: A page is not in the site: the site was not built, or
            before the page was written.
    """
    pages = {}
    for file in sorted(docs.rglob("*.md")):
        path = PurePosixPath(file.relative_to(docs).as_posix())
        if not any((site / page).is_file() for page in _built_as(path)):
            raise GeneratorError(file, "", f"has no page in {site}; run `python -m mkdocs build --strict` first")
        pages[str(path)] = file.read_bytes().decode("utf-8")
    return pages


def _built_as(path: PurePosixPath) -> tuple[PurePosixPath, ...]:
    """Name the page of a source, with and without directory URLs (the offline site has none)."""
    plain = path.with_suffix(".html")
    return (plain,) if path.name == "index.md" else (path.with_suffix("") / "index.html", plain)
