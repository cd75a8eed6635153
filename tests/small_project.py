"""A small project in a folder, for tests of readers, lint rules and the command line."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

CATALOG = """\
label: "9"
name: OCPP 9
station: Station
back_end: Back End
group_kind: block
payloads:
  request: {file: "{message}Request", title: "{message}Request"}
  response: {file: "{message}Response", title: "{message}Response"}
decision_prefix: "9"
common_types: [CustomDataType]
documents:
  - {prefix: "9", slug: book, title: The book}
topics: {PI: Ping}
blocks:
  - {letter: Z, name: Zeta, slug: z-zeta}
groups:
  - {slug: zeta, name: Zeta, summary: All of it., clauses: ["9 §1"]}
messages:
  Ping: {group: zeta, block: Z Zeta, direction: from-station, clauses: [Z01]}
types:
  CustomDataType: {}
  ColourEnumType: {clauses: ["9 §1.1"]}
  PartType: {}
"""

REQUEST = {
    "$schema": "http://json-schema.org/draft-06/schema#",
    "$id": "urn:x:PingRequest",
    "definitions": {
        "CustomDataType": {
            "type": "object",
            "properties": {"vendorId": {"type": "string", "maxLength": 255}},
            "required": ["vendorId"],
        },
        "ColourEnumType": {"type": "string", "additionalProperties": False, "enum": ["Red", "Green"]},
        "PartType": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"colour": {"$ref": "#/definitions/ColourEnumType"}},
        },
    },
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "customData": {"$ref": "#/definitions/CustomDataType"},
        "part": {"type": "array", "items": {"$ref": "#/definitions/PartType"}, "minItems": 1, "maxItems": 3},
        "number": {"type": "number", "multipleOf": 0.1, "minimum": 0},
    },
    "required": ["part"],
}

RESPONSE = {
    "$schema": "http://json-schema.org/draft-06/schema#",
    "$id": "urn:x:PingResponse",
    "type": "object",
    "additionalProperties": False,
    "properties": {"text": {"type": "array", "items": {"type": "string", "maxLength": 20}}},
}

ANNOTATION = """\
message: Ping
summary: Tells that the station is there.
description: Sent now and then [Z01].
request:
  part: What the station is made of.
  number: How many parts there are, in dozens.
response:
  text: Lines for the display.
rules:
  - A part has a colour once it is painted [Z01.FR.01].
open_decisions:
  - id: 9-PI-01
    type: spec-silent
    title: How often to ping
    open: The interval is not given.
    why: The text only says that it happens [Z01.FR.01].
    options: [Every minute. Costs little., Every hour. Notices late.]
    default: option 1, because it notices early.
examples:
  request:
    - {file: full, caption: A painted part.}
  response:
    - {file: empty, caption: Nothing to show.}
  wrong:
    - {payload: request, file: wrong-colour, caption: Blue is no colour., violates: schema, earns: "A refusal [Z01]."}
"""


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), encoding="utf-8", newline="\n")


def write_json(path: Path, value: object) -> None:
    write(path, json.dumps(value, indent=2) + "\n")


def make_project(root: Path) -> Path:
    """Write the small project below a folder and return its version folder."""
    version = root / "schemas" / "ocpp-9"
    write(version / "catalog.yaml", CATALOG)
    write(version / "sections.csv", "document,section,title,note\n9,1,First,\n9,1.1,Colours,\n")
    write(version / "use-cases.csv", "use_case,name\nZ01,Be there\n")
    write(version / "requirements.csv", "id,use_case,source,note\nZ01.FR.01,Z01,book,\n")
    write_json(version / "structure" / "PingRequest.json", REQUEST)
    write_json(version / "structure" / "PingResponse.json", RESPONSE)
    write(version / "annotations" / "Ping.yaml", ANNOTATION)
    for name, members in (
        ("ColourEnumType", "values: {Red: Like fire., Green: Like grass.}"),
        ("PartType", "fields: {colour: What it looks like once painted.}"),
        ("CustomDataType", "fields: {vendorId: Who extends the payload.}"),
    ):
        write(version / "annotations" / "types" / f"{name}.yaml", f"type: {name}\nsummary: A thing.\n{members}\n")
    write_json(version / "examples" / "PingRequest" / "full.json", {"part": [{"colour": "Red"}], "number": 0.3})
    write_json(version / "examples" / "PingResponse" / "empty.json", {})
    write_json(version / "examples" / "PingRequest" / "wrong-colour.json", {"part": [{"colour": "Blue"}]})
    write(
        root / "docs" / "index.md",
        """\
        ---
        title: Home
        description: The start.
        ---

        # Home

        See [Ping](ocpp-9/schemas/zeta/Ping.md) [Z01.FR.01].
        """,
    )
    return version
