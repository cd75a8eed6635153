"""Page views → Markdown text. Templates loop and place; all else is done before."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jinja2

from generator.pages.page import Page

_PLAIN = re.compile(r"[A-Za-z(][\w→↔§&.,;()/ –-]*")


def make_environment() -> jinja2.Environment:
    """Return the template environment with its filters."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # the output is Markdown
    )
    environment.filters |= {"cell": do_cell, "line": do_line, "scalar": do_scalar}
    return environment


def render_page(page: Page, environment: jinja2.Environment) -> str:
    """Return the text of a page, ending in one newline."""
    return environment.get_template(page.template).render(page=page, **page.context).rstrip("\n") + "\n"


def do_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def do_cell(text: str) -> str:
    """Return a text as a table cell: one line, bars escaped."""
    return do_line(text).replace("|", "\\|")


def do_scalar(text: str) -> str:
    """Return a text as a YAML scalar, quoted where plain text would be read otherwise."""
    plain = _PLAIN.fullmatch(text) and ": " not in text and text.lower() not in ("yes", "no", "true", "false", "null")
    return text if plain else json.dumps(text, ensure_ascii=False)
