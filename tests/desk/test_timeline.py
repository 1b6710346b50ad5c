"""The timeline opens on the days of most events and tells how many lie before or after them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.desk.conftest import Open

expect = pytest.importorskip("playwright.sync_api").expect
LONG_AGO = 6574  # 1 January 1988


def grown(answer: dict[str, Any], times: int) -> dict[str, Any]:
    """The events so many times over, a day apart, the first of all begun thirty years before."""
    n = answer["n"]
    columns = {name: held for name, held in answer.items() if isinstance(held, (list, str)) and len(held) == n}
    for name, held in columns.items():
        answer[name] = held * times
    answer["id"] = [f"{one}-{i}" for i, one in enumerate(answer["id"])]
    first = min(day for day in answer["start"] if day is not None)
    answer["start"] = [first + i for i in range(n * times)]
    answer["end"] = list(answer["start"])
    answer["start"][0] = LONG_AGO
    return answer | {"n": n * times}


@pytest.fixture
def long_told(look: Open) -> Any:
    """The desk with one account of thirty years among many of days."""
    page = look("/sources")

    def answer(route: Any) -> None:
        got = route.fetch()
        route.fulfill(response=got, body=json.dumps(grown(got.json(), 8)))

    page.route("**/api/events", answer)
    page.goto(page.url.rpartition("/")[0] + "/")
    expect(page.locator("[data-view=desk][data-ready=yes]")).to_be_visible()
    return page


def test_one_very_long_account_does_not_squeeze_the_timeline(long_told: Any) -> None:
    page = long_told
    count = page.locator("[data-part=count]").inner_text()
    expect(page.locator("[data-part=before]")).to_contain_text("1 before")
    expect(page.get_by_role("textbox", name="From")).to_have_value("1988-01-01")
    assert page.get_by_role("slider", name="Start of period").get_attribute("aria-valuetext")[:4] != "1988"
    page.locator("[data-part=before]").click()
    assert page.get_by_role("slider", name="Start of period").get_attribute("aria-valuetext") == "1988-01-01"
    page.locator("[data-part=core]").click()
    expect(page.locator("[data-part=before]")).to_be_visible()
    assert page.locator("[data-part=count]").inner_text() == count


def test_a_period_outside_the_days_of_most_events_shows_all_days(long_told: Any) -> None:
    long_told.get_by_role("textbox", name="To").fill("1999")
    long_told.get_by_role("textbox", name="To").press("Enter")
    expect(long_told.locator("[data-part=count]")).to_contain_text("1 of")
    expect(long_told.locator("[data-part=before]")).to_have_count(0)
    assert int(long_told.get_by_role("slider", name="Start of period").get_attribute("aria-valuemin")) == LONG_AGO
