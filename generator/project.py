"""Reads a whole project folder into a catalog and documents.

Owns where things stand below the project folder. Joins the readers; decides
nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from generator.annotation_reader import read_message_words, read_type_words
from generator.catalog import build_messages, build_types, payload_plan
from generator.catalog_reader import CatalogFile, read_blocks, read_catalog_file, read_faults, read_sources
from generator.check_reader import read_checks
from generator.device_model_reader import read_device_model
from generator.document_reader import Document, generated_pages, read_documents, read_text
from generator.errors import GeneratorError
from generator.key_reader import read_error_codes, read_keys, read_security_events
from generator.migration_reader import read_migration
from generator.model import Catalog, Payload, Version
from generator.schema_reader import read_payload

Shuffle = Callable[[list[Path]], list[Path]]


@dataclass(frozen=True)
class Project:
    """Everything the generator knows.

    Attributes:
        root: Project folder.
        catalog: All versions.
        documents: The hand-written pages.
        generated: Pages under `docs/` that earlier builds wrote.
    """

    root: Path
    catalog: Catalog
    documents: tuple[Document, ...]
    generated: tuple[str, ...]


def read_project(root: Path, order: Shuffle = sorted) -> Project:
    """Read the project.

    Args:
        root: Project folder, with `schemas/` and `docs/`.
        order: Order in which files of a folder are read; the result does not
            depend on it, which a test shows with a shuffled one.

    Raises:
        GeneratorError: Some input is missing or malformed.
    """
    schemas = root / "schemas"
    folders = [path for path in order(list(schemas.iterdir())) if path.is_dir()] if schemas.is_dir() else []
    if not folders:
        raise GeneratorError("schemas", "", "no version here; run in the project folder")
    versions = {folder.name: _read_version(folder, order) for folder in folders}
    return Project(
        root,
        Catalog(dict(sorted(versions.items()))),
        read_documents(root / "docs", "docs"),
        generated_pages(root / "docs", "docs"),
    )


def read_clauses(root: Path) -> Catalog:
    """Read only the clauses of every version: what a citation may name.

    Raises:
        GeneratorError: A table is missing or malformed.
    """
    folders = sorted(path for path in (root / "schemas").iterdir() if path.is_dir())
    return Catalog({folder.name: _read_clauses(folder, _read_catalog_file(folder)) for folder in folders})


def _read_catalog_file(folder: Path) -> CatalogFile:
    return read_catalog_file(folder / "catalog.yaml", f"schemas/{folder.name}/catalog.yaml")


def _read_clauses(folder: Path, catalog: CatalogFile) -> Version:
    """Return a version without messages and words."""
    shown = f"schemas/{folder.name}"
    return Version(
        folder=folder.name,
        label=catalog.label,
        name=catalog.name,
        station=catalog.station,
        back_end=catalog.back_end,
        group_kind=catalog.group_kind,
        groups=catalog.groups,
        messages={},
        types={},
        sources=read_sources(folder / "sections.csv", f"{shown}/sections.csv", catalog.documents),
        blocks=read_blocks(folder, shown, catalog.blocks),
        topics=catalog.topics,
        common_types=catalog.common_types,
        decision_prefix=catalog.decision_prefix,
        complete=catalog.complete,
    )


def _read_version(folder: Path, order: Shuffle) -> Version:
    shown = f"schemas/{folder.name}"
    catalog = _read_catalog_file(folder)
    payloads = _read_payloads(folder, shown, catalog, order)
    annotations = {path.stem: path for path in order(list((folder / "annotations").glob("*.yaml")))}
    type_annotations = {path.stem: path for path in order(list((folder / "annotations/types").glob("*.yaml")))}
    shown_messages = {name: f"{shown}/annotations/{name}.yaml" for name in annotations}
    shown_types = {name: f"{shown}/annotations/types/{name}.yaml" for name in type_annotations}
    words = {
        name: read_message_words(
            path,
            shown_messages[name],
            folder / "examples",
            f"{shown}/examples",
            {side: catalog.payload_files[side].format(message=name) for side in ("request", "response")},
        )
        for name, path in annotations.items()
    }
    type_words = {name: read_type_words(path, shown_types[name]) for name, path in type_annotations.items()}
    keys = read_keys(folder / "configuration-keys.yaml", f"{shown}/configuration-keys.yaml")
    types = build_types(catalog, payloads, type_words, shown_types)
    return replace(
        _read_clauses(folder, catalog),
        messages=build_messages(catalog, payloads, words, shown_messages),
        types={
            name: replace(entry, annotation=entry.annotation or f"{shown}/structure") for name, entry in types.items()
        },
        faults=read_faults(folder / "faults.yaml", f"{shown}/faults.yaml"),
        keys={key.name: key for key in keys},
        error_codes=read_error_codes(folder / "error-codes.yaml", f"{shown}/error-codes.yaml"),
        security_events=read_security_events(folder / "security-events.yaml", f"{shown}/security-events.yaml"),
        device_model=read_device_model(folder, shown, order),
        checks=read_checks(folder / "checks.yaml", f"{shown}/checks.yaml"),
        migration=read_migration(folder, shown, order),
    )


def _read_payloads(folder: Path, shown: str, catalog: CatalogFile, order: Shuffle) -> dict[str, Payload]:
    titles = payload_plan(catalog)
    payloads = {}
    for path in order(list((folder / "structure").glob("*.json"))):
        file = f"{shown}/structure/{path.name}"
        names = catalog.inline_names(path.stem)
        text = read_text(path, file)
        payloads[path.stem] = read_payload(file, text, path.stem, titles.get(path.stem, path.stem), names.__getitem__)
    return payloads
