"""The navigation of the site: the tail of `mkdocs.yml`.

The builder has no plugin that reads a folder, so the pages are listed. What
stands above the mark is written by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator import urls
from generator.document_reader import Document
from generator.errors import GeneratorError
from generator.model import Version
from generator.project import Project

CONFIGURATION = "mkdocs.yml"
MARK = "# Below this line: written by `python -m generator build`."

Item = tuple[str, "str | list[Item]"]


def configuration_text(project: Project, current: str) -> str:
    """Return `mkdocs.yml` with the navigation brought up to date.

    Raises:
        GeneratorError: The file has no mark.
    """
    head, mark, _ = current.partition(MARK)
    if not mark:
        raise GeneratorError(CONFIGURATION, "", f"must hold the line {MARK}")
    return f"{head}{MARK}\nnav:\n" + "\n".join(_lines(_items(project), 1)) + "\n"


def _lines(items: Iterable[Item], depth: int) -> Iterable[str]:
    for title, target in items:
        label = json.dumps(title, ensure_ascii=False)
        if isinstance(target, str):
            yield f"{'  ' * depth}- {label}: {target}" if title else f"{'  ' * depth}- {target}"
        else:
            yield f"{'  ' * depth}- {label}:"
            yield from _lines(target, depth + 2)


def _items(project: Project) -> list[Item]:
    by_folder: dict[str, list[Document]] = {}
    for document in project.documents:
        by_folder.setdefault(document.page.rpartition("/")[0], []).append(document)
    items: list[Item] = []
    general = _documents(by_folder.get("", []), "")
    items += [item for item in general if item[1] == "index.md"]
    for version in project.catalog.versions.values():
        items.append((version.name, _version(version, by_folder)))
    decisions: list[Item] = [("", urls.ESCALATIONS)]
    decisions += [(version.name, urls.escalations_page(version)) for version in project.catalog.versions.values()]
    items.append(("Open decisions", decisions))
    guides = {document.page for document in by_folder.get("", []) if document.front_matter.get("section") == "guide"}
    if guides:
        items.append(("Guides", [item for item in general if item[1] in guides]))
    items.append(("About", [item for item in general if item[1] != "index.md" and item[1] not in guides]))
    return items


def _documents(documents: list[Document], suffix: str) -> list[Item]:
    """Return hand-written pages in the order that their front matter gives."""

    def key(document: Document) -> tuple[bool, int, str]:
        return not document.page.endswith("index.md"), int(document.front_matter.get("order", 1000)), document.page

    def title(document: Document) -> str:
        return document.title.removesuffix(suffix).strip()

    return [(title(document), document.page) for document in sorted(documents, key=key)]


def _version(version: Version, by_folder: dict[str, list[Document]]) -> list[Item]:
    suffix = f"({version.label})"
    items: list[Item] = [
        ("" if page.endswith("index.md") else title, page)
        for title, page in _documents(by_folder.get(version.folder, []), suffix)
    ]
    for folder in sorted(by_folder):
        if folder.count("/") == 1 and folder.startswith(f"{version.folder}/"):
            items.append((_folder_title(by_folder[folder], suffix), _folder(folder, by_folder, suffix)))
    groups: list[Item] = [("", urls.schemas_index(version))]
    for group in version.groups:
        pages: list[Item] = [("", urls.group_page(version, group))]
        pages += sorted(
            (message.name, urls.message_page(version, message))
            for message in version.messages.values()
            if message.group == group.slug
        )
        groups.append((group.name, pages))
    items.append((f"Messages {version.label}", groups))
    types: list[Item] = [("", urls.types_index(version))]
    types += [(name, urls.type_page(version, name)) for name in version.types]
    items.append((f"Data types {version.label}", types))
    if version.keys:
        keys: list[Item] = [("", urls.keys_index(version))]
        profiles = {key.profile for key in version.keys.values()}
        keys += [(g.name, urls.keys_page(version, g.slug)) for g in version.groups if g.slug in profiles]
        items.append(("Configuration keys", keys))
    items += _device_model(version)
    items += _migration(version)
    if version.error_codes:
        items.append(("CALLERROR codes", urls.error_codes_page(version)))
    if version.security_events:
        items.append(("Security events", urls.security_events_page(version)))
    items.append(("Index of names", urls.names_page(version)))
    requirements: list[Item] = [("", urls.requirements_index(version))]
    requirements += [
        (f"{block.letter} {block.name}", urls.block_requirements(version, block)) for block in version.blocks
    ]
    requirements += [(source.title, urls.source_sections(version, source)) for source in version.sources]
    items.append((f"Requirements {version.label}", requirements))
    return items


def _device_model(version: Version) -> list[Item]:
    model = version.device_model
    if not model.components:
        return []
    pages: list[Item] = [("", urls.device_model_index(version))]
    pages += [(name, urls.component_page(version, name)) for name in model.components]
    tables = (
        ("Standard variables", "variables", model.variables),
        ("Units of measure", "units", model.units),
        ("Reason codes", "reason-codes", model.reason_codes),
    )
    pages += [(title, urls.device_page(version, name)) for title, name, rows in tables if rows]
    return [(f"Components and variables {version.label}", pages)]


def _migration(version: Version) -> list[Item]:
    migration = version.migration
    if not migration.source:
        return []
    pages: list[Item] = [("Message by message", urls.migration_index(version))]
    if migration.keys:
        pages.append(("Key by key", urls.migration_page(version, "configuration-keys")))
    pages += [(name, urls.migration_page(version, name)) for name in migration.messages]
    return [(f"Migration to {version.label}", pages)]


def _folder_title(documents: list[Document], suffix: str) -> str:
    index = next((document for document in documents if document.page.endswith("index.md")), documents[0])
    return index.title.removesuffix(suffix).strip()


def _folder(folder: str, by_folder: dict[str, list[Document]], suffix: str) -> list[Item]:
    items: list[Item] = [
        ("" if page.endswith("index.md") else title, page) for title, page in _documents(by_folder[folder], suffix)
    ]
    for inner in sorted(by_folder):
        if inner.rpartition("/")[0] == folder:
            items.append((_folder_title(by_folder[inner], suffix), _folder(inner, by_folder, suffix)))
    return items
