from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.schema_sets import SchemaSet, read_schema_sets

PROJECT = Path(__file__).parents[1]
ENTRY = """\
  - name: 9-base
    source: Schemas of OCPP 9
    edition: edition 1
    date: 2030-01-31
    publisher: Somebody
    licence: CC BY 4.0
    files: 12
"""


def read(tmp_path: Path, text: str, folder: str = "ocpp-9") -> dict[str, SchemaSet]:
    path = tmp_path / "schemas" / folder / "schema-sets.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return read_schema_sets(tmp_path / "schemas")


def test_a_set_knows_its_folder_and_its_number_of_files(tmp_path):
    expected = SchemaSet(
        "9-base", "ocpp-9", "Schemas of OCPP 9", "edition 1", "2030-01-31", "Somebody", "CC BY 4.0", 12
    )

    assert read(tmp_path, f"sets:\n{ENTRY}") == {"9-base": expected}


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("2030-01-31", "31.1.2030", 5, "YYYY-MM-DD"),
        ("files: 12", "files: many", 8, "number of schemas"),
        ("files: 12", "files: 0", 8, "number of schemas"),
        ("9-base", "Nine base", 2, "lower-case letters"),
        ("licence: CC BY 4.0", "license: CC BY 4.0", 7, "unknown key 'license'"),
        ("    edition: edition 1\n", "", 2, "edition: a text is needed"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_line(old, new, line, words, tmp_path):
    with pytest.raises(GeneratorError) as caught:
        read(tmp_path, f"sets:\n{ENTRY.replace(old, new)}")

    assert caught.value.file == "schemas/ocpp-9/schema-sets.yaml"
    assert caught.value.place == str(line)
    assert words in caught.value.message


def test_one_name_in_two_versions_is_refused(tmp_path):
    read(tmp_path, f"sets:\n{ENTRY}")
    with pytest.raises(GeneratorError, match="the set 9-base stands twice"):
        read(tmp_path, f"sets:\n{ENTRY}", "ocpp-9.1")


def test_a_folder_without_versions_is_refused(tmp_path):
    with pytest.raises(GeneratorError, match=r"no version folder here has a schema-sets\.yaml"):
        read_schema_sets(tmp_path)


def test_the_project_names_three_sets_in_two_folders():
    sets = read_schema_sets(PROJECT / "schemas")

    assert {name: (entry.folder, entry.files) for name, entry in sets.items()} == {
        "1.6j": ("ocpp-1.6j", 56),
        "1.6j-security": ("ocpp-1.6j", 22),
        "2.0.1": ("ocpp-2.0.1", 128),
    }
