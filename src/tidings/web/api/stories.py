"""Stories and the accounts in them; the search over their texts."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

from tidings.case import Hit
from tidings.case.filters import first_day, last_day
from tidings.case.overview import AccountBrief, StoryBrief
from tidings.errors import Refused
from tidings.model import Actor, Item, Mention, Outlet, Place, Reading
from tidings.model.links import Telling
from tidings.web.api.events import PAGE, page
from tidings.web.api.shapes import AccountShape, account_shape
from tidings.web.board import Board
from tidings.web.desk import Desk
from tidings.web.shapes import QuoteShape, SpanShape, quote_shape, span_shape

MOST_HITS = 200


class StoryRow(TypedDict):
    """A story without its text."""

    id: str
    document: str
    headline: str | None
    publisher: str | None
    published: str | None
    language: str
    accounts: int


class StoryRows(TypedDict):
    """Stories by day of publication, the undated last."""

    state: str
    total: int
    next: int | None
    stories: list[StoryRow]


class MentionShape(QuoteShape):
    """Words that name something, and what they stand for where that is known."""

    label: str
    name: str | None
    entity: str | None
    rule: str


class StoryPage(StoryRow):
    """A story with its text and everything read in it."""

    state: str
    byline: str | None
    url: str | None
    source_id: str | None
    truncated: bool
    published_basis: str
    text: str
    mentions: list[MentionShape]
    told: list[AccountShape]


class AccountRows(TypedDict):
    """Accounts by story and place in its text."""

    state: str
    total: int
    next: int | None
    accounts: list[AccountShape]


class StoryHit(StoryRow):
    """A story that holds the words: a stretch of its text, and where in the text the words stand."""

    snippet: QuoteShape
    spans: list[SpanShape]


class Found(TypedDict):
    """Stories that hold all the words, the best first."""

    state: str
    hits: list[StoryHit]


class StoriesAsked(TypedDict, total=False):
    """Which stories, and which page of them."""

    document: str
    publisher: str
    since: str
    until: str
    limit: int
    offset: int


class AccountsAsked(TypedDict, total=False):
    """Of which story or event, of which kinds, and which page of them."""

    story: str
    event: str
    kind: list[str]
    status: list[str]
    limit: int
    offset: int


def stories(desk: Desk, wanted: StoriesAsked) -> StoryRows:
    """The stories of the case; `document` is a SHA-256. An undated story passes neither since nor until."""
    limit, offset = page(wanted.get("limit", PAGE), wanted.get("offset", 0))
    board = desk.board()
    document = wanted.get("document", "").removeprefix("sha256:")
    since, until = first_day(wanted.get("since")), last_day(wanted.get("until"))
    found = [
        one
        for one in board.overview.stories.values()
        if document in ("", one.document)
        and wanted.get("publisher") in (None, one.publisher)
        and (not since or (one.published.date or "") >= since)
        and (not until or (one.published.date or "9999") <= until)
    ]
    rows = [_row(board, one) for one in found[offset : offset + limit]]
    return {"state": board.version, "total": len(found), "next": _next(offset, len(rows), len(found)), "stories": rows}


def story(desk: Desk, id: str) -> StoryPage:
    """A story with its text, its mentions and its accounts."""
    board = desk.board()
    if id not in board.overview.stories:
        raise Refused(404, f"There is no story {id}.", "Look it up: /v1/stories or /v1/search")
    read = desk.case.reading(id)
    return {
        **_row(board, board.overview.stories[id]),
        "state": board.version,
        "byline": read.story.byline,
        "url": read.story.url,
        "source_id": read.story.source_id,
        "truncated": read.story.truncated,
        "published_basis": read.story.published.basis,
        "text": read.story.text,
        "mentions": [_mention(mention) for mention in read.mentions],
        "told": _told(board, read),
    }


def accounts(desk: Desk, wanted: AccountsAsked) -> AccountRows:
    """The accounts of the case: what each story tells of one incident, with its words."""
    limit, offset = page(wanted.get("limit", PAGE), wanted.get("offset", 0))
    board = desk.board()
    kinds, statuses = wanted.get("kind"), wanted.get("status")
    found = [
        one
        for one in board.overview.accounts.values()
        if wanted.get("story") in (None, one.story)
        and wanted.get("event") in (None, board.event_of.get(one.id))
        and (not kinds or one.kind in kinds)
        and (not statuses or one.status in statuses)
    ]
    rows = _loaded(desk, board, found[offset : offset + limit])
    return {"state": board.version, "total": len(found), "next": _next(offset, limit, len(found)), "accounts": rows}


def account(desk: Desk, id: str) -> AccountShape:
    """An account with its words."""
    board = desk.board()
    if id not in board.overview.accounts:
        raise Refused(404, f"There is no account {id}.", "Look it up: /v1/accounts")
    found = _loaded(desk, board, [board.overview.accounts[id]])
    if not found:
        raise Refused(410, f"Account {id} was read anew.", "Look at its story anew.")
    return found[0]


def search(desk: Desk, q: str, limit: int = 20) -> Found:
    """Full text over the stories, the best first.

    All words must occur; "a phrase" as it stands; a final * for any ending.
    """
    page(limit, 0)
    board = desk.board()
    hits = desk.case.search(q, min(limit, MOST_HITS))
    return {
        "state": board.version,
        "hits": [_hit(board, hit) for hit in hits if hit.story.id in board.overview.stories],
    }


def _loaded(desk: Desk, board: Board, some: list[AccountBrief]) -> list[AccountShape]:
    """The accounts with their words, in their order; a story is loaded once."""
    wanted = {one.id for one in some}
    found: dict[str, AccountShape] = {}
    for story_id in dict.fromkeys(one.story for one in some):
        told = _told(board, desk.case.reading(story_id))
        found |= {shape["id"]: shape for shape in told if shape["id"] in wanted}
    return [found[one.id] for one in some if one.id in found]


def _told(board: Board, read: Reading) -> list[AccountShape]:
    origins, events = board.overview.origins, board.event_of
    return [account_shape(Telling(read.story, a, origins.get(a.id)), events.get(a.id)) for a in read.accounts]


def _row(board: Board, one: StoryBrief) -> StoryRow:
    return {
        "id": one.id,
        "document": f"sha256:{one.document}",
        "headline": one.headline,
        "publisher": one.publisher,
        "published": one.published.date,
        "language": one.language,
        "accounts": len(board.accounts_of.get(one.id, ())),
    }


def _hit(board: Board, hit: Hit) -> StoryHit:
    spans = [span_shape(span) for span in hit.spans]
    return {**_row(board, board.overview.stories[hit.story.id]), "snippet": quote_shape(hit.snippet), "spans": spans}


def _mention(mention: Mention) -> MentionShape:
    meant: Any = mention.entity or mention.value
    name = meant.name if isinstance(meant, Place | Actor | Item | Outlet) else None
    entity = mention.entity.id if mention.entity else None
    return {**quote_shape(mention.quote), "label": mention.label, "name": name, "entity": entity, "rule": mention.rule}


def _next(offset: int, shown: int, total: int) -> int | None:
    end = offset + shown
    return end if shown and end < total else None
