"""Decisions become judgements, if nobody has decided on the same meanwhile: then the newer state is the answer."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, cast

from typing_extensions import TypedDict

from tidings.case import Analyst, Given
from tidings.case.about import events_telling, standing_on, stories_told
from tidings.case.overview import told
from tidings.errors import Refused, WrongCall
from tidings.model import Judgement, Place, When
from tidings.model.judgement import BY_HAND, PAIRED, in_the_end
from tidings.web.deciding import Decision, ValueGiven, WhenGiven
from tidings.web.desk import Desk
from tidings.web.event_page import EventPage, event_page
from tidings.web.history import event_version, outlet_version, story_version
from tidings.web.shapes import EPOCH

LIGHT = ("accept", "reject", "reopen", "comment")  # what changes no more of an event than its state and comments
ACTIONS = (
    "accept", "reject", "reopen", "edit", "merge", "split", "different", "unsure", "comment", "tag", "untag", "grade",
    "add", "mend", "merge-entities", "split-entity", "undo", "upload",
)  # fmt: skip


class Decided(TypedDict):
    """What a decision did; `linking`: events are being derived anew, and the next news of the case has them."""

    version: str
    judgements: list[str]
    event: EventPage | None
    changed: list[str]
    gone: list[str]
    linking: bool


class Conflict(TypedDict):
    """Somebody decided meanwhile: the newer state."""

    error: str
    next: str | None
    event: EventPage | None


class Undo(TypedDict, total=False):
    """The version of the event that the analyst saw, and why."""

    version: str
    reason: str


def decide(desk: Desk, body: Decision) -> Decided:
    """Decide: accept, reject, edit, merge, split, comment, tag or grade; add an account by hand or mend its words.

    Each decision is a judgement that bears who, when and why, and can be undone. What was decided on a version that is
    no longer the present one is refused with 409 and the newer state.
    """
    given = body.model_dump(by_alias=True)
    with desk.deciding:
        if "story" in given:
            return _on_story(desk, given)
        if "actor" in given:
            made = desk.case.analyst(desk.analyst).known(given["actor"], given["action"], given["reason"])
            return _decided(desk, [made], ())
        if "entity" in given:
            return _decided(desk, [_on_entity(desk.case.analyst(desk.analyst), given)], ())
        accounts: tuple[str, ...] = ()
        if "outlet" in given:
            _check_outlet(desk, given["outlet"], given["version"])
        else:
            accounts = _check_event(desk, given["event"], given["version"])
        if "with" in given:
            _check_event(desk, given["with"], given["with_version"])
        made = _say(desk, desk.case.analyst(desk.analyst), given)
        return _decided(desk, [made], accounts, is_light=given["action"] in LIGHT)


def undo(desk: Desk, id: str, body: Undo) -> Decided:
    """Take back a judgement, whoever made it. An undo is a judgement too, and can be taken back."""
    with desk.deciding:
        said = desk.case.judgements()
        of = next((j for j in said if j.id == id), None)
        if of is None or not of.is_analyst:
            raise Refused(404, f"There is no judgement {id} of an analyst.", "Look it up in the event's history.")
        first = in_the_end(of, said)
        event, accounts = _event_of(desk, of)
        if event and "version" in body and first.subject != "story":
            _check_event(desk, event, body["version"])
        if of.id not in {j.id for j in desk.case.in_force()} and of.verdict != "undo":
            raise Refused(409, "This was taken back already.", "Look at the newer state.", _newer(desk, event))
        with renaming(desk, first.left if first.subject == "story" else None) as now:
            made = desk.case.undo(id, by=desk.analyst, at=_moment(), because=body.get("reason", ""))
        return _decided(desk, [made], (*now, *accounts), relinks=first.verdict in (*PAIRED, *BY_HAND),
                        is_light=first.verdict in LIGHT)  # fmt: skip


def _on_entity(analyst: Analyst, given: dict[str, Any]) -> Judgement:
    """Say which names are one, or which is not an entity's."""
    try:
        if given["action"] == "merge-entities":
            return analyst.merge(given["entity"], given["with"], given["reason"])
        return analyst.part(given["entity"], given["words"], given["reason"])
    except WrongCall as why:
        raise Refused(422, str(why)) from why


def _on_story(desk: Desk, given: dict[str, Any]) -> Decided:
    """Add an account to a story or mend one, and link anew."""
    story, analyst = given["story"], desk.case.analyst(desk.analyst)
    _check_story(desk, story, given["version"])
    try:
        with renaming(desk, story) as now:
            if given["action"] == "add":
                pieces = [_piece(one) for one in given["pieces"]]
                made = analyst.add(story, given["kind"], given["status"], *pieces, because=given["reason"])
            else:
                old, new = given["old"], given["new"]
                words = (old["start"], old["end"]) if old else None
                made = analyst.mend(
                    given["account"], given["part"], words, _piece(new) if new else None, given["reason"]
                )
    except WrongCall as why:
        raise Refused(422, str(why)) from why
    return _decided(desk, [made], tuple(now), relinks=True)


def _piece(given: dict[str, Any]) -> Given:
    return Given(given["part"], (given["start"], given["end"]), given["means"])


@contextmanager
def renaming(desk: Desk, story: str | None) -> Iterator[list[str]]:
    """Note which account of the story becomes which, so that its event is found again; yield those that are new."""
    new: list[str] = []
    before = _accounts_of(desk, story)
    yield new
    after = _accounts_of(desk, story)
    new += sorted(after - before)
    if len(before - after) == len(new) == 1:
        desk.renamed[next(iter(before - after))] = new[0]


def _accounts_of(desk: Desk, story: str | None) -> set[str]:
    return {account.id for account in desk.case.reading(story).accounts} if story else set()


def _say(desk: Desk, analyst: Analyst, given: dict[str, Any]) -> Judgement:
    """Make the judgement."""
    event, because = given.get("event", ""), given["reason"]
    said: dict[str, Callable[[], Judgement]] = {
        "accept": lambda: analyst.accept(event, because),
        "reject": lambda: analyst.reject(event, because),
        "reopen": lambda: _take_back(desk, analyst, event, ("accept", "reject"), because),
        "edit": lambda: analyst.edit(event, given["field"], typed(given["field"], given["value"]), because),
        "merge": lambda: analyst.same(event, given["with"], because),
        "different": lambda: analyst.different(event, given["with"], because),
        "unsure": lambda: analyst.unsure(event, given["with"], because),
        "split": lambda: analyst.split(event, given["accounts"], because),
        "comment": lambda: analyst.comment(event, given["text"]),
        "tag": lambda: analyst.tag(event, given["tag"].strip(), because),
        "untag": lambda: _take_back(desk, analyst, event, ("tag",), because, given["tag"].strip()),
        "grade": lambda: (
            analyst.grade(given["outlet"], given["reliability"], because)
            if "outlet" in given
            else analyst.credibility(event, given["credibility"], because)
        ),
    }
    try:
        return said[given["action"]]()
    except WrongCall as why:
        raise Refused(422, str(why)) from why


def _take_back(
    desk: Desk, analyst: Analyst, event: str, verdicts: Iterable[str], because: str, right: str | None = None
) -> Judgement:
    """Undo the last such judgement in force on the event."""
    said = [s.judgement for s in desk.case.history(event) if s.is_in_force and s.judgement.subject == "event"]
    found = [j for j in said if j.verdict in verdicts and (right is None or j.right == right)]
    if not found:
        raise Refused(422, "There is nothing to take back.", "Look at the event's history.")
    return analyst.undo(found[-1].id, because)


def _decided(
    desk: Desk, made: list[Judgement], accounts: tuple[str, ...], *, relinks: bool | None = None, is_light: bool = False
) -> Decided:
    """Link anew where that is called for, and answer with the event as it is then."""
    before: set[str] = set() if desk.is_wide or not desk.last else set(desk.last.at)
    after: set[str] = set()
    linking = False
    if relinks if relinks is not None else any(j.verdict in PAIRED for j in made):
        linking = desk.link()
    event = next((e for a in accounts if (e := desk.case.event_of(a))), None)
    if desk.is_wide:
        desk.touched([event] if event else [], is_light=is_light)  # which came or went shows with the next table
    else:
        after = set(desk.renew_unless_large().at)
    held = told(desk.case, [event]) if event else []
    return {
        "version": desk.version,
        "judgements": [one.id for one in made],
        "event": event_page(desk, held[0]) if held else None,
        "changed": sorted({*(after - before), *([event] if event else [])}),
        "gone": sorted(before - after),
        "linking": linking,
    }


def _check_event(desk: Desk, event: str, version: str) -> tuple[str, ...]:
    """Return the event's accounts; raise Refused with the newer state if the event is not as it was seen."""
    one = desk.told(event).event
    said = [s.judgement for s in desk.case.history(event) if s.is_in_force]
    if event_version(one, said) != version:
        what = "This event has changed since it was shown: somebody decided on it meanwhile."
        raise Refused(409, what, "Look at the newer state and decide again.", _newer(desk, event))
    return one.accounts


def _check_story(desk: Desk, story: str, version: str) -> None:
    if not stories_told(desk.case, [story]):
        raise Refused(404, f"There is no story {story}.", "Look it up in the list of stories.")
    if story_version(desk.case.reading(story), desk.case.story_history(story)) != version:
        what = "What is read of this story has changed since it was shown."
        raise Refused(409, what, "Look at the newer state and decide again.", {"event": None})


def _check_outlet(desk: Desk, outlet: str, version: str) -> None:
    if outlet_version(outlet, desk.case.grades().get(outlet)) != version:
        what = f"The grade of {outlet} has changed since it was shown."
        raise Refused(409, what, "Look at the newer grade and decide again.", {"event": None})


def _newer(desk: Desk, event: str | None) -> dict[str, object]:
    held = told(desk.case, [event]) if event else []
    return {"event": event_page(desk, held[0]) if held else None}


def _event_of(desk: Desk, judged: Judgement) -> tuple[str | None, tuple[str, ...]]:
    """The event that a judgement is on now, and accounts by which to find it after the judgement is taken back."""
    event = standing_on(desk.case, judged.id)
    accounts = [anchor.account for anchor in judged.anchors]
    telling = events_telling(desk.case, accounts)
    event = event or next((telling[a] for a in accounts if a in telling), None)
    return event, (tuple(accounts) or (desk.case.event(event).accounts if event else ()))


def typed(field: str, value: ValueGiven | None) -> str:
    """Return a value as the case takes it: canonical text, or the words that a person types."""
    if value is None:
        return "unknown"
    if "when" in value:
        return json.dumps(asdict(_when(value["when"])))
    if "place" in value:
        place = {key: part for key, part in value["place"].items() if key != "text"}
        return json.dumps(asdict(Place(**cast(dict[str, Any], place))), ensure_ascii=False)
    if "amount" in value:
        return json.dumps({"min": value["amount"]["min"], "max": value["amount"]["max"]})
    if "name" in value:
        return value["name"].strip()
    raise Refused(422, f'The value for "{field}" is empty.', "Give when, place, amount or name; null for unknown.")


def _when(given: WhenGiven) -> When:
    start, end = given["start"], given["end"]
    try:
        days = [None if n is None else dt.date.fromordinal(n + EPOCH).isoformat() for n in (start, end)]
        precision = given.get("precision") or ("day" if start == end else "interval")
        return When(days[0], days[1], precision)
    except (ValueError, OverflowError) as why:
        raise Refused(422, f"These days are no time: {why}.", "Give the first and the last day.") from why


def _moment() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
