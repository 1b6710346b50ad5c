"""tidings judge add and mend: words of a story given on the command line, made into places in its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tidings.errors import WrongCall
from tidings.model.byhand import words_of

if TYPE_CHECKING:
    from tidings.case import Analyst
    from tidings.case.given import Given, Words
    from tidings.model import Judgement

PLACE = re.compile(r"(\d+)-(\d+)")  # where words stand, in characters from the start of the story
NOTHING = "-"  # stands for no words: of a mend, nothing goes or nothing comes
MEANS = "=>"  # "last week => 2018-10-01..2018-10-07"
MOST = 5  # places of words that are listed


def add(who: Analyst, what: list[str], because: str) -> Judgement:
    """Add an account: the story, its kind, its status, the words that tell it, and any number of PART=WORDS."""
    from tidings.case.given import Given

    story, kind, status, told, *parts = what
    text = who.case.reading(story).story.text
    pieces = [Given("mention", place(text, told))]
    for one in parts:
        part, equals, words = one.partition("=")
        if not equals:
            raise WrongCall(f'"{one}" is no part of an account. Write: actor="the rebels"')
        pieces.append(given(text, part, words))
    return who.add(story, kind, status, *pieces, because=because)


def mend(who: Analyst, what: list[str], because: str) -> Judgement:
    """Mend an account: its id, the part, the words that go and those that come."""
    key, part, old, new = what
    held = who.case.read_with(key)
    account = next(one for one in held.accounts if one.id.startswith(key))
    text = held.story.text
    goes = next(((q.start, q.end) for q in words_of(account, part) if q.text == old), None)
    if goes is None and old != NOTHING:
        goes = place(text, old)
    return who.mend(account.id, part, goes, None if new == NOTHING else given(text, part, new), because)


def given(text: str, part: str, words: str) -> Given:
    """Return words, and behind an arrow what they mean, as a part of an account."""
    from tidings.case.given import Given

    words, _, means = words.partition(MEANS)
    return Given(part, place(text, words.strip()), means.strip())


def place(text: str, words: str) -> Words:
    """Return where the words stand, given as such or as "12-19"; raise WrongCall where that is not one place."""
    if found := PLACE.fullmatch(words):
        return int(found[1]), int(found[2])
    starts = [m.start() for m in re.finditer(re.escape(words), text)] if words else []
    if not starts:
        raise WrongCall(f'The story does not have the words "{words}". Its text: tidings search, or the desk')
    if len(starts) > 1:
        places = ", ".join(f"{at}-{at + len(words)}" for at in starts[:MOST])
        raise WrongCall(f'"{words}" stands {len(starts)} times in the story. Give the place: {places}')
    return starts[0], starts[0] + len(words)
