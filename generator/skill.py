"""`skills/routes.yaml` and the catalogs → `skills/ocpp/SKILL.md`, what an agent loads first.

Lists and map in the skill come from the catalog, so that they cannot drift.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from generator.errors import GeneratorError
from generator.model import Version
from generator.project import Project
from generator.yaml_reader import read_yaml

ROUTES = "skills/routes.yaml"
SKILL = "skills/ocpp/SKILL.md"

_ARROWS = {"from-station": ">", "from-back-end": "<", "both": "="}


@dataclass(frozen=True)
class SkillVersion:
    """What the skill says of a version; `groups` holds (slug, messages with their direction)."""

    name: str
    station: str
    back_end: str
    count: int
    groups: tuple[tuple[str, str], ...]


def skill_text(project: Project, environment: Environment, texts: Mapping[str, str]) -> str:
    """Return the skill.

    Args:
        project: The project.
        environment: Template environment.
        texts: Every generated text by path below `docs/`.

    Raises:
        GeneratorError: The routes break their format, or lead to a page that does not exist.
    """
    known = {*texts, *(document.page for document in project.documents)}
    routes = []
    for topics, pages in read_routes(project.root):
        for page in pages:
            if page not in known:
                raise GeneratorError(ROUTES, getattr(page, "line", ""), f"there is no page {page}; mend the route")
        shown = ", ".join(f"`{topic}`" for topic in topics)
        routes.append((shown, " · ".join(f"`{page}`" for page in pages)))
    versions = [_version(version) for version in project.catalog.versions.values()]
    return environment.get_template("skill.md.jinja").render(routes=routes, versions=versions)


def read_routes(root: Path) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the routes: topics and the pages that they lead to.

    Raises:
        GeneratorError: The file breaks the format, or a topic stands twice.
    """
    routes, seen = [], set()
    for node in read_yaml(root / ROUTES, ROUTES).only("routes").nodes("routes"):
        topics, pages = node.only("topics", "pages").texts("topics"), node.texts("pages")
        for topic in topics:
            if topic in seen:
                raise node.fail("topics", f"{topic} stands twice; keep one")
            seen.add(topic)
        if not topics or not pages:
            raise node.fail("topics", "a route needs topics and pages")
        routes.append((topics, pages))
    return routes


def _version(version: Version) -> SkillVersion:
    groups = []
    for group in version.groups:
        messages = sorted(
            (message for message in version.messages.values() if message.group == group.slug),
            key=lambda message: message.name,
        )
        shown = ", ".join(f"{message.name}{_ARROWS[message.direction]}" for message in messages)
        if shown:
            groups.append((group.slug, shown))
    return SkillVersion(version.name, version.station, version.back_end, len(version.messages), tuple(groups))
