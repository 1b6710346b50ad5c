"""Times in a story: every expression of time, fixed in the calendar by publication, tense and what was told before.

News counts from its day of publication. A tale (a history, a chronology) counts from the last date it told, since
its own day of publication says nothing about "5 May". Which of the two a story is, its own dates tell.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from tidings.knowledge import Knowledge
from tidings.knowledge.calendar import Calendar, Direction, TimeWords
from tidings.model import Mention, Published, Quote, Story, When

WIDEST_ANCHOR = 7  # days: "on Tuesday" still names one day of an interval of publication this wide
TALE_DATES = 5  # dates with a distant year that make a tale; news rarely has more than three (TempEval-3 train)
TALE_SHARE = 3  # distant dates for each date that counts from publication
BOUND = ("poss", "compound", "nmod", "amod", "nummod")  # "Wednesday's ruling": no verb says when
HAD = ("had", "'d")
HAVE = (*HAD, "has", "have", "'ve", "having")
LONG = ("Y", "DE", "CE")  # units in which a story compares rather than goes on
AHEAD = 24  # characters before a year in which its sentence may begin
OPENING = re.compile(r"(?:^|[.!?]['\"”’)]?\s+|\n\s*)(?:\w+\s+){0,2}\Z")
STRIDE = 2  # years that a story may go on at once
HOPS = 8  # steps up the parse to the verb that governs an expression


def times(doc: Doc, story: Story, know: Knowledge) -> list[Mention]:
    """Return a Mention for every expression of time in the story, in order."""
    calendar = know.calendar
    found = calendar.find(story.text)
    reference = reference_day(story.published)
    near = None if is_tale(found, reference) else reference
    told: When | None = None
    out = []
    for words in found:
        direction = _direction(doc, story.text, words, calendar)
        when = words.anchor(near, direction=direction, narrative=told)
        out.append(Mention("time", Quote(words.start, words.end, words.text), when, rule=f"times.{words.rule}/1"))
        if not _is_aside(words, told, story.text):
            told = _told(words, words.alone(near, direction=direction, narrative=told)) or told
    return out


def reference_day(published: Published) -> dt.date | None:
    """Return the day from which the story counts: its day of publication, or the end of a narrow interval."""
    if published.day is not None:
        return published.day
    if published.earliest and published.latest:
        first, last = dt.date.fromisoformat(published.earliest), dt.date.fromisoformat(published.latest)
        if (last - first).days < WIDEST_ANCHOR:
            return last
    return None


def is_tale(found: Sequence[TimeWords], reference: dt.date | None) -> bool:
    """Whether most dates of the story lie in years far from its publication, so that it counts from its own dates."""
    years = [words.sense.year for words in found if words.sense.form == "date" and words.sense.year]
    near = sum(
        words.sense.base == "story" or (words.sense.weekday is not None and not words.sense.month) for words in found
    )
    distant = sum(reference is None or abs(year - reference.year) > 1 for year in years)
    return distant >= TALE_DATES and distant >= TALE_SHARE * near


def _is_aside(words: TimeWords, told: When | None, text: str) -> bool:
    """Whether a bare year inside a sentence only looks aside: "a campaign planned for 1976"."""
    sense = words.sense
    if told is None or sense.form != "date" or not sense.year or sense.month or sense.season or sense.quarter:
        return False
    if told.start and 0 <= sense.year - int(told.start[:4]) <= STRIDE:
        return False
    return not OPENING.search(text, max(0, words.start - AHEAD), words.start)


def _told(words: TimeWords, when: When) -> When | None:
    """Return the date that later words may count from: a date or day, not a span, a set or the present."""
    sense = words.sense
    is_date = sense.form in ("date", "shift", "step", "week", "weekend")
    if sense.form == "shift" and sense.unit in LONG and (sense.count or 0) < 0:
        return None  # "a year earlier" compares; the story goes on where it was
    return when if is_date and when.start and when.end else None


def _direction(doc: Doc, text: str, words: TimeWords, calendar: Calendar) -> Direction | None:
    """Return where the governing verb looks: ahead for "will", "is due", "plans to"; back for a past tense."""
    before = " ".join(_three_before(text, words.start))
    if calendar.looks_ahead(before) == "before":
        return "future"
    span = doc.char_span(words.start, words.end, alignment_mode="expand")
    if span is None or not len(span) or span.root.dep_ in BOUND:
        return None
    token: Token = span.root
    is_onward = False  # whether an infinitive was passed: "agreed to meet"
    for _ in range(HOPS):
        if token.pos_ in ("VERB", "AUX"):
            if words.lead == "until":
                return "past" if _has_helper(token, HAD) else "future"
            seen = _looks(token, calendar, is_onward=is_onward)
            if seen is not None:
                return seen
            is_onward = token.tag_ == "VB" or any(child.tag_ == "TO" for child in token.children)
        if token.head is token:
            return None
        token = token.head
    return None


def _three_before(text: str, start: int) -> list[str]:
    """Return the three words before a character."""
    return text[max(0, start - 30) : start].lower().split()[-3:]


def _has_helper(verb: Token, forms: tuple[str, ...]) -> bool:
    return any(child.lower_ in forms for child in verb.children if child.dep_ in ("aux", "auxpass"))


def _looks(verb: Token, calendar: Calendar, *, is_onward: bool) -> Direction | None:
    """Return where one verb looks, None where it does not say (an infinitive, a present)."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(calendar.looks_ahead(child.lower_) == "helper" for child in helpers):
        return None if _has_helper(verb, HAVE) else "future"
    how = calendar.looks_ahead(verb.lemma_.lower())
    is_ahead = how == "always" or (is_onward and (how == "onward" or verb.lemma_ == "be"))
    if is_ahead and not _has_helper(verb, HAD):
        return "future"
    if _has_helper(verb, HAVE):
        return "past"
    is_done = verb.tag_ == "VBN" and not helpers  # "the ruling announced Wednesday"
    return "past" if is_done or verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in helpers) else None
