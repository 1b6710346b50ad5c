"""Names are compared without case, accents, apostrophes or extra spaces."""

from __future__ import annotations

import unicodedata

_DROPPED = dict.fromkeys(map(ord, "'’‘ʼ`´ʻʿʾ"))


def fold(name: str) -> str:
    """Return the form in which two spellings of one name are equal.

    >>> fold("Hayʼat  Tahrir al-Shām")
    'hayat tahrir al-sham'
    """
    plain = name
    if not name.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(plain.translate(_DROPPED).casefold().split())
