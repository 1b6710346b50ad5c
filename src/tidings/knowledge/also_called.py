"""Words that stand between two names of one party, and what of a name is no part of it."""

from __future__ import annotations

import re
from functools import cache

from tidings.knowledge.tables import table

ARTICLES = frozenset({"the", "a", "an"})
MOST_BETWEEN = 40  # characters from one name to the other: the longest words, a comma, an article and a quotation mark


@cache
def _between() -> re.Pattern[str]:
    listed = sorted((row["words"] for row in table("also_called")), key=len, reverse=True)
    said = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in listed)
    return re.compile(rf"\s*[,(–-]?\s*(?:{said})\s+(?:the\s+)?[\"'“‘]?", re.IGNORECASE)


def other_name(after: str) -> int | None:
    """Return where in the words behind a name another name of the same party begins; None where none is given.

    >>> other_name(", also known as Red Ear, said")
    16
    """
    found = _between().match(after[: MOST_BETWEEN + 1])
    return found.end() if found else None
