"""Components, variables, units and reason codes of a version → the device model.

Owns the formats of `components/<Component>.yaml`, `variables.yaml`,
`units.yaml` and `reason-codes.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.annotation_reader import read_decision, read_settled
from generator.model import Component, DeviceModel, DeviceVariable, ReasonCode, StandardVariable, Unit
from generator.yaml_reader import Node, read_yaml

KINDS = ("controller", "physical")
REQUIRED = ("required", "optional", "conditional")
# The values of DataEnumType; a test compares them with the official schema.
DATA_TYPES = ("string", "decimal", "integer", "dateTime", "boolean", "OptionList", "SequenceList", "MemberList")


def read_device_model(folder: Path, shown: str, order: Callable[[list[Path]], list[Path]] = sorted) -> DeviceModel:
    """Read the device model of a version; an empty one when it has no such files.

    Args:
        folder: The version's folder.
        shown: Its path as messages show it.
        order: Order in which the component files are read.

    Raises:
        GeneratorError: A file breaks its format.
    """
    components = [
        _component(path, f"{shown}/components/{path.name}")
        for path in order(list((folder / "components").glob("*.yaml")))
    ]
    return DeviceModel(
        components={
            component.name: component
            for component in sorted(components, key=lambda component: (component.kind, component.name.lower()))
        },
        variables=tuple(_standard_variable(node) for node in _nodes(folder, shown, "variables.yaml", "variables")),
        units=tuple(
            Unit(str(node.only("unit", "meaning").text("unit")), node.text("meaning"))
            for node in _nodes(folder, shown, "units.yaml", "units")
        ),
        reason_codes=tuple(
            ReasonCode(
                str(node.only("code", "meaning", "used_for").text("code")),
                node.text("meaning"),
                node.text("used_for", ""),
            )
            for node in _nodes(folder, shown, "reason-codes.yaml", "codes")
        ),
    )


def _nodes(folder: Path, shown: str, name: str, key: str) -> tuple[Node, ...]:
    path = folder / name
    return read_yaml(path, f"{shown}/{name}").only(key).nodes(key) if path.exists() else ()


def _component(path: Path, shown: str) -> Component:
    node = read_yaml(path, shown)
    node.only("component", "kind", "section", "summary", "description", "variables", "typical")
    if node.text("component") != path.stem:
        raise node.fail("component", f"must be {path.stem!r}, as the file is named")
    if node.text("kind") not in KINDS:
        raise node.fail("kind", f"must be one of {', '.join(KINDS)}")
    variables = [_variable(entry) for entry in node.nodes("variables")]
    titles = [variable.title for variable in variables]
    for entry, variable in zip(node.nodes("variables"), variables, strict=True):
        if titles.count(variable.title) > 1:
            raise entry.fail("variable", f"{variable.title} stands twice; keep one")
    return Component(
        name=path.stem,
        kind=str(node.text("kind")),
        section=node.text("section"),
        summary=node.text("summary"),
        description=node.text("description"),
        variables=tuple(variables),
        typical=node.mapping("typical"),
        file=shown,
    )


def _data_type(node: Node) -> str:
    if node.text("data_type") not in DATA_TYPES:
        raise node.fail("data_type", f"must be one of {', '.join(DATA_TYPES)}")
    return str(node.text("data_type"))


def _variable(node: Node) -> DeviceVariable:
    node.only(
        "variable", "instance", "section", "evse", "data_type", "unit", "mutability", "required", "condition",
        "limits", "example", "summary", "meaning", "values", "rules", "deviation", "decided", "open_decisions",
    )  # fmt: skip
    if node.text("required") not in REQUIRED:
        raise node.fail("required", f"must be one of {', '.join(REQUIRED)}")
    if (node.text("required") == "conditional") != ("condition" in node):
        raise node.fail("required", "conditional and a condition go together")
    return DeviceVariable(
        name=str(node.text("variable")),
        instance=str(node.text("instance", "")),
        section=node.text("section"),
        evse=str(node.text("evse", "")),
        data_type=_data_type(node),
        unit=str(node.text("unit", "")),
        mutability=str(node.text("mutability", "")),
        required=str(node.text("required")),
        condition=node.text("condition", ""),
        limits=node.text("limits", ""),
        example=str(node.text("example", "")),
        summary=node.text("summary"),
        meaning=node.text("meaning"),
        values=node.mapping("values"),
        rules=node.texts("rules"),
        deviation=node.text("deviation", ""),
        settled=read_settled(node),
        decisions=tuple(read_decision(entry) for entry in node.nodes("open_decisions")),
    )


def _standard_variable(node: Node) -> StandardVariable:
    node.only("variable", "data_type", "unit", "meaning")
    return StandardVariable(
        str(node.text("variable")), _data_type(node), str(node.text("unit", "")), node.text("meaning")
    )
