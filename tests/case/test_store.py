"""What is added is held, once, and an interruption loses nothing that was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import MORA, account, case_of, document, event, links, quote, reading, story, take
from tidings.case import CaseStore
from tidings.errors import CaseError, UnreadableBytes, WrongCall
from tidings.model import (
    Actor,
    Amount,
    Item,
    Judgement,
    Mention,
    Outlet,
    Place,
    Problem,
    Published,
    Reading,
    Source,
    Span,
    Story,
    Timed,
    When,
)

TEXT = "Rebels with drones attacked Mora on Thursday, killing six, police told Sahel Newswire."


def full_reading() -> Reading:
    s = story(
        TEXT,
        headline="Mora attacked",
        byline="By A. Writer",
        publisher="Sahel Newswire",
        source_id="row-1",
        url="https://example.org/1",
        truncated=True,
    )
    a = account(
        s,
        "attacked",
        roles={"actor": ["Rebels"], "item": ["drones"]},
        sources=["police"],
        numbers={"killed": ("six", 6, None)},
        time=("Thursday", "2015-10-15"),
        place=("Mora", MORA),
        method="drone-strike",
        status_words=quote(s, "told"),
        confidence=0.8125,
        because=("events.attack/1", "times.weekday/1"),
    )
    mentions = (
        Mention("actor", quote(s, "Rebels"), entity=Actor("Rebels", "act1", "armed group", "CM"), rule="actors/1"),
        Mention("item", quote(s, "drones"), entity=Item("Phantom", "it1", "DJI", "uav.multirotor", "CN")),
        Mention("actor", quote(s, "Sahel Newswire"), entity=Outlet("Sahel Newswire", domain="example.org")),
        Mention("place", quote(s, "Mora"), MORA),
        Mention("time", quote(s, "Thursday"), When("2015-10-15", None, "day", "2015-W42-4")),
        Mention("number", quote(s, "six"), Amount(6, None, "people", "killed")),
        Mention("number", quote(s, "killing six"), Amount(None, 2.5)),
        Mention("place", quote(s, "Rebels with")),
    )
    return reading(s, a, mentions=mentions)


def bare_reading() -> Reading:
    s = Story(document(TEXT).sha256, 0, len(TEXT), TEXT, published=Published(None, "interval", "clues", (Span(1, 3),)))
    a = account(s, "attacked", sources=())
    return reading(s, a, account(s, "killing", "accuse", "possible"))


@pytest.mark.parametrize("make", [full_reading, bare_reading])
def test_a_reading_comes_back_as_it_was_added(make, tmp_path: Path) -> None:
    one = make()
    with case_of(one, path=str(tmp_path / "a.case")):
        pass
    with CaseStore.open(tmp_path / "a.case", create=False) as case:
        assert case.reading(one.story.id) == one
        assert list(case.readings()) == [one]
        assert case.view().readings == (one,)


def test_a_source_without_words_and_a_time_without_words_come_back() -> None:
    s = story(TEXT)
    first = account(s, "attacked")
    a = type(first)(s.id, "attack", "happened", first.mentions, sources=(Source("police"),), time=Timed())
    with case_of(reading(s, a)) as case:
        assert case.reading(s.id).accounts == (a,)


def test_the_document_comes_back_with_its_bytes() -> None:
    doc = document(TEXT, "a.jsonl#3", retrieved="2024-01-02T03:04:05Z", given=(("id", "7"), ("publisher", "X")))
    with CaseStore.open(":memory:") as case:
        with case.taking(doc):
            pass
        assert case.document(doc.sha256[:12]) == doc
        assert case.document(f"sha256:{doc.sha256}").raw == TEXT.encode()


def test_the_same_document_again_changes_nothing() -> None:
    one = full_reading()
    with case_of(one) as case:
        before = case.fingerprint()
        assert case.has(document(TEXT))
        take(case, one, one)
        assert case.fingerprint() == before


def test_the_same_bytes_from_elsewhere_are_one_document_with_two_origins() -> None:
    with case_of(full_reading()) as case:
        before = case.fingerprint()
        case.note_origin(document(TEXT, "b.txt"))
        with case.taking(document(TEXT, "c.txt")):
            case.put(bare_reading())
        assert case.counts()["documents"] == 1
        assert case.view().readings == (full_reading(),)
        assert case.fingerprint() != before


def add_and_break_off(case: CaseStore, one: Reading, why: BaseException) -> None:
    with case.taking(document(one.story.text)):
        case.put(one)
        raise why


def test_a_document_is_failed_until_its_block_ends_well() -> None:
    doc = document(TEXT)
    with CaseStore.open(":memory:") as case:
        with pytest.raises(RuntimeError, match="power"):
            add_and_break_off(case, full_reading(), RuntimeError("power cut"))
        assert not case.has(doc)
        assert [(p.origin, p.reason) for p in case.problems()] == [("a.txt", "interrupted")]
        assert case.counts()["stories"] == 0
        take(case, full_reading())
        assert case.has(doc)
        assert case.problems() == []


def test_reading_again_replaces_the_readings_and_drops_the_events_they_told() -> None:
    one, other = full_reading(), bare_reading()
    with case_of(one) as case:
        case.replace_links(links(event(*one.accounts)))
        with case.taking(document(TEXT), again=True):
            case.put(other)
        assert case.view().readings == (other,)
        assert case.events() == []
        assert case.search("Newswire")
        assert case.check() == []


def test_reading_again_that_breaks_off_keeps_the_earlier_readings() -> None:
    with case_of(full_reading()) as case:
        with pytest.raises(RuntimeError, match="cut"), case.taking(document(TEXT), again=True):
            raise RuntimeError("cut")
        assert case.view().readings == (full_reading(),)
        assert not case.has(document(TEXT))


@pytest.mark.file
def test_what_was_added_before_a_kill_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.case"
    first, second = reading(story("One bomb exploded.")), reading(story("Two bombs exploded."))
    case = case_of(first, path=str(path))
    with pytest.raises(KeyboardInterrupt):
        add_and_break_off(case, second, KeyboardInterrupt())
    copy = tmp_path / "copy.case"  # the files as a killed program leaves them: log and all
    for end in ("", "-wal"):
        (tmp_path / f"copy.case{end}").write_bytes((tmp_path / f"a.case{end}").read_bytes())
    case.close()
    with CaseStore.open(copy) as found:
        assert found.view().readings == (first,)
        assert [p.reason for p in found.problems()] == ["interrupted"]
        assert found.check() == []


def test_problems_are_noted_once_and_cleared_when_the_document_is_read() -> None:
    doc = document(TEXT)
    why = UnreadableBytes("Not a PDF.", reason="not-pdf")
    with CaseStore.open(":memory:") as case:
        for _ in range(2):
            with pytest.raises(UnreadableBytes), case.taking(doc):
                raise why
            case.problem(doc, why)
        case.problem("missing.txt", why)
        case.problem(Problem("b\udcff.txt", "odd", "odd \udcff name"))
        assert [p.origin for p in case.problems()] == ["a.txt", "b\\udcff.txt", "missing.txt"]
        with case.taking(doc):
            case.problem(Problem("a.txt", "teaser", "Breaks off.", doc.sha256))
        assert [(p.origin, p.reason) for p in case.problems()] == [
            ("a.txt", "teaser"),
            ("b\\udcff.txt", "odd"),
            ("missing.txt", "not-pdf"),
        ]


def test_two_accounts_by_the_same_words_are_kept_or_named_as_a_problem() -> None:
    s = story("Attacks in Mora and Kolofata killed ten.")
    a, b = account(s, "Attacks", place=("Mora", MORA)), account(s, "Attacks", place=("Kolofata", Place("Kolofata")))
    with case_of(reading(s, a, b)) as case:
        kept = case.reading(s.id).accounts
        assert kept == ((a,) if a.id == b.id else (a, b))
        assert len(kept) + [p.reason for p in case.problems()].count("account-twice") == 2


def test_half_a_character_is_a_problem_and_the_rest_is_kept() -> None:
    broken = Story(document(TEXT).sha256, 0, 2, "x\ud800")
    with CaseStore.open(":memory:") as case:
        with case.taking(document(TEXT)):
            case.put(reading(broken), bare_reading())
        assert case.view().readings == (bare_reading(),)
        (problem,) = case.problems()
    assert (problem.reason, "U+D800 at character 1" in problem.detail) == ("half-character", True)


def wrong_calls() -> list:
    s = story("Other words.")
    stray = Reading(story(TEXT), (), (account(story(TEXT, source_id="x"), "attacked"),))
    rule = Judgement("event", "e", None, "accept", 1.0, (), "rule:x/1", "")
    person = Judgement("event", "e", None, "accept", 1.0, (), "ana", "yesterday")
    return [
        (lambda case: case.put(reading(s)), "Nothing is being taken"),
        (lambda case: _add(case, reading(s)), "is not of a.txt"),
        (lambda case: _add(case, stray), "names another story"),
        (lambda case: _nested(case), "Still taking a.txt"),
        (lambda case: case.problem("x.txt"), "Say why"),
        (lambda case: case.judge(rule), "is a rule"),
        (lambda case: case.judge(person), 'needs its moment .*"yesterday"'),
        (lambda case: case.reading("ffff"), 'No story has an id that starts with "ffff"'),
        (lambda case: case.events(None, colour="red"), "There is no filter colour"),
    ]


def _add(case: CaseStore, one: Reading) -> None:
    with case.taking(document(TEXT)):
        case.put(one)


def _nested(case: CaseStore) -> None:
    with case.taking(document(TEXT)), case.taking(document("b")):
        pass


@pytest.mark.parametrize(("call", "said"), wrong_calls())
def test_wrong_calls_say_what_to_do(call, said: str) -> None:
    with CaseStore.open(":memory:") as case, pytest.raises(WrongCall, match=said):
        call(case)


def test_links_that_name_an_unknown_account_are_refused_whole() -> None:
    one = full_reading()
    stranger = account(story("Rebels attacked."), "attacked")
    with case_of(one) as case:
        case.replace_links(links(event(*one.accounts)))
        with pytest.raises(CaseError, match="Nothing was written"):
            case.replace_links(links(event(stranger)))
        assert case.events() == [event(*one.accounts)]


def test_a_second_writer_is_told_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tidings.case.sqlite_file.BUSY_MS", 1)
    path = tmp_path / "a.case"
    with CaseStore.open(path) as other, CaseStore.open(path) as case, other._writing():
        with pytest.raises(CaseError, match="Another program is writing"):
            case.problem("a", UnreadableBytes("x"))


def test_a_case_shows_itself_with_every_value_escaped() -> None:
    one = full_reading()
    with case_of(one) as case:
        assert repr(case) == "CaseStore(':memory:')"
        assert "<table>" not in case._repr_html_()
        case.replace_links(links(event(*one.accounts, title="<script>alert(1)</script>")))
        shown = case._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
    assert "2015-10-15" in shown
