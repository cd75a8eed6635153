"""A whole project is read, and whatever is wrong in it is told in one line with its place."""

from __future__ import annotations

import pytest
from small_project import make_project, write_json

from generator.errors import GeneratorError
from generator.project import read_clauses, read_project


def test_project_is_read(tmp_path):
    make_project(tmp_path)
    project = read_project(tmp_path)
    version = project.catalog.versions["ocpp-9"]
    message = version.messages["Ping"]
    assert message.words.request["part"] == "What the station is made of."
    assert message.words.request["part"].line == 5
    assert [example.slug for example in message.words.examples] == ["full", "empty", "wrong-colour"]
    assert version.types["ColourEnumType"].used_by == (("PartType", "colour"),)
    assert [document.page for document in project.documents] == ["index.md"]


def test_clauses_are_read_alone(tmp_path):
    version = make_project(tmp_path)
    (version / "annotations" / "Ping.yaml").write_text("broken: [", encoding="utf-8")
    assert read_clauses(tmp_path).versions["ocpp-9"].blocks[0].use_cases[0].requirements == ("Z01.FR.01",)


# File below the version's folder, what is replaced by what, the place and words of the error.
BROKEN = {
    "annotation: unknown key": ("annotations/Ping.yaml", "summary:", "sumary:", "2", "unknown key 'sumary'"),
    "annotation: key twice": ("annotations/Ping.yaml", "rules:", "summary: x\nrules:", "9", "'summary' stands twice"),
    "annotation: not YAML": ("annotations/Ping.yaml", "rules:\n", "rules: [\n", "10", "not YAML"),
    "annotation: text needed": ("annotations/Ping.yaml", "summary: Tells that the station is there.", "summary: [a]", "1", "a text is needed"),
    "annotation: empty summary": ("annotations/Ping.yaml", "summary: Tells that the station is there.", "summary:", "2", "a text is needed"),
    "annotation: other name": ("annotations/Ping.yaml", "message: Ping", "message: Pong", "1", "must be 'Ping'"),
    "annotation: unknown kind": ("annotations/Ping.yaml", "type: spec-silent", "type: silent", "13", "must be one of"),
    "annotation: one option": ("annotations/Ping.yaml", ", Every hour. Notices late.]", "]", "12", "at least two options"),
    "annotation: part missing": ("annotations/Ping.yaml", "    open: The interval is not given.\n", "", "12", "open: a text is needed"),
    "annotation: rules no list": ("annotations/Ping.yaml", "rules:\n  - A part", "rules: A part", "", "a list of texts"),
    "annotation: violates": ("annotations/Ping.yaml", "violates: schema", "violates: all", "25", "schema or rule"),
    "annotation: payload": ("annotations/Ping.yaml", "{payload: request,", "{payload: both,", "25", "request or response"),
    "annotation: example missing": ("annotations/Ping.yaml", "file: full", "file: fuller", "21", "cannot be read"),
    "example: not JSON": ("examples/PingRequest/full.json", "{", "[", "", "not JSON"),
    "type: other name": ("annotations/types/PartType.yaml", "type: PartType", "type: Part", "1", "must be 'PartType'"),
    "type: list at the top": ("annotations/types/PartType.yaml", "type: PartType", "- a\n", "", "not YAML"),
    "catalog: unknown direction": ("catalog.yaml", "from-station", "upwards", "", "must be one of from-station"),
    "catalog: unknown group": ("catalog.yaml", "{group: zeta", "{group: eta", "", "unknown group 'eta'"),
    "catalog: message without schema": ("catalog.yaml", "messages:\n", "messages:\n  Pong: {group: zeta, block: Z Zeta, direction: both}\n", "", "has no schema"),
    "catalog: unlisted type": ("catalog.yaml", "  PartType: {}\n", "", "", "PartType is not listed"),
    "catalog: type that no schema has": ("catalog.yaml", "  PartType: {}\n", "  PartType: {}\n  XType: {}\n", "", "no schema has it"),
    "catalog: variants that are none": ("catalog.yaml", "  PartType: {}\n", "  PartType: {variants: true}\n", "", "is the same everywhere"),
    "catalog: unknown key": ("catalog.yaml", "label:", "lable:", "1", "unknown key 'lable'"),
    "sections: header": ("sections.csv", "document,section", "doc,section", "1", "the header must be"),
    "sections: short row": ("sections.csv", "9,1,First,", "9,1", "2", "4 cells"),
    "sections: twice": ("sections.csv", "9,1.1,", "9,1,", "3", "stands twice"),
    "sections: unknown document": ("sections.csv", "9,1.1,", "8,1.1,", "3", "not listed"),
    "requirements: unknown use case": ("requirements.csv", ",Z01,", ",Z02,", "2", "not in use-cases.csv"),
    "requirements: twice": ("requirements.csv", "Z01.FR.01,Z01,book,\n", "Z01.FR.01,Z01,book,\nZ01.FR.01,Z01,book,\n", "3", "stands twice"),
    "structure: unknown keyword": ("structure/PingResponse.json", '"maxLength"', '"pattern"', "/properties/text/items/pattern", "unknown keyword"),
    "structure: truncated": ("structure/PingResponse.json", "}\n}\n", "}\n", "", "not JSON"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_input_is_told_in_one_line(tmp_path, name):
    file, old, new, place, words = BROKEN[name]
    version = make_project(tmp_path)
    text = (version / file).read_text(encoding="utf-8")
    assert old in text
    (version / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GeneratorError) as caught:
        read_project(tmp_path)
    assert caught.value.file.startswith("schemas/ocpp-9/"), caught.value
    assert caught.value.place == place or not place, caught.value
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "file", ["catalog.yaml", "sections.csv", "annotations/Ping.yaml", "structure/PingRequest.json"]
)
def test_file_that_is_not_utf_8_is_refused(tmp_path, file):
    version = make_project(tmp_path)
    (version / file).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GeneratorError, match="not UTF-8"):
        read_project(tmp_path)


@pytest.mark.parametrize("file", ["catalog.yaml", "sections.csv", "requirements.csv"])
def test_file_that_is_missing_is_named(tmp_path, file):
    version = make_project(tmp_path)
    (version / file).unlink()
    with pytest.raises(GeneratorError, match=file):
        read_project(tmp_path)


def test_annotation_of_no_message_is_refused(tmp_path):
    version = make_project(tmp_path)
    (version / "annotations" / "Ping.yaml").rename(version / "annotations" / "Pong.yaml")
    text = (version / "annotations" / "Pong.yaml").read_text(encoding="utf-8")
    (version / "annotations" / "Pong.yaml").write_text(text.replace("message: Ping", "message: Pong"), encoding="utf-8")
    with pytest.raises(GeneratorError):
        read_project(tmp_path)


def test_schema_of_no_message_is_refused(tmp_path):
    version = make_project(tmp_path)
    write_json(version / "structure" / "PongRequest.json", {"$schema": "x", "type": "object"})
    with pytest.raises(GeneratorError, match="PongRequest has a schema but is not listed"):
        read_project(tmp_path)


def test_type_that_differs_between_payloads_is_refused(tmp_path):
    version = make_project(tmp_path)
    reference = {"$ref": "#/definitions/ColourEnumType"}
    colours = {"type": "string", "enum": ["Red"]}
    write_json(
        version / "structure" / "PingResponse.json",
        {"$schema": "x", "definitions": {"ColourEnumType": colours}, "type": "object", "properties": {"c": reference}},
    )
    with pytest.raises(GeneratorError, match="ColourEnumType differs between payloads"):
        read_project(tmp_path)


def test_folder_without_versions_is_refused(tmp_path):
    with pytest.raises(GeneratorError, match="run in the project folder"):
        read_project(tmp_path)
