"""Take a picture of each view of the desk into docs/shots: `make shots`.

They show the case of examples/reports in the built page, in a browser without a window, and are made smaller by a
palette of their own. It needs the page (`make desk`) and a Chromium, and asks nothing of the network.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tidings import Case
from tidings.web.app import desk_app
from tidings.web.desk import Desk
from tidings.web.gate import Session
from tidings.web.serve import check_page, listening

ROOT = Path(__file__).resolve().parents[1]
SHOTS = ROOT / "docs" / "shots"
REPORTS = ROOT / "examples" / "reports"
WIDE, HIGH = 1280, 800
COLOURS = 256  # of each picture's palette, chosen to keep the few dots of a strong colour; text keeps its edges
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"]
PATIENCE = 120_000  # milliseconds
STORY = """() => {  // the story that tells most
    const rows = [...document.querySelectorAll('[data-view=stories] tbody tr')]
    const told = row => Number(row.lastElementChild.textContent) || 0
    rows.sort((a, b) => told(b) - told(a))[0].querySelector('a').click()
}"""


def of_desk(page: Page) -> None:
    """The desk with an event chosen."""
    page.locator("[data-map=idle]").wait_for()
    page.keyboard.press("j")
    page.locator("[data-part=peek]").wait_for()


def of_event(page: Page) -> None:
    """The event that most origins tell."""
    page.locator("[data-event]").first.dblclick()
    page.locator("[data-view=event][data-ready=yes]").wait_for()


def of_story(page: Page) -> None:
    """The story that tells most, with an account chosen."""
    page.locator("[data-view=stories][data-ready=yes]").wait_for()
    page.evaluate(STORY)
    page.locator("[data-view=story][data-ready=yes]").wait_for()
    page.keyboard.press(".")  # steps to the first highlight
    page.locator("[data-part=accounts] li button").first.click()


def of_hand(page: Page) -> None:
    """The same while a missed account is added."""
    of_story(page)
    page.keyboard.press("e")
    for part, told in (("mention", "returned fire"), ("actor", "Our officers"), ("target", "the attackers")):
        page.get_by_label("Part").select_option(part)
        words = page.get_by_label("Chosen words")
        words.fill(told)
        words.press("Enter")
        if part != "target":  # whose words stay chosen
            page.get_by_role("button", name="Take the chosen words").click()


def of_network(page: Page) -> None:
    """The network with its most told name chosen."""
    page.locator("[data-node]").first.click()
    page.locator("[data-part=tie-list]").wait_for()


def of_capability(page: Page) -> None:
    """What one party is told to have."""
    page.locator("[data-node]", has_text="Lantern Front").click()
    page.locator("[data-part=has-what] .row").first.wait_for()


def nothing(page: Page) -> None:
    """The view as it opens."""
    page.locator("[data-view][data-ready=yes]").wait_for()


VIEWS: tuple[tuple[str, str, str, Callable[[Page], None]], ...] = (
    ("desk", "/", "light", of_desk),
    ("desk-dark", "/", "dark", of_desk),
    ("event", "/?origins=3", "light", of_event),
    ("story", "/stories", "light", of_story),
    ("story-dark", "/stories", "dark", of_story),
    ("missed-account", "/stories", "light", of_hand),
    ("network", "/network", "light", of_network),
    ("capability", "/network?view=capability", "light", of_capability),
    ("sources", "/sources", "light", nothing),
    ("review", "/review", "light", nothing),
    ("search", "/search?q=police", "light", nothing),
    ("problems", "/problems", "light", nothing),
)


@contextmanager
def served(path: Path) -> Iterator[Session]:
    """Serve the desk of the examples' case from a thread."""
    with Case(str(path)) as case:
        case.add(str(REPORTS))
    desk = Desk.open(str(path), analyst="ana")
    with listening(0) as on:
        session = Session(on.getsockname()[1])
        config = uvicorn.Config(desk_app(desk, session), log_level="critical", lifespan="off",
                                timeout_graceful_shutdown=1)  # fmt: skip
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [on]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield session
        finally:
            server.should_exit = True
            thread.join()
            desk.close()


def shot(browser: Browser, session: Session, view: tuple[str, str, str, Callable[[Page], None]]) -> Path:
    """Take one picture."""
    name, path, theme, prepare = view
    scheme: Any = theme
    context = browser.new_context(
        viewport={"width": WIDE, "height": HIGH}, color_scheme=scheme, reduced_motion="reduce", locale="en-GB",
        timezone_id="UTC",
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(session.url)
    page.goto(session.url.partition("/?")[0] + path)
    prepare(page)
    page.mouse.move(2, HIGH - 2)
    page.wait_for_timeout(800)
    raw = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    to = SHOTS / f"{name}.png"
    raw.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(to, optimize=True)
    return to


def main(wanted: list[str]) -> None:
    """Take the pictures of the views that are named, or of all."""
    check_page()
    SHOTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "examples.tidings") as session:
        with sync_playwright() as engine:
            browser = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for view in VIEWS:
                if not wanted or view[0] in wanted:
                    made = shot(browser, session, view)
                    sys.stdout.write(f"{made.relative_to(ROOT)}  {made.stat().st_size // 1000} kB\n")
            browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
