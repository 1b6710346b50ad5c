"""The second look: by its words alone, whether a story can be about incidents at all.

The whole reading keeps no account of a story in which the words of ordinary news outweigh armed people, weapons and
deeds (`relevance`). Much the same weight is added up here from the written words, before any parse: a word counts as
what any of its regular forms may count as, and only a word that tells of a deed by itself counts as a deed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from tidings.knowledge import Knowledge
from tidings.knowledge.events import Sense
from tidings.reading.relevance import DEED, MOST, SPEAKS_FOR, VAGUE, is_armed

EDGES = re.compile(r"^\W+|\W+$")  # of a word: what is no letter or digit
KEPT = 100_000  # words whose worth is kept
# Per hundred words. Of 634 training stories of a hundred words or more that the first look leaves, four of 5,124
# accounts stand in stories at or below it of which the first look is not sure, and 29 of the 56 stories without one; at
# 0.5 it is two accounts and 21 stories, at 1.5 it is 37 and 31.
OUTWEIGHED = 1.0
BRIEF = 100  # words; of shorter stories an eighth of the accounts would go


@dataclass(frozen=True, slots=True)
class Worth:
    """What one written word may stand for."""

    form: str  # under which its times are counted
    speaks_for: bool
    speaks_against: bool
    is_deed: bool  # a strong word of a hard kind


class SecondLook:
    """Weighs stories by the tables of one `Knowledge`."""

    def __init__(self, know: Knowledge) -> None:
        self._know = know
        self._known: dict[str, Worth] = {}

    def is_passed(self, text: str) -> bool:
        """Whether the whole reading may pass over the text; a brief never, nor what is not in Latin letters."""
        words = text.lower().split()
        return sum(map(str.isascii, words)) >= BRIEF and self.weight(words) <= OUTWEIGHED

    def weight(self, words: list[str]) -> float:
        """Return what the words come to, a hundred words."""
        told: Counter[str] = Counter()
        deeds: Counter[str] = Counter()
        ordinary = 0
        for word, times in Counter(words).items():
            worth = self._worth(word)
            ordinary += worth.speaks_against * times
            if worth.speaks_for:
                told[worth.form] += times
            if worth.is_deed:
                deeds[worth.form] += times
        total = sum(min(MOST, n) for n in told.values()) + DEED * sum(min(MOST, n) for n in deeds.values())
        return 100 * (total - ordinary) / max(1, len(words))

    def _worth(self, word: str) -> Worth:
        if word not in self._known:
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[word] = self._found(word)
        return self._known[word]

    def _found(self, written: str) -> Worth:
        events = self._know.events
        word = EDGES.sub("", written)
        forms = stems(word)
        domains = {domain for form in forms if (domain := events.domain_of(form, word))}
        senses = [sense for form in forms for sense in events.of_head(form)]
        is_armed_word = any(is_armed(events.classes_of(form)) for form in forms)
        speaks_for = SPEAKS_FOR in domains or (VAGUE not in domains and is_armed_word)
        return Worth(
            min(forms, key=lambda form: (len(form), form)),
            speaks_for,
            bool(domains) and not domains & {SPEAKS_FOR, VAGUE},
            any(events.kinds[sense.kind].is_hard and _is_alone(sense) for sense in senses),
        )


def _is_alone(sense: Sense) -> bool:
    """Whether a word tells of a deed by itself, with nothing asked of what stands around it."""
    asked = (sense.obj, sense.subj, sense.of, sense.mod, sense.near, sense.story, sense.to_place, sense.to_inf)
    return len(sense.words) == 1 and not sense.weak and not any(asked)


def stems(word: str) -> tuple[str, ...]:
    """The forms that a dictionary may list a written word under.

    >>> stems("stabbing")
    ('stabbing', 'stabb', 'stabbe', 'stab')
    >>> stems("armies")
    ('armies', 'armie', 'arm', 'army')
    """
    out = [word]
    for end, others in (("s", ("",)), ("es", ("",)), ("ies", ("y",)), ("ied", ("y",)), ("men", ("man",))):
        out += [word.removesuffix(end) + other for other in others if word.endswith(end)]
    for end in ("ed", "ing"):
        if word.endswith(end) and len(word) > len(end) + 2:
            base = word.removesuffix(end)
            out += [base, f"{base}e"]
            out += [base[:-1]] if base[-1] == base[-2] else []
    for end in ("'s", "’s"):
        out += stems(word.removesuffix(end)) if word.endswith(end) else []
    return tuple(dict.fromkeys(out))
