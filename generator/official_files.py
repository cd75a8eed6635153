"""An official download, folder or zip → the bytes of its schemas by file name.

Owns everything that can be wrong with the container: paths that lead out of it,
links, encryption, bombs, two files of one name. A zip is read in memory and
never unpacked. Knows nothing of what the files say.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from generator.errors import GeneratorError

# The largest official schema has 18 kB, the largest set 128 files; a whole
# documentation download stays below 50 MB. The bounds leave room and no more.
MAX_ENTRIES = 10_000
MAX_SCHEMAS = 1_000
MAX_SCHEMA_BYTES = 1_000_000
MAX_TOTAL_BYTES = 20_000_000
MAX_ARCHIVE_BYTES = 100_000_000
# Schemas shrink about tenfold in a zip.
MAX_RATIO = 100

SCHEMA_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*\.json")
# What macOS adds to every zip it makes.
IGNORED_FOLDER = "__MACOSX"
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, struct.error, OverflowError)


def read_official(path: Path) -> dict[str, bytes]:
    """Read the schemas of an official download.

    Schemas may lie in inner folders. Other files are left alone, as are
    entries whose name starts with a dot.

    Args:
        path: A folder or a zip.

    Returns:
        Bytes by file name, sorted by name.

    Raises:
        GeneratorError: The download cannot be read, is not safe to read, or
            holds no schema.
    """
    found = _Schemas(path)
    try:
        if path.is_dir():
            _read_folder(path, found)
        elif path.is_file():
            _read_zip(path, found)
        else:
            raise GeneratorError(path, "", "there is no such folder or zip; give the path of the official download")
    except OSError as error:
        place = error.filename or path
        raise GeneratorError(place, "", f"cannot be read ({error.strerror}); check its permissions") from error
    return found.result()


class _Schemas:
    """Collects schemas and keeps count of the bounds."""

    def __init__(self, download: Path) -> None:
        self.download = download
        self.files: dict[str, bytes] = {}
        self.shown: dict[str, str] = {}
        self.entries = 0
        self.inner_zip = ""

    def count_entry(self, inner: str) -> None:
        self.entries += 1
        if self.entries > MAX_ENTRIES:
            raise GeneratorError(
                self.download, "", f"has more than {MAX_ENTRIES} entries; give the folder of the schemas only"
            )
        if inner.lower().endswith(".zip"):
            self.inner_zip = self.inner_zip or inner

    def add(self, inner: str, stream: BinaryIO, limit: int = MAX_TOTAL_BYTES) -> None:
        """Read one schema.

        Args:
            inner: Its path inside the download.
            stream: Its content, read no further than the bounds allow.
            limit: Bytes that all schemas together may have.
        """
        shown = f"{self.download}/{inner}"
        name = PurePosixPath(inner).name
        if not SCHEMA_NAME.fullmatch(name):
            raise GeneratorError(shown, "", "not a message schema's name (letters and digits, then .json); remove it")
        # Two names that differ only in case are one file on many systems.
        other = self.shown.setdefault(name.casefold(), inner)
        if other != inner or name in self.files:
            raise GeneratorError(shown, "", f"the same name as {other}; give the folder of one schema set only")
        data = stream.read(MAX_SCHEMA_BYTES + 1)
        if len(data) > MAX_SCHEMA_BYTES:
            raise GeneratorError(shown, "", f"larger than {MAX_SCHEMA_BYTES} bytes; no official schema is")
        self.files[name] = data
        if len(self.files) > MAX_SCHEMAS:
            raise GeneratorError(self.download, "", f"has more than {MAX_SCHEMAS} schemas; give one schema set only")
        if sum(map(len, self.files.values())) > limit:
            raise GeneratorError(
                shown, "", f"the schemas unfold to more than {limit} bytes; this is not an official download"
            )

    def result(self) -> dict[str, bytes]:
        if not self.files:
            hint = (
                f"unpack {self.inner_zip} in it and give that folder"
                if self.inner_zip
                else "give another folder or zip"
            )
            raise GeneratorError(self.download, "", f"holds no schema (*.json); {hint}")
        return dict(sorted(self.files.items()))


def _is_schema(name: str) -> bool:
    return name.lower().endswith(".json")


def _is_ignored(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") or part == IGNORED_FOLDER for part in parts)


def _read_folder(folder: Path, found: _Schemas) -> None:
    waiting = [folder]
    while waiting:
        for entry in sorted(waiting.pop(0).iterdir()):
            inner = entry.relative_to(folder)
            if _is_ignored(inner.parts):
                continue
            found.count_entry(inner.as_posix())
            if entry.is_symlink() and (entry.is_dir() or _is_schema(entry.name)):
                raise GeneratorError(entry, "", "a symbolic link; put the file or folder itself here")
            if not _is_schema(entry.name):
                if entry.is_dir():
                    waiting.append(entry)
                continue
            if not entry.is_file():
                raise GeneratorError(entry, "", "named like a schema but is not a file; rename or remove it")
            with entry.open("rb") as stream:
                found.add(inner.as_posix(), stream)


def _read_zip(path: Path, found: _Schemas) -> None:
    size = path.stat().st_size
    if size > MAX_ARCHIVE_BYTES:
        raise GeneratorError(path, "", f"larger than {MAX_ARCHIVE_BYTES} bytes; give the schemas only")
    # Read first, so that an error of the disk is told apart from one of the format.
    data = io.BytesIO(path.read_bytes())
    try:
        with zipfile.ZipFile(data) as archive:
            for entry in archive.infolist():
                _read_entry(archive, entry, found, min(MAX_TOTAL_BYTES, size * MAX_RATIO))
    except _BROKEN_ZIP as error:
        raise GeneratorError(path, "", f"not a sound zip ({error}); download it again") from error


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, found: _Schemas, limit: int) -> None:
    # Some Windows programs write backslashes.
    inner = entry.filename.replace("\\", "/")
    shown = f"{found.download}/{inner}"
    parts = PurePosixPath(inner).parts
    if inner.startswith("/") or ".." in parts or re.match("[A-Za-z]:", inner):
        raise GeneratorError(shown, "", "a path that leads out of the zip; this is not an official download")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise GeneratorError(shown, "", "a symbolic link; this is not an official download")
    if _is_ignored(parts):
        return
    found.count_entry(inner)
    if not _is_schema(inner.rstrip("/")):
        return
    if inner.endswith("/") or any(_is_schema(part) for part in parts[:-1]):
        raise GeneratorError(shown, "", "a folder here is named like a schema; rename or remove it")
    if entry.flag_bits & _ENCRYPTED:
        raise GeneratorError(shown, "", "encrypted; unpack the zip and give its folder")
    if entry.compress_type not in _METHODS:
        raise GeneratorError(shown, "", f"packed by method {entry.compress_type}; unpack the zip and give its folder")
    with archive.open(entry) as stream:
        found.add(inner, stream, limit)
