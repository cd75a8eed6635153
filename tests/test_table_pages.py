"""Error codes and security events have a page, an anchor each, and are found by name."""

from __future__ import annotations

import re

import pytest

from generator.reference import build_texts


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("ocpp-1.6j/error-codes.md", ("OccurenceConstraintViolation", "FormationViolation", "GenericError")),
        ("ocpp-1.6j/security-events.md", ("FirmwareUpdated", "InvalidFirmwareSignature")),
    ],
)
def test_table_has_an_anchor_for_each_name(project, page, names):
    text = build_texts(project)[page]
    anchors = re.findall(r"\{ #(\S+) \}", text)
    assert set(names) <= set(anchors)
    assert len(anchors) == len(set(anchors))


def test_names_lead_to_the_tables(project):
    text = build_texts(project)["ocpp-1.6j/names.md"]
    entry = text.split("## FormationViolation { #FormationViolation }\n", 1)[1].split("\n## ", 1)[0]
    assert "[CALLERROR code](error-codes.md#FormationViolation)" in entry


def test_version_without_tables_has_no_such_page(tmp_path):
    from small_project import make_project

    from generator.project import read_project

    make_project(tmp_path)
    assert not [path for path in build_texts(read_project(tmp_path)) if "error-codes" in path]
