"""Pages of the standard configuration keys, one a profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator import urls
from generator.links import Linker, variable_targets
from generator.model import Catalog, ConfigurationKey, Group, Text, Version
from generator.pages.counterparts import key_successors
from generator.pages.page import Marker, Page, Question, markers, questions


@dataclass(frozen=True)
class KeyView:
    """One key as its page shows it; every text is Markdown."""

    name: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    meaning: str
    values: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    settled: tuple[Question, ...]
    decisions: tuple[Marker, ...]


def key_pages(catalog: Catalog, version: Version, linker: Linker) -> Iterable[Page]:
    """Yield the index of keys and the page of each profile that has keys."""
    if not version.keys:
        return
    profiles = [
        (group, [key for key in version.keys.values() if key.profile == group.slug]) for group in version.groups
    ]
    profiles = [(group, keys) for group, keys in profiles if keys]
    path = urls.keys_index(version)
    source = next(iter(version.keys.values())).file
    yield Page(
        path,
        "keys.md.jinja",
        f"Configuration keys ({version.label})",
        f"All {len(version.keys)} standard configuration keys of {version.name}.",
        source,
        source,
        {
            "version": version,
            "profiles": [
                (
                    group,
                    urls.relative(path, urls.keys_page(version, group.slug)),
                    [
                        (key, urls.relative(path, urls.at(urls.keys_page(version, group.slug), key.name)))
                        for key in keys
                    ],
                )
                for group, keys in profiles
            ],
        },
        facts={"version": version.label},
    )
    successors = key_successors(catalog, version)
    found = variable_targets(catalog)
    for group, keys in profiles:
        page = urls.keys_page(version, group.slug)
        after = {
            name: (
                f"In {label}",
                ", ".join(f"[`{to}`]({urls.relative(page, found[to])})" if to in found else f"`{to}`" for to in targets)
                or "no counterpart",
            )
            for name, (label, targets) in successors.items()
        }
        yield _profile_page(version, group, keys, linker, after)


def _profile_page(
    version: Version, group: Group, keys: list[ConfigurationKey], linker: Linker, after: Mapping[str, tuple[str, str]]
) -> Page:
    path = urls.keys_page(version, group.slug)
    return Page(
        path,
        "profile-keys.md.jinja",
        f"Configuration keys: {group.name} ({version.label})",
        f"The {len(keys)} standard configuration keys of the {group.name} profile of {version.name}.",
        keys[0].file,
        keys[0].file,
        {"version": version, "group": group, "keys": [_view(key, path, linker, after) for key in keys]},
        boost=8,
        facts={"version": version.label},
    )


def _view(key: ConfigurationKey, path: str, linker: Linker, after: Mapping[str, tuple[str, str]]) -> KeyView:
    def prose(text: Text) -> str:
        return linker.prose(text, path)

    required = key.required if key.required != "conditional" else prose(key.condition)
    facts = [("Type", key.type), ("Unit", key.unit), ("Access", key.access), ("Required", required)]
    if key.example:
        facts.append(("Example", f"`{key.example}`"))
    facts.append(("Defined in", " ".join(f"[{section.strip()}]" for section in key.section.split(","))))
    if key.name in after:
        facts.append(after[key.name])
    return KeyView(
        key.name,
        prose(key.summary),
        tuple((name, value) for name, value in facts if value),
        prose(key.meaning),
        tuple((name, prose(text)) for name, text in key.values.items()),
        tuple(prose(rule) for rule in key.rules),
        questions(key.settled, prose),
        markers(key.decisions, prose),
    )


def key_texts(key: ConfigurationKey) -> Iterable[Text]:
    """Yield every text of a key, once."""
    yield from (key.summary, key.meaning, key.condition, *key.values.values(), *key.rules)
    yield Text(
        " ".join(f"[{section.strip()}]" for section in key.section.split(",")), key.section.file, key.section.line
    )
    for settled in key.settled:
        yield settled.question
        yield settled.answer
    for decision in key.decisions:
        yield from (decision.title, decision.open, decision.why, *decision.options, decision.default)
