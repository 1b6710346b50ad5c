"""The names of a party in the page: their words, two merged into one, and a word that is somebody else's."""

from __future__ import annotations

from typing import Any

import pytest

from tests.desk.conftest import Open, Served
from tidings.pipeline import link_waiting

expect = pytest.importorskip("playwright.sync_api").expect


@pytest.fixture
def names(work: Open, own_desk: Served) -> Any:
    """The network, on a case whose names are worked out, with a party chosen."""
    link_waiting(own_desk.desk.case, own_desk.desk.know)
    own_desk.desk.renew()
    page = work("/network")
    page.locator("[data-node='actor:lake vanguard']").click()
    expect(page.locator("[data-part=entity-names]")).to_contain_text("learnt from stories")
    return page


def test_a_name_shows_its_words(names: Any) -> None:
    panel = names.locator("[data-part=entity-names]")
    panel.locator("summary").click()
    expect(panel.locator("mark")).to_have_text("Lake Vanguard")
    expect(panel.get_by_role("button", name="is somebody else")).to_have_count(0)  # it has no other name


def test_two_names_are_merged_and_one_is_split_again(names: Any) -> None:
    panel = names.locator("[data-part=entity-names]")
    panel.get_by_role("button", name="Same as another").click()
    dialog = names.get_by_role("dialog")
    dialog.get_by_label("Find the other name").fill("soldiers")
    dialog.get_by_role("option").first.click()
    dialog.get_by_label("Reason").fill("its guards")
    dialog.get_by_role("button", name="Merge").click()
    expect(panel.locator("summary")).to_have_count(2)
    expect(panel).to_contain_text("as an analyst says")
    expect(names.locator("[data-node='actor:soldiers']")).to_have_count(0)
    panel.locator("summary", has_text="Soldiers").click()
    panel.get_by_role("button", name="“Soldiers” is somebody else").click()
    names.get_by_role("dialog").get_by_role("button", name="Split").click()
    expect(names.locator("[data-node='actor:soldiers']")).to_have_count(1)
    expect(panel.locator("summary")).to_have_count(1)
