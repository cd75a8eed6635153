"""Pages of the smaller fact tables: error codes and security events."""

from __future__ import annotations

from collections.abc import Iterable

from generator import urls
from generator.links import Linker
from generator.model import ErrorCode, SecurityEvent, Text, Version
from generator.pages.page import Page


def table_pages(version: Version, linker: Linker) -> Iterable[Page]:
    """Yield the page of each table that the version has."""
    if version.error_codes:
        yield _error_codes(version, linker)
    if version.security_events:
        yield _security_events(version, linker)


def error_code_texts(code: ErrorCode) -> Iterable[Text]:
    """Yield every text of an error code, once."""
    yield from (code.summary, code.meaning, code.when, code.note)


def security_event_texts(event: SecurityEvent) -> Iterable[Text]:
    """Yield every text of a security event, once."""
    yield from (event.meaning, event.tech_info)


def _error_codes(version: Version, linker: Linker) -> Page:
    path = urls.error_codes_page(version)
    file = f"schemas/{version.folder}/error-codes.yaml"

    def prose(text: Text) -> str:
        return linker.prose(text, path)

    return Page(
        path,
        "error-codes.md.jinja",
        f"CALLERROR codes ({version.label})",
        f"The {len(version.error_codes)} error codes of a CALLERROR in {version.name}, and when each is used.",
        file,
        file,
        {
            "version": version,
            "codes": [
                (code.code, prose(code.summary), [prose(text) for text in (code.meaning, code.when, code.note) if text])
                for code in version.error_codes
            ],
        },
        boost=6,
        facts={"version": version.label},
    )


def _security_events(version: Version, linker: Linker) -> Page:
    path = urls.security_events_page(version)
    file = f"schemas/{version.folder}/security-events.yaml"
    return Page(
        path,
        "security-events.md.jinja",
        f"Security events ({version.label})",
        f"The {len(version.security_events)} standard security events of {version.name} and which are critical.",
        file,
        file,
        {
            "version": version,
            "events": [
                (
                    event.event,
                    event.critical,
                    " ".join(linker.prose(text, path) for text in (event.meaning, event.tech_info) if text),
                )
                for event in version.security_events
            ],
        },
        boost=6,
        facts={"version": version.label},
    )
