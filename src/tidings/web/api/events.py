"""Events of the case, by the filters of `tidings events`, and one with everything it stands on."""

from __future__ import annotations

from typing_extensions import TypedDict

from tidings.case import Filters
from tidings.errors import WrongCall
from tidings.web.api.privacy import Shown
from tidings.web.api.shapes import (
    AccountShape,
    Edited,
    EventRow,
    Stated,
    account_shape,
    edited,
    event_row,
    stated,
)

PAGE = 50  # events of a list at once, unless the call says otherwise
MOST = 500


class Asked(TypedDict, total=False):
    """What events must be, and which page of them; kind and status may stand several times."""

    kind: list[str]
    status: list[str]
    actor: str
    party: str
    place: str
    item: str
    since: str
    until: str
    origins: int
    credibility: int
    text: str
    rejected: bool
    limit: int
    offset: int


class EventRows(TypedDict):
    """Events by time, then id, unknown times last; and how many more there are, and why others are not here."""

    state: str
    total: int
    undated_left_out: int
    rejected_left_out: int
    next: int | None
    events: list[EventRow]


class EventPage(EventRow):
    """An event with every statement, account and edit under it."""

    state: str
    statements: list[Stated]
    edits: list[Edited]
    accounts: list[AccountShape]


class Gone(TypedDict):
    """An event that is no longer: the events that hold its accounts now."""

    error: str
    next: str | None
    now: list[str]


def events(desk: Shown, wanted: Asked) -> EventRows:
    """The events that pass the filters, each with the words that show it best.

    `since` and `until` take 2018, 2018-10 or 2018-10-15; an event of unknown time passes neither. `credibility` is the
    worst that passes (1 is best). `next` is the offset of the page that follows, null on the last.
    """
    limit, offset = page(wanted.get("limit", PAGE), wanted.get("offset", 0))
    state = desk.version
    found, told = desk.events(filters(wanted, limit, offset))
    end = offset + len(found)
    return {
        "state": state,
        "total": found.total,
        "undated_left_out": found.undated_left_out,
        "rejected_left_out": found.rejected_left_out,
        "next": end if found and end < found.total else None,
        "events": [event_row(one) for one in told],
    }


def event(desk: Shown, id: str) -> EventPage:
    """An event with everything it stands on."""
    told = desk.told(id)
    texts = {account.id: story.text for story, account, _ in told.tellings}
    return {
        **event_row(told),
        "state": desk.version,
        "statements": [stated(one, texts) for one in told.statements],
        "edits": edited(told.event),
        "accounts": [account_shape(telling, told.event.id) for telling in told.tellings],
    }


def filters(wanted: Asked, limit: int, offset: int) -> Filters:
    """Return the filters of a call."""
    return Filters(
        tuple(wanted.get("kind", ())),
        tuple(wanted.get("status", ())),
        wanted.get("actor"),
        wanted.get("party"),
        wanted.get("place"),
        wanted.get("item"),
        wanted.get("since"),
        wanted.get("until"),
        wanted.get("origins"),
        wanted.get("credibility"),
        wanted.get("text"),
        wanted.get("rejected", False),
        limit,
        offset,
    )


def page(limit: int, offset: int) -> tuple[int, int]:
    """Return limit and offset; raise WrongCall where they are out of bounds."""
    if not 1 <= limit <= MOST or not 0 <= offset < 2**63:
        raise WrongCall(f"limit runs from 1 to {MOST}, offset from 0.")
    return limit, offset
