"""Each view opens on the small case and shows what it must."""

from __future__ import annotations

import re

import pytest

from tests.builders import account, document, reading, story
from tests.desk.conftest import Open, Served, id_of, story_of

expect = pytest.importorskip("playwright.sync_api").expect


def test_the_desk_shows_the_same_events_in_table_map_and_timeline(look: Open) -> None:
    page = look()
    expect(page.locator("[data-part=count]")).to_have_text("3 of 3 events")
    expect(page.locator("[data-event]")).to_have_count(3)
    expect(page.locator("[data-map=idle]")).to_be_visible()
    expect(page.locator("canvas[data-part=timeline]")).to_be_visible()
    expect(page.locator("[data-part=undated]")).to_have_text("1 undated")
    expect(page.locator("[data-part=unplaced]")).to_have_text("1 unplaced")
    expect(page.locator("[data-facet=kind] label")).to_have_count(3)


def test_filters_count_narrow_and_are_in_the_address(look: Open) -> None:
    page = look()
    page.get_by_role("checkbox", name="attack").check()
    expect(page.locator("[data-part=count]")).to_contain_text("1 of 3")
    expect(page.locator("[data-event]")).to_have_count(1)
    expect(page.locator("[data-facet=kind] label", has_text="clash")).to_contain_text("1")
    expect(page).to_have_url(re.compile(r"\?kind=attack"))
    page.reload()
    expect(page.locator("[data-part=count]")).to_contain_text("1 of 3")
    expect(page.get_by_role("checkbox", name="attack")).to_be_checked()
    page.get_by_role("button", name="Remove filter attack").click()
    expect(page.locator("[data-event]")).to_have_count(3)


def test_an_address_brings_every_part_of_the_desk_back(look: Open, shared_desk: Served) -> None:
    chosen = id_of(shared_desk, "Clash")
    page = look(f"/?status=happened&since=2021-05-03&until=2021-05-31&order=date&event={chosen}")
    expect(page.locator("[data-part=count]")).to_contain_text("1 of 3")
    expect(page.locator("[data-part=chips] .chip")).to_have_count(2)
    expect(page.locator("[data-part=peek]")).to_contain_text("Clash at Mora")
    expect(page.get_by_role("columnheader", name="Date")).to_have_attribute("aria-sort", "ascending")
    page.locator("[data-part=peek]").get_by_role("link", name="Open event").click()
    expect(page.locator("[data-view=event][data-ready=yes]")).to_be_visible()
    page.go_back()
    expect(page.locator("[data-part=count]")).to_contain_text("1 of 3")


def test_words_filter_the_desk(look: Open) -> None:
    page = look()
    page.keyboard.press("/")
    page.keyboard.type("drones")
    expect(page.locator("[data-event]")).to_have_count(1)
    expect(page).to_have_url(re.compile("q=drones"))


def test_the_undated_have_a_lane(look: Open) -> None:
    page = look()
    page.locator("[data-part=undated]").click()
    expect(page.locator("[data-event]")).to_have_count(1)
    expect(page.locator("[data-event]")).to_contain_text("Drones for the Lake Vanguard")


def test_the_keyboard_walks_the_table_and_opens(look: Open) -> None:
    page = look()
    expect(page.locator("[data-event]")).to_have_count(3)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[aria-selected=true]")).to_contain_text("Rebels attack Mora")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Rebels attack Mora")).to_be_visible()


def test_the_event_shows_who_says_what_and_where_it_differs(look: Open, shared_desk: Served) -> None:
    page = look(f"/events/{id_of(shared_desk, 'Rebels attack')}")
    row = page.locator("[data-field=killed]")
    expect(row).to_contain_text("differs")
    expect(row.locator("summary")).to_have_count(2)
    row.locator("summary").first.click()
    expect(row.locator("details[open]")).to_contain_text("killing 6, police said")
    expect(page.locator("[data-account]")).to_have_count(2)
    expect(page.locator("[data-part=grade]")).to_contain_text("credibility.confirmed/1")
    page.locator("[data-account] a").first.click()
    expect(page.locator("[data-view=story] .target")).to_have_text("attacked")


def test_the_story_marks_its_words_and_keeps_their_places_after_an_emoji(look: Open, shared_desk: Served) -> None:
    page = look(f"/stories/{story_of(shared_desk, 'Lake Wire')}")
    expect(page.locator("[data-part=text]")).to_have_text(
        "Soldiers clashed with rebels at Mora on 3 May 🚧, residents said."
    )
    expect(page.locator("[data-part=text] .w1").first).to_have_text("clashed")
    expect(page.locator("[data-view=story]")).to_contain_text("residents")
    toggle = page.locator("[data-layer=account]")
    page.keyboard.press("6")
    expect(toggle).to_have_attribute("aria-pressed", "false")
    expect(page.locator("[data-part=text] .w1")).to_have_count(0)
    page.get_by_role("button", name="Original").click()
    expect(page.frame_locator("iframe").locator("body")).to_contain_text("Soldiers clashed")


def test_the_stories_are_listed(look: Open) -> None:
    page = look("/stories")
    expect(page.locator("[data-view=stories] tbody tr")).to_have_count(4)


def test_the_network_names_who_and_shows_a_tie(look: Open) -> None:
    page = look("/network")
    expect(page.locator("[data-part=showing]")).to_contain_text(re.compile(r"Showing \d+ of \d+ names"))
    page.locator("[data-node]", has_text="Orlan Freight").click()
    expect(page.locator("[data-part=tie-list]")).to_contain_text("Lake Vanguard")
    page.get_by_role("button", name="Procurement").click()
    expect(page).to_have_url(re.compile("view=procurement"))
    expect(page.locator("[data-node]", has_text="drones")).to_be_visible()


def test_the_network_tells_what_an_actor_has_and_who_supplied_it(look: Open) -> None:
    page = look("/network?view=capability")
    expect(page.locator("[data-view=network]")).to_contain_text("Choose an actor")
    page.locator("[data-node]", has_text="Lake Vanguard").click()
    has = page.locator("[data-part=has-what]")
    expect(has).to_contain_text("uav")
    expect(has).to_contain_text("drones")
    page.get_by_role("button", name="Procurement").click()
    expect(has).to_contain_text("Orlan Freight → Lake Vanguard")
    has.get_by_role("link", name="drones").click()
    expect(page.get_by_role("heading", name="Drones for the Lake Vanguard")).to_be_visible()


def test_the_network_is_narrowed_by_kind_and_time(look: Open) -> None:
    page = look("/network")
    showing = page.locator("[data-part=showing]")
    expect(showing).to_contain_text("Showing")
    whole = showing.inner_text()
    page.get_by_role("button", name="Kinds of event: All kinds").click()
    page.get_by_role("checkbox", name="transfer").check()
    expect(showing).not_to_have_text(whole)
    expect(page).to_have_url(re.compile("kind=transfer"))
    page.reload()
    expect(page.get_by_role("button", name="Kinds of event: transfer")).to_be_visible()
    page.get_by_role("textbox", name="From").fill("2021-05")
    page.get_by_role("textbox", name="From").press("Enter")
    expect(page.locator("[data-view=network]")).to_contain_text("No tie matches")
    page.goto(page.url.replace("kind=transfer", "kind=attack"))
    expect(page.locator("[data-node]", has_text="Mora")).to_be_visible()


def test_the_path_between_two_and_a_pin(look: Open) -> None:
    page = look("/network")
    page.locator("[data-node]", has_text="Orlan Freight").click()
    page.get_by_role("button", name="Focus", exact=True).click()
    expect(page).to_have_url(re.compile("focus="))
    page.get_by_role("combobox", name="Path to").fill("drones")
    page.get_by_role("option", name="drones").click()
    expect(page.get_by_role("button", name="Clear")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    page.locator("[data-node]", has_text="Lake Vanguard").click()
    page.get_by_role("button", name="Keep in focus").click()
    expect(page).to_have_url(re.compile("focus=.*focus="))


def test_the_sources_show_who_copies_whom(look: Open) -> None:
    page = look("/sources")
    expect(page.locator("[data-part=outlets] tbody tr")).to_have_count(4)
    page.locator("[data-part=matrix] [role=button]").first.press("Enter")
    expect(page.locator("[data-view=sources]")).to_contain_text("on 2 May")


def test_the_review_puts_contradictions_first(look: Open) -> None:
    page = look("/review")
    expect(page.locator("[data-sort=conflict]")).to_contain_text("Rebels attack Mora")
    expect(page.locator("[data-part=left]")).to_have_text("3 left")


def test_problems_say_what_to_do(look: Open) -> None:
    expect(look("/problems").locator("tbody tr")).to_contain_text("Install tidings[ocr]")


def test_the_search_shows_hits_in_their_words(look: Open) -> None:
    page = look("/search?q=drones")
    expect(page.locator("[data-view=search] mark").first).to_have_text("drones")
    expect(page.get_by_role("region", name="Accounts")).to_contain_text("Drones for the Lake Vanguard")


def test_the_keys_lead_to_every_page(look: Open) -> None:
    page = look()
    for key, view in (("r", "review"), ("s", "stories"), ("n", "network"), ("k", "sources"), ("p", "problems")):
        page.keyboard.press("g")
        page.keyboard.press(key)
        expect(page.locator(f"[data-view={view}][data-ready=yes]")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Accept, reject")


def test_an_event_that_is_not_there_is_said_so(look: Open, windows: object) -> None:
    windows.expected.append("404")  # type: ignore[attr-defined]
    expect(look("/events/0123456789abcdef").get_by_role("alert")).to_contain_text("There is no event")


@pytest.mark.parametrize(
    ("words", "direction"),
    [("هاجم مسلحون نقطة شرطة في مورا يوم الاثنين.", "rtl"), ("Боевики напали на пост полиции в Море.", "ltr")],
)
def test_words_of_any_script_stand_in_their_own_direction(
    work: Open, own_desk: Served, words: str, direction: str
) -> None:
    one = story(words, "2021-06-01", publisher="Hill Radio", headline=words)
    with own_desk.desk.case.taking(document(words, "report.txt")):
        own_desk.desk.case.put(reading(one, account(one, words.split()[0], roles={"actor": [words.split()[1]]})))
    own_desk.desk.link()
    page = work(f"/stories/{one.id}")
    expect(page.locator("[data-part=text]")).to_have_text(words)
    expect(page.get_by_role("heading", name=words)).to_be_visible()
    for part in ("[data-part=text] p", "h1"):
        expect(page.locator(part).first).to_have_css("direction", direction)
    loaded = "[...document.fonts].some(font => /Arabic/.test(font.family) && font.status === 'loaded')"
    assert page.evaluate(f"document.fonts.ready.then(() => {loaded})") == (
        direction == "rtl"
    )  # the desk's own, as a machine may have none
