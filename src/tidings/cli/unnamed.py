"""Which entities of a case may not be named where private persons are left out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from tidings.case.overview import mentions, told
from tidings.output.persons import alone, private_names
from tidings.output.veil import Veil

if TYPE_CHECKING:
    from tidings.case import CaseStore
    from tidings.case.entities import Known
    from tidings.model import Mention

AT_ONCE = 100  # events looked at together
KEPT = 2_000  # stories whose mentions stay in memory, and stories and events whose veils do


class Unnamed:
    """Tells of an entity whether an export without persons would mask one of its names somewhere."""

    def __init__(self, case: CaseStore) -> None:
        self.case = case
        self._mentions = lru_cache(KEPT)(self._read)
        self._of_story = lru_cache(KEPT)(self._story)
        self._of_event: dict[str, tuple[str, ...]] = {}

    def __call__(self, one: Known) -> bool:
        """Return whether a story where a name stands first, or an event of the entity, names a private person so."""
        words = one.learnt_names()
        stories = (self._of_story(alias.story) for alias in one.aliases)
        named = (names for some in (stories, self._events(one)) for names in some if names)
        return bool(words) and any(veil.called(each) != each for veil in map(_veil, named) for each in words)

    def _events(self, one: Known) -> Iterator[tuple[str, ...]]:
        for at in range(0, len(one.events), AT_ONCE):
            some = one.events[at : at + AT_ONCE]
            for each in told(self.case, [key for key in some if key not in self._of_event]):
                self._of_event[each.event.id] = tuple(private_names(each, self._mentions))
            yield from (self._of_event.get(key, ()) for key in some)

    def _story(self, story: str) -> tuple[str, ...]:
        read = self.case.reading(story)
        return tuple(private_names(alone(read), self._mentions)) if read.story.text else ()

    def _read(self, story: str) -> tuple[Mention, ...]:
        return mentions(self.case, [story])[story]


@lru_cache(KEPT)
def _veil(names: tuple[str, ...]) -> Veil:
    return Veil(names)
