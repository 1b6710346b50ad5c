"""Marks: all of one story that other stories are linked by, worked out from the story alone and kept in the case.

Where a story comes, goes or is read anew, its marks before and after say which others it may concern.
"""

from __future__ import annotations

from dataclasses import dataclass

from tidings.model.ids import number_of

Reach = tuple[int, int]  # first and last day, as numbers
Spot = tuple[int, int]  # of a text among others: when and by whom it was published, then the number of its story
Spans = tuple[int, int, int, int]  # first and last day of publication, then of what is told


@dataclass(frozen=True, slots=True)
class Marks:
    """What a story is found by; numbers have 64 bits and a sign."""

    story: str
    accounts: tuple[str, ...]
    publisher: str
    printed: Reach
    told: Reach  # from the first to the last day that any of its accounts may mean
    text: int  # one number for all stories of the same words
    at: int  # where the story stands among those of the same words: by day, an agency first
    keys: frozenset[int]  # of its accounts
    parts: frozenset[int]  # of its text, for finding copies
    names: frozenset[int]  # of what fills its roles
    called: tuple[tuple[str, str, int], ...]  # key of a filler, name, and how often

    @property
    def spot(self) -> Spot:
        """Where the story stands among texts: the first of those that share words is not the copy."""
        return self.at, number_of(self.story)


@dataclass(frozen=True, slots=True)
class Gist:
    """The words of a story by which one that cites it is found, and those by which it cites; numbers have 32 bits."""

    story: str
    names: frozenset[int]  # of the whole story
    words: frozenset[int]  # that say something about the incident
    credits: frozenset[int]  # all words of its sentences that credit somebody, and the bodies these may mean
    told: tuple[frozenset[int], ...]  # of each such sentence the words that say something
