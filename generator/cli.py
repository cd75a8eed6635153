"""Command line: arguments, printing and exit codes; composes all other parts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from generator import lint, writer
from generator.diagnosis import Request, as_json, as_text, diagnose
from generator.document_reader import read_bytes, read_text
from generator.errors import GeneratorError
from generator.importer import compare_import, plan_import
from generator.lint.meanings import coverage
from generator.navigation import CONFIGURATION, configuration_text
from generator.project import Project, Shuffle, read_project
from generator.raw_pages import plan_raw_pages
from generator.reference import build_texts, decision_places, explained_clauses
from generator.render import make_environment
from generator.schema_sets import read_schema_sets
from generator.skill import ROUTES, SKILL, skill_text

FINE, FOUND, UNUSABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    Returns:
        0 when all is well, 1 when a check found something, 2 when the input
        cannot be used; then one line on standard error says why.
    """
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(), help="project folder (default: the current one)")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="write every generated page").set_defaults(run=build)
    commands.add_parser("check", help="name stale, missing and orphaned pages").set_defaults(run=check)
    lint_parser = commands.add_parser("lint", help="check words, citations, examples and open decisions")
    lint_parser.set_defaults(run=run_lint)
    raw = commands.add_parser("raw", help="put each page's Markdown beside it in the built site")
    raw.add_argument("--site", type=Path, default=Path("site"), help="folder of the built site (default: site)")
    raw.set_defaults(run=write_raw_pages)
    validate = commands.add_parser("validate", help="say what is wrong with a frame or payload")
    validate.add_argument("file", help="file with one OCPP-J frame or payload as JSON, or - for standard input")
    validate.add_argument("--version", default="", help="version, such as 1.6J or 2.0.1 (default: found out)")
    validate.add_argument("--action", default="", help="message name (default: found out)")
    validate.add_argument(
        "--side", default="", choices=("request", "response"), help="which payload (default: found out)"
    )
    validate.add_argument("--json", action="store_true", help="print JSON for tools")
    validate.set_defaults(run=run_validate)
    importer = commands.add_parser("import", help="restate official schemas as structure")
    importer.add_argument("path", type=Path, help="official download: a folder or a zip")
    importer.add_argument("--version", required=True, help="name of the schema set, such as 1.6j")
    importer.add_argument("--check", action="store_true", help="compare only, write nothing")
    importer.set_defaults(run=run_import)
    options = parser.parse_args(arguments)
    try:
        return options.run(options)
    except GeneratorError as error:
        print(error, file=sys.stderr)
        return UNUSABLE


def planned_files(root: Path, order: Shuffle = sorted) -> tuple[dict[str, str], list[str], Project]:
    """Return every generated file, the paths that an earlier build owns, and the project.

    Args:
        root: Project folder.
        order: Order in which input files are read.
    """
    project = read_project(root, order)
    texts = build_texts(project)
    files = {f"docs/{path}": text for path, text in texts.items()}
    if (root / ROUTES).exists():
        files[SKILL] = skill_text(project, make_environment(), texts)
    configuration = root / CONFIGURATION
    if configuration.exists():
        files[CONFIGURATION] = configuration_text(project, read_text(configuration, CONFIGURATION))
    return files, [f"docs/{path}" for path in project.generated], project


def build(options: argparse.Namespace) -> int:
    """Write every generated file and remove orphaned ones."""
    files, owned, _ = planned_files(options.root)
    changed = writer.write(options.root, files, owned)
    print(f"{len(files)} files up to date, {len(changed)} of them changed")
    return FINE


def check(options: argparse.Namespace) -> int:
    """Name every generated file that is not as it should be."""
    files, owned, _ = planned_files(options.root)
    differences = writer.compare(options.root, files, owned)
    for difference in differences:
        print(f"{difference.path}: {difference.kind}; run `python -m generator build`")
    print(f"{len(files) - len(differences)} of {len(files)} files up to date")
    return FOUND if differences else FINE


def run_lint(options: argparse.Namespace) -> int:
    """Print every finding, then the figures."""
    project = read_project(options.root)
    findings = lint.run(project)
    for finding in findings:
        print(finding)
    for version in project.catalog.versions.values():
        figures = ", ".join(f"{done} of {total} {what}" for what, (done, total) in coverage(version).items())
        components = version.device_model.components.values()
        if version.keys:
            figures += f", {len(version.keys)} keys"
        if components:
            figures += (
                f", {sum(len(entry.variables) for entry in components)} variables of {len(components)} components"
            )
        print(f"{version.name}: {figures} have a meaning")
    explained = explained_clauses(project)
    citations = sum(len(pages) for pages in explained.values())
    places = decision_places(project)
    kinds = {
        kind: sum(place.decision.kind == kind for place in places) for kind in sorted({p.decision.kind for p in places})
    }
    print(f"{citations} citations (clause and page) of {len(explained)} clauses")
    print(f"{len(places)} open decisions: " + ", ".join(f"{count} {kind}" for kind, count in kinds.items()))
    print(f"{len(findings)} findings")
    return FOUND if findings else FINE


def write_raw_pages(options: argparse.Namespace) -> int:
    """Write the Markdown of every page beside it in the built site."""
    site = options.root / options.site
    pages = plan_raw_pages(options.root / "docs", site)
    writer.write(site, pages)
    print(f"{len(pages)} Markdown files beside their pages")
    return FINE


def run_validate(options: argparse.Namespace) -> int:
    """Print what is wrong with a frame or payload, in plain words or as JSON."""
    name, data = "standard input", b""
    if options.file == "-":
        data = sys.stdin.buffer.read()
    else:
        name, data = options.file, read_bytes(Path(options.file), options.file)
    catalog = read_project(options.root).catalog
    diagnosis = diagnose(options.root, catalog, name, data, Request(options.version, options.action, options.side))
    print(as_json(diagnosis) if options.json else as_text(diagnosis))
    return FOUND if diagnosis.faults else FINE


def run_import(options: argparse.Namespace) -> int:
    """Import official schemas, or compare them with what the project holds."""
    schemas = options.root / "schemas"
    sets = read_schema_sets(schemas)
    if options.version not in sets:
        raise GeneratorError("--version", "", f"{options.version!r} is unknown; known are {', '.join(sorted(sets))}")
    schema_set = sets[options.version]
    if options.check:
        comparison = compare_import(options.path, schema_set, schemas)
        for difference in comparison.differences:
            print(difference)
        print(f"{comparison.identical} of {comparison.total} identical")
        return FOUND if comparison.differences else FINE
    planned = plan_import(options.path, schema_set, schemas)
    changed = writer.write(options.root, planned)
    print(f"{len(planned)} files, {len(changed)} of them changed; now run `python -m generator build`")
    return FINE
