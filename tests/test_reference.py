"""The whole output: up to date, deterministic, complete."""

from __future__ import annotations

import random
import re

import pytest
from small_project import make_project

from generator import writer
from generator.cli import planned_files
from generator.project import read_project
from generator.reference import build_texts


def test_reference_is_up_to_date(root):
    files, owned, _ = planned_files(root)
    differences = writer.compare(root, files, owned)
    assert not differences, f"{differences[:5]}; run `python -m generator build`"


def test_output_does_not_depend_on_the_order_in_which_files_are_read(root):
    first, _, _ = planned_files(root)
    for seed in (1, 2):

        def shuffled(paths, seed=seed):
            paths = sorted(paths)
            random.Random(seed).shuffle(paths)
            return paths

        assert planned_files(root, shuffled)[0] == first


def test_every_message_and_type_has_one_page(project):
    texts = build_texts(project)
    messages = [path for path in texts if re.fullmatch(r"ocpp-[^/]+/schemas/[^/]+/(?!index)\w+\.md", path)]
    types = [path for path in texts if re.fullmatch(r"ocpp-[^/]+/data-types/(?!index)\w+\.md", path)]
    assert len([path for path in messages if path.startswith("ocpp-1.6j/")]) == 39
    assert len([path for path in messages if path.startswith("ocpp-2.0.1/")]) == 64
    assert len([path for path in types if path.startswith("ocpp-1.6j/")]) == 60
    assert len([path for path in types if path.startswith("ocpp-2.0.1/")]) == 143


GROUPS = {
    "ocpp-1.6j": ("core", "smart-charging", "firmware", "local-auth-list", "reservation", "remote-trigger"),
    "ocpp-2.0.1": (
        "provisioning", "authorization", "transactions", "smart-charging", "firmware", "security", "diagnostics",
        "availability", "reservation", "display",
    ),
}  # fmt: skip
PUBLISHED = [f"{version}/schemas/{group}/index.md" for version, groups in GROUPS.items() for group in groups] + [
    "escalations/index.md",
    "ocpp-1.6j/data-types/index.md",
    "ocpp-2.0.1/data-types/index.md",
    "ocpp-1.6j/names.md",
    "ocpp-2.0.1/names.md",
]


@pytest.mark.parametrize("path", PUBLISHED)
def test_published_path_is_kept(project, path):
    assert path in build_texts(project)


def test_anchors_of_a_page_are_unique(project):
    pages = {path: text for path, text in build_texts(project).items() if path.endswith(".md")}
    for path, text in pages.items():
        anchors = re.findall(r"\{ #(\S+) \}", text)
        assert len(anchors) == len(set(anchors)), path


def test_clause_names_the_pages_that_explain_it(tmp_path):
    make_project(tmp_path)
    text = build_texts(read_project(tmp_path))["ocpp-9/requirements/z-zeta.md"]
    assert "1 of 1 requirement IDs are explained (100 %)" in text
    assert "| `Z01.FR.01`{ #Z01.FR.01 } | [Home](../../index.md) · [Ping (9)](../schemas/zeta/Ping.md) |" in text


def test_message_page_links_back_to_the_pages_that_name_it(tmp_path):
    make_project(tmp_path)
    text = build_texts(read_project(tmp_path))["ocpp-9/schemas/zeta/Ping.md"]
    assert "- Behaviour: [Home](../../../index.md)" in text


def test_small_project_renders_as_before(tmp_path, golden):
    make_project(tmp_path)
    for path, text in build_texts(read_project(tmp_path)).items():
        golden(f"small/{path}", text)


@pytest.mark.parametrize(
    "path",
    [
        "ocpp-1.6j/schemas/smart-charging/SetChargingProfile.md",
        "ocpp-1.6j/data-types/UnitOfMeasure.md",
        "ocpp-2.0.1/schemas/smart-charging/SetChargingProfile.md",
    ],
)
def test_real_page_is_plain_markdown(project, path):
    text = build_texts(project)[path]
    assert text.startswith("---\ntitle: ")
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert "\n\n\n" not in text and "{{" not in text and "[[" not in text and "\r" not in text
    assert all(line == line.rstrip() for line in text.split("\n"))
