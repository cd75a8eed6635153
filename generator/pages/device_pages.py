"""Pages of the device model: components with their variables, standard variables, units, reason codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator import urls
from generator.links import Linker
from generator.model import Catalog, Component, DeviceVariable, ReasonCode, StandardVariable, Text, Unit, Version
from generator.pages.counterparts import variable_predecessors
from generator.pages.page import Marker, Page, Question, markers, questions
from generator.pages.tables import Prose


@dataclass(frozen=True)
class VariableView:
    """One variable as the page of its component shows it; every text is Markdown."""

    title: str
    anchor: str
    link: str
    data_type: str
    unit: str
    mutability: str
    required: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    meaning: str
    values: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    deviation: str
    settled: tuple[Question, ...]
    decisions: tuple[Marker, ...]


def device_pages(catalog: Catalog, version: Version, linker: Linker) -> Iterable[Page]:
    """Yield every page of the device model, none when the version has none."""
    model = version.device_model
    if not model.components:
        return
    yield _index(version)
    for component in model.components.values():
        yield _component_page(catalog, version, component, linker)
    names = (
        ("variables", "Standard variables", "standard variable names that any component may carry", model.variables),
        ("units", "Units of measure", "standard units of measure", model.units),
        ("reason-codes", "Reason codes", "standard reason codes of a `statusInfo`", model.reason_codes),
    )
    for name, title, what, rows in names:
        if rows:
            yield _table_page(version, linker, name, title, f"The {len(rows)} {what} in {version.name}.")


def variable_texts(variable: DeviceVariable) -> Iterable[Text]:
    """Yield every text of a variable, once."""
    yield from (variable.summary, variable.meaning, variable.condition, variable.limits, variable.deviation)
    yield from (*variable.values.values(), *variable.rules)
    yield _citations(variable.section)
    for settled in variable.settled:
        yield from (settled.question, settled.answer)
    for decision in variable.decisions:
        yield from (decision.title, decision.open, decision.why, *decision.options, decision.default)


def component_texts(component: Component) -> Iterable[Text]:
    """Yield every text of a component that is not one of its variables', once."""
    yield from (component.summary, component.description, *component.typical.values(), _citations(component.section))


def _citations(section: Text) -> Text:
    """Return citation texts joined by commas as they stand in prose."""
    return Text(" ".join(f"[{part.strip()}]" for part in section.split(",")), section.file, section.line)


def _index(version: Version) -> Page:
    path = urls.device_model_index(version)
    kinds = {"controller": [], "physical": []}
    for component in version.device_model.components.values():
        target = urls.relative(path, urls.component_page(version, component.name))
        kinds[component.kind].append((component, target))
    return Page(
        path,
        "device-model.md.jinja",
        f"Device model: components ({version.label})",
        f"All {len(version.device_model.components)} standard components of {version.name} and their variables.",
        f"schemas/{version.folder}/components/",
        "generator/templates/device-model.md.jinja",
        {"version": version, "kinds": kinds, "model": version.device_model},
        boost=6,
        facts={"version": version.label},
    )


def _component_page(catalog: Catalog, version: Version, component: Component, linker: Linker) -> Page:
    path = urls.component_page(version, component.name)

    def prose(text: Text) -> str:
        return linker.prose(text, path)

    before = _predecessors(catalog, version, path)
    standard = {variable.name for variable in version.device_model.variables}

    def typical(name: str) -> str:
        bare = name.partition("[")[0]
        if bare not in standard:
            return f"`{name}`"
        return f"[`{name}`]({urls.relative(path, urls.at(urls.device_page(version, 'variables'), bare))})"

    return Page(
        path,
        "component.md.jinja",
        f"{component.name} ({version.label})",
        component.summary,
        component.file,
        component.file,
        {
            "version": version,
            "component": component,
            "section": _citations(component.section),
            "summary": prose(component.summary),
            "description": prose(component.description),
            "variables": [_view(component, variable, prose, before) for variable in component.variables],
            "typical": [(name, typical(name), prose(text)) for name, text in component.typical.items()],
        },
        boost=8,
        facts={"version": version.label},
    )


def _view(
    component: Component, variable: DeviceVariable, prose: Prose, before: Mapping[str, tuple[str, str]]
) -> VariableView:
    required = variable.required if variable.required != "conditional" else prose(variable.condition)
    facts = (
        ("Data type", variable.data_type),
        ("Unit", variable.unit),
        ("Mutability", variable.mutability),
        ("Required", required),
        ("EVSE", f"`{variable.evse}`" if variable.evse else ""),
        ("Limits", prose(variable.limits)),
        ("Example", f"`{variable.example}`" if variable.example else ""),
        ("Defined in", _citations(variable.section)),
        before.get(f"{component.name}.{variable.title}", ("", "")),
    )
    anchor = urls.variable_anchor(variable.name, variable.instance)
    label = f"`{variable.title}`"
    return VariableView(
        label if variable.instance else variable.title,  # a placeholder in brackets would read as HTML
        anchor,
        f"[{label}](#{anchor})",
        variable.data_type,
        variable.unit,
        variable.mutability,
        variable.required,
        prose(variable.summary),
        tuple((name, value) for name, value in facts if value),
        prose(variable.meaning),
        tuple((name, prose(text)) for name, text in variable.values.items()),
        tuple(prose(rule) for rule in variable.rules),
        prose(variable.deviation),
        questions(variable.settled, prose),
        markers(variable.decisions, prose),
    )


def _predecessors(catalog: Catalog, version: Version, page: str) -> dict[str, tuple[str, str]]:
    """Return, by address of a variable, the fact that names the keys of an older version."""
    older = catalog.versions.get(version.migration.source)
    if older is None:
        return {}

    def link(name: str) -> str:
        target = urls.at(urls.keys_page(older, older.keys[name].profile), name)
        return f"[`{name}`]({urls.relative(page, target)})"

    return {
        address: (f"In {older.label}", ", ".join(link(name) for name in names if name in older.keys))
        for address, names in variable_predecessors(version).items()
    }


def _table_page(version: Version, linker: Linker, name: str, title: str, description: str) -> Page:
    path = urls.device_page(version, name)
    file = f"schemas/{version.folder}/{name}.yaml"
    header, rows = _table(version, name)
    return Page(
        path,
        "device-table.md.jinja",
        f"{title} ({version.label})",
        description,
        file,
        file,
        {
            "heading": title,
            "description": description,
            "header": header,
            "rows": [(entry, [linker.prose(cell, path) if isinstance(cell, Text) else cell for cell in cells])
                     for entry, *cells in rows],
        },
        boost=6,
        facts={"version": version.label},
    )  # fmt: skip


def _table(version: Version, name: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    model = version.device_model
    if name == "variables":
        header = ("Variable", "Data type", "Unit", "Meaning")
        return header, [(row.name, row.data_type, row.unit, row.meaning) for row in model.variables]
    if name == "units":
        return ("Unit", "Meaning"), [(row.unit, row.meaning) for row in model.units]
    return ("Reason code", "Meaning", "Typical of"), [
        (row.code, row.meaning, row.used_for) for row in model.reason_codes
    ]


def table_texts(row: StandardVariable | Unit | ReasonCode) -> Iterable[Text]:
    """Yield every text of a row of the smaller tables, once."""
    yield row.meaning
    if isinstance(row, ReasonCode):
        yield row.used_for
