"""Two readers on the same stories: what both found, what one of them found alone, and where they differ.

Accounts are paired as the scorer pairs them with gold, with the second reader in the place of gold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tidings.errors import InputError
from tidings.evaluate.accounts import Json, f1, pairs
from tidings.evaluate.normal import incident
from tidings.evaluate.sheet import compared
from tidings.knowledge import Knowledge
from tidings.model import Account, Reading, Story
from tidings.model.contract import account_json
from tidings.reading import Reader
from tidings.reading.language import parse


class Field(NamedTuple):
    """One field of an account that both found: its value by either reader, "" where one gives none."""

    name: str
    a: str
    b: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """One incident that both readers found, with every field that at least one of them fills."""

    a: Account
    b: Account
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """One story as two readers read it; accounts stand in the story's order."""

    story: Story
    both: tuple[Pair, ...]
    only_a: tuple[Account, ...]
    only_b: tuple[Account, ...]


@dataclass(slots=True)
class Sum:
    """Counts over all stories that both readers read."""

    stories: int = 0
    both: int = 0
    only_a: int = 0
    only_b: int = 0
    same: Counter[str] = field(default_factory=Counter)  # by field
    differ: Counter[str] = field(default_factory=Counter)

    def add(self, sides: Sides) -> None:
        """Count one story."""
        self.stories += 1
        self.both += len(sides.both)
        self.only_a += len(sides.only_a)
        self.only_b += len(sides.only_b)
        for one in (f for pair in sides.both for f in pair.fields):
            (self.same if one.is_same else self.differ)[one.name] += 1

    @property
    def agreement(self) -> float | None:
        """F1 of either reader with the other as gold; None where neither found anything."""
        return f1(self.both, self.both + self.only_a, self.both + self.only_b)


def against(
    stories: Iterable[tuple[Story, Callable[[InputError], None]]], a: Reader, b: Reader, know: Knowledge
) -> Iterator[Sides]:
    """Yield every story that both readers read; why one of them does not is told to the story's own callback."""
    for story, unread in stories:
        readings = []
        for reader in (a, b):
            try:
                readings.append(reader.read(story, know))
            except InputError as why:
                unread(why)
                break
        else:
            yield sides(*readings)


def sides(a: Reading, b: Reading) -> Sides:
    """Compare two readings of one story."""
    text = a.story.text
    sentences = [[s.start_char, s.end_char] for s in parse(text).sents]
    story: Json = {"text": text, "sentences": sentences}
    of_a, of_b = ([incident(story, account_json(one)) for one in each.accounts] for each in (a, b))
    partner = dict(pairs(story, of_b, of_a))  # from b's account to a's
    both = tuple(
        Pair(a.accounts[j], b.accounts[i], tuple(_fields(compared(of_b[i], of_a[j]))))
        for i, j in sorted(partner.items(), key=lambda pair: pair[::-1])
    )
    taken = set(partner.values())
    alone_a = tuple(one for j, one in enumerate(a.accounts) if j not in taken)
    alone_b = tuple(one for i, one in enumerate(b.accounts) if i not in partner)
    return Sides(a.story, both, alone_a, alone_b)


def _fields(told: Iterable[tuple[str, str, str, bool]]) -> Iterator[Field]:
    """The fields that either side fills, the first reader's value first."""
    yield from (Field(name, a, b, is_same) for name, b, a, is_same in told if a or b)
