"""Which events are wanted: Filters, and the conditions that they are in SQL."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, TypedDict

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.fold import fold
from tidings.case.names import tied
from tidings.case.search import matching_stories
from tidings.errors import WrongCall
from tidings.model import KINDS, STATUSES

Condition = sa.ColumnElement[bool]
DOERS = ("actor", "supplier")  # the roles of those who do it; the other roles of people are those it is done to
MOST = 2**31  # of anything that is counted; a database takes no number of any length
_GEONAMES = re.compile(r"\d{1,12}", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Wanted(TypedDict, total=False):
    """The keyword arguments that stand for Filters."""

    kind: str | tuple[str, ...] | None
    status: str | tuple[str, ...] | None
    actor: str | None
    party: str | None
    place: str | None
    item: str | None
    since: str | dt.date | None
    until: str | dt.date | None
    origins: int | None
    credibility: int | None
    text: str | None
    rejected: bool
    limit: int | None
    offset: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What an event must be to be listed; None asks nothing.

    `kind`, `status`: one or several. `actor`: part of the name or words of who does it, or a table id; `party`: the
    same for anybody involved. `place`: part of a place's name, a country's name or ISO code, or a GeoNames id.
    `item`: part of a name or of the words, a table id, or the start of a category ("uav"). `since`, `until`: the
    event may lie within (inclusive; "2018" and "2018-10" count from their first and to their last day); an event
    of unknown time does not pass, and is counted. `origins`: at least so many are independent. `credibility`: that
    or better (1 is best). `text`: words of one of its stories. `rejected`: also those that an analyst rejected.
    """

    kind: str | tuple[str, ...] | None = None
    status: str | tuple[str, ...] | None = None
    actor: str | None = None
    party: str | None = None
    place: str | None = None
    item: str | None = None
    since: str | dt.date | None = None
    until: str | dt.date | None = None
    origins: int | None = None
    credibility: int | None = None
    text: str | None = None
    rejected: bool = False
    limit: int | None = None
    offset: int = 0

    def __post_init__(self) -> None:
        for value in _several(self.status):
            if value not in STATUSES:
                raise WrongCall(f'There is no status "{value}". Known: {", ".join(STATUSES)}.')
        if self.credibility is not None and not 1 <= self.credibility <= 6:
            raise WrongCall(f"Credibility runs from 1 (best) to 6, not {self.credibility}.")
        since, until = first_day(self.since), last_day(self.until)
        if since and until and since > until:
            raise WrongCall(f"since ({since}) lies after until ({until}). Swap them.")
        if self.offset < 0 or (self.limit or 0) < 0:
            raise WrongCall("limit and offset count events; they cannot be below 0.")
        if max(abs(self.origins or 0), self.offset, self.limit or 0) > MOST:
            raise WrongCall(f"origins, limit and offset count; no case holds more than {MOST:,}.")


def check_kinds(connection: sa.Connection, wanted: Filters) -> None:
    """Raise WrongCall for a kind that neither the model nor the case has; a user's own kinds are in the case alone."""
    if strange := set(_several(wanted.kind)) - set(KINDS):
        held = set(connection.execute(sa.select(t.event.c.kind).distinct()).scalars()) - set(KINDS)
        if strange - held:
            known = ", ".join((*KINDS, *sorted(held)))
            raise WrongCall(f'There is no kind "{min(strange - held)}". Known: {known}.')


def first_day(day: str | dt.date | None) -> str | None:
    """Return the first ISO day of a day, month or year.

    >>> first_day("2018-10")
    '2018-10-01'
    """
    found = _parts(day)
    return found and dt.date(found[0], found[1] or 1, found[2] or 1).isoformat()


def last_day(day: str | dt.date | None) -> str | None:
    """Return the last ISO day of a day, month or year.

    >>> last_day("2016-02")
    '2016-02-29'
    """
    found = _parts(day)
    if not found:
        return None
    year, month = found[0], found[1] or 12
    return dt.date(year, month, found[2] or calendar.monthrange(year, month)[1]).isoformat()


def _parts(day: str | dt.date | None) -> tuple[int, int, int] | None:
    if day is None:
        return None
    match = _DAY.fullmatch(str(day))
    if match:
        year, month, of_month = (int(part or 0) for part in match.groups())
        try:
            dt.date(year, month or 1, of_month or 1)
        except ValueError:
            match = None
    if not match:
        raise WrongCall(f'"{day}" is not a date. Write 2018, 2018-10 or 2018-10-15.')
    return year, month, of_month


def dated(wanted: Filters) -> list[Condition]:
    """Return the conditions on the event's time; an open end excludes nothing, an unknown time does not pass."""
    since, until = first_day(wanted.since), last_day(wanted.until)
    event = t.event.c
    conditions: list[Condition] = []
    if since:
        conditions.append(event.find_end.is_(None) | (event.find_end >= since))
    if until:
        conditions.append(event.find_start.is_(None) | (event.find_start <= until))
    return [*conditions, event.find_order.is_not(None)] if conditions else []


def not_rejected() -> Condition:
    """Return the condition that the last judgement in force that accepts or rejects the event accepts it."""
    j = t.judgement
    last = (
        sa.select(j.c.verdict)
        .join(t.standing, t.standing.c.judgement == j.c.id)
        .where(t.standing.c.event == t.event.c.id, j.c.verdict.in_(("accept", "reject")))
        .order_by(j.c.at.desc(), j.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return sa.func.coalesce(last, "accept") != "reject"


def timeless(wanted: Filters) -> list[Condition]:
    """Return every condition that is neither on the time nor on an analyst's verdict."""
    event = t.event.c
    conditions: list[Condition] = []
    if wanted.kind:
        conditions.append(event.kind.in_(_several(wanted.kind)))
    if wanted.status:
        conditions.append(event.status.in_(_several(wanted.status)))
    if wanted.origins is not None:
        conditions.append(event.independent >= wanted.origins)
    if wanted.credibility is not None:
        conditions.append(event.credibility <= wanted.credibility)
    if wanted.actor:
        conditions.append(_told_by_filler(_named(wanted.actor, "actor") & t.filler.c.role.in_(DOERS)))
    if wanted.party:
        conditions.append(_told_by_filler(_named(wanted.party, "actor") & (t.filler.c.role != "item")))
    if wanted.item:
        in_category = t.filler.c.category.startswith(wanted.item.lower(), autoescape=True)
        conditions.append(_told_by_filler((_named(wanted.item, "item") | in_category) & (t.filler.c.role == "item")))
    if wanted.place:
        conditions.append(_at_place(wanted.place))
    if wanted.text:
        stories = t.account.c.story.in_(matching_stories(wanted.text))
        conditions.append(event.id.in_(_telling().where(stories)))
    return conditions


def _several(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _telling() -> sa.Select[Any]:
    return sa.select(t.event_account.c.event).join(t.account, t.account.c.id == t.event_account.c.account)


def _told_by_filler(condition: Condition) -> Condition:
    told = sa.select(t.event_account.c.event).join(t.filler, t.filler.c.account == t.event_account.c.account)
    return t.event.c.id.in_(told.where(condition))


def _named(name: str, sort: str) -> Condition:
    """The filler has the name in its own, in its words or as its table id; or it counts as who has it elsewhere."""
    folded = fold(name)
    in_name = t.filler.c.find_name.contains(folded, autoescape=True)
    own = in_name | t.filler.c.find_words.contains(folded, autoescape=True) | (t.filler.c.entity == name)
    any_row = tied.alias().c
    called = any_row.find_called.contains(folded, autoescape=True) | any_row.find_name.contains(folded, autoescape=True)
    same = sa.select(any_row.entity).where(any_row.sort == sort, called | (any_row.id == name))
    rows = sa.select(tied.c.account, tied.c.n).where(tied.c.sort == sort)
    filler = sa.tuple_(t.filler.c.account, t.filler.c.n)
    is_apart = filler.in_(rows.where(tied.c.entity.not_in(same)))
    return (own & ~is_apart) | filler.in_(rows.where(tied.c.entity.in_(same)))


def _at_place(place: str) -> Condition:
    """The event's place, or that of one of its accounts; a country's name stands for every place in it."""
    folded = fold(place)
    country = sa.select(t.mention.c.find_country).where(
        t.mention.c.label == "place", t.mention.c.find_type == "country", t.mention.c.find_name == folded
    )
    codes = country.where(t.mention.c.find_country.is_not(None))

    def here(table: sa.Table) -> Condition:
        named = table.c.find_place.contains(folded, autoescape=True)
        coded = (table.c.find_country == place.upper()) | table.c.find_country.in_(codes)
        numbered = table.c.find_geonames == int(place) if _GEONAMES.fullmatch(place) else sa.false()
        return named | coded | numbered

    return here(t.event) | t.event.c.id.in_(_telling().where(here(t.account)))
