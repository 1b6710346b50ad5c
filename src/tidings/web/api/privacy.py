"""Answers without private persons: masked in fields and quotes, not found by their names, not listed as speakers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from tidings.case.fold import fold
from tidings.errors import WrongCall
from tidings.model import Account, Event, Mention, Quote, Reading
from tidings.model.links import Telling, Told
from tidings.output.persons import parts, private_names
from tidings.output.veil import BLOCK, without_persons
from tidings.web.board import Board
from tidings.web.desk import Desk
from tidings.web.sources import SpeakerRow

KEPT = 2_000  # stories whose mentions are kept at hand: some ten megabytes
SAMPLE = 5  # events looked at to tell whether a speaker is a private person


class Privacy:
    """What of a case may be told without telling of private persons; `is_on` False tells all."""

    def __init__(self, desk: Desk, *, is_on: bool = True) -> None:
        self.desk, self.is_on = desk, is_on
        self.mentions = lru_cache(KEPT)(self._mentions)

    def events(self, events: Iterable[Told], words: str | None = None) -> Iterator[Told]:
        """Yield the events masked, without those that the words find by the name of a private person."""
        for told in events:
            if not self.is_on:
                yield told
            elif not self._names(told, words):
                yield from without_persons([told], self.mentions)

    def text(self, read: Reading) -> str:
        """Return a story's text, as long as it was, with the letters of private names masked."""
        text = read.story.text
        if not self.is_on or not text:
            return text
        board = self.desk.board()
        events = {event: None for account in read.accounts if (event := board.event_of.get(account.id))}
        told = [self.desk.told(event) for event in events]
        masks = [one for each in (_alone(read), *told) for one in self._masked(each, read.story.id, len(text))]
        return "".join(BLOCK if BLOCK in column else column[0] for column in zip(text, *masks, strict=True))

    def speakers(self, rows: Sequence[SpeakerRow], most: int) -> list[SpeakerRow]:
        """Return the first rows whose name is no private person's."""
        found: list[SpeakerRow] = []
        for row in rows:
            if len(found) == most:
                break
            if not (self.is_on and self._is_private(row["name"])):
                found.append(row)
        return found

    def _names(self, told: Told, words: str | None) -> bool:
        """Whether a word that was searched for is part of a private person's name in the event."""
        asked = set(re.findall(r"\w+", fold(words or "")))
        return bool(asked) and any(fold(part) in asked for name in private_names(told, self.mentions) for part in
                                   (*parts(name), name))  # fmt: skip

    def _masked(self, told: Told, story: str, length: int) -> list[str]:
        """The story's text as the masked event has it."""
        shown = next(without_persons([told], self.mentions))
        pairs = zip(told.tellings, shown.tellings, strict=True)
        texts = {new.story.text for old, new in pairs if old.story.id == story}
        return [text for text in texts if len(text) == length]

    def _is_private(self, name: str) -> bool:
        events = self.desk.board().made(_by_speaker).get(fold(name), [])
        told = (self.desk.told(event) for event in events[:SAMPLE])
        return any(fold(found) == fold(name) for one in told for found in private_names(one, self.mentions))

    def _mentions(self, story: str) -> Sequence[Mention]:
        try:
            return self.desk.case.reading(story).mentions
        except WrongCall:  # the story was read anew since
            return ()


def _alone(read: Reading) -> Told:
    """A story as if it told one event, so that its names are found where it tells none."""
    whole = Account(read.story.id, "publish", "happened", (Quote.at(read.story.text, 0, 1),))
    accounts = read.accounts or (whole,)
    event = Event("", "publish", "happened", tuple(one.id for one in accounts), 1)
    return Told(event, tuple(Telling(read.story, one, None) for one in accounts))


def _by_speaker(board: Board) -> dict[str, list[str]]:
    """The events by the folded name of who is said to know."""
    found: dict[str, dict[str, None]] = {}
    for account in board.overview.accounts.values():
        if account.sources and (event := board.event_of.get(account.id)):
            found.setdefault(fold(account.sources[-1]), {})[event] = None
    return {name: list(events) for name, events in found.items()}
