"""Which names are one entity across the stories of a case, and what analysts said of that.

A table's id or the same full name is one entity anywhere. A short name (one word: a surname, an acronym) is one only
with what its own story calls so, or where a story of the case defines it: "Full Name (ABC)" ties ABC in stories that
name no other ABC, unless stories define it in two ways. Analysts' judgements come first, are followed in their order,
and are never joined across by a rule.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tidings.linking.entities import plain_words
from tidings.model import Judgement
from tidings.model.judgement import PAIRED, in_force
from tidings.model.naming import BY_ANALYST, BY_STORY, DEFINES, Key, Naming, Stand

DATELINE = 150  # characters from a story's start in which letters in brackets behind a town may be its agency's
TWICE = 2  # stories that must define letters which the full name does not hold in order: FARC, PKK
Apart = tuple[Key, Key]  # what an entity is, and a name that is not its


@dataclass
class _Joined:
    """Names in groups; of each the one that the others stand for."""

    apart: set[Apart]
    over: dict[Key, Key] = field(default_factory=dict)
    members: dict[Key, list[Key]] = field(default_factory=dict)
    by: dict[Key, tuple[str, str]] = field(default_factory=dict)  # what brought a name in

    def head(self, key: Key) -> Key:
        return self.over.get(key, key)

    def group(self, key: Key) -> list[Key]:
        return self.members.get(self.head(key), [key])

    def join(self, left: Key, right: Key, how: str, by: str) -> None:
        """Let the right stand for the left, or the left for the right where that alone is in a table."""
        one, two = self.head(left), self.head(right)
        groups = self.group(one), self.group(two)
        if one == two or any((a, b) in self.apart or (b, a) in self.apart for a in groups[0] for b in groups[1]):
            return
        head = two if two.is_known and not one.is_known else one
        self.by |= {key: (how, by) for key in (*groups[0], *groups[1]) if key not in self.by}
        self.members.pop(two if head == one else one, None)
        self.members[head] = sorted({*groups[0], *groups[1]})
        self.over |= dict.fromkeys(self.members[head], head)


def stands(definitions: Iterable[Naming], judgements: Iterable[Judgement]) -> list[Stand]:
    """Return for every name that stands for another, or that another stands for, what that is; ordered."""
    definitions = sorted(definitions, key=lambda one: (one.story, one.start or 0, one.key, one.words))
    said = pairs(judgements)
    same, apart = _followed(said)
    called = _called(definitions, said)
    joined = _Joined(apart)
    for left, right, by in same:
        joined.join(left, right, BY_ANALYST, by)
    judged = {key for left, right, _ in same for key in (left, right)}
    for short, of in sorted(_defined(definitions).items()):
        heads = {joined.head(one.of) for one in of}
        if short not in judged and len(heads) == 1 and _is_tied(short, of):
            joined.join(of[0].of, short, BY_STORY, of[0].story)
    found = [_stand(joined, key, "", key, called) for group in joined.members.values() for key in group]
    by_apart = {(j[1], j[2]): j[0].id for j in said if j[0].verdict == "different"}
    for one, other in sorted(apart):
        for key in joined.group(one):
            if key != other:
                found.append(_stand(joined, key, other.key, other, called, (BY_ANALYST, by_apart[one, other])))
    return sorted(found, key=lambda one: (one.of, one.words))


def beside(judgements: Iterable[Judgement]) -> dict[Key, set[Key]]:
    """Return the names that analysts put beside each name, undone or not."""
    found: dict[Key, set[Key]] = defaultdict(set)
    for one in judgements:
        if one.subject == "entity" and one.verdict in PAIRED:
            left, right = key_of(one.left), key_of(one.right or "")
            found[left].add(right)
            found[right].add(left)
    return found


def pairs(judgements: Iterable[Judgement]) -> list[tuple[Judgement, Key, Key]]:
    """Return what analysts said of two names, oldest first, as far as it is in force."""
    wanted = (j for j in in_force(judgements) if j.subject == "entity" and j.verdict in PAIRED)
    return [(j, key_of(j.left), key_of(j.right or "")) for j in wanted]


def key_of(written: str) -> Key:
    """Return the key that is written as "actor:lake vanguard"."""
    sort, _, key = written.partition(":")
    return Key(sort, key)


def initials_fit(short: str, full: str) -> bool:
    """Whether the letters stand in the full name in their order, the first at the start of a word.

    >>> initials_fit("NCF", "National Corn Front"), initials_fit("UK", "University of Oxford")
    (True, False)
    """
    letters, words = short.casefold(), plain_words(full)
    starts = [at for at in range(len(words)) if words[at] == letters[:1] and (at == 0 or words[at - 1] == " ")]
    return any(_holds(words[at:], letters) for at in starts)


def _holds(words: str, letters: str) -> bool:
    rest = iter(words)
    return all(letter in rest for letter in letters)


def _followed(said: Iterable[tuple[Judgement, Key, Key]]) -> tuple[list[tuple[Key, Key, str]], set[Apart]]:
    """Return which names are one and which are not, the last word counting for each pair."""
    same: list[tuple[Key, Key, str]] = []
    apart: set[Apart] = set()
    for judged, left, right in said:
        same = [one for one in same if {*one[:2]} != {left, right}]
        apart -= {(left, right), (right, left)}
        if judged.verdict == "same":
            same.append((left, right, judged.id))
        elif judged.verdict == "different":
            apart.add((left, right))
    return same, apart


def _defined(definitions: Iterable[Naming]) -> dict[Key, list[Naming]]:
    """The definitions of each short or other name."""
    found: dict[Key, list[Naming]] = defaultdict(list)
    for one in definitions:
        if one.how in DEFINES and one.plain and one.short != one.of:
            found[one.short].append(one)
    return found


def _is_tied(short: Key, of: list[Naming]) -> bool:
    """Whether what stories define may be carried to others: no person goes by letters, and letters fit or are usual."""
    if not short.is_short:
        return True
    if any(one.type == "person" or one.is_common for one in of) or not all(one.words.isupper() for one in of):
        return False
    if all(initials_fit(short.key, one.name) for one in of):
        return True
    told = {one.story for one in of if (one.start or 0) > DATELINE}
    return len(told) >= TWICE and not any(one.of.is_short for one in of)


def _called(definitions: Iterable[Naming], said: Iterable[tuple[Judgement, Key, Key]]) -> dict[Key, dict[str, Any]]:
    """What each name is written as: as the analyst saw it, else as the first story defines it."""
    found: dict[Key, dict[str, Any]] = {}
    for one in definitions:
        found.setdefault(one.of, {"name": one.name})
        found.setdefault(one.short, {"name": one.words})
    for judged, left, right in said:
        of_left, of_right = json.loads(judged.field) if judged.field else ({"name": left.key}, {"name": right.key})
        found |= {left: of_left, right: of_right}
    return found


def _stand(
    joined: _Joined, key: Key, words: str, of: Key, called: Mapping[Key, dict[str, Any]],
    by: tuple[str, str] | None = None,
) -> Stand:  # fmt: skip
    head = joined.head(of)
    how, whose = by or joined.by[key]
    seen = called.get(head, {"name": head.key})
    return Stand(key, words, head.key, seen["name"], head.ident, seen.get("body", ""), how, whose)
