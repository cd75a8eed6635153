"""`schema-sets.yaml` of every version → the sets of official schemas.

Owns what a set is called, which folder it belongs to and what is said of its
source. Knows nothing of the schemas themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.errors import GeneratorError
from generator.yaml_reader import Node, read_yaml

FILE_NAME = "schema-sets.yaml"


@dataclass(frozen=True)
class SchemaSet:
    """A set of schemas that the publisher gives out in one download.

    Attributes:
        name: Name on the command line, e.g. `1.6j-security`.
        folder: Name of the version's folder under `schemas/`.
        source: What the download is, in words.
        edition: Edition of the publication.
        date: Date of the edition, ISO 8601.
        publisher: Who publishes it.
        licence: Licence that the publication states.
        files: Number of schemas in the set.
    """

    name: str
    folder: str
    source: str
    edition: str
    date: str
    publisher: str
    licence: str
    files: int


def read_schema_sets(schemas_root: Path) -> dict[str, SchemaSet]:
    """Read the schema sets of all versions, by name.

    Args:
        schemas_root: The folder that has one folder for each version.

    Raises:
        GeneratorError: A file cannot be understood, or a name stands twice.
    """
    sets: dict[str, SchemaSet] = {}
    for path in sorted(schemas_root.glob(f"*/{FILE_NAME}")):
        shown = f"{schemas_root.name}/{path.parent.name}/{FILE_NAME}"
        for node in read_yaml(path, shown).only("sets").nodes("sets"):
            schema_set = _schema_set(node, path.parent.name)
            if schema_set.name in sets:
                raise node.fail("name", f"the set {schema_set.name} stands twice; give each its own name")
            sets[schema_set.name] = schema_set
    if not sets:
        raise GeneratorError(schemas_root, "", f"no version folder here has a {FILE_NAME}; run from the project folder")
    return sets


def _schema_set(node: Node, folder: str) -> SchemaSet:
    node.only("name", "source", "edition", "date", "publisher", "licence", "files")
    name, date, files = node.text("name"), node.text("date"), node.text("files")
    if not re.fullmatch(r"[a-z0-9.-]+", name):
        raise node.fail("name", "use lower-case letters, digits, dots and hyphens")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date):
        raise node.fail("date", "write it as YYYY-MM-DD")
    if not re.fullmatch(r"[1-9][0-9]{0,3}", files):
        raise node.fail("files", "must be the number of schemas in the set")
    words = {key: str(node.text(key)) for key in ("source", "edition", "publisher", "licence")}
    return SchemaSet(name=str(name), folder=folder, date=str(date), files=int(files), **words)
