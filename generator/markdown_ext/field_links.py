"""Makes each field of a table a link to its own row.

A page writes a field as `` `evseId`{ #evseId } ``: readable raw, and an anchor.
On the site the name becomes a link to that anchor, so that a reader can copy
the address of the row. Knows nothing of how anchors are named.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class FieldLinks(Treeprocessor):
    """Wraps the inline code of a table cell that has an id into a link to that id."""

    def run(self, root: Element) -> None:
        """Change the tree of a page in place.

        Args:
            root: Tree of the page, after `attr_list` gave the code its id.
        """
        for cell in [*root.iter("td"), *root.iter("th")]:
            for position, code in enumerate(cell):
                if code.tag == "code" and "id" in code.attrib:
                    link = Element("a", {"class": "field", "href": f"#{code.attrib['id']}"})
                    link.tail, code.tail = code.tail, None
                    link.append(code)
                    cell[position] = link


class FieldLinksExtension(Extension):
    """Registers `FieldLinks` with Python-Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Run after `attr_list` (8) and before the builder collects ids and links (5)."""
        md.treeprocessors.register(FieldLinks(md), "field_links", 7)


def makeExtension(**options: object) -> FieldLinksExtension:  # noqa: N802 (Python-Markdown's name)
    """Return the extension; Python-Markdown calls this by its name."""
    return FieldLinksExtension(**options)
