"""Examples hold what they claim: valid ones validate, wrong ones break what they say."""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator.lint.finding import Finding
from generator.project import Project
from generator.validation import parse_payload, unmet, violations

RULE = "examples"


def check(project: Project) -> Iterable[Finding]:
    """Yield every example that is not what it claims to be, and every one that no page shows."""
    for version in project.catalog.versions.values():
        folder = project.root / "schemas" / version.folder
        named = set()
        for message in version.messages.values():
            for example in message.words.examples:
                named.add(example.file)
                found = violations(folder / "structure" / f"{example.payload}.json", parse_payload(example.json))
                if example.violates == "schema" and not found:
                    yield Finding(example.file, 0, RULE, "claims to break the schema, but is valid")
                elif example.violates != "schema" and found:
                    yield Finding(example.file, 0, RULE, f"is not valid: {unmet(found)}")
                if example.json != json.dumps(json.loads(example.json), indent=2, ensure_ascii=False):
                    yield Finding(example.file, 0, RULE, "must be JSON with an indent of two spaces")
            if message.annotation:
                for payload in message.payloads:
                    if not any(e.payload == payload.name and not e.violates for e in message.words.examples):
                        yield Finding(message.annotation, 0, RULE, f"examples: {payload.title} has none")
        for path in sorted((folder / "examples").rglob("*.json")):
            shown = path.relative_to(project.root).as_posix()
            if shown not in named:
                yield Finding(shown, 0, RULE, "no annotation names this example; name it or remove it")
