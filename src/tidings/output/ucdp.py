"""Events in the columns of UCDP GED, one row a lethal event that happened; docs/coding.md says how each is filled."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from tidings.knowledge.coding import columns
from tidings.knowledge.countries import country
from tidings.model import Kind
from tidings.model.links import Told
from tidings.output.coded import Day, LeftOut, Party, days_of, own_cells, parties, reach, table_lines
from tidings.output.forms import Options
from tidings.output.summary import cited, number_range, publishers
from tidings.output.tables import Row

ARMED_FORCE: frozenset[Kind] = frozenset({"attack", "clash", "take", "raid", "abduct"})  # kinds that use armed force
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
DATE_PRECISION = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))  # days of the span at most, and UCDP's code for it
WHERE_PRECISION = {"spot": 1, "near": 2, "district": 3, "province": 4, "region": 5, "country": 6, "sea": 7}
CIVILIANS = "Civilians"


def lines(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield the table line by line; what UCDP has no row for is counted in a note."""
    left = LeftOut("ucdp", options.note)
    yield from table_lines([column.name for column in columns("ucdp")], _rows(events, left))
    left.said()


def _rows(events: Iterable[Told], left: LeftOut) -> Iterator[Row]:
    for told in events:
        toll = number_range(told, "killed")
        days = days_of(told.event.time)
        if told.event.status != "happened":
            left.out("not told as happened")
        elif told.event.kind not in ARMED_FORCE:
            left.out("without armed force")
        elif toll is None or toll.best < 1:
            left.out("without a death told")
        elif days is None or _date_prec(days) is None:
            left.out("of no known year")
        else:
            left.written += 1
            yield ucdp_row(told, days)


def ucdp_row(told: Told, days: tuple[Day, Day]) -> Row:
    """Return the cells of a lethal event."""
    violence, one, two = sides_of(told)
    return {
        "id": told.event.id,
        "year": days[1].year,
        "type_of_violence": violence,
        "dyad_name": f"{one} - {two}" if one and two else None,
        "side_a": one,
        "side_b": two,
        "event_clarity": 1,
        "date_prec": _date_prec(days),
        "date_start": days[0].isoformat(),
        "date_end": days[1].isoformat(),
        **_sources(told),
        **_where(told),
        **_deaths(told, violence),
        **own_cells(told),
    }


def sides_of(told: Told) -> tuple[int | None, str | None, str | None]:
    """Return UCDP's type of violence, None where a side is not known, and the names of side A and side B.

    The state is side A where there is one; who is attacked without being armed is "Civilians".
    """
    actors, targets = parties(told, "actor"), parties(told, "target")
    if not targets and told.event.kind == "clash":
        actors, targets = actors[:1], actors[1:]
    one, two = (actors or [None])[0], (targets or [None])[0]  # type: ignore[list-item]
    names = one.name if one else None, two.name if two else None
    if one is None or two is None or one.side not in ("state", "armed"):
        return None, *names
    if all(target.side == "civilian" for target in targets):
        return ONE_SIDED, one.name, CIVILIANS
    armed = [target for target in targets if target.side in ("state", "armed")]
    if not armed:
        return None, *names
    return _between(one, armed[0])


def _between(one: Party, two: Party) -> tuple[int, str, str]:
    if two.side == "state" and one.side != "state":
        one, two = two, one
    return (STATE_BASED if one.side == "state" else NON_STATE), one.name, two.name


def _date_prec(days: tuple[Day, Day]) -> int | None:
    span = (days[1] - days[0]).days + 1
    return next((code for most, code in DATE_PRECISION if span <= most), None)


def _sources(told: Told) -> Row:
    published = dict.fromkeys(story.published.date for story, _, _ in told.tellings if story.published.date)
    headlines = dict.fromkeys(story.headline for story, _, _ in told.tellings if story.headline)
    articles = dict.fromkeys(
        f"“{story.headline}” ({cited(telling)})" if (story := telling.story).headline else cited(telling)
        for telling in told.tellings
    )
    return {
        "number_of_sources": len(publishers(told)) or None,
        "source_article": "; ".join(articles),
        "source_office": "; ".join(publishers(told)),
        "source_date": "; ".join(published),
        "source_headline": "; ".join(headlines),
        "source_original": "; ".join(told.event.origins),
    }


def _where(told: Told) -> Row:
    place = told.event.place
    if place is None:
        return {}
    land = country(place.country)
    words = next((account.place.quote.text for _, account, _ in told.tellings if account.place), None)
    cells: Row = {
        "where_prec": WHERE_PRECISION.get(reach(told)),
        "where_coordinates": place.name,
        "where_description": words,
        "adm_1": place.name if place.type == "admin1" else None,
        "adm_2": place.name if place.type == "admin2" else None,
        "country": land.name if land else None,
    }
    if place.lat is None or place.lon is None:
        return cells
    point: Row = {"latitude": place.lat, "longitude": place.lon, "geom_wkt": f"POINT ({place.lon:g} {place.lat:g})"}
    return cells | point | {"priogrid_gid": priogrid(place.lat, place.lon)}


def priogrid(lat: float, lon: float) -> int:
    """Return the PRIO-GRID cell of a point: cells of half a degree, counted from 90 south 180 west eastwards.

    >>> priogrid(11.05, 14.14)
    145829
    """
    row, column = min(359, math.floor((lat + 90) * 2)), min(719, math.floor((lon + 180) * 2))
    return row * 720 + column + 1


def _deaths(told: Told, violence: int | None) -> Row:
    toll = number_range(told, "killed")
    if toll is None:
        return {}
    civilians = toll.best if violence == ONE_SIDED else None
    unknown = 0 if violence == ONE_SIDED else toll.best
    return {"deaths_civilians": civilians, "deaths_unknown": unknown,
            "best": toll.best, "high": toll.high, "low": toll.low}  # fmt: skip
