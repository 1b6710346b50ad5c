"""What analysts say: it shows at once, goes with its accounts, outlives re-runs, and can be undone."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import MORA, account, case_of, document, event, links, reading, story
from tidings.case import Analyst, CaseStore
from tidings.case.migrations import anchor_judgements
from tidings.case.sqlite_file import engine as _engine
from tidings.errors import WrongCall
from tidings.model import Account, Edit, Event, Reading, Statement

TEXT = "Rebels attacked a bridge at Mora, police said. Rebels {n} fled."
STORIES = [story(TEXT.format(n=n), f"2020-05-0{n}", publisher=f"Paper {n}") for n in range(1, 6)]
A, B, C, D, E = (account(s, "attacked", roles={"actor": ["Rebels"]}) for s in STORIES)
READINGS: list[Reading] = [reading(s, a) for s, a in zip(STORIES, (A, B, C, D, E), strict=True)]


def clock() -> Callable[[], str]:
    count = itertools.count()
    return lambda: f"2024-01-01T00:00:{next(count):09.6f}+00:00"


def of(*accounts: Account) -> Event:
    return event(*accounts, title=f"by {len(accounts)}", credibility=2, credibility_because="rule")


@pytest.fixture
def case() -> Iterator[CaseStore]:
    with case_of(*READINGS) as held:
        held.replace_links(links(of(A, B, C), of(D, E)))
        yield held


@pytest.fixture
def ana(case: CaseStore) -> Analyst:
    return case.analyst("ana", clock())


def test_an_edit_is_laid_over_and_undone(case: CaseStore, ana: Analyst) -> None:
    first = of(A, B, C)
    said = ana.edit(first.id[:9], "status", "attempted", "the bridge stood")
    now = case.event(first.id)
    assert (now.status, now.edits) == ("attempted", (Edit("status", "attempted", "ana", said.at, "the bridge stood"),))
    assert [e.id for e in case.events(status="attempted")] == [first.id]
    assert {s.value for s in case.statements(first)} == {"happened"}
    ana.undo(said.id[:8])
    assert case.event(first.id) == first


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("time", "2020-05-01", "2020-05-01"),
        ("time", "2020-05-01..2020-05-03", "2020-05-01"),
        ("time", "unknown", None),
        ("place", "Maroua", "Maroua"),
        ("title", "The bridge", "The bridge"),
        ("kind", "clash", "clash"),
    ],
)
def test_the_fields_of_an_event_show_the_edit(
    case: CaseStore, ana: Analyst, field: str, value: str, shown: str | None
) -> None:
    ana.edit(of(D, E).id, field, value)
    now = getattr(case.event(of(D, E).id), field)
    assert {"time": lambda: now.start, "place": lambda: now.name}.get(field, lambda: now)() == shown


@pytest.mark.parametrize(
    ("field", "value"),
    [("status", "maybe"), ("colour", "red"), ("time", "Thursday"), ("killed", "many"), ("method", "magic")],
)
def test_a_value_that_is_none_is_refused(ana: Analyst, field: str, value: str) -> None:
    with pytest.raises(WrongCall, match=f'"{value}" is no value for "{field}"'):
        ana.edit(of(A, B, C).id, field, value)


@pytest.mark.parametrize(
    ("field", "value", "title"),
    [
        ("actor", "the army", "Attack by the army on a bridge, Mora"),
        (
            "target",
            "a ford",
            "Attack by Rebels on a bridge, Mora",
        ),  # no account names one, so that none is in the title
        ("place", "Maroua", "Attack by Rebels on a bridge, Maroua"),
        ("place", "unknown", "Attack by Rebels on a bridge"),
        ("title", "The bridge", "The bridge"),
    ],
)
def test_the_title_shows_who_and_where_an_analyst_says(field: str, value: str, title: str) -> None:
    told = event(D, title="Attack by Rebels on a bridge, Mora", place=MORA)
    with case_of(*READINGS) as case:
        said = Statement(told.id, D.id, "actor", "Rebels", None, None, "actor/1")
        case.replace_links(links(told, statements=(said,)))
        ana = case.analyst("ana", clock())
        ana.edit(told.id, field, value)
        assert case.event(told.id).title == title
        ana.undo(case.in_force()[-1].id)
        assert case.event(told.id) == told


def test_the_undated_stand_as_their_stories_do() -> None:
    days = ["2021-05-03", None, "2021-05-01", "2021-05-02"]
    stories = [story(f"Rebels attacked bridge {n}. They fled.", day) for n, day in enumerate(days)]
    told = [account(one, "attacked") for one in stories]
    later = account(stories[2], "fled", "withdraw")
    with case_of(
        *(reading(s, a, *([later] if s is stories[2] else [])) for s, a in zip(stories, told, strict=True))
    ) as case:
        case.replace_links(links(*(event(a) for a in (*told, later))))
        assert [e.accounts[0] for e in case.events()] == [a.id for a in (told[2], later, told[3], told[0], told[1])]


def test_numbers_are_kept_as_edits(case: CaseStore, ana: Analyst) -> None:
    ana.edit(of(D, E).id, "killed", "5..7", "hospital list")
    ana.edit(of(D, E).id, "killed", "6", "list corrected")
    assert [(e.field, e.value) for e in case.event(of(D, E).id).edits] == [("killed", '{"min": 6, "max": 6}')]


def test_the_credibility_of_an_analyst_stands_before_the_rules(case: CaseStore, ana: Analyst) -> None:
    said = ana.credibility(of(D, E).id, 4, "old film")
    assert case.event(of(D, E).id).credibility_because == "set by ana: old film"
    assert of(D, E).id not in [e.id for e in case.events(credibility=3)]
    ana.undo(said.id)
    assert case.event(of(D, E).id) == of(D, E)


def test_a_judgement_goes_with_the_larger_part_of_a_split_event(case: CaseStore, ana: Analyst) -> None:
    ana.reject(of(A, B, C).id, "hoax")
    case.replace_links(links(of(A), of(B, C), of(D, E)))
    assert {e.id for e in case.events()} == {of(A).id, of(D, E).id}
    assert case.events().rejected_left_out == 1


def test_a_judgement_stays_when_the_event_is_merged_and_its_id_changes(case: CaseStore, ana: Analyst) -> None:
    ana.tag(of(D, E).id, "bridges")
    whole = of(A, B, C, D, E)
    case.replace_links(links(whole))
    assert case.event(whole.id).tags == ("bridges",)
    case.replace_links(links(of(A, B, C), of(D, E)))
    assert [e.tags for e in (case.event(of(A, B, C).id), case.event(of(D, E).id))] == [(), ("bridges",)]


def test_a_judgement_finds_its_account_after_the_story_was_read_anew(ana: Analyst, case: CaseStore) -> None:
    ana.tag(of(D, E).id, "bridges")
    anew = account(STORIES[3], "attacked a bridge", "clash")
    assert anew.id != D.id
    with case.taking(document(STORIES[3].text), again=True):
        case.put(reading(STORIES[3], anew))
    case.replace_links(links(of(A, B, C), of(anew), of(E)))
    assert case.event(of(anew).id).tags == ("bridges",)


def test_the_last_grade_counts_and_earlier_ones_are_its_history(case: CaseStore, ana: Analyst) -> None:
    ana.grade("Paper 1", "C")
    last = ana.grade("Paper 1", "A", "three hits")
    assert case.grades() == {"Paper 1": "A"}
    ana.undo(last.id)
    assert case.grades() == {"Paper 1": "C"}
    assert [j.verdict for j in case.judgements(of="Paper 1")] == ["grade", "grade", "undo"]


def test_an_undo_can_be_undone(case: CaseStore, ana: Analyst) -> None:
    said = ana.reject(of(D, E).id)
    back = ana.undo(said.id)
    assert case.events().rejected_left_out == 0
    ana.undo(back.id)
    assert case.events().rejected_left_out == 1
    assert [j.id for j in case.in_force()] == [said.id]


def test_the_history_of_an_event_says_what_stands(case: CaseStore, ana: Analyst) -> None:
    first = of(A, B, C).id
    ana.comment(first, "see the film")
    wrong = ana.different(A.id, B.id)
    back = ana.undo(wrong.id, "the same smoke")
    ana.comment(of(D, E).id, "elsewhere")
    told = [(s.judgement.verdict, s.is_in_force, s.undone_by) for s in case.history(first)]
    assert told == [("comment", True, None), ("different", False, back.id), ("undo", True, None)]


def test_pairs_may_be_given_as_events(case: CaseStore, ana: Analyst) -> None:
    said = ana.same(of(A, B, C).id, of(D, E).id, "one bridge")
    assert (said.left, said.right) == (f"{A.id} {B.id} {C.id}", f"{D.id} {E.id}")
    assert [a.is_right for a in said.anchors] == [False] * 3 + [True] * 2
    assert (case.event_of(A.id), case.event_of("none")) == (of(A, B, C).id, None)
    out = ana.split(of(A, B, C).id, [C.id])
    assert (out.left, out.right, out.verdict) == (f"{A.id} {B.id}", C.id, "different")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda ana: ana.same(A.id, A.id), "are one. Give two"),
        (lambda ana: ana.grade("Paper 1", "G"), "is no grade"),
        (lambda ana: ana.credibility(of(A, B, C).id, 7, ""), "is no grade"),
        (lambda ana: ana.tag(of(A, B, C).id, " "), "An empty tag"),
        (lambda ana: ana.split(of(A, B, C).id, [A.id, B.id, C.id]), "some accounts of the event, not all"),
        (lambda ana: ana.split(of(A, B, C).id, [D.id]), "none of another event"),
        (lambda ana: ana.undo("ffff"), "No judgement has an id"),
        (lambda ana: ana.same("ffff", A.id), "No account has an id"),
    ],
)
def test_what_makes_no_sense_is_refused(ana: Analyst, call: Callable[[Analyst], object], said: str) -> None:
    with pytest.raises(WrongCall, match=said):
        call(ana)


def test_the_same_again_at_the_same_moment_is_refused_once_undone(case: CaseStore) -> None:
    still = case.analyst("ana", lambda: "2024-01-01T00:00:00+00:00")
    said = still.tag(of(A, B, C).id, "x")
    still.undo(said.id)
    with pytest.raises(WrongCall, match="Give a later moment"):
        still.tag(of(A, B, C).id, "x")


@pytest.mark.file
def test_a_case_from_before_anchors_keeps_its_judgements(tmp_path: Path) -> None:
    path = str(tmp_path / "old.case")
    with case_of(*READINGS, path=path) as case:
        case.replace_links(links(of(A, B, C), of(D, E)))
        ana = case.analyst("ana", clock())
        ana.reject(of(D, E).id)
    engine = _engine(path)
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            for sql in ("DROP TABLE standing", "DROP TRIGGER judgement_is_not_changed"):
                connection.exec_driver_sql(sql)
            for column in ("field", "anchors"):
                connection.exec_driver_sql(f"ALTER TABLE judgement DROP COLUMN {column}")
            connection.execute(sa.text("DELETE FROM migration WHERE version >= 3"))
    finally:
        engine.dispose()
    with CaseStore.open(path) as case:
        assert [e.id for e in case.events()] == [of(A, B, C).id]
        assert case.check() == []
    assert anchor_judgements.__doc__


EVENTS = (of(A, B, C), of(D, E))
ONE = st.sampled_from([one.id for one in EVENTS])
CALLS = st.one_of(
    st.tuples(st.just("accept"), ONE),
    st.tuples(st.just("reject"), ONE),
    st.tuples(st.just("edit"), ONE, st.sampled_from([("status", "denied"), ("killed", "5"), ("place", "Mora")])),
    st.tuples(st.just("credibility"), ONE, st.integers(1, 6), st.just("seen")),
    st.tuples(st.just("grade"), st.sampled_from(["Paper 1", "Paper 2"]), st.sampled_from("ABCDEF")),
    st.tuples(st.just("comment"), ONE, st.just("look")),
    st.tuples(st.just("tag"), ONE, st.sampled_from(["x", "y"])),
    st.tuples(st.just("undo last")),
)


def state(case: CaseStore) -> object:
    return list(case.told(rejected=True)), case.events(), case.events().rejected_left_out, case.grades()


@settings(max_examples=12, deadline=None)
@given(st.lists(CALLS, max_size=8), st.randoms(use_true_random=False))
def test_any_judgements_undone_in_any_order_give_the_state_before(calls, chance) -> None:
    with case_of(*READINGS) as case:
        case.replace_links(links(*EVENTS))
        before, ana, said = state(case), case.analyst("ana", clock()), []
        for name, *given_ in calls:
            if name == "undo last":
                if said:
                    said.append(ana.undo(said[-1].id))
            elif name == "edit":
                said.append(ana.edit(given_[0], *given_[1]))
            else:
                said.append(getattr(ana, name)(*given_))
        after = state(case)
        case.replace_links(links(*EVENTS))
        assert state(case) == after
        standing = case.in_force()
        chance.shuffle(standing)
        for one in standing:
            ana.undo(one.id)
        assert state(case) == before
        assert case.check() == []
