"""The dateline of a story: "KABUL, March 14 (Reuters) - ", which tells where it was filed, not what happened."""

from __future__ import annotations

import re
from functools import lru_cache

# a place in capitals or title case, perhaps a day and an agency, then a dash: within the first words of a line
DATELINE = re.compile(r"(?m)^(?:\W*[A-Z][\w'’.-]*,? ?)[^\n.!?]{0,70}?(?:\([^)\n]{2,40}\) ?)?\s[-–—]{1,2}\s")
# a place in capitals that opens a line, before what follows it there: "GARISSA, Kenya", "MAE SOT - ", "LIMA (AP)"
OPENING = re.compile(r"(?m)^\W{0,3}([A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){0,3})(?=, [A-Z]| \(|\s[-–—]| \d)")
HEAD = 600  # characters of a story in which a dateline may stand


@lru_cache(maxsize=2)  # each step of a reading asks it of the same story
def dateline_end(text: str) -> int:
    """Return the character where the story's dateline ends, 0 where it has none."""
    match = DATELINE.search(text, 0, HEAD)
    if match is None or not _is_dateline(match.group()):
        return 0
    return match.end()


@lru_cache(maxsize=2)
def openings(text: str) -> tuple[tuple[int, int], ...]:
    """Return where words in capitals open a line as the place of a dateline does; the caller knows places by name."""
    return tuple(match.span(1) for match in OPENING.finditer(text, 0, HEAD))


def _is_dateline(words: str) -> bool:
    """A dateline opens with a place in capitals or names an agency in brackets, and has no word in lower case."""
    outside = re.sub(r"\([^)]*\)", " ", words)
    if any(word[0].islower() for word in re.findall(r"[^\W\d]+", outside)):
        return False
    place = outside.strip().split(",")[0].rstrip(" -–—")
    return (place.isupper() and len(place) > 2) or "(" in words
