"""Tables as CSV (RFC 4180): one row an event, or one row an account; every row names its sources and quotes them.

An event's `killed_low`, `_best` and `_high` are the lowest, best supported and highest number told ("more than 130"
counts as 130); an account's `killed_min` and `_max` are what it tells, empty where open.

A spreadsheet takes a cell that starts with = + - @, a tab or a line end for a formula. Such text gets one leading
apostrophe, which spreadsheets hide; so does text that already starts with apostrophes before such a sign, so that
`read_table` can take exactly one away. Numbers are never guarded: a latitude of -11.05 stays a number.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import get_args

from tidings.model import Account, Place, Role, When
from tidings.model.links import Telling, Told
from tidings.output.forms import Options
from tidings.output.summary import (
    best,
    cited,
    grade,
    methods,
    names,
    number_range,
    publishers,
    quote,
)

Cell = str | int | float | None
Row = dict[str, Cell]
BETWEEN = "; "  # between several values in one cell
NUMBERS = ("killed", "injured", "abducted", "arrested", "quantity")
_TIME = ("start", "end", "precision")
_PLACE = ("place", "relation", "country", "geonames", "lat", "lon", "radius_km")
ROLES: tuple[Role, ...] = get_args(Role)
_ROLES = tuple(f"role_{role}" for role in ROLES)
_RANGES = tuple(f"{name}_{which}" for name in NUMBERS for which in ("low", "best", "high"))
_AMOUNTS = tuple(f"{name}_{end}" for name in NUMBERS for end in ("min", "max"))
_QUOTE = ("cited", "url", "story", "source_id", "quote_start", "quote_end", "quote")

EVENT_COLUMNS = (
    "id", "kind", "status", "method", "title", *_TIME, *_PLACE, *_ROLES, *_RANGES,
    "sources", "origins", "independent", "stories", "grade", "credibility", "credibility_because", "conflicts",
    "accounts", *_QUOTE,
)  # fmt: skip
ACCOUNT_COLUMNS = (
    "event", "id", "kind", "status", "method", *_TIME, *_PLACE, *_ROLES, *_AMOUNTS,
    "publisher", "published", "headline", "sources", "origins", "origin_is_asserting", "grade",
    "reader", "confidence", "because", *_QUOTE,
)  # fmt: skip
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def csv_rows(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield the table that the options ask for."""
    return accounts_csv(events) if options.accounts else events_csv(events)


def events_csv(events: Iterable[Told]) -> Iterator[str]:
    """Yield a header and one row an event, each with its line end; write with newline=""."""
    return _csv(EVENT_COLUMNS, map(event_row, events))


def accounts_csv(events: Iterable[Told]) -> Iterator[str]:
    """Yield a header and one row for each account of each event, each with its line end; write with newline=""."""
    return _csv(ACCOUNT_COLUMNS, (account_row(told, telling) for told in events for telling in told.tellings))


def read_table(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of such a table as they were before their cells were guarded."""
    for row in csv.DictReader(lines):
        yield {name: unguarded(cell) for name, cell in row.items()}


def guarded(text: str) -> str:
    """Return the text with one more leading apostrophe if a spreadsheet could take it for a formula.

    >>> guarded("=1+1")
    "'=1+1"
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return what `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def event_row(told: Told) -> Row:
    """Return the event's cells: what its accounts tell together, and the words of the one that shows it best."""
    event, shown = told.event, best(told)
    return {
        "id": event.id,
        "kind": event.kind,
        "status": event.status,
        "method": BETWEEN.join(methods(told)),
        "title": event.title,
        **_time(event.time),
        **_place(event.place),
        **{f"role_{role}": BETWEEN.join(names(told, role)) for role in ROLES},
        **_ranges(told),
        "sources": BETWEEN.join(publishers(told)),
        "origins": BETWEEN.join(event.origins),
        "independent": event.independent,
        "stories": event.stories,
        "grade": grade(told),
        "credibility": event.credibility,
        "credibility_because": event.credibility_because,
        "conflicts": BETWEEN.join(event.conflicts),
        "accounts": BETWEEN.join(event.accounts),
        **(_quoted(shown) if shown else {}),
    }


def account_row(told: Told, telling: Telling) -> Row:
    """Return the account's cells; `sources` runs from the outermost to the one that knows."""
    story, account, origin = telling
    alone = Told(told.event, (telling,), (), {k: v for k, v in told.grades.items() if k == story.publisher})
    return {
        "event": told.event.id,
        "id": account.id,
        "kind": account.kind,
        "status": account.status,
        "method": account.method,
        **(_time(account.time.when) if account.time else {}),
        **_place(account.place.place if account.place else None),
        **{f"role_{role}": BETWEEN.join(f.name for f in account.role(role)) for role in ROLES},
        **_amounts(account),
        "publisher": story.publisher,
        "published": story.published.date,
        "headline": story.headline,
        "sources": " > ".join(source.name for source in account.sources),
        "origins": origin.name if origin else None,
        "origin_is_asserting": str(origin.is_asserting).lower() if origin else None,
        "grade": grade(alone),
        "reader": account.reader,
        "confidence": round(account.confidence, 3),
        "because": BETWEEN.join(account.because),
        **_quoted(telling),
    }


def _csv(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    writer.writerow(columns)
    yield line.getvalue()
    for row in rows:
        line.seek(0)
        line.truncate()
        writer.writerow([_cell(row.get(column)) for column in columns])
        yield line.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else str(value)


def _time(when: When) -> Row:
    return {"start": when.start, "end": when.end, "precision": when.precision}


def _place(place: Place | None) -> Row:
    if place is None:
        return {}
    return {"place": place.name} | {name: getattr(place, name) for name in _PLACE[1:]}


def _ranges(told: Told) -> Row:
    cells: Row = {}
    for name in NUMBERS:
        found = number_range(told, name)
        if found:
            cells |= {f"{name}_low": found.low, f"{name}_best": found.best, f"{name}_high": found.high}
    return cells


def _amounts(account: Account) -> Row:
    cells: Row = {}
    for name in NUMBERS:
        counted = account.number(name)
        if counted:
            cells |= {f"{name}_min": counted.amount.min, f"{name}_max": counted.amount.max}
    return cells


def _quoted(telling: Telling) -> Row:
    words = quote(telling)
    return {
        "cited": cited(telling),
        "url": telling.story.url,
        "story": telling.story.id,
        "source_id": telling.story.source_id,
        "quote_start": words.start,
        "quote_end": words.end,
        "quote": words.text,
    }
