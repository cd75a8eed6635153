"""JSON on hand-written pages is valid: OCPP-J frames and titled payloads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.document_reader import Document
from generator.lint.finding import Finding
from generator.model import Version
from generator.project import Project
from generator.validation import parse_payload, unmet, violations

RULE = "frames"

_OPEN = re.compile(r'^\s*```json(?:\s+title="(?P<title>[^"]+)")?(?P<rest>.*)$')
CALL, CALL_RESULT, CALL_ERROR = 2, 3, 4
MAX_ID_LENGTH = 36


def check(project: Project) -> Iterable[Finding]:
    """Yield every JSON block of a hand-written page that is not valid."""
    for document in project.documents:
        version = project.catalog.versions.get(document.page.split("/")[0])
        calls: dict[str, str] = {}
        for line, title, text in json_blocks(document):
            named, title = _named_version(project, title)
            for message in _check_block(project.root, named or version, title, text, calls):
                yield Finding(document.file, line, RULE, message)


def json_blocks(document: Document) -> Iterator[tuple[int, str, str]]:
    """Yield line, title and text of each fenced JSON block of a page."""
    lines = document.text.split("\n")
    index = 0
    while index < len(lines):
        match = _OPEN.match(lines[index])
        if match:
            end = next((n for n in range(index + 1, len(lines)) if lines[n].strip() == "```"), len(lines))
            yield index + 1, match["title"] or "", "\n".join(lines[index + 1 : end])
            index = end
        index += 1


def _named_version(project: Project, title: str) -> tuple[Version | None, str]:
    """Return the version that a title names first, as in `1.6J` or `1.6J: Reset.req`, and the rest of the title."""
    label, _, rest = title.partition(": ")
    for version in project.catalog.versions.values():
        if label == version.label:
            return version, rest
    return None, title


def _check_block(root: Path, version: Version | None, title: str, text: str, calls: dict[str, str]) -> Iterator[str]:
    try:
        value = parse_payload(text)
    except ValueError as error:
        yield f"not JSON ({error})"
        return
    if title:
        yield from _check_titled(root, version, title, value)
    elif isinstance(value, list) and value and value[0] in (CALL, CALL_RESULT, CALL_ERROR) and version:
        yield from _check_frame(root, version, value, calls)
    elif version:
        yield "a JSON block is an OCPP frame or has a title that names its payload"


def _check_titled(root: Path, version: Version | None, title: str, value: object) -> Iterator[str]:
    titles = {p.title: p.name for _, p in version.payloads.values()} if version else {}
    if title in titles:
        yield from _check_payload(root, version, titles[title], value)
    elif version:
        yield f"the title {title!r} is no payload of {version.name}"


def _check_payload(root: Path, version: Version, payload: str, value: object) -> Iterator[str]:
    found = violations(root / "schemas" / version.folder / "structure" / f"{payload}.json", value)
    if found:
        yield f"not a valid {payload}: {unmet(found)}"


def _check_frame(root: Path, version: Version, frame: list, calls: dict[str, str]) -> Iterator[str]:
    size = {CALL: 4, CALL_RESULT: 3, CALL_ERROR: 5}[frame[0]]
    if len(frame) != size:
        yield f"a frame of type {frame[0]} has {size} elements, not {len(frame)}"
        return
    if not isinstance(frame[1], str) or not 1 <= len(frame[1]) <= MAX_ID_LENGTH:
        yield f"the message id must be a string of 1 to {MAX_ID_LENGTH} characters"
        return
    if frame[0] == CALL:
        if frame[2] not in version.messages:
            yield f"{frame[2]!r} is no message of {version.name}"
            return
        if frame[1] in calls:
            yield f"the message id {frame[1]!r} stands twice on this page"
        calls[frame[1]] = frame[2]
        yield from _check_payload(root, version, version.messages[frame[2]].request.name, frame[3])
    elif frame[1] not in calls:
        yield f"the answer to {frame[1]!r} has no CALL before it on this page"
    elif frame[0] == CALL_RESULT:
        yield from _check_payload(root, version, version.messages[calls[frame[1]]].response.name, frame[2])
    else:
        codes = {code.code for code in version.error_codes}
        if codes and frame[2] not in codes:
            yield f"{frame[2]!r} is no error code of {version.name}"
        if not isinstance(frame[3], str) or not isinstance(frame[4], dict):
            yield "a CALLERROR ends with a description (string) and details (object)"
