"""Writes, checks and prunes output files.

The only module that opens a file for writing. It knows paths and text, and
nothing of what the text says.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import GeneratorError


@dataclass(frozen=True)
class Difference:
    """One output file that is not as it should be.

    Attributes:
        path: Path relative to the root, with `/`.
        kind: `missing`, `stale` or `orphaned`.
    """

    path: str
    kind: str


def compare(root: Path, files: Mapping[str, str], owned: Iterable[str] = ()) -> list[Difference]:
    """Compare a planned output with what is on disk.

    Args:
        root: Folder that the paths of `files` start from.
        files: Planned text by path relative to `root`.
        owned: Paths on disk that earlier runs wrote; one that is not in
            `files` is orphaned.

    Returns:
        Every difference, sorted by path.
    """
    found = []
    for path, text in files.items():
        target = root / path
        if not target.is_file():
            found.append(Difference(path, "missing"))
        elif target.read_bytes() != text.encode("utf-8"):
            found.append(Difference(path, "stale"))
    found += [Difference(path, "orphaned") for path in owned if path not in files]
    return sorted(found, key=lambda difference: difference.path)


def write(root: Path, files: Mapping[str, str], owned: Iterable[str] = ()) -> list[Difference]:
    """Bring the files on disk in line with a planned output.

    Each file is written beside its target and then moved over it, so that a
    reader never sees half a file.

    Args:
        root: Folder that the paths of `files` start from.
        files: Planned text by path relative to `root`.
        owned: Paths that earlier runs wrote; those not in `files` are removed.

    Returns:
        What was changed, as the differences that were there before.

    Raises:
        GeneratorError: A file cannot be written or removed.
    """
    changed = compare(root, files, owned)
    for difference in changed:
        target = root / difference.path
        try:
            if difference.kind == "orphaned":
                target.unlink()
                _remove_empty_folders(target.parent, root)
            else:
                _replace(target, files[difference.path])
        except OSError as error:
            raise GeneratorError(target, "", f"cannot be written ({error.strerror})") from error
    return changed


def _replace(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(text.encode("utf-8"))
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _remove_empty_folders(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
