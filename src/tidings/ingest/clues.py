"""The last rung of dating: what the dates in a story's text, taken together, say about its day of publication.

Each clue leaves out days on which the story cannot have been published; `solve` keeps what no clue leaves out. A day
is named only where the clues force it, else the interval that is left. What each clue rests on:

- a date with its year that is told as past: publication is not before it
- one that is told as to come: publication is not after it
- "two weeks ago", said of what "October 15" is said of: publication lies so long after October 15 of some year
- "late Monday" in the lead: the story looks back over the night, so it appeared on the Tuesday
- "today, October 30": that day
- years that run on without a gap into "last year" (2016, 2017, "October 24 of last year"): last year is the latest
  year named, else the story would skip a year of what it tells
- when the document was captured, where that is known: publication is not after it
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from tidings.knowledge.calendar import Calendar, TimeWords
from tidings.knowledge.calendar.days import day as day_of
from tidings.knowledge.calendar.days import shifted
from tidings.model import Published, Span
from tidings.model.story import Basis, Precision

LEAD = 700  # characters in which "late Monday" says when the news came: headline, its repetition, first paragraph
NEAR = {"D": (1.0, 1.0), "W": (0.75, 1.3), "M": (0.75, 1.4)}  # how far "two weeks ago" may stretch: 10.5 to 18.2 days
STEM = 5  # letters that forms of one word share ("finding", "findings"); four would join "raid" with "raider" alone
SHARED = 2  # words that two passages must share to tell of the same thing; one is too often the story's subject
YEARS_ON = 12  # years after the earliest possible day in which a day without a year is looked for
STOPS = re.compile(r"[.!?]['’”\"]?\s|\n")
PAST = re.compile(r"\b\w{3,}ed\b")
POSTED = re.compile(r"\(@\w+\)\s*\Z")  # the stamp of a quoted post is in its own time zone
Bound = tuple[dt.date, Span]
Test = tuple[Callable[[dt.date], bool], tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Clues:
    """What the text says about its own day: bounds, and sets of days given as tests with their evidence."""

    earliest: Bound | None = None
    latest: Bound | None = None
    tests: tuple[Test, ...] = ()
    year: tuple[int, tuple[Span, ...]] | None = None
    month: int | None = None
    day: int | None = None
    line: tuple[Basis, Span] | None = None  # a dateline or date line without its year
    captured: dt.date | None = None  # the last day on which the story can have been published


def clues_of(text: str, found: Sequence[TimeWords], calendar: Calendar) -> Clues:
    """Collect the clues of a story from its expressions of time."""
    earliest, latest = _bounds(text, found, calendar)
    year = _run_on_year(found)
    if year and earliest and year[0] < earliest[0].year:
        year = None
    tests = [*_coupled(text, found, calendar), *_late(text, found), *_today(text, found)]
    return Clues(earliest, latest, tuple(tests), year)


def solve(clues: Clues) -> Published | None:
    """Return the day that the clues force, else the interval they leave, or None where they leave all open.

    Where they say less, or something else, without the day of capture, the basis is "capture".
    """
    if clues.captured is None:
        return _solved(clues)
    held = _solved(_as_captured(clues))
    free = _solved(replace(clues, captured=None))
    return held if held is None or held == free else replace(held, basis="capture")


def _as_captured(clues: Clues) -> Clues:
    """The clues without those that contradict the day of capture: what they tell as past was still to come."""
    captured = clues.captured or dt.date.max
    earliest = clues.earliest if clues.earliest and clues.earliest[0] <= captured else None
    year = clues.year if clues.year and clues.year[0] <= captured.year else None
    return replace(clues, earliest=earliest, year=year)


def _solved(clues: Clues) -> Published | None:
    first, last = _window(clues)
    days = list(_candidates(clues, first, last)) if first and (clues.tests or clues.month) else []
    basis: Basis = clues.line[0] if clues.line else "clues"
    evidence = _evidence(clues)
    if len(days) == 1:
        return Published(days[0].isoformat(), "day", basis, evidence)
    if clues.earliest is None and clues.latest is None and clues.year is None:
        return None
    if days:
        first, last = days[0], days[-1] if last else None
    low, high = (first.isoformat() if first else None), (last.isoformat() if last else None)
    return Published(None, _precision(first, last), basis, evidence, low, high)


def _precision(first: dt.date | None, last: dt.date | None) -> Precision:
    if first and last and (first.year, first.month) == (last.year, last.month):
        return "month"
    return "interval"


def _window(clues: Clues) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day that bounds and year leave."""
    first = clues.earliest[0] if clues.earliest else None
    last = clues.latest[0] if clues.latest else None
    if clues.year:
        opening, closing = dt.date(clues.year[0], 1, 1), dt.date(clues.year[0], 12, 31)
        first = max(first, opening) if first else opening
        last = min(last, closing) if last else closing
    if clues.captured:
        last = min(last, clues.captured) if last else clues.captured
    if first and last and first > last:
        return first, None
    return first, last


def _candidates(clues: Clues, first: dt.date, last: dt.date | None) -> Iterator[dt.date]:
    """Yield the days that every clue allows."""
    stop = last or shifted(first, YEARS_ON, "Y")
    for number in range(first.toordinal(), stop.toordinal() + 1):
        day = dt.date.fromordinal(number)
        if clues.month and (day.month, day.day) != (clues.month, clues.day):
            continue
        if all(test(day) for test, _ in clues.tests):
            yield day


def _evidence(clues: Clues) -> tuple[Span, ...]:
    spans = [clues.line[1]] if clues.line else []
    spans += [bound[1] for bound in (clues.earliest, clues.latest) if bound]
    spans += [span for _, some in clues.tests for span in some]
    spans += clues.year[1] if clues.year else ()
    return tuple(sorted(set(spans)))


def _sentence(text: str, words: TimeWords) -> str:
    """Return the words around an expression, up to the nearest stops."""
    before, after = text[max(0, words.start - 400) : words.start], text[words.end : words.end + 300]
    start = max((stop.end() for stop in STOPS.finditer(before)), default=0)
    stop = STOPS.search(after)
    return f"{before[start:]} {after[: stop.start()] if stop else after}"


def _bounds(text: str, found: Sequence[TimeWords], calendar: Calendar) -> tuple[Bound | None, Bound | None]:
    """Return the latest date told as past, and the earliest that is to come or on which the page was revised."""
    earliest: Bound | None = None
    latest: Bound | None = None
    for words in found:
        when = words.alone(None)
        if words.sense.form != "date" or words.sense.year is None or when.start is None or when.end is None:
            continue
        kind = _kind(text, words, calendar)
        if kind == "gone by":
            start = dt.date.fromisoformat(when.start)
            earliest = max(earliest, (start, words.span)) if earliest else (start, words.span)
        elif kind == "to come":
            end = dt.date.fromisoformat(when.end)
            latest = min(latest, (end, words.span)) if latest else (end, words.span)
    return (earliest, None) if earliest and latest and earliest[0] > latest[0] else (earliest, latest)


def _kind(text: str, words: TimeWords, calendar: Calendar) -> Literal["gone by", "to come"] | None:
    """Return how a date with its year bounds publication; None where it stands in a notice or its tense is open."""
    before = text[max(0, words.start - 60) : words.start]
    last = before.rstrip(" :").rsplit("\n", 1)[-1].split()[-2:]
    if any(calendar.printed(word.strip("(:").lower()) == "AGAIN" for word in last):
        return "to come" if words.sense.day else None
    if (
        calendar.says("page", before)
        or any(calendar.printed(word.strip("(:").lower()) for word in last)
        or POSTED.search(before)
    ):
        return None
    around = _sentence(text, words)
    if calendar.says("announced", around):
        return "to come" if words.sense.month and words.sense.day else None
    is_past = calendar.says("gone_by", around) or (words.sense.month and PAST.search(around))
    if calendar.says("to_come", around) or not is_past:  # "asked for a new round in 2017": a year alone needs more
        return None
    is_told = words.sense.month or words.sense.mod or re.search(r"\b(?:in|since|during)\s\Z", before, re.I)
    return "gone by" if is_told else None


def _stems(passage: str, calendar: Calendar) -> set[str]:
    """Return the first letters of the words that say what a passage is about."""
    return {word[:STEM].lower() for word in calendar.left("common", passage) if len(word) >= STEM - 1}


def _coupled(text: str, found: Sequence[TimeWords], calendar: Calendar) -> Iterator[Test]:
    """Tie "two weeks ago" to the one date without a year whose passage tells of the same thing."""
    plain = [w for w in found if w.rule in ("month_day", "day_month") and w.sense.count is None and w.sense.month]
    for words in found:
        sense = words.sense
        if words.rule != "ago" or sense.unit not in NEAR or not sense.count:
            continue
        about = _stems(_sentence(text, words), calendar)
        same = [w for w in plain if len(about & _stems(_passage(text, w), calendar)) >= SHARED]
        if len({(w.sense.month, w.sense.day) for w in same}) == 1:
            yield _so_long_after(same[0], -sense.count, sense.unit), (same[0].span, words.span)


def _passage(text: str, words: TimeWords) -> str:
    """Return the sentence of a date and the paragraph after it, where the same thing goes on being told."""
    stop = text.find("\n\n", text.find("\n\n", words.end) + 2)
    return text[max(0, words.start - 200) : stop if stop > words.end else words.end + 500]


def _so_long_after(words: TimeWords, count: float, unit: str) -> Callable[[dt.date], bool]:
    month, number = words.sense.month or 1, words.sense.day or 1
    low, high = NEAR[unit]
    length = {"D": 1.0, "W": 7.0, "M": 30.4}[unit] * count

    def test(day: dt.date) -> bool:
        starts = (day_of(year, month, number) for year in (day.year - 1, day.year))
        return any(low * length <= (day - start).days <= high * length for start in starts if start)

    return test


def _late(text: str, found: Sequence[TimeWords]) -> Iterator[Test]:
    """ "late Monday" in the lead: news of the Tuesday, as news of the Monday itself says "Monday" or "today"."""
    for words in found:
        sense = words.sense
        if words.start < LEAD and words.rule == "weekday" and sense.mod == "END" and sense.part is None:
            yield _is_day_after(sense.weekday or 1), (words.span,)
            return


def _is_day_after(weekday: int) -> Callable[[dt.date], bool]:
    return lambda day: day.isoweekday() == weekday % 7 + 1


def _today(text: str, found: Sequence[TimeWords]) -> Iterator[Test]:
    """ "today (October 30)", "yesterday, Oct. 29": a day counted from publication, and its name."""
    for one, two in pairwise(found):
        gap = text[one.end : two.start]
        if one.rule == "deictic" and two.sense.month and two.sense.day and re.fullmatch(r",? ?[(,]? ?", gap):
            yield _is_counted(two, int(one.sense.count or 0)), (one.span, two.span)


def _is_counted(words: TimeWords, steps: int) -> Callable[[dt.date], bool]:
    def test(day: dt.date) -> bool:
        named = shifted(day, steps, "D")
        return (named.month, named.day) == (words.sense.month, words.sense.day) and words.sense.year in (
            None,
            named.year,
        )

    return test


def _run_on_year(found: Sequence[TimeWords]) -> tuple[int, tuple[Span, ...]] | None:
    """Return the year of publication where the years named run on without a gap into "last year"."""
    dated = [w for w in found if w.sense.form == "date" and w.sense.year and (w.sense.month or w.sense.mod)]
    years = {w.sense.year for w in dated if w.sense.year}
    if not years or max(years) - 1 not in years:
        return None
    named = [w for w in dated if w.sense.year == max(years)]
    for words in found:
        sense = words.sense
        if (
            sense.of == "year"
            and sense.count == -1
            and sense.base == "story"
            and sense.month
            and named[-1].start < words.start
        ):
            return max(years) + 1, (named[-1].span, words.span) if len(named) > 1 else ()
    return None
