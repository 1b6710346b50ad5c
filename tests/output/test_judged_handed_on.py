"""What analysts said of events goes along where a case is handed on, signed, and overrules nobody there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import MORA, account, case_of, reading, story
from tests.output.test_import_told import BLOG, KNOW, TOLD_BY_BLOG, TOLD_BY_WIRE, WIRE, linked
from tidings.case import CaseStore
from tidings.case.analyst import Analyst
from tidings.case.handed import Handed
from tidings.cli.export import export
from tidings.importing import bring
from tidings.importing.told import gathered
from tidings.model import Judgement
from tidings.output.exchange import lines
from tidings.output.forms import Options
from tidings.pipeline import relink

pytestmark = pytest.mark.usefixtures("both")

EARLY = story("Gunmen attacked Mora on Thursday. Haman counted nine dead.", "2015-10-15", publisher="Mora Diary")
TOLD_EARLY = account(EARLY, "attacked", roles={"actor": ["Gunmen"]}, sources=["Haman"], place=("Mora", MORA),
                     time=("Thursday", "2015-10-15", "2015-10-15"))  # fmt: skip
Say = Callable[[Analyst, str], Judgement]
SAYINGS: dict[str, Say] = {
    "accept": lambda who, event: who.accept(event, "two sources"),
    "reject": lambda who, event: who.reject(event, "told of another year"),
    "edit": lambda who, event: who.edit(event, "killed", "6..9", "hospital list"),
    "comment": lambda who, event: who.comment(event, "ask the clinic"),
    "tag": lambda who, event: who.tag(event, "market"),
    "grade": lambda who, event: who.credibility(event, 2, "seen there"),
}
AGAINST: dict[str, tuple[Say, Say, str]] = {  # what is said here, what there, and how the Problem tells it
    "accept": (
        SAYINGS["accept"],
        SAYINGS["reject"],
        "is accepted by bob on 2024-03-01 (two sources) here, rejected by",
    ),
    "reject": (SAYINGS["reject"], SAYINGS["accept"], "is rejected by bob on 2024-03-01 (told of another year) here"),
    "edit": (lambda who, event: who.edit(event, "killed", "3"), SAYINGS["edit"], "The killed of event"),
    "grade": (lambda who, event: who.credibility(event, 5, "far off"), SAYINGS["grade"], "graded 5 by bob"),
}
EVERY = pytest.mark.parametrize("say", SAYINGS.values(), ids=list(SAYINGS))


def signing(case: CaseStore, name: str, month: int) -> Analyst:
    """The case in the hands of a person who judges something on each day of a month."""
    days = iter(range(1, 29))
    return case.analyst(name, lambda: f"2024-{month:02}-{next(days):02}T08:00:00+00:00")


def event_of(case: CaseStore) -> str:
    return case.events(rejected=True)[0].id


def exported(case: CaseStore) -> str:
    return "".join(lines(case.told(rejected=True), Options(handed=Handed(case))))


def brought(text: str, case: CaseStore, folder: Path) -> list[str]:
    """Import the text; return the reasons of what was not taken."""
    path = folder / "export.jsonl"
    path.write_text(text, encoding="utf-8")
    before = set(case.problems())
    n = bring([path], case, KNOW).problems
    reasons = [one.reason for one in case.problems() if one not in before]
    assert len(reasons) == n
    return reasons


@pytest.fixture
def there() -> Iterator[CaseStore]:
    with linked(reading(WIRE, TOLD_BY_WIRE)) as case:
        yield case


@pytest.fixture
def here() -> Iterator[CaseStore]:
    with linked(reading(WIRE, TOLD_BY_WIRE)) as case:
        yield case


@EVERY
def test_a_new_judgement_arrives_signed(there: CaseStore, here: CaseStore, say: Say, tmp_path: Path) -> None:
    one = say(signing(there, "ana", 2), event_of(there))
    assert brought(exported(there), here, tmp_path) == []
    (said,) = here.history(event_of(here))
    assert (said.judgement, said.is_in_force, said.judgement.by, said.judgement.at) == (one, True, "ana", one.at)
    assert here.events() == there.events()
    assert here.check() == []
    assert exported(here) == exported(there)


@EVERY
def test_the_same_twice_or_back_again_is_said_once(there: CaseStore, here: CaseStore, say: Say, tmp_path: Path) -> None:
    say(signing(there, "ana", 2), event_of(there))
    first = exported(there)
    for case in (here, here, there):
        assert brought(first, case, tmp_path) == []
        assert len(case.in_force()) == 1


@EVERY
def test_of_an_event_that_is_not_here_a_problem_tells(there: CaseStore, say: Say, tmp_path: Path) -> None:
    one = say(signing(there, "ana", 2), event_of(there))
    with linked(reading(WIRE), reading(BLOG, TOLD_BY_BLOG)) as other:  # read here otherwise, which stays
        assert brought(exported(there), other, tmp_path) == ["no-event"]
        assert other.in_force() == []
        (problem,) = other.problems()
        assert all(word in problem.detail for word in (event_of(there), "by ana on 2024-02-01", one.because))


@EVERY
def test_an_event_that_has_more_accounts_here_is_found(there: CaseStore, say: Say, tmp_path: Path) -> None:
    one = say(signing(there, "ana", 2), event_of(there))
    with linked(reading(WIRE, TOLD_BY_WIRE), reading(EARLY, TOLD_EARLY)) as other:
        assert event_of(other) != event_of(there)  # an id is that of the first account
        assert brought(exported(there), other, tmp_path) == []
        assert [said.judgement for said in other.history(event_of(other))] == [one]


@pytest.mark.parametrize(("own", "theirs"), [row[:2] for row in AGAINST.values()], ids=list(AGAINST))
def test_nor_is_who_said_otherwise_of_an_event_with_more_accounts(
    there: CaseStore, tmp_path: Path, own: Say, theirs: Say
) -> None:
    theirs(signing(there, "ana", 4), event_of(there))
    with linked(reading(WIRE, TOLD_BY_WIRE), reading(EARLY, TOLD_EARLY)) as other:
        one = own(signing(other, "bob", 3), event_of(other))
        assert brought(exported(there), other, tmp_path) == ["judged-here"]
        assert other.in_force() == [one]


@pytest.mark.parametrize(("own", "theirs", "told"), AGAINST.values(), ids=list(AGAINST))
def test_who_said_otherwise_here_is_not_overruled(
    there: CaseStore, here: CaseStore, tmp_path: Path, own: Say, theirs: Say, told: str
) -> None:
    one = own(signing(here, "bob", 3), event_of(here))
    theirs(signing(there, "ana", 4), event_of(there))  # later, which would stand before it
    SAYINGS["comment"](signing(there, "ana", 5), event_of(there))
    before = here.events(rejected=True)
    assert brought(exported(there), here, tmp_path) == ["judged-here"]
    assert here.events(rejected=True) == before
    assert [said.verdict for said in here.in_force()] == [one.verdict, "comment"]
    assert told in here.problems()[0].detail


@pytest.mark.parametrize("name", ["accept", "reject", "edit", "grade"])
def test_two_who_say_the_same_both_stand(there: CaseStore, here: CaseStore, name: str, tmp_path: Path) -> None:
    SAYINGS[name](signing(here, "bob", 3), event_of(here))
    SAYINGS[name](signing(there, "ana", 2), event_of(there))
    assert brought(exported(there), here, tmp_path) == []
    assert [one.by for one in here.in_force()] == ["ana", "bob"]


def test_who_changed_their_mind_there_changes_it_here(there: CaseStore, here: CaseStore, tmp_path: Path) -> None:
    ana = signing(there, "ana", 2)
    for say, n in ((ana.accept, 1), (ana.reject, 0), (ana.accept, 1)):
        say(event_of(there))
        assert brought(exported(there), here, tmp_path) == []
        assert len(here.events()) == n


@EVERY
def test_what_was_undone_before_does_not_come(there: CaseStore, here: CaseStore, say: Say, tmp_path: Path) -> None:
    ana = signing(there, "ana", 2)
    one = say(ana, event_of(there))
    late = exported(there)  # on its way, while it is taken back
    ana.undo(one.id)
    assert all(word not in exported(there) for word in ("hospital", "clinic", "another year"))
    assert brought(exported(there), here, tmp_path) == []
    assert (here.in_force(), here.events()) == ([], there.events())
    assert brought(late, here, tmp_path) == []
    assert (here.in_force(), here.events()) == ([], there.events())
    assert exported(here) == exported(there)


@EVERY
def test_what_is_undone_there_later_is_undone_here(there: CaseStore, here: CaseStore, say: Say, tmp_path: Path) -> None:
    ana = signing(there, "ana", 2)
    one = say(ana, event_of(there))
    brought(exported(there), here, tmp_path)
    back = ana.undo(one.id, "a slip")
    assert brought(exported(there), here, tmp_path) == []
    first, *_ = here.history(event_of(here))
    assert (first.judgement, first.is_in_force, first.undone_by) == (one, False, back.id)
    assert here.events() == there.events()
    ana.undo(back.id)
    assert brought(exported(there), here, tmp_path) == []
    assert here.in_force() == [one]
    assert (here.check(), exported(here)) == ([], exported(there))


def test_what_is_undone_here_stays_undone(there: CaseStore, here: CaseStore, tmp_path: Path) -> None:
    one = signing(there, "ana", 2).reject(event_of(there))
    brought(exported(there), here, tmp_path)
    signing(here, "bob", 3).undo(one.id)
    assert brought(exported(there), here, tmp_path) == []
    assert (here.in_force(), len(here.events())) == ([], 1)


def test_others_do_not_take_back_what_is_said_here(there: CaseStore, here: CaseStore, tmp_path: Path) -> None:
    one = signing(here, "bob", 2).accept(event_of(here))
    brought(exported(here), there, tmp_path)
    signing(there, "ana", 3).undo(one.id)
    assert brought(exported(there), here, tmp_path) == ["judged-here"]
    assert here.in_force() == [one]
    assert "by bob" in here.problems()[0].detail
    assert "taken back by ana there" in here.problems()[0].detail


def test_one_that_says_nothing_keeps_no_other_from_coming(there: CaseStore, here: CaseStore, tmp_path: Path) -> None:
    ana = signing(there, "ana", 2)
    ana.accept(event_of(there))
    (row,) = map(json.loads, exported(there).splitlines())
    said = Judgement("event", event_of(there), "  ", "comment", 1.0, (), "ana", "2024-02-03T08:00:00+00:00")
    row["said"].append(row["said"][0] | {"id": said.id, "verdict": "comment", "right": "  ", "at": said.at})
    assert brought(json.dumps(row), here, tmp_path) == ["not-judged"]
    assert [one.verdict for one in here.in_force()] == ["accept"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"right": "yes"}, "malformed-row"), ({"verdict": "reject"}, "altered"), ({"verdict": "undo"}, "malformed-row"),
     ({"subject": "judgement"}, "malformed-row"), ({"by": "rule:x/1"}, "malformed-row"), ({"by": "eve"}, "altered")],
    ids=str,
)  # fmt: skip
def test_what_is_no_judgement_of_an_event_is_left_out(there: CaseStore, change: dict[str, Any], reason: str) -> None:
    signing(there, "ana", 2).accept(event_of(there))
    (row,) = map(json.loads, exported(there).splitlines())
    row["said"][0] |= change
    found = gathered([json.dumps(row)], "e.jsonl", lambda _: "")
    assert ([one.reason for one in found.problems], found.said) == ([reason], [])


def test_lines_of_before_that_tell_edits_with_the_event_alone_are_read(
    there: CaseStore, here: CaseStore, tmp_path: Path
) -> None:
    SAYINGS["edit"](signing(there, "ana", 2), event_of(there))
    (row,) = map(json.loads, exported(there).splitlines())
    del row["said"]
    assert brought(json.dumps(row), here, tmp_path) == []
    assert here.events() == there.events()
    assert brought(exported(there), here, tmp_path) == []
    assert len(here.in_force()) == 1


@pytest.mark.file
@pytest.mark.parametrize(("form", "n"), [("exchange", 2), ("jsonl", 1)])
def test_a_rejected_event_is_handed_on_with_who_rejected_it(tmp_path: Path, form: str, n: int) -> None:
    path, out = tmp_path / "case.tidings", tmp_path / "out.jsonl"
    met = account(BLOG, "counted", "meet")
    with case_of(reading(WIRE, TOLD_BY_WIRE), reading(BLOG, met), path=str(path)) as case:
        relink(case, KNOW)
        signing(case, "ana", 2).reject(event_of(case))
    export(case=str(path), form=form, out=str(out))
    assert len(out.read_text(encoding="utf-8").splitlines()) == n
    if form == "exchange":
        with CaseStore.open(":memory:") as other:
            assert bring([out], other, KNOW).problems == 0
            assert (len(other.events()), len(other.events(rejected=True))) == (1, 2)
