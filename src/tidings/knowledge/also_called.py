"""Words that stand between two names of one party, and names that many parties bear."""

from __future__ import annotations

import re
from functools import cache

from tidings.knowledge.tables import cell_list, table

ARTICLES = frozenset({"the", "a", "an"})
MOST_BETWEEN = 40  # characters from one name to the other: the longest words, a comma, an article and a quotation mark


@cache
def _between() -> re.Pattern[str]:
    listed = sorted((row["words"] for row in table("also_called")), key=len, reverse=True)
    said = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in listed)
    return re.compile(rf"\s*[,(–-]?\s*(?:{said})\s+(?:the\s+)?[\"'“‘]?", re.IGNORECASE)


@cache
def _common() -> frozenset[str]:
    return frozenset(word for row in table("common_names") for word in cell_list(row["words"]))


def is_common(plain: str) -> bool:
    """Whether a folded name is made of words alone that say what a body does and not whose it is.

    >>> is_common("interior ministry"), is_common("corn ministry")
    (True, False)
    """
    return all(word in _common() for word in plain.split())


def other_name(after: str) -> int | None:
    """Return where in the words behind a name another name of the same party begins; None where none is given.

    >>> other_name(", also known as Red Ear, said")
    16
    """
    found = _between().match(after[: MOST_BETWEEN + 1])
    return found.end() if found else None
