"""`llms.txt` follows the public format and leads to every message; `llms-full.txt` holds every page."""

from __future__ import annotations

import re

import pytest

from generator.reference import build_texts


@pytest.fixture(scope="module")
def texts(project):
    return build_texts(project)


def test_public_parser_reads_the_map(texts):
    llms_txt = pytest.importorskip("llms_txt", reason="the public parser of llms.txt is not installed")
    parsed = llms_txt.parse_llms_file(texts["llms.txt"])
    assert parsed.title == "OCPP.md"
    assert parsed.summary.startswith("The reference for the Open Charge Point Protocol")
    assert "Optional" in parsed.sections
    for links in parsed.sections.values():
        assert all(link.title and link.url and link.desc for link in links)


def test_every_link_of_the_map_exists(texts, root):
    links = re.findall(r"^- \[[^\]]+\]\(([^)]+)\): \S", texts["llms.txt"], flags=re.M)
    assert len(links) == texts["llms.txt"].count("\n- [")
    assert len(links) == len(set(links))
    for link in links:
        assert link in texts or (root / "docs" / link).is_file(), link


def test_map_leads_to_every_message_and_hand_written_page(project, texts):
    for version in project.catalog.versions.values():
        for message in version.messages.values():
            assert f"({version.folder}/schemas/{message.group}/{message.name}.md): " in texts["llms.txt"]
    for document in project.documents:
        assert f"]({document.page}): " in texts["llms.txt"]


def test_full_text_keeps_fences_and_markers(project, texts):
    full = texts["llms-full.txt"]
    for document in project.documents:
        assert f"<!-- {document.page} -->\n" in full
    page = texts["ocpp-2.0.1/schemas/smart-charging/SetChargingProfile.md"]
    assert page.split("\n---\n", 1)[1].strip() in full
    assert "\ntitle: " not in re.sub(r"```.*?```", "", full, flags=re.S)
