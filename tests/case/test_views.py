"""Filters let through what they say, in order, and count what they leave out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from tests.builders import MORA, account, case_of, event, links, origin, quote, reading, story
from tidings.case import CaseStore, Filters
from tidings.case.filters import Wanted
from tidings.errors import WrongCall
from tidings.model import Event, Item, Judgement, Lineage, Mention, Place, When

FIRST = story("Boko Haram fighters attacked Mora with drones, killing six.", "2015-10-16", publisher="Sahel Newswire")
SECOND = story(
    "The army raided a hideout near Kolofata in Cameroon. Boko Haram lost arms.", "2015-11-01", headline="Raid!"
)
THIRD = story("Someone plans an attack on the market, officials fear.", publisher="Blog")
KOLOFATA = Place("Kolofata", "CM", 1)

ATTACK = account(
    FIRST,
    "attacked",
    roles={"actor": ["Boko Haram fighters"], "item": ["drones"]},
    place=("Mora", MORA),
    confidence=0.9,
)
RAID = account(
    SECOND,
    "raided",
    "raid",
    roles={"actor": ["The army"], "target": ["Boko Haram"]},
    place=("Kolofata", KOLOFATA),
)
PLAN = account(THIRD, "attack", status="planned")
E_ATTACK = event(ATTACK, time=When("2015-10-15", "2015-10-15", "day"), independent=2, credibility=1, origins=("a", "b"))
E_RAID = event(RAID, time=When(None, "2015-11-01"), independent=1, credibility=3)
E_PLAN = event(PLAN)
AT = "2024-01-0{}T00:00:00+00:00"


@pytest.fixture
def case() -> Iterator[CaseStore]:
    drones = Mention("item", quote(FIRST, "drones"), entity=Item("Phantom", category="uav.multirotor"))
    cameroon = Mention("place", quote(SECOND, "Cameroon"), Place("Cameroon", "CM", type="country"))
    readings = (
        reading(FIRST, ATTACK, mentions=[drones]),
        reading(SECOND, RAID, mentions=[cameroon]),
        reading(THIRD, PLAN),
    )
    with case_of(*readings) as made:
        made.replace_links(
            links(
                E_PLAN,
                E_RAID,
                E_ATTACK,
                origins=(origin(ATTACK, "governor"),),
                lineage=(Lineage(FIRST.id, SECOND.id, "cites", "named", "as Sahel reported"),),
                judgements=(Judgement("account", ATTACK.id, RAID.id, "different", 0.9, ("kind",), "rule:x/1", ""),),
            )
        )
        yield made


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [E_ATTACK, E_RAID, E_PLAN]),
        ({"kind": "raid"}, [E_RAID]),
        ({"kind": ("raid", "attack"), "status": "planned"}, [E_PLAN]),
        ({"actor": "boko haram"}, [E_ATTACK]),
        ({"actor": "Bóko  Hāram"}, [E_ATTACK]),
        ({"party": "boko haram"}, [E_ATTACK, E_RAID]),
        ({"actor": "100%"}, []),
        ({"place": "mora"}, [E_ATTACK]),
        ({"place": "Cameroon"}, [E_ATTACK, E_RAID]),
        ({"place": "cm"}, [E_ATTACK, E_RAID]),
        ({"place": "2228028"}, [E_ATTACK]),
        ({"item": "drone"}, [E_ATTACK]),
        ({"item": "uav"}, [E_ATTACK]),
        ({"item": "multirotor"}, []),
        ({"since": "2015-10-16"}, [E_RAID]),
        ({"until": "2015-10"}, [E_ATTACK, E_RAID]),
        ({"until": "2015-10-14"}, [E_RAID]),
        ({"since": dt.date(2015, 10, 15), "until": "2015-10-15"}, [E_ATTACK, E_RAID]),
        ({"since": "2016"}, []),
        ({"origins": 1}, [E_ATTACK, E_RAID]),
        ({"origins": 2}, [E_ATTACK]),
        ({"credibility": 3}, [E_ATTACK, E_RAID]),
        ({"text": "killed drone"}, [E_ATTACK]),
        ({"text": "raid"}, [E_RAID]),
        ({"text": '"'}, []),
        ({"limit": 1}, [E_ATTACK]),
        ({"limit": 1, "offset": 1}, [E_RAID]),
        ({"offset": 2}, [E_PLAN]),
    ],
)
def test_filters(case: CaseStore, wanted: dict, found: list[Event]) -> None:
    assert case.events(**wanted) == found
    assert case.events(Filters(**wanted)) == found


def test_an_event_of_unknown_time_is_left_out_of_a_period_and_counted(case: CaseStore) -> None:
    assert case.events(since="2015", kind="attack").undated_left_out == 1
    assert case.events(since="2015", kind="raid").undated_left_out == 0
    assert case.events().undated_left_out == 0
    assert case.events(limit=1).total == 3


def test_a_rejected_event_is_left_out_and_counted_until_it_is_accepted_again(case: CaseStore) -> None:
    reject = Judgement("event", E_RAID.id, None, "reject", 1.0, ("hoax",), "ana", AT.format(1))
    case.judge(reject, reject)
    found = case.events()
    assert (found, found.rejected_left_out, found.total) == ([E_ATTACK, E_PLAN], 1, 2)
    assert case.events(rejected=True) == [E_ATTACK, E_RAID, E_PLAN]
    case.judge(Judgement("event", E_RAID.id, None, "accept", 1.0, ("seen",), "ana", AT.format(2)))
    assert case.events() == [E_ATTACK, E_RAID, E_PLAN]


def test_judgements_of_analysts_outlive_new_links(case: CaseStore) -> None:
    mine = Judgement("account", ATTACK.id, RAID.id, "same", 1.0, (), "ana", AT.format(1))
    case.judge(mine)
    assert [j.by for j in case.judgements()] == ["rule:x/1", "ana"]
    case.replace_links(links(E_ATTACK))
    assert case.judgements() == [mine]
    assert case.view().judgements == (mine,)
    assert case.events() == [E_ATTACK]
    assert (case.origins(), case.lineage()) == ([], [])


def test_the_last_grade_of_an_outlet_counts_and_goes_with_its_events(case: CaseStore) -> None:
    for day, letter in ((2, "B"), (1, "E")):
        case.judge(Judgement("outlet", "Sahel Newswire", letter, "grade", 1.0, (), "ana", AT.format(day)))
    assert case.grades() == {"Sahel Newswire": "B"}
    assert [told.grades for told in case.told()] == [{"Sahel Newswire": "B"}, {}, {}]


def test_an_event_opens_into_accounts_and_statements(case: CaseStore) -> None:
    assert case.event(E_RAID.id[:9]) == E_RAID
    assert case.accounts(E_ATTACK) == [(FIRST, ATTACK, origin(ATTACK, "governor"))]
    assert case.accounts(E_RAID.id) == [(SECOND, RAID, None)]
    assert [s.field for s in case.statements(E_ATTACK)] == ["status"]
    assert [told.event for told in case.told()] == [E_ATTACK, E_RAID, E_PLAN]


def test_a_prefix_of_several_ids_asks_for_more(case: CaseStore) -> None:
    with pytest.raises(WrongCall, match="Several ids start with"):
        case.event("")


def test_stories_come_by_date_of_publication(case: CaseStore) -> None:
    assert case.stories() == [FIRST, SECOND, THIRD]
    assert case.stories(publisher="Blog") == [THIRD]
    assert case.stories(since="2015-10-17") == [SECOND]
    assert case.stories(until="2015-10") == [FIRST]
    assert case.stories(document=THIRD.document) == [THIRD]
    assert set(case.source_ids()) == {FIRST.id, SECOND.id, THIRD.id}
    assert case.lineage() == [Lineage(FIRST.id, SECOND.id, "cites", "named", "as Sahel reported")]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"status": "done"}, 'no status "done"'),
        ({"credibility": 7}, "from 1 "),
        ({"since": "last week"}, '"last week" is not a date'),
        ({"until": "2015-02-30"}, "is not a date"),
        ({"since": "2016", "until": "2015"}, "Swap them"),
        ({"limit": -1}, "cannot be below 0"),
    ],
)
def test_impossible_filters_say_what_is_possible(wanted: dict, said: str) -> None:
    with pytest.raises(WrongCall, match=said):
        Filters(**wanted)


def test_a_kind_that_nobody_knows_says_which_are_known(case: CaseStore) -> None:
    with pytest.raises(WrongCall, match=r'no kind "murder"\. Known: attack'):
        case.events(kind="murder")
    with pytest.raises(WrongCall, match=r'no kind "murder"\. Known: attack'):
        list(case.told(kind=("raid", "murder")))


def test_keywords_and_filters_have_the_same_names(case: CaseStore) -> None:
    assert list(Wanted.__annotations__) == list(Filters.__dataclass_fields__)
    with pytest.raises(WrongCall, match="not both"):
        case.events(Filters(), kind="raid")
