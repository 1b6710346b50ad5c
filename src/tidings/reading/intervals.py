"""When a deed was where words of time only bound it: how long it lasted, since when, or on which day it was told of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from tidings.knowledge import Knowledge
from tidings.knowledge.calendar import days
from tidings.model import Mention, When
from tidings.reading.circumstances import is_dated, is_of_speech, own_verb
from tidings.reading.telling import Told

LENGTH = re.compile(r"P(\d+(?:\.\d+)?|X)([DWMY])\b")  # of days at least: a deed of hours has a day
AHEAD = ("planned", "possible")  # statuses of deeds that a length of time lies before
PENAL = ("prosecute",)  # kinds beside which a length is a sentence: "twelve years in prison"
APART = ("after", "before", "earlier", "later", "since")  # right after a length: the gap between two deeds
NAMING = ("NN", "NNS", "VBG")  # tags of words that name a deed: "12 years of fighting"
Offer = tuple[When, str]  # an interval, and in what way the words give it


def is_bounding(mention: Mention) -> bool:
    """Whether the words say when or for how long something was: "on Monday", "for seven years"."""
    when = mention.value
    return is_dated(mention) or (isinstance(when, When) and when.type == "DURATION" and bool(_length(when)))


def offers(told: Told, root: Token, when: When, near: dt.date | None, know: Knowledge) -> Iterator[Offer]:
    """The intervals that a deed may have by words of time, whose root is given; `near` is the day of publication."""
    if not when.is_known:
        if near is not None and told.kind not in PENAL and _is_own(root, told.token):
            yield lasting(when, near, is_ahead=told.status.status in AHEAD), "lasting"
    elif is_of_speech(root, told.token, know):
        bound = told_of(when, is_ahead=told.status.status in AHEAD)
        if bound.is_known:  # "has said since Monday" bounds no deed that is past
            yield bound, "told of"
    else:
        yield _since(told, root, when, near), "then"


def lasting(when: When, near: dt.date, *, is_ahead: bool) -> When:
    """The interval until the day of publication that is so long, or the one from then on.

    Years are counted from the first day of one: who speaks of a war of seven years knows no day.
    """
    count, unit = _length(when) or ("X", "D")
    if count == "X":
        return When(near.isoformat(), None, "interval") if is_ahead else When(None, near.isoformat(), "interval")
    if is_ahead:
        return When(near.isoformat(), days.shifted(near, float(count), unit).isoformat(), "interval")
    first = days.shifted(near, -float(count), unit)
    first = first.replace(month=1, day=1) if unit == "Y" else first
    return When(first.isoformat(), near.isoformat(), "interval")


def told_of(when: When, *, is_ahead: bool) -> When:
    """What the day of a report says of the deed: it was not later, or will not be sooner."""
    return When(when.start, None, "interval") if is_ahead else When(None, when.end, "interval")


def _is_own(length: Token, deed: Token) -> bool:
    """Whether a length of time is of the deed: of its clause, or of its noun ("12 years of fighting").

    One that tells how far two deeds lie apart is of neither: "a month after police arrested him".
    """
    if length.i + 1 < len(length.doc) and length.nbor(1).lower_ in APART:
        return False
    if own_verb(length).i == own_verb(deed).i or length in deed.subtree:
        return True
    return deed in length.subtree and deed.tag_ in NAMING


def _length(when: When) -> tuple[str, str] | None:
    found = LENGTH.match(when.timex or "")
    return (found[1], found[2]) if found else None


def _since(told: Told, root: Token, when: When, near: dt.date | None) -> When:
    """The deed's interval where the words bound it: "since the war began in 2013", "from Monday", "by December"."""
    today = near.isoformat() if near else None
    if when.start is None:
        is_bound = today is not None and when.end is not None and today <= when.end
        return replace(when, start=today) if is_bound and told.status.status == "planned" else when
    if when.precision == "interval" or not (_is_opening(root) or _is_since(told.token, root)):
        return when
    end = today if today is not None and when.start <= today and told.status.status != "planned" else None
    return replace(when, end=end, precision="interval")


def _is_opening(time: Token) -> bool:
    """Whether the time is the first day of the deed: "from Monday"."""
    return time.dep_ == "pobj" and time.head.lower_ == "from"


def _is_since(deed: Token, time: Token) -> bool:
    """Whether the time stands inside "since ..." and the deed outside it."""
    for token in (time, *time.ancestors):
        if token.i == deed.i:
            return False
        if any(child.dep_ == "mark" and child.lower_ == "since" for child in token.children) or token.lower_ == "since":
            return deed not in token.subtree
    return False


def helper(deed: Token) -> str:
    """The first auxiliary of the deed's clause by its word: "had", "have", "will"; "none" where there is none."""
    verb = own_verb(deed)
    return next(
        (t.lemma_.lower() + ("ed" if t.tag_ == "VBD" else "") for t in verb.children if t.dep_ == "aux"), "none"
    )
