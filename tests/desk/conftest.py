"""The built page in a real Chromium, on a small case; every test fails on a foreign request or an error in the page."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn

from tests.web.conftest import fill
from tidings.case import CaseStore
from tidings.knowledge import Knowledge
from tidings.model import Problem
from tidings.web.app import STATIC, desk_app
from tidings.web.desk import WIDE, Desk
from tidings.web.gate import Session
from tidings.web.serve import listening

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; see .ci/run")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# milliseconds; what is waited for comes in a tenth of a second, but a busy machine is no fault
PATIENCE = int(os.environ.get("DESK_PATIENCE", "60000"))
playwright.expect.set_options(timeout=PATIENCE)


@dataclass
class Served:
    """A desk that listens, and the link that opens it."""

    desk: Desk
    session: Session

    @property
    def root(self) -> str:
        """The address without the link's token."""
        return self.session.url.partition("/?")[0]


@contextmanager
def serving(path: Path, know: Knowledge, wide_from: int = WIDE) -> Iterator[Served]:
    """Serve the case on a free port from a thread of its own."""
    desk = Desk.open(str(path), analyst="ana", know=know, wide_from=wide_from)
    with listening(0) as on:
        session = Session(on.getsockname()[1])
        config = uvicorn.Config(
            desk_app(desk, session), log_level="critical", access_log=False, lifespan="off", timeout_graceful_shutdown=5
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [on]}, name="desk")
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.005)
        try:
            yield Served(desk, session)
        finally:
            server.should_exit = True
            thread.join()
            desk.close()


@pytest.fixture(scope="package")
def know() -> Knowledge:
    """The knowledge tables, read once."""
    return Knowledge()


@pytest.fixture(scope="package")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small case as it is before anybody decides."""
    path = tmp_path_factory.mktemp("desk") / "case.tidings"
    with CaseStore.open(path) as case:
        fill(case)
        case.problem(Problem("scan.pdf", "no-text", "scan.pdf holds pictures of text. Install tidings[ocr]."))
    return path


@pytest.fixture(scope="package")
def shared_desk(seed: Path, know: Knowledge) -> Iterator[Served]:
    """One desk for all tests that only look."""
    with serving(seed, know) as served:
        yield served


@pytest.fixture
def own_desk(seed: Path, know: Knowledge, tmp_path: Path) -> Iterator[Served]:
    """A desk on a copy of the case, to decide on."""
    path = tmp_path / "case.tidings"
    shutil.copy(seed, path)
    with serving(path, know) as served:
        yield served


@pytest.fixture(scope="package")
def browser() -> Iterator[playwright.Browser]:
    """Debian's Chromium without a window."""
    if not (STATIC / "index.html").is_file():
        pytest.skip("the desk's page is not built: make desk")
    if not CHROMIUM:
        pytest.skip("no chromium here: apt-get install chromium")
    with playwright.sync_playwright() as engine:
        held = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield held
        held.close()


@dataclass
class Windows:
    """Opens windows of the browser and holds what went wrong in any of them."""

    browser: playwright.Browser
    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    contexts: list[playwright.BrowserContext] = field(default_factory=list)

    def open(self, served: Served, path: str = "/", **more: object) -> playwright.Page:
        """A window of a browser profile of its own, on a page of the desk."""
        more = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"} | more
        context = self.browser.new_context(reduced_motion="reduce", locale="en-GB", timezone_id="UTC", **more)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("console", lambda told: self._told(told.type, told.text))
        page.on("response", lambda got: got.status >= 400 and self.faults.append(f"{got.status} {got.url}"))
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda asked: self._check(asked.url, served.root))
        page.goto(served.session.url)
        if path != "/":
            page.goto(served.root + path)
        return page

    def _told(self, sort: str, words: str) -> None:
        if sort in ("error", "warning") and not words.startswith("Failed to load resource"):  # noted with its address
            self.faults.append(words)

    def _check(self, url: str, root: str) -> None:
        if not url.startswith((root + "/", "data:", "blob:")):
            self.faults.append(f"asks {url}")

    def wrong(self) -> list[str]:
        """What went wrong beside what the test expects to."""
        return [fault for fault in self.faults if not any(words in fault for words in self.expected)]


@pytest.fixture
def windows(browser: playwright.Browser) -> Iterator[Windows]:
    """Windows of the browser; afterwards no page may have erred or asked anybody but the desk."""
    held = Windows(browser)
    yield held
    for context in held.contexts:
        context.close()
    assert held.wrong() == []


Open = Callable[..., playwright.Page]


@pytest.fixture
def look(windows: Windows, shared_desk: Served) -> Open:
    """Open a page of the desk that is only looked at."""
    return lambda path="/", **more: windows.open(shared_desk, path, **more)


@pytest.fixture
def work(windows: Windows, own_desk: Served) -> Open:
    """Open a page of the desk that is decided on."""
    return lambda path="/", **more: windows.open(own_desk, path, **more)


def id_of(served: Served, title: str) -> str:
    """The event whose title begins so."""
    return next(line.event.id for line in served.desk.board().lines if (line.event.title or "").startswith(title))


def story_of(served: Served, publisher: str) -> str:
    """The story of an outlet."""
    stories = served.desk.board().overview.stories
    return next(key for key, one in stories.items() if one.publisher == publisher)
