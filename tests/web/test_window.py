"""A large case is told in rows and counts: what a plain count over all events gives, in files and in a server."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.builders import account, document, event, links, reading, story
from tests.stores import Stores
from tidings.case import CaseStore
from tidings.errors import Refused
from tidings.knowledge import Knowledge
from tidings.model import Place
from tidings.web.columns import columns
from tidings.web.desk import Desk
from tidings.web.drafting import table_of
from tidings.web.lists import case as case_page
from tidings.web.lists import events as every_event
from tidings.web.narrowing import narrowed
from tidings.web.table import ORDERS, VALUES
from tidings.web.window import FACETS, found, head, rows, values

N = 60
PLACES = [Place(name, country, number, lat, lon, 8.0, "in", "city") for name, country, number, lat, lon in (
    ("Mora", "CM", 1, 11.05, 14.14), ("Mora", "ML", 2, 15.0, -4.0), ("Idlib", "SY", 3, 35.9, 36.6))]  # fmt: skip
NOWHERE = Place("Somewhere", None, None, None, None, None, None, None)
TIMES = {"first": 18_000, "days": 30, "bins": 40, "bars": 20}
QUERIES: list[dict[str, Any]] = [
    {}, {"kind": ["attack"]}, {"kind": ["attack", "raid"], "state": ["open"]}, {"actor": ["Rebels"]},
    {"target": ["Police"], "kind": ["raid"]}, {"at": ["Mora~1"]}, {"at": ["Somewhere"]}, {"place": ["Mora"]},
    {"country": ["SY", "ML"]}, {"since": "2019-06-01", "until": "2020-02-01"}, {"until": "2019"}, {"origins": 2},
    {"grade": [2, 3]}, {"credibility": 2}, {"conflict": 1}, {"lane": "undated"}, {"lane": "unplaced"},
    {"lane": "undated", "since": "2019"}, {"q": "rebels mora"}, {"q": "doctor", "kind": ["attack"]},
    {"tag": ["later"]}, {"source": ["Hill Radio"], "origins": 1}, {"q": "nothing holds this"}, {"actor": ["nobody"]},
]  # fmt: skip


def fill_at_random(case: CaseStore) -> None:
    """Put some stories into the case, an account each, and events that one or two of them tell."""
    chance, told = random.Random(3), []
    for n in range(N):
        who = chance.choice(["Rebels", "rebels", "Soldiers", "The Rebels"])
        text = f"{who} attacked Police in a place, number {n}{', a doctor said' if n % 3 else ''}."
        one = story(text, "2020-01-01", publisher=chance.choice(["Delta Post", "Hill Radio", None]))
        place = chance.choice([*PLACES, NOWHERE, None])
        day = f"20{chance.randint(18, 21)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
        roles = {"actor": [who], "target": ["Police"] if n % 2 else []}
        told.append(account(one, "attacked", chance.choice(["attack", "raid"]), roles=roles, confidence=0.5,
                            time=("number", day, day) if n % 5 else None,
                            place=("place", place) if place else None))  # fmt: skip
        with case.taking(document(text, f"{n}.txt")):
            case.put(reading(one, told[-1]))
    pairs = [told[n : n + 1 + n % 2] for n in range(0, N, 2)]
    events = [
        event(*some, title=f"{chance.choice(['Ñandú', 'Rebels'])} at {n}", independent=1 + n % 3,
              credibility=1 + n % 6, conflicts=("killed",) if n % 4 == 0 else ())
        for n, some in enumerate(pairs)
    ]  # fmt: skip
    case.replace_links(links(*events))


@pytest.fixture(scope="module")
def know() -> Knowledge:
    """The knowledge tables, read once."""
    return Knowledge()


@pytest.fixture
def desks(tmp_path: Path, know: Knowledge, both: Stores) -> Iterator[tuple[Desk, Desk]]:
    """The same case on a desk that holds it, and on one that draws it up in pieces."""
    path = str(tmp_path / "case.tidings")
    with CaseStore.open(path) as case:
        fill_at_random(case)
        first, second, third = case.events()[:3]
        ana = case.analyst("ana")
        ana.tag(first.id, "later")
        ana.accept(second.id)
        ana.edit(third.id, "actor", "Night Owls")
        ana.grade("Hill Radio", "B", "a long record")
    held, wide = Desk.open(path, analyst="ana", know=know), Desk.open(path, analyst="ana", know=know, wide_from=1)
    yield held, wide
    held.close()
    wide.close()


def test_both_tables_are_one(desks: tuple[Desk, Desk]) -> None:
    held, wide = desks
    one, other = table_of(held.board()), wide.table()
    assert [one.id_of(n) for n in range(one.n)] == [other.id_of(n) for n in range(other.n)]
    for facet in VALUES:
        assert [one.values[facet].of_row(n) for n in range(one.n)] == [
            other.values[facet].of_row(n) for n in range(other.n)
        ], facet
    assert all(np.array_equal(one.numbers[name], other.numbers[name]) for name in one.numbers)
    assert [one.places[n] for n in one.place if n >= 0] == [other.places[n] for n in other.place if n >= 0]
    assert one.titles == other.titles


def test_counts_are_those_of_a_plain_count(desks: tuple[Desk, Desk]) -> None:
    for query in QUERIES:
        check_counts(*desks, query)


def check_counts(held: Desk, wide: Desk, query: dict[str, Any]) -> None:
    """Compare what the wide desk counts with the lines of the other."""
    passing = plain(held, query)
    got = found(wide, query, TIMES)
    assert got["total"] == len(passing(()))
    lines = held.board().lines
    for facet in FACETS:
        of = VALUES["credibility"] if facet == "grade" else VALUES["kind"] if facet == "at" else VALUES[facet]
        if facet == "at":
            continue
        want = Counter(value for n in passing((facet,)) for value in of(lines[n]))
        assert {key: n for key, _, n in got["facets"][facet]["values"] if n} == want, facet
    through = [lines[n] for n in passing(())]
    assert sum(sum(row[1:]) for row in got["sites"]) == sum(
        x.event.place is not None and x.event.place.lat is not None for x in through
    )
    assert got["undated"] == sum(not lines[n].event.time.is_known for n in passing(("time", "lane")))
    assert got["conflicts"] == sum(bool(lines[n].event.conflicts) for n in passing(("conflict",)))
    assert got["origins"] == [sum(lines[n].event.independent >= k for n in passing(("origins",))) for k in range(4)]
    assert sum(got["bars"]) == sum(lines[n].event.time.is_known for n in passing(("time",)))
    few = got["few"]
    assert few is not None
    assert sum(got["bins"]) == few["n"]
    assert {key: n for key, n in narrowed(wide, query)["facets"]["kind"]} == {
        key: n for key, n in narrowed(held, query)["facets"]["kind"]
    }


def plain(held: Desk, query: dict[str, Any]) -> Callable[[tuple[str, ...]], list[int]]:
    """The places of the events that pass all filters but some, counted one event at a time."""
    lines = held.board().lines
    with_words = set(narrowed(held, {"q": query["q"]})["index"]) if "q" in query else set()

    def fails(n: int) -> set[str]:
        x, out = lines[n], set()
        for facet, of in VALUES.items():
            if facet in query and facet not in ("origins", "credibility", "conflict"):
                out |= {facet} if not set(query[facet]) & set(of(x)) else set()
        place, time = x.event.place, x.event.time
        key = place and (place.name if place.geonames is None else f"{place.name}~{place.geonames}")
        since, until = query.get("since", ""), query.get("until", "9999")
        checks = {
            "at": "at" in query and key not in query["at"],
            "grade": "grade" in query and x.event.credibility not in query["grade"],
            "credibility": "credibility" in query and x.event.credibility > query["credibility"],
            "origins": x.event.independent < query.get("origins", 0),
            "conflict": bool(query.get("conflict")) and not x.event.conflicts,
            "q": "q" in query and n not in with_words,
            "time": ("since" in query or "until" in query)
            and (not time.is_known or (time.end or "9999") < since or (time.start or "")[: len(until)] > until),
            "lane": {"undated": time.is_known, "unplaced": bool(place and place.lat is not None)}.get(
                query.get("lane", ""), False
            ),
        }
        return out | {name for name, wrong in checks.items() if wrong}

    every = [fails(n) for n in range(len(lines))]
    return lambda spared: [n for n, failed in enumerate(every) if not failed - set(spared)]


def test_windows_make_up_the_whole_list_in_order(desks: tuple[Desk, Desk]) -> None:
    for order in ORDERS:
        check_order(*desks, order)


def check_order(held: Desk, wide: Desk, order: Any) -> None:
    """Compare the windows of the wide desk, put together, with the lines of the other, sorted."""
    lines = held.board().lines
    day = {x.n: (s if (s := x.event.time.start or x.event.time.end) else "") for x in lines}
    want = {
        "date": sorted(lines, key=lambda x: x.n),
        "-date": sorted(sorted(lines, key=lambda x: day[x.n], reverse=True), key=lambda x: day[x.n] == ""),
        "origins": sorted(lines, key=lambda x: (x.event.independent, x.event.stories, x.n)),
        "-origins": sorted(lines, key=lambda x: (-x.event.independent, -x.event.stories, x.n)),
        "credibility": sorted(lines, key=lambda x: (x.event.credibility, x.n)),
        "-credibility": sorted(lines, key=lambda x: (-x.event.credibility, x.n)),
    }[order]
    pages = [rows(wide, {}, order, offset, 7) for offset in range(0, len(lines), 7)]
    ids = [key for page in pages for key in page["columns"]["id"]]
    assert ids == [x.event.id for x in want]
    assert rows(wide, {}, order, 0, 1, ids[5])["at"] == 5
    assert rows(wide, {"kind": ["no such"]}, order, 0, 9, ids[5])["at"] is None


def test_rows_say_what_the_whole_says(desks: tuple[Desk, Desk]) -> None:
    held, wide = desks
    whole, got = columns(held.board()), rows(wide, {}, "date", 0, 100)["columns"]
    for name in (
        "id",
        "title",
        "start",
        "end",
        "origins",
        "credibility",
        "reliability",
        "stories",
        "accounts",
        "state",
    ):
        assert got[name] == whole[name], name  # type: ignore[literal-required]
    for column, names in (("actors", "actors"), ("targets", "actors"), ("sources", "sources"), ("conflicts", "fields")):
        for mine, other in zip(got[column], whole[column], strict=True):  # type: ignore[literal-required]
            assert [got["names"][names][n] for n in mine] == [whole["names"][names][n] for n in other]  # type: ignore[literal-required]
    for column, names in (("kind", "kinds"), ("status", "statuses")):
        assert [got["names"][names][n] for n in got[column]] == [whole["names"][names][n] for n in whole[column]]  # type: ignore[literal-required]


def test_places_of_one_name_are_apart_and_values_are_found_by_words(desks: tuple[Desk, Desk]) -> None:
    _, wide = desks
    keys = {site[1] for site in head(wide)["sites"]}
    assert keys == {"Mora~1", "Mora~2", "Idlib~3"}
    listed = values(wide, {}, "at", "mor")
    assert {key for key, _, _ in listed["values"]} == {"Mora~1", "Mora~2"}
    assert listed["of"] == 2


def test_what_is_decided_shows_and_all_events_at_once_are_refused(desks: tuple[Desk, Desk]) -> None:
    _, wide = desks
    before, ana = wide.version, wide.case.analyst("ana")
    event_id = wide.table().id_of(4)
    ana.reject(event_id)
    ana.comment(event_id, "Nobody else tells of it.")
    wide.touched([event_id], is_light=True)
    drawn = wide.table()
    assert [drawn.id_of(int(row)) for row in np.flatnonzero(drawn.numbers["comments"])] == [event_id]
    listed = rows(wide, {"state": ["rejected"]})
    assert (listed["columns"]["id"], listed["total"]) == ([event_id], 1)
    assert wide.version != before
    assert wide.table() is drawn  # nothing else changed, so that it need not be made anew
    with pytest.raises(Refused, match="events are too many"):
        every_event(wide)
    assert case_page(wide)["counts"]["review"] is None
