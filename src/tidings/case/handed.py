"""A case that is handed on: its stories as they were read, and what analysts said of them and of their names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import sqlalchemy as sa

from tidings.case import judged
from tidings.case import schema as t
from tidings.case.names import naming
from tidings.case.store import CaseStore
from tidings.model import Judgement, Reading
from tidings.model.judgement import PAIRED, in_force, in_order, in_the_end

OF_EVENTS = ("event", "judgement")  # an undo from elsewhere, of what was never here, has its own anchors
KEPT = 500  # readings that stay in memory: events told by the same stories stand near each other


class Handed:
    """A case that is handed on.

    What names stand for across stories is left out of a story as it was read: it follows anew, where the story comes
    in, from the stories' own words and from the judgements of names.
    """

    def __init__(self, case: CaseStore) -> None:
        self.case = case
        self.said = said(case)
        self._kept = lru_cache(KEPT)(case.reading)
        self._tied = _together(one for one in self.said.get("", ()) if is_of_names(one))

    def reading(self, story: str) -> Reading:
        """Return what was read in the story with this id."""
        return self._kept(story)

    def of_names(self, stories: Iterable[str]) -> list[Judgement]:
        """Return the judgements of names that these stories have, and those of names which these make one with them."""
        found = {one.id: one for story in stories for key in self._names(story) for one in self._tied.get(key, ())}
        return list(found.values())

    def _names(self, story: str) -> list[str]:
        """The names of a story, as judgements write them."""
        if not self._tied:
            return []
        asked = sa.select(naming.c.sort, naming.c.key).where(naming.c.story == story).order_by(naming.c.n)
        with self.case._reading() as connection:
            return [f"{row.sort}:{row.key}" for row in connection.execute(asked)]


def said(case: CaseStore) -> dict[str, list[Judgement]]:
    """Return the analysts' judgements in force by the event that each stands on, oldest first; others under "".

    With those of an event are the undos of what was said of it: of what is taken back, nothing else is told.
    """
    with case._reading() as connection:
        every = judged.analysts(connection)
        on = {row.judgement: row.event or "" for row in connection.execute(sa.select(t.standing))}
        undos = [one for one in every if one.verdict == "undo"]
        ends = {one.id: in_the_end(one, every) for one in undos}
        belongs = judged.events_of(connection, (end for end in ends.values() if end.subject in OF_EVENTS))
    on |= {key: belongs[end.id] for key, end in ends.items() if end.id in belongs}
    found: dict[str, list[Judgement]] = {}
    for one in in_order([*in_force(every), *(one for one in undos if one.id in on)]):
        found.setdefault(on.get(one.id, ""), []).append(one)
    return found


def standing(case: CaseStore, judgements: Iterable[Judgement]) -> dict[str, str]:
    """Return for each of these judgements of an event the event of the case that holds most of its accounts."""
    with case._reading() as connection:
        return judged.events_of(connection, judgements)


def is_of_names(one: Judgement) -> bool:
    """Whether a judgement says that two names are one, or are not."""
    return one.subject == "entity" and one.verdict in PAIRED


def _together(judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """The judgements by each name that they reach: what is said of a name may bring in what others are said to be."""
    group: dict[str, list[Judgement]] = {}
    for one in judgements:
        keys = (one.left, one.right or "")
        joined = [*{id(found): found for key in keys for found in [group.get(key, [])] if found}.values(), [one]]
        every = [said for some in joined for said in some]
        group |= {key: every for said in every for key in (said.left, said.right or "")}
    return group
