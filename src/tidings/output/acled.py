"""Events in the columns of ACLED, one row an event that happened; docs/coding.md says how each column is filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from tidings.knowledge.coding import acled_type, columns, disorder, sides
from tidings.knowledge.countries import country
from tidings.knowledge.outlets import Outlets
from tidings.model.links import Told
from tidings.output.cite import best_citation, cited_words
from tidings.output.coded import Day, LeftOut, Party, days_of, middle, own_cells, parties, reach, table_lines, traits
from tidings.output.forms import Options
from tidings.output.summary import number_range, publishers
from tidings.output.tables import Row

WEEK, MONTH = 7, 31  # days of a span that ACLED still codes as a week, and as a month; wider ones it leaves out
GEO_PRECISION = {"spot": 1, "near": 2, "district": 2, "province": 3, "region": 3, "country": 3, "sea": 3}
CROWDS = {"Protests": "Protesters", "Riots": "Rioters"}  # what ACLED calls civilians who act in such events


def lines(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield the table line by line; what ACLED has no row for is counted in a note."""
    left = LeftOut("acled", options.note)
    yield from table_lines([column.name for column in columns("acled")], _rows(events, left))
    left.said()


def _rows(events: Iterable[Told], left: LeftOut) -> Iterator[Row]:
    for told in events:
        types = acled_type(traits(told))
        days = days_of(told.event.time)
        if told.event.status != "happened":
            left.out("not told as happened")
        elif types is None:
            left.out("of a kind that ACLED does not code")
        elif days is None or (days[1] - days[0]).days >= MONTH:
            left.out("of no known month")
        else:
            left.written += 1
            yield acled_row(told, types, days)


def acled_row(told: Told, types: tuple[str, str], days: tuple[Day, Day]) -> Row:
    """Return the cells of an event that happened."""
    one, others, two, far = _pairs(told)
    inters = [_inter(party, told, types[0], is_first=n == 0) for n, party in enumerate((one, two))]
    day, span = middle(*days), (days[1] - days[0]).days + 1
    order, may_target = disorder(*types)
    toll = number_range(told, "killed")
    return {
        "event_date": day.isoformat(),
        "year": day.year,
        "time_precision": 1 if span == 1 else 2 if span <= WEEK else 3,
        "disorder_type": order,
        "event_type": types[0],
        "sub_event_type": types[1],
        "actor1": one.name if one else None,
        "assoc_actor_1": "; ".join(party.name for party in others),
        "inter1": inters[0],
        "actor2": two.name if two else None,
        "assoc_actor_2": "; ".join(party.name for party in far),
        "inter2": inters[1],
        "interaction": "-".join(inters) if all(inters) else None,
        "civilian_targeting": "Civilian targeting" if may_target and _hits_civilians(two, far) else None,
        "source": "; ".join(publishers(told)),
        "source_scale": _scale(told),
        "notes": cited_words(best_citation(told)),
        "fatalities": toll.best if toll else None,
        "tags": "; ".join(_tags(told)),
        **_where(told),
        **own_cells(told),
    }


def _pairs(told: Told) -> tuple[Party | None, list[Party], Party | None, list[Party]]:
    """Actor1 and those beside it, actor2 and those beside it; a clash has its sides among those who act."""
    actors, targets = parties(told, "actor"), parties(told, "target")
    if told.event.kind in ("clash", "agree", "meet") and not targets:
        targets = actors[1:]
        actors = actors[:1]
    return (actors or [None])[0], actors[1:], (targets or [None])[0], targets[1:]  # type: ignore[list-item]


def _inter(party: Party | None, told: Told, event_type: str, *, is_first: bool) -> str:
    if party is None:
        return ""
    if is_first and event_type in CROWDS and party.side in ("civilian", ""):
        return CROWDS[event_type]
    side, inter = sides().get(party.sector, ("", ""))
    place = told.event.place
    is_foreign = bool(side == "state" and party.country and place and place.country not in (None, party.country))
    return "External/Other forces" if is_foreign else inter


def _hits_civilians(two: Party | None, far: list[Party]) -> bool:
    return two is not None and all(party.side == "civilian" for party in (two, *far))


def _where(told: Told) -> Row:
    place = told.event.place
    land = country(place.country) if place else None
    cells: Row = {"event_id_cnty": f"{land.alpha3}-{told.event.id}" if land else told.event.id}
    if place is None:
        return cells
    return cells | {
        "iso": land.number if land else None,
        "country": land.name if land else None,
        "admin1": place.name if place.type == "admin1" else None,
        "admin2": place.name if place.type == "admin2" else None,
        "location": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": GEO_PRECISION.get(reach(told)),
    }


def _scale(told: Told) -> str | None:
    """National where the known publishers are of the event's country, International where they are of others."""
    place, known = told.event.place, _outlets().resolve
    if place is None or place.country is None:
        return None
    homes = {outlet.country for name in publishers(told) if (outlet := known(name)) and outlet.country}
    scales = {"National" if home == place.country else "International" for home in homes}
    return "-".join(sorted(scales, reverse=True)) or None


@cache
def _outlets() -> Outlets:
    """The outlet table, read once: an export asks it for every event."""
    return Outlets.load()


def _tags(told: Told) -> Iterator[str]:
    crowd = number_range(told, "quantity") if told.event.kind == "protest" else None
    if crowd:
        yield f"crowd size={crowd.best:.0f}"
    yield from told.event.tags
