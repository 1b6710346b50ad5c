"""What the accounts of one event say together: names, ranges of numbers, grade, and the words that show it best."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tidings.model import Amount, Quote, Role, Span, When
from tidings.model.lines import is_wrapped
from tidings.model.links import Telling, Told
from tidings.model.overlay import NUMBERS

CREDIBILITY = {
    1: "confirmed",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}  # the words of the Admiralty code
LONGEST_QUOTE = 300  # characters: a long news sentence; beyond it the quote is cut at words
_SENTENCE_END = re.compile(r"""(?<=[.!?])["'”’)\]]*\s+(?=["'“‘(\[]*[A-Z0-9])|\n\s*\n""")
_LINE_END = re.compile(_SENTENCE_END.pattern + r"|\n")  # where single line breaks do not wrap sentences

_SHORT = re.compile(r"\b[A-Z][a-z]{0,2}\.$")  # an initial or a title ("U.S. ", "Gen. "): the sentence goes on


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest, best supported and highest number; "more than 130" counts as 130, and is open.

    `is_one` marks the range of a single figure ("5 to 7"): nobody said which of its numbers is the best.
    """

    low: float
    best: float
    high: float
    is_open: bool = False
    is_one: bool = False

    def __str__(self) -> str:
        more = " or more" if self.is_open else ""
        if self.low == self.high:
            return f"{_number(self.low)}{more}"
        best = "" if self.is_one else f", best {_number(self.best)}"
        return f"{_number(self.low)} to {_number(self.high)}{more}{best}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def names(told: Told, role: Role) -> list[str]:
    """Return who or what plays the role: as an analyst set it, else most often told first, then in the accounts' order.

    An analyst's names stand with "; " between them.
    """
    if set_by_hand := told.event.edited(role):
        return set_by_hand.split("; ")
    return list(Counter(f.name for _, account, _ in told.tellings for f in account.role(role)))


def number_names(told: Told) -> list[str]:
    """Return the names of the numbers that any account gives, in the order of the accounts, then analysts' own."""
    given = [name for _, account, _ in told.tellings for name, _ in account.numbers]
    return list(dict.fromkeys([*given, *(edit.field for edit in told.event.edits if edit.field in NUMBERS)]))


def number_range(told: Told, name: str) -> Range | None:
    """Return the range of the accounts' numbers, or None where none gives one.

    The best is what most origins tell, so that copies of one wire count once; of numbers that as many tell, the one
    in the story published last, and then the higher. What an analyst set is the whole range.
    """
    if set_by_hand := told.event.edited(name):
        low, high = (json.loads(set_by_hand)[end] for end in ("min", "max"))
        first, last = (low, high) if low is not None else (high, high)
        top = first if last is None else last
        return Range(first, top, top, last is None, is_one=first != top)
    known: list[tuple[str, Amount, float]] = []
    behind: dict[float, set[str]] = {}
    for story, account, origin in told.tellings:
        counted = account.number(name)
        point = _point(counted.amount) if counted else None
        if counted and point is not None:
            known.append((story.published.date or "", counted.amount, point))
            behind.setdefault(point, set()).add(origin.key if origin else account.id)
    if not known:
        return None
    best_point = max(known, key=lambda k: (len(behind[k[2]]), k[0], k[2]))[2]
    high = max(behind)
    is_open = any(amount.max is None for _, amount, point in known if point == high)
    low = min(_low(amount) for _, amount, _ in known)
    return Range(low, best_point, high, is_open, is_one=low != high and len({(a.min, a.max) for _, a, _ in known}) == 1)


def _point(amount: Amount) -> float | None:
    return amount.min if amount.max is None else amount.max


def _low(amount: Amount) -> float:
    return next(end for end in (amount.min, amount.max) if end is not None)


def methods(told: Told) -> list[str]:
    """Return the methods told, most often told first; the one alone that an analyst set."""
    if set_by_hand := told.event.edited("method"):
        return [set_by_hand]
    counts = Counter(account.method for _, account, _ in told.tellings if account.method)
    return [method for method, _ in counts.most_common()]


def publishers(told: Told) -> list[str]:
    """Return who published the stories, in the order of the accounts."""
    return list(dict.fromkeys(story.publisher for story, _, _ in told.tellings if story.publisher))


def grade(told: Told) -> str:
    """Return the Admiralty grade: the best reliability an analyst gave one of the publishers (F: none), and 1-6."""
    return min(told.grades.values(), default="F") + str(told.event.credibility)


def best(told: Told) -> Telling | None:
    """Return the account that shows the event best: fitting its kind and status, asserted, surest, named, earliest."""

    def rank(telling: Telling) -> tuple[object, ...]:
        story, account, origin = telling
        fits = (account.kind == told.event.kind) + (account.status == told.event.status)
        asserts = origin is not None and origin.is_asserting
        published = story.published.date or "9999"
        return (-fits, not asserts, -account.confidence, story.publisher is None, published, account.id)

    return min(told.tellings, key=rank, default=None)


def quote(telling: Telling) -> Quote:
    """Return the sentence of the account's fullest mention, verbatim."""
    return sentence(telling.story.text, telling.account.mentions[0].span)


def sentence(text: str, around: Span) -> Quote:
    """Return the sentence that holds the span, cut at words to LONGEST_QUOTE characters."""
    start, end = 0, len(text)
    for stop, then in sentence_ends(text):
        if then <= around.start:
            start = then
        elif stop >= around.end:
            end = stop
            break
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    return _cut(text, min(start, around.start), max(end, around.end), around)


def sentence_ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield for each end of a sentence but the last where it ends, closing quotes too, and the next start."""
    for gap in (_SENTENCE_END if is_wrapped(text) else _LINE_END).finditer(text):
        if not _SHORT.search(text, max(0, gap.start() - 4), gap.start()):
            yield gap.start() + len(gap.group()) - len(gap.group().lstrip("\"'”’)]")), gap.end()


def _cut(text: str, start: int, end: int, around: Span) -> Quote:
    if end - start > LONGEST_QUOTE:
        start = max(start, around.start - LONGEST_QUOTE // 2)
        end = max(around.end, min(end, start + LONGEST_QUOTE))
        while start < around.start and start > 0 and not text[start - 1].isspace():
            start += 1
        while end > around.end and end < len(text) and not text[end].isspace():
            end -= 1
        end -= len(text[around.end : end]) - len(text[around.end : end].rstrip())
    return Quote.at(text, start, end)


def cited(telling: Telling) -> str:
    """Return publisher and day of publication of the account's story; what is unknown is said to be."""
    story = telling.story
    return f"{story.publisher or 'unknown publisher'}, {story.published.date or 'undated'}"


def day_words(time: When) -> str:
    """Return a time in a few characters, as exactly as it is known.

    >>> day_words(When(None, "2018-10-15", "day"))
    'by 2018-10-15'
    """
    start, end = time.start, time.end
    if start and end:
        if time.precision == "year" and start[:4] == end[:4]:
            return start[:4]
        if time.precision == "month" and start[:7] == end[:7]:
            return start[:7]
        return start if start == end else f"{start} to {end}"
    if start:
        return f"from {start}"
    return f"by {end}" if end else "undated"
