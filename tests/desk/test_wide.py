"""The page on a case that it does not hold: the server counts and gives rows, and the page does what it always does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.conftest import Served, Windows, playwright, serving
from tidings.knowledge import Knowledge

expect = playwright.expect


@pytest.fixture(scope="module")
def wide_desk(seed: Path, know: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk that takes three events for many, on a case of its own."""
    path = tmp_path_factory.mktemp("wide") / "case.tidings"
    path.write_bytes(seed.read_bytes())
    with serving(path, know, wide_from=1) as served:
        yield served


def test_the_desk_filters_and_counts(windows: Windows, wide_desk: Served) -> None:
    page = windows.open(wide_desk)
    expect(page.locator("[data-part=count]")).to_have_text(re.compile(r"^3\s+of 3 events$"))
    expect(page.locator("[data-event]")).to_have_count(3)
    expect(page.locator("[data-map=idle]")).to_be_visible()
    expect(page.locator("[data-part=undated]")).to_contain_text("1 undated")
    page.locator("[data-facet=kind]").get_by_role("checkbox", name="attack").check()
    expect(page.locator("[data-event]")).to_have_count(1)
    expect(page.locator("[data-part=count]")).to_contain_text("1")
    expect(page.locator("[data-facet=kind] label", has_text="clash")).to_contain_text("1")  # as if nothing were chosen
    expect(page).to_have_url(re.compile("kind=attack"))
    page.locator("[data-part=chips] button").click()
    expect(page.locator("[data-event]")).to_have_count(3)
    page.locator("[data-part=undated]").click()
    expect(page.locator("[data-event]")).to_have_count(1)
    expect(page.locator("[data-event]")).to_contain_text("Drones for the Lake Vanguard")


def test_words_and_an_address_narrow(windows: Windows, wide_desk: Served) -> None:
    page = windows.open(wide_desk)
    page.keyboard.press("/")
    page.keyboard.type("doctor")
    expect(page.locator("[data-event]")).to_have_count(1)
    expect(page.locator("[data-event]")).to_contain_text("Rebels attack Mora")
    again = windows.open(wide_desk, "/?since=2021-05-03&until=2021-05-31&order=date")
    expect(again.locator("[data-event]")).to_contain_text("Clash at Mora")
    expect(again.locator("[data-event]")).to_have_count(1)


def test_the_keyboard_walks_opens_and_decides(windows: Windows, wide_desk: Served) -> None:
    page = windows.open(wide_desk)
    expect(page.locator("[data-event]")).to_have_count(3)
    page.keyboard.press("j")
    expect(page.locator("[data-part=peek]")).to_contain_text("Clash at Mora")
    page.keyboard.press("j")
    expect(page.locator("[data-part=peek]")).to_contain_text("Rebels attack Mora")
    page.keyboard.press("a")
    expect(page.locator("[data-event]", has_text="Rebels attack Mora")).to_contain_text("Accepted")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Rebels attack Mora")
