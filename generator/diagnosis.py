"""One OCPP-J frame or payload → what is wrong with it, in plain words.

Finds out version, action and side where they are not given, holds the payload
against its structure and against the rules across fields, and names for each
fault the page that explains it. Prints nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.addresses import addresses
from generator.errors import GeneratorError
from generator.model import Catalog, Message, Payload, Version
from generator.plain_words import nearest, plain_words
from generator.rule_checks import breaches
from generator.validation import parse_strictly, violations

CALL, CALL_RESULT, CALL_ERROR = 2, 3, 4
SIZES = {CALL: 4, CALL_RESULT: 3, CALL_ERROR: 5}
KINDS = {CALL: "CALL", CALL_RESULT: "CALLRESULT", CALL_ERROR: "CALLERROR"}
MAX_ID_LENGTH = 36  # [1.6-J §4.1.4] [2.0.1 part 4 §4.1.4]
_LINK = re.compile(r"\[\[(?:[^\]|]+\|)?([^\]|#]+)[^\]]*\]\]")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        path: JSONPath of the place, from the payload or, for a fault of the
            frame itself, from the frame.
        message: What is wrong, in plain words.
        rule: `schema: maxLength 36`, or the rule with its clause.
        page: Page that explains it with its anchor, below `docs/`; may be empty.
    """

    path: str
    message: str
    rule: str
    page: str


@dataclass(frozen=True)
class Request:
    """What the caller says of the input; empty for what is to be found out.

    Attributes:
        version: Label or folder of a version.
        action: Message name.
        side: `request` or `response`.
    """

    version: str = ""
    action: str = ""
    side: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """What an input is and what is wrong with it.

    Attributes:
        version: Label of the version, empty where it cannot matter.
        action: Message name, empty for a CALLERROR.
        payload: Title of the payload, or `CALLERROR`.
        detected: Which of version, action and side were found out.
        faults: In the order of the input; none for a valid one.
    """

    version: str
    action: str
    payload: str
    detected: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class _Candidate:
    version: Version
    message: Message
    payload: Payload
    side: str


def diagnose(root: Path, catalog: Catalog, name: str, data: bytes, request: Request) -> Diagnosis:
    """Say what is wrong with a frame or payload.

    Args:
        root: Project folder.
        catalog: All versions.
        name: Name of the input for messages.
        data: The bytes.
        request: What is known of the input.

    Raises:
        GeneratorError: The input is no JSON, no frame or payload of OCPP, or
            what it is cannot be told.
    """
    value = parse_strictly(name, data)
    versions = _versions(catalog, request.version)
    if isinstance(value, list):
        return _frame(root, catalog, name, value, versions, request)
    if not isinstance(value, dict):
        raise GeneratorError(name, "", "neither a frame (an array) nor a payload (an object); give one of them")
    candidates = list(_candidates(versions, request))
    if not candidates:
        raise GeneratorError("--action", "", f"{request.action!r} is no message; names are written as in the standard")
    chosen = _choose(root, name, value, candidates)
    return _of_payload(root, catalog, value, chosen, request, ())


def as_text(diagnosis: Diagnosis) -> str:
    """Return a diagnosis as lines to read."""
    what = " ".join(filter(None, (diagnosis.payload, f"({diagnosis.version})" if diagnosis.version else "")))
    found = f"; found out: {', '.join(diagnosis.detected)}" if diagnosis.detected else ""
    lines = [f"{what}: {'valid' if not diagnosis.faults else f'{len(diagnosis.faults)} faults'}{found}"]
    for number, fault in enumerate(diagnosis.faults, 1):
        lines += [f"{number}. {fault.path}: {fault.message}", f"   {fault.rule}"]
        lines += [f"   docs/{fault.page}"] if fault.page else []
    return "\n".join(lines)


def as_json(diagnosis: Diagnosis) -> str:
    """Return a diagnosis as JSON: version, action, payload, valid, detected, faults."""
    value = {
        "version": diagnosis.version,
        "action": diagnosis.action,
        "payload": diagnosis.payload,
        "valid": not diagnosis.faults,
        "detected": list(diagnosis.detected),
        "faults": [vars(fault) for fault in diagnosis.faults],
    }
    return json.dumps(value, indent=2, ensure_ascii=False)


def _versions(catalog: Catalog, wanted: str) -> list[Version]:
    versions = [v for v in catalog.versions.values() if wanted.lower() in ("", v.label.lower(), v.folder.lower())]
    if not versions:
        known = ", ".join(version.label for version in catalog.versions.values())
        raise GeneratorError("--version", "", f"{wanted!r} is unknown; known are {known}")
    return versions


def _candidates(versions: list[Version], request: Request) -> Iterator[_Candidate]:
    for version in versions:
        for message in version.messages.values():
            if request.action in ("", message.name):
                for side, payload in (("request", message.request), ("response", message.response)):
                    if request.side in ("", side):
                        yield _Candidate(version, message, payload, side)


def _choose(root: Path, name: str, value: dict, candidates: list[_Candidate]) -> _Candidate:
    """Return the candidate that fits best.

    Raises:
        GeneratorError: Several fit equally well.
    """

    def unfit(candidate: _Candidate) -> tuple[int, int]:
        known = {field.name for field in candidate.payload.fields}
        needed = {field.name for field in candidate.payload.fields if field.required}
        strange = len(set(value) - known) + len(needed - set(value))
        return strange, len(violations(_structure(root, candidate), value)) if len(candidates) < 9 or not strange else 0

    ranked = sorted(((unfit(candidate), index) for index, candidate in enumerate(candidates)))
    best = [candidates[index] for score, index in ranked if score == ranked[0][0]]
    if len(best) == 1:
        return best[0]
    shown = ", ".join(f"{candidate.payload.title} ({candidate.version.label})" for candidate in best[:6])
    more = f" and {len(best) - 6} more" if len(best) > 6 else ""
    raise GeneratorError(name, "", f"could be {shown}{more}; give --version, --action and --side")


def _frame(
    root: Path, catalog: Catalog, name: str, frame: list, versions: list[Version], request: Request
) -> Diagnosis:
    kind = frame[0] if frame and isinstance(frame[0], int) and not isinstance(frame[0], bool) else None
    if kind not in KINDS:
        raise GeneratorError(name, "/0", "a frame begins with 2 (CALL), 3 (CALLRESULT) or 4 (CALLERROR)")
    faults = []
    if len(frame) != SIZES[kind]:
        faults.append(Fault("$", f"a {KINDS[kind]} has {SIZES[kind]} elements, not {len(frame)}", *_frames(versions)))
    if len(frame) < 2 or not isinstance(frame[1], str):
        faults.append(Fault("$[1]", "the message id must be a string", *_frames(versions)))
    elif not 1 <= len(frame[1]) <= MAX_ID_LENGTH:
        text = f"the message id has {len(frame[1])} characters; 1 to {MAX_ID_LENGTH} are allowed"
        faults.append(Fault("$[1]", text, *_frames(versions)))
    if kind == CALL_ERROR:
        return _error_frame(frame, versions, faults)
    position = 3 if kind == CALL else 2
    if kind == CALL:
        if len(frame) < 3 or not isinstance(frame[2], str):
            raise GeneratorError(name, "/2", "the third element of a CALL is the action, a string")
        if request.action and request.action != frame[2]:
            raise GeneratorError(
                "--action", "", f"the frame says {frame[2]!r}, not {request.action!r}; drop the option"
            )
        if not any(frame[2] in version.messages for version in versions):
            near = _near(frame[2], versions)
            raise GeneratorError(name, "/2", f"{frame[2]!r} is no message{f'; nearest is {near}' if near else ''}")
    if len(frame) <= position or not isinstance(frame[position], dict):
        raise GeneratorError(name, f"/{position}", "the payload must be an object; {} when it has no fields")
    side = "request" if kind == CALL else "response"
    wanted = Request(request.version, frame[2] if kind == CALL else request.action, side)
    candidates = list(_candidates(versions, wanted))
    if not candidates:
        raise GeneratorError("--action", "", f"{request.action!r} is no message; names are written as in the standard")
    chosen = _choose(root, name, frame[position], candidates)
    told = Request(request.version, wanted.action, side)
    return _of_payload(root, catalog, frame[position], chosen, told, tuple(faults))


def _error_frame(frame: list, versions: list[Version], faults: list[Fault]) -> Diagnosis:
    code = frame[2] if len(frame) > 2 else None
    known = {entry.code: version for version in versions for entry in version.error_codes}
    page = f"{versions[0].folder}/error-codes.md"
    if not isinstance(code, str) or code not in known:
        faults.append(Fault("$[2]", f"{code!r} is no error code; known are {', '.join(known)}", "error codes", page))
    if len(frame) > 3 and not isinstance(frame[3], str):
        faults.append(Fault("$[3]", "the description must be a string, empty if there is none", *_frames(versions)))
    if len(frame) > 4 and not isinstance(frame[4], dict):
        faults.append(Fault("$[4]", "the details must be an object, {} if there are none", *_frames(versions)))
    return Diagnosis("", "", "CALLERROR", (), tuple(faults))


def _frames(versions: list[Version]) -> tuple[str, str]:
    """Return rule and page of a fault of the frame itself."""
    return "frame", f"{versions[-1].folder}/transport.md"


def _of_payload(
    root: Path, catalog: Catalog, value: dict, chosen: _Candidate, told: Request, faults: tuple[Fault, ...]
) -> Diagnosis:
    known = addresses(catalog, chosen.version)
    found = list(faults)
    title = chosen.payload.title
    for violation in violations(_structure(root, chosen), value):
        for path, message in plain_words(violation):
            rule = f"schema: {violation.keyword}"
            if violation.keyword not in ("required", "additionalProperties", "enum"):
                rule += f" {violation.limit}"
            found.append(Fault(json_path(path), message, rule, _page(known, title, path)))
    if not any(fault.rule.startswith("schema") for fault in found):
        for breach in breaches(chosen.payload, value, chosen.version.checks):
            rule = _LINK.sub(r"\1", " ".join(breach.says.split()))
            shown = json_path(breach.path)
            found.append(Fault(shown, "breaks a rule across fields", rule, _page(known, title, breach.path)))
    detected = tuple(
        what for what, given in (("version", told.version), ("action", told.action), ("side", told.side)) if not given
    )
    return Diagnosis(chosen.version.label, chosen.message.name, title, detected, tuple(dict.fromkeys(found)))


def json_path(parts: tuple[str | int, ...]) -> str:
    """Return a place as JSONPath, such as `$.meterValue[0].timestamp`."""
    shown = "$"
    for part in parts:
        plain = isinstance(part, str) and re.fullmatch(r"[A-Za-z_]\w*", part)
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if plain else f"[{part!r}]"
    return shown


def _page(known: dict[str, str], title: str, parts: tuple[str | int, ...]) -> str:
    names = [part for part in parts if isinstance(part, str)]
    while names:
        target = known.get(".".join((title, *names)))
        if target:
            return target
        names.pop()
    return known[title]


def _near(action: str, versions: list[Version]) -> str:
    return nearest(action, [name for version in versions for name in version.messages])


def _structure(root: Path, candidate: _Candidate) -> Path:
    return root / "schemas" / candidate.version.folder / "structure" / f"{candidate.payload.name}.json"
