"""Events without private persons: their names are replaced, and masked in every quote, so that spans stay true.

In fields a name becomes "a person", or "person 2" where an event has several; in quotes and headlines each of its
letters becomes a block. Offsets are those of the story, which is unchanged in the case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from tidings.model import Account, Event, Filler, Quote, Source, Statement, Story
from tidings.model.links import Telling, Told
from tidings.output.persons import MentionsOf, parts, private_names

BLOCK = "█"
ALONE = "a person"
_SPELLED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
SHORTEST = 3  # letters of a name's part by which an address is held to tell it; shorter ones stand in many words


def without_persons(events: Iterable[Told], mentions_of: MentionsOf, *, keeps_ids: bool = False) -> Iterator[Told]:
    """Yield the events with private persons replaced; `mentions_of` gives what was read in a story by its id.

    An id that the input gave a story goes where it tells a name, and the story's own id with it; with `keeps_ids` both
    stay, for who asks on by them and is not shown the input's.
    """
    for told in events:
        names = private_names(told, mentions_of)
        yield veiled(told, Veil(names, keeps_ids=keeps_ids)) if names else _without_bylines(told)


class Veil:
    """Replaces names: those of the private persons of one event, or of one story."""

    def __init__(self, names: Sequence[str], *, keeps_ids: bool = False) -> None:
        self.keeps_ids = keeps_ids
        self._called: dict[str, str] = {}
        written = {words for name in names for words in (name, *parts(name))}
        for n, name in enumerate(names, 1):
            called = ALONE if len(names) == 1 else f"person {n}"
            for words in (name, *parts(name)):
                self._called.setdefault(_key(words), called)
        by_length = sorted(written, key=lambda words: (-len(words), words))
        pattern = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in by_length)
        self._found = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)" if written else r"(?!)", re.I)
        self._parts = {_plain(part) for name in names for part in parts(name) if len(part) >= SHORTEST}

    def called(self, text: str) -> str:
        """Return a field's text with what stands for the names."""
        return self._found.sub(lambda m: self._stands_for(m[0]) if _is_name(m[0]) else m[0], text)

    def key(self, text: str) -> str:
        """Return an id or a tag with what stands for the names; these are often written without capitals."""
        return self._found.sub(lambda m: self._stands_for(m[0]), text)

    def _stands_for(self, words: str) -> str:
        return self._called.get(_key(words), ALONE)  # small and capital letters of a few scripts match yet fold apart

    def masked(self, text: str) -> str:
        """Return a quote's text with blocks for the letters of the names; it stays as long as it was."""
        return self._found.sub(lambda m: re.sub(r"\S", BLOCK, m[0]) if _is_name(m[0]) else m[0], text)

    def address(self, url: str | None) -> str | None:
        """Return the address; its site alone where the rest tells a name."""
        if url is None or not self.tells(url):
            return url
        site = urlsplit(url)
        return f"{site.scheme}://{site.netloc}/" if not self.tells(site.netloc) else None

    def tells(self, text: str | None) -> bool:
        """Whether an id or an address holds part of a name."""
        plain = _plain(unquote(text or ""))
        return any(part in plain for part in self._parts)


def _plain(text: str) -> str:
    """The text as addresses have it: small letters without marks."""
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(_SPELLED)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _key(words: str) -> str:
    return " ".join(words.split()).casefold()


def _is_name(words: str) -> bool:
    """Whether words that match are written as a name is: "Will" and "will smith" are one, "will" is not."""
    return len(words.split()) > 1 or words[:1].isupper()


def _without_bylines(told: Told) -> Told:
    return replace(told, tellings=tuple(t._replace(story=replace(t.story, byline=None)) for t in told.tellings))


def veiled(told: Told, veil: Veil) -> Told:
    """Return the event with what stands for the names."""
    tellings = tuple(_telling(one, veil) for one in told.tellings)
    ids = {old.account.id: new.account.id for old, new in zip(told.tellings, tellings, strict=True)}
    return Told(
        _event(told.event, veil, ids),
        tellings,
        tuple(_statement(one, veil, ids) for one in told.statements),
        {veil.called(name): grade for name, grade in told.grades.items()},
    )


def _telling(one: Telling, veil: Veil) -> Telling:
    story = veiled_story(one.story, veil)
    account = _account(one.account, story, veil)
    origin = one.origin
    if origin:
        name, key, why = veil.called(origin.name), veil.key(origin.key), veil.called(origin.why)
        origin = replace(origin, account=account.id, name=name, key=key, why=why)
    return Telling(story, account, origin)


def veiled_story(story: Story, veil: Veil) -> Story:
    """Return the story, its text as long as it was."""
    return replace(
        story,
        text=veil.masked(story.text),
        headline=veil.masked(story.headline) if story.headline else None,
        byline=None,
        publisher=veil.called(story.publisher) if story.publisher else None,
        url=veil.address(story.url),
        source_id=story.source_id if veil.keeps_ids or not veil.tells(story.source_id) else None,
    )


def _account(account: Account, story: Story, veil: Veil) -> Account:
    def cut(quote: Quote) -> Quote:
        return Quote.at(story.text, quote.start, quote.end)

    def source(one: Source) -> Source:
        quote, cue = one.quote and cut(one.quote), one.cue and cut(one.cue)
        return replace(one, name=veil.called(one.name), quote=quote, cue=cue)

    def fillers(some: tuple[Filler, ...]) -> tuple[Filler, ...]:
        return tuple(replace(f, name=f.name if f.entity else veil.called(f.name), quote=cut(f.quote)) for f in some)

    time, place = account.time, account.place
    return replace(
        account,
        story=story.id,
        mentions=tuple(map(cut, account.mentions)),
        sources=tuple(map(source, account.sources)),
        time=replace(time, quote=time.quote and cut(time.quote)) if time else None,
        place=replace(place, quote=cut(place.quote)) if place else None,
        roles=tuple((role, fillers(some)) for role, some in account.roles),
        numbers=tuple((name, replace(counted, quote=cut(counted.quote))) for name, counted in account.numbers),
        status_words=account.status_words and cut(account.status_words),
    )


def _event(event: Event, veil: Veil, ids: dict[str, str]) -> Event:
    return replace(
        event,
        accounts=tuple(ids.get(key, key) for key in event.accounts),
        origins=tuple(map(veil.called, event.origins)),
        credibility_because=veil.called(event.credibility_because),
        title=veil.called(event.title),
        edits=tuple(
            replace(one, value=veil.called(one.value), because=veil.called(one.because), by="an analyst")
            for one in event.edits
        ),
        tags=tuple(map(veil.key, event.tags)),
    )


def _statement(one: Statement, veil: Veil, ids: dict[str, str]) -> Statement:
    return replace(one, account=ids.get(one.account, one.account), value=veil.called(one.value))
