"""Find known names in text: all of them in one pass, longest first, whole words only, with rules for capitals.

How a name is written in its table says how it must stand in a text:

    ISIL          capitals stay capitals
    IS!           guarded: as above, and not in a line that is all capitals (`POLICE SAID IT IS`)
    Hezbollah     capitals at word starts stay (two of them will do: `Lord's Resistance army`)
    car bomb      small letters match in any case

In a line without any capital every name that is not guarded matches, so that lower-cased copy can be read.
A hyphen equals a blank, typographic apostrophes equal plain ones, accents are ignored.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick

from tidings.errors import KnowledgeError

T = TypeVar("T")

GUARD = "!"  # at the end of a name: not in lines that are all capitals
SHOUTED = 0.9  # share of capitals among a line's letters from which the line counts as all capitals
LINE_REACH = 200  # characters read to each side of a name to see how its line is written
ENOUGH_CAPITALS = 2  # of three or more words, copy desks often lower the last: "Free Syrian army"
SAME = {"’": "'", "‘": "'", "`": "'", "ʿ": "'", "ʾ": "'", "ʼ": "'", "‐": " ", "‑": " ", "–": " ", "-": " "}
# characters that are as they should be but for capitals: letters, digits, and the signs that stand for themselves
PLAIN = frozenset(' !"#$%&()*+,./0123456789:;<=>?@[]^_{|}~abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char in SAME:
        return SAME[char]
    if char.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", char)[:1].lower()
    if len(plain) != 1 or plain == char:
        return char
    return _fold_char(plain)


def fold(text: str) -> str:
    """Return the text in small plain letters, character for character, so that offsets stay true.

    >>> fold("Da’esh in İdlib-North")
    "da'esh in idlib north"
    """
    for char in set(text) - PLAIN:  # few, so a replacement each is far quicker than a look-up a character
        text = text.replace(char, _fold_char(char))
    return text.lower()


_folded_text = lru_cache(maxsize=2)(fold)  # several tables are sought in one text after another


class Names(Generic[T]):
    """Names that each stand for one thing."""

    def __init__(self, table: str, names: Iterable[tuple[str, T]]) -> None:
        self._things: dict[str, dict[str, T]] = {}  # folded name -> the name as the table writes it -> thing
        owners: dict[str, T] = {}
        for name, thing in names:
            if owners.setdefault(name.rstrip(GUARD), thing) != thing:
                raise KnowledgeError(table, f'name "{name}"', "stands for two things")
            self._things.setdefault(fold(name.rstrip(GUARD)), {})[name] = thing
        self._folded = sorted(self._things)
        self._finder = AhoCorasick(self._folded)

    def __len__(self) -> int:
        return len(self._things)

    def find(self, text: str) -> list[tuple[int, int, T]]:
        """Return (start, end, thing) for each name that stands in the text, in order, without overlaps.

        >>> names = Names("table", [("ISIS", 1), ("Islamic State", 1), ("Islamic State in Iraq", 2)])
        >>> names.find("ISIS or Islamic State in Iraq")
        [(0, 4, 1), (8, 29, 2)]
        """
        found = sorted(self._hits(text), key=lambda hit: (hit[0] - hit[1], hit[0]))
        taken: list[tuple[int, int, T]] = []
        covered = bytearray(len(text))
        for start, end, thing in found:
            if not any(covered[start:end]):
                covered[start:end] = b"\1" * (end - start)
                taken.append((start, end, thing))
        return sorted(taken, key=lambda hit: hit[0])

    def exactly(self, phrase: str) -> T | None:
        """Return what the whole phrase names, or None; capitals count as in `find`."""
        phrase = phrase.strip()
        things = self._things.get(fold(phrase))
        return self._chosen(phrase, 0, len(phrase), things) if things else None

    def _hits(self, text: str) -> Iterator[tuple[int, int, T]]:
        folded = _folded_text(text)
        for which, start, end in self._finder.find_matches_as_indexes(folded, overlapping=True):
            if not _is_whole(folded, start, end):
                continue
            thing = self._chosen(text, start, end, self._things[self._folded[which]])
            if thing is not None:
                yield start, end, thing

    def _chosen(self, text: str, start: int, end: int, things: dict[str, T]) -> T | None:
        spelled = [name for name in things if _stands(name, text, start, end)]
        exact = [name for name in spelled if name.rstrip(GUARD) == text[start:end]]
        return things[(exact or spelled)[0]] if spelled else None


def _is_whole(folded: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches the stretch from outside."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    return not (
        before.isalnum()
        or after.isalnum()
        or before == "@"
        or (before == "." and folded[start - 2 : start - 1].isalnum())
    )


def _stands(name: str, text: str, start: int, end: int) -> bool:
    """Whether the words at the stretch are written as the name demands."""
    plain, is_guarded = name.rstrip(GUARD), name.endswith(GUARD)
    seen = text[start:end]
    if plain == plain.lower():
        return True
    if is_guarded and is_shouted(text, start, end):
        return False
    if plain == plain.upper():
        is_written = seen == seen.upper()
    else:
        heads = [n for n, char in enumerate(plain) if char.isupper() and not plain[n - 1 : n].isalpha()]
        capitals = sum(seen[n].isupper() for n in heads)
        is_written = capitals >= min(len(heads), ENOUGH_CAPITALS)
    return is_written or not (is_guarded or any(char.isupper() for char in _line(text, start, end)))


def _line(text: str, start: int, end: int) -> str:
    low = max(text.rfind("\n", 0, start) + 1, start - LINE_REACH)
    high = text.find("\n", end)
    return text[low : min(high if high >= 0 else len(text), end + LINE_REACH)]


def is_shouted(text: str, start: int, end: int) -> bool:
    """Whether the line around the stretch is written in capitals as the stretch is, so that capitals tell nothing.

    Designations ("AK-47") are written in capitals in any line, and are not looked at.
    """
    own = text[start:end]
    if own != own.upper() and own != own.lower():
        return False
    others = _line(text, start, end).replace(own, " ").split()
    letters = "".join(word for word in others if not any(map(str.isdigit, word)))
    capitals, small = sum(map(str.isupper, letters)), sum(map(str.islower, letters))
    return capitals + small > 0 and capitals / (capitals + small) >= SHOUTED


def plurals(name: str) -> tuple[str, ...]:
    """Return the regular plural of a name's last word: of a class noun ("rifle") or a designation ("AK-47").

    >>> plurals("car bomb"), plurals("battery"), plurals("Black Hawk")
    (('car bombs',), ('batteries',), ('Black Hawks',))
    """
    if name.endswith(("s", "sh", "ch", "x", "z")):
        return (f"{name}es",)
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return (f"{name[:-1]}ies",)
    if name.endswith("man") and name.islower():
        return (f"{name[:-2]}en",)
    return (f"{name}s",)
