"""Stories: the list of them, and one with its text, mentions, accounts and the chains of who says so."""

from __future__ import annotations

from typing_extensions import TypedDict

from tidings.case.about import events_telling, lineage_about, stories_told, titles
from tidings.errors import Refused, WrongCall
from tidings.model import (
    Account,
    Actor,
    Amount,
    Item,
    Mention,
    Outlet,
    Place,
    Quote,
    Reading,
    Source,
    State,
    Story,
    When,
)
from tidings.output.chronology import place_words
from tidings.output.summary import day_words
from tidings.web.desk import Desk
from tidings.web.documents import Shown, shown_of
from tidings.web.history import history, story_version
from tidings.web.sentences import sentences
from tidings.web.shapes import Entry, QuoteShape, SpanShape, quote_shape, some_quote, span_shape

PAGE = 100  # stories of a list at once, unless the call says otherwise
MOST = 1_000


class Publication(TypedDict):
    """When a story was published, how surely, and from which of its words."""

    date: str | None
    precision: str
    basis: str
    earliest: str | None
    latest: str | None
    evidence: list[SpanShape]


class MentionShape(QuoteShape):
    """Words that name something; mentions may nest and overlap."""

    id: str
    label: str
    name: str | None
    entity: str | None
    detail: str
    rule: str


class PartShape(QuoteShape):
    """Words that an account stands on, and as what."""

    role: str
    name: str


class LinkShape(TypedDict):
    """One link of a chain of sources; `direct` where its words stand in quotation marks."""

    name: str
    quote: QuoteShape | None
    cue: QuoteShape | None
    evidence: str
    direct: bool


# what the story tells of one incident, and the stretch of text that it spans
StoryAccount = TypedDict(
    "StoryAccount",
    {
        "id": str, "event": str | None, "event_title": str | None, "kind": str, "status": str, "confidence": float,
        "because": list[str], "reader": str, "mentions": list[QuoteShape], "parts": list[PartShape],
        "chain": list[LinkShape], "from": int, "to": int,
    },
)  # fmt: skip


class Copy(TypedDict):
    """Another story that this one copies or cites, or that copies or cites it."""

    story: str
    publisher: str | None
    headline: str | None
    relation: str
    earlier: bool
    how: str


class StoryPage(TypedDict):
    """A story with everything read in it."""

    id: str
    version: str
    document: str
    headline: str | None
    byline: str | None
    publisher: str | None
    url: str | None
    language: str
    truncated: bool
    published: Publication
    text: str
    sentences: list[tuple[int, int]]
    mentions: list[MentionShape]
    accounts: list[StoryAccount]
    copies: list[Copy]
    history: list[Entry]
    shown: Shown


class StoryRow(TypedDict):
    """A story in a list."""

    id: str
    headline: str | None
    publisher: str | None
    published: str | None
    language: str
    accounts: int
    document: str


class StoryRows(TypedDict):
    """Stories by day of publication."""

    version: str
    total: int
    stories: list[StoryRow]


def stories(
    desk: Desk, document: str | None = None, publisher: str | None = None, limit: int = PAGE, offset: int = 0
) -> StoryRows:
    """The stories of the case by day of publication, the undated last."""
    if not 0 <= limit <= MOST or offset < 0:
        raise WrongCall(f"limit runs from 0 to {MOST:,}, offset from 0.")
    board = desk.board()
    wanted = [
        one
        for one in board.overview.stories.values()
        if (document is None or one.document == document) and (publisher is None or one.publisher == publisher)
    ]
    rows: list[StoryRow] = [
        {
            "id": one.id, "headline": one.headline, "publisher": one.publisher, "published": one.published.date,
            "language": one.language, "accounts": len(board.accounts_of.get(one.id, ())), "document": one.document,
        }
        for one in wanted[offset : offset + limit]
    ]  # fmt: skip
    return {"version": board.version, "total": len(wanted), "stories": rows}


def story(desk: Desk, id: str) -> StoryPage:
    """A story with its text, everything read in it, and who says so."""
    if not stories_told(desk.case, [id]):
        raise Refused(404, f"There is no story {id}.", "Look it up in the list of stories.")
    read, said = desk.case.reading(id), desk.case.story_history(id)
    one = read.story
    return {
        "id": one.id,
        "version": story_version(read, said),
        "document": one.document,
        "headline": one.headline,
        "byline": one.byline,
        "publisher": one.publisher,
        "url": one.url,
        "language": one.language,
        "truncated": one.truncated,
        "published": _publication(one),
        "text": one.text,
        "sentences": [(s.start, s.end) for s in sentences(one.text)],
        "mentions": [_mention(n, mention) for n, mention in enumerate(read.mentions, 1)],
        "accounts": _accounts(desk, read),
        "copies": _copies(desk, one),
        "history": history(said),
        "shown": shown_of(desk, one.document),
    }


def _publication(one: Story) -> Publication:
    when = one.published
    return {
        "date": when.date,
        "precision": when.precision,
        "basis": when.basis,
        "earliest": when.earliest,
        "latest": when.latest,
        "evidence": [span_shape(span) for span in when.evidence],
    }


def _mention(n: int, mention: Mention) -> MentionShape:
    entity = mention.entity
    named = entity.name if entity else mention.value.name if isinstance(mention.value, Place) else None
    return {
        **quote_shape(mention.quote),
        "id": f"m{n}",
        "label": mention.label,
        "name": named,
        "entity": entity.id if entity else None,
        "detail": _detail(mention),
        "rule": mention.rule,
    }


def _detail(mention: Mention) -> str:
    """What the words stand for, in a few more."""
    state = mention.value.condition if isinstance(mention.value, State) else None
    for value in (mention.value, mention.entity):
        if isinstance(value, When):
            return day_words(value)
        if isinstance(value, Place):
            return place_words(value)
        if isinstance(value, Amount):
            ends = f"{value.min or 0:g} or more" if value.max is None else f"{value.max:g}"
            return " ".join(part for part in (ends, value.of, value.measure) if part and part != "other")
        if isinstance(value, Item):
            return ", ".join(part for part in (state, value.category, value.maker, value.country) if part)
        if isinstance(value, Actor | Outlet):
            return ", ".join(part for part in (_sort(value), value.country) if part)
    return ""


def _sort(value: Actor | Outlet) -> str:
    return value.type if isinstance(value, Actor) else value.kind


def _accounts(desk: Desk, read: Reading) -> list[StoryAccount]:
    """The accounts of a story, each with the event that tells it."""
    events = events_telling(desk.case, [account.id for account in read.accounts])
    called = titles(desk.case, set(events.values()))
    told = [(account, events.get(account.id)) for account in read.accounts]
    return [_account(read, account, event, called.get(event or "")) for account, event in told]


def _account(read: Reading, account: Account, event: str | None, title: str | None) -> StoryAccount:
    quotes = list(account.quotes())
    return {
        "id": account.id,
        "event": event,
        "event_title": title,
        "kind": account.kind,
        "status": account.status,
        "confidence": round(account.confidence, 3),
        "because": list(account.because),
        "reader": account.reader,
        "mentions": [quote_shape(quote) for quote in account.mentions],
        "parts": _parts(account),
        "chain": [_link(read.story.text, source) for source in account.sources],
        "from": min(quote.start for quote in quotes),
        "to": max(quote.end for quote in quotes),
    }


def _parts(account: Account) -> list[PartShape]:
    """Every quote of the account beside its mentions, in the text's order."""
    found: list[tuple[str, str, Quote | None]] = [(r, f.name, f.quote) for r, group in account.roles for f in group]
    found += [(name, "", counted.quote) for name, counted in account.numbers]
    found += [("source", s.name, s.quote) for s in account.sources] + [("cue", s.name, s.cue) for s in account.sources]
    if account.time:
        found.append(("time", day_words(account.time.when), account.time.quote))
    if account.place:
        found.append(("place", place_words(account.place.place), account.place.quote))
    found.append(("status", account.status, account.status_words))
    parts: list[PartShape] = [{**quote_shape(q), "role": role, "name": name} for role, name, q in found if q]
    return sorted(parts, key=lambda part: (part["start"], part["end"], part["role"]))


def _link(text: str, source: Source) -> LinkShape:
    """A link of the chain; direct where quotation marks stand in the sentence of its reporting words."""
    at = source.cue or source.quote
    around = next((s for s in sentences(text) if at and s.start <= at.start < s.end), None) if at else None
    direct = around is not None and any(mark in around.of(text) for mark in '“”"«»')
    quote, cue = some_quote(source.quote), some_quote(source.cue)
    return {"name": source.name, "quote": quote, "cue": cue, "evidence": source.evidence, "direct": direct}


def _copies(desk: Desk, one: Story) -> list[Copy]:
    out: list[Copy] = []
    pairs = lineage_about(desk.case, [one.id])
    others = stories_told(desk.case, [key for pair in pairs for key in (pair.earlier, pair.later)])
    for pair in pairs:
        is_earlier = pair.later == one.id
        other = others[pair.earlier if is_earlier else pair.later]
        out.append({"story": other.id, "publisher": other.publisher, "headline": other.headline,
                    "relation": pair.relation, "earlier": is_earlier, "how": pair.how})  # fmt: skip
    return out
