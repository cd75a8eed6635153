"""Markers on hand-written pages are read with all their parts, or refused."""

from __future__ import annotations

import pytest

from generator.document_reader import read_document
from generator.errors import GeneratorError

MARKER = """\
!!! spec-silent "SPEC-SILENT 16-BO-01: Title here"
    **Open:** how long
    it takes.
    **Why it is open:** nothing says it [1.6 §4.2].
    **Ask:**

    1. Fixed wait: simple.
    2. Growing wait:
       gentle.

    **Pragmatic default:** option 2, because it is gentle.

After it.
"""


def read(text):
    return read_document("a/b.md", "docs/a/b.md", text)


def test_marker_is_read_with_all_parts():
    (decision,) = read(f"# Page\n\n{MARKER}").decisions
    assert (decision.id, decision.kind, decision.title) == ("16-BO-01", "spec-silent", "Title here")
    assert decision.open == "how long it takes."
    assert decision.options == ("Fixed wait: simple.", "Growing wait: gentle.")
    assert decision.default == "option 2, because it is gentle."
    assert (decision.id.line, decision.why.line, decision.options[1].line) == (3, 6, 10)
    assert decision.topic == "BO"


def test_marker_in_a_fence_is_only_shown():
    assert read(f"```markdown\n{MARKER}```\n").decisions == ()


def test_front_matter_gives_the_title_and_keeps_line_numbers():
    document = read("---\ntitle: T\norder: 3\n---\n\n# Heading\n\ntext\n")
    assert (document.title, document.front_matter["order"]) == ("T", 3)
    assert document.text.split("\n")[5] == "# Heading"


def test_heading_is_the_title_without_front_matter():
    assert read("# Heading\n").title == "Heading"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    **Open:** how long\n    it takes.\n", "", "lacks the part **Open:**"),
        ("    **Why it is open:** nothing says it [1.6 §4.2].\n", "", "lacks the part **Why it is open:**"),
        ("    **Ask:**\n", "", "lacks the part **Ask:**"),
        ("    2. Growing wait:\n       gentle.\n", "", "at least two numbered options"),
        ("    **Pragmatic default:** option 2, because it is gentle.\n", "", "lacks the part **Pragmatic default:**"),
        ('"SPEC-SILENT', '"VENDOR-DEPENDENT', "a marker opens with"),
        (" 16-BO-01:", "", "a marker opens with"),
    ],
)
def test_marker_that_lacks_a_part_is_refused(old, new, words):
    assert old in MARKER
    with pytest.raises(GeneratorError) as caught:
        read(MARKER.replace(old, new))
    assert words in str(caught.value)
    assert caught.value.place == "1"


def test_broken_front_matter_is_refused():
    with pytest.raises(GeneratorError, match="front matter"):
        read("---\ntitle: [\n---\n")
