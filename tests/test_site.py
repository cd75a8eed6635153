"""Tests of the built site: its files, and how it behaves in a browser.

The browser tests need Chromium (Debian: `apt-get install chromium`). Without
it they are skipped, in CI they fail.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from generator import writer
from generator.raw_pages import plan_raw_pages

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
BELOW = "some/folder"  # the site must not need the root of a host

# Elements that a browser loads by itself, with the attribute that says from where.
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "image": "href", "use": "href"}
LOADED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}

# What a page of each kind holds most of, so that the tests look at the hardest page of each.
KINDS = {
    "fields": r'<a class="field"',
    "diagrams": r'<div class="diagram"',
    "markers": r'class="admonition (?:spec-silent|vendor-dependent|policy-dependent)"',
    "code": r'<div class="[^"]*highlight"',
    "columns": r"<th>",
    "headings": r"<h2 ",
}
FIXED = {"home": "index.html", "not found": "404.html"}
EVERY_KIND = pytest.mark.parametrize("kind", [*FIXED, *KINDS])
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Markup(HTMLParser):
    """The elements of a page, each with its attributes."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))


def build(target: Path, config: str) -> Path:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", config, "-d", str(target)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    writer.write(target, plan_raw_pages(DOCS, target))
    return target


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("host")
    build(folder / BELOW, "mkdocs.yml")
    return folder


@pytest.fixture(scope="session")
def site(host: Path) -> Path:
    return host / BELOW


@pytest.fixture(scope="session")
def markup(site: Path) -> dict[str, Markup]:
    pages = {}
    for file in sorted(site.rglob("*.html")):
        page = pages[file.relative_to(site).as_posix()] = Markup()
        page.feed(file.read_text(encoding="utf-8"))
        page.close()
    return pages


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, str]:
    texts = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    found = dict(FIXED)
    for kind, pattern in KINDS.items():
        counts = {path: len(re.findall(pattern, text)) for path, text in sorted(texts.items())}
        found[kind] = max(counts, key=lambda path: counts[path])
        assert counts[found[kind]] > 0, f"no page has {kind}"
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        message = "needs a browser: install Chromium (Debian: apt-get install chromium)"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing: a request is no news."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Address of the site at the root of a host, as it is published."""
    with serving(site) as root:
        yield root


@pytest.fixture(scope="session")
def address_below(host: Path) -> Iterator[str]:
    """Address of the site in a folder of a host."""
    with serving(host) as root:
        yield f"{root}{BELOW}/"


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def is_foreign(reference: str) -> bool:
    return urlsplit(reference).netloc != ""


def test_no_page_names_another_host_to_load_from(markup: dict[str, Markup], site: Path) -> None:
    found = set()
    for path, page in markup.items():
        for tag, attributes in page.elements:
            name = LOADED.get(tag)
            if tag == "link" and LOADED_LINKS & set(attributes.get("rel", "").split()):
                name = "href"
            if name and is_foreign(attributes.get(name, "")):
                found.add((path, tag, attributes[name]))
    for sheet in site.rglob("*.css"):
        for reference in re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")\s]+)", sheet.read_text(encoding="utf-8")):
            if is_foreign(reference) and not reference.startswith("data:"):
                found.add((sheet.name, "css", reference))
    assert found == set()


def test_ids_are_unique_on_every_page(markup: dict[str, Markup]) -> None:
    repeated = {}
    for path, page in markup.items():
        counts = Counter(attributes["id"] for _, attributes in page.elements if "id" in attributes)
        if names := [name for name, times in counts.items() if times > 1]:
            repeated[path] = names
    assert repeated == {}


def test_every_page_leads_to_its_markdown(markup: dict[str, Markup], site: Path) -> None:
    sources = set()
    for path, page in markup.items():
        links = [(tag, a["href"]) for tag, a in page.elements if a.get("type") == "text/markdown"]
        if path == FIXED["not found"]:
            assert links == []
            continue
        assert [tag for tag, _ in links] == ["link", "a"], path
        assert links[0][1] == links[1][1]
        source = urljoin(path, links[0][1])
        assert (site / source).read_bytes() == (DOCS / source).read_bytes()
        sources.add(source)
    assert sources == {file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*.md")}


def test_every_page_is_edited_where_its_text_is_written(markup: dict[str, Markup]) -> None:
    for path, page in markup.items():
        if path == FIXED["not found"]:
            continue
        edited = [a["href"].split("/edit/main/")[1] for _, a in page.elements if a.get("rel") == "edit"]
        source = urljoin(path, next(a["href"] for _, a in page.elements if a.get("type") == "text/markdown"))
        front = re.match(r"---\n(.*?)---\n", (DOCS / source).read_text(encoding="utf-8"), re.DOTALL)
        assert edited == [(yaml.safe_load(front[1]) if front else {}).get("edit", f"docs/{source}")]
        assert (ROOT / edited[0]).is_file(), f"{path} is edited at {edited[0]}, which is not there"


def test_every_page_says_that_it_is_independent(site: Path, markup: dict[str, Markup]) -> None:
    for path in markup:
        assert "Independent and non-normative" in (site / path).read_text(encoding="utf-8"), path


@EVERY_KIND
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_has_no_accessibility_violation(
    browser: Browser, address: str, pages: dict[str, str], kind: str, scheme: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address + pages[kind])
    page.evaluate("document.querySelectorAll('details').forEach((block) => { block.open = true; })")
    # The theme scrolls a long navigation to the current page; a link that is then half under the
    # heading of its list is no fault of the page.
    page.evaluate("document.querySelectorAll('.md-sidebar__scrollwrap').forEach((list) => { list.scrollTop = 0; })")
    results = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    context.close()
    assert results.violations_count == 0, results.generate_report()


@EVERY_KIND
def test_a_page_fits_a_phone(browser: Browser, address: str, pages: dict[str, str], kind: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + pages[kind])
    widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    context.close()
    assert widths[0] <= widths[1]


def test_pages_load_all_they_need_from_the_folder_they_are_in(
    desktop: Page, address_below: str, pages: dict[str, str]
) -> None:
    requested, failed = [], []
    desktop.on("request", lambda request: requested.append(request.url))
    desktop.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    desktop.on("pageerror", lambda error: failed.append(str(error)))
    for kind, path in pages.items():
        if kind != "not found":  # its links start at the root, as it stands for any address_below
            desktop.goto(address_below + path)
            desktop.wait_for_load_state("networkidle")
    assert failed == []
    assert [url for url in requested if not url.startswith((address_below, "data:", "blob:"))] == []


@pytest.mark.parametrize("query", ["setchargingprofile", "BootNotification", "chargingprofilepurp", "evseid"])
def test_the_first_result_of_a_search_is_what_was_named(desktop: Page, address: str, query: str) -> None:
    desktop.goto(address)
    assert query.lower() in first_result(desktop, query).lower()


def test_a_search_works_from_a_folder_without_a_server(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = build(tmp_path_factory.mktemp("offline"), "mkdocs.offline.yml")
    context = browser.new_context()
    page = context.new_page()
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto((folder / "index.html").as_uri())
    found = first_result(page, "setchargingprofile")
    context.close()
    assert found.startswith(folder.as_uri())
    assert "SetChargingProfile.html" in found
    assert [url for url in requested if not url.startswith(("file:", "data:", "blob:", "about:"))] == []


def first_result(page: Page, query: str) -> str:
    """Search as a reader does; return the addresses in the first result, without the words searched for."""
    page.keyboard.press("/")
    page.locator(".md-search__input").press_sequentially(query)
    result = page.locator(".md-search-result__item").first
    result.wait_for(timeout=20_000)
    return " ".join(
        result.locator("a").evaluate_all("(links) => links.map((link) => link.href.replace(/[?][^#]*/, ''))")
    )


def test_folded_blocks_are_open_on_paper_and_folded_again_after(desktop: Page, address: str) -> None:
    desktop.goto(address)
    desktop.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<details id=folded><summary>s</summary>t</details>')"
    )
    is_open = "document.querySelector('#folded').open"
    assert desktop.evaluate(is_open) is False
    desktop.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert desktop.evaluate(is_open) is True
    desktop.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert desktop.evaluate(is_open) is False


def test_a_diagram_follows_the_scheme(desktop: Page, address: str, pages: dict[str, str]) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        desktop.emulate_media(color_scheme=scheme)
        desktop.goto(address + pages["diagrams"])
        colours.add(desktop.locator(".diagram svg").first.evaluate("(svg) => getComputedStyle(svg).fill"))
    assert len(colours) == 2


def test_a_field_is_marked_when_its_address_is_opened(desktop: Page, address: str, pages: dict[str, str]) -> None:
    desktop.goto(address + pages["fields"])
    link = desktop.locator("a.field").last
    colour = "(link) => getComputedStyle(link.closest('tr')).backgroundColor"
    before = link.evaluate(colour)
    link.click()
    assert urlsplit(desktop.url).fragment == link.locator("code").get_attribute("id")
    desktop.mouse.move(0, 0)
    assert link.evaluate(colour) != before
