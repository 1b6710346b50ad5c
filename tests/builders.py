"""Values built by hand: documents, stories, accounts, readings, events and cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tidings.case import CaseStore
from tidings.model import (
    UNKNOWN_TIME,
    Account,
    Amount,
    Counted,
    Document,
    Event,
    Filler,
    Mention,
    Origin,
    Place,
    Placed,
    Published,
    Quote,
    Reading,
    Source,
    Statement,
    Story,
    Timed,
    When,
    content_id,
)
from tidings.model.links import Links

MORA = Place("Mora", "CM", 2228028, 11.05, 14.14, 10.0, "in", "city")


def document(text: str, origin: str = "a.txt", **more: Any) -> Document:
    """A text document; its bytes are the text's UTF-8."""
    return Document(text.encode(), origin, "text/plain", **more)


def story(text: str, published: str | None = None, **more: Any) -> Story:
    """A story that fills a document of the same text; `published` is an ISO day."""
    when = Published(published, "day", "metadata") if published else Published()
    more.setdefault("document", document(text).sha256)
    return Story(start=0, end=len(text), text=text, published=when, language="en", **more)


def quote(where: Story, words: str) -> Quote:
    """The first place of the words in the story's text."""
    start = where.text.index(words)
    return Quote.at(where.text, start, start + len(words))


def account(where: Story, words: str, kind: str = "attack", status: str = "happened", **more: Any) -> Account:
    """An account by its trigger words; roles, sources, numbers, time and place are given as words of the story.

    roles={"actor": ["rebels"]}, sources=["police"], numbers={"killed": ("six", 6, None)},
    time=("Thursday", "2015-10-15"), place=("Mora", MORA).
    """
    roles = more.pop("roles", {})
    sources = more.pop("sources", ())
    numbers = more.pop("numbers", {})
    time, place = more.pop("time", None), more.pop("place", None)
    return Account(
        story=where.id,
        kind=kind,  # type: ignore[arg-type]
        status=status,  # type: ignore[arg-type]
        mentions=(quote(where, words),),
        sources=tuple(Source(s, quote(where, s)) for s in sources),
        time=Timed(When(time[1], time[-1], "day"), quote(where, time[0])) if time else None,
        place=Placed(place[1], quote(where, place[0])) if place else None,
        roles=tuple((role, tuple(Filler(w, quote(where, w)) for w in words)) for role, words in roles.items()),
        numbers=tuple((n, Counted(Amount(low, high), quote(where, w))) for n, (w, low, high) in numbers.items()),
        **more,
    )


def reading(where: Story, *accounts: Account, mentions: Iterable[Mention] = ()) -> Reading:
    """What was read in a story."""
    return Reading(where, tuple(mentions), accounts)


def event(*accounts: Account, **more: Any) -> Event:
    """An event that these accounts tell, with what the first says."""
    first = accounts[0]
    more.setdefault("time", first.time.when if first.time else UNKNOWN_TIME)
    more.setdefault("place", first.place.place if first.place else None)
    return Event(
        id=content_id("event", *sorted(a.id for a in accounts)),
        kind=first.kind,
        status=first.status,
        accounts=tuple(a.id for a in accounts),
        stories=len({a.story for a in accounts}),
        **more,
    )


def links(*events: Event, **more: Any) -> Links:
    """Links that hold these events, one statement for each account, and whatever else is given."""
    more.setdefault("origins", ())
    more.setdefault("lineage", ())
    more.setdefault(
        "statements",
        tuple(Statement(e.id, a, "status", e.status, None, None, "status/1") for e in events for a in e.accounts),
    )
    return Links(events=events, **more)


def origin(of: Account, name: str, **more: Any) -> Origin:
    """Where the account's chain ends."""
    return Origin(of.id, name, name.lower(), **more)


def take(case: CaseStore, *readings: Reading) -> None:
    """Add readings, each with a document made of its story's text."""
    for one in readings:
        with case.taking(document(one.story.text)):
            case.put(one)


def case_of(*readings: Reading, path: str = ":memory:") -> CaseStore:
    """A case that holds these readings; close it, or use it in a with."""
    case = CaseStore.open(path)
    take(case, *readings)
    return case
