"""Words for dates, weekdays, seasons and spans of time: found in any text, then fixed in the calendar.

`Calendar.find` reads words alone (no parse, no clock); `TimeWords.anchor` gives the interval of days that they
stand for when it is told the day of publication, where the verb looks, and the last date told before.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from tidings.knowledge.calendar import days
from tidings.knowledge.calendar.anchor import anchor
from tidings.knowledge.calendar.frame import Direction, Frame
from tidings.knowledge.calendar.grammar import Found, Grammar
from tidings.knowledge.calendar.sense import Sense
from tidings.knowledge.calendar.words import words
from tidings.model import Span, When

__all__ = ["Calendar", "Direction", "Sense", "TimeWords"]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """An expression of time as it stands in a text, not yet fixed in the calendar.

    `lead` is the word before it that opens or closes the interval (since, until, by, before, after, from);
    `partner` the other end of a range. Neither belongs to the span.
    """

    start: int
    end: int
    text: str
    rule: str
    sense: Sense
    lead: str | None = None
    partner: Sense | None = None
    is_first: bool = True

    @property
    def span(self) -> Span:
        """Where the words stand."""
        return Span(self.start, self.end)

    def alone(
        self, reference: dt.date | None, *, direction: Direction | None = None, narrative: When | None = None
    ) -> When:
        """Return what the words themselves stand for, without lead and partner."""
        return anchor(self.sense, Frame(reference, direction, narrative))

    def anchor(
        self, reference: dt.date | None, *, direction: Direction | None = None, narrative: When | None = None
    ) -> When:
        """Return the interval of days, opened or closed by the lead and stretched to the partner.

        "since 2011" runs from its first day to the reference; "until", "by" and "before" leave the start open,
        "after" the end; either end of "from 2014 to 2016" stands for the whole stretch. Unknown stays unknown.
        """
        frame = Frame(reference, direction, narrative)
        when = anchor(self.sense, frame)
        if self.partner is not None:
            return _stretched(when, anchor(self.partner, frame), is_first=self.is_first)
        if not when.is_known or self.lead is None or when.type == "DURATION":
            return when
        return _led(when, self.lead, reference, is_end=self.sense.mod == "END")


class Calendar:
    """The grammar of time words."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    @classmethod
    def load(cls) -> Calendar:
        """Return the calendar, whose tables are read once a process."""
        return _calendar()

    def find(self, text: str) -> list[TimeWords]:
        """Return every expression of time in the text, in order, none overlapping another."""
        return [_words(text, found) for found in self.grammar.find(text)]

    def printed(self, word: str) -> str | None:
        """Return FIRST for a word that stands before a day of publication, AGAIN before one of revision, else None."""
        know = self.grammar.know
        return know.value("printed", word) if know.has("printed", word) else None

    def says(self, group: str, passage: str) -> bool:
        """Whether a passage holds a word of the group: `to_come`, `announced`, `gone_by`, `page`."""
        return self.grammar.know.says(group, passage)

    def left(self, group: str, passage: str) -> list[str]:
        """Return the words of a passage without those of the group and without numbers."""
        words = re.findall(r"[^\W\d_][\w.'’-]*", passage)
        return [word for word in words if not self.grammar.know.has(group, word)]

    def looks_ahead(self, word: str) -> str | None:
        """Return how a verb puts what it governs into the future, None where it does not.

        "helper" for an auxiliary ("will"), "always" for "is due", "onward" for "agreed to meet", where only the deed
        that follows lies ahead.
        """
        know = self.grammar.know
        return know.value("ahead", word) if know.has("ahead", word) else None


@lru_cache(maxsize=1)
def _calendar() -> Calendar:
    return Calendar(Grammar(words()))


def _words(text: str, found: Found) -> TimeWords:
    return TimeWords(
        found.start,
        found.end,
        text[found.start : found.end],
        found.rule,
        found.sense,
        found.lead,
        found.partner,
        found.is_first,
    )


def _stretched(one: When, other: When, *, is_first: bool) -> When:
    first, last = (one, other) if is_first else (other, one)
    if first.start is None or last.end is None or first.start > last.end:
        return one
    return replace(one, start=first.start, end=last.end, precision="interval")


def _led(when: When, lead: str, reference: dt.date | None, *, is_end: bool) -> When:
    """Open or close the interval as the lead says."""
    today = reference.isoformat() if reference else None
    if lead in ("since", "from"):
        end = today if lead == "since" and today and when.start and today >= when.start else None
        return replace(when, end=end, precision="interval") if lead == "since" else when
    if lead in ("until", "through", "by"):
        return replace(when, start=None, precision="interval")
    if lead == "before" and when.start:
        day = dt.date.fromisoformat(when.start)
        last = days.shifted(day, -1, "D") if when.precision != "day" else day
        end = when.end if is_end else last.isoformat()  # "before the end of March" runs through March
        return replace(when, start=None, end=end, precision="interval")
    if lead == "after":
        end = today if today and when.start and today >= when.start else None
        return replace(when, end=end, precision="interval")
    return when
