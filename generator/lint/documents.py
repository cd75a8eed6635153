"""Hand-written pages have front matter and link what they name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator import urls
from generator.document_reader import Document
from generator.lint.finding import Finding
from generator.markdown_lines import prose_lines
from generator.model import Version
from generator.project import Project

RULE = "documents"

CODE = re.compile(r"`([^`\n]+)`")


def check(project: Project) -> Iterable[Finding]:
    """Yield missing front matter and configuration keys that a page names without a link."""
    for document in project.documents:
        for key in ("title", "description"):
            if not document.front_matter.get(key):
                yield Finding(document.file, 1, RULE, f"the front matter must have a {key}")
        version = project.catalog.versions.get(document.page.split("/")[0])
        if version:
            yield from _keys(document, version)


def _keys(document: Document, version: Version) -> Iterable[Finding]:
    lines = list(prose_lines(document.text))
    text = "\n".join(line for _, line in lines)
    seen = set()
    for number, line in lines:
        for match in CODE.finditer(line):
            key = version.keys.get(match[1])
            if key is None or key.name in seen:
                continue
            seen.add(key.name)
            target = urls.relative(document.page, urls.at(urls.keys_page(version, key.profile), key.name))
            if f"]({target})" not in text:
                yield Finding(document.file, number, RULE, f"link the configuration key `{key.name}` to {target}")
