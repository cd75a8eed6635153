"""Builds small official downloads, sound and broken, for the tests of the import."""

from __future__ import annotations

import json
import stat
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from generator import writer
from generator.errors import GeneratorError
from generator.importer import plan_import
from generator.schema_sets import SchemaSet

DRAFT_04 = "http://json-schema.org/draft-04/schema#"
DRAFT_06 = "http://json-schema.org/draft-06/schema#"
# The first draw of a run builds tables; no test depends on the clock.
ANY_SPEED = settings(deadline=None, suppress_health_check=list(HealthCheck))
PING_SET = SchemaSet("ping", "ocpp-9", "Schemas of Ping", "edition 1", "2020-01-31", "Somebody", "CC BY 4.0", 2)


def ping() -> dict:
    """Return a sound schema that uses most keywords."""
    return {
        "$schema": DRAFT_06,
        "$id": "urn:Ping",
        "comment": "prose",
        "definitions": {
            "KindEnumType": {"javaType": "KindEnum", "type": "string", "enum": ["Slow", "Fast", "Any"]},
            "InnerType": {"type": "object", "properties": {"kind": {"$ref": "#/definitions/KindEnumType"}}},
        },
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "id": {"description": "prose", "type": "integer", "minimum": 0.0},
            "description": {"type": "string", "maxLength": 20, "default": "none"},
            "inner": {"$ref": "#/definitions/InnerType"},
            "all": {"type": "array", "items": {"$ref": "#/definitions/InnerType"}, "minItems": 1, "maxItems": 3},
            "limit": {"type": "number", "multipleOf": 0.1},
        },
        "required": ["id", "inner"],
    }


def pong() -> dict:
    """Return a second sound schema, of the other dialect."""
    return {"$schema": DRAFT_04, "id": "urn:Pong", "title": "Pong", "type": "object", "properties": {}}


def encoded(schema: object) -> bytes:
    return json.dumps(schema, indent=4).encode()


def ping_files(**replaced: bytes) -> dict[str, bytes]:
    """Return the two files of the set, some replaced (`Ping=b"..."`)."""
    files = {"Ping": encoded(ping()), "PingResponse": encoded(pong()), **replaced}
    return {f"{name}.json": data for name, data in files.items()}


def write_folder(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def write_zip(
    path: Path, files: dict[str, bytes] | list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, data in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, data)
    return path


def write_link(path: Path, name: str) -> Path:
    """Add a symbolic link to a zip."""
    with zipfile.ZipFile(path, "a") as archive:
        entry = zipfile.ZipInfo(name)
        entry.create_system = 3
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/hostname")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def import_ping(path: Path, project: Path, schema_set: SchemaSet = PING_SET) -> None:
    """Import a download as the command line does."""
    writer.write(project, plan_import(path, schema_set, project / "schemas"))


def refusal(path: Path, project: Path, schema_set: SchemaSet = PING_SET) -> GeneratorError:
    """Return the error of an import that must fail and write nothing."""
    project.mkdir(exist_ok=True)
    before = contents(project)
    with pytest.raises(GeneratorError) as caught:
        import_ping(path, project, schema_set)
    assert contents(project) == before
    assert "\n" not in str(caught.value)
    return caught.value
