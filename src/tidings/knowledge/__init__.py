"""Tables of what the program knows, loaded once and shared. Each part loads on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tidings.knowledge.actors import Actors
    from tidings.knowledge.calendar import Calendar
    from tidings.knowledge.events import EventKinds
    from tidings.knowledge.frames import Frames
    from tidings.knowledge.gazetteer import Gazetteer
    from tidings.knowledge.items import Items
    from tidings.knowledge.outlets import Outlets
    from tidings.knowledge.speech import Speech
    from tidings.knowledge.status import StatusWords

__all__ = ["Knowledge"]


class Knowledge:
    """All tables. Loading is lazy, so that a step pays only for what it uses."""

    @cached_property
    def actors(self) -> Actors:
        """Known actors with their aliases."""
        from tidings.knowledge.actors import Actors

        return Actors.load()

    @cached_property
    def items(self) -> Items:
        """Known weapons, vehicles, equipment, materials."""
        from tidings.knowledge.items import Items

        return Items.load()

    @cached_property
    def outlets(self) -> Outlets:
        """Known outlets and agencies."""
        from tidings.knowledge.outlets import Outlets

        return Outlets.load()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Place names; built once from packages, then opened read-only."""
        from tidings.knowledge.gazetteer import Gazetteer

        return Gazetteer.open()

    @cached_property
    def calendar(self) -> Calendar:
        """Words for dates, weekdays, seasons and spans of time."""
        from tidings.knowledge.calendar import Calendar

        return Calendar.load()

    @cached_property
    def events(self) -> EventKinds:
        """Kinds of event with their trigger words, senses and roles."""
        from tidings.knowledge.events import EventKinds

        return EventKinds.load()

    @cached_property
    def frames(self) -> Frames:
        """Which part of a sentence plays which role."""
        from tidings.knowledge.frames import Frames

        return Frames.load()

    @cached_property
    def speech(self) -> Speech:
        """Reporting verbs, nouns and phrases."""
        from tidings.knowledge.speech import Speech

        return Speech.load()

    @cached_property
    def status(self) -> StatusWords:
        """Hedges, negations and verbs that decide a status."""
        from tidings.knowledge.status import StatusWords

        return StatusWords.load()
