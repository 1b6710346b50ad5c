"""Cut one text into its stories: cues for a border add their weights, and a border stands where the sum suffices."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from tidings.ingest import trees
from tidings.ingest.blocks import Unit, units
from tidings.ingest.cues import Page, cues
from tidings.ingest.surroundings import Likely
from tidings.knowledge.tables import table

# Log-odds from which a border is cut. bench/borders.py, 480 pages and 1,960 single stories held out: -0.3 gives F1 .922
# and .71 % cut, 0 gives .917 and .56 %. Two stories in one mislead less than one in two.
CUT = 0.0
DECLARED_ARTICLE = 2.0  # more log-odds asked of a page that declares itself one article: its sections are not stories
RULED_OUT = -6.0  # log-odds of the first look below which the second changes nothing
SHORTEST_STORY = 15  # words; the shortest teaser of the pages tuned on has 45, a brief 20
MIN_WORDS = 6  # words of a unit before which a border may stand; shorter ones are the lines of a list
LONG_PAGE, MIN_WORDS_OF_MANY = (
    5_000,
    20,
)  # a page of more units is mostly a list or a log, of short lines


@cache
def weights() -> dict[str, float]:
    """The weight of each cue in log-odds at the first look, from borders.tsv."""
    return {row["cue"]: float(row["weight"]) for row in table("borders")}


def parts(text: str, *, is_article: bool = False) -> list[list[Unit]]:
    """Return the units of each story of `text`, in order; empty for a text without words."""
    page = Page.of(units(text))
    least = CUT + DECLARED_ARTICLE * is_article
    borders = borders_of(page, {n: score for n, score in scores(page) if score > least})
    stories: list[list[Unit]] = []
    for n, unit in enumerate(page.units):
        if n in borders or not stories:
            stories.append([])
        stories[-1].append(unit)
    return stories


def borders_of(page: Page, scored: dict[int, float]) -> set[int]:
    """The borders that leave no story too short; of two that stand too close, the one that scores higher."""
    words = [0, *accumulate(sum(len(block.text.split()) for block in unit.blocks) for unit in page.units)]
    kept: list[int] = []
    for n, score in scored.items():
        while kept and words[n] - words[kept[-1]] < SHORTEST_STORY and scored[kept[-1]] < score:
            kept.pop()
        if words[n] - words[kept[-1] if kept else 0] >= SHORTEST_STORY:
            kept.append(n)
    while kept and words[-1] - words[kept[-1]] < SHORTEST_STORY:
        kept.pop()
    return set(kept)


def scores(page: Page) -> Iterator[tuple[int, float]]:
    """Yield each unit that a border may stand before, and its log-odds, given the borders that a first look shows.

    The first look compares each unit with all around it and adds up the cues. The second leaves out the units that the
    first put into other stories, so that a short story between two borders is compared with its own paragraphs, and
    asks the cues in turn, since what speaks for a border in one layout says nothing in another.
    """
    first = dict(first_look(page))
    known = likely(page, first)
    for n in worth_a_second_look(first):
        yield n, trees.score(cues(page, n, known))


def first_look(page: Page) -> Iterator[tuple[int, float]]:
    """Yield each unit that a border may stand before with the sum of its cues' weights."""
    by_cue, nothing = weights(), Likely([0.0] * len(page.units))
    for n in candidates(page.units):
        yield n, sum([by_cue[name] * value for name, value in cues(page, n, nothing).items()])


def candidates(found: Sequence[Unit]) -> Iterator[int]:
    """Yield the units that a border may stand before."""
    least = MIN_WORDS if len(found) < LONG_PAGE else MIN_WORDS_OF_MANY
    for n, unit in enumerate(found[1:], 1):
        if unit.rule or sum(len(block.text.split()) for block in unit.blocks) >= least:
            yield n


def likely(page: Page, first: dict[int, float]) -> Likely:
    """How likely the log-odds of the first look make a border before each unit."""
    return Likely([1 / (1 + math.exp(-first[n])) if n in first else 0.0 for n in range(len(page.units))])


def worth_a_second_look(first: dict[int, float]) -> list[int]:
    """The units before which the first look does not rule a border out."""
    return [n for n, score in first.items() if score > RULED_OUT]
