"""The entities that a case knows, and what judgements of names do to all that shows them."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.builders import MORA, account, document, quote, reading, story, take
from tidings.case import Analyst, CaseStore
from tidings.case.dump import dump
from tidings.case.finding import unlinked
from tidings.case.overview import overview
from tidings.errors import WrongCall
from tidings.knowledge import Knowledge
from tidings.model import Actor, Filler, Item, Judgement, Mention, Place, Reading
from tidings.output.capability import capabilities
from tidings.output.network import ties
from tidings.pipeline import Case, link_waiting, relink

KNOW = Knowledge()
FULL, SHORT, OTHER = "National Corn Front", "NCF", "Red Ear"
CAMP = Place("Camp Orchid", "CM", None, None, None, None, "in", None)


def told(
    month: int, text: str, publisher: str, who: str, named: str, rule: str = "organisation", **more: object
) -> Reading:
    """A story of an attack with drones by one actor."""
    day = f"2020-{month:02}-01"
    where = story(text, day, publisher=publisher)
    one = account(where, "attacked", roles={"actor": [who], "item": ["drones"]}, time=("Friday", day), **more)
    roles = tuple((role, tuple(_named(role, f, named) for f in group)) for role, group in one.roles)
    names = [Mention("actor", quote(where, who), None, Actor(named, None, "group"), f"actors.{rule}/1")]
    if f"({SHORT})" in text:
        names.append(Mention("actor", quote(where, SHORT), None, Actor(named, None, "group"), "actors.abbreviated/1"))
    names.append(Mention("item", quote(where, "drones"), None, Item("drone", "drone", None, "uav"), "items.class/1"))
    for placed in (MORA, CAMP):
        if placed.name in text:
            names.append(Mention("place", quote(where, placed.name), placed, None, "places.named/1"))
    return reading(where, replace(one, roles=roles), mentions=names)


def _named(role: str, filler: Filler, name: str) -> Filler:
    return replace(filler, name=name) if role == "actor" else replace(filler, name="drone", entity="drone")


STORIES = [
    told(3, f"The {FULL} ({SHORT}) attacked Mora with drones on Friday.", "Reuters", FULL, FULL, place=("Mora", MORA)),
    told(6, f"{SHORT} men attacked a post with drones on Friday.", "Delta Post", SHORT, SHORT),
    told(
        9,
        f"{OTHER} attacked Camp Orchid with drones on Friday.",
        "Delta Daily",
        OTHER,
        OTHER,
        place=("Camp Orchid", CAMP),
    ),
    told(12, "Haddad attacked a bridge with drones on Friday.", "Delta Daily", "Haddad", "Haddad", "person"),
]


def clock() -> Callable[[], str]:
    count = itertools.count()
    return lambda: f"2024-01-01T00:00:{next(count):09.6f}+00:00"


@pytest.fixture
def case() -> Iterator[Case]:
    with Case(":memory:") as held:
        take(held, *STORIES)
        link_waiting(held, KNOW)
        yield held


@pytest.fixture
def ana(case: Case) -> Analyst:
    return case.analyst("ana", clock())


def actors(case: Case) -> dict[str, str]:
    """Who attacked, by the first words of the story."""
    every = (telling for told in case.told() for telling in told.tellings)
    return {story.text.split()[0]: one.role("actor")[0].name for story, one, _ in every}


def test_each_alias_leads_back_to_its_words(case: Case) -> None:
    front = next(one for one in case.entities("actor") if one.name == FULL)
    texts = {one.story.id: one.story.text for one in STORIES}
    assert (front.id, front.standing, front.stories, len(front.events)) == ("actor:national corn front", "learnt", 2, 2)
    for alias in front.aliases:
        assert texts[alias.story][alias.start : alias.end] == alias.words
    assert {(a.words, a.how, a.tie, a.by) for a in front.aliases} == {
        (FULL, "own name", "", ""),
        (SHORT, "in brackets", "definition", STORIES[0].story.id),
    }


def test_what_a_table_has_and_what_is_alone_says_so(case: Case) -> None:
    standing = {one.id: one.standing for one in case.entities()}
    assert standing["item:id:drone"] == standing["outlet:id:reuters"] == "table"
    assert standing["place:id:2228028"] == "table"
    assert standing["actor:red ear"] == standing["outlet:delta post"] == "learnt"
    assert standing["actor:haddad"] == "alone"


def test_a_definition_shows_in_filters_lists_and_views(case: Case) -> None:
    assert actors(case) == {"The": FULL, SHORT: FULL, OTHER.split()[0]: OTHER, "Haddad": "Haddad"}
    assert len(case.events(actor="corn front")) == len(case.events(actor=SHORT)) == 2


def test_a_merge_shows_everywhere_and_goes_with_its_undo(case: Case, ana: Analyst) -> None:
    before = rows(case)
    said = ana.merge(FULL, OTHER, "one commander")
    assert (said.left, said.right) == ("actor:national corn front", "actor:red ear")
    assert set(actors(case).values()) == {FULL, "Haddad"}
    for name in (FULL, SHORT, OTHER, "national corn"):
        assert len(case.events(actor=name)) == len(case.events(party=name)) == 3
    assert {one.actor for one in capabilities(case.told())} == {FULL, "Haddad"}
    assert OTHER not in {node.label for told in case.told() for tie in ties(told) for node in (tie.left, tie.right)}
    assert {part.name for a in overview(case).accounts.values() for part in a.parts} == {FULL, "Haddad", "drone"}
    assert {s.value for told in case.told() for s in told.statements if s.field == "actor"} == {FULL, "Haddad"}
    (merged,) = case.entities(of=OTHER)
    assert {a.words: a.by == said.id for a in merged.aliases} == {FULL: False, SHORT: False, OTHER: True}
    relink(case, KNOW)
    assert len(case.events(actor=OTHER)) == 3
    ana.undo(said.id)
    assert rows(case) == before


def rows(case: Case) -> list[str]:
    """All that the case holds but judgements."""
    with case._reading() as connection:
        return [row for row in dump(connection) if not row.startswith(("judgement", "standing"))]


def test_a_split_keeps_apart_what_a_definition_ties(case: Case, ana: Analyst) -> None:
    before = rows(case)
    said = ana.part(FULL, SHORT, "letters of a mine")
    assert actors(case)[SHORT] == SHORT
    assert {name: len(case.events(actor=name)) for name in (FULL, SHORT)} == {FULL: 1, SHORT: 1}
    ana.undo(said.id)
    assert rows(case) == before


def test_judgements_are_undone_in_any_order(case: Case, ana: Analyst) -> None:
    before = rows(case)
    made = [ana.merge(FULL, OTHER), ana.merge("Haddad", OTHER), ana.part(OTHER, SHORT)]
    for order in itertools.permutations(made):
        undone = [ana.undo(one.id) for one in order]
        assert rows(case) == before
        for one in undone:
            ana.undo(one.id)


def test_a_judgement_touches_the_stories_that_have_the_name(case: Case) -> None:
    CaseStore.judge(case, _merge(FULL, OTHER))
    with case._reading() as connection:
        waiting = set(connection.execute(sa.select(unlinked.c.story)).scalars())
    assert waiting == {STORIES[0].story.id, STORIES[2].story.id}


def _merge(left: str, right: str) -> Judgement:
    at = "2024-01-01T00:00:00+00:00"
    return Judgement("entity", f"actor:{left.lower()}", f"actor:{right.lower()}", "same", 1.0, (), "ana", at)


def test_a_place_without_a_point_takes_that_of_the_place_it_is(case: Case, ana: Analyst) -> None:
    ana.merge("Camp Orchid", "Mora")
    places = {told.event.place.name: told.event.place.lat for told in case.told() if told.event.place}
    assert places == {"Mora": MORA.lat}


def test_an_outlet_under_two_names_is_one_publisher(case: Case, ana: Analyst) -> None:
    ana.merge("Delta Post", "Delta Daily")
    assert {story.publisher for told in case.told() for story, _, _ in told.tellings} == {"Reuters", "Delta Post"}
    assert {one.publisher for one in overview(case).stories.values()} == {"Reuters", "Delta Post"}


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        ("Nobody", FULL, 'No story names an entity "Nobody"'),
        (FULL, SHORT, "are one already"),
        (FULL, "Mora", "is of another sort"),
    ],
)
def test_a_merge_that_says_nothing_is_refused(ana: Analyst, left: str, right: str, said: str) -> None:
    with pytest.raises(WrongCall, match=said):
        ana.merge(left, right)


@pytest.mark.parametrize(("words", "said"), [("Blue", "does not go by"), (FULL, "is the name of .* itself")])
def test_a_split_that_says_nothing_is_refused(ana: Analyst, words: str, said: str) -> None:
    with pytest.raises(WrongCall, match=said):
        ana.part(FULL, words)


def test_an_unknown_sort_is_refused(case: Case) -> None:
    with pytest.raises(WrongCall, match='no sort "rock"'):
        case.entities("rock")


def test_a_story_read_anew_is_named_anew(case: Case) -> None:
    with case.taking(document(STORIES[0].story.text), again=True):
        case.put(Reading(STORIES[0].story, (), STORIES[0].accounts))
    link_waiting(case, KNOW)
    assert actors(case)[SHORT] == SHORT  # nothing defines it any more
    assert case.check() == []


@pytest.mark.file
def test_an_older_case_is_named_when_it_is_linked_next(tmp_path: Path) -> None:
    path = tmp_path / "old.case"
    with Case(path) as case:
        take(case, *STORIES)
        link_waiting(case, KNOW)
        now = rows(case)
    with sqlite3.connect(path) as base:
        for table in ("naming", "stand", "tied"):
            base.execute(f"DROP TABLE {table}")
        mine = "SELECT version FROM migration WHERE name = 'name_entities'"
        base.execute(f"DELETE FROM migration WHERE version >= ({mine})")
    base.close()
    with Case(path) as case:
        assert case.unnamed() == len(STORIES)
        assert case.entities() == []
        link_waiting(case, KNOW)
        assert rows(case) == now
        assert case.unnamed() == 0


@pytest.mark.file
def test_an_older_case_gets_what_finds_its_definitions(tmp_path: Path) -> None:
    path = tmp_path / "old.case"
    Case(path).close()
    with sqlite3.connect(path) as base:
        base.execute("DROP INDEX naming_defines_name")
        base.execute("CREATE INDEX naming_defines ON naming (story, n)")
        mine = "SELECT version FROM migration WHERE name = 'seek_definitions'"
        base.execute(f"DELETE FROM migration WHERE version >= ({mine})")
    base.close()
    Case(path).close()
    with sqlite3.connect(path) as base:
        names = base.execute("SELECT name FROM sqlite_master WHERE name LIKE 'naming_defines%' ORDER BY name")
        assert [name for (name,) in names] == ["naming_defines_name", "naming_defines_words"]
    base.close()
