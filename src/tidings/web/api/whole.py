"""What holds for the whole case: counts, who tells what, who copies whom, and what was not read."""

from __future__ import annotations

from typing_extensions import TypedDict

from tidings.model import Quote
from tidings.web.api.events import PAGE, page
from tidings.web.api.privacy import Shown
from tidings.web.shapes import QuoteShape, quote_shape
from tidings.web.sources import OutletRow, SpeakerRow, tables_of


class Counts(TypedDict):
    """How much there is of each."""

    documents: int
    stories: int
    accounts: int
    events: int
    accounts_in_no_event: int
    problems: int


class Case(TypedDict):
    """How much the case holds, and with which knowledge it was read last."""

    state: str
    counts: Counts
    knowledge: str | None


class Sources(TypedDict):
    """Outlets and speakers with their grade and what became of what they told."""

    state: str
    outlets: list[OutletRow]
    speakers: list[SpeakerRow]


class Pair(TypedDict):
    """Two stories of which the later copies or cites the earlier, with the words that show it."""

    relation: str
    how: str
    score: float
    earlier: str
    earlier_document: str
    earlier_publisher: str | None
    later: str
    later_document: str
    later_publisher: str | None
    quote: str
    words: QuoteShape | None


class Pairs(TypedDict):
    """Copies and citations."""

    state: str
    total: int
    next: int | None
    lineage: list[Pair]


class ProblemShape(TypedDict):
    """What was not read, and why."""

    origin: str
    reason: str
    detail: str
    document: str | None


class Problems(TypedDict):
    """Everything that was not read."""

    state: str
    total: int
    next: int | None
    problems: list[ProblemShape]


class LineageAsked(TypedDict, total=False):
    """Of which story, and which page of them."""

    story: str
    relation: str
    limit: int
    offset: int


def case(desk: Shown) -> Case:
    """How much the case holds."""
    state, counts = desk.version, desk.case.counts()
    return {
        "state": state,
        "counts": {
            "documents": counts["documents"],
            "stories": counts["stories"],
            "accounts": counts["accounts"],
            "events": counts["events"],
            "accounts_in_no_event": counts["accounts in no event"],
            "problems": counts["problems"],
        },
        "knowledge": desk.case.knowledge(),
    }


def sources(desk: Shown) -> Sources:
    """Outlets and speakers: how reliable analysts hold them, and what became of what they told.

    An event counts as contradicted where an analyst rejected it or its credibility is doubtful or worse, as confirmed
    where an analyst accepted it or two independent origins assert it, as open else.
    """
    board = desk.board()
    found = board.made(tables_of)
    outlets, speakers = desk.outlets(found["outlets"]), desk.speakers(found["speakers"])
    return {"state": board.version, "outlets": list(outlets), "speakers": list(speakers)}


def lineage(desk: Shown, wanted: LineageAsked) -> Pairs:
    """Which story copies or cites which; `words` stand in the later story, `relation` is copies or cites."""
    limit, offset = page(wanted.get("limit", PAGE), wanted.get("offset", 0))
    board = desk.board()
    stories = board.overview.stories
    found = [
        pair
        for pair in desk.case.lineage()
        if wanted.get("story") in (None, pair.earlier, pair.later)
        and wanted.get("relation") in (None, pair.relation)
        and {pair.earlier, pair.later} <= stories.keys()
    ]
    rows: list[Pair] = [
        {
            "relation": pair.relation, "how": pair.how, "score": pair.score, "quote": desk.lineage(pair),
            "earlier": pair.earlier, "earlier_document": f"sha256:{stories[pair.earlier].document}",
            "earlier_publisher": desk.brief(stories[pair.earlier]).publisher,
            "later": pair.later, "later_document": f"sha256:{stories[pair.later].document}",
            "later_publisher": desk.brief(stories[pair.later]).publisher, "words": _words(desk, pair.later, pair.quote),
        }
        for pair in found[offset : offset + limit]
    ]  # fmt: skip
    end = offset + len(rows)
    after = end if rows and end < len(found) else None
    return {"state": board.version, "total": len(found), "next": after, "lineage": rows}


def problems(desk: Shown, limit: int = PAGE, offset: int = 0) -> Problems:
    """What was not read, and why; nothing is dropped in silence."""
    page(limit, offset)
    state, found = desk.version, desk.case.problems()
    rows: list[ProblemShape] = [
        {
            "origin": one.origin, "reason": one.reason, "detail": one.detail,
            "document": f"sha256:{one.document}" if one.document else None,
        }
        for one in map(desk.problem, found[offset : offset + limit])
    ]  # fmt: skip
    end = offset + len(rows)
    after = end if rows and end < len(found) else None
    return {"state": state, "total": len(found), "next": after, "problems": rows}


def _words(desk: Shown, story: str, quote: str) -> QuoteShape | None:
    """The shared words where they stand in the later story as they are."""
    one = desk.case.reading(story).story if quote else None
    at = one.text.find(quote) if one else -1
    return quote_shape(Quote.at(desk.story(one).text, at, at + len(quote))) if one and at >= 0 else None
