"""The device model of a version: components, their variables, units and reason codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.words import Decision, Settled, Text


@dataclass(frozen=True)
class DeviceVariable:
    """A variable of a component that the specification defines.

    Attributes:
        name: Variable name.
        instance: Instance name, a placeholder such as `<vendorId>`, or empty.
        section: Where it is defined, as citation texts joined by commas.
        evse: EVSE and connector part of its address as the definition gives it, or empty.
        data_type: A value of `DataEnumType`.
        unit: Unit, or empty.
        mutability: `ReadOnly`, `WriteOnly`, `ReadWrite`, the specification's own words, or empty.
        required: `required`, `optional` or `conditional`, for a station that supports the block.
        condition: When a conditional variable is required.
        limits: What the definition says of its limits, or empty.
        example: A plausible value as it travels.
        values: Meaning of each standard value.
        deviation: Where the official tables and the text disagree, and which decides.
    """

    name: str
    instance: str
    section: Text
    evse: str
    data_type: str
    unit: str
    mutability: str
    required: str
    condition: Text
    limits: Text
    example: str
    summary: Text
    meaning: Text
    values: Mapping[str, Text]
    rules: tuple[Text, ...]
    deviation: Text
    settled: tuple[Settled, ...]
    decisions: tuple[Decision, ...]

    @property
    def title(self) -> str:
        """Return name and instance in the notation of addresses, `MessageTimeout[Default]`."""
        return f"{self.name}[{self.instance}]" if self.instance else self.name


@dataclass(frozen=True)
class Component:
    """A standard component.

    Attributes:
        name: Component name.
        kind: `controller` or `physical`.
        section: Where it is defined, as a citation text.
        variables: The variables that the specification defines for it.
        typical: Meaning of each further variable that the appendix lists for it.
        file: Path of the data file, relative to the project.
    """

    name: str
    kind: str
    section: Text
    summary: Text
    description: Text
    variables: tuple[DeviceVariable, ...]
    typical: Mapping[str, Text]
    file: str


@dataclass(frozen=True)
class StandardVariable:
    """A standard variable name that any component may carry.

    Attributes:
        unit: Unit, or empty.
        data_type: A value of `DataEnumType`.
    """

    name: str
    data_type: str
    unit: str
    meaning: Text


@dataclass(frozen=True)
class Unit:
    """A standard unit of measure."""

    unit: str
    meaning: Text


@dataclass(frozen=True)
class ReasonCode:
    """A standard reason code of `StatusInfoType`.

    Attributes:
        used_for: Names of the messages it is typical of, as annotation text.
    """

    code: str
    meaning: Text
    used_for: Text


@dataclass(frozen=True)
class DeviceModel:
    """The device model of a version; empty where the version has none."""

    components: Mapping[str, Component]
    variables: tuple[StandardVariable, ...] = ()
    units: tuple[Unit, ...] = ()
    reason_codes: tuple[ReasonCode, ...] = ()
