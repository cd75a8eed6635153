"""Paths of pages, anchors and relative links; the sole owner of them.

A page path is relative to `docs/` and ends in `.md`. A target is a page path
with an optional `#anchor`. Published paths are permanent: change nothing here
that a published page already uses.
"""

from __future__ import annotations

import posixpath
import re

from generator.model import Block, Group, Message, Source, Version

ESCALATIONS = "escalations/index.md"


def version_index(version: Version) -> str:
    """Return the page that opens a version."""
    return f"{version.folder}/index.md"


def schemas_index(version: Version) -> str:
    """Return the page that lists all messages of a version."""
    return f"{version.folder}/schemas/index.md"


def group_page(version: Version, group: Group | str) -> str:
    """Return the index page of a profile or block."""
    slug = group if isinstance(group, str) else group.slug
    return f"{version.folder}/schemas/{slug}/index.md"


def message_page(version: Version, message: Message) -> str:
    """Return the page of a message."""
    return f"{version.folder}/schemas/{message.group}/{message.name}.md"


def types_index(version: Version) -> str:
    """Return the page that lists all types of a version."""
    return f"{version.folder}/data-types/index.md"


def type_page(version: Version, name: str) -> str:
    """Return the page of a type."""
    return f"{version.folder}/data-types/{name}.md"


def names_page(version: Version) -> str:
    """Return the index of names of a version."""
    return f"{version.folder}/names.md"


def keys_index(version: Version) -> str:
    """Return the page that lists all configuration keys of a version."""
    return f"{version.folder}/configuration-keys/index.md"


def keys_page(version: Version, profile: str) -> str:
    """Return the page of the configuration keys of one profile."""
    return f"{version.folder}/configuration-keys/{profile}.md"


def error_codes_page(version: Version) -> str:
    """Return the page of the CALLERROR codes of a version."""
    return f"{version.folder}/error-codes.md"


def security_events_page(version: Version) -> str:
    """Return the page of the security events of a version."""
    return f"{version.folder}/security-events.md"


def device_model_index(version: Version) -> str:
    """Return the page that lists the components of a version."""
    return f"{version.folder}/device-model/index.md"


def component_page(version: Version, name: str) -> str:
    """Return the page of a component."""
    return f"{version.folder}/device-model/{name}.md"


def device_page(version: Version, name: str) -> str:
    """Return the page of `variables`, `units` or `reason-codes` of the device model."""
    return f"{version.folder}/device-model/{name}.md"


def variable_anchor(name: str, instance: str = "") -> str:
    """Return the anchor of a variable of a component, `MessageTimeout.Default`.

    A placeholder such as `<vendorId>` names no instance, so it has no part in the anchor.
    """
    return f"{name}.{instance}" if instance and not instance.startswith("<") else name


def migration_index(version: Version) -> str:
    """Return the page that lists what becomes of the messages of an older version."""
    return f"{version.folder}/migration/messages.md"


def migration_page(version: Version, name: str) -> str:
    """Return the page that tells what becomes of a message, or `configuration-keys`."""
    return f"{version.folder}/migration/{name}.md"


def requirements_index(version: Version) -> str:
    """Return the page that sums up what the pages of a version explain."""
    return f"{version.folder}/requirements/index.md"


def block_requirements(version: Version, block: Block) -> str:
    """Return the page that lists the requirement IDs of a block."""
    return f"{version.folder}/requirements/{block.slug}.md"


def source_sections(version: Version, source: Source) -> str:
    """Return the page that lists the sections of an official document."""
    return f"{version.folder}/requirements/{source.slug}.md"


def escalations_page(version: Version) -> str:
    """Return the page that lists the open decisions of a version."""
    return f"escalations/{version.folder}.md"


def field_anchor(path: str, side: str) -> str:
    """Return the anchor of a field on its message page: its JSON path.

    Args:
        path: Field names from the payload down, joined by dots.
        side: `request` or `response`; a response often repeats a field name of
            the request, so its anchors start with `response.`.
    """
    return path if side == "request" else f"response.{path}"


def section_anchor(section: str) -> str:
    """Return the anchor of a section: its number, `K-3.5` for a block's own."""
    return section.replace(" ", "-")


def at(page: str, anchor: str) -> str:
    """Return the target of an anchor on a page."""
    return f"{page}#{anchor}"


def relative(page: str, target: str) -> str:
    """Return the link from a page to a target, as Markdown writes it."""
    path, _, anchor = target.partition("#")
    if path == page:
        return f"#{anchor}" if anchor else posixpath.basename(path)
    link = posixpath.relpath(path, posixpath.dirname(page) or ".")
    return f"{link}#{anchor}" if anchor else link


def site_path(target: str) -> str:
    """Return where the built site serves a target, without a leading slash."""
    path, _, anchor = target.partition("#")
    folder = path.removesuffix("index.md") if posixpath.basename(path) == "index.md" else f"{path.removesuffix('.md')}/"
    return f"{folder}#{anchor}" if anchor else folder


def heading_anchor(heading: str) -> str:
    """Return the anchor that Python-Markdown gives to a heading without one of its own."""
    kept = re.sub(r"[^\w\s-]", "", heading).strip().lower()
    return re.sub(r"[-\s]+", "-", kept)
