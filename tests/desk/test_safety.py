"""Hostile story text is text, and no view has a serious fault of access in either theme."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import MORA, account, document, event, links, reading, story
from tests.desk.conftest import Open, Served, Windows, id_of, serving, story_of
from tidings.case import CaseStore
from tidings.knowledge import Knowledge

expect = pytest.importorskip("playwright.sync_api").expect
AXE = Path(__file__).parents[2] / "desk" / "node_modules" / "axe-core" / "axe.min.js"
SCRIPT = "<script>alert(1)</script>"
WORDS = f"{SCRIPT} Rebels shelled <img src=x onerror=alert(2)> Mora,\u202e killing 4\u202c.\x07\x1b[31m "
HOSTILE = WORDS + "A" * 1_000_000


@pytest.fixture
def hostile(tmp_path: Path, know: Knowledge) -> Iterator[Served]:
    """A desk on a case whose one story is made to do harm, in every place that takes words."""
    one = story(HOSTILE, publisher=f"{SCRIPT}\u202eWire", headline=f"'\"><img src=x onerror=alert(3)>{SCRIPT}")
    told = account(one, "shelled", roles={"actor": [SCRIPT]}, place=("Mora", MORA))
    path = tmp_path / "hostile.tidings"
    with CaseStore.open(path) as case:
        with case.taking(document(HOSTILE, f"{SCRIPT}.txt")):
            case.put(reading(one, told))
        case.replace_links(links(event(told, title=f"{SCRIPT} shelled Mora")))
    with serving(path, know) as served:
        yield served


def test_hostile_text_is_shown_as_text(windows: Windows, hostile: Served) -> None:
    page = windows.open(hostile, "/")
    expect(page.locator("[data-event]")).to_contain_text(f"{SCRIPT} shelled Mora")
    page.goto(f"{hostile.root}/events/{id_of(hostile, SCRIPT)}")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{SCRIPT} shelled Mora")
    page.goto(f"{hostile.root}/stories/{story_of(hostile, SCRIPT + chr(0x202E) + 'Wire')}")
    expect(page.locator("[data-part=text]")).to_contain_text("<img src=x onerror=alert(2)>")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<img src=x onerror=alert(3)>")
    for path in ("/sources", "/network", "/review", "/search?q=shelled"):
        page.goto(hostile.root + path)
        expect(page.locator("[data-view][data-ready=yes]")).to_be_visible()
    assert page.locator("main script, main img").count() == 0  # an alert would be a fault of its own


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: cd desk && npm ci")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_view_has_a_serious_fault_of_access(look: Open, shared_desk: Served, theme: str) -> None:
    page = look(color_scheme=theme, bypass_csp=True)
    one = id_of(shared_desk, "Rebels attack")
    told = story_of(shared_desk, "Lake Wire")
    views = ["/", f"/events/{one}", "/stories", f"/stories/{told}", "/network", "/sources", "/review", "/problems",
             "/search?q=rebels"]  # fmt: skip
    found: dict[str, Any] = {}
    for path in views:
        page.goto(shared_desk.root + path)
        expect(page.locator("[data-view][data-ready=yes]")).to_be_visible()
        found |= faults(page, path)
    assert found == {}


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: cd desk && npm ci")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_opened_on_a_view_has_none_either(look: Open, shared_desk: Served, theme: str) -> None:
    page = look(f"/stories/{story_of(shared_desk, 'Delta Post')}", color_scheme=theme, bypass_csp=True)
    page.get_by_role("button", name="Mend the words: attacked").click()
    expect(page.locator("[data-part=hand]")).to_be_visible()
    found = faults(page, "mend")
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("e")
    found |= faults(page, "add")
    page.goto(f"{shared_desk.root}/network?view=capability")
    page.locator("[data-node]", has_text="Lake Vanguard").click()
    expect(page.locator("[data-part=has-what]")).to_contain_text("drones")
    page.get_by_role("button", name="Kinds of event").click()
    assert found | faults(page, "network") == {}


def faults(page: Any, where: str) -> dict[str, Any]:
    """What axe finds on the page as it stands."""
    page.add_script_tag(path=AXE)
    serious = [one for one in page.evaluate("axe.run()")["violations"] if one["impact"] in ("serious", "critical")]
    return {f"{where} {one['id']}": [node["html"][:420] for node in one["nodes"]][:3] for one in serious}
