"""A missed account is added and words are mended in the story, by pointer and by typing, and both are taken back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import account, document, reading, story
from tests.desk.conftest import Open, Served, story_of

expect = pytest.importorskip("playwright.sync_api").expect
SELECT = """words => {
    const text = document.querySelector('[data-part=text]')
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
    const nodes = []; while (walker.nextNode()) nodes.push(walker.currentNode)
    const whole = nodes.map(node => node.data).join(''), start = whole.indexOf(words), range = document.createRange()
    let at = 0
    for (const node of nodes) {
        const end = at + node.data.length
        if (at <= start && start < end) range.setStart(node, start - at)
        if (at < start + words.length && start + words.length <= end) range.setEnd(node, start + words.length - at)
        at = end
    }
    getSelection().removeAllRanges(); getSelection().addRange(range)
}"""


def opened(page: Any) -> Any:
    expect(page.locator("[data-view=story][data-ready=yes]")).to_be_visible()
    return page


def choose(page: Any, words: str) -> None:
    page.evaluate(SELECT, words)
    expect(page.locator("[data-view=story]")).to_be_visible()


def test_a_missed_account_is_added_from_selected_words(work: Open, own_desk: Served) -> None:
    page = opened(work(f"/stories/{story_of(own_desk, 'Delta Post')}"))
    choose(page, "stayed shut")
    page.keyboard.press("e")
    hand = page.locator("[data-part=hand]")
    expect(hand.locator("[data-piece=mention]")).to_contain_text("stayed shut")
    hand.get_by_label("Kind").select_option("protest")
    choose(page, "Shops")
    expect(hand.get_by_label("Chosen words")).to_have_value("Shops")
    hand.get_by_label("Part").select_option("target")
    hand.get_by_role("button", name="Take the chosen words").click()
    choose(page, "2 May")
    hand.get_by_label("Part").select_option("time")
    hand.get_by_label("Meaning").fill("2021-05-02")
    hand.get_by_role("button", name="Take the chosen words").click()
    hand.get_by_label("Reason").fill("The reader passed over it")
    hand.get_by_role("button", name="Add account").click()
    expect(page.locator("[data-part=notes]")).to_contain_text("Account added")
    made = page.locator("[data-part=accounts] li", has_text="by hand")
    expect(made).to_contain_text("protest")
    expect(made).to_contain_text("Shops")
    expect(page.locator("[data-part=history] li")).to_contain_text("The reader passed over it")
    made.get_by_role("link").click()
    expect(page.locator("[data-view=event][data-ready=yes]")).to_be_visible()
    expect(page.locator("[data-field=time] .shown")).to_contain_text("2 May 2021")
    expect(page.locator("[data-part=history]")).to_contain_text("Account added")
    page.go_back()
    page.locator("[data-part=history]").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-part=accounts] li", has_text="by hand")).to_have_count(0)
    expect(page.locator("[data-part=history] .is-undone")).to_have_count(1)


def test_words_are_typed_after_an_emoji_and_stand_where_they_are(work: Open, own_desk: Served) -> None:
    page = opened(work(f"/stories/{story_of(own_desk, 'Lake Wire')}"))
    page.keyboard.press("e")
    hand = page.locator("[data-part=hand]")
    words = hand.get_by_label("Chosen words")
    words.fill("nowhere to be found")
    words.press("Enter")
    expect(hand).to_contain_text("does not have these words")
    words.fill("residents said")
    words.press("Enter")
    hand.get_by_role("button", name="Take the chosen words").click()
    hand.get_by_role("button", name="Add account").click()
    expect(page.locator("[data-part=accounts] li", has_text="by hand")).to_contain_text("residents said")


def test_words_are_mended_and_the_mend_is_undone(work: Open, own_desk: Served) -> None:
    page = opened(work(f"/stories/{story_of(own_desk, 'Hill Radio')}"))
    page.get_by_role("button", name="Mend the words: raided").click()
    hand = page.locator("[data-part=hand]")
    choose(page, "a doctor")
    hand.get_by_role("button", name='Replace "Rebels" by the chosen words').click()
    expect(hand.locator("[data-piece=actor]")).to_contain_text("a doctor")
    expect(page.locator("[data-part=history] li")).to_contain_text("actor: Rebels → a doctor")
    hand.get_by_role("button", name='Take away "Mora"').click()
    expect(hand.locator("[data-piece=place]")).to_have_count(0)
    hand.get_by_role("button", name="Close").click()
    page.keyboard.press("u")
    expect(page.locator("[data-part=history] .is-undone")).to_have_count(1)
    page.locator("[data-part=history] li:not(.is-undone)").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-part=history] .is-undone")).to_have_count(2)
    expect(page.locator("[data-part=accounts] li")).to_contain_text("Rebels")


def test_a_new_actor_is_asked_about_and_known(work: Open, own_desk: Served) -> None:
    for n in (1, 2):
        one = story(f"The Salt Road Guard attacked bridge {n} at Mora.", f"2021-06-0{n}", publisher="Coast News")
        with own_desk.desk.case.taking(document(one.text, f"guard-{n}.txt")):
            own_desk.desk.case.put(reading(one, account(one, "attacked", roles={"actor": ["Salt Road Guard"]})))
    own_desk.desk.link()
    page = work("/review")
    page.get_by_role("button", name="New actors 1").click()
    expect(page.locator("[data-sort=actor]")).to_contain_text("Salt Road Guard")
    expect(page.locator("[data-sort=actor] mark").first).to_have_text("Salt Road Guard")
    page.locator("[data-action=accept]").click()
    expect(page.get_by_role("button", name="New actors 0")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="New actors 1")).to_be_visible()
    page.locator("[data-sort=actor]").get_by_role("link", name="Salt Road Guard").click()
    expect(page.locator("[data-part=showing]")).to_contain_text("Showing")
