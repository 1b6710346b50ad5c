"""The page of an event: fields, accounts, reporting chain, grade with its rule, and what analysts said."""

from __future__ import annotations

from typing_extensions import TypedDict

from tidings.case import Said
from tidings.case.about import doubts_about, events_telling, lineage_about, titles
from tidings.errors import WrongCall
from tidings.model import Judgement, Lineage
from tidings.model.links import Told
from tidings.output.summary import CREDIBILITY, methods
from tidings.web.accounts import AccountView, account_view
from tidings.web.board import grouped, state_of
from tidings.web.chain import Chain, chain
from tidings.web.desk import Desk
from tidings.web.fields import Field, fields
from tidings.web.history import event_version, history
from tidings.web.shapes import Entry, PlaceShape, WhenShape, place_shape, when_shape


class Grade(TypedDict):
    """The Admiralty grade, the rule that gave it, and what it counted."""

    reliability: str
    credibility: int
    words: str
    rule: str
    because: str
    independent: int
    origins: list[str]
    stories: int


class Neighbour(TypedDict):
    """An event that may be the same incident."""

    id: str
    title: str
    why: str
    score: float | None


class EventPage(TypedDict):
    """An event with everything it stands on."""

    id: str
    version: str
    title: str
    kind: str
    status: str
    method: str | None
    state: str
    time: WhenShape
    place: PlaceShape | None
    tags: list[str]
    grade: Grade
    fields: list[Field]
    accounts: list[AccountView]
    chain: Chain
    history: list[Entry]
    comments: list[Entry]
    neighbours: list[Neighbour]


class Gone(TypedDict):
    """An event that is no longer: the events that hold its accounts now."""

    error: str
    next: str | None
    now: list[str]


def event(desk: Desk, id: str) -> EventPage:
    """An event with everything it stands on.

    As the case has it at this moment: `version` goes with a decision on it.
    """
    try:
        return event_page(desk, desk.told(id))
    except WrongCall:  # it went while it was being read: asked again, the desk says what became of it
        return event_page(desk, desk.told(id))


def event_page(desk: Desk, told: Told) -> EventPage:
    """Return the page of an event."""
    said = desk.case.history(told.event.id)
    in_force = [one.judgement for one in said if one.is_in_force and one.judgement.subject == "event"]
    one, entries = told.event, history(said)
    return {
        "id": one.id,
        "version": event_version(one, in_force),
        "title": one.title or one.kind,
        "kind": one.kind,
        "status": one.status,
        "method": next(iter(methods(told)), None),
        "state": state_of(in_force),
        "time": when_shape(one.time),
        "place": place_shape(one.place) if one.place else None,
        "tags": list(one.tags),
        "grade": _grade(told),
        "fields": fields(told),
        "accounts": [account_view(telling) for telling in told.tellings],
        "chain": chain(told, _between(desk, told)),
        "history": entries,
        "comments": [entry for entry in entries if entry["action"] == "comment" and not entry["undone"]],
        "neighbours": _neighbours(desk, told, said),
    }


def _grade(told: Told) -> Grade:
    one = told.event
    rule, _, rest = one.credibility_because.partition(" ")
    is_rule = rule.startswith("credibility.")
    return {
        "reliability": min(told.grades.values(), default="F"),
        "credibility": one.credibility,
        "words": CREDIBILITY[one.credibility],
        "rule": rule if is_rule else "",
        "because": rest if is_rule else one.credibility_because,
        "independent": one.independent,
        "origins": list(one.origins),
        "stories": one.stories,
    }


def _between(desk: Desk, told: Told) -> list[Lineage]:
    """The copies and citations of the event's stories, by the story that copies or cites."""
    stories = list({t.story.id: None for t in told.tellings})
    into = grouped(lineage_about(desk.case, stories), lambda pair: pair.later)
    return [pair for later in stories for pair in into.get(later, ())]


def _neighbours(desk: Desk, told: Told, said: list[Said]) -> list[Neighbour]:
    """Events with an account that a rule was unsure about, the likeliest first, without those told apart by hand."""
    apart = {
        key for s in said if s.is_in_force and s.judgement.verdict == "different" for key in _accounts(s.judgement)
    }
    doubts = doubts_about(desk.case, told.event.accounts)
    events = events_telling(desk.case, {key for one in doubts for key in (one.left, one.right or "")})
    best: dict[str, Judgement] = {}
    for key in told.event.accounts:
        for judged in doubts:
            if key not in (judged.left, judged.right):
                continue
            other = judged.right if judged.left == key else judged.left
            event = events.get(other or "")
            if not event or event == told.event.id or other in apart:
                continue
            if event not in best or best[event].score < judged.score:
                best[event] = judged
    ranked = sorted(best.items(), key=lambda pair: (-pair[1].score, pair[0]))
    called = titles(desk.case, best)
    return [
        {"id": event, "title": called[event], "why": judged.because, "score": judged.score} for event, judged in ranked
    ]


def _accounts(judged: Judgement) -> tuple[str, ...]:
    left, right = judged.sides()
    return (*left, *right)
