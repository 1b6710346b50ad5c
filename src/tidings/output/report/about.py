"""Free words about what a report is to be of, read into filters by the tables and by the names that a case holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from tidings.errors import WrongCall
from tidings.knowledge import Knowledge
from tidings.knowledge.names import fold
from tidings.knowledge.tables import cell_list, table
from tidings.output.report.text import listed

Sort = Literal["kind", "party", "item", "place"]
BESIDE_KIND: tuple[Sort, Sort, Sort] = ("party", "item", "place")  # a filter takes one value of these, several kinds
SHORT = 3  # letters of a table id that may stand inside of any name; the actor's name is sought instead
LONGEST = 5  # words of a name
MOST = 12  # combinations of filters; more is no question that one report answers
ENDS = (("ies", "y"), ("es", ""), ("s", ""))  # of plurals
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Term:
    """One part of the question: its words, what they are read as, and the values to filter by."""

    words: str
    sort: Sort
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.sort} {listed(self.values)} (“{self.words}”)"


@dataclass(frozen=True, slots=True)
class Held:
    """Names that the case holds, by sort."""

    parties: frozenset[str]
    items: frozenset[str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class About:
    """What was understood, and the words that were not."""

    terms: tuple[Term, ...]
    unread: tuple[str, ...]

    def values(self, sort: Sort) -> tuple[str, ...]:
        """Return the values of all terms of a sort, once each."""
        return tuple(dict.fromkeys(value for term in self.terms if term.sort == sort for value in term.values))

    def __str__(self) -> str:
        return "; ".join(map(str, self.terms))


def understood(text: str, know: Knowledge, held: Callable[[], Held]) -> About:
    """Return the terms that the words hold, the longest names first; raise WrongCall where nothing is understood.

    The case's own names are asked for only where the tables leave a word open.
    """
    terms: dict[int, Term] = {}
    taken: set[int] = set()

    def take(start: int, end: int, sort: Sort, *values: str) -> None:
        if values and not taken & set(range(start, end)):
            taken.update(range(start, end))
            terms[start] = Term(text[start:end], sort, values)

    for start, end, sort, values in (*_of_tables(text), *_named(text, know)):
        take(start, end, sort, *values)
    left = [one for one in _WORD.finditer(text) if one.start() not in taken and not _sort(one[0])]
    if left:
        for start, end, sort, name in _of_case(text, left, held()):
            take(start, end, sort, name)
        for start, end, name in _of_world(text, left, know):
            take(start, end, "place", name)
    unread = tuple(one[0] for one in left if one.start() not in taken)
    if not terms:
        raise WrongCall(
            f'Nothing in "{text}" names an actor, an item, a kind of event or a place. Look at what the case holds: '
            'tidings events CASE --table. Then write: --about "drones of NAME"'
        )
    return About(tuple(terms[start] for start in sorted(terms)), unread)


@cache
def _words() -> dict[str, tuple[str, tuple[str, ...]]]:
    return {row["word"]: (row["sort"], cell_list(row["values"])) for row in table("report_about")}


def _row(word: str) -> tuple[str, tuple[str, ...]] | None:
    """The table's row of a word, or of the word that it is the plural of."""
    plain = fold(word)
    forms = (plain, *(plain.removesuffix(end) + instead for end, instead in ENDS if plain.endswith(end)))
    return next((_words()[form] for form in forms if form in _words()), None)


def _sort(word: str) -> str:
    row = _row(word)
    return row[0] if row else ""


def _of_tables(text: str) -> Iterator[tuple[int, int, Sort, tuple[str, ...]]]:
    """Kinds and categories of items by the table of such words, two words before one."""
    words = list(_WORD.finditer(text))
    for many in (2, 1):
        for n in range(len(words) - many + 1):
            start, end = words[n].start(), words[n + many - 1].end()
            row = _row(text[start:end])
            if row and row[0] in ("kind", "item"):
                yield start, end, "kind" if row[0] == "kind" else "item", row[1]


def _named(text: str, know: Knowledge) -> Iterator[tuple[int, int, Sort, tuple[str, ...]]]:
    """Known actors and items; a state stands for the party after "of" or "by", and for the place elsewhere."""
    for start, end, actor in know.actors.match(text):
        is_state = actor.type == "state"
        before = _WORD.findall(text[:start])[-1:]
        if is_state and not (before and _sort(before[0]) == "party"):
            yield start, end, "place", (actor.country or actor.name,)
        else:
            ident = actor.id or ""
            yield start, end, "party", (ident if len(ident) > SHORT else actor.name,)
    for start, end, item in know.items.match(text):
        yield start, end, "item", (item.id or item.name,)


def _of_case(text: str, left: list[re.Match[str]], held: Held) -> Iterator[tuple[int, int, Sort, str]]:
    """Names of the case that hold the words as whole words, the longest stretch of words first."""
    sorts: tuple[tuple[Sort, frozenset[str]], ...] = (
        ("party", held.parties), ("item", held.items), ("place", held.places),
    )  # fmt: skip
    folded = [(sort, [f" {fold(name)} " for name in names]) for sort, names in sorts]
    for start, end in _stretches(left):
        sought = f" {fold(text[start:end])} "
        for sort, names in folded:
            if any(sought in name for name in names):
                yield start, end, sort, text[start:end]
                break


def _of_world(text: str, left: list[re.Match[str]], know: Knowledge) -> Iterator[tuple[int, int, str]]:
    """Places that the gazetteer has: after the word for a place, or with a capital."""
    for start, end in _stretches(left):
        before = _WORD.findall(text[:start])[-1:]
        is_place = bool(before) and _sort(before[0]) == "place"
        found = know.gazetteer.candidates(text[start:end]) if is_place or text[start].isupper() else ()
        if found:
            is_country = found[0].type == "country"
            yield start, end, (found[0].country or found[0].name) if is_country else found[0].name


def _stretches(left: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Stretches of neighbouring words, the longest first."""
    for many in range(min(LONGEST, len(left)), 0, -1):
        for n in range(len(left) - many + 1):
            some = left[n : n + many]
            if all(two.start() - one.end() <= 1 for one, two in pairwise(some)):
                yield some[0].start(), some[-1].end()
