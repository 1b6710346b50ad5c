"""Stories and the accounts in them; the search over their texts."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

from tidings.case import Hit
from tidings.case.filters import first_day, last_day
from tidings.case.overview import AccountBrief, StoryBrief
from tidings.errors import Refused
from tidings.model import Actor, Item, Mention, Outlet, Place, Quote, Reading, Story
from tidings.output.veil import Veil
from tidings.web.api.events import PAGE, page
from tidings.web.api.privacy import MOST_HITS, Shown
from tidings.web.api.shapes import AccountShape, account_shape
from tidings.web.shapes import QuoteShape, SpanShape, quote_shape, span_shape


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


def stories(desk: Shown, wanted: StoriesAsked) -> StoryRows:
    """The stories of the case; `document` is a SHA-256. An undated story passes neither since nor until."""
    limit, offset = page(wanted.get("limit", PAGE), wanted.get("offset", 0))
    board = desk.board()
    document = wanted.get("document", "").removeprefix("sha256:")
    since, until = first_day(wanted.get("since")), last_day(wanted.get("until"))
    found = [
        one
        for one in board.overview.stories.values()
        if document in ("", one.document)
        and (wanted.get("publisher") is None or one.publisher == wanted["publisher"] == desk.brief(one).publisher)
        and (not since or (one.published.date or "") >= since)
        and (not until or (one.published.date or "9999") <= until)
    ]
    rows = [_row(desk, one) for one in found[offset : offset + limit]]
    return {"state": board.version, "total": len(found), "next": _next(offset, len(rows), len(found)), "stories": rows}


def story(desk: Shown, id: str) -> StoryPage:
    """A story with its text, its mentions and its accounts."""
    board = desk.board()
    if id not in board.overview.stories:
        raise Refused(404, f"There is no story {id}.", "Look it up: /v1/stories or /v1/search")
    read = desk.case.reading(id)
    one, veil = desk.story(read.story), desk.veil(id)
    return {
        **_row(desk, board.overview.stories[id]),
        "state": board.version,
        "byline": one.byline,
        "url": one.url,
        "source_id": None if veil.tells(one.source_id) else one.source_id,
        "truncated": one.truncated,
        "published_basis": one.published.basis,
        "text": one.text,
        "mentions": [_mention(mention, one, veil) for mention in read.mentions],
        "told": _told(desk, read),
    }


def accounts(desk: Shown, wanted: AccountsAsked) -> AccountRows:
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
    rows = _loaded(desk, found[offset : offset + limit])
    return {"state": board.version, "total": len(found), "next": _next(offset, limit, len(found)), "accounts": rows}


def account(desk: Shown, id: str) -> AccountShape:
    """An account with its words."""
    board = desk.board()
    if id not in board.overview.accounts:
        raise Refused(404, f"There is no account {id}.", "Look it up: /v1/accounts")
    found = _loaded(desk, [board.overview.accounts[id]])
    if not found:
        raise Refused(410, f"Account {id} was read anew.", "Look at its story anew.")
    return found[0]


def search(desk: Shown, q: str, limit: int = 20) -> Found:
    """Full text over the stories, the best first.

    All words must occur; "a phrase" as it stands; a final * for any ending.
    """
    page(limit, 0)
    board = desk.board()
    hits = desk.hits(q, min(limit, MOST_HITS))
    return {
        "state": board.version,
        "hits": [_hit(desk, hit) for hit in hits if hit.story.id in board.overview.stories],
    }


def _loaded(desk: Shown, some: list[AccountBrief]) -> list[AccountShape]:
    """The accounts with their words, in their order; a story is loaded once."""
    wanted = {one.id for one in some}
    found: dict[str, AccountShape] = {}
    for story_id in dict.fromkeys(one.story for one in some):
        told = _told(desk, desk.case.reading(story_id))
        found |= {shape["id"]: shape for shape in told if shape["id"] in wanted}
    return [found[one.id] for one in some if one.id in found]


def _told(desk: Shown, read: Reading) -> list[AccountShape]:
    events = desk.board().event_of
    return [account_shape(telling, events.get(telling.account.id)) for telling in desk.tellings(read)]


def _row(desk: Shown, brief: StoryBrief) -> StoryRow:
    one = desk.brief(brief)
    return {
        "id": one.id,
        "document": f"sha256:{one.document}",
        "headline": one.headline,
        "publisher": one.publisher,
        "published": one.published.date,
        "language": one.language,
        "accounts": len(desk.board().accounts_of.get(one.id, ())),
    }


def _hit(desk: Shown, hit: Hit) -> StoryHit:
    spans = [span_shape(span) for span in hit.spans]
    row = _row(desk, desk.board().overview.stories[hit.story.id])
    return {**row, "snippet": quote_shape(hit.snippet), "spans": spans}


def _mention(mention: Mention, story: Story, veil: Veil) -> MentionShape:
    meant: Any = mention.entity or mention.value
    name = veil.called(meant.name) if isinstance(meant, Place | Actor | Item | Outlet) else None
    entity = mention.entity.id if mention.entity else None
    quote = quote_shape(Quote.at(story.text, mention.quote.start, mention.quote.end))
    return {**quote, "label": mention.label, "name": name, "entity": entity, "rule": mention.rule}


def _next(offset: int, shown: int, total: int) -> int | None:
    end = offset + shown
    return end if shown and end < total else None
