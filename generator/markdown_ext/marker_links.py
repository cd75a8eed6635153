"""Gives each escalation marker its ID as an anchor.

A marker is an admonition whose title opens with its type and its permanent ID
(`SPEC-SILENT 201-SC-04: …`). On the site the ID becomes the element's id, and
the title ends in a link to it. Knows nothing of what a marker says.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_TYPES = {"spec-silent", "vendor-dependent", "policy-dependent"}
_IDENTIFIER = re.compile(r"[A-Z-]+ (\d+-[A-Z]{2,4}-\d+):")


class MarkerLinks(Treeprocessor):
    """Sets the id of each marker and links its title to it."""

    def run(self, root: Element) -> None:
        """Change the tree of a page in place.

        Args:
            root: Tree of the page, after admonitions became elements.
        """
        for marker in root.iter("div"):
            title = marker.find("p[@class='admonition-title']")
            if title is None or _TYPES.isdisjoint(marker.get("class", "").split()):
                continue
            if match := _IDENTIFIER.match("".join(title.itertext())):
                marker.set("id", match[1])
                link = SubElement(title, "a", {"class": "headerlink", "href": f"#{match[1]}"})
                link.set("title", "Link to this decision")
                link.text = "\u00b6"


class MarkerLinksExtension(Extension):
    """Registers `MarkerLinks` with Python-Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Run after inline text became elements (20) and before the builder collects ids and links (5)."""
        md.treeprocessors.register(MarkerLinks(md), "marker_links", 7)


def makeExtension(**options: object) -> MarkerLinksExtension:  # noqa: N802 (Python-Markdown's name)
    """Return the extension; Python-Markdown calls this by its name."""
    return MarkerLinksExtension(**options)
