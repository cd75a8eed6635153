"""Counts the bytes that an agent reads when it follows the skill, for 100 names and topics.

Run `python tests/agent/economy.py` for the figures of each kind. Each lookup
does what skills/ocpp/SKILL.md says, with the same searches, and ends when the
answer is on screen.
"""

from __future__ import annotations

import json
import random
import re
import statistics
from collections.abc import Callable
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SHARES = {
    "message": 20, "field": 25, "value": 15, "type": 10, "key": 8, "variable": 8, "requirement": 5, "marker": 4,
    "topic": 5,
}  # fmt: skip
MOST_LINES = 8


def search(path: Path, words: str, most: int = 0) -> list[str]:
    """Return the lines of a file that hold some words, as grep prints them."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if words in line]
    return lines[:most] if most else lines


def size(lines: list[str]) -> int:
    return len("\n".join(lines).encode()) + 1


def section(page: Path, pattern: str) -> list[str]:
    """Return a section of a page from its heading to the next heading of the same depth or a higher one."""
    lines = page.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if re.match(pattern, line))
    depth = len(lines[start]) - len(lines[start].lstrip("#"))
    for end in range(start + 1, len(lines)):
        heading = re.match(r"#+ ", lines[end])
        if heading and len(heading[0]) - 1 <= depth:
            return lines[start:end]
    return lines[start:]


def named(entry: dict) -> int:
    """Search the index for the name; narrow the search where a name is common."""
    found = search(DOCS / "reference.json", f'"name": "{entry["name"]}"')
    read = size(found[:MOST_LINES])
    if not any(json.loads(line.rstrip(",")) == entry for line in found[:MOST_LINES]):
        read += size([line for line in found if f'"of": "{entry.get("of")}"' in line])
    return read


def row(entry: dict) -> int:
    return named(entry) + size(search(DOCS / entry["page"], f"{{ #{entry['anchor']} }}"))


def heading(entry: dict) -> int:
    return named(entry) + size(section(DOCS / entry["page"], rf"##+ .*\{{ #{re.escape(entry['anchor'])} \}}"))


def message(entry: dict) -> int:
    page = DOCS / entry["page"]
    headings = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("##")]
    request = next(line for line in headings if line.startswith("## "))
    return named(entry) + size(headings) + size(section(page, re.escape(request)))


def whole(entry: dict) -> int:
    return named(entry) + (DOCS / entry["page"]).stat().st_size


def requirement(entry: dict) -> int:
    read = named(entry)
    for page in entry["explained_by"][:1]:
        read += size(search(DOCS / page.partition("#")[0], entry["name"]))
    return read


def topic(entry: dict) -> int:
    return (DOCS / entry["page"]).stat().st_size


LOOKUPS: dict[str, Callable[[dict], int]] = {
    "message": message,
    "field": row,
    "value": row,
    "type": whole,
    "key": heading,
    "variable": heading,
    "requirement": requirement,
    "marker": named,
    "topic": topic,
}


def measure(seed: int = 7) -> dict[str, list[int]]:
    """Return the bytes read for each lookup, by kind."""
    choice = random.Random(seed)
    entries = json.loads((DOCS / "reference.json").read_text(encoding="utf-8"))["entries"]
    kinds: dict[str, list[dict]] = {kind: [] for kind in SHARES}
    for entry in entries:
        kind = "marker" if entry["kind"].endswith(("-silent", "-dependent")) else entry["kind"]
        if kind in kinds:
            kinds[kind].append(entry)
    routes = yaml.safe_load((ROOT / "skills" / "routes.yaml").read_text(encoding="utf-8"))["routes"]
    kinds["topic"] = [{"page": route["pages"][0]} for route in routes]
    return {
        kind: [LOOKUPS[kind](entry) for entry in choice.sample(kinds[kind], count)] for kind, count in SHARES.items()
    }


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    found = measure()
    every = [value for values in found.values() for value in values]
    print(f"{'kind':<12} {'count':>5} {'median':>8} {'95 %':>8} bytes")
    for kind, values in [*found.items(), ("all", every)]:
        print(f"{kind:<12} {len(values):>5} {statistics.median(values):>8.0f} {percentile(values, 0.95):>8}")
    print(f"The skill itself, read once: {(ROOT / 'skills/ocpp/SKILL.md').stat().st_size} bytes")


if __name__ == "__main__":
    main()
