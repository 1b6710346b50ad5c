"""One search over stories, accounts and names, every hit in its context."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from tidings.case import Hit
from tidings.case.about import events_telling, number_of_accounts, titles
from tidings.case.overview import accounts_of, numbers_with
from tidings.errors import WrongCall
from tidings.output.summary import sentence
from tidings.web.desk import Desk
from tidings.web.network import NamedNode, named
from tidings.web.shapes import QuoteShape, SpanShape, quote_shape, span_shape

MOST = 200
LOOKED_INTO = 50  # of the best stories, for accounts whose sentence holds a hit
Where = Literal["stories", "accounts", "names"]


class StoryHit(TypedDict):
    """A story that holds the words; the spans stand in its text, those of the snippet among them."""

    story: str
    headline: str | None
    publisher: str | None
    published: str | None
    snippet: QuoteShape
    spans: list[SpanShape]
    accounts: int


class AccountHit(TypedDict):
    """An account with the words in its sentence."""

    account: str
    event: str | None
    title: str
    kind: str
    status: str
    story: str
    snippet: QuoteShape
    spans: list[SpanShape]


class StoryHits(TypedDict):
    """Stories, the best first."""

    total: int
    hits: list[StoryHit]


class AccountHits(TypedDict):
    """Accounts of the best stories, in these stories' order; `looked_into` says how many stories these are."""

    total: int
    looked_into: int
    hits: list[AccountHit]


class NameHits(TypedDict):
    """Names, the most told first."""

    total: int
    hits: list[NamedNode]


class Found(TypedDict):
    """What was found, by where."""

    version: str
    q: str
    stories: StoryHits
    accounts: AccountHits
    names: NameHits


# The words, where to look for them (everywhere without it), and which of the hits.
Wanted = TypedDict("Wanted", {"q": str, "in": list[Where], "limit": int, "offset": int}, total=False)


def search(desk: Desk, wanted: Wanted) -> Found:
    """Full text over stories and accounts, and the names of actors, companies, items and places.

    All words must occur; "a phrase" as it stands; a final * for any ending. Names of a wide case
    are not looked through.
    """
    q, limit, offset = wanted.get("q", ""), wanted.get("limit", 20), wanted.get("offset", 0)
    if not 0 <= limit <= MOST or offset < 0:
        raise WrongCall(f"limit runs from 0 to {MOST}, offset from 0.")
    where = wanted.get("in") or ("stories", "accounts", "names")
    hits = desk.case.search(q, max(offset + limit, LOOKED_INTO)) if {"stories", "accounts"} & set(where) else []
    found_names = named(desk, q) if "names" in where and q.strip() and not desk.is_wide else []
    accounts = _accounts(desk, hits[:LOOKED_INTO]) if "accounts" in where else []
    is_wanted = "stories" in where
    page = hits[offset : offset + limit] if is_wanted else []
    told = number_of_accounts(desk.case, [hit.story.id for hit in page])
    return {
        "version": desk.version,
        "q": q,
        "stories": {
            "total": len(numbers_with(desk.case, q)) if is_wanted else 0,
            "hits": [_story(hit, told.get(hit.story.id, 0)) for hit in page],
        },
        "accounts": {
            "total": len(accounts),
            "looked_into": min(len(hits), LOOKED_INTO),
            "hits": accounts[offset : offset + limit],
        },
        "names": {"total": len(found_names), "hits": found_names[offset : offset + limit]},
    }


def _story(hit: Hit, accounts: int) -> StoryHit:
    one = hit.story
    return {
        "story": one.id,
        "headline": one.headline,
        "publisher": one.publisher,
        "published": one.published.date,
        "snippet": quote_shape(hit.snippet),
        "spans": [span_shape(span) for span in hit.spans if hit.snippet.span.contains(span)],
        "accounts": accounts,
    }


def _accounts(desk: Desk, hits: list[Hit]) -> list[AccountHit]:
    """The accounts whose sentence holds a hit."""
    accounts = accounts_of(desk.case, [hit.story.id for hit in hits if hit.spans])
    found = [
        (hit, account, around, spans)
        for hit in hits
        for account in accounts.get(hit.story.id, ())
        if (around := sentence(hit.story.text, account.mentions[0].span))
        and (spans := [span for span in hit.spans if around.span.contains(span)])
    ]
    events = events_telling(desk.case, [account.id for _, account, _, _ in found])
    called = titles(desk.case, set(events.values()))
    return [
        {"account": account.id, "event": event, "title": called.get(event or "", account.kind), "kind": account.kind,
         "status": account.status, "story": hit.story.id, "snippet": quote_shape(around),
         "spans": [span_shape(span) for span in spans]}
        for hit, account, around, spans in found for event in (events.get(account.id),)
    ]  # fmt: skip
