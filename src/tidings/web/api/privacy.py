"""A case as other programs are shown it: whole, or without private persons.

Without them, they are masked in fields, quotes and texts, found by no name, not counted where they were asked for, and
listed as no speaker. Ids stay, as they are hashes and who asks goes on by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from tidings.case import CaseStore, Filters, Hit
from tidings.case.calling import names_in
from tidings.case.fold import fold
from tidings.case.overview import StoryBrief, told
from tidings.case.views import Events
from tidings.model import Event, Lineage, Problem, Quote, Reading, Story
from tidings.model.links import Telling, Told
from tidings.output.persons import alone, folded_parts, parts
from tidings.output.veil import BLOCK, Veil, veiled, veiled_story, without_persons
from tidings.web.api.persons import Names, Persons
from tidings.web.board import Board, grouped
from tidings.web.desk import Desk
from tidings.web.sources import OutletRow, SpeakerRow

ASKED = 100  # searches of which it is kept which events they find by a private name
STEM = 3  # first letters by which a search finds a word in other forms, at the least
SAMPLE = 5  # events or stories looked at to tell whether a speaker or an outlet bears a private name
NAMES_KEPT = 50_000  # of which one search remembers whether they are like its words
MOST_HITS = 200  # stories of one search
WITHHELD = "left out, as it may name private persons"


class Shown:
    """What of a case may be told; `with_persons` True tells all."""

    def __init__(self, desk: Desk, *, with_persons: bool = True) -> None:
        self.desk, self.with_persons = desk, with_persons
        self._persons = Persons(desk)
        self._hidden = lru_cache(ASKED)(self._hidden_from)

    @property
    def case(self) -> CaseStore:
        """The case itself, for what names nobody."""
        return self.desk.case

    @property
    def version(self) -> str:
        """What the present state of the case is called."""
        return self.desk.version

    def board(self) -> Board:
        """Return the board of the present state; what it holds is not masked."""
        return self.desk.board()

    def events(self, wanted: Filters) -> tuple[Events, list[Told]]:
        """Return the events that pass, with their counts, and each as it may be told.

        An event that the words find by a private name alone is not there, and in no count.
        """
        hidden = self._hidden(self.version, _words_alone(wanted)) if not self.with_persons else frozenset()
        found = self._without(hidden, wanted) if hidden else self.case.events(wanted)
        return found, [self._veiled(one) for one in self.case.told_of(found)]

    def told(self, event: str) -> Told:
        """Return an event as it may be told."""
        return self._veiled(self.desk.told(event))

    def brief(self, one: StoryBrief) -> StoryBrief:
        """Return a story's brief as it may be told."""
        if self.with_persons:
            return one
        veil = self.veil(one.id)
        headline = one.headline and veil.masked(one.headline)
        return one._replace(headline=headline, publisher=one.publisher and veil.called(one.publisher))

    def story(self, story: Story) -> Story:
        """Return a story as it may be told: the letters of private names are masked, its text is as long as it was."""
        return story if self.with_persons else veiled_story(story, self.veil(story.id))

    def veil(self, story: str) -> Veil:
        """Return what masks every private person of a story, whichever of its events tells of them."""
        names = () if self.with_persons else self._persons.of_story(story)
        return Veil(names, keeps_ids=True)

    def tellings(self, read: Reading) -> list[Telling]:
        """Return the accounts of a story as their events tell them."""
        origins = self.board().overview.origins
        if self.with_persons:
            return [Telling(read.story, one, origins.get(one.id)) for one in read.accounts]
        each = map(self._veiled, (alone(read), *self._persons.events_of(read)))
        found = {one.account.id: one for event in each for one in event.tellings}
        return [found[one.id] for one in read.accounts]

    def hits(self, words: str, most: int) -> list[Hit]:
        """Return the stories that hold the words, none for the name of a private person in it."""
        if self.with_persons:
            return self.case.search(words, most)
        shown = (hit for found in self.case.search(words, MOST_HITS) if (hit := self._hit(found, words)))
        return list(islice(shown, most))

    def lineage(self, pair: Lineage) -> str:
        """Return the words that two stories share as they may be told."""
        return self.veil(pair.earlier).masked(self.veil(pair.later).masked(pair.quote))

    def problem(self, one: Problem) -> Problem:
        """Return a Problem as it may be told: names of files and words of reports are withheld."""
        return one if self.with_persons else replace(one, origin=WITHHELD, detail=WITHHELD)

    def speakers(self, rows: Iterable[SpeakerRow]) -> Iterator[SpeakerRow]:
        """Yield the rows whose name holds no private person's."""
        return (row for row in rows if not self._is_private(row["name"]))

    def outlets(self, rows: Iterable[OutletRow]) -> Iterator[OutletRow]:
        """Yield the rows, with what stands for a private person's name in an outlet's."""
        stories = self.board().made(_by_publisher)
        for row in rows:
            some = () if self.with_persons else stories[row["name"]][:SAMPLE]
            shown = {self.brief(one).publisher or "" for one in some} - {row["name"]}
            yield {**row, "name": min(shown)} if shown else row

    def _veiled(self, one: Told) -> Told:
        return one if self.with_persons else next(without_persons([one], self._persons.mentions, keeps_ids=True))

    def _without(self, hidden: frozenset[str], wanted: Filters) -> Events:
        """The page of events that passes, counted without the hidden ones."""

        def seen(asked: Filters) -> list[Event]:
            found = self.case.events(replace(asked, limit=None, offset=0))
            return [one for one in found if one.id not in hidden]

        passing = seen(wanted)
        end = None if wanted.limit is None else wanted.offset + wanted.limit
        page = Events(passing[wanted.offset : end])
        page.total = len(passing)
        if wanted.since or wanted.until:
            whenever = seen(replace(wanted, since=None, until=None))
            page.undated_left_out = sum(not (one.time.start or one.time.end) for one in whenever)
        if not wanted.rejected:
            page.rejected_left_out = len(seen(replace(wanted, rejected=True))) - len(passing)
        return page

    def _hit(self, hit: Hit, words: str) -> Hit | None:
        """The hit as it may be told; None where it is one by a private name."""
        names = self._persons.of_story(hit.story.id)
        if _is_by_name(hit, names, words):
            return None
        story = self.story(hit.story)
        return Hit(story, Quote.at(story.text, hit.snippet.start, hit.snippet.end), hit.spans)

    def _hidden_from(self, version: str, asked: Filters) -> frozenset[str]:
        """The events that these words find by the name of a private person, and by nothing else.

        Few hold any name like these words; of the others nobody's privacy need be looked at.
        """
        words = [one for one in (asked.actor, asked.party, asked.place, asked.item, asked.text) if one]
        if not words:
            return frozenset()
        events = self._near(self.case.events(asked), words)
        names = self._persons.of_events(events)
        like = [one for one in events if any(_names_any(names[one.id], each) for each in words)]
        hits = self._hits_of(asked.text) if asked.text and like else {}
        return frozenset(
            one.event.id for one in self.case.told_of(like) if _is_found_by_name(one, names[one.event.id], asked, hits)
        )

    def _near(self, events: list[Event], words: list[str]) -> list[Event]:
        """Those of the events that hold a name like any of the words, whoever bears it."""
        is_like = lru_cache(NAMES_KEPT)(lambda name: any(_begins_alike(name, each) for each in words))
        near = {key for key, names in names_in(self.case, [one.id for one in events]) if any(map(is_like, names))}
        return [one for one in events if one.id in near]

    def _hits_of(self, words: str) -> dict[str, Hit]:
        return {hit.story.id: hit for hit in self.case.search(words, self.case.counts()["stories"])}

    def _is_private(self, name: str) -> bool:
        if self.with_persons or name == name.lower():
            return False
        events = self.board().made(_by_speaker).get(fold(name), [])
        named = (self._persons.of_event(one) for one in told(self.case, events[:SAMPLE]))
        return any(Veil(names).called(name) != name for names in named)


def _words_alone(wanted: Filters) -> Filters:
    """The filters that take words which may be names, whatever the event's time and kind."""
    return Filters(
        actor=wanted.actor, party=wanted.party, place=wanted.place, item=wanted.item, text=wanted.text, rejected=True
    )


def _are_alike(name: str, words: str) -> bool:
    """Whether words that are asked for may find a name: within it, or by the beginning of one of its words."""
    if fold(words) in fold(name):
        return True
    return _share_a_stem(" ".join(parts(name)) or name, words)


def _begins_alike(name: str, words: str) -> bool:
    """Whether `_are_alike` may say so of the name, of which only the folded form is known."""
    return fold(words) in name or _share_a_stem(" ".join(folded_parts(name)) or name, words)


def _share_a_stem(name: str, words: str) -> bool:
    asked, named = (re.findall(r"[^\W_]+", fold(text)) for text in (words, name))
    return any(a[: min(STEM, len(n))] == n[: min(STEM, len(a))] for a in asked for n in named)


def _is_by_name(hit: Hit, names: Names, words: str) -> bool:
    """Whether a story is found by words that are masked in its text, or may be in its headline."""
    veil = Veil(names)
    text = veil.masked(hit.story.text)
    headline = hit.story.headline or ""
    is_masked = veil.masked(headline) != headline
    return any(BLOCK in span.of(text) for span in hit.spans) or (is_masked and _names_any(names, words))


def _is_found_by_name(one: Told, names: Names, asked: Filters, hits: Mapping[str, Hit]) -> bool:
    """Whether masked, the event would not be found by all of these words."""
    wanted = [words for words in (asked.actor, asked.party, asked.place, asked.item) if words]
    said = _said(veiled(one, Veil(names, keeps_ids=True)))
    if any(_names_any(names, words) and not any(fold(words) in shown for shown in said) for words in wanted):
        return True
    found = [hits[story.id] for story, _, _ in one.tellings if story.id in hits]
    return bool(asked.text) and all(_is_by_name(hit, names, asked.text or "") for hit in found)


def _names_any(names: Names, words: str) -> bool:
    return any(_are_alike(name, words) for name in names)


def _said(told: Told) -> list[str]:
    """The folded names and words by which an event's roles and places are found."""
    found: list[str] = []
    for _, account, _ in told.tellings:
        found += (words for _, some in account.roles for f in some for words in (f.name, f.quote.text, f.entity or ""))
        found += [account.place.place.name] if account.place else []
    return [fold(words) for words in (*found, told.event.place.name if told.event.place else "")]


def _by_publisher(board: Board) -> dict[str, list[StoryBrief]]:
    return grouped(board.overview.stories.values(), lambda one: one.publisher or "")


def _by_speaker(board: Board) -> dict[str, list[str]]:
    """The events by the folded name of who is said to know."""
    found: dict[str, dict[str, None]] = {}
    for account in board.overview.accounts.values():
        if account.sources and (event := board.event_of.get(account.id)):
            found.setdefault(fold(account.sources[-1]), {})[event] = None
    return {name: list(events) for name, events in found.items()}
