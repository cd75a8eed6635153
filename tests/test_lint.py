"""Each lint rule finds its fault in a project that has just that fault."""

from __future__ import annotations

import json

import pytest
from small_project import make_project, write_json

from generator import lint
from generator.lint.meanings import coverage
from generator.project import read_project


def findings(root):
    return [str(finding) for finding in lint.run(read_project(root))]


def test_project_is_clean(project):
    assert lint.run(project) == []


def test_small_project_is_clean(tmp_path):
    make_project(tmp_path)
    assert findings(tmp_path) == []


def test_version_that_claims_to_be_complete_is_held_to_it(project):
    for version in project.catalog.versions.values():
        if version.complete:
            assert all(done == total for done, total in coverage(version).values()), version.folder


ANNOTATION = "annotations/Ping.yaml"
# File below the version's folder or docs, what is replaced by what, what lint says.
FAULTS = {
    "citation in a rule": (ANNOTATION, "[Z01.FR.01].\nopen", "[Z01.FR.02].\nopen", "Ping.yaml:10: there is no clause [Z01.FR.02]; nearest are [Z01.FR.01]"),
    "citation on a page": ("docs/index.md", "[Z01.FR.01]", "[9 §7]", "docs/index.md:8: there is no clause [9 §7]"),
    "citation in the catalog": ("catalog.yaml", "clauses: [Z01]", "clauses: [Z09]", "catalog.yaml: there is no clause [Z09]"),
    "decision: ID": (ANNOTATION, "9-PI-01", "9-PI-1", "an ID is version, topic and two digits"),
    "decision: version": (ANNOTATION, "9-PI-01", "8-PI-01", "the ID must start with one of 9"),
    "decision: topic": (ANNOTATION, "9-PI-01", "9-PX-01", "the topic PX is not listed"),
    "decision: evidence": (ANNOTATION, "happens [Z01.FR.01]", "happens", "must cite the nearest clause"),
    "decision: default": (ANNOTATION, "option 1, because", "option 3, because", "N must be one of the options"),
    "meaning: missing": (ANNOTATION, "  number: How many parts there are, in dozens.\n", "", "number has no meaning"),
    "meaning: no such field": (ANNOTATION, "  number:", "  nomber:", "the schema has no nomber"),
    "meaning: repeats the name": (ANNOTATION, "How many parts there are, in dozens.", "The number.", "only repeats the name"),
    "meaning: value": ("annotations/types/ColourEnumType.yaml", "Green: Like grass.", "Blue: Like sky.", "Green has no meaning"),
    "example: not valid": ("examples/PingRequest/full.json", "0.3", "0.35", "is not valid"),
    "example: wrong one is right": ("examples/PingRequest/wrong-colour.json", "Blue", "Green", "claims to break the schema"),
    "example: form": ("examples/PingRequest/full.json", "  ", " ", "indent of two spaces"),
    "example: none": (ANNOTATION, "  response:\n    - {file: empty, caption: Nothing to show.}\n", "", "PingResponse has none"),
    "page: description": ("docs/index.md", "description: The start.\n", "", "must have a description"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_found(tmp_path, name):
    file, old, new, words = FAULTS[name]
    path = (tmp_path if file.startswith("docs/") else make_project(tmp_path)) / file
    if file.startswith("docs/"):
        make_project(tmp_path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert any(words in finding for finding in findings(tmp_path)), findings(tmp_path)


def test_decision_id_is_unique_across_pages_and_annotations(tmp_path):
    version = make_project(tmp_path)
    marker = (
        '!!! spec-silent "SPEC-SILENT 9-PI-01: Again"\n    **Open:** x\n    **Why it is open:** y [Z01]\n'
        "    **Ask:**\n\n    1. a\n    2. b\n\n    **Pragmatic default:** option 1, because.\n"
    )
    (tmp_path / "docs" / "more.md").write_text(f"---\ntitle: T\ndescription: D\n---\n\n{marker}", encoding="utf-8")
    assert any("9-PI-01: the ID is taken" in finding for finding in findings(tmp_path))
    assert version.exists()


def test_example_that_no_annotation_names_is_found(tmp_path):
    version = make_project(tmp_path)
    write_json(version / "examples" / "PingRequest" / "spare.json", {"part": [{}]})
    assert any("no annotation names this example" in finding for finding in findings(tmp_path))


FRAMES = {
    "valid call and result": ('[2, "a", "Ping", {"part": [{}]}]', '[3, "a", {}]', ""),
    "valid error": ('[2, "a", "Ping", {"part": [{}]}]', '[4, "a", "GenericError", "why", {}]', ""),
    "unknown action": ('[2, "a", "Pong", {}]', "", "'Pong' is no message"),
    "payload": ('[2, "a", "Ping", {}]', "", "not a valid PingRequest"),
    "result": ('[2, "a", "Ping", {"part": [{}]}]', '[3, "a", {"x": 1}]', "not a valid PingResponse"),
    "answer without call": ('[3, "b", {}]', "", "has no CALL before it"),
    "numeric id": ('[2, 1, "Ping", {"part": [{}]}]', "", "must be a string"),
    "long id": (json.dumps([2, "x" * 37, "Ping", {"part": [{}]}]), "", "1 to 36 characters"),
    "length": ('[2, "a", "Ping"]', "", "has 4 elements"),
    "error without details": ('[2, "a", "Ping", {"part": [{}]}]', '[4, "a", "GenericError", "why"]', "has 5 elements"),
    "details no object": ('[2, "a", "Ping", {"part": [{}]}]', '[4, "a", "GenericError", "why", ""]', "ends with a description"),
    "id twice": ('[2, "a", "Ping", {"part": [{}]}]', '[2, "a", "Ping", {"part": [{}]}]', "stands twice"),
    "not JSON": ('[2, "a",', "", "not JSON"),
    "bare payload": ('{"part": [{}]}', "", "has a title that names its payload"),
}  # fmt: skip


@pytest.mark.parametrize("name", FRAMES)
def test_frames_of_hand_written_pages_are_checked(tmp_path, name):
    first, second, words = FRAMES[name]
    make_project(tmp_path)
    blocks = "".join(f"```json\n{block}\n```\n\n" for block in (first, second) if block)
    page = tmp_path / "docs" / "ocpp-9" / "sequences.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(f"---\ntitle: T\ndescription: D\n---\n\n{blocks}", encoding="utf-8")
    found = [finding for finding in findings(tmp_path) if "[frames]" in finding]
    assert bool(found) == bool(words), found
    assert all(words in finding for finding in found[:1])


@pytest.mark.parametrize(
    ("title", "body", "words"),
    [
        ("9", '[2, "a", "Ping", {"part": [{}]}]', ""),
        ("9", '[2, "a", "Ping", {}]', "not a valid PingRequest"),
        ("9: PingRequest", '{"part": [{}]}', ""),
        ("9: PingRequest", "{}", "not a valid PingRequest"),
    ],
)
def test_title_names_the_version_on_a_page_of_none(tmp_path, title, body, words):
    make_project(tmp_path)
    page = tmp_path / "docs" / "guide.md"
    page.write_text(f'---\ntitle: T\ndescription: D\n---\n\n```json title="{title}"\n{body}\n```\n', encoding="utf-8")
    found = [finding for finding in findings(tmp_path) if "[frames]" in finding]
    assert bool(found) == bool(words)
    assert all(words in finding for finding in found)


@pytest.mark.parametrize(
    ("title", "body", "words"),
    [("PingRequest", '{"part": [{}]}', ""), ("PingRequest", "{}", "not a valid"), ("Pong", "{}", "is no payload")],
)
def test_titled_payloads_of_hand_written_pages_are_checked(tmp_path, title, body, words):
    make_project(tmp_path)
    page = tmp_path / "docs" / "ocpp-9" / "sequences.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(f'---\ntitle: T\ndescription: D\n---\n\n```json title="{title}"\n{body}\n```\n', encoding="utf-8")
    found = [finding for finding in findings(tmp_path) if "[frames]" in finding]
    assert bool(found) == bool(words)
    assert all(words in finding for finding in found)


def test_configuration_key_named_without_a_link_is_found(project, tmp_path):
    from dataclasses import replace

    from generator.document_reader import read_document
    from generator.lint import documents

    front = "---\ntitle: T\ndescription: D\n---\n"
    page = "ocpp-1.6j/x.md"
    link = "[`HeartbeatInterval`](configuration-keys/core.md#HeartbeatInterval)"
    bare = read_document(page, f"docs/{page}", f"{front}The key `HeartbeatInterval`.\n")
    linked = read_document(page, f"docs/{page}", f"{front}The key {link}, and `HeartbeatInterval` again.\n")
    assert len(list(documents.check(replace(project, documents=(bare,))))) == 1
    assert list(documents.check(replace(project, documents=(linked,)))) == []


def test_key_that_an_annotation_names_without_a_link_is_found(project):
    from dataclasses import replace

    from generator.lint import key_links
    from generator.model import Catalog, Text

    version = project.catalog.versions["ocpp-1.6j"]
    message = version.messages["Heartbeat"]

    def findings_for(rule: str) -> list:
        words = replace(message.words, rules=(Text(rule, "a.yaml", 3),), decisions=(), settled=(), description=Text(""))
        changed = replace(version, messages={"Heartbeat": replace(message, words=words)}, types={})
        return list(key_links.check(replace(project, catalog=Catalog({"ocpp-1.6j": changed}))))

    assert [finding.line for finding in findings_for("see `BlinkRepeat`")] == [3]
    assert findings_for("see [[BlinkRepeat]], and `BlinkRepeat` again") == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("It is so [Z01.FR.01].\n\n**Explains:** [Z01.FR.01] [Z01]\n", "[Z01] is listed as explained"),
        ("It is so [Z01.FR.01] [Z01].\n\n**Explains:** [Z01.FR.01] [Z01]\n", ""),
    ],
)
def test_clause_that_is_listed_as_explained_must_be_told(tmp_path, body, words):
    make_project(tmp_path)
    page = tmp_path / "docs" / "guide.md"
    page.write_text(f"---\ntitle: T\ndescription: D\n---\n\n{body}", encoding="utf-8")
    found = [finding for finding in findings(tmp_path) if "[explains]" in finding]
    assert bool(found) == bool(words), found
    assert all(words in finding for finding in found)
