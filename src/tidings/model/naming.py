"""How stories name entities: a Naming in one story, what a name stands for in the case, and the fillers that it moves.

An entity's key is its table id ("id:is"), or the plain form of its name ("lake vanguard"), under its sort.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

Sort = Literal["actor", "item", "place", "outlet"]
# how words in a story come to name the entity: a table knows them; they are its name; a full name of the story ends in
# them; the story gives them in brackets behind the full name, or says that it is also called so
How = Literal["table", "own name", "full name before", "in brackets", "also called"]
SORTS: tuple[str, ...] = get_args(Sort)
DEFINES: tuple[How, ...] = ("in brackets", "also called")  # these tie the words in other stories too
BY_ANALYST, BY_STORY = "judgement", "definition"


class Key(NamedTuple):
    """An entity, or a name that may be one."""

    sort: str
    key: str

    def __str__(self) -> str:
        return f"{self.sort}:{self.key}"

    @property
    def is_known(self) -> bool:
        """Whether a table has it."""
        return self.key.startswith("id:")

    @property
    def is_described(self) -> bool:
        """Whether it is no name: "the rebels"."""
        return self.key.startswith("~")

    @property
    def ident(self) -> str | None:
        """The id in the tables, or None."""
        return self.key[3:] if self.is_known else None

    @property
    def is_short(self) -> bool:
        """Whether it is one word and in no table: a surname or an acronym, by which stories mean what they please."""
        return self.sort != "outlet" and not self.is_known and " " not in self.key


@dataclass(frozen=True, slots=True)
class Naming:
    """Words by which one story names an entity: where they stand first, how often, and how they came to name it."""

    story: str
    sort: Sort
    key: str
    name: str  # in full, as the story or the table has it
    words: str
    plain: str  # the words folded, without article: what of two names must be alike
    start: int | None  # None: the story's publisher stands beside its text
    end: int | None
    times: int
    how: How
    type: str = ""
    is_common: bool = False  # a name that many bear: "Interior Ministry"
    body: str = ""  # of a place: the place as JSON; of an acronym: names of its story with these initials, by "|"

    @property
    def of(self) -> Key:
        """What the words name, as far as their story says."""
        return Key(self.sort, self.key)

    @property
    def short(self) -> Key:
        """The words as a name of their own, which a definition ties to what they name."""
        return Key(self.sort, self.plain)

    def is_elsewhere(self, stand: Stand, own: Collection[str]) -> bool:
        """Whether a short name that stories define may mean somebody else here, who is none of these.

        `own` are the keys of what it stands for elsewhere.
        """
        if stand.how != BY_STORY or self.key == stand.entity or self.sort != "actor" or not self.of.is_short:
            return False
        return not set(filter(None, self.body.split("|"))) <= set(own)


@dataclass(frozen=True, slots=True)
class Stand:
    """What a name stands for where others stand for the same, and by whose word: a judgement, or a story that says so.

    With `words` only those words of the key are meant, which an analyst took out of it.
    """

    of: Key
    words: str  # in plain form; "" for the whole key
    entity: str  # the key of what it stands for
    name: str
    id: str | None  # in the tables
    body: str
    how: str
    by: str  # id of the judgement, or of the story


@dataclass(frozen=True, slots=True)
class Tied:
    """A filler, a place or a publisher that counts as another than its own story names it."""

    story: str
    account: str  # "" for the publisher of the story
    n: int  # place among the account's fillers; PLACE for the account's place
    sort: str
    entity: str
    called: str  # as the story has it
    name: str
    id: str | None
    body: str
    is_out: bool  # by words that an analyst took out of an entity: then it is not found by what its story calls it


PLACE = -1
