"""Times the desk in a real Chromium on an invented case: python bench/desk_speed.py [--events 20000] [--rounds 5].

Each round is a fresh window. Printed are medians of what a user waits for (wall clock: run it on a quiet machine) and
of what it costs (time of the page's main thread and of the server's process, which a busy machine changes less).
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn
from desk_case import make
from playwright.sync_api import Browser, Page, sync_playwright

from tidings.web.app import desk_app
from tidings.web.desk import WIDE, Desk
from tidings.web.doors import PRIMED
from tidings.web.gate import Session
from tidings.web.serve import check_page, listening
from tidings.web.window import found

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FRAMES = 40  # of scrolling and of panning
SEEN = """window.__t = {}; new MutationObserver(() => {
    if (!__t.rows && document.querySelector('[data-event]')) __t.rows = performance.now()
    if (!__t.map && document.querySelector('[data-map=idle]')) __t.map = performance.now()
}).observe(document, {subtree: true, childList: true, attributes: true})"""
FILTER = """async () => {
    const box = document.querySelector('[data-facet=kind] input')
    const count = () => document.querySelector('[data-part=count]').textContent
    const before = count(), start = performance.now()
    box.click()
    await SETTLED()
    if (count() === before) throw new Error('the filter changed nothing')
    return performance.now() - start
}"""
SETTLED = """window.SETTLED = async () => {
    const painted = () => new Promise(done => requestAnimationFrame(() => {
        const after = new MessageChannel(); after.port1.onmessage = done; after.port2.postMessage(0) }))
    do { await painted() } while (document.querySelector('[data-view=desk]').getAttribute('aria-busy') === 'true')
    await painted()
}"""
BOXES = """() => [...document.querySelectorAll('[data-facet] label')].map(label =>
    [label.closest('[data-facet]').dataset.facet, label.querySelector('.t').title])"""
CLICK = """async ([facet, name]) => {
    const labels = [...document.querySelectorAll(`[data-facet=${facet}] label`)]
    const box = labels.find(one => one.querySelector('.t').title === name).querySelector('input')
    const start = performance.now()
    box.click()
    await SETTLED()
    return performance.now() - start
}"""
SCROLL = """async frames => {
    const grid = document.querySelector('[role=grid]'), took = []
    let last = performance.now()
    for (let i = 0; i < frames; i++) {
        grid.scrollTop += 230
        await new Promise(requestAnimationFrame)
        const now = performance.now(); took.push(now - last); last = now
    }
    return took.sort((a, b) => a - b)[frames / 2]
}"""
WATCH = """(() => { window.__f = []; let last = performance.now()
    const step = () => { const now = performance.now(); __f.push(now - last); last = now; requestAnimationFrame(step) }
    requestAnimationFrame(step) })()"""
WIDE_ROUTES = (
    "case", "events/head", "events/rows?order=-origins&offset=5000&limit=100", "events/values?facet=actor&like=guard",
    "search?q=attack+drones",
)  # fmt: skip
WORDS = ("checkpoint", "the army", "hospital doctor", '"car bombs"', "raided orlan")
TIMES = "first=14000&days=91&bins=130&bars=260"
ROUTES = (
    "case", "events", "events/ids?q=checkpoint", "network?view=ties", "network?view=ties&kind=attack&since=2017",
    "search?q=attack+drones", "review", "sources", "capability", "stories",
)  # fmt: skip


def spent(page: Page, do: Callable[[], Any]) -> tuple[Any, float]:
    """Do something in the page; return what comes of it and the milliseconds of processor time its main thread took."""
    told = page.context.new_cdp_session(page)
    told.send("Performance.enable")

    def busy() -> float:
        found = told.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in found if one["name"] == "ThreadTime")) * 1000

    before = busy()
    value = do()
    out = value, busy() - before
    told.detach()
    return out


def round_of(browser: Browser, session: Session) -> dict[str, float]:
    """One window, from the link to a panned map."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.add_init_script(SEEN)
    out: dict[str, float] = {}

    def opened() -> None:
        page.goto(session.url)
        page.wait_for_selector("[data-event]")
        page.wait_for_selector("[data-map=idle]")

    _, out["open, main thread ms"] = spent(page, opened)
    page.wait_for_timeout(500)
    seen = page.evaluate("__t")
    paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    out |= {"first paint ms": page.evaluate(paint), "first rows ms": seen["rows"], "map drawn ms": seen["map"]}
    page.evaluate(SETTLED)
    out["filter to paint ms"], out["filter, main thread ms"] = spent(page, lambda: page.evaluate(FILTER))
    out["scroll frame ms"], busy = spent(page, lambda: page.evaluate(SCROLL, FRAMES))
    out["scroll frame, main thread ms"] = busy / FRAMES
    box = page.locator("[data-part=map]").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate(WATCH)
    page.mouse.move(x, y)
    page.mouse.down()
    for n in range(FRAMES):
        page.mouse.move(x + n * 4, y + n * 2)
        page.wait_for_timeout(16)
    out["pan frame ms"] = statistics.median(page.evaluate("__f.slice(3)"))
    page.mouse.up()
    context.close()
    return out


def clicks(browser: Browser, session: Session) -> None:
    """Print what choosing each of the values that the page shows takes, from the click to the last of its paints."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(session.url)
    page.wait_for_selector("[data-event]")
    page.wait_for_selector("[data-map=idle]")
    page.evaluate(SETTLED)
    took = [page.evaluate(CLICK, box) for box in page.evaluate(BOXES) for _ in ("chosen", "taken back")]
    told("a click on a value, to paint, ms", took)
    context.close()


def told(name: str, took: list[float]) -> None:
    """Print how many there were, their median, 95th percentile and most."""
    took = sorted(took)
    at = [statistics.median(took), took[min(len(took) - 1, round(0.95 * len(took)))], took[-1]]
    sys.stdout.write(f"{name:<44} {len(took):4} times, median {at[0]:.0f}, p95 {at[1]:.0f}, most {at[2]:.0f}\n")


def filters(desk: Desk) -> list[str]:
    """Return forty sets of filters as a page asks for them: values of every facet, pairs, periods and lanes."""
    facets = found(desk, {}, {})["facets"]
    names = {facet: [key for key, _, _ in held["values"]] for facet, held in facets.items()}
    asked = [[(facet, name)] for facet, held in names.items() for name in held[:2]]
    asked += [
        [("kind", kind), ("actor", actor)] for kind, actor in zip(names["kind"], names["actor"][:6], strict=False)
    ]
    asked += [[("kind", kind), ("country", land), ("origins", "2")] for kind, land in
              zip(names["kind"], names["country"][:4], strict=False)]  # fmt: skip
    asked += [[("since", f"{year}-03-01"), ("until", f"{year + 3}-02-01")] for year in range(1992, 2020, 6)]
    asked += [[("lane", "undated")], [("lane", "unplaced")], [("conflict", "1")]]
    return [urlencode(pairs) for pairs in asked]


def narrowed(browser: Browser, session: Session, desk: Desk) -> None:
    """Print what the server takes to count and list by each of forty sets of filters, each asked for once."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(session.url)
    ask = """async paths => {
        const start = performance.now()
        await Promise.all(paths.map(path => fetch('/api/' + path, {cache: 'no-store'}).then(got => got.text())))
        return performance.now() - start }"""
    for sort, asked in {"filter": filters(desk), "words": [urlencode({"q": words}) for words in WORDS]}.items():
        walls, shares = [], []
        for query in asked:
            before = time.process_time()
            walls.append(page.evaluate(ask, [f"events/found?{query}&{TIMES}", f"events/rows?{query}&limit=100"]))
            shares.append((time.process_time() - before) * 1000)
        told(f"{sort} over HTTP, counts and rows, ms", walls)
        told(f"{sort}, processor time of the server, ms", shares)
    context.close()


def routes(browser: Browser, session: Session, rounds: int, paths: tuple[str, ...]) -> None:
    """Print for each route the median of its answer, the server's share, and how many bytes come packed."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(session.url)
    ask = """async path => {
        const start = performance.now(), got = await fetch('/api/' + path, {cache: 'no-store'})
        await got.text()
        return [performance.now() - start, performance.getEntriesByName(got.url).at(-1)?.encodedBodySize ?? 0] }"""
    for path in paths:
        walls, shares, size = [], [], 0
        for _ in range(rounds):
            before = time.process_time()
            wall, size = page.evaluate(ask, path)
            walls.append(wall)
            shares.append((time.process_time() - before) * 1000)
        line = f"{path:<44} {statistics.median(walls):8.0f} ms  server {statistics.median(shares):6.0f} ms"
        sys.stdout.write(f"{line}  {size / 1000:8.1f} kB\n")
    context.close()


def main() -> None:
    """Serve the case from a thread and look at it as often as is asked."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--events", type=int, default=20_000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--case", help="a case that is there already; it is only read")
    asked.add_argument("--wide-from", type=int, default=WIDE, help="events from which the server filters")
    wanted = asked.parse_args()
    check_page()
    with tempfile.TemporaryDirectory() as folder:
        path = wanted.case or str(Path(folder) / "desk.tidings")
        if not wanted.case:
            make(path, wanted.events)
        begun = time.process_time(), time.perf_counter()
        desk = Desk.open(path, analyst="bench", primed=PRIMED, wide_from=wanted.wide_from)
        took = time.process_time() - begun[0], time.perf_counter() - begun[1]
        sys.stdout.write(f"opened in {took[1]:.0f} s, {took[0]:.0f} s of processor time\n")
        with listening(0) as on, sync_playwright() as engine:
            session = Session(on.getsockname()[1])
            server = uvicorn.Server(uvicorn.Config(desk_app(desk, session), log_level="critical", lifespan="off",
                                                   timeout_graceful_shutdown=1))  # fmt: skip
            thread = threading.Thread(target=server.run, kwargs={"sockets": [on]})
            thread.start()
            browser = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            found = [round_of(browser, session) for _ in range(wanted.rounds)]
            for name in found[0]:
                values = [one[name] for one in found]
                sys.stdout.write(f"{name:<30} {statistics.median(values):8.1f}   {[round(v) for v in values]}\n")
            clicks(browser, session)
            if desk.is_wide:
                narrowed(browser, session, desk)
            routes(browser, session, wanted.rounds, WIDE_ROUTES if desk.is_wide else ROUTES)
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            sys.stdout.write(f"peak memory of the server {most:.0f} MB\n")
            browser.close()
            server.should_exit = True
            thread.join()
        desk.close()


if __name__ == "__main__":
    main()
