"""A row of ACLED as an account: kind and method by its types, the rest from its columns, each with the row's words."""

from __future__ import annotations

import calendar
import datetime as dt

from tidings.errors import UnreadableBytes
from tidings.importing.fields import (
    CODED,
    NO_KIND,
    Fields,
    dead,
    place_of,
    somebody,
    sources,
    told_at,
    whole,
)
from tidings.knowledge import Knowledge
from tidings.knowledge.coding import acled_back
from tidings.model import Account, Document, Filler, Mention, Published, Quote, Reading, Role, Timed, When

Roles = tuple[tuple[Role, tuple[Filler, ...]], ...]
NAME = "ACLED"
READER = "import.acled/1"
NEEDED = ("event_id_cnty", "event_date", "event_type")
KNOWN = frozenset(
    "data_id iso iso3 event_id_cnty event_id_no_cnty event_date year time_precision disorder_type event_type "
    "sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting region "
    "country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities tags "
    "timestamp population_1km population_2km population_5km population_best".split()
)
PLACES = ("location", "admin3", "admin2", "admin1", "country")
HALF_WEEK = 3  # days on either side of the middle day that stands for a week
RADIUS = {1: ("city", "in", 5.0), 2: ("city", "near", 25.0), 3: ("admin1", "in", 100.0)}  # type, relation, km by code


def reading(fields: Fields, document: Document, know: Knowledge) -> Reading:
    """Return the row's story with its one account; raise Malformed for a row that does not hold what ACLED's do."""
    back = acled_back(fields.cell("event_type"), fields.cell("sub_event_type"))
    if back is None:
        types = f"{fields.cell('event_type')}: {fields.cell('sub_event_type')}"
        raise UnreadableBytes(f'No kind stands for "{types}". The row is left out.', reason=NO_KIND)
    stamp = fields.cell("timestamp")
    published = told_at(stamp, fields.quote("timestamp")) if stamp else Published()
    story = fields.story(document, NAME, published, fields.cell("event_id_cnty"))
    roles, actors = _roles(fields, know, {"1": back.actor1, "2": back.actor2})  # type: ignore[dict-item]
    reach = RADIUS[fields.code("geo_precision", 1, 3) or 1]
    account = Account(
        story=story.id,
        kind=back.kind,  # type: ignore[arg-type]
        status="happened",
        mentions=_mentions(fields),
        sources=sources(fields, "source"),
        time=_time(fields),
        place=place_of(fields, PLACES, reach, know),
        roles=roles,
        numbers=dead(fields, "fatalities"),
        method=back.method or None,  # type: ignore[arg-type]
        reader=READER,
        confidence=CODED,
        because=("coding.acled_back/1",),
    )
    return whole(story, account, actors)


def _mentions(fields: Fields) -> tuple[Quote, ...]:
    types = fields.quote("sub_event_type" if fields.cell("sub_event_type") else "event_type")
    return (fields.first_sentence("notes"), types) if fields.cell("notes").strip() else (types,)


def _roles(fields: Fields, know: Knowledge, role_of: dict[str, Role]) -> tuple[Roles, list[Mention]]:
    """The fillers by role, those of actor1 first; actors beside each play the same role."""
    played: dict[Role, list[Filler]] = {}
    mentions = []
    for side, role in role_of.items():
        for column in (f"actor{side}", f"assoc_actor_{side}"):
            for name, quote in fields.parts(column) if role else ():
                filler, actor = somebody(name, quote, know)
                played.setdefault(role, []).append(filler)
                mentions.append(Mention("actor", quote, entity=actor))
    return tuple((role, tuple(fillers)) for role, fillers in played.items()), mentions


def _time(fields: Fields) -> Timed:
    day, quote = fields.day("event_date"), fields.quote("event_date")
    precision = fields.code("time_precision", 1, 3) or 1
    if precision == 1:
        return Timed(When(day.isoformat(), day.isoformat(), "day"), quote)
    if precision == 2:
        half = dt.timedelta(days=HALF_WEEK)
        return Timed(When((day - half).isoformat(), (day + half).isoformat(), "week"), quote)
    last = calendar.monthrange(day.year, day.month)[1]
    return Timed(When(f"{day:%Y-%m}-01", f"{day:%Y-%m}-{last}", "month"), quote)
