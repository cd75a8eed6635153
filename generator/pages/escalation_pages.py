"""Lists of open decisions, by version and topic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator import urls
from generator.model import Catalog, Decision, Version
from generator.pages.page import Page

KINDS = ("spec-silent", "vendor-dependent", "policy-dependent")


@dataclass(frozen=True)
class Place:
    """An open decision and the page on which it stands.

    Attributes:
        decision: The decision.
        page: Page path.
        title: Title of that page.
    """

    decision: Decision
    page: str
    title: str


@dataclass(frozen=True)
class Row:
    """One open decision in a list."""

    id: str
    kind: str
    title: str
    target: str
    page: str


def escalation_pages(catalog: Catalog, places: Iterable[Place]) -> Iterable[Page]:
    """Yield the pages that list open decisions.

    Args:
        catalog: All versions.
        places: Every open decision with its page.
    """
    by_version: dict[str, list[Place]] = {folder: [] for folder in catalog.versions}
    for place in sorted(places, key=lambda place: place.decision.id):
        for version in catalog.versions.values():
            if place.decision.id.startswith(f"{version.decision_prefix}-"):
                by_version[version.folder].append(place)
    counts = [
        (
            version,
            urls.relative(urls.ESCALATIONS, urls.escalations_page(version)),
            {kind: sum(place.decision.kind == kind for place in by_version[folder]) for kind in KINDS},
            len(by_version[folder]),
        )
        for folder, version in catalog.versions.items()
    ]
    yield Page(
        urls.ESCALATIONS,
        "escalations.md.jinja",
        "Open decisions",
        "Every place where the official text does not decide, by version and kind.",
        "annotations and hand-written pages",
        "schemas/README.md",
        {"counts": counts, "kinds": KINDS},
    )
    for version in catalog.versions.values():
        yield _version_page(version, by_version[version.folder])


def _version_page(version: Version, places: list[Place]) -> Page:
    path = urls.escalations_page(version)
    topics: dict[str, list[Row]] = {}
    for place in places:
        decision = place.decision
        topics.setdefault(version.topics.get(decision.topic, decision.topic), []).append(
            Row(
                str(decision.id),
                decision.kind.upper(),
                str(decision.title),
                urls.relative(path, urls.at(place.page, decision.id)),
                place.title,
            )
        )
    return Page(
        path,
        "version-escalations.md.jinja",
        f"Open decisions ({version.label})",
        f"Every place where the official text of {version.name} does not decide, by topic.",
        "annotations and hand-written pages",
        "schemas/README.md",
        {"version": version, "topics": sorted(topics.items()), "count": len(places)},
        facts={"version": version.label},
    )
