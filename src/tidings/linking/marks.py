"""How marks are worked out: the numbers that a story is found by when another is linked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from tidings.knowledge import Knowledge
from tidings.linking.alike import parts_of
from tidings.linking.block import keys, printed_reach, told_reach
from tidings.linking.entities import filler_key
from tidings.linking.lineage import first_order
from tidings.linking.numbers import code
from tidings.linking.traits import Traits, traits_of
from tidings.linking.wording import SHINGLE, tokens
from tidings.model import Reading
from tidings.model.ids import SIGN, key_text
from tidings.model.marks import Marks, Reach

VERSION = "2"  # of what is worked out here; with another one, or other tables, a case is linked anew as a whole
UNDATED = 9_999_999  # in the place of a day; sorts last


def called_code(key: str) -> int:
    """Return the number by which stories are found that name a filler of this key."""
    return code("called", key)


def marks_of(readings: Iterable[Reading], know: Knowledge) -> list[Marks]:
    """Return the marks of each story."""
    readings = list(readings)
    parts = parts_of([tokens(one.story.text) for one in readings])
    return [_marks(one, found, know) for one, found in zip(readings, parts, strict=True)]


def _marks(one: Reading, parts: frozenset[int], know: Knowledge) -> Marks:
    story, traits = one.story, traits_of([one], {})
    fillers = (filler for account in one.accounts for _, group in account.roles for filler in group)
    called = Counter((filler_key(filler), key_text(filler.name)) for filler in fillers)
    return Marks(
        story=story.id,
        accounts=tuple(sorted(t.account_id for t in traits)),
        publisher=key_text(story.publisher or ""),
        printed=printed_reach(story.published.date),
        told=_hull(traits),
        text=text_number(story.text, story.id),
        at=_at(one, know),
        keys=frozenset(key for t in traits for key in keys(t)),
        parts=parts,
        names=frozenset(called_code(key) for key, _ in called),
        called=tuple((key, name, count) for (key, name), count in sorted(called.items())),
    )


def text_number(text: str, story: str) -> int:
    """Return a number for the words of a text; a text too short to say who copied it has a number of its own."""
    words = tokens(text)
    own = "" if len(words) >= SHINGLE else story
    raw = blake2b(" ".join([*words, own]).encode(), digest_size=8).digest()
    return int.from_bytes(raw, "big") - SIGN


def _at(one: Reading, know: Knowledge) -> int:
    """The first two parts of `first_order` as one number."""
    day, is_client, _ = first_order(one.story, know)
    return 2 * (dt.date.fromisoformat(day).toordinal() if one.story.published.date else UNDATED) + is_client


def _hull(traits: list[Traits]) -> Reach:
    reaches = [told_reach(one) for one in traits]
    return min((r[0] for r in reaches), default=0), max((r[1] for r in reaches), default=0)
