"""By which names the entities of an event go, each name with the words of a report and what ties it to the others."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from typing_extensions import TypedDict

from tidings.case.entities import Alias, Known
from tidings.model.links import Told
from tidings.web.api.privacy import Shown
from tidings.web.shapes import Cited, cited

MOST = 10  # names of one entity that are told, the most used first


class Words(Cited):
    """Words of a story in their sentence, with the document that brought it."""

    document: str


class NameShape(TypedDict):
    """One name: how often it stands in the case, how it names the entity within its story, and where it stands first.

    `tie` is what makes it the entity's in other stories too: "definition", where a story says so, or "judgement", where
    an analyst does; "" where it is by itself.
    """

    words: str
    times: int
    stories: int
    how: str
    tie: str
    quote: Words


class Named(TypedDict):
    """An actor, item, place or outlet with its names; `standing` is table, learnt or alone, `more` are not told."""

    id: str
    name: str
    sort: str
    type: str
    standing: str
    names: list[NameShape]
    more: int


class NamesPage(TypedDict):
    """The entities of an event."""

    state: str
    event: str
    entities: list[Named]


def names(desk: Shown, id: str) -> NamesPage:
    """Who and what an event tells of, its places and publishers, each by all the names that the case has for it."""
    told = desk.told(id)
    return {"state": desk.version, "event": told.event.id, "entities": named_in(desk, told)}


def named_in(desk: Shown, told: Told, least: int = 1) -> list[Named]:
    """Return the entities of the event that go by at least so many names; none is a private person."""
    found = (one for one in desk.case.entities_of(told.event.id) if len(one.aliases) >= least)
    stories = [story.id for story, _, _ in told.tellings]
    return [_named(desk, one) for one in found if not _is_private(desk, one, stories)]


def _is_private(desk: Shown, known: Known, stories: Iterable[str]) -> bool:
    """Whether one of the stories, or the one that has a name first, names a private person so."""
    words = known.learnt_names()
    if desk.with_persons or not words:
        return False
    veils = map(desk.veil, dict.fromkeys((*stories, *(alias.story for alias in known.aliases))))
    return any(veil.called(one) != one for veil in veils for one in words)


def _named(desk: Shown, known: Known) -> Named:
    shown = [_name(desk, alias) for alias in islice(known.aliases, MOST)]
    return {
        "id": known.id, "name": known.name, "sort": known.sort, "type": known.type, "standing": known.standing,
        "names": shown, "more": len(known.aliases) - len(shown),
    }  # fmt: skip


def _name(desk: Shown, alias: Alias) -> NameShape:
    story = desk.story(desk.case.reading(alias.story).story)
    return {
        "words": alias.words, "times": alias.times, "stories": alias.stories, "how": alias.how, "tie": alias.tie,
        "quote": {**cited(story, alias.start, alias.end), "document": f"sha256:{story.document}"},
    }  # fmt: skip
