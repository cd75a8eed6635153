"""An error is one line that names file and place."""

from generator.errors import GeneratorError


def test_line_has_file_place_and_message():
    assert str(GeneratorError("a.json", "/properties/id", "is wrong")) == "a.json:/properties/id: is wrong"


def test_error_of_a_whole_file_has_no_place():
    assert str(GeneratorError("a.json", "", "is wrong")) == "a.json: is wrong"


def test_line_breaks_are_folded():
    assert str(GeneratorError("a.json", 3, "is\n  wrong")) == "a.json:3: is wrong"
