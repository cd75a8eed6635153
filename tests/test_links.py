"""Names in double brackets become links; unknown ones are refused with their place."""

from __future__ import annotations

import pytest

from generator.errors import GeneratorError
from generator.links import Linker
from generator.model import Text

PAGE = "ocpp-1.6j/schemas/core/Authorize.md"


@pytest.fixture(scope="module")
def linker(project):
    return Linker(project.catalog, project.catalog.versions["ocpp-1.6j"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[StopTransaction]]", "[StopTransaction](StopTransaction.md)"),
        ("[[StopTransaction|stop]]", "[stop](StopTransaction.md)"),
        ("[[ReserveNow]]", "[ReserveNow](../reservation/ReserveNow.md)"),
        ("[[IdTagInfo]]", "[IdTagInfo](../../data-types/IdTagInfo.md)"),
        ("[[HeartbeatInterval]]", "[HeartbeatInterval](../../configuration-keys/core.md#HeartbeatInterval)"),
        ("[[StopTransaction#16-TX-01]]", "[StopTransaction](StopTransaction.md#16-TX-01)"),
        ("[[2.0.1/Reset]]", "[2.0.1/Reset](../../../ocpp-2.0.1/schemas/provisioning/Reset.md)"),
        ("[[Authorize]]", "Authorize"),
        ("[1.6 §4.1]", "[1.6 §4.1]"),
    ],
)
def test_name_becomes_a_link(linker, text, expected):
    assert linker.prose(Text(text, "a.yaml", 1), PAGE) == expected


def test_unknown_name_is_refused_with_its_place(linker):
    with pytest.raises(GeneratorError, match=r"a\.yaml:7: \[\[Nothing\]\]"):
        linker.prose(Text("see [[Nothing]]", "a.yaml", 7), PAGE)
