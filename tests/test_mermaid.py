"""Tests of the Mermaid fence."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from generator.markdown_ext.mermaid import ROLES, format_diagram

COLOURS = Path(__file__).parents[1] / "overrides/assets/stylesheets/colours.css"
NAMES = "    accTitle: Start of a transaction\n    accDescr: The station asks, the CSMS answers.\n"
SEQUENCE = f"""sequenceDiagram
{NAMES}    actor Driver
    participant CS as Charging station
    participant CSMS
    CS->>+CSMS: AuthorizeRequest
    CSMS-->>-CS: AuthorizeResponse(Accepted)
    Note over CS: cable plugged in
    alt accepted
        CS->>CSMS: TransactionEventRequest(Started)
    else refused
        CS->>CS: wait
    end
"""
STATE = f"""stateDiagram-v2
{NAMES}    [*] --> Available
    Available --> Occupied: plug in
    state Occupied {{
        [*] --> Charging
    }}
    note right of Available: free
"""
FLOW = f"""flowchart TD
{NAMES}    A[Boot] -->|accepted| B{{Ready?}}
    subgraph one [Later]
        B --> C([Heartbeat])
    end
"""
EVERY_KIND = pytest.mark.parametrize("source", [SEQUENCE, STATE, FLOW], ids=["sequence", "state", "flow"])


def draw(source: str) -> str:
    return format_diagram(source, "mermaid", "diagram", {}, Markdown())


def convert(text: str) -> str:
    fence = {"name": "mermaid", "class": "diagram", "format": format_diagram}
    extensions = ["pymdownx.superfences", "pymdownx.details"]
    return Markdown(extensions=extensions, extension_configs={extensions[0]: {"custom_fences": [fence]}}).convert(text)


def fenced(source: str) -> str:
    return f"```mermaid\n{source}```\n"


def identifiers(html: str) -> list[str]:
    return re.findall(r'\sid="([^"]*)"', html)


@EVERY_KIND
def test_a_diagram_is_named_and_described(source: str) -> None:
    html = draw(source)
    title = re.search(r'<title id="([^"]+)">Start of a transaction</title>', html)
    description = re.search(r'<desc id="([^"]+)">The station asks, the CSMS answers.</desc>', html)
    assert title and f'aria-labelledby="{title[1]}"' in html
    assert description and f'aria-describedby="{description[1]}"' in html


@EVERY_KIND
def test_every_id_carries_the_id_of_the_diagram(source: str) -> None:
    html = draw(source)
    own = re.search(r'<svg id="(m[0-9a-f]{8})"', html)
    assert own
    assert [name for name in identifiers(html) if own[1] not in name] == []


@EVERY_KIND
def test_what_a_diagram_refers_to_is_in_it(source: str) -> None:
    html = draw(source)
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(identifiers(html))


@EVERY_KIND
def test_a_diagram_defines_only_what_it_uses(source: str) -> None:
    html = draw(source)
    defined = re.findall(r'<(?:symbol|filter|linearGradient) id="([^"]+)"', html)
    assert [name for name in defined if f"#{name})" not in html] == []


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_colour_in_both_schemes(role: str) -> None:
    assert COLOURS.read_text(encoding="utf-8").count(f"--diagram-{role}:") == 2


@EVERY_KIND
def test_every_theme_colour_is_a_variable(source: str) -> None:
    html = draw(source)
    assert set(re.findall(r"var\(--diagram-([a-z-]+)\)", html)) <= set(ROLES)
    assert "#a1b2" not in html
    assert "rgb(161" not in html
    assert "hsl(" not in html, "merman derived a colour: name its theme variable in a role"


@EVERY_KIND
def test_a_diagram_is_html_without_leftovers_of_the_renderer(source: str) -> None:
    html = draw(source)
    assert "xmlns" not in html
    assert " data-" not in html
    assert html.startswith('<div class="diagram" style="--diagram-width:')
    assert html.endswith("</svg></div>")


@EVERY_KIND
def test_the_same_source_gives_the_same_diagram(source: str) -> None:
    assert draw(source) == draw(source)


def test_a_label_is_escaped() -> None:
    assert "a &amp; b" in draw(SEQUENCE.replace("AuthorizeRequest", "a & b"))


def test_a_diagram_that_stands_twice_on_a_page_keeps_ids_unique() -> None:
    html = convert(fenced(SEQUENCE) + "\nAnd again:\n\n" + fenced(SEQUENCE))
    assert html.count("<svg ") == 2
    assert [name for name, times in Counter(identifiers(html)).items() if times > 1] == []


def test_a_diagram_in_a_folded_block_is_drawn() -> None:
    inner = "".join(f"    {line}\n" for line in fenced(STATE).splitlines())
    assert "<svg " in convert(f'??? note "States"\n\n{inner}')


@pytest.mark.parametrize("name", ["accTitle", "accDescr"])
def test_a_diagram_without_its_name_or_description_is_refused(name: str) -> None:
    source = "".join(line for line in SEQUENCE.splitlines(keepends=True) if name not in line)
    with pytest.raises(SuperFencesException, match=f"add the line `{name}: …`"):
        convert(fenced(source))


def test_a_diagram_that_cannot_be_read_is_refused_with_its_line() -> None:
    broken = f"sequenceDiagram\n{NAMES}    A->>B no colon\n    end end\n"
    with pytest.raises(
        SuperFencesException, match=r"^mermaid diagram in line 18 below the front matter: .*parse error"
    ):
        convert(fenced(SEQUENCE) + "\n" + fenced(broken))


@pytest.mark.parametrize("paint", ["rect rgb(0, 0, 0)", "style A fill:#f00", "classDef bad fill:#f00"])
def test_a_diagram_with_colours_of_its_own_is_refused(paint: str) -> None:
    with pytest.raises(SuperFencesException, match=f"leave out `{paint.split()[0]}`"):
        convert(fenced(FLOW + f"    {paint}\n"))


def test_a_word_that_is_no_kind_of_diagram_is_refused() -> None:
    with pytest.raises(SuperFencesException, match="No Mermaid diagram type"):
        convert(fenced("drawing\n    A --> B\n"))
