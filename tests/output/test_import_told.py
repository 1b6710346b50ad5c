"""What is exported and imported again is what it was, and what an export does not prove is a Problem."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import MORA, account, case_of, document, quote, reading, story
from tidings.case import CaseStore
from tidings.case.handed import Handed
from tidings.cli.export import export
from tidings.errors import WrongCall
from tidings.importing import bring
from tidings.importing.told import gathered
from tidings.knowledge import Knowledge
from tidings.model import Account, Amount, Counted, Filler, Judgement, Placed, Source, Story, Timed, When
from tidings.output.exchange import lines as exchange_lines
from tidings.output.forms import Options
from tidings.output.jsonl import lines as json_lines
from tidings.pipeline import relink

pytestmark = pytest.mark.usefixtures("both")

KNOW = Knowledge()
WORDS = ["Gunmen", "attacked", "Mora", "on Thursday", "killing six", "police", "said", "denied", "é\U0001f300ß", "=1+1"]
WIRE = story("Gunmen attacked Mora on Thursday, killing six, police said.", "2015-10-16", publisher="Sahel Newswire",
             source_id="a1", headline="Six die", url="https://example.org/1")  # fmt: skip
BLOG = story("Haman said that gunmen attacked Mora on Thursday. He counted nine dead.", publisher="Mora Diary")
TOLD_BY_WIRE = account(WIRE, "attacked", roles={"actor": ["Gunmen"]}, sources=["police"], place=("Mora", MORA),
                       numbers={"killed": ("six", 6, None)}, time=("Thursday", "2015-10-15", "2015-10-15"))  # fmt: skip
TOLD_BY_BLOG = account(BLOG, "attacked", sources=["Haman"], place=("Mora", MORA), numbers={"killed": ("nine", 9, 9)},
                       time=("Thursday", "2015-10-15", "2015-10-15"))  # fmt: skip


def exported(case: CaseStore) -> str:
    return "".join(exchange_lines(case.told(), Options(handed=Handed(case))))


def linked(*readings: Any) -> CaseStore:
    case = case_of(*readings)
    relink(case, KNOW)
    return case


def again(text: str, folder: Path, case: CaseStore) -> int:
    """Import the text into the case and return how many Problems there were."""
    path = folder / "export.jsonl"
    path.write_text(text, encoding="utf-8")
    return bring([path], case, KNOW).problems


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


def test_a_case_comes_back_as_it_was(folder: Path) -> None:
    with linked(reading(WIRE, TOLD_BY_WIRE), reading(BLOG, TOLD_BY_BLOG)) as case, CaseStore.open(":memory:") as other:
        first = exported(case)
        assert len(case.events()) == 1
        assert again(first, folder, other) == 0
        assert exported(other) == first
        assert other.check() == []
        assert again(first, folder, other) == 0
        assert other.counts() == case.counts()


@st.composite
def stories(draw: st.DrawFn) -> Story:
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=4, max_size=12)))
    text = f"Gunmen attacked Mora. {text}"
    publisher = draw(st.sampled_from(["Sahel Newswire", "Mora Diary", None]))
    day = draw(st.sampled_from(["2015-10-16", "2015-10-17", None]))
    headline = draw(st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), max_size=10)))
    return story(text, day, publisher=publisher, headline=headline, source_id=draw(st.sampled_from(["a1", None])))


@st.composite
def accounts(draw: st.DrawFn, where: Story) -> Account:
    said, mora, gunmen = quote(where, "attacked"), quote(where, "Mora"), quote(where, "Gunmen")
    day = draw(st.sampled_from([None, "2015-10-15", "2015-10-14"]))
    low = draw(st.sampled_from([None, 0, 2.5, 6]))
    more = draw(st.booleans())
    return Account(
        where.id,
        draw(st.sampled_from(["attack", "clash", "meet"])),
        draw(st.sampled_from(["happened", "denied", "possible"])),
        (said, mora) if more else (said,),
        (Source("police", gunmen, said if more else None, draw(st.sampled_from(["statement", "unknown"]))),) * more,
        Timed(When(day, day, "day", day, draw(st.sampled_from(["DATE", "TIME"]))), mora if more else None),
        Placed(MORA, mora) if more else None,
        (("actor", (Filler("Gunmen", gunmen, draw(st.sampled_from([None, "boko-haram"]))),)),) if more else (),
        (("killed", Counted(Amount(low, None if low is None else low + 1, "people", "killed"), gunmen)),),
        draw(st.sampled_from([None, "shooting"])),
        said if more else None,
        draw(st.sampled_from(["rules/1", "llm/2"])),
        draw(st.floats(0, 1)),
        ("events.attack/1",) * more,
    )


@settings(deadline=None, max_examples=15)
@given(st.data())
def test_export_import_export_is_equal(folder: Path, data: st.DataObject) -> None:
    some = data.draw(st.lists(stories(), min_size=1, max_size=3, unique_by=lambda one: one.text))
    readings = [reading(one, data.draw(accounts(one))) for one in some]
    with linked(*readings) as case, CaseStore.open(":memory:") as other:
        first = exported(case)
        assert again(first, folder, other) == 0
        assert exported(other) == first


def test_the_bytes_are_elsewhere_until_they_come(folder: Path) -> None:
    with linked(reading(WIRE, TOLD_BY_WIRE)) as case, CaseStore.open(":memory:") as other:
        again(exported(case), folder, other)
        known = other.document(WIRE.document)
        assert (known.sha256, known.raw) == (WIRE.document, b"")
        assert not other.has(known)
        assert other.check() == []
        with other.taking(document(WIRE.text, "wire.txt")):
            other.put(reading(WIRE, TOLD_BY_WIRE))
        assert other.document(WIRE.document).raw == WIRE.text.encode()
        assert other.has(document(WIRE.text))
        assert other.check() == []


def test_a_document_that_was_read_here_stays_as_it_was_read(folder: Path) -> None:
    with linked(reading(WIRE, TOLD_BY_WIRE)) as case, linked(reading(WIRE)) as other:
        assert again(exported(case), folder, other) == 0
        assert other.reading(WIRE.id).accounts == ()


def test_a_second_export_adds_to_the_first(folder: Path) -> None:
    raid = account(WIRE, "killing", "raid")
    with linked(reading(WIRE, TOLD_BY_WIRE)) as one, linked(reading(WIRE, raid)) as two:
        with CaseStore.open(":memory:") as other:
            again(exported(one), folder, other)
            again(exported(two), folder, other)
            assert {a.kind for a in other.reading(WIRE.id).accounts} == {"attack", "raid"}


def test_what_an_analyst_set_comes_along(folder: Path) -> None:
    with linked(reading(WIRE, TOLD_BY_WIRE)) as case, CaseStore.open(":memory:") as other:
        event = case.events()[0]
        at = "2015-10-20T08:00:00+00:00"
        case.judge(Judgement("event", event.id, "Blast at Mora", "edit", 1.0, ("own words",), "ana", at, "title"))
        first = exported(case)
        assert again(first, folder, other) == 0
        assert (other.events()[0].title, other.events()[0].edits[0].by) == ("Blast at Mora", "ana")
        assert exported(other) == first
        assert again(first, folder, other) == 0


def test_tags_and_grades_come_along_with_their_names_and_moments(folder: Path) -> None:
    with linked(reading(WIRE, TOLD_BY_WIRE)) as case, CaseStore.open(":memory:") as other:
        event, ana = case.events()[0].id, case.analyst("ana")
        ana.tag(event, "market", "told by two")
        ana.credibility(event, 2, "hospital list")
        ana.grade("Sahel Newswire", "B", "on the spot")
        case.undo(ana.tag(event, "wrong").id, by="ana", at="2030-01-01T00:00:00+00:00")
        ana.comment(event, "ask the clinic")
        first = exported(case)
        assert again(first, folder, other) == 0
        told = other.events()[0]
        assert (told.tags, told.credibility, told.credibility_because) == (
            ("market",), 2, "set by ana: hospital list",
        )  # fmt: skip
        assert other.grades() == {"Sahel Newswire": "B"}
        assert {one.id for one in other.in_force()} == {one.id for one in case.in_force()}
        assert exported(other) == first
        assert again(first, folder, other) == 0
        assert again(first, folder, case) == 0
        assert len(other.in_force()) == 4


def test_an_outlet_that_is_graded_otherwise_here_keeps_its_grade(folder: Path) -> None:
    with linked(reading(WIRE, TOLD_BY_WIRE)) as case, linked(reading(WIRE, TOLD_BY_WIRE)) as other:
        other.analyst("bob").grade("Sahel Newswire", "D")
        case.analyst("ana").grade("Sahel Newswire", "B")
        assert again(exported(case), folder, other) == 1
        assert other.grades() == {"Sahel Newswire": "D"}
        (problem,) = other.problems()
        assert problem.reason == "graded-here"
        assert re.match(r"Sahel Newswire is graded D by bob on \S+ here, graded B by ana on \S+ there", problem.detail)


def test_a_grade_that_its_analyst_changed_there_changes_here(folder: Path) -> None:
    with linked(reading(WIRE, TOLD_BY_WIRE)) as case, CaseStore.open(":memory:") as other:
        for letter in "BC":
            case.analyst("ana").grade("Sahel Newswire", letter)
            assert again(exported(case), folder, other) == 0
            assert other.grades() == {"Sahel Newswire": letter}


@pytest.mark.parametrize("words", ["Gunmen", "Six die", "Sahel Newswire", "attacked Mora"])
def test_half_a_character_is_a_problem(folder: Path, words: str) -> None:
    with linked(reading(WIRE, TOLD_BY_WIRE)) as case, CaseStore.open(":memory:") as other:
        (row,) = rows_of(case)
        assert again(json.dumps(row).replace(words, words[:-1] + "\\ud800"), folder, other) == 1
        assert ([one.reason for one in other.problems()], other.counts()["accounts"]) == (["malformed-row"], 0)
        assert again(json.dumps(row).replace("Six die", "Six die \\ud83d\\ude00"), folder, other) == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"right": "D"}, "altered"), ({"by": "rule:x/1"}, "malformed-row"), ({"verdict": "accept"}, "malformed-row"),
     ({"at": 5}, "malformed-row"), ({"score": 1e999}, "malformed-row"), ({"right": None}, "malformed-row")],
    ids=str,
)  # fmt: skip
def test_what_is_no_judgement_of_a_person_is_left_out(change: dict[str, Any], reason: str) -> None:
    with linked(reading(WIRE, TOLD_BY_WIRE)) as case:
        case.analyst("ana").grade("Sahel Newswire", "B")
        (row,) = rows_of(case)
    row["said"][0] |= change
    found = gathered([json.dumps(row)], "e.jsonl", lambda key: "")
    assert [(problem.origin, problem.reason) for problem in found.problems] == [("e.jsonl#1", reason)]
    assert (found.said, found.stories) == ([], {})


@pytest.mark.parametrize("edit", [{"field": "killed", "value": "many"}, {"field": "status", "value": "odd"},
                                  {"field": "nothing", "value": "1"}, {"at": "yesterday"}], ids=str)  # fmt: skip
def test_an_edit_that_says_nothing_that_can_be_followed_is_a_problem(folder: Path, edit: dict[str, Any]) -> None:
    with linked(reading(WIRE, TOLD_BY_WIRE)) as case, CaseStore.open(":memory:") as other:
        case.analyst("ana").edit(case.events()[0].id, "title", "Blast")
        (row,) = rows_of(case)
        row["event"]["edits"][0] |= edit
        assert again(json.dumps(row), folder, other) == 1
        assert ([one.reason for one in other.problems()], len(other.events())) == (["not-judged"], 1)


def rows_of(case: CaseStore) -> Iterator[dict[str, Any]]:
    return map(json.loads, exported(case).splitlines())


def changed(row: dict[str, Any], how: str) -> str:
    first = row["accounts"][0]
    if how == "text":
        row["texts"] = {key: text.replace("attacked", "defended") for key, text in row["texts"].items()}
    elif how == "kind":
        first["kind"] = "raid"
    elif how == "document":
        first["report"]["document"] = "sha256:" + "0" * 64
    elif how == "no accounts":
        del row["accounts"]
    elif how == "a list":
        return "[1, 2]"
    return json.dumps(row)


@pytest.mark.parametrize(
    ("how", "reason"),
    [("text", "altered"), ("kind", "altered"), ("document", "altered"), ("no accounts", "malformed-row"),
     ("a list", "malformed-row")],
)  # fmt: skip
def test_what_is_not_as_its_id_says_is_left_out(how: str, reason: str) -> None:
    with linked(reading(WIRE, TOLD_BY_WIRE)) as case:
        (row,) = rows_of(case)
    found = gathered(io.StringIO(changed(row, how)), "e.jsonl", lambda key: "")
    assert [(problem.origin, problem.reason) for problem in found.problems] == [("e.jsonl#1", reason)]
    assert found.readings() == {}


def test_lines_without_texts_take_them_from_the_case_or_are_problems(folder: Path) -> None:
    with linked(reading(WIRE, TOLD_BY_WIRE)) as case, CaseStore.open(":memory:") as other:
        bare = "".join(json_lines(case.told(), Options()))
        assert again(bare, folder, other) == 1
        (problem,) = other.problems()
        assert (problem.reason, other.counts()["accounts"]) == ("no-text", 0)
        assert again(bare, folder, case) == 0


@given(st.text(max_size=40))
def test_any_line_is_taken_or_a_problem(line: str) -> None:
    found = gathered(io.StringIO(line), "e.jsonl", lambda key: "")
    assert found.problems or not line.strip() or found.stories == {}


def test_a_form_with_whole_texts_does_not_leave_names_out() -> None:
    with pytest.raises(WrongCall, match="--as exchange holds whole texts, from which names cannot be left out"):
        export(case="case.tidings", form="exchange", without_persons=True)
