"""Judging on the command line."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tidings.cli.words import judgement_words
from tidings.model import Judgement


def first(run: Run, case: Path) -> dict:
    return json.loads(run("events", case, "--json").stdout.splitlines()[0])["event"]


def test_a_judgement_stands_in_the_history_and_is_undone(run: Run, own_case: Path) -> None:
    event = first(run, own_case)["id"]
    made = run("judge", own_case, "edit", event, "killed", "5..7", "--because", "hospital list", "--by", "ana")
    assert "ana: edit " in made.stdout
    assert "killed 5 to 7 (hospital list)" in " ".join(made.stdout.split())
    assert "killed" in " ".join(run("show", own_case, event).stdout.split("History")[1].split())
    key = json.loads(run("show", own_case, event, "--json").stdout)["history"][0]["id"]
    assert run("judge", own_case, "undo", key[:8], "--by", "bob").exit_code == 0
    told = json.loads(run("show", own_case, event, "--json").stdout)
    assert [said["in_force"] for said in told["history"]] == [False, True]
    assert "edits" not in told["event"]
    assert "undone by" in " ".join(run("show", own_case, event).stdout.split())


def test_a_split_parts_an_event_and_same_joins_it_again(run: Run, own_case: Path) -> None:
    every = [json.loads(line) for line in run("events", own_case, "--json").stdout.splitlines()]
    big = max(every, key=lambda one: len(one["accounts"]))
    kept, out = big["accounts"][0]["id"], big["accounts"][-1]["id"]
    assert run("judge", own_case, "split", big["event"]["id"], out, "--by", "ana").exit_code == 0
    assert out not in together(run, own_case, kept)
    assert run("judge", own_case, "same", kept, out, "--by", "ana").exit_code == 0
    assert out in together(run, own_case, kept)


def together(run: Run, case: Path, account: str) -> list[str]:
    """The accounts of the event that this account tells."""
    every = [json.loads(line)["accounts"] for line in run("events", case, "--json").stdout.splitlines()]
    return next(ids for ids in ([one["id"] for one in accounts] for accounts in every) if account in ids)


def test_a_rejected_event_is_left_out(run: Run, own_case: Path) -> None:
    event = first(run, own_case)["id"]
    made = run("judge", own_case, "reject", event, "--by", "ana", "--json")
    assert json.loads(made.stdout)["verdict"] == "reject"
    left = run("events", own_case, "--json")
    assert event not in left.stdout
    assert "1 that an analyst rejected are left out" in left.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["praise", "x"], '"praise" is nothing that is judged. Known: same, different'),
        (["same", "x"], "Write: tidings judge .* same LEFT RIGHT"),
        (["credibility", "x", "high"], '"high" is no credibility'),
        (["reject", "ffffffff"], "No event has an id"),
    ],
)
def test_a_call_that_makes_no_sense_says_what_to_type(run: Run, own_case: Path, words: list[str], said: str) -> None:
    result = run("judge", own_case, *words)
    assert result.exit_code == 2
    assert re.search(said, result.stderr)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Nairobi", "To say which is meant:"),
        ("Nairobi, KE", "To say which is meant:"),
        ("Nairobi, FR", "No table knows it."),
        ("Xyzzyville", "No table knows it."),
    ],
)
def test_a_place_typed_by_name_comes_with_what_gives_it_a_point(run: Run, own_case: Path, name: str, said: str) -> None:
    event = first(run, own_case)["id"]
    made = run("judge", own_case, "edit", event, "place", name)
    assert said in made.stderr
    offered = next(line for line in made.stderr.splitlines() if line.startswith("    tidings judge"))
    again = run(*shlex.split(offered)[1:])
    assert again.exit_code == 0
    assert "name alone" not in again.stderr
    if said.startswith("To say"):
        assert event in run("events", own_case, "--place", "KE", "--json").stdout


def test_no_place_is_offered_where_the_place_is_said_to_be_unknown(run: Run, own_case: Path) -> None:
    assert "name alone" not in run("judge", own_case, "edit", first(run, own_case)["id"], "place", "unknown").stderr


def test_a_fault_of_a_value_ends_in_one_full_stop(run: Run, own_case: Path) -> None:
    result = run("judge", own_case, "edit", first(run, own_case)["id"], "killed", "7..5")
    assert result.stderr.strip().endswith("min 7 above max 5.")


def by_hand(run: Run, case: Path) -> dict:
    """The account that an analyst added."""
    every = [json.loads(line)["accounts"] for line in run("events", case, "--json").stdout.splitlines()]
    return next(one for accounts in every for one in accounts if one["reader"] == "analyst")


def test_what_was_judged_is_listed_and_found_again(run: Run, own_case: Path) -> None:
    made = run("judge", own_case, "grade", "The Harbour", "B", "--by", "ana", "--because", "on the spot")
    assert re.search(
        r'No story of the case is by "The Harbour", so that .* Alike: .*Harbour', " ".join(made.stderr.split())
    )
    event = first(run, own_case)["id"]
    run("judge", own_case, "tag", event, "bridge", "--by", "bob")
    every = run("judge", own_case, "list").stdout
    assert re.search(r"ana: grade The Harbour: B \(on the spot\)", every)
    key = re.findall(r"^(\w{8})  ", run("judge", own_case, "list", "The Harbour").stdout, re.M)
    assert len(key) == 1
    assert run("judge", own_case, "undo", key[0]).exit_code == 0
    told = [json.loads(line) for line in run("judge", own_case, "list", "--json").stdout.splitlines()]
    assert [(one["verdict"], one["in_force"]) for one in told] == [("grade", False), ("tag", True), ("undo", True)]
    assert "undone by" in run("judge", own_case, "list").stdout
    assert "Nothing was judged of nobody" in run("judge", own_case, "list", "nobody").stderr
    assert "tag" in run("judge", own_case, "list", event[:8]).stdout


def test_a_judgement_is_listed_under_the_word_it_was_typed_with(run: Run, own_case: Path) -> None:
    """The credibility of an event was listed as its "grade", the word for outlets."""
    event = first(run, own_case)["id"]
    said = run("judge", own_case, "credibility", event, "3", "--because", "one voice", "--by", "ana").stdout
    assert f"ana: credibility {event}: 3 (one voice)" in said
    assert "ana: grade Kestrel Post: B" in run("judge", own_case, "grade", "Kestrel Post", "B", "--by", "ana").stdout


@pytest.mark.parametrize(
    ("accounts", "said"),
    [
        ("a1", "same a1 and b1"),  # near miss: one account
        ("a1 a2", "same a1 (1 more) and b1"),  # hit
        (" ".join(f"a{n}" for n in range(1, 18)), "same a1 (16 more) and b1"),  # trap: a page of ids
    ],
)
def test_many_accounts_are_counted_not_listed(accounts: str, said: str) -> None:
    judged = Judgement("account", accounts, "b1", "same", 1.0, (), "ana", "2024-01-01T00:00:00+00:00")
    assert judgement_words(judged).endswith(said)


def test_a_known_outlet_is_graded_without_a_warning(run: Run, own_case: Path) -> None:
    assert "No story" not in run("judge", own_case, "grade", "Kestrel Post", "B").stderr


def test_a_missed_account_is_added_and_words_are_mended(run: Run, own_case: Path) -> None:
    story = json.loads(run("stories", own_case, "--json").stdout.splitlines()[0])
    words = story["text"].split()[-1]
    at = story["text"].rindex(words)
    span = f"{at}-{at + len(words)}"
    made = run("judge", own_case, "add", story["id"], "meet", "planned", span, f"actor={span} => the mayor")
    assert made.exit_code == 0, made.stderr
    added = by_hand(run, own_case)
    assert [one["name"] for one in added["roles"]["actor"]] == ["the mayor"]
    assert run("judge", own_case, "mend", added["id"][:12], "actor", span, "-").exit_code == 0
    assert "mend" in run("judge", own_case, "list").stdout
    assert by_hand(run, own_case)["roles"] == {}


def test_an_edited_actor_shows_in_the_title_and_among_the_fields(run: Run, own_case: Path) -> None:
    every = [json.loads(line) for line in run("events", own_case, "--json").stdout.splitlines()]
    named = next(one for one in every for a in one["accounts"] for f in a["roles"].get("actor", ())
                 if f["name"] in one["event"]["title"])  # fmt: skip
    key = named["event"]["id"]
    run("judge", own_case, "edit", key, "actor", "Lantern Guard", "--by", "ana", "--because", "their own film")
    shown = run("show", own_case, key).stdout
    assert "Lantern Guard" in shown.splitlines()[0]
    assert re.search(r"actor: +Lantern Guard +set by ana \(their own film\)", " ".join(shown.split()))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "x"], "Write: tidings judge .* add STORY KIND STATUS WORDS PART=WORDS…"),
        (["add", "STORY", "attack", "happened", "no such words here"], "does not have the words"),
        (["add", "STORY", "attack", "happened", "e"], '"e" stands [0-9]+ times in the story. Give the place: [0-9]+-'),
        (["add", "STORY", "attack", "happened", "0-3", "actor"], '"actor" is no part of an account. Write: actor='),
        (["mend", "ffff", "actor", "x", "-"], "No account has an id"),
        (["undo", "ffff"], "tidings judge CASE list"),
        (["list", "one", "two"], "One at a time"),
    ],
)
def test_words_that_are_not_in_the_story_are_refused(run: Run, own_case: Path, words: list[str], said: str) -> None:
    story = json.loads(run("stories", own_case, "--json").stdout.splitlines()[0])["id"]
    result = run("judge", own_case, *(story if word == "STORY" else word for word in words))
    assert result.exit_code == 2
    assert re.search(said, " ".join(result.stderr.split()))
