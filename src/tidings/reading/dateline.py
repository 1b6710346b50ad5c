"""The dateline of a story: "KABUL, March 14 (Reuters) - ", which tells where it was filed, not what happened."""

from __future__ import annotations

import re
from functools import lru_cache

# a place in capitals or title case, perhaps a day and an agency, then a dash: within the first words of a line
DATELINE = re.compile(r"(?m)^(?:\W*[A-Z][\w'’.-]*,? ?)[^\n.!?]{0,70}?(?:\([^)\n]{2,40}\) ?)?\s[-–—]{1,2}\s")
HEAD = 600  # characters of a story in which a dateline may stand


@lru_cache(maxsize=2)  # each step of a reading asks it of the same story
def dateline_end(text: str) -> int:
    """Return the character where the story's dateline ends, 0 where it has none."""
    match = DATELINE.search(text, 0, HEAD)
    if match is None or not _is_dateline(match.group()):
        return 0
    return match.end()


def _is_dateline(words: str) -> bool:
    """A dateline opens with a place in capitals or names an agency in brackets, and has no word in lower case."""
    outside = re.sub(r"\([^)]*\)", " ", words)
    if any(word[0].islower() for word in re.findall(r"[^\W\d]+", outside)):
        return False
    place = outside.strip().split(",")[0].rstrip(" -–—")
    return (place.isupper() and len(place) > 2) or "(" in words
