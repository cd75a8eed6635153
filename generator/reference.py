"""Project → every generated text. Composes pages; writes nothing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from generator import urls
from generator.citations import EXPLAINS, CitationIndex, find_citations
from generator.links import Linker
from generator.llms import llms_texts
from generator.markdown_lines import prose_lines
from generator.model import Text, Version
from generator.pages.device_pages import component_texts, device_pages, table_texts, variable_texts
from generator.pages.escalation_pages import Place, escalation_pages
from generator.pages.index_pages import index_pages
from generator.pages.key_pages import key_pages, key_texts
from generator.pages.message_page import Link, MessagePages, annotation_texts, type_texts
from generator.pages.migration_pages import MigrationPages, migration_texts
from generator.pages.names_page import names_page
from generator.pages.page import Page
from generator.pages.requirements_pages import Explained, requirements_pages
from generator.pages.table_pages import error_code_texts, security_event_texts, table_pages
from generator.pages.type_page import TypePages
from generator.project import Project
from generator.reference_index import reference_json
from generator.render import make_environment, render_page

REFERENCE = "reference.json"

_LINK = re.compile(r"\]\(([^)\s]+\.md)(?:#[^)\s]*)?\)")


def build_texts(project: Project) -> dict[str, str]:
    """Return every generated file under `docs/` by path.

    Raises:
        GeneratorError: A text names something that does not exist.
    """
    environment = make_environment()
    texts = {page.path: render_page(page, environment) for page in build_pages(project)}
    places = [(place.decision, place.page) for place in decision_places(project)]
    texts[REFERENCE] = reference_json(project.catalog.versions.values(), _best_first(project), places)
    texts |= llms_texts(project, texts, environment)
    return dict(sorted(texts.items()))


def build_pages(project: Project) -> Iterable[Page]:
    """Yield every generated page."""
    backlinks = _backlinks(project)
    explained = explained_clauses(project)
    for version in project.catalog.versions.values():
        linker = Linker(project.catalog, version)
        yield from MessagePages(project.catalog, version, linker, backlinks).pages()
        yield from TypePages(version, linker).pages()
        yield from index_pages(version)
        yield from key_pages(project.catalog, version, linker)
        yield from table_pages(version, linker)
        yield from device_pages(project.catalog, version, linker)
        yield from MigrationPages(project.catalog, version, linker).pages()
        yield names_page(version)
        yield from requirements_pages(version, explained)
    yield from escalation_pages(project.catalog, decision_places(project))


def prose_places(project: Project) -> Iterable[tuple[str, str, Iterable[Text]]]:
    """Yield every place that holds annotation prose: page, title, texts."""
    for version in project.catalog.versions.values():
        for message in version.messages.values():
            title = f"{message.name} ({version.label})"
            yield urls.message_page(version, message), title, annotation_texts(message)
        for entry in version.types.values():
            yield urls.type_page(version, entry.name), f"{entry.name} ({version.label})", type_texts(entry)
        for key in version.keys.values():
            target = urls.at(urls.keys_page(version, key.profile), key.name)
            yield target, f"{key.name} ({version.label})", key_texts(key)
        for code in version.error_codes:
            target = urls.at(urls.error_codes_page(version), code.code)
            yield target, f"{code.code} ({version.label})", error_code_texts(code)
        for event in version.security_events:
            target = urls.at(urls.security_events_page(version), event.event)
            yield target, f"{event.event} ({version.label})", security_event_texts(event)
        yield from _device_places(version)
        yield from _migration_places(version)
        yield from _check_places(version)
        for fault in version.faults:
            if fault.payload in version.payloads:
                message, _ = version.payloads[fault.payload]
                yield urls.message_page(version, message), f"{message.name} ({version.label})", (fault.note,)


def _device_places(version: Version) -> Iterable[tuple[str, str, Iterable[Text]]]:
    model = version.device_model
    for component in model.components.values():
        page = urls.component_page(version, component.name)
        yield page, f"{component.name} ({version.label})", component_texts(component)
        for variable in component.variables:
            target = urls.at(page, urls.variable_anchor(variable.name, variable.instance))
            yield target, f"{component.name}.{variable.title} ({version.label})", variable_texts(variable)
    for name, rows in (("variables", model.variables), ("units", model.units), ("reason-codes", model.reason_codes)):
        page = urls.device_page(version, name)
        yield (
            page,
            f"{name.replace('-', ' ').capitalize()} ({version.label})",
            [t for r in rows for t in table_texts(r)],
        )


def _migration_places(version: Version) -> Iterable[tuple[str, str, Iterable[Text]]]:
    migration = version.migration
    for move in migration.messages.values():
        yield urls.migration_page(version, move.name), f"{move.name}: migration", migration_texts(move)
    for entry in migration.types.values():
        texts = (entry.note, *(member.note for member in entry.members.values()))
        yield urls.migration_index(version), "Migration: messages", texts
    keys = [move.note for move in migration.keys.values()]
    yield urls.migration_page(version, "configuration-keys"), "Migration: configuration keys", keys
    yield urls.migration_index(version), "Migration: messages", migration.new.values()


def _check_places(version: Version) -> Iterable[tuple[str, str, Iterable[Text]]]:
    payloads = {payload.title: message for message, payload in version.payloads.values()}
    for check in version.checks:
        if check.on in payloads:
            message = payloads[check.on]
            yield urls.message_page(version, message), f"{message.name} ({version.label})", (check.says,)
        elif check.on in version.types:
            yield urls.type_page(version, check.on), f"{check.on} ({version.label})", (check.says,)


def explained_clauses(project: Project) -> Explained:
    """Return, by citation, the pages that cite it with their titles."""
    index = CitationIndex(project.catalog)
    explained: dict[str, dict[str, str]] = {}
    places = [(page, title, "\n".join(texts)) for page, title, texts in prose_places(project)]
    places += [(document.page, document.title, document.text) for document in project.documents]
    for page, title, text in places:
        for _, citation in find_citations(text, index):
            if index.resolve(citation):
                explained.setdefault(citation, {})[page] = title
    return explained


def _best_first(project: Project) -> dict[str, list[str]]:
    """Return, by clause, the pages that cite it: first the pages that list it as explained."""
    index = CitationIndex(project.catalog)
    listed: dict[str, set[str]] = {}
    for document in project.documents:
        lines = [line for _, line in prose_lines(document.text) if line.startswith(EXPLAINS)]
        for _, citation in find_citations("\n".join(lines), index):
            listed.setdefault(citation, set()).add(document.page)
    return {
        clause: sorted(pages, key=lambda page, clause=clause: (page not in listed.get(clause, ()), page))
        for clause, pages in explained_clauses(project).items()
    }


def decision_places(project: Project) -> list[Place]:
    """Return every open decision with the page on which it stands."""
    places = []
    for version in project.catalog.versions.values():
        for message in version.messages.values():
            page, title = urls.message_page(version, message), f"{message.name} ({version.label})"
            places += [Place(decision, page, title) for decision in message.words.decisions]
        for entry in version.types.values():
            page, title = urls.type_page(version, entry.name), f"{entry.name} ({version.label})"
            places += [Place(decision, page, title) for decision in entry.words.decisions]
        for key in version.keys.values():
            page = urls.keys_page(version, key.profile)
            places += [Place(decision, page, f"{key.name} ({version.label})") for decision in key.decisions]
        for component in version.device_model.components.values():
            page = urls.component_page(version, component.name)
            places += [
                Place(decision, page, f"{component.name}.{variable.title} ({version.label})")
                for variable in component.variables
                for decision in variable.decisions
            ]
    for document in project.documents:
        places += [Place(decision, document.page, document.title) for decision in document.decisions]
    return sorted(places, key=lambda place: (place.decision.id, place.page))


def _backlinks(project: Project) -> dict[str, list[Link]]:
    links: dict[str, list[Link]] = {}
    for document in sorted(project.documents, key=lambda document: document.page):
        targets = {
            posixpath.normpath(posixpath.join(posixpath.dirname(document.page), match[1]))
            for match in _LINK.finditer(document.text)
        }
        for target in sorted(targets):
            links.setdefault(target, []).append(Link(document.title, document.page))
    return links
