import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official_download import (
    ANY_SPEED,
    contents,
    encoded,
    ping,
    ping_files,
    refusal,
    write_folder,
    write_link,
    write_zip,
)

from generator import official_files
from generator.errors import GeneratorError
from generator.official_files import read_official

FILES = ping_files()


def in_folder(files: dict[str, bytes]):
    return lambda tmp_path: write_folder(tmp_path / "download", files)


def in_zip(files, method: int = zipfile.ZIP_DEFLATED):
    return lambda tmp_path: write_zip(tmp_path / "download.zip", files, method)


def patched_zip(change):
    """Make a sound zip, then change its bytes."""

    def build(tmp_path: Path) -> Path:
        path = write_zip(tmp_path / "download.zip", FILES)
        path.write_bytes(change(bytearray(path.read_bytes())))
        return path

    return build


def linked_file(tmp_path: Path) -> Path:
    folder = write_folder(tmp_path / "download", {"PingResponse.json": b"{}", "other/ping.txt": b"{}"})
    (folder / "Ping.json").symlink_to(folder / "other/ping.txt")
    return folder


def linked_folder(tmp_path: Path) -> Path:
    folder = write_folder(tmp_path / "download", FILES)
    (folder / "again").symlink_to(folder, target_is_directory=True)
    return folder


def folder_named_like_a_schema(tmp_path: Path) -> Path:
    folder = write_folder(tmp_path / "download", FILES)
    (folder / "Pong.json").mkdir()
    return folder


def pipe_named_like_a_schema(tmp_path: Path) -> Path:
    folder = write_folder(tmp_path / "download", FILES)
    os.mkfifo(folder / "Pong.json")
    return folder


def encrypted(data: bytearray) -> bytes:
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def with_a_lying_size(data: bytearray) -> bytes:
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def with_changed_content(data: bytearray) -> bytes:
    data[60] ^= 0xFF
    return bytes(data)


LARGE = b" " * 1_000_001

# name of the case: builds the download, end of the file named, telling part of the message
BROKEN = {
    "no such path": (lambda tmp_path: tmp_path / "nobody", "nobody", "no such folder or zip"),
    "not a zip": (in_folder({"x.zip": b"PK but no zip"}), "download", "holds no schema (*.json); unpack x.zip"),
    "text as a zip": (
        lambda tmp_path: write_folder(tmp_path, {"x.zip": b"text"}) / "x.zip",
        "x.zip",
        "not a sound zip",
    ),
    "empty file as a zip": (lambda tmp_path: write_folder(tmp_path, {"x.zip": b""}) / "x.zip", "x.zip", "not a sound"),
    "truncated zip": (patched_zip(lambda data: data[:-30]), "download.zip", "not a sound zip"),
    "zip without its begin": (patched_zip(lambda data: data[200:]), "download.zip", "not a sound zip"),
    "zip with changed content": (patched_zip(with_changed_content), "download.zip", "not a sound zip"),
    "zip that lies about a size": (patched_zip(with_a_lying_size), "download.zip", "not a sound zip"),
    "encrypted zip": (patched_zip(encrypted), "Ping.json", "encrypted"),
    "unusual packing": (in_zip(FILES, zipfile.ZIP_BZIP2), "Ping.json", "packed by method 12"),
    "path that climbs": (in_zip({**FILES, "a/../../x.txt": b""}), "a/../../x.txt", "leads out of the zip"),
    "path that climbs, Windows": (in_zip({**FILES, "a\\..\\..\\x.txt": b""}), "x.txt", "leads out of the zip"),
    "absolute path": (in_zip({**FILES, "/etc/Pong.json": b"{}"}), "/etc/Pong.json", "leads out of the zip"),
    "path with a drive": (in_zip({**FILES, "C:Pong.json": b"{}"}), "C:Pong.json", "leads out of the zip"),
    "link in a zip": (
        lambda tmp_path: write_link(write_zip(tmp_path / "download.zip", FILES), "Pong.json"),
        "Pong.json",
        "a symbolic link",
    ),
    "bomb": (in_zip({"Ping.json": b" " * 900_000}), "Ping.json", "unfold to more than"),
    "large file in a zip": (in_zip({"Ping.json": LARGE}), "Ping.json", "larger than 1000000 bytes"),
    "large file in a folder": (in_folder({"Ping.json": LARGE}), "Ping.json", "larger than 1000000 bytes"),
    "nothing in a folder": (in_folder({"readme.txt": b""}), "download", "holds no schema"),
    "nothing in a zip": (in_zip({"readme.txt": b""}), "download.zip", "holds no schema (*.json); give another"),
    "zip in a zip": (in_zip({"a/Part3.zip": b""}), "download.zip", "unpack a/Part3.zip"),
    "one name in two folders": (
        in_folder({"a/Ping.json": b"{}", "b/Ping.json": b"{}"}),
        "b/Ping.json",
        "the same name as a/Ping.json",
    ),
    "one name in two folders of a zip": (
        in_zip({"a/Ping.json": b"{}", "b/Ping.json": b"{}"}),
        "b/Ping.json",
        "the same name as a/Ping.json",
    ),
    "one path twice in a zip": (
        in_zip([("Ping.json", b"{}"), ("Ping.json", b"[]")]),
        "Ping.json",
        "the same name as Ping.json",
    ),
    "names that differ in case": (in_zip({"Ping.json": b"{}", "PING.json": b"{}"}), "PING.json", "the same name as"),
    "name with a hyphen": (in_folder({"Ping-2.json": b"{}"}), "Ping-2.json", "not a message schema's name"),
    "name in capitals": (in_zip({"Ping.JSON": b"{}"}), "Ping.JSON", "not a message schema's name"),
    "folder named like a schema": (folder_named_like_a_schema, "Pong.json", "is not a file"),
    "folder named like a schema in a zip": (in_zip({"Pong.json/": b""}), "Pong.json/", "a folder here is named"),
    "file in a folder named like a schema in a zip": (
        in_zip({"Pong.json/Ping.json": b"{}"}),
        "Pong.json/Ping.json",
        "a folder here is named",
    ),
    "pipe named like a schema": (pipe_named_like_a_schema, "Pong.json", "is not a file"),
    "linked file": (linked_file, "Ping.json", "a symbolic link"),
    "linked folder": (linked_folder, "again", "a symbolic link"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_download_is_refused_with_its_file_and_nothing_is_written(case, tmp_path):
    build, file, words = BROKEN[case]

    error = refusal(build(tmp_path), tmp_path / "project")

    assert error.file.endswith(file)
    assert error.place == ""
    assert words in error.message


@pytest.mark.parametrize(
    ("bound", "value", "words"),
    [
        ("MAX_ENTRIES", 1, "more than 1 entries"),
        ("MAX_SCHEMAS", 1, "more than 1 schemas"),
        ("MAX_TOTAL_BYTES", 1000, "unfold to more than 1000 bytes"),
        ("MAX_ARCHIVE_BYTES", 100, "larger than 100 bytes"),
    ],
)
def test_each_bound_is_kept_while_reading_a_zip(bound, value, words, tmp_path, monkeypatch):
    monkeypatch.setattr(official_files, bound, value)

    error = refusal(write_zip(tmp_path / "download.zip", FILES), tmp_path / "project")

    assert words in error.message


def test_unreadable_file_is_refused(tmp_path, monkeypatch):
    download = write_folder(tmp_path / "download", FILES)

    def refuse(path: Path, *_):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(GeneratorError) as caught:
        read_official(download)

    assert caught.value.file.endswith("Ping.json")
    assert "cannot be read (Permission denied)" in caught.value.message


def test_folder_zip_and_zip_with_inner_folders_give_the_same(tmp_path):
    inner = {f"OCPP 9/schemas/json/{name}": data for name, data in FILES.items()}
    windows = {f"schemas\\{name}": data for name, data in FILES.items()}

    assert read_official(write_folder(tmp_path / "a", FILES)) == FILES
    assert read_official(write_folder(tmp_path / "b", inner)) == FILES
    assert read_official(write_zip(tmp_path / "c.zip", FILES)) == FILES
    assert read_official(write_zip(tmp_path / "d.zip", inner)) == FILES
    assert read_official(write_zip(tmp_path / "e.zip", windows)) == FILES
    assert read_official(write_zip(tmp_path / "f.zip", FILES, zipfile.ZIP_STORED)) == FILES


def test_other_files_and_what_systems_add_are_left_alone(tmp_path):
    added = {
        **FILES,
        "__MACOSX/._Ping.json": b"\x00",
        ".DS_Store": b"\x00",
        ".git/x.json": b"",
        "spec.pdf": b"%PDF",
        "wsdl/x.wsdl": b"<a/>",
    }

    assert read_official(write_folder(tmp_path / "a", added)) == FILES
    assert read_official(write_zip(tmp_path / "b.zip", added)) == FILES


def test_reading_changes_nothing_beside_the_download(tmp_path):
    path = write_zip(tmp_path / "download.zip", FILES)
    before = contents(tmp_path)

    read_official(path)

    assert contents(tmp_path) == before


@ANY_SPEED
@given(st.binary())
def test_arbitrary_bytes_as_a_zip_raise_nothing_but_a_generator_error(tmp_path, data):
    path = tmp_path / "download.zip"
    path.write_bytes(data)
    with pytest.raises(GeneratorError):
        read_official(path)


@ANY_SPEED
@given(st.data())
def test_a_zip_with_changed_bytes_is_read_or_refused(tmp_path, data):
    path = write_zip(tmp_path / "download.zip", {"Ping.json": encoded(ping())})
    changed = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(changed)
    try:
        assert read_official(path)
    except GeneratorError as error:
        assert error.file.startswith(str(path))
