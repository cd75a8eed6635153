"""Turns a Mermaid fence into an inline SVG while the site is built.

Owns how a diagram is drawn: the colour roles, the ids, the accessible name.
A reader loads no script for it. The colours themselves stand in the site's
style sheet as `--diagram-<role>`, so a diagram follows the light and the dark
scheme. Knows nothing of what a diagram says.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from merman import MermanEngine, MermanError
from pymdownx.superfences import SuperFencesException

# merman computes with colours and refuses `var(…)`. Each role therefore enters as a colour that no
# diagram uses and leaves as a variable.
ROLES = ("text", "line", "box", "border", "group", "note", "note-border", "ground", "active")
_SENTINELS = {role: f"#a1b2{number:02x}" for number, role in enumerate(ROLES)}
_SENTINEL = re.compile(r"#a1b2([0-9a-f]{2})|rgb\(161, 178, (\d)\)")

# What paints in a colour of the author's, which would stay as it is in the dark scheme.
_PAINT = re.compile(r"^\s*(rect|style|classDef|linkStyle|%%\{)", re.MULTILINE)

# Every theme variable that the sequence, state and flow diagrams read, so that merman derives no colour.
_VARIABLES_OF_ROLE = {
    "text": (
        "textColor primaryTextColor secondaryTextColor tertiaryTextColor nodeTextColor titleColor actorTextColor "
        "signalTextColor labelTextColor loopTextColor stateLabelColor transitionLabelColor noteTextColor "
        "errorTextColor classText"
    ),
    "line": "lineColor signalColor transitionColor defaultLinkColor arrowheadColor specialStateColor",
    "box": "mainBkg primaryColor secondaryColor tertiaryColor actorBkg labelBoxBkgColor stateBkg nodeBkg errorBkgColor",
    "border": (
        "primaryBorderColor secondaryBorderColor tertiaryBorderColor nodeBorder actorBorder actorLineColor "
        "labelBoxBorderColor stateBorder compositeBorder clusterBorder activationBorderColor innerEndBackground"
    ),
    "group": "clusterBkg altBackground compositeBackground compositeTitleBackground",
    "note": "noteBkgColor",
    "note-border": "noteBorderColor",
    "ground": "background labelBackgroundColor edgeLabelBackground sequenceNumberColor",
    "active": "activationBkgColor",
}

_REFERENCE = re.compile(r"""(?:url\(|href=")#([^")]+)""")
_SVG = "{http://www.w3.org/2000/svg}"


def format_diagram(
    source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: object
) -> str:
    """Draw the diagram of a fence; a formatter for `pymdownx.superfences`.

    Args:
        source: Text between the fence lines.
        language: The fence's language, `mermaid`.
        class_name: Class for the element around the diagram.
        options: Options of the fence; none is known.
        md: The converter of the page, which tells the line and what the page
            already holds.

    Returns:
        HTML of the diagram: its ids are unique on the page, and it is named
        and described by `accTitle` and `accDescr`.

    Raises:
        SuperFencesException: merman refuses the diagram, `accTitle` or
            `accDescr` is missing, or the diagram brings colours of its own.
            The builder names the page.
    """
    if paint := _PAINT.search(source):
        raise SuperFencesException(f"{_place(source, md)}: leave out `{paint[1]}`, whose colours miss the dark scheme")
    identifier = _unused_identifier(source, md)
    try:
        text = _engine().render_svg(source, json.dumps({"svg": {"diagram_id": identifier}}))
    except MermanError.Binding as error:
        raise SuperFencesException(f"{_place(source, md)}: {error.message}") from error
    svg = ElementTree.fromstring(text)
    for name, element in (("accTitle", "title"), ("accDescr", "desc")):
        if not svg.findtext(f"{_SVG}{element}"):
            raise SuperFencesException(f"{_place(source, md)}: add the line `{name}: …`, which is read aloud")
    width = svg.attrib["viewBox"].split()[2]
    _drop_unused_definitions(svg)
    _scope(svg, identifier)
    html = ElementTree.tostring(svg, encoding="unicode", method="html")
    html = _SENTINEL.sub(lambda match: f"var(--diagram-{ROLES[int(match[1] or match[2], 16)]})", html)
    return f'<div class="{class_name}" style="--diagram-width:{width}px">{html}</div>'


@functools.cache
def _engine() -> MermanEngine:
    variables = {name: _SENTINELS[role] for role, names in _VARIABLES_OF_ROLE.items() for name in names.split()}
    site = {
        "theme": "base",
        "look": "classic",
        "fontFamily": "inherit",
        "themeVariables": variables,
        "sequence": {"diagramMarginX": 12, "diagramMarginY": 10},
    }
    return MermanEngine(options_json=json.dumps({"version": 2, "site_config": site}), services=None)


def _unused_identifier(source: str, md: Markdown) -> str:
    identifier = "m" + hashlib.sha256(source.encode("utf-8")).hexdigest()[:8]
    earlier = sum(f'id="{identifier}' in str(block) for block in md.htmlStash.rawHtmlBlocks)
    return f"{identifier}-{earlier + 1}" if earlier else identifier


def _place(source: str, md: Markdown) -> str:
    """Name the fence by its line; the builder cut the front matter off before."""
    wanted = [line.strip() for line in source.strip("\n").split("\n")]
    lines = [line.strip() for line in md.lines]
    for start in range(len(lines) - len(wanted) + 1):
        if lines[start : start + len(wanted)] == wanted:
            return f"mermaid diagram in line {start} below the front matter"
    return f"mermaid diagram `{wanted[0]}`"


def _drop_unused_definitions(svg: ElementTree.Element) -> None:
    """Remove symbols and filters that nothing refers to: half of a sequence diagram are icons of unused actors."""
    used = set(_REFERENCE.findall(ElementTree.tostring(svg, encoding="unicode")))
    for parent in svg.iter():
        for definitions in parent.findall(f"{_SVG}defs"):
            for definition in list(definitions):
                if definition.get("id") not in used:
                    definitions.remove(definition)
            if len(definitions) == 0:
                parent.remove(definitions)


def _scope(svg: ElementTree.Element, identifier: str) -> None:
    """Make the SVG fit to stand in an HTML page beside others.

    merman repeats ids such as `actor0` in every diagram; only those that carry
    the diagram's own id are referred to. Without namespaces the tree reads as
    the HTML of an inline SVG.
    """
    for element in svg.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in list(element.attrib):
            unscoped = name == "id" and identifier not in element.attrib[name]
            if unscoped or name == "name" or name.startswith("data-"):
                del element.attrib[name]
