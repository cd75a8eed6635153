"""Lint rules, one a module; each looks at the catalog or the hand-written pages.

Findings are collected; nothing is raised for what a rule can report.
"""

from generator.lint import (
    checks,
    citations,
    decisions,
    documents,
    examples,
    explains,
    frames,
    key_links,
    meanings,
    migration,
    schedules,
    variables,
)
from generator.lint.finding import Finding, Rule
from generator.project import Project

RULES: tuple[Rule, ...] = (
    checks.check,
    citations.check,
    decisions.check,
    documents.check,
    examples.check,
    explains.check,
    frames.check,
    key_links.check,
    meanings.check,
    migration.check,
    schedules.check,
    variables.check,
)


def run(project: Project) -> list[Finding]:
    """Return the findings of every rule, sorted by file and line."""
    return sorted({finding for rule in RULES for finding in rule(project)})


__all__ = ["Finding", "run"]
