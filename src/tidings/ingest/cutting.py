"""Cut one text into its stories: cues for a border add their weights, and a border stands where the sum suffices."""

from __future__ import annotations

from functools import cache

from tidings.ingest.blocks import Unit, units
from tidings.ingest.cues import LAYOUT, cues
from tidings.knowledge.tables import table

# Log-odds from which a border is cut, where the layout speaks for one and where only the words do. Two stories in one
# mislead less than one story in two, which loses the day and the names that its first part gave. bench/borders.py,
# reporting half: P .987 R .561; 0.5 and 1.5 give P .978 R .573 but cut 4 of 381 single news pages of both halves.
CUT = 0.8
CUT_BY_WORDS = 1.8
DECLARED_ARTICLE = 2.0  # more log-odds asked of a page that declares itself one article: its sections are not stories


@cache
def weights() -> dict[str, float]:
    """The weight of each cue in log-odds, from borders.tsv."""
    return {row["cue"]: float(row["weight"]) for row in table("borders")}


def parts(text: str, *, is_article: bool = False) -> list[list[Unit]]:
    """Return the units of each story of `text`, in order; empty for a text without words."""
    found = units(text)
    by_cue = weights()
    stories = [[unit] for unit in found[:1]]
    for unit, cue in zip(found[1:], cues(found), strict=True):
        least = CUT if any(cue[name] for name in LAYOUT) else CUT_BY_WORDS
        score = sum(by_cue[name] * value for name, value in cue.items() if value)
        if score > least + DECLARED_ARTICLE * is_article:
            stories.append([unit])
        else:
            stories[-1].append(unit)
    return stories
