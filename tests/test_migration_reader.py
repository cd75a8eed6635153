"""Migration data is read, shown on both sides, and held to be complete."""

from __future__ import annotations

import pytest
from small_project import CATALOG, make_project, write, write_json

from generator import lint
from generator.errors import GeneratorError
from generator.project import read_project
from generator.reference import build_texts

MESSAGE = """\
message: Ping
to: [Knock]
summary: Becomes [[Knock]].
text: The station knocks instead [8/Z01].
request:
  customData: {to: [KnockRequest.customData]}
  part: {to: [], note: Parts are no longer told.}
  number: {to: [KnockRequest.piece.count], note: Counted one by one.}
response:
  text: {to: [KnockRequest.piece.colour], note: The colour says it.}
"""
TYPES = """\
types:
  - type: CustomDataType
    to: [CustomDataType]
    members: {vendorId: {to: [CustomDataType.vendorId]}}
  - {type: PartType, to: [PieceType], members: {colour: {to: [PieceType.colour]}}}
  - type: ColourEnumType
    to: [PaintEnumType]
    members: {Red: {to: [PaintEnumType.Crimson], note: Darker.}, Green: {to: [], note: Gone.}}
"""


def make(root):
    """Write a project with an older version 9 and a newer version 10."""
    make_project(root)
    version = root / "schemas" / "ocpp-x"
    catalog = CATALOG.replace("Ping", "Knock").replace('"9"', '"10"').replace("OCPP 9", "OCPP 10")
    catalog = catalog.replace("9 §", "10 §").replace("ColourEnumType", "PaintEnumType").replace("PartType", "PieceType")
    write(version / "catalog.yaml", catalog.replace("Z01", "Y01").replace("letter: Z", "letter: Y"))
    write(version / "sections.csv", "document,section,title,note\n10,1,First,\n10,1.1,Colours,\n")
    write(version / "use-cases.csv", "use_case,name\nY01,Be there\n")
    write(version / "requirements.csv", "id,use_case,source,note\nY01.FR.01,Y01,book,\n")
    custom = {"type": "object", "properties": {"vendorId": {"type": "string"}}, "required": ["vendorId"]}
    paint = {"type": "string", "additionalProperties": False, "enum": ["Crimson"]}
    piece = {"colour": {"$ref": "#/definitions/PaintEnumType"}, "count": {"type": "integer"}}
    head = {"$schema": "http://json-schema.org/draft-06/schema#", "type": "object", "additionalProperties": False}
    write_json(
        version / "structure" / "KnockRequest.json",
        {
            "$schema": head["$schema"],
            "$id": "urn:x:KnockRequest",
            "definitions": {
                "CustomDataType": custom,
                "PaintEnumType": paint,
                "PieceType": {"type": "object", "additionalProperties": False, "properties": piece},
            },
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "customData": {"$ref": "#/definitions/CustomDataType"},
                "piece": {"$ref": "#/definitions/PieceType"},
            },
        },
    )
    write_json(version / "structure" / "KnockResponse.json", {**head, "$id": "urn:x:KnockResponse", "properties": {}})
    write(version / "migration" / "messages" / "Ping.yaml", MESSAGE.replace("8/Z01", "Z01"))
    write(version / "migration" / "types.yaml", TYPES)
    write(version / "migration" / "keys.yaml", "keys: []\n")
    write(version / "migration" / "new.yaml", "from: ocpp-9\nmessages: {}\n")
    return version


def findings(root):
    return [str(finding) for finding in lint.run(read_project(root)) if finding.rule == "migration"]


def test_both_sides_show_it(tmp_path):
    make(tmp_path)
    project = read_project(tmp_path)
    assert findings(tmp_path) == []
    texts = build_texts(project)
    page = texts["ocpp-x/migration/Ping.md"]
    assert (
        "| `number` | [`KnockRequest.piece.count`](../schemas/zeta/Knock.md#piece.count) | Counted one by one. |"
        in page
    )
    assert "| `part` | none | Parts are no longer told. |" in page
    assert "| `Red` | [`PaintEnumType.Crimson`](../data-types/PaintEnumType.md#Crimson) | Darker. |" in page
    old = (
        "- In 10: [Knock](../../../ocpp-x/schemas/zeta/Knock.md) ([field by field](../../../ocpp-x/migration/Ping.md))."
    )
    assert old in texts["ocpp-9/schemas/zeta/Ping.md"]
    assert "- In 9: [Ping](../../../ocpp-9/schemas/zeta/Ping.md) ([Ping]" in texts["ocpp-x/schemas/zeta/Knock.md"]


@pytest.mark.parametrize(
    ("file", "before", "after", "words"),
    [
        ("messages/Ping.yaml", "  part: {to: [], note: Parts are no longer told.}\n", "", "part has no entry"),
        ("messages/Ping.yaml", "KnockRequest.piece.count", "KnockRequest.piece.number", "no KnockRequest.piece.number"),
        ("messages/Ping.yaml", "to: [Knock]", "to: [Bang]", "there is no message Bang"),
        ("messages/Ping.yaml", "to: [Knock]", "to: []", "messages: Knock has no entry"),
        (
            "types.yaml",
            "Green: {to: [], note: Gone.}",
            "Blue: {to: [], note: Gone.}",
            "ColourEnumType: Green has no entry",
        ),
        ("types.yaml", "to: [PieceType],", "to: [StoneType],", "there is no type StoneType"),
        ("new.yaml", "messages: {}", "messages: {Knock: New.}", "Knock is not needed here"),
        ("new.yaml", "from: ocpp-9", "from: ocpp-8", "there is no version ocpp-8"),
    ],
)
def test_gap_is_found(tmp_path, file, before, after, words):
    path = make(tmp_path) / "migration" / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert any(words in finding for finding in findings(tmp_path)), findings(tmp_path)


@pytest.mark.parametrize(
    ("file", "before", "after", "words"),
    [
        ("messages/Ping.yaml", "message: Ping", "message: Pong", "must be 'Ping'"),
        ("messages/Ping.yaml", "note: Parts are no longer told.", "notes: Gone.", "unknown key 'notes'"),
        ("messages/Ping.yaml", "{to: [], note: Parts are no longer told.}", "{note: Gone.}", "to: say where it goes"),
        ("messages/Ping.yaml", "{to: [], note: Parts are no longer told.}", "{to: []}", "needs a note"),
        ("types.yaml", "type: PartType", "type: CustomDataType", "stands twice"),
        ("new.yaml", "from: ocpp-9\n", "", "from: a text is needed here"),
    ],
)
def test_broken_file_is_told_with_its_place(tmp_path, file, before, after, words):
    path = make(tmp_path) / "migration" / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(GeneratorError) as caught:
        read_project(tmp_path)
    assert words in str(caught.value)
    assert f"migration/{file}" in str(caught.value)
