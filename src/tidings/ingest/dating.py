"""The day a story was published, by a ladder from sure to doubtful.

1. what metadata say   2. the address   3. the dateline   4. a line that tells the day   5. clues in the story's text.
Metadata and address speak of the whole document: they hold for a story where it is the document's only one, and for
the first of several where that stands under the document's own headline.
Each rung leaves its basis and the characters it stands on; where none holds the day stays unknown. Where it is known
when the document was captured, a rung that tells a later day does not hold: what it tells is of something else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tidings.ingest.clues import Clues, clues_of, solve
from tidings.knowledge.calendar import Calendar, TimeWords
from tidings.knowledge.calendar.days import month_span
from tidings.model import UNKNOWN_DATE, Published, Span, Story
from tidings.model.story import Basis

HEAD = 1500  # characters in which datelines and date lines stand: headline, byline, picture and caption come first
TAIL = 400  # characters at the end where agencies and sites print the day once more
PROSE_WORDS = 25  # words of a line that is running text: the head ends with the first one
MAX_LINE_WORDS = 20  # words of a line that only tells who wrote and when
URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([/_.-])(\d{1,2})\2(\d{1,2})|/?(\d\d)/?(\d\d))(?!\d)")
URL_NAMED = re.compile(r"/((?:19|20)\d\d)/([a-z]{3})/(\d{1,2})(?!\d)", re.I)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PLACE = re.compile(
    r"(?:[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+)*)(?:[ ,/]+[A-Z][\w.'’-]*){0,4},?\s{1,3}(?:\([^)]{2,30}\)\s)?\Z"
)
AFTER_DATELINE = re.compile(r"\s{0,3}(?:\(|\[|—|–|--?\s|:|\n|$)")
BRACKET = re.compile(r"\)\s{0,3}(?:—|–|--?(?=[\s-]))")  # after a day in brackets; a caption ends in a full stop
PRINTED = re.compile(
    r"([A-Za-z]+(?: [A-Za-z]+)?)\s{0,2}:?\s{0,2}(?:on |at )?(?:[\d:.]+ ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?,? )?\Z", re.I
)
NEWS_SINCE = re.compile(
    r"\bUPDATE\W{0,3}(?:\w{3,6}day,? )?\Z", re.I
)  # "UPDATE 2/20/2017": new in a story that ran before
WEEKDAY_GAP = re.compile(r",? ")
SEPARATORS = "\n|•·–—-;"
Told = tuple[str | None, Span]  # an ISO day and where it is told
ZONES = dt.timedelta(days=1)  # a capture is told in UTC, a day of publication where it was published
EITHER_WAY = re.compile(
    r"^\s{0,3}(0?\d|1[012])/(0?\d|1[012])/((?:19|20)\d\d)(?:,?\s+\d[\d:. apmAPM]{2,12})?[ \t]*$", re.M
)
MAX_NAMES = 4  # words left beside the day in a line that tells the day: an author's name, a desk


def date_stories(
    stories: Sequence[Story],
    told: Sequence[tuple[Basis, str]],
    calendar: Calendar,
    captured: dt.date | None = None,
    *,
    is_headed: bool = False,
) -> list[Story]:
    """Return the stories with `published` set; `told` is what metadata and address say of the whole document.

    `captured` is the day on which the document was retrieved, None where that is not known. `is_headed` says that the
    first of several stories stands under the document's own headline.
    """
    last = captured + ZONES if captured else None
    held = told if is_headed or len(stories) == 1 else ()
    return [
        replace(story, published=published(story, () if n else held, calendar, last)) for n, story in enumerate(stories)
    ]


def published(
    story: Story, told: Sequence[tuple[Basis, str]], calendar: Calendar, last: dt.date | None = None
) -> Published:
    """Return the day of publication by the first rung that holds; it is not after `last`."""
    for rung in ("metadata", "url"):
        for basis, said in told:
            given = basis == rung and (_iso(said, basis) or _written(said, basis, calendar))
            if given and (held := _until(given, last)):
                return held
    return next((held for given in _in_text(story.text, calendar, last) if (held := _until(given, last))), UNKNOWN_DATE)


def _in_text(text: str, calendar: Calendar, last: dt.date | None) -> Iterator[Published]:
    """What the rungs that stand in the text tell, in their order."""
    found = calendar.find(text)
    clues = replace(clues_of(text, found, calendar), captured=last)
    line = _dateline(text, found, calendar) or _printed(text, found, calendar)
    if line is None and (bare := [*_day_lines(text, found, calendar), *_either_way(text)]):
        yield _among(bare, last)
        if last is None:
            return
    if line is None:
        line = _revised(text, found, calendar)
    if line and (day := _on(line[1], line[0], clues)):
        yield day
    if left := solve(clues):
        yield left


def _until(given: Published, last: dt.date | None) -> Published | None:
    """What is left of a day or an interval up to `last`."""
    if last is None:
        return given
    bound, first = last.isoformat(), given.date or given.earliest
    if given is UNKNOWN_DATE or (first and first > bound):
        return None
    if given.latest is None or given.latest <= bound:
        return given
    return replace(given, precision="interval", latest=bound)


def url_day(url: str) -> str | None:
    """Return the ISO day that an address holds.

    >>> url_day("https://example.org/world/2018/oct/30/drones"), url_day("https://example.org/20181030-a")
    ('2018-10-30', '2018-10-30')
    """
    if named := URL_NAMED.search(url):
        month = MONTHS.index(named[2].lower()) + 1 if named[2].lower() in MONTHS else 0
        return _valid(int(named[1]), month, int(named[3]))
    found = URL_DAY.search(url)
    return _valid(int(found[1]), int(found[3] or found[5]), int(found[4] or found[6])) if found else None


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _iso(said: str, basis: Basis) -> Published | None:
    """Read an ISO day, month or year."""
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", said.strip())
    if parts is None:
        return None
    year, month, day = (int(part) if part else 0 for part in parts.groups())
    if day:
        valid = _valid(year, month, day)
        return Published(valid, "day", basis) if valid else None
    if not 1 <= year <= 9998 or month > 12:
        return None
    first, last = month_span(year, month) if month else (dt.date(year, 1, 1), dt.date(year, 12, 31))
    return Published(None, "month" if month else "year", basis, (), first.isoformat(), last.isoformat())


def _written(said: str, basis: Basis, calendar: Calendar) -> Published | None:
    """Read the one day that a phrase writes out: "SAN SALVADOR, 19 APR 89 (ACAN-EFE)", "9:43 PM, Dec 11, 2016"."""
    days = {w.anchor(None, direction=None, narrative=None) for w in calendar.find(said)}
    whole = {when.start for when in days if when.precision == "day" and when.start == when.end}
    return Published(whole.pop(), "day", basis) if len(whole) == 1 else None


def _is_day(words: TimeWords) -> bool:
    return words.sense.form == "date" and bool(words.sense.month and words.sense.day) and words.sense.count is None


def _dateline(text: str, found: Sequence[TimeWords], calendar: Calendar) -> tuple[Basis, TimeWords] | None:
    """ "WASHINGTON, Oct. 15 (Reuters) -", "CATANIA, Sicily 1996-08-29", "GULU (May 3, 2019) -": a place, then a day."""
    for words in found:
        if words.start > HEAD:
            return None
        line = text[text.rfind("\n", 0, words.start) + 1 : words.start]
        if _is_day(words) and PLACE.fullmatch(line) and AFTER_DATELINE.match(text, words.end):
            return "dateline", words
        is_bracketed = words.sense.year is not None and BRACKET.match(text, words.end)
        place = re.fullmatch(r"(.*)\(", line)
        if _is_day(words) and is_bracketed and place and _may_be_place(place[1], calendar):
            return "dateline", words
    return None


def _may_be_place(opening: str, calendar: Calendar) -> bool:
    """Whether a dateline may open so: with nothing before the day, or a place; "UPDATE (1/3/17):" is no place."""
    if not opening.strip():
        return True
    return bool(PLACE.fullmatch(opening)) and not calendar.printed(opening.split()[0].strip(":").lower())


def _head(text: str) -> int:
    """Return where the head ends: after the first line of running text, or at HEAD."""
    end = 0
    for line in text[:HEAD].splitlines(keepends=True):
        end += len(line)
        if len(line.split()) >= PROSE_WORDS:
            break
    return end


def _printed(text: str, found: Sequence[TimeWords], calendar: Calendar) -> tuple[Basis, TimeWords] | None:
    """ "Published 3 May 2019", "Posted: Tuesday, May 5, 2015"; in brackets such a day is a picture's or a film's."""
    head = _head(text)
    for last, words in pairwise((None, *found)):
        if words is None or not _is_day(words) or head < words.start < len(text) - TAIL:
            continue
        if _is_announced(text, last, words, calendar, "FIRST"):
            return "byline", words
    return None


def _is_announced(text: str, last: TimeWords | None, words: TimeWords, calendar: Calendar, which: str) -> bool:
    """Whether "Published" (FIRST) or "Updated" (AGAIN) stands before a day or before its weekday, which is `last`."""
    is_weekday = last is not None and last.rule == "weekday" and WEEKDAY_GAP.fullmatch(text, last.end, words.start)
    start = last.start if last and is_weekday else words.start
    before = PRINTED.search(text, max(0, start - 60), start)
    return before is not None and _is_printed(text, before, calendar, which)


def _revised(text: str, found: Sequence[TimeWords], calendar: Calendar) -> tuple[Basis, TimeWords] | None:
    """ "by: Ana Roe Updated: Jan 3, 2017": the one day that a page prints over its story is that of its last version.

    bench/dating.py: right for 34 of 36 such pages of US local news, 14 of 14 in one half of their incidents and 20 of
    22 in the other. Where the head tells a second day, that may be the first version's.
    """
    head = _head(text)
    days = [(last, w) for last, w in pairwise((None, *found)) if w and _is_day(w) and w.sense.year and w.start <= head]
    told = next((w for last, w in days if _is_announced(text, last, w, calendar, "AGAIN")), None)
    if told and NEWS_SINCE.search(text, max(0, told.start - 60), told.start):
        return None
    return ("byline", told) if told and len({w.alone(None).start for _, w in days}) == 1 else None


def _is_printed(text: str, before: re.Match[str], calendar: Calendar, which: str) -> bool:
    """Whether the words before a day announce it: at the start of a line or before a colon, not in a sentence."""
    phrase, opening = before[1], before.start()
    if calendar.printed(phrase.lower()) != which:
        opening += phrase.rfind(" ") + 1
        phrase = phrase.split()[-1]
    ahead = text[:opening].rstrip(" \t")
    is_apart = not ahead or ahead[-1] in SEPARATORS or ":" in text[opening : before.end()][: len(phrase) + 3]
    return calendar.printed(phrase.lower()) == which and is_apart and not ahead.endswith("(")


def _day_lines(text: str, found: Sequence[TimeWords], calendar: Calendar) -> list[Told]:
    """ "By Ana Roe, May 3, 2019", "October 30, 2018 11:04": lines over the running text that tell a full day."""
    head = _head(text)
    told = []
    for words in found:
        if words.start > head:
            break
        start, stop = text.rfind("\n", 0, words.start) + 1, text.find("\n", words.end)
        line = text[start : words.start] + " " + text[words.end : stop if stop >= 0 else len(text)]
        if not _is_day(words) or words.sense.year is None or stop < 0 or len(line.split()) > MAX_LINE_WORDS:
            continue
        is_byline = bool(re.match(r"\s*by\s+\S", line, re.I)) and len(line.split()) <= 2 * MAX_NAMES
        left = calendar.left("beside_day", line)
        if (is_byline or len(left) <= MAX_NAMES) and not any(calendar.printed(word.lower()) for word in left):
            told.append((words.alone(None).start, words.span))
    return told


def _either_way(text: str) -> Iterator[Told]:
    """ "4/7/2013 1:53 AM" alone on a line: 7 April or 4 July, both are told."""
    for line in EITHER_WAY.finditer(text, 0, _head(text)):
        one, two, year = (int(number) for number in line.groups())
        if one != two:
            yield from ((_valid(year, *pair), Span(line.start(1), line.end(3))) for pair in ((one, two), (two, one)))


def _among(bare: Sequence[Told], last: dt.date | None) -> Published:
    """The day that bare lines tell. Where they tell several, one may be the site's own: it is one of those between."""
    told = sorted({day for day, _ in bare if day})
    days = [day for day in told if last is None or day <= last.isoformat()]
    spans = tuple(dict.fromkeys(span for _, span in bare))
    if len(days) == 1:
        return Published(days[0], "day", "byline", spans[:1])
    return Published(None, "interval", "byline", spans, days[0], days[-1]) if days else UNKNOWN_DATE


def _on(words: TimeWords, basis: Basis, clues: Clues) -> Published | None:
    """Return the day that a dateline or date line tells; its year may have to come from clues."""
    span = (words.span,)
    if words.sense.year is not None:
        when = words.alone(None)
        return Published(when.start, "day", basis, span) if when.start else None
    return solve(
        replace(clues, month=words.sense.month, day=words.sense.day, line=(basis, Span(words.start, words.end)))
    )
