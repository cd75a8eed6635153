"""Resolves names in annotation texts to links between pages.

Owns two notations: `[[Name]]`, and a variable of the device model in inline
code, `Component.Variable` or `Component.Variable[Instance]`, which is linked
where a text names it first. Knows which names exist only through the catalog.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator import urls
from generator.errors import GeneratorError
from generator.model import Catalog, Text, Version

_LINK = re.compile(r"\[\[(?P<name>[^\]|#]+)(?:#(?P<anchor>[^\]|]+))?(?:\|(?P<label>[^\]]+))?\]\]")
_CODE = re.compile(r"`(?P<address>(?P<component>[A-Z]\w*)\.[A-Z]\w*(?:\[[^\]`]+\])?)`")


class Linker:
    """Turns names into links, seen from one version."""

    def __init__(self, catalog: Catalog, version: Version) -> None:
        """Collect the names of a version.

        Args:
            catalog: All versions, for names such as `2.0.1/Reset`.
            version: The version whose names need no prefix.
        """
        self._targets = targets_of(version)
        for other in catalog.versions.values():
            if other is not version:
                self._targets |= {f"{other.label}/{name}": target for name, target in targets_of(other).items()}
        self._variables = variable_targets(catalog)

    def target(self, name: str) -> str | None:
        """Return the page that a name leads to, or None."""
        return self._targets.get(name)

    def prose(self, text: Text, page: str) -> str:
        """Return a text with its names linked, as it stands on a page.

        Args:
            text: Annotation text.
            page: Page on which it is shown; a link to that very page is
                written as plain words.

        Raises:
            GeneratorError: A name is unknown.
        """

        def replace(match: re.Match) -> str:
            target = self.target(match["name"])
            if target is None:
                raise GeneratorError(
                    getattr(text, "file", ""),
                    getattr(text, "line", ""),
                    f"[[{match['name']}]] is no message, type, key or component; mend the name",
                )
            label = match["label"] or match["name"]
            if match["anchor"]:
                target = urls.at(target.partition("#")[0], match["anchor"])
            return label if target.partition("#")[0] == page else f"[{label}]({urls.relative(page, target)})"

        return self._linked_variables(_LINK.sub(replace, text), page)

    def _linked_variables(self, text: str, page: str) -> str:
        seen = set()

        def replace(match: re.Match) -> str:
            target = variable_target(self._variables, match["address"])
            if target is None or match["address"] in seen or target.partition("#")[0] == page:
                return match[0]
            seen.add(match["address"])
            return f"[{match[0]}]({urls.relative(page, target)})"

        return _CODE.sub(replace, text)


def plain(text: str) -> str:
    """Return an annotation text on one line, with the words of its links instead of the links."""
    return _LINK.sub(lambda match: match["label"] or match["name"].rpartition("/")[2], " ".join(text.split()))


def mentions(text: str) -> set[str]:
    """Return the names that an annotation text links to."""
    return {match["name"] for match in _LINK.finditer(text)}


def variables_named(text: str, catalog: Catalog) -> Iterator[re.Match]:
    """Yield every inline code that has the form of a variable of a component.

    Args:
        text: Markdown or annotation text.
        catalog: Tells the components; a name that ends like a controller's
            counts too, so that a misspelt one is found.

    Yields:
        Matches with the groups `address` and `component`.
    """
    components = {name for version in catalog.versions.values() for name in version.device_model.components}
    for match in _CODE.finditer(text):
        if match["component"] in components or match["component"].endswith("Ctrlr"):
            yield match


def variable_targets(catalog: Catalog) -> dict[str, str]:
    """Return the target of every variable of every component by its address.

    A variable that has instances is found without one too; one whose instance
    is a placeholder such as `<vendorId>` also stands under `[*]`. A further
    variable that the appendix lists for a component leads to the table on that
    component's page. `variable_target` looks an address up.
    """
    targets: dict[str, str] = {}
    for version in catalog.versions.values():
        for component in version.device_model.components.values():
            page = urls.component_page(version, component.name)
            for name in component.typical:
                targets[f"{component.name}.{name}"] = urls.at(page, "further-variables")
            for variable in component.variables:
                target = urls.at(page, urls.variable_anchor(variable.name, variable.instance))
                targets[f"{component.name}.{variable.title}"] = target
                targets.setdefault(f"{component.name}.{variable.name}", target)
                if variable.instance.startswith("<"):
                    targets[f"{component.name}.{variable.name}[*]"] = target
    return targets


def variable_target(targets: Mapping[str, str], address: str) -> str | None:
    """Return the target of an address; a placeholder stands for any instance."""
    return targets.get(address) or targets.get(f"{address.partition('[')[0]}[*]")


def targets_of(version: Version) -> dict[str, str]:
    """Return the target of every name of a version."""
    targets = {name: urls.type_page(version, name) for name in version.types}
    for key in version.keys.values():
        targets[key.name] = urls.at(urls.keys_page(version, key.profile), key.name)
    for code in version.error_codes:
        targets[code.code] = urls.at(urls.error_codes_page(version), code.code)
    for event in version.security_events:
        targets[event.event] = urls.at(urls.security_events_page(version), event.event)
    for name in version.device_model.components:
        targets[name] = urls.component_page(version, name)
    for message in version.messages.values():
        page = urls.message_page(version, message)
        for payload in message.payloads:
            targets[payload.title] = urls.at(page, urls.heading_anchor(payload.title))
        targets[message.name] = page
    return targets
