"""Who the private persons of a case are, by event and by story; kept at hand while the case stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from tidings.case.overview import mentions, told
from tidings.model import Event, Mention, Reading
from tidings.model.links import Told
from tidings.output.persons import alone, private_names
from tidings.web.desk import Desk

AT_ONCE = 200  # events whose stories' mentions are fetched together
KEPT = 4_000  # stories whose mentions are kept at hand: some twenty megabytes
Names = tuple[str, ...]


class Persons:
    """The names of private persons of one case."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._version = ""
        self._mentions: dict[str, Sequence[Mention]] = {}
        self._events: dict[str, Names] = {}
        self._stories: dict[str, Names] = {}

    def mentions(self, story: str) -> Sequence[Mention]:
        """Return what was read in a story; nothing where it is no longer."""
        self._fetch([story])
        return self._mentions[story]

    def of_event(self, one: Told) -> Names:
        """Return the names of the private persons that an event's stories name."""
        self._renew()
        if one.event.id not in self._events:
            self._fetch([story.id for story, _, _ in one.tellings])
            self._events[one.event.id] = tuple(private_names(one, self.mentions))
        return self._events[one.event.id]

    def of_events(self, events: Iterable[Event]) -> dict[str, Names]:
        """Return the same of many events, by their ids."""
        self._renew()
        missing = iter([one for one in events if one.id not in self._events])
        while some := list(islice(missing, AT_ONCE)):
            page = list(self.desk.case.told_of(some))
            self._fetch(story.id for one in page for story, _, _ in one.tellings)
            for one in page:
                self.of_event(one)
        return self._events

    def of_story(self, story: str) -> Names:
        """Return the names of the private persons in a story, whichever of its events tells of them."""
        self._renew()
        if story not in self._stories:
            read = self.desk.case.reading(story)
            named = private_names(alone(read), self.mentions) if read.story.text else ()
            names = (*named, *(name for one in self.events_of(read) for name in self.of_event(one)))
            self._stories[story] = tuple(dict.fromkeys(names))
        return self._stories[story]

    def events_of(self, read: Reading) -> list[Told]:
        """Return the events that a story tells, as the case has them now."""
        event_of = self.desk.board().event_of
        return told(self.desk.case, dict.fromkeys(event_of[one.id] for one in read.accounts if one.id in event_of))

    def _fetch(self, stories: Iterable[str]) -> None:
        self._renew()
        missing = {story for story in stories if story not in self._mentions}
        if len(self._mentions) > KEPT:
            self._mentions = {}
        self._mentions |= mentions(self.desk.case, missing) if missing else {}

    def _renew(self) -> None:
        if self._version != self.desk.version:
            self._version = self.desk.version
            self._mentions, self._events, self._stories = {}, {}, {}
