"""The site builds without a warning, asks nothing of any other server, and its search works in a folder."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from make_site import DOCS, STAGED, build, homeless, linked, own_pages, places, stage

from tests.house.source import ROOT

pytestmark = pytest.mark.slow

LOADED = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=[\"']?(?P<src>[^\"'\s>]+)"
    r"|<link\b[^>]*\bhref=[\"']?(?P<href>[^\"'\s>]+)"
    r"|url\([\"']?(?P<url>[^\"')]+)|@import\s+[\"'](?P<import>[^\"']+)"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pages, without the output of commands, which test_pages makes."""
    into = tmp_path_factory.mktemp("staged")
    stage(into, run=False)
    return into


@pytest.fixture(scope="module")
def site(staged: Path) -> Path:
    """The built site."""
    into = staged.parent / "site"
    build(staged, into)
    return into


def test_every_page_is_built(staged: Path, site: Path) -> None:
    pages = {p.relative_to(staged / "pages").with_suffix(".html") for p in (staged / "pages").rglob("*.md")}
    assert [str(page) for page in pages if not (site / page).is_file()] == []
    assert {Path("reference/cli.html"), Path("reference/python.html"), Path("reference/tables.html")} <= pages


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    files = [p for p in site.rglob("*") if p.suffix in (".html", ".css")]
    found = [(p.name, m[m.lastgroup or 0]) for p in files for m in LOADED.finditer(p.read_text(encoding="utf-8"))]
    assert found
    assert [one for one in found if re.match(r"(?:https?:)?//", one[1])] == []


def test_a_reader_finds_words_and_asks_no_server(site: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; see .ci/run")
    if not CHROMIUM:
        pytest.skip("chromium is not installed; see .ci/run")
    asked: list[str] = []
    faults: list[str] = []
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on("request", lambda one: asked.append(one.url))
        page.on("pageerror", lambda one: faults.append(str(one)))
        for path in sorted(site.rglob("*.html")):
            page.goto(path.as_uri())
        page.goto((site / "index.html").as_uri())
        page.keyboard.press("Control+k")
        page.keyboard.type("credibility")
        page.get_by_role("option", name="Credibility").first.wait_for(timeout=60_000)
        browser.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))] == []
    assert faults == []


def test_a_broken_link_stops_the_build(staged: Path, tmp_path: Path) -> None:
    copy = tmp_path / "staged"
    shutil.copytree(staged, copy)
    page = copy / "pages" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[gone](gone.md) [there](words.md#gone)\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"page does not exist(?s:.*)anchor does not exist"):
        build(copy, tmp_path / "site")


def test_a_page_without_a_place_stops_the_build(staged: Path, tmp_path: Path) -> None:
    copy = tmp_path / "staged"
    shutil.copytree(staged, copy)
    (copy / "pages" / "lost.md").write_text("# Lost\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"no place in mkdocs.yml for lost.md"):
        build(copy, tmp_path / "site")


def test_every_page_has_one_place(staged: Path) -> None:
    assert homeless(staged) == []
    named = re.findall(r"[\w./-]+\.md", (staged / "mkdocs.yml").read_text(encoding="utf-8"))
    assert len(named) == len(set(named))


def test_a_place_without_a_page_is_left_out() -> None:
    nav = [{"A": [{"There": "index.md"}, {"Not yet": "nowhere.md"}]}, {"B": [{"Gone": "gone.md"}]}]
    assert list(places(nav, {"index.md"}, own_pages())) == [{"A": [{"There": "index.md"}]}]


def test_links_out_of_the_docs_become_names_of_files() -> None:
    pages = own_pages()

    def one(text: str) -> str:
        return linked(text, "tour.md", DOCS / "tour.md", pages)

    assert one("[pipeline.py](../src/tidings/pipeline.py)") == "pipeline.py"
    assert one("[this](../src/tidings/pipeline.py)") == "this (`src/tidings/pipeline.py`)"
    assert one("[card](../src/tidings/reading/network/weights/CARD.md)") == "[card](reference/network-card.md)"
    assert one("[x](words.md#a)") == "[x](words.md#a)"
    assert one("[x](https://example.org)") == "[x](https://example.org)"
    assert one("[x](gone.md)") == "[x](gone.md)"


def test_the_settings_ask_for_no_font_and_no_repository() -> None:
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["theme"]["font"] is False
    assert "repo_url" not in settings
    assert STAGED.name in (ROOT / ".gitignore").read_text(encoding="utf-8")
