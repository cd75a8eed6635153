"""Hand-written pages have front matter and link what they name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator import urls
from generator.document_reader import Document
from generator.lint.finding import Finding
from generator.model import Version
from generator.project import Project

RULE = "documents"

_FENCE = re.compile(r"^(\s*)(```|~~~).*?^\s*\2\s*$", re.S | re.M)
_CODE = re.compile(r"`([^`\n]+)`")


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
    text = _FENCE.sub(lambda match: "\n" * match[0].count("\n"), document.text)
    seen = set()
    for match in _CODE.finditer(text):
        name = match[1]
        key = version.keys.get(name)
        if key is None or name in seen:
            continue
        seen.add(name)
        target = urls.relative(document.page, urls.at(urls.keys_page(version, key.profile), name))
        if f"]({target})" not in text:
            line = text.count("\n", 0, match.start()) + 1
            yield Finding(document.file, line, RULE, f"link the configuration key `{name}` to {target}")
