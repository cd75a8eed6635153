"""Open decisions: IDs unique and well-formed, evidence cited, default among the options."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.citations import CitationIndex, find_citations
from generator.lint.finding import Finding
from generator.project import Project
from generator.reference import decision_places

RULE = "decisions"

_ID = re.compile(r"(?P<version>\d+)-(?P<topic>[A-Z]{2,4})-\d\d")
_DEFAULT = re.compile(r"[Oo]ption (\d+)\b")


def check(project: Project) -> Iterable[Finding]:
    """Yield every fault of an open decision."""
    index = CitationIndex(project.catalog)
    prefixes = {version.decision_prefix: version for version in project.catalog.versions.values()}
    first: dict[str, str] = {}
    for place in decision_places(project):
        decision = place.decision

        def finding(message: str, decision=decision) -> Finding:
            return Finding(decision.id.file, decision.id.line, RULE, f"{decision.id}: {message}")

        match = _ID.fullmatch(decision.id)
        if not match:
            yield finding("an ID is version, topic and two digits, such as 201-SC-04")
        elif match["version"] not in prefixes:
            yield finding(f"the ID must start with one of {', '.join(sorted(prefixes))}")
        elif match["topic"] not in prefixes[match["version"]].topics:
            yield finding(f"the topic {match['topic']} is not listed under topics in catalog.yaml")
        if decision.id in first:
            yield finding(f"the ID is taken, see {first[decision.id]}")
        first.setdefault(decision.id, f"{decision.id.file}:{decision.id.line}")
        if not any(index.resolve(citation) for _, citation in find_citations(decision.why, index)):
            yield finding("'why it is open' must cite the nearest clause")
        default = _DEFAULT.match(decision.default)
        if not default or not 1 <= int(default[1]) <= len(decision.options):
            yield finding("the default must open with 'option N' and N must be one of the options")
