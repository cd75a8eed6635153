"""An official download → `schemas/<version>/structure` and `provenance.json`.

Plans what an import writes, and compares a download with what the project
holds. Writes nothing itself. What a download may be is `official_files`' matter,
what a schema may say `official_schema`'s.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.errors import GeneratorError
from generator.exact_json import Value, format_exact, parse_exact, pointer_to
from generator.official_files import read_official
from generator.official_schema import restate
from generator.schema_sets import FILE_NAME, SchemaSet

__all__ = ["Comparison", "SchemaDifference", "compare_import", "plan_import", "read_official", "restate"]

PROVENANCE = "provenance.json"
STRUCTURE = "structure"
_ENTRY_KEYS = ["name", "source", "edition", "date", "publisher", "licence", "files"]
_SHOWN_LENGTH = 100


@dataclass(frozen=True)
class SchemaDifference:
    """One place where an official download and the project differ.

    Attributes:
        file: Name of the official file.
        pointer: JSON pointer of the place; empty for the file as a whole.
        kind: `missing` (the project lacks what the download has), `additional`
            (the project has what the download lacks) or `changed`.
        official: What the download says there; empty when it says nothing.
        committed: What the project says there; empty when it says nothing.
    """

    file: str
    pointer: str
    kind: str
    official: str
    committed: str

    def __str__(self) -> str:
        """Return the difference as one line."""
        where = f"{self.file}:{self.pointer}" if self.pointer else self.file
        says = {"missing": "missing here", "additional": "additional here", "changed": "changed"}[self.kind]
        both = (("official", self.official), ("here", self.committed))
        return f"{where}: {says}; {', '.join(f'{side}: {value}' for side, value in both if value)}"


class Comparison(NamedTuple):
    """The result of comparing a download with the project.

    Attributes:
        identical: Files whose structure and SHA-256 are the same.
        total: Files that either side has.
        differences: All differences, by file.
    """

    identical: int
    total: int
    differences: list[SchemaDifference]


def plan_import(path: Path, schema_set: SchemaSet, schemas_root: Path) -> dict[str, str]:
    """Plan the import of an official download.

    Args:
        path: The download, a folder or a zip.
        schema_set: The set that it is to be.
        schemas_root: The project's `schemas` folder; its `provenance.json` tells
            which files the set has. The first import of a set tells that.

    Returns:
        Text by path relative to the project's folder, sorted by path.

    Raises:
        GeneratorError: The download cannot be read in full, or is not this set.
    """
    official = read_official(path)
    provenance = _read_provenance(schema_set, schemas_root)
    _check_list(path, schema_set, set(official), provenance)
    entry = {key: getattr(schema_set, key) for key in _ENTRY_KEYS if key != "files"}
    entry["files"] = {name: _sha256(data) for name, data in official.items()}
    provenance[schema_set.name] = entry
    folder = f"{schemas_root.name}/{schema_set.folder}"
    planned = {f"{folder}/{STRUCTURE}/{name}": restate(name, data) for name, data in official.items()}
    planned[f"{folder}/{PROVENANCE}"] = format_exact({"sets": [provenance[name] for name in sorted(provenance)]})
    return dict(sorted(planned.items()))


def compare_import(path: Path, schema_set: SchemaSet, schemas_root: Path) -> Comparison:
    """Compare an official download with what the project holds of it.

    A file is identical when its structure equals the committed one and its
    bytes have the SHA-256 of `provenance.json`.

    Args:
        path: The download, a folder or a zip.
        schema_set: The set that it is to be.
        schemas_root: The project's `schemas` folder.

    Raises:
        GeneratorError: The download or a file of the project cannot be read,
            or the set was never imported.
    """
    official = read_official(path)
    provenance = _read_provenance(schema_set, schemas_root)
    if schema_set.name not in provenance:
        shown = f"{schemas_root.name}/{schema_set.folder}/{PROVENANCE}"
        raise GeneratorError(shown, "", f"has no set {schema_set.name}; import it first, without --check")
    known = provenance[schema_set.name]["files"]
    folder = schemas_root / schema_set.folder / STRUCTURE
    listed = {name for entry in provenance.values() for name in entry["files"]}
    stray = {file.name for file in folder.glob("*.json")} - listed
    names = sorted(known.keys() | official.keys() | stray)
    differences: list[SchemaDifference] = []
    identical = 0
    for name in names:
        found = list(_compare_file(name, official.get(name), known.get(name), folder / name))
        identical += not found
        differences += found
    return Comparison(identical, len(names), differences)


def _check_list(path: Path, schema_set: SchemaSet, names: set[str], provenance: dict[str, dict]) -> None:
    known = set(provenance.get(schema_set.name, {"files": names})["files"])
    counts = f"of {len(known)} files of the set {schema_set.name} are missing, {len(names - known)} are additional"
    for name in sorted(known ^ names):
        kind = "missing" if name in known else "additional"
        raise GeneratorError(f"{path}/{name}", "", f"{kind}; {len(known - names)} {counts}. Give that set, whole")
    for other, entry in provenance.items():
        for name in sorted(names & entry["files"].keys()):
            if other != schema_set.name:
                raise GeneratorError(f"{path}/{name}", "", f"belongs to the set {other}; give one set's folder only")
    if len(names) != schema_set.files:
        stated = f"{schema_set.folder}/{FILE_NAME} says that {schema_set.name} has {schema_set.files}"
        raise GeneratorError(path, "", f"has {len(names)} schemas, but {stated}; give that set, or mend the number")


def _compare_file(name: str, official: bytes | None, sha256: str | None, file: Path) -> Iterator[SchemaDifference]:
    committed = _read(file) if file.is_file() else None
    if official is None or committed is None:
        if official is not None:
            yield SchemaDifference(name, "", "missing", f"SHA-256 {_sha256(official)}", "")
        elif committed is not None or sha256 is not None:
            yield SchemaDifference(name, "", "additional", "", f"SHA-256 {sha256}" if sha256 else "a file of no set")
        return
    text = restate(name, official)
    if committed.decode("utf-8", "replace") != text:
        found = list(_differences(name, "", parse_exact(name, text.encode()), parse_exact(file, committed)))
        layout = SchemaDifference(name, "", "changed", "the same facts in canonical layout", "in another layout")
        yield from found or [layout]
    if _sha256(official) != sha256:
        yield SchemaDifference(name, "", "changed", f"SHA-256 {_sha256(official)}", f"SHA-256 {sha256}")


def _differences(file: str, pointer: str, official: Value, committed: Value) -> Iterator[SchemaDifference]:
    if isinstance(official, dict) and isinstance(committed, dict):
        for key in [*official, *(key for key in committed if key not in official)]:
            place = pointer_to(pointer, key)
            if key in official and key in committed:
                yield from _differences(file, place, official[key], committed[key])
            else:
                yield _one_sided(file, place, official.get(key), committed.get(key), key in official)
        yield from _order(file, pointer, list(official), list(committed))
    elif isinstance(official, list) and isinstance(committed, list):
        # Lists hold names (required, enum): compared by value, so that one more is one difference.
        for index, value in enumerate(official):
            if value not in committed:
                yield _one_sided(file, pointer_to(pointer, index), value, None, True)
        for index, value in enumerate(committed):
            if value not in official:
                yield _one_sided(file, pointer_to(pointer, index), None, value, False)
        yield from _order(file, pointer, official, committed)
    elif official != committed:
        yield SchemaDifference(file, pointer, "changed", _shown(official), _shown(committed))


def _one_sided(file: str, pointer: str, official: Value, committed: Value, in_official: bool) -> SchemaDifference:
    if in_official:
        return SchemaDifference(file, pointer, "missing", _shown(official), "")
    return SchemaDifference(file, pointer, "additional", "", _shown(committed))


def _order(file: str, pointer: str, official: list[Value], committed: list[Value]) -> Iterator[SchemaDifference]:
    shared_official = [value for value in official if value in committed]
    shared_committed = [value for value in committed if value in official]
    if shared_official != shared_committed:
        yield SchemaDifference(file, pointer, "changed", f"order {_shown(official)}", f"order {_shown(committed)}")


def _shown(value: Value) -> str:
    line = " ".join(format_exact(value).split())
    return line if len(line) <= _SHOWN_LENGTH else f"{line[: _SHOWN_LENGTH - 1]}…"


def _read_provenance(schema_set: SchemaSet, schemas_root: Path) -> dict[str, dict]:
    """Return the entries of the version's provenance by set name; none before the first import."""
    file = schemas_root / schema_set.folder / PROVENANCE
    if not file.is_file():
        return {}
    provenance = parse_exact(file, _read(file))
    entries = provenance.get("sets") if isinstance(provenance, dict) else None
    if not isinstance(entries, list):
        raise GeneratorError(file, "", "has no list of sets; restore the file and import again")
    for index, entry in enumerate(entries):
        files = entry.get("files") if isinstance(entry, dict) else None
        sound = isinstance(files, dict) and list(entry) == _ENTRY_KEYS
        if not sound or not all(isinstance(text, str) for text in [*files.values(), *list(entry.values())[:-1]]):
            raise GeneratorError(file, f"/sets/{index}", "not the entry of a set; restore the file and import again")
    return {entry["name"]: entry for entry in entries}


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise GeneratorError(file, "", f"cannot be read ({error.strerror})") from error


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
