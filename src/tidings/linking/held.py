"""What the near path of linking asks of a case: stories and rows by what they share, never all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from tidings.model import Judgement, Lineage, Reading, Story
from tidings.model.links import Links
from tidings.model.marks import Gist, Marks, Reach, Spans, Spot


class Held(Protocol):
    """A case, as far as linking some of its stories needs it."""

    def readings(self, stories: Iterable[str]) -> list[Reading]:
        """What was read in these stories, as far as the case holds them, without mentions."""

    def texts(self, stories: Iterable[str]) -> dict[str, Story]:
        """These stories themselves, as far as the case holds them."""

    def marks(self, stories: Iterable[str]) -> dict[str, Marks]:
        """The marks that the case keeps of these stories."""

    def spans(self, stories: Iterable[str]) -> dict[str, Spans]:
        """When each story was printed, and the days its accounts may mean."""

    def swap(self, old: Iterable[Marks], new: Iterable[Marks]) -> None:
        """Keep the new marks in the place of the old."""

    def swap_parts(self, old: Mapping[Spot, frozenset[int]], new: Mapping[Spot, frozenset[int]]) -> None:
        """The same for the parts of texts, of which each stands once, for the first story of its words."""

    def holders(self, number: int, most: int = -1) -> list[Spot]:
        """The stories that a number leads to, by place; the first so many."""

    def places(self, stories: Iterable[str]) -> dict[str, tuple[int, Spot]]:
        """The number of each story's words, and where it stands among texts."""

    def of_text(self, text: int) -> list[Spot]:
        """All stories of these words, by place."""

    def names(self, keys: Iterable[str]) -> dict[str, dict[str, int]]:
        """How often each name is used for each key."""

    def lineage(self, stories: Iterable[str], *, earlier: bool, relation: str) -> list[Lineage]:
        """The rows whose later story is one of these, or the earlier one."""

    def swap_lineage(self, stories: Iterable[str], relation: str, rows: Iterable[Lineage]) -> set[str]:
        """Put these rows in the place of those whose later story is one of these; return the stories that differ."""

    def gists(self, stories: Iterable[str]) -> Iterable[Gist]:
        """The gists that the case keeps of these stories."""

    def crediting(self, words: Iterable[frozenset[int]], days: Reach, *, undated: bool) -> list[str]:
        """The stories printed on these days, or on no known one too, whose credits hold all words of any set."""

    def last_printed(self) -> int:
        """The last day on which a story was printed."""

    def swap_gists(self, stories: Iterable[str], gists: Iterable[Gist]) -> None:
        """Keep these gists in the place of those of the stories."""

    def publishers(self) -> dict[str, Reach]:
        """All publishers that the case ever had a story of, each with the days on which credits of it were sought."""

    def swap_publishers(self, sought: Mapping[str, Reach]) -> None:
        """Keep that the case had stories of these, and the days for each."""

    def credited(self, story: str) -> set[str]:
        """The publishers that a story credits."""

    def swap_credits(self, stories: Iterable[str], rows: Iterable[tuple[str, int, str]]) -> None:
        """Keep which of these stories credits whom: publisher, day and story."""

    def crediting_since(self, publisher: str, first: int, last: int) -> list[str]:
        """The stories that credit the publisher, printed on these days or on no known one."""

    def printed_by(self, publisher: str, first: int, last: int) -> list[str]:
        """The stories that the publisher printed on these days or on no known one."""

    def tied(self, accounts: Iterable[str]) -> list[tuple[str, str, float]]:
        """The pairs that rules judged, of which one is among these accounts, with their score."""

    def mates(self, accounts: Iterable[str]) -> list[tuple[str, str]]:
        """The accounts that tell one event with any of these: event and account."""

    def stories(self, accounts: Iterable[str]) -> dict[str, str]:
        """The story of each account that the case holds."""

    def judgements(self) -> tuple[Judgement, ...]:
        """The analysts' judgements."""


@dataclass(frozen=True, slots=True)
class Part:
    """What was derived anew: rows about these accounts, and which of their pairs with others were weighed."""

    accounts: frozenset[str]  # all rows of events that tell one of these are replaced
    weighed: frozenset[str]  # of these also the judgements of pairs with any other account
    links: Links
    readings: tuple[Reading, ...]
    judgements: tuple[Judgement, ...]
