"""The plugin and its skill pass the public validators, install from a folder, and name only what exists."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from generator.cli import planned_files
from generator.errors import GeneratorError
from generator.skill import ROUTES, SKILL, read_routes, skill_text

ROOT = Path(__file__).resolve().parents[1]
# Keys of the open standard; a key of one agent alone fails the standard's validator.
STANDARD = {"name", "description", "license", "compatibility", "metadata", "allowed-tools"}
TOPICS = (
    "1.6", "1.6j", "1.6 smart-charging", "1.6 schemas", "1.6 sequences", "1.6 core", "1.6 firmware", "1.6 auth-list",
    "1.6 reservation", "1.6 security", "1.6 config", "smart-charging", "authorize", "authorization", "transactions",
    "provisioning", "boot", "schemas", "sequences", "types", "data-types", "firmware", "diagnostics", "reservation",
    "display", "security", "certificates", "availability", "device-model", "migration",
)  # fmt: skip


@pytest.fixture(scope="module")
def skill() -> str:
    return (ROOT / SKILL).read_text(encoding="utf-8")


def test_skill_is_generated(skill):
    files, _, _ = planned_files(ROOT)
    assert files[SKILL] == skill, "run `python -m generator build`"


def test_front_matter_has_only_the_standard_keys(skill):
    front_matter = yaml.safe_load(skill.split("---\n")[1])
    assert set(front_matter) <= STANDARD
    assert front_matter["name"] == "ocpp"
    assert len(front_matter["description"]) <= 1024


def test_skill_stays_within_its_budget(skill):
    """No tokenizer at hand needs more than one token for three characters of such text."""
    assert len(skill) / 3 < 5000
    assert skill.count("\n") < 500


def test_standard_validator_passes():
    skills_ref = pytest.importorskip("skills_ref", reason="skills-ref is not installed")
    assert skills_ref.validate(ROOT / "skills" / "ocpp") == []


def test_every_topic_has_a_route():
    routed = {topic for topics, _ in read_routes(ROOT) for topic in topics}
    assert set(TOPICS) <= routed


def test_every_path_in_the_skill_exists(skill):
    paths = set(re.findall(r"`((?:[\w.-]+/)*[\w.-]+\.(?:md|json|txt|yaml))`", skill))
    assert len(paths) > 60
    for path in paths:
        found = path.endswith("AGENTS.md") or path in ("CLAUDE.md", "requirements.txt")
        assert found or (ROOT / "docs" / path).exists(), path


def test_every_message_of_the_skill_is_at_its_place(skill):
    """`group`: name and name again stand for docs/<version>/schemas/<group>/<name>.md."""
    seen = 0
    for version, block in zip(("ocpp-1.6j", "ocpp-2.0.1"), skill.split("by group:")[1:], strict=True):
        for group, messages in re.findall(
            r"^- `([\w-]+)`: (.+)$", block.split("\n## ")[0].split("\n**")[0], flags=re.M
        ):
            for name in re.findall(r"(\w+)[<>=]", messages):
                seen += 1
                assert (ROOT / "docs" / version / "schemas" / group / f"{name}.md").exists(), name
    assert seen == 28 + 11 + 64


def test_route_to_a_page_that_is_gone_is_refused(project, tmp_path):
    from dataclasses import replace

    (tmp_path / "skills").mkdir()
    (tmp_path / ROUTES).write_text("routes:\n  - {topics: [x], pages: [gone.md]}\n", encoding="utf-8")
    with pytest.raises(GeneratorError, match=r"skills/routes\.yaml:2: there is no page gone\.md"):
        skill_text(replace(project, root=tmp_path), None, {})


def test_topic_that_stands_twice_is_refused(tmp_path):
    (tmp_path / "skills").mkdir()
    (tmp_path / ROUTES).write_text("routes:\n" + "  - {topics: [x], pages: [a.md]}\n" * 2, encoding="utf-8")
    with pytest.raises(GeneratorError, match="x stands twice"):
        read_routes(tmp_path)


@pytest.mark.parametrize("name", ["AGENTS.md", "ocpp.mdc", "copilot-instructions.md"])
def test_file_to_copy_leads_to_what_exists(name):
    text = (ROOT / "agent-files" / name).read_text(encoding="utf-8")
    paths = re.findall(r"`vendor/ocpp\.md/?([^`]*)`", text)
    assert len(paths) >= 3
    for path in paths:
        assert (ROOT / path).exists(), path
    assert "For OCPP: use strict escalation mode." in text
    if name.endswith(".mdc"):
        front_matter = yaml.safe_load(text.split("---\n")[1])
        assert set(front_matter) == {"description", "alwaysApply"}
        assert front_matter["alwaysApply"] is False


def test_manifests_agree():
    plugin = json.loads((ROOT / ".claude-plugin" / "plugin.json").read_text(encoding="utf-8"))
    market = json.loads((ROOT / ".claude-plugin" / "marketplace.json").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in market["plugins"]] == [plugin["name"]] == ["ocpp"]
    assert "version" not in market["plugins"][0], "the version stands in plugin.json only"
    install = f"/plugin install ocpp --marketplace {plugin['repository'].removeprefix('https://github.com/')}"
    for page in ("README.md", "docs/ai-agent-setup.md"):
        assert install in (ROOT / page).read_text(encoding="utf-8"), page


@pytest.fixture(scope="module")
def agent(tmp_path_factory):
    """Run the coding agent with an empty home; its binary comes from `npm ci` in tests/plugin."""
    folder = ROOT / "tests" / "plugin" / "node_modules" / "@anthropic-ai"
    binary = folder / "claude-code-linux-x64" / "claude"
    if not binary.exists():
        if os.environ.get("CI") == "true" and shutil.which("npm"):
            pytest.fail("no coding agent; run `npm ci --ignore-scripts --prefix tests/plugin`")
        pytest.skip("no coding agent here; `npm ci --ignore-scripts --prefix tests/plugin` installs it")
    home = tmp_path_factory.mktemp("home")

    def run(*arguments: str) -> str:
        environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "TERM": "dumb"}
        done = subprocess.run([binary, *arguments], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> Path:
    """A copy of what a clone holds, without builds and caches."""
    target = tmp_path_factory.mktemp("clone") / "ocpp.md"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    return target


def test_plugin_passes_the_directory_checks(agent, shipped):
    told = agent("plugin", "validate", "--strict", "--profile", "directory", str(shipped))
    assert "skills: ocpp:ocpp" in told


def test_plugin_is_added_and_installed_from_a_folder(agent, shipped):
    agent("plugin", "marketplace", "add", str(shipped))
    agent("plugin", "install", "ocpp@ocpp-md")
    assert "ocpp" in agent("plugin", "details", "ocpp")
