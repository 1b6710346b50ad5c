"""What analysts said of names goes along where a case is handed on, and gives the same entities there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import MORA, take
from tests.case.test_entities import FULL, KNOW, OTHER, SHORT, STORIES, clock
from tidings.case.handed import Handed
from tidings.importing import bring
from tidings.importing.told import gathered
from tidings.model import Actor, Amount, Item, Mention, Outlet, Place, Quote, State, When
from tidings.model.contract import mention_json
from tidings.output.exchange import lines
from tidings.output.forms import Options
from tidings.output.json_back import mention_of
from tidings.pipeline import Case, link_waiting

pytestmark = pytest.mark.usefixtures("both")


@pytest.fixture
def case() -> Iterator[Case]:
    with Case(":memory:") as held:
        take(held, *STORIES)
        link_waiting(held, KNOW)
        yield held


@pytest.fixture
def other() -> Iterator[Case]:
    with Case(":memory:") as held:
        yield held


def exported(case: Case, **wanted: Any) -> str:
    return "".join(lines(case.told(**wanted), Options(handed=Handed(case))))


def brought(text: str, case: Case, folder: Path) -> int:
    path = folder / "export.jsonl"
    path.write_text(text, encoding="utf-8")
    return bring([path], case, KNOW).problems


def names(case: Case) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.id, tuple(alias.words for alias in one.aliases)) for one in case.entities()]


def test_the_words_of_a_story_tie_names_there_as_here(case: Case, other: Case, tmp_path: Path) -> None:
    assert brought(exported(case), other, tmp_path) == 0
    assert other.entities() == case.entities()
    assert [one.accounts for one in other.readings()] == [one.accounts for one in case.readings()]
    assert [one.mentions for one in other.readings()] == [one.mentions for one in case.readings()]
    (account,) = (one for read in other.readings() for one in read.accounts if read.story == STORIES[1].story)
    assert account.role("actor")[0].name == SHORT  # not who the case says it is


def test_judgements_of_names_give_the_same_entities_there(case: Case, other: Case, tmp_path: Path) -> None:
    ana = case.analyst("ana", clock())
    ana.merge(FULL, OTHER, "one commander")
    ana.part(FULL, SHORT)
    ana.merge("Delta Post", "Delta Daily")
    ana.undo(ana.merge("Haddad", SHORT).id)
    first = exported(case)
    assert brought(first, other, tmp_path) == 0
    assert other.entities() == case.entities()
    assert {one.verdict for one in other.in_force()} == {"same", "different"}
    assert len(other.judgements()) < len(case.judgements())  # what was undone stays
    assert exported(other) == first
    assert (other.check(), brought(first, other, tmp_path), exported(other)) == ([], 0, first)


def test_a_judgement_taken_back_there_stays_taken_back(case: Case, other: Case, tmp_path: Path) -> None:
    before = names(case)
    case.analyst("ana", clock()).merge(FULL, OTHER)
    brought(exported(case), other, tmp_path)
    assert names(other) == names(case) != before
    other.analyst("bob").undo(other.in_force()[0].id)
    assert names(other) == before
    assert brought(exported(case), other, tmp_path) == 0
    assert names(other) == before


def test_names_that_do_not_go_along_are_not_told(case: Case) -> None:
    case.analyst("ana", clock()).merge(FULL, OTHER)
    case.analyst("ana", clock()).merge("Delta Post", "Delta Daily")
    (row,) = map(json.loads, exported(case, text="Haddad").splitlines())
    assert [one["left"] for one in row["said"]] == ["outlet:delta post"]
    assert FULL not in json.dumps(row)
    rows = [json.loads(line) for line in exported(case).splitlines()]
    assert sorted(one["left"] for row in rows for one in row["said"]) == [
        "actor:national corn front", "outlet:delta post",
    ]  # fmt: skip


def test_a_name_brings_in_what_others_are_said_to_be(case: Case) -> None:
    ana = case.analyst("ana", clock())
    ana.merge(FULL, OTHER)
    ana.merge(OTHER, "Haddad")
    (row,) = (json.loads(line) for line in exported(case, text="bridge").splitlines())
    assert len(row["said"]) == 2


def test_who_judged_otherwise_here_is_not_overruled(case: Case, other: Case, tmp_path: Path) -> None:
    brought(exported(case), other, tmp_path)
    before = names(other)
    other.judge(case.analyst("ana", clock()).merge(FULL, OTHER))
    other.undo(other.in_force()[0].id, by="bob", at="2024-02-01T00:00:00+00:00")
    case.analyst("eve", clock()).merge(FULL, "Haddad")
    other.analyst("bob", clock()).merge(FULL, "Haddad")
    other.analyst("bob", clock()).part(FULL, "Haddad")
    assert names(other) == before
    assert brought(exported(case), other, tmp_path) == 1
    assert [(one.reason, "different here, same by eve there" in one.detail) for one in other.problems()] == [
        ("judged-here", True)
    ]
    assert names(other) == before


@pytest.mark.parametrize(
    "change",
    [{"left": "rock:a"}, {"right": "place:red ear"}, {"right": None}, {"field": "[]"}, {"verdict": "tag"},
     {"field": '[{"name":""},{"name":"x"}]'}, {"field": '[{"name":5},{"name":"x"}]'}],
    ids=str,
)  # fmt: skip
def test_what_is_no_judgement_of_names_is_left_out(case: Case, change: dict[str, Any]) -> None:
    case.analyst("ana", clock()).merge(FULL, OTHER)
    row = json.loads(exported(case).splitlines()[0])
    row["said"][0] |= change
    assert [one.reason for one in gathered([json.dumps(row)], "e.jsonl", lambda _: "").problems] == ["malformed-row"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"label": "rock"}, "malformed-row"), ({"start": None}, "malformed-row"), ({"text": "Foo"}, "altered"),
     ({"entity": {"name": 5, "type": "group"}}, "malformed-row"), ({"entity": {"kind": "x"}}, "malformed-row"),
     ({"value": {"min": "2", "max": None, "measure": "killed"}}, "malformed-row")],
    ids=str,
)  # fmt: skip
def test_what_is_no_mention_is_left_out(case: Case, change: dict[str, Any], reason: str) -> None:
    row = json.loads(exported(case).splitlines()[0])
    (key,) = row["mentions"]
    row["mentions"][key][0] |= change
    found = gathered([json.dumps(row)], "e.jsonl", lambda _: "")
    assert ([one.reason for one in found.problems], found.stories) == ([reason], {})


@pytest.mark.parametrize(
    "stands_for",
    [None, MORA, Place("Camp Orchid"), When("2020-01-01", None, "day", "2020", "DATE"), When(), Amount(2, None, "men"),
     State("seized", Quote(0, 3, "The")), Actor("Haddad", None, "person"), Item("drone"),
     Item("drone", "d", "X", "uav"), Outlet("Reuters"), Outlet("Delta Post", "d", "newspaper", "NG", "d.example")],
    ids=repr,
)  # fmt: skip
def test_a_mention_comes_back_as_it_was(stands_for: Any) -> None:
    is_named = isinstance(stands_for, Actor | Item | Outlet)
    value, entity = (None, stands_for) if is_named else (stands_for, None)
    one = Mention("actor", Quote(0, 3, "The"), value, entity, "actors.known/1")
    assert mention_of(json.loads(json.dumps(mention_json(one, "m1")))) == one
