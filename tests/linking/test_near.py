"""Linking some stories at a time gives the case, row by row, that linking all of them at once gives.

The small bounds of crowds make every rule about crowded keys and parts speak in a case of some dozen stories.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import document, take
from tests.linking.texts import bombing
from tidings import grading, linking, pipeline
from tidings.case import CaseStore
from tidings.case.dump import dump
from tidings.case.index import Index
from tidings.case.names import tied
from tidings.case.naming import NamesHeld, tied_of
from tidings.knowledge import Knowledge
from tidings.linking import alike, block, near_copies, near_pairs
from tidings.linking.namings import namings
from tidings.linking.retying import by_key, tied_rows
from tidings.linking.tying import stands
from tidings.model import Actor, Document, Judgement, Mention, Published, Reading
from tidings.model.naming import DEFINES, Naming, Stand, Tied
from tidings.pipeline import link_waiting, relink

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from world import World

KNOW = Knowledge()
INCIDENTS = 4  # of a world, some thirty stories
Step = tuple[str, int, int]


@contextmanager
def crowds_of(size: int | None) -> Iterator[None]:
    """Let a crowd have so few stories that every key has one, or as many as always."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (block, near_pairs) if size else ():
            patch.setattr(module, "HUBS", size)
        if size:
            patch.setattr(block, "COMMON", size + 1)
        for copying in (alike, near_copies) if size else ():
            patch.setattr(copying, "CROWD", size)
        yield


def told(seed: int, incidents: int = INCIDENTS) -> list[Reading]:
    """The stories of a generated world, each in a document of its own."""
    found = [reading for one in World(seed, incidents).incidents for reading in one.told]
    return [_own(_defining(reading, n), n) for n, reading in enumerate(found)]


def _defining(reading: Reading, n: int) -> Reading:
    """Let some stories say of the words of a filler that they are a short form of another name."""
    fillers = [filler for one in reading.accounts for _, group in one.roles for filler in group]
    if n % 4 or not fillers:
        return reading
    front = Actor(f"Meadow Front of {('Ivory', 'Orchid')[n % 8 == 0]}")
    return replace(reading, mentions=(Mention("actor", fillers[0].quote, None, front, "actors.abbreviated/1"),))


def _own(reading: Reading, n: int) -> Reading:
    story = replace(reading.story, document=_document(n, reading.story.text).sha256)
    return Reading(story, reading.mentions, tuple(replace(one, story=story.id) for one in reading.accounts))


def _document(n: int, text: str) -> Document:
    return document(f"{n}\n{text}", f"{n}.txt")


def put(case: CaseStore, n: int, one: Reading, *, again: bool = False) -> None:
    with case.taking(_document(n, one.story.text), again=again):
        case.put(one)


def rows(case: CaseStore) -> list[str]:
    with case._reading() as connection:
        return list(dump(connection))


def link_whole(case: CaseStore) -> None:
    """Derive every row by the definition: linking as one pure function of all that the case holds."""
    view = case.view()
    links = linking.link(view.readings, view.judgements, KNOW)
    case.replace_links(grading.grade(links, view.readings, view.judgements, KNOW))


def differing(case: CaseStore) -> list[str]:
    """The rows that linking the whole would take out or put in."""
    link_waiting(case, KNOW)
    assert names_held(case) == names_whole(case)
    near = rows(case)
    link_whole(case)
    return sorted(set(near) ^ set(rows(case)))


def names_whole(case: CaseStore) -> tuple[set[Naming], set[Stand], set[Tied]]:
    """What names there are and what they stand for, of all readings at once."""
    readings = list(case.readings())
    named = [one for reading in readings for one in namings(reading, KNOW)]
    said = stands(filter(lambda one: one.how in DEFINES, named), case.judgements())
    at = by_key(said)
    return set(named), set(said), {row for reading in readings for row in tied_rows(reading, at, KNOW)}


def names_held(case: CaseStore) -> tuple[set[Naming], set[Stand], set[Tied]]:
    """The same as the case keeps it."""
    stories = [one.story.id for one in case.readings()]
    with case._reading() as connection:
        held = NamesHeld(connection)
        found = {tied_of(row) for row in connection.execute(sa.select(tied))}
        return set(held.namings(stories)), set(held.stands()), found


def read_anew(one: Reading, how: int) -> Reading:
    """The same story as another reader has it: without accounts, with another day or none, by another paper."""
    if how == 0:
        return Reading(one.story, (), ())
    others = [
        {"published": Published(f"2021-{1 + how % 12:02}-{1 + how % 28:02}", "day", "metadata")},
        {"published": Published()},
        {"publisher": "Zandora Herald"},
    ]
    return Reading(replace(one.story, **others[how % 3]), (), one.accounts)


def judge_names(case: CaseStore, stories: list[Reading], one: int, other: int, moment: int) -> None:
    """Say of two names of these stories that they are one, are not, or that it is open."""
    keys = sorted({str(n.of) for reading in stories for n in namings(reading, KNOW) if n.sort == "actor"})
    left, right = (keys[n % len(keys)] if keys else "" for n in (one, other))
    verdict = ("same", "different", "unsure", "same")[one % 4]
    if left != right:
        at = f"2024-01-01T00:00:00.{moment:06}+00:00"
        case.judge(Judgement("entity", left, right, verdict, 1.0, (), "ana", at))  # type: ignore[arg-type]


def judge(case: CaseStore, stories: list[Reading], one: int, other: int, moment: int) -> None:
    left, right = (stories[n % len(stories)].accounts[0].id for n in (one, other))
    verdict = ("same", "different", "unsure")[(one + other) % 3]
    at = f"2024-01-01T00:00:00.{moment:06}+00:00"
    said = [j for j in case.judgements() if j.is_analyst]
    if said and one % 4 == 0:
        case.undo(said[other % len(said)].id, by="ana", at=at)
    elif left != right:
        case.judge(Judgement("account", left, right, verdict, 1.0, (), "ana", at))  # type: ignore[arg-type]


STEPS = st.lists(
    st.tuples(st.sampled_from(["link", "anew", "judge", "names"]), st.integers(0, 99), st.integers(0, 99)), max_size=25
)


def play(case: CaseStore, stories: list[Reading], steps: list[Step]) -> None:
    """Put the stories in one by one, and after every other one do a step with some of those that are in."""
    for n, one in enumerate(stories):
        put(case, n, one)
        if n % 2 or not steps:
            continue
        what, left, right = steps.pop()
        if what == "link":
            link_waiting(case, KNOW)
        elif what == "anew":
            put(case, left % (n + 1), read_anew(stories[left % (n + 1)], right), again=True)
        elif what == "names":
            judge_names(case, stories[: n + 1], left, right, n)
        else:
            judge(case, stories[: n + 1], left, right, n)


@pytest.mark.slow
@pytest.mark.parametrize("crowd", [None, 3])
@settings(max_examples=10, deadline=None)
@given(st.integers(0, 500), st.randoms(use_true_random=False), STEPS)
def test_some_at_a_time_gives_what_all_at_once_gives(
    crowd: int | None, seed: int, dice: random.Random, steps: list[Step]
) -> None:
    stories = told(seed)
    dice.shuffle(stories)
    with crowds_of(crowd), CaseStore.open(":memory:") as case:
        play(case, [_own(one, n) for n, one in enumerate(stories)], [("link", 0, 0), *steps])
        assert differing(case) == []
        assert case.check() == []


@pytest.mark.slow
def test_fifty_orders_each_run_twice_give_one_case() -> None:
    stories, found, dice = told(7, 2), set(), random.Random(7)
    for _ in range(50):
        order = list(range(len(stories)))
        dice.shuffle(order)
        with CaseStore.open(":memory:") as case:
            for n in order:
                put(case, n, stories[n])
                if dice.random() < 0.3:
                    link_waiting(case, KNOW)
            link_waiting(case, KNOW)
            found.add(case.fingerprint())
            relink(case, KNOW)
            found.add(case.fingerprint())
    assert len(found) == 1


VERDICTS = st.sampled_from(["same", "different", "accept", "reject", "edit", "merge", "part"])
SAID = st.tuples(VERDICTS, st.integers(0, 99), st.integers(0, 99))


def say(case: CaseStore, moment: int, what: str, one: int, other: int) -> str | None:
    """Make a judgement of accounts or of an event as it stands, and link; return its id, None where it has no sense."""
    at = f"2024-01-01T00:00:00.{moment:06}+00:00"
    events = case.events(rejected=True)
    accounts = sorted(account for event in events for account in event.accounts)
    left, right = accounts[one % len(accounts)], accounts[other % len(accounts)]
    if what in ("merge", "part"):
        names = sorted(known.id for known in case.entities("actor"))
        left, right = names[one % len(names)], names[other % len(names)]
        verdict = "same" if what == "merge" else "different"
        made = Judgement("entity", left, right, verdict, 1.0, (), "ana", at)  # type: ignore[arg-type]
    elif what in ("same", "different"):
        made = Judgement("account", left, right, what, 1.0, (), "ana", at)  # type: ignore[arg-type]
    else:
        field, value = ("status", "denied") if what == "edit" else ("", None)
        made = Judgement("event", events[one % len(events)].id, value, what, 1.0, (), "ana", at, field)  # type: ignore[arg-type]
    if left == right:
        return None
    (kept,) = case.judge(made)
    link_waiting(case, KNOW)
    return kept.id


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.integers(0, 500), st.lists(SAID, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_whatever_was_judged_and_undone_leaves_the_case_as_it_was(
    seed: int, said: list[tuple[str, int, int]], dice: random.Random
) -> None:
    with CaseStore.open(":memory:") as case:
        for n, one in enumerate(told(seed, 2)):
            put(case, n, one)
        link_waiting(case, KNOW)
        before = rows(case)
        made = [key for n, (what, one, other) in enumerate(said) if (key := say(case, n, what, one, other))]
        dice.shuffle(made)
        for n, key in enumerate(made):
            case.undo(key, by="ana", at=f"2024-01-02T00:00:00.{n:06}+00:00")
            if dice.random() < 0.5:
                link_waiting(case, KNOW)
        link_waiting(case, KNOW)
        after = rows(case)
        assert sorted(set(before) - set(after)) == []
        assert all(row.startswith("judgement\t") and '"ana"' in row for row in set(after) - set(before))
        assert differing(case) == []


def test_a_story_more_loads_only_its_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stories of another year that share neither a town nor a run of words with it are not asked for."""
    near = told(1, 2)
    towns = [a + b + c for a in ("vo", "ke", "lu") for b in ("rin", "sab", "tel") for c in ("da", "mok")]
    far = [
        bombing(f"Near {town.title()} a bomb went off.", town, "2031-05-04", place=None, time=None) for town in towns
    ]
    with CaseStore.open(":memory:") as case:
        for n, one in enumerate(near[1:]):
            put(case, n, _own(one, n))
        take(case, *far)
        link_waiting(case, KNOW)
        asked: set[str] = set()
        monkeypatch.setattr(Index, "readings", _noting(asked))
        last = _own(near[0], 999)
        put(case, 999, last)
        link_waiting(case, KNOW)
        assert {last.story.id} < asked
        assert asked.isdisjoint(one.story.id for one in far)


def _noting(asked: set[str]) -> Callable[[Index, Iterable[str]], list[Reading]]:
    plain = Index.readings

    def readings(self: Index, stories: Iterable[str]) -> list[Reading]:
        some = set(stories)
        asked.update(some)
        return plain(self, some)

    return readings


def test_more_changed_stories_than_are_linked_together_begin_the_case_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "AT_ONCE", 5)
    stories = told(3, 2)
    with CaseStore.open(":memory:") as case:
        for n, one in enumerate(stories):
            put(case, n, one)
        link_waiting(case, KNOW)
        before = case.fingerprint()
        relink(case, KNOW)
        assert case.fingerprint() == before
        assert differing(case) == []


def test_a_case_linked_by_an_older_way_is_linked_anew_once() -> None:
    stories = told(4, 2)
    with CaseStore.open(":memory:") as case:
        for n, one in enumerate(stories):
            put(case, n, one)
        link_whole(case)
        assert differing(case) == []
        with case.linking() as held:
            assert held.waiting(f"{linking.VERSION} {KNOW.version}", 10) == []
            assert len(held.waiting("another", 1000)) == len(stories)


def test_linking_what_nothing_waits_for_changes_nothing() -> None:
    with CaseStore.open(":memory:") as case:
        link_waiting(case, KNOW)
        assert case.counts()["events"] == 0
