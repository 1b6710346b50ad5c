"""An answer that comes late takes nothing back, and a key that cannot be taken now says so."""

from __future__ import annotations

from typing import Any

import pytest

from tests.desk.conftest import Open, Served, Windows, id_of

expect = pytest.importorskip("playwright.sync_api").expect


def test_an_event_asked_for_before_a_decision_does_not_take_its_state_back(windows: Windows, own_desk: Served) -> None:
    page = windows.open(own_desk, f"/events/{id_of(own_desk, 'Rebels attack')}")
    expect(page.locator("[data-part=state]")).to_have_text("Open")
    held: list[Any] = []
    page.route("**/api/events/*", lambda route: held.append((route, route.fetch())))
    other = windows.open(own_desk, f"/events/{id_of(own_desk, 'Clash')}")
    with page.expect_request("**/api/events/*"):  # news of the comment
        other.get_by_role("textbox", name="Add a comment").fill("Ask the hospital.")
        other.get_by_role("button", name="Add a comment").click()
    page.keyboard.press("a")
    expect(page.locator("[data-part=state]")).to_have_text("Accepted")
    route, answer = held[0]
    route.fulfill(response=answer)
    page.wait_for_timeout(200)
    expect(page.locator("[data-part=state]")).to_have_text("Accepted")


def test_a_decision_while_another_is_being_written_says_that_it_was_not_taken(work: Open, own_desk: Served) -> None:
    page = work(f"/events/{id_of(own_desk, 'Rebels attack')}")
    expect(page.locator("[data-part=state]")).to_have_text("Open")
    held: list[Any] = []
    page.route("**/api/judgements", lambda route: held.append(route))
    page.keyboard.press("a")
    page.keyboard.press("r")
    page.keyboard.press("r")
    expect(page.locator("[data-part=notes]").get_by_text("this one was not taken")).to_have_count(1)
    held[0].continue_()
    expect(page.locator("[data-part=state]")).to_have_text("Accepted")
    assert len(held) == 1
