"""Cut one text into its stories: cues for a border add their weights, and a border stands where the sum suffices."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tidings.ingest.blocks import Unit, units
from tidings.ingest.cues import cues
from tidings.knowledge.tables import table

# Log-odds from which a border is cut. bench/borders.py, reporting half: at 1.5 no single news story of 330 is cut and
# P is .99 at R .55; at 1.0 two in 330 are cut for R .59; at 2.0 still none, R .50. Two stories in one mislead less
# than one story in two, which loses the day and the names that the first part gave.
CUT = 1.5
DECLARED_ARTICLE = 2.0  # more log-odds asked of a page that declares itself one article: its sections are not stories


@cache
def weights() -> dict[str, float]:
    """The weight of each cue in log-odds, from borders.tsv."""
    return {row["cue"]: float(row["weight"]) for row in table("borders")}


def parts(text: str, *, is_article: bool = False) -> list[list[Unit]]:
    """Return the units of each story of `text`, in order; empty for a text without words."""
    found = units(text)
    least = CUT + (DECLARED_ARTICLE if is_article else 0)
    stories = [[unit] for unit in found[:1]]
    for unit, score in zip(found[1:], _scores(found), strict=True):
        if score > least:
            stories.append([unit])
        else:
            stories[-1].append(unit)
    return stories


def _scores(found: list[Unit]) -> Iterator[float]:
    by_cue = weights()
    for cue in cues(found):
        yield sum(by_cue[name] * value for name, value in cue.items() if value)
