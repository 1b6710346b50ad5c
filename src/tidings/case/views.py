"""Reading what the case holds; nothing here writes, and every order is by content."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.codec import unpacked
from tidings.case.custody import ELSEWHERE
from tidings.case.filters import Filters, check_kinds, dated, first_day, last_day, not_rejected, timeless
from tidings.case.judged import analysts
from tidings.case.naming import as_tied, published_as, readings_as_tied
from tidings.case.rows import event_of, judgement_of, one_account, origin_of, reading_of, statement_of, story_of
from tidings.case.show import events_html
from tidings.errors import WrongCall
from tidings.model import Document, Event, Judgement, Origin, Reading, Statement, Story
from tidings.model.event import Reliability
from tidings.model.judgement import in_order
from tidings.model.links import Telling, Told
from tidings.model.story import Elsewhere

LOOK_UP = {"judgement": "tidings judge CASE list", "account": "tidings show", "story": "tidings stories"}
PAGE = 200  # stories or events fetched together: a few megabytes
T = TypeVar("T")


class Events(list[Event]):
    """Events by time, then id, unknown times last; and how many more there are, and why they are not here."""

    total = 0  # how many pass the filters, before limit and offset
    undated_left_out = 0  # how many would pass but for since or until, as their time is unknown
    rejected_left_out = 0  # how many would pass, had an analyst not rejected them

    def _repr_html_(self) -> str:
        return events_html(self, self.total)


@dataclass(frozen=True, slots=True)
class View:
    """What linking works on: all readings by story id, and the analysts' judgements, oldest first."""

    readings: tuple[Reading, ...]
    judgements: tuple[Judgement, ...]


def readings_after(connection: sa.Connection, story_id: str) -> list[Reading]:
    """Return the next readings by story id; empty after the last."""
    asked = sa.select(t.story).where(t.story.c.id > story_id).order_by(t.story.c.id).limit(PAGE)
    return _readings(connection, connection.execute(asked).all())


def reading(connection: sa.Connection, story_id: str) -> Reading:
    """Return the reading of the story whose id starts so."""
    key = the_one(connection, t.story.c.id, story_id, "story")
    return _readings(connection, connection.execute(sa.select(t.story).where(t.story.c.id == key)).all())[0]


def _readings(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> list[Reading]:
    ids = [row.id for row in rows]
    mentions = _by_story(connection, t.mention, ids)
    accounts = _by_story(connection, t.account, ids)
    return [reading_of(row, mentions.get(row.id, ()), accounts.get(row.id, ())) for row in rows]


def _by_story(connection: sa.Connection, table: sa.Table, ids: list[str]) -> dict[str, list[sa.Row[Any]]]:
    asked = sa.select(table).where(table.c.story.in_(ids)).order_by(table.c.story, table.c.n)
    return {key: list(rows) for key, rows in groupby(connection.execute(asked), key=lambda row: row.story)}


def view(connection: sa.Connection) -> View:
    """Return one state of the case: every reading and every analyst's judgement."""
    readings: list[Reading] = []
    while page := readings_after(connection, readings[-1].story.id if readings else ""):
        readings += readings_as_tied(connection, page)
    return View(tuple(readings), tuple(analysts(connection)))


def events(connection: sa.Connection, wanted: Filters) -> Events:
    """Return the events that pass, in order, with the counts of those left out."""
    check_kinds(connection, wanted)
    rest, time, kept = timeless(wanted), dated(wanted), [] if wanted.rejected else [not_rejected()]

    def count(*conditions: sa.ColumnElement[bool]) -> int:
        return connection.execute(sa.select(sa.func.count()).select_from(t.event).where(*conditions)).scalar_one()

    asked = in_time(sa.select(t.event).where(*rest, *time, *kept))
    asked = asked.limit(wanted.limit).offset(wanted.offset)
    found = Events(_events(connection, connection.execute(asked).all()))
    found.total = count(*rest, *time, *kept)
    found.undated_left_out = count(*rest, *kept, t.event.c.find_order.is_(None)) if time else 0
    found.rejected_left_out = count(*rest, *time) - found.total if kept else 0
    return found


def in_time(asked: sa.Select[Any]) -> sa.Select[Any]:
    """Return the query of events with its order: by time, then id; those of unknown time as their stories tell them.

    Of several stories that is the first account's, which came first.
    """
    e, s, a, link = t.event.c, t.story.c, t.account.c, t.event_account.c

    def undated(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
        return sa.case((e.find_order.is_(None), column))

    first = sa.outerjoin(t.event, t.event_account, (link.event == e.id) & (link.n == 0) & e.find_order.is_(None))
    first = first.outerjoin(t.account, a.id == link.account).outerjoin(t.story, s.id == a.story)
    told = (s.find_published_from.is_(None), s.find_published_from, s.document, s.start, a.n)
    return asked.select_from(first).order_by(e.find_order.is_(None), e.find_order, *map(undated, told), e.id)


def event(connection: sa.Connection, event_id: str) -> Event:
    """Return the event whose id starts so."""
    key = the_one(connection, t.event.c.id, event_id, "event")
    return _events(connection, connection.execute(sa.select(t.event).where(t.event.c.id == key)).all())[0]


def _events(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> list[Event]:
    told: dict[str, list[str]] = {}
    for some in _pages([row.id for row in rows]):
        link = t.event_account.c
        asked = sa.select(link.event, link.account).where(link.event.in_(some)).order_by(link.event, link.n)
        for row in connection.execute(asked):
            told.setdefault(row.event, []).append(row.account)
    return [event_of(row, tuple(told.get(row.id, ()))) for row in rows]


def _pages(ids: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(ids), PAGE):
        yield ids[at : at + PAGE]


def told(connection: sa.Connection, some: Sequence[Event]) -> list[Told]:
    """Return the events with everything they stand on: accounts in the event's order, statements by field."""
    ids = sorted({account for one in some for account in one.accounts})
    accounts = as_tied(connection, map(one_account, _where(connection, t.account, "id", ids)))
    about = sorted({account.story for account in accounts.values()})
    stories = published_as(connection, map(story_of, _where(connection, t.story, "id", about)))
    origins = _origins(connection, ids)
    said = _statements(connection, some)
    grades = outlet_grades(connection)

    def one_told(one: Event) -> Told:
        tellings = tuple(Telling(stories[accounts[a].story], accounts[a], origins.get(a)) for a in one.accounts)
        publishers = sorted({story.publisher for story, _, _ in tellings if story.publisher})
        return Told(one, tellings, said.get(one.id, ()), {name: grades[name] for name in publishers if name in grades})

    return [one_told(one) for one in some]


def _origins(connection: sa.Connection, accounts: Sequence[str]) -> dict[str, Origin]:
    """Return one origin an account: one that asserts before one that does not, then by key."""
    origins: dict[str, Origin] = {}
    rows = _where(connection, t.origin, "account", accounts)
    for row in sorted(rows, key=lambda row: (-row.is_asserting, row.key)):
        origins.setdefault(row.account, origin_of(row))
    return origins


def _statements(connection: sa.Connection, some: Sequence[Event]) -> dict[str, tuple[Statement, ...]]:
    rows = list(_where(connection, t.statement, "event", [one.id for one in some]))
    rows.sort(key=lambda row: (row.event, row.field, row.account, row.value, row.start or 0, row.end or 0))
    return {key: tuple(map(statement_of, group)) for key, group in groupby(rows, key=lambda row: row.event)}


def counts(connection: sa.Connection) -> dict[str, int]:
    """Return how many documents, stories, accounts and events there are, and how many accounts tell no event yet."""
    unlinked = t.account.c.id.not_in(sa.select(t.event_account.c.account))
    asked = {
        "documents": sa.select(sa.func.count()).select_from(t.document),
        "stories": sa.select(sa.func.count()).select_from(t.story),
        "accounts": sa.select(sa.func.count()).select_from(t.account),
        "events": sa.select(sa.func.count()).select_from(t.event),
        "accounts in no event": sa.select(sa.func.count()).select_from(t.account).where(unlinked),
    }
    return {name: connection.execute(count).scalar_one() for name, count in asked.items()}


def stories(
    connection: sa.Connection,
    *,
    document: str | None = None,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
    reader: str | None = None,
) -> list[Story]:
    """Return the stories by date of publication, then id; those without a date come last, or fall to since/until."""
    s = t.story.c
    asked = sa.select(t.story).order_by(s.find_published_from.is_(None), s.find_published_from, s.id)
    if document:
        asked = asked.where(s.document == document)
    if publisher:
        asked = asked.where(s.publisher == publisher)
    if reader:
        asked = asked.where(s.reader == reader)
    if since:
        asked = asked.where(s.find_published_to >= first_day(since))
    if until:
        asked = asked.where(s.find_published_from <= last_day(until))
    return [story_of(row) for row in connection.execute(asked)]


def source_ids(connection: sa.Connection) -> dict[str, str | None]:
    """Return for each story id the id that its input gave, or None."""
    asked = sa.select(t.story.c.id, t.story.c.source_id).order_by(t.story.c.id)
    return {row.id: row.source_id for row in connection.execute(asked)}


def document(connection: sa.Connection, sha256: str) -> Document:
    """Return the document whose SHA-256 starts so, with its bytes and the first of its origins by name."""
    key = the_one(connection, t.document.c.sha256, sha256.removeprefix("sha256:"), "document")
    row = connection.execute(sa.select(t.document).where(t.document.c.sha256 == key)).one()
    packed = connection.execute(sa.select(t.blob.c.packed).where(t.blob.c.sha256 == key)).scalar_one()
    came = t.document_origin.c
    first = sa.select(came.origin, came.retrieved).where(came.document == key).order_by(came.origin).limit(1)
    origin, retrieved = connection.execute(first).one()
    given = tuple((field, value) for field, value in unpacked(row.given))
    if row.state == ELSEWHERE:
        return Elsewhere(b"", origin, row.media_type, retrieved, given, key)
    return Document(zlib.decompress(packed), origin, row.media_type, retrieved, given)


def judgements(connection: sa.Connection) -> list[Judgement]:
    """Return all judgements, rules' first, then analysts' from the oldest on."""
    return in_order(judgement_of(row) for row in connection.execute(sa.select(t.judgement)))


def outlet_grades(connection: sa.Connection) -> dict[str, Reliability]:
    """Return the reliability that an analyst last gave each outlet; the letter stands in the judgement's `right`."""
    j = t.judgement.c
    asked = sa.select(j.left, j.right).join(t.standing, t.standing.c.judgement == j.id)
    asked = asked.where(j.subject == "outlet", j.verdict == "grade")
    return {row.left: row.right for row in connection.execute(asked.order_by(j.at, j.id))}


def everything(connection: sa.Connection, table: sa.Table, make: Callable[[sa.Row[Any]], T], *by: str) -> list[T]:
    """Return all rows of a table as values, sorted by these columns."""
    return [make(row) for row in connection.execute(sa.select(table).order_by(*(table.c[name] for name in by)))]


def the_one(connection: sa.Connection, column: sa.Column[Any], start: str, what: str) -> str:
    """Return the only id that starts so; raise WrongCall for none or several."""
    ids = (
        connection.execute(sa.select(column).where(column.startswith(start, autoescape=True)).order_by(column).limit(4))
        .scalars()
        .all()
    )
    if not ids:
        where = LOOK_UP.get(what, "tidings search, tidings events")
        raise WrongCall(f'No {what} has an id that starts with "{start}". Look the id up: {where}')
    if len(ids) > 1 and ids[0] != start:
        raise WrongCall(f'Several ids start with "{start}": {", ".join(ids[:3])}. Type more of it.')
    return str(ids[0])


def _where(connection: sa.Connection, table: sa.Table, column: str, keys: Sequence[str]) -> Iterator[sa.Row[Any]]:
    for some in _pages(list(keys)):
        yield from connection.execute(sa.select(table).where(table.c[column].in_(some)))
