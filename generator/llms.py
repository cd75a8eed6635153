"""`llms.txt`, the map of the reference for agents, and `llms-full.txt`, all of its text.

Written from the Markdown sources, so that nothing is lost on a way through
HTML. The format of the map is that of llmstxt.org: a heading, a summary, then
sections of links with a note each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jinja2 import Environment

from generator import urls
from generator.document_reader import Document
from generator.model import Version
from generator.project import Project

LLMS, LLMS_FULL = "llms.txt", "llms-full.txt"


def llms_texts(project: Project, texts: Mapping[str, str], environment: Environment) -> dict[str, str]:
    """Return both files by path under `docs/`.

    Args:
        project: The project.
        texts: Every other generated text by path.
        environment: Template environment.
    """
    template = environment.get_template("llms.txt.jinja")
    return {LLMS: template.render(full=LLMS_FULL, **_sections(project, texts)), LLMS_FULL: _full(project, texts)}


def _sections(project: Project, texts: Mapping[str, str]) -> dict[str, object]:
    versions = list(project.catalog.versions.values())
    documents = sorted(project.documents, key=lambda document: document.page)
    start = [document for document in documents if "/" not in document.page]
    sections = []
    for version in versions:
        entries = _links(document for document in documents if document.page.startswith(f"{version.folder}/"))
        entries += [(title, page, note) for title, page, note in _indexes(version) if page in texts]
        sections.append((version.name, entries))
        messages = sorted(version.messages.values(), key=lambda message: message.name)
        links = [(message.name, urls.message_page(version, message), message.words.summary) for message in messages]
        sections.append((f"{version.name}: messages", links))
    labels = " and ".join(version.label for version in versions)
    return {"labels": labels, "start": _links(start), "decisions": urls.ESCALATIONS, "sections": sections}


def _links(documents: Iterable[Document]) -> list[tuple[str, str, str]]:
    return [
        (document.title, document.page, str(document.front_matter.get("description", ""))) for document in documents
    ]


def _indexes(version: Version) -> Iterable[tuple[str, str, str]]:
    yield "Messages", urls.schemas_index(version), "all messages by group, with direction"
    yield "Data types", urls.types_index(version), "every object and enumeration"
    yield "Index of names", urls.names_page(version), "every field, value, key and variable, and where it occurs"
    yield "Configuration keys", urls.keys_index(version), "every standard key with type, access and meaning"
    yield "Components and variables", urls.device_model_index(version), "every standard component and its variables"
    yield (
        "Migration, message by message",
        urls.migration_index(version),
        "what becomes of each older message",
    )
    yield "CALLERROR codes", urls.error_codes_page(version), "when each error code is used"
    yield "Security events", urls.security_events_page(version), "every standard event and whether it is critical"
    yield "Open decisions", urls.escalations_page(version), "what the specification leaves open"
    yield "Requirements", urls.requirements_index(version), "every clause and the pages that explain it"


def _full(project: Project, texts: Mapping[str, str]) -> str:
    """Return every page that explains something, one after the other.

    Lists of names, clauses and decisions are left out: they repeat what stands
    on the pages.
    """
    pages = {path: text for path, text in texts.items() if path.endswith(".md") and not _is_list(path)}
    pages |= {document.page: document.text for document in project.documents}
    return "\n".join(f"<!-- {path} -->\n\n{_body(pages[path])}" for path in sorted(pages))


def _is_list(path: str) -> bool:
    return "/requirements/" in path or path.startswith("escalations/") or path.endswith("/names.md")


def _body(text: str) -> str:
    """Return a page without its front matter."""
    parts = text.split("\n---\n", 1)
    return (parts[1] if text.startswith("---\n") and len(parts) == 2 else text).lstrip("\n")
