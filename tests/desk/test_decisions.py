"""Every decision can be taken in the page, shows at once, and is in the case, signed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.desk.conftest import Open, Served, Windows, id_of

expect = pytest.importorskip("playwright.sync_api").expect


@pytest.fixture
def attack(work: Open, own_desk: Served) -> Any:
    """The page of the event that two accounts tell."""
    page = work(f"/events/{id_of(own_desk, 'Rebels attack')}")
    expect(page.locator("[data-view=event][data-ready=yes]")).to_be_visible()
    return page


@pytest.mark.parametrize(("key", "state"), [("a", "Accepted"), ("r", "Rejected")])
def test_accept_reject_and_undo_by_key(attack: Any, key: str, state: str) -> None:
    attack.keyboard.press(key)
    expect(attack.locator("[data-part=state]")).to_have_text(state)
    expect(attack.locator("[data-part=history] li")).to_contain_text("ana")
    attack.keyboard.press("u")
    expect(attack.locator("[data-part=notes]")).to_contain_text("Undone")
    expect(attack.locator("[data-part=state]")).not_to_have_text(state)
    expect(attack.locator("[data-part=history] .is-undone")).to_have_count(1)


def test_a_value_is_edited_with_a_reason(attack: Any) -> None:
    attack.get_by_role("button", name="Edit killed").click()
    dialog = attack.get_by_role("dialog")
    dialog.get_by_label("Least").fill("7")
    dialog.get_by_label("Most").fill("8")
    save = dialog.get_by_role("button", name="Save")
    expect(save).to_be_disabled()
    dialog.get_by_label("Reason").fill("The hospital's list")
    save.click()
    expect(attack.locator("[data-field=killed]")).to_contain_text("set by ana")
    expect(attack.locator("[data-field=killed] .shown")).to_contain_text(re.compile("7.*8"))
    expect(attack.locator("[data-part=history]")).to_contain_text("The hospital's list")
    attack.locator("[data-part=history]").get_by_role("button", name="Undo").click()
    expect(attack.locator("[data-field=killed]")).not_to_contain_text("set by ana")


def test_two_events_are_merged_and_one_is_split_again(attack: Any, windows: Windows) -> None:
    windows.expected.append("410 ")  # news of the merge may come before its answer
    attack.keyboard.press("m")
    dialog = attack.get_by_role("dialog")
    dialog.get_by_label("Find an event by its title").fill("clash")
    dialog.get_by_role("radio", name="Clash at Mora").check()
    dialog.get_by_role("button", name="Merge").click()
    expect(attack.locator("[data-account]")).to_have_count(3)
    attack.keyboard.press("x")
    attack.get_by_role("checkbox", name="Account 3").check()
    attack.locator("[data-part=accounts] > .title").get_by_role("button", name="Split").click()
    attack.get_by_role("dialog").get_by_role("button", name="Split").click()
    expect(attack.locator("[data-account]")).to_have_count(2)
    expect(attack.locator("[data-part=history]")).to_contain_text("Kept apart")


def test_comments_and_tags(attack: Any) -> None:
    attack.get_by_role("textbox", name="Add a comment").fill("Ask the <b>hospital</b>.")
    attack.get_by_role("button", name="Add a comment").click()
    expect(attack.locator(".comment")).to_contain_text("Ask the <b>hospital</b>.")
    tag = attack.get_by_role("textbox", name="Add a tag")
    tag.fill("market")
    tag.press("Enter")
    expect(attack.locator(".tags .tag")).to_have_text("market")
    attack.get_by_role("button", name="Remove tag market").click()
    expect(attack.locator(".tags .tag")).to_have_count(0)


def test_the_credibility_of_an_event_is_graded(attack: Any) -> None:
    attack.locator("[data-part=grade]").get_by_role("button", name="Grade").click()
    dialog = attack.get_by_role("dialog")
    dialog.get_by_role("radio", name="4 doubtful").check()
    dialog.get_by_label("Reason").fill("One camera, no name")
    dialog.get_by_role("button", name="Grade").click()
    expect(attack.locator("[data-part=grade]")).to_contain_text("doubtful")


def test_the_reliability_of_an_outlet_is_graded(work: Open) -> None:
    page = work("/sources")
    row = page.locator("[data-part=outlets] tr", has_text="Delta Post")
    row.get_by_role("button", name="Grade").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="B usually reliable").check()
    dialog.get_by_label("Reason").fill("Right five times")
    dialog.get_by_role("button", name="Reliability of Delta Post").click()
    expect(row).to_contain_text("graded by ana")
    expect(row.locator("strong")).to_have_text("B")


def test_the_review_is_driven_by_keys(work: Open) -> None:
    page = work("/review")
    expect(page.locator("[data-sort=conflict]")).to_be_visible()
    page.keyboard.press("s")
    expect(page.locator("[data-sort=same]")).to_be_visible()
    page.keyboard.press("d")
    expect(page.locator("[data-part=notes]")).to_contain_text("Kept apart")
    expect(page.locator("[data-part=left]")).to_have_text("2 left")
    expect(page.locator("[data-action=accept]")).to_be_enabled()
    page.keyboard.press("a")
    expect(page.locator("[data-part=left]")).to_have_text("1 left")
    page.keyboard.press("u")
    expect(page.locator("[data-part=left]")).to_have_text("2 left")


def test_no_key_is_lost_while_the_queue_is_asked_for_anew(windows: Windows, own_desk: Served) -> None:
    page = windows.open(own_desk, "/review")
    expect(page.locator("[data-part=left]")).to_have_text("3 left")
    held: list[Any] = []
    page.route("**/api/review*", lambda route: held.append(route))
    other = windows.open(own_desk, f"/events/{id_of(own_desk, 'Clash')}")
    with page.expect_request("**/api/review*"):  # news of the comment
        other.get_by_role("textbox", name="Add a comment").fill("Ask the hospital.")
        other.get_by_role("button", name="Add a comment").click()
    page.keyboard.press("a")
    expect(page.locator("[data-part=notes]")).to_contain_text("Accepted")
    expect(page.locator("[data-part=left]")).to_have_text("2 left")
    page.unroute("**/api/review*")  # lets go what is held
    expect(page.locator("[data-sort=same] [data-action=merge]")).to_be_enabled()
    expect(page.locator("[data-part=left]")).to_have_text("2 left")


def test_the_desk_decides_on_the_chosen_event(work: Open) -> None:
    page = work("/?state=open")
    expect(page.locator("[data-event]")).to_have_count(3)
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("[data-event]")).to_have_count(2)
    page.keyboard.press("u")
    expect(page.locator("[data-event]")).to_have_count(3)


def test_two_windows_do_not_lose_each_others_work(windows: Windows, own_desk: Served) -> None:
    windows.expected.append("409 ")
    path = f"/events/{id_of(own_desk, 'Rebels attack')}"
    one = windows.open(own_desk, path)
    two = windows.open(own_desk, path)
    for page in (one, two):
        expect(page.locator("[data-view=event][data-ready=yes]")).to_be_visible()
    two.route("**/api/events/*", lambda route: route.abort())  # keeps it from seeing the news before it decides
    two.get_by_role("textbox", name="Add a comment").fill("Not at the market.")
    one.keyboard.press("a")
    expect(one.locator("[data-part=state]")).to_have_text("Accepted")
    two.get_by_role("button", name="Add a comment").click()
    expect(two.locator("[data-part=notes] [role=alert]", has_text="meanwhile")).to_be_visible()
    expect(two.locator("[data-part=state]")).to_have_text("Accepted")
    expect(two.get_by_role("textbox", name="Add a comment")).to_have_value("Not at the market.")
    two.unroute("**/api/events/*")
    two.get_by_role("button", name="Add a comment").click()
    expect(two.locator(".comment")).to_contain_text("Not at the market.")
    expect(one.locator(".comment")).to_contain_text("Not at the market.")


def test_another_window_follows(windows: Windows, own_desk: Served) -> None:
    path = f"/events/{id_of(own_desk, 'Clash')}"
    one, two = windows.open(own_desk, path), windows.open(own_desk, "/")
    expect(two.locator("[data-event]", has_text="Clash")).to_contain_text("Open")
    expect(one.locator("[data-view=event][data-ready=yes]")).to_be_visible()
    one.keyboard.press("a")
    expect(two.locator("[data-event]", has_text="Clash")).to_contain_text("Accepted")


def test_documents_are_added_with_their_progress(work: Open, own_desk: Served) -> None:
    page = work("/")
    expect(page.locator("[data-part=count]")).to_contain_text("of 3 events")
    report = b"MORA, 4 June 2021 - Rebels attacked a market in Mora on Thursday, killing five people, police said.\n"
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add documents").click()
    chooser.value.set_files({"name": "report.txt", "mimeType": "text/plain", "buffer": report})
    expect(page.locator("[data-part=job]")).to_be_visible()
    expect(page.locator("[data-part=notes]")).to_contain_text("Added 1 story")
    expect(page.locator("[data-part=job]")).to_have_count(0)
    assert own_desk.desk.case.counts()["documents"] == 5


def test_an_empty_document_is_refused_in_words(work: Open, windows: Windows) -> None:
    windows.expected.append("400 ")
    page = work("/")
    expect(page.get_by_role("button", name="Add documents")).to_be_visible()
    page.locator("#add-documents").set_input_files({"name": "empty.txt", "mimeType": "text/plain", "buffer": b""})
    expect(page.locator("[data-part=notes] [role=alert]")).to_contain_text("empty.txt is empty")
