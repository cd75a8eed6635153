"""Catalog files and fact tables → plain facts of one version.

Owns the formats of `catalog.yaml`, `faults.yaml`, the CSV tables of sections
and requirement IDs, and the further fact tables. Knows nothing of schemas.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import GeneratorError
from generator.model import Block, Fault, Group, Source, Text, UseCase
from generator.yaml_reader import Node, read_yaml

DIRECTIONS = ("from-station", "from-back-end", "both")


@dataclass(frozen=True)
class MessageEntry:
    """What `catalog.yaml` says of one message."""

    name: str
    group: str
    block: str
    direction: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class TypePlan:
    """What `catalog.yaml` says of one type.

    Attributes:
        clauses: Sections that define it, as citation texts.
        at: Places of an inline type, `Payload/field/field`.
        variants: Whether the official files are known to differ.
    """

    clauses: tuple[str, ...]
    at: tuple[str, ...]
    variants: bool


@dataclass(frozen=True)
class CatalogFile:
    """The parsed `catalog.yaml` of one version."""

    file: str
    label: str
    name: str
    station: str
    back_end: str
    group_kind: str
    payload_files: Mapping[str, str]
    payload_titles: Mapping[str, str]
    decision_prefix: str
    complete: bool
    common_types: frozenset[str]
    documents: tuple[tuple[str, str, str], ...]
    topics: Mapping[str, str]
    blocks: tuple[tuple[str, str, str], ...]
    groups: tuple[Group, ...]
    messages: tuple[MessageEntry, ...]
    types: Mapping[str, TypePlan]

    def inline_names(self, payload: str) -> dict[tuple[str, ...], str]:
        """Return the type name at each field path of one payload."""
        return {
            tuple(place.split("/")[1:]): name
            for name, plan in self.types.items()
            for place in plan.at
            if place.split("/")[0] == payload
        }


def read_catalog_file(path: Path, shown: str) -> CatalogFile:
    """Read `catalog.yaml`.

    Raises:
        GeneratorError: The file breaks the format.
    """
    node = read_yaml(path, shown)
    node.only(
        "label", "name", "station", "back_end", "group_kind", "payloads", "decision_prefix", "complete", "common_types",
        "documents", "topics", "blocks", "groups", "messages", "types",
    )  # fmt: skip
    payloads = node.node("payloads").only("request", "response")
    sides = {side: payloads.node(side).only("file", "title") for side in ("request", "response")}
    return CatalogFile(
        file=shown,
        label=str(node.text("label")),
        name=str(node.text("name")),
        station=str(node.text("station")),
        back_end=str(node.text("back_end")),
        group_kind=str(node.text("group_kind")),
        payload_files={side: str(entry.text("file")) for side, entry in sides.items()},
        payload_titles={side: str(entry.text("title")) for side, entry in sides.items()},
        decision_prefix=str(node.text("decision_prefix")),
        complete=node.text("complete", "false") == "true",
        common_types=frozenset(str(name) for name in node.texts("common_types")),
        documents=tuple(
            (str(entry.text("prefix")), str(entry.text("slug")), str(entry.text("title")))
            for entry in node.nodes("documents")
        ),
        topics={topic: str(text) for topic, text in node.mapping("topics").items()},
        blocks=tuple(
            (str(entry.text("letter")), str(entry.text("name")), str(entry.text("slug")))
            for entry in node.nodes("blocks")
        ),
        groups=tuple(
            Group(
                str(entry.only("slug", "name", "summary", "clauses").text("slug")),
                str(entry.text("name")),
                entry.text("summary"),
                _plain(entry.texts("clauses")),
            )
            for entry in node.nodes("groups")
        ),
        messages=tuple(_message(node.node("messages"), name) for name in node.node("messages")),
        types={str(name): _type(node.node("types"), name) for name in node.node("types")},
    )


def read_sources(path: Path, shown: str, documents: tuple[tuple[str, str, str], ...]) -> tuple[Source, ...]:
    """Read `sections.csv`: the sections that a citation may name.

    Raises:
        GeneratorError: A row is malformed, stands twice or names an unknown document.
    """
    sections: dict[str, dict[str, str]] = {prefix: {} for prefix, _, _ in documents}
    for line, row in _rows(path, shown, ("document", "section", "title", "note")):
        if row["document"] not in sections:
            raise GeneratorError(shown, line, f"document {row['document']!r} is not listed in catalog.yaml")
        if row["section"] in sections[row["document"]]:
            raise GeneratorError(shown, line, f"section {row['section']} stands twice; keep one")
        sections[row["document"]][row["section"]] = row["title"]
    return tuple(Source(prefix, slug, title, sections[prefix]) for prefix, slug, title in documents)


def read_blocks(folder: Path, shown: str, blocks: tuple[tuple[str, str, str], ...]) -> tuple[Block, ...]:
    """Read `use-cases.csv` and `requirements.csv`; a version without blocks has neither.

    Raises:
        GeneratorError: A row is malformed, stands twice or names an unknown use case.
    """
    if not blocks:
        return ()
    names = {
        row["use_case"]: row["name"]
        for _, row in _rows(folder / "use-cases.csv", f"{shown}/use-cases.csv", ("use_case", "name"))
    }
    requirements: dict[str, list[str]] = {use_case: [] for use_case in names}
    seen = set()
    file = f"{shown}/requirements.csv"
    for line, row in _rows(folder / "requirements.csv", file, ("id", "use_case", "source", "note")):
        if row["use_case"] not in requirements:
            raise GeneratorError(file, line, f"use case {row['use_case']!r} is not in use-cases.csv")
        if row["id"] in seen:
            raise GeneratorError(file, line, f"{row['id']} stands twice; keep one")
        seen.add(row["id"])
        requirements[row["use_case"]].append(row["id"])
    return tuple(
        Block(
            letter,
            name,
            slug,
            tuple(
                UseCase(use_case, title, tuple(requirements[use_case]))
                for use_case, title in names.items()
                if use_case.startswith(letter)
            ),
        )
        for letter, name, slug in blocks
    )


def read_faults(path: Path, shown: str) -> tuple[Fault, ...]:
    """Read `faults.yaml`: known faults of the official files.

    Raises:
        GeneratorError: The file breaks the format.
    """
    if not path.exists():
        return ()
    node = read_yaml(path, shown).only("faults")
    return tuple(
        Fault(
            str(entry.only("payload", "pointer", "value", "note").text("payload", "")),
            str(entry.text("pointer", "")),
            str(entry.text("value")),
            entry.text("note"),
        )
        for entry in node.nodes("faults")
    )


def _plain(texts: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(str(text) for text in texts)


def _message(messages: Node, name: str) -> MessageEntry:
    entry = messages.node(name).only("group", "block", "direction", "clauses")
    if entry.text("direction") not in DIRECTIONS:
        raise entry.fail("direction", f"must be one of {', '.join(DIRECTIONS)}")
    return MessageEntry(
        str(name),
        str(entry.text("group")),
        str(entry.text("block")),
        str(entry.text("direction")),
        _plain(entry.texts("clauses")),
    )


def _type(types: Node, name: str) -> TypePlan:
    entry = types.node(name).only("clauses", "at", "variants")
    return TypePlan(_plain(entry.texts("clauses")), _plain(entry.texts("at")), entry.text("variants", "") == "true")


def _rows(path: Path, shown: str, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise GeneratorError(shown, "", f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise GeneratorError(shown, "", f"not UTF-8 (byte {error.start}); save it as UTF-8") from error
    reader = csv.DictReader(io.StringIO(text), strict=True)
    if tuple(reader.fieldnames or ()) != columns:
        raise GeneratorError(shown, 1, f"the header must be {','.join(columns)}")
    rows = []
    try:
        for row in reader:
            if None in row or None in row.values():
                raise GeneratorError(shown, reader.line_num, f"a row must have {len(columns)} cells")
            rows.append((reader.line_num, row))
    except csv.Error as error:
        raise GeneratorError(shown, reader.line_num, f"not CSV ({error})") from error
    return rows
