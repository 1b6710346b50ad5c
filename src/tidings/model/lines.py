"""Lines of a text: whether its line breaks end sentences or only wrap them."""

from __future__ import annotations

import re
from functools import lru_cache

BREAK = re.compile(r"[^\s]([ \t]*\n[ \t]*)(?=\S)")  # a single line break between words; an empty line always parts
WRAPPED = 0.3  # share of single line breaks before a small letter; headlines and list lines go on in capitals
FULL = 45  # characters of a line in capitals that goes on in the next one; old wires break at 65 to 80
ENDS = frozenset('.!?:"”')
UPPER = 0.7  # share of capitals among letters from which a text counts as capitals; news text has under 0.15


@lru_cache(maxsize=4)
def is_wrapped(text: str) -> bool:
    """Whether single line breaks stand inside sentences, as in mail and typescript.

    Where all is in capitals, as in old wire copy, lines are wrapped when most are full and end in no full stop.

    >>> is_wrapped("Police arrest five\\nItalian police said on Thursday that five were held.")
    False
    >>> is_wrapped("Italian police said on\\nThursday that they had\\narrested five people.")
    True
    """
    breaks = list(BREAK.finditer(text))
    if not breaks:
        return False
    if in_capitals(text):
        going_on = [m.start() - text.rfind("\n", 0, m.start()) > FULL and text[m.start()] not in ENDS for m in breaks]
        return 2 * sum(going_on) > len(breaks)
    return sum(text[m.end()].islower() for m in breaks) / len(breaks) >= WRAPPED


@lru_cache(maxsize=4)
def in_capitals(text: str) -> bool:
    """Whether the text is written in capitals throughout, as old wire copy is; single small letters may stray in."""
    letters = sum(map(str.isalpha, text))
    return letters > 0 and sum(map(str.isupper, text)) / letters > UPPER
