"""Make place names comparable: one key for all spellings of a name that differ in case, accents, hyphens or dots."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ə": "e", "Ə": "E", "ħ": "h", "Ħ": "H",
    "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ƙ": "k",
})  # fmt: skip
_SILENT = re.compile("[’'‘`´ʿʾʼʻ.,]")
_GAPS = re.compile(r"[\s\-‐‑–—_/]+")
_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "&": "and"}
_ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "at", "az", "an", "ash", "ath", "ud", "ur", "us", "ul"})
EXACT = "="  # a key that starts so holds only for these very letters: "=U.S.", "=US"


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return the key of a name.

    >>> fold("Deir ez-Zor"), fold("St. Petersburg"), fold("Al Ḩasakah")
    ('deir ez zor', 'saint petersburg', 'al hasakah')
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    plain = _SILENT.sub("", "".join(c for c in plain if not unicodedata.combining(c))).lower()
    return " ".join(_WORDS.get(word, word) for word in _GAPS.split(plain) if word)


def without_article(key: str) -> str | None:
    """Return a key without the Arabic article it starts with, or None.

    >>> without_article("al bab"), without_article("alma")
    ('bab', None)
    """
    first, _, rest = key.partition(" ")
    return rest if first in _ARTICLES and len(rest) > 2 else None


def is_exact(name: str) -> bool:
    """Whether a name counts only in these very letters: it has inner or final dots, or is short and in capitals.

    >>> [is_exact(n) for n in ("U.S.", "US", "Ky.", "St. Louis", "Iraq")]
    [True, True, True, False, False]
    """
    return name.endswith(".") or name.count(".") > 1 or (name.isupper() and len(name) <= 4)


def is_indexed(alternate: str) -> bool:
    """Whether an alternate name is kept: Latin letters, a capital first, longer than an airport's code.

    Names that start small are transliterations of other scripts ("yi de li bo"), which news in English never uses.
    """
    if len(alternate) < 3 or len(alternate) > 60 or not alternate[0].isalpha() or not alternate[0].isupper():
        return False
    if alternate.isupper() and len(alternate) <= 4:
        return False
    return all(ord(c) < 0x0250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʿʾʼʻ–" for c in alternate)
