import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from official_download import (
    PING_SET,
    contents,
    encoded,
    import_ping,
    ping,
    ping_files,
    pong,
    refusal,
    write_folder,
    write_zip,
)

from generator.errors import GeneratorError
from generator.importer import SchemaDifference, compare_import, plan_import

OTHER_SET = replace(PING_SET, name="other", files=1)
STRUCTURE = "schemas/ocpp-9/structure"
PROVENANCE = "schemas/ocpp-9/provenance.json"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project into which the small set was imported."""
    folder = tmp_path / "project"
    folder.mkdir()
    import_ping(write_folder(tmp_path / "first", ping_files()), folder)
    return folder


def changed_ping(tmp_path: Path, change) -> Path:
    """Return a download in which one schema was changed."""
    schema = ping()
    change(schema)
    return write_folder(tmp_path / "changed", ping_files(Ping=encoded(schema)))


def compare(path: Path, project: Path):
    return compare_import(path, PING_SET, project / "schemas")


def changes(result) -> list[SchemaDifference]:
    """Return the differences without those of the hashes."""
    return [difference for difference in result.differences if "SHA-256" not in difference.official]


def test_import_plans_the_structure_of_each_file_and_the_provenance(tmp_path):
    planned = plan_import(write_folder(tmp_path / "download", ping_files()), PING_SET, tmp_path / "schemas")

    assert list(planned) == [PROVENANCE, f"{STRUCTURE}/Ping.json", f"{STRUCTURE}/PingResponse.json"]
    assert json.loads(planned[f"{STRUCTURE}/PingResponse.json"]) == pong()
    assert json.loads(planned[PROVENANCE]) == {
        "sets": [
            {
                "name": "ping",
                "source": "Schemas of Ping",
                "edition": "edition 1",
                "date": "2020-01-31",
                "publisher": "Somebody",
                "licence": "CC BY 4.0",
                "files": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(ping_files().items())},
            }
        ]
    }


def test_folder_and_zip_plan_the_same(tmp_path):
    folder = write_folder(tmp_path / "download", ping_files())
    archive = write_zip(tmp_path / "download.zip", {f"a/b/{name}": data for name, data in ping_files().items()})

    assert plan_import(folder, PING_SET, tmp_path / "s") == plan_import(archive, PING_SET, tmp_path / "s")


def test_importing_again_changes_nothing(project, tmp_path):
    before = contents(project)

    import_ping(tmp_path / "first", project)

    assert contents(project) == before


def test_two_sets_of_one_version_share_the_folder_in_any_order(project, tmp_path):
    other = write_folder(tmp_path / "other", {"Zap.json": encoded(pong())})
    import_ping(other, project, OTHER_SET)
    reverse = tmp_path / "reverse"
    reverse.mkdir()
    import_ping(other, reverse, OTHER_SET)
    import_ping(tmp_path / "first", reverse)

    assert contents(reverse) == contents(project)
    assert [entry["name"] for entry in json.loads((project / PROVENANCE).read_text())["sets"]] == ["other", "ping"]
    assert compare(tmp_path / "first", project)[:2] == (2, 2)
    assert compare_import(other, OTHER_SET, project / "schemas")[:2] == (1, 1)


def test_a_new_edition_of_the_same_files_is_imported(project, tmp_path):
    download = changed_ping(tmp_path, lambda schema: schema["properties"]["id"].update(maximum=9))

    import_ping(download, project)

    assert json.loads((project / STRUCTURE / "Ping.json").read_text())["properties"]["id"]["maximum"] == 9
    assert compare(download, project)[:2] == (2, 2)


@pytest.mark.parametrize(
    ("files", "file", "words"),
    [
        (
            {"Ping.json": encoded(ping())},
            "PingResponse.json",
            "missing; 1 of 2 files of the set ping are missing, 0 are additional",
        ),
        (
            {**ping_files(), "Zap.json": encoded(pong())},
            "Zap.json",
            "additional; 0 of 2 files of the set ping are missing, 1 are additional",
        ),
    ],
)
def test_another_list_of_files_is_refused(files, file, words, project, tmp_path):
    error = refusal(write_folder(tmp_path / "second", files), project)

    assert error.file.endswith(f"second/{file}")
    assert words in error.message


def test_a_first_import_must_have_the_number_of_files_of_the_set(tmp_path):
    error = refusal(write_folder(tmp_path / "download", {"Ping.json": encoded(ping())}), tmp_path / "project")

    assert error.file.endswith("download")
    assert "has 1 schemas, but ocpp-9/schema-sets.yaml says that ping has 2" in error.message


def test_the_download_of_another_set_is_refused(project, tmp_path):
    error = refusal(write_folder(tmp_path / "x", {"Ping.json": encoded(ping())}), project, OTHER_SET)

    assert error.file.endswith("x/Ping.json")
    assert "belongs to the set ping" in error.message


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('{"sets": [', 1, "not JSON"),
        ("[]", "", "no list of sets"),
        ('{"sets": 5}', "", "no list of sets"),
        ('{"sets": [5]}', "/sets/0", "not the entry of a set"),
        ('{"sets": [{"name": "ping", "files": {}}]}', "/sets/0", "not the entry of a set"),
    ],
)
def test_a_damaged_provenance_is_refused(text, place, words, project, tmp_path):
    (project / PROVENANCE).write_text(text)

    error = refusal(tmp_path / "first", project)

    assert error.file.endswith("provenance.json")
    assert error.place == str(place)
    assert words in error.message


def test_a_provenance_with_a_wrong_value_is_refused(project, tmp_path):
    provenance = json.loads((project / PROVENANCE).read_text())
    provenance["sets"][0]["files"]["Ping.json"] = 5
    (project / PROVENANCE).write_text(json.dumps(provenance))

    assert refusal(tmp_path / "first", project).place == "/sets/0"


def test_the_same_download_is_identical(project, tmp_path):
    assert compare(tmp_path / "first", project) == (2, 2, [])


def test_comparing_writes_nothing(project, tmp_path):
    before = contents(tmp_path)

    compare(tmp_path / "first", project)

    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda schema: schema["definitions"]["KindEnumType"]["enum"].insert(1, "Slowest"),
            SchemaDifference("Ping.json", "/definitions/KindEnumType/enum/1", "missing", '"Slowest"', ""),
        ),
        (
            lambda schema: schema["definitions"]["KindEnumType"]["enum"].remove("Fast"),
            SchemaDifference("Ping.json", "/definitions/KindEnumType/enum/1", "additional", "", '"Fast"'),
        ),
        (
            lambda schema: schema["definitions"]["KindEnumType"]["enum"].reverse(),
            SchemaDifference(
                "Ping.json",
                "/definitions/KindEnumType/enum",
                "changed",
                'order [ "Any", "Fast", "Slow" ]',
                'order [ "Slow", "Fast", "Any" ]',
            ),
        ),
        (
            lambda schema: schema["properties"]["description"].update(maxLength=25),
            SchemaDifference("Ping.json", "/properties/description/maxLength", "changed", "25", "20"),
        ),
        (
            lambda schema: schema["properties"]["limit"].update(multipleOf=0.01),
            SchemaDifference("Ping.json", "/properties/limit/multipleOf", "changed", "0.01", "0.1"),
        ),
        (
            lambda schema: schema["properties"].update({"a/b": {"type": "string"}}),
            SchemaDifference("Ping.json", "/properties/a~1b", "missing", '{ "type": "string" }', ""),
        ),
        (
            lambda schema: schema["properties"].pop("limit"),
            SchemaDifference(
                "Ping.json", "/properties/limit", "additional", "", '{ "type": "number", "multipleOf": 0.1 }'
            ),
        ),
        (
            lambda schema: schema.pop("required"),
            SchemaDifference("Ping.json", "/required", "additional", "", '[ "id", "inner" ]'),
        ),
        (
            lambda schema: schema.update(additionalProperties=True),
            SchemaDifference("Ping.json", "/additionalProperties", "changed", "true", "false"),
        ),
    ],
)
def test_each_change_is_told_with_pointer_and_both_values(change, expected, project, tmp_path):
    result = compare(changed_ping(tmp_path, change), project)

    assert result[:2] == (1, 2)
    assert changes(result) == [expected]
    assert len(result.differences) == 2  # the other one is the hash


def test_another_order_of_keys_is_a_difference(project, tmp_path):
    def change(schema):
        schema["properties"]["id"] = {"minimum": 0.0, "type": "integer"}

    (difference,) = changes(compare(changed_ping(tmp_path, change), project))

    assert (difference.pointer, difference.kind) == ("/properties/id", "changed")
    assert difference.official == 'order [ "minimum", "type" ]'


def test_changed_prose_is_told_by_the_hashes(project, tmp_path):
    download = changed_ping(tmp_path, lambda schema: schema.update(comment="other prose"))
    result = compare(download, project)

    (difference,) = result.differences
    assert result.identical == 1
    assert difference.pointer == ""
    assert difference.official == f"SHA-256 {hashlib.sha256((download / 'Ping.json').read_bytes()).hexdigest()}"
    assert difference.committed == f"SHA-256 {hashlib.sha256(encoded(ping())).hexdigest()}"


def test_a_changed_structure_in_the_project_is_told(project, tmp_path):
    file = project / STRUCTURE / "Ping.json"
    file.write_text(file.read_text().replace('"maxLength": 20', '"maxLength": 200'))

    result = compare(tmp_path / "first", project)

    assert result == (
        1,
        2,
        [SchemaDifference("Ping.json", "/properties/description/maxLength", "changed", "20", "200")],
    )
    assert str(result.differences[0]) == (
        "Ping.json:/properties/description/maxLength: changed; official: 20, here: 200"
    )


def test_another_layout_in_the_project_is_told(project, tmp_path):
    file = project / STRUCTURE / "Ping.json"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    result = compare(tmp_path / "first", project)

    assert result.identical == 1
    assert [difference.committed for difference in result.differences] == ["in another layout"]


def test_a_file_that_one_side_lacks_is_told(project, tmp_path):
    download = write_folder(tmp_path / "x", {"Ping.json": encoded(ping()), "Zap.json": encoded(pong())})

    result = compare(download, project)

    assert result[:2] == (1, 3)
    assert [(difference.file, difference.kind) for difference in result.differences] == [
        ("PingResponse.json", "additional"),
        ("Zap.json", "missing"),
    ]


def test_a_file_that_was_deleted_from_the_project_is_told(project, tmp_path):
    (project / STRUCTURE / "Ping.json").unlink()

    result = compare(tmp_path / "first", project)

    assert result[:2] == (1, 2)
    assert str(result.differences[0]).startswith("Ping.json: missing here; official: SHA-256 ")


def test_a_stray_file_in_the_project_is_told(project, tmp_path):
    (project / STRUCTURE / "Stray.json").write_text("{}")

    result = compare(tmp_path / "first", project)

    assert result[:2] == (2, 3)
    assert str(result.differences[0]) == "Stray.json: additional here; here: a file of no set"


def test_a_damaged_structure_in_the_project_is_refused(project, tmp_path):
    (project / STRUCTURE / "Ping.json").write_text('{\n"type": ')

    with pytest.raises(GeneratorError) as caught:
        compare(tmp_path / "first", project)

    assert caught.value.file.endswith("structure/Ping.json")
    assert caught.value.place == "2"


def test_a_set_that_was_never_imported_cannot_be_compared(project, tmp_path):
    with pytest.raises(GeneratorError, match="has no set other; import it first"):
        compare_import(tmp_path / "first", OTHER_SET, project / "schemas")


def test_a_broken_download_cannot_be_compared(project, tmp_path):
    with pytest.raises(GeneratorError) as caught:
        compare(write_folder(tmp_path / "x", ping_files(Ping=b"{")), project)

    assert (caught.value.file, caught.value.place) == ("Ping.json", "1")
