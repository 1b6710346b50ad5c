"""Lines of a text: whether its line breaks end sentences or only wrap them."""

from __future__ import annotations

import re

BREAK = re.compile(r"[^\s]([ \t]*\n[ \t]*)(?=\S)")  # a single line break between words; an empty line always parts
WRAPPED = 0.3  # share of single line breaks before a small letter; headlines and list lines go on in capitals


def is_wrapped(text: str) -> bool:
    """Whether single line breaks stand inside sentences, as in mail and typescript.

    >>> is_wrapped("Police arrest five\\nItalian police said on Thursday that five were held.")
    False
    >>> is_wrapped("Italian police said on\\nThursday that they had\\narrested five people.")
    True
    """
    followers = [text[m.end()] for m in BREAK.finditer(text)]
    return bool(followers) and sum(c.islower() for c in followers) / len(followers) >= WRAPPED
