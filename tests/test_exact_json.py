import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official_download import ANY_SPEED

from generator.errors import GeneratorError
from generator.exact_json import Number, format_exact, parse_exact, pointer_to

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@ANY_SPEED
@given(VALUES)
def test_format_is_that_of_the_standard_library_with_two_spaces(value):
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"

    assert format_exact(parse_exact("x", json.dumps(value).encode())) == text


@pytest.mark.parametrize("text", ["0", "-0", "0.0", "0.10", "100.0", "1E2", "1e-7", "12345678901234567890"])
def test_a_number_keeps_its_text(text):
    assert parse_exact("x", text.encode()) == Number(text)
    assert format_exact(Number(text)) == f"{text}\n"


def test_a_byte_order_mark_is_skipped():
    assert parse_exact("x", b"\xef\xbb\xbf{}") == {}


def test_the_line_of_a_wrong_byte_is_told():
    with pytest.raises(GeneratorError) as caught:
        parse_exact("x", b'{\r\n"a":\r\n"\xff"}')

    assert caught.value.place == "3"


def test_a_pointer_escapes_what_has_a_meaning_in_it():
    assert pointer_to("/a", "b/c~d") == "/a/b~1c~0d"
    assert pointer_to("", 3) == "/3"
