"""Annotations link every configuration key that they name, at least once a file."""

from __future__ import annotations

from collections.abc import Iterable

from generator.links import mentions
from generator.lint.documents import CODE
from generator.lint.finding import Finding
from generator.model import Text, Version
from generator.pages.message_page import annotation_texts, type_texts
from generator.project import Project

RULE = "key-links"


def check(project: Project) -> Iterable[Finding]:
    """Yield every key that an annotation names as code but never links."""
    for version in project.catalog.versions.values():
        for message in version.messages.values():
            yield from _unlinked(version, list(annotation_texts(message)))
        for entry in version.types.values():
            yield from _unlinked(version, list(type_texts(entry)))


def _unlinked(version: Version, texts: list[Text]) -> Iterable[Finding]:
    seen = mentions(" ".join(texts))
    for text in texts:
        for match in CODE.finditer(text):
            if match[1] in version.keys and match[1] not in seen:
                seen.add(match[1])
                yield Finding(text.file, text.line, RULE, f"link the configuration key: [[{match[1]}]]")
