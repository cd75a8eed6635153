"""Resolves `[[Name]]` in annotation texts to links between pages.

Owns that notation. Knows which names exist only through the catalog.
"""

from __future__ import annotations

import re

from generator import urls
from generator.errors import GeneratorError
from generator.model import Catalog, Text, Version

_LINK = re.compile(r"\[\[(?P<name>[^\]|#]+)(?:#(?P<anchor>[^\]|]+))?(?:\|(?P<label>[^\]]+))?\]\]")


class Linker:
    """Turns names into links, seen from one version."""

    def __init__(self, catalog: Catalog, version: Version) -> None:
        """Collect the names of a version.

        Args:
            catalog: All versions, for names such as `2.0.1/Reset`.
            version: The version whose names need no prefix.
        """
        self._targets = targets_of(version)
        for other in catalog.versions.values():
            if other is not version:
                self._targets |= {f"{other.label}/{name}": target for name, target in targets_of(other).items()}

    def target(self, name: str) -> str | None:
        """Return the page that a name leads to, or None."""
        return self._targets.get(name)

    def prose(self, text: Text, page: str) -> str:
        """Return a text with its names linked, as it stands on a page.

        Args:
            text: Annotation text.
            page: Page on which it is shown; a link to that very page is
                written as plain words.

        Raises:
            GeneratorError: A name is unknown.
        """

        def replace(match: re.Match) -> str:
            target = self.target(match["name"])
            if target is None:
                raise GeneratorError(
                    getattr(text, "file", ""),
                    getattr(text, "line", ""),
                    f"[[{match['name']}]] is no message, type or key; mend the name",
                )
            label = match["label"] or match["name"]
            if match["anchor"]:
                target = urls.at(target.partition("#")[0], match["anchor"])
            return label if target.partition("#")[0] == page else f"[{label}]({urls.relative(page, target)})"

        return _LINK.sub(replace, text)


def mentions(text: str) -> set[str]:
    """Return the names that an annotation text links to."""
    return {match["name"] for match in _LINK.finditer(text)}


def targets_of(version: Version) -> dict[str, str]:
    """Return the target of every name of a version."""
    targets = {name: urls.type_page(version, name) for name in version.types}
    for key in version.keys.values():
        targets[key.name] = urls.at(urls.keys_page(version, key.profile), key.name)
    for code in version.error_codes:
        targets[code.code] = urls.at(urls.error_codes_page(version), code.code)
    for event in version.security_events:
        targets[event.event] = urls.at(urls.security_events_page(version), event.event)
    for message in version.messages.values():
        page = urls.message_page(version, message)
        for payload in message.payloads:
            targets[payload.title] = urls.at(page, urls.heading_anchor(payload.title))
        targets[message.name] = page
    return targets
