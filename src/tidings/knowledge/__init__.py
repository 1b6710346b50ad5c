"""Tables of what the program knows, loaded once and shared. Each part loads on first use."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tidings.knowledge.own import BUILT_IN, Tables

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
    from tidings.knowledge.weights import RoleWeights, Weights

__all__ = ["Knowledge"]


class Knowledge:
    """All tables, with a user's `own` folder of tables on top. Loading is lazy: a step pays only for what it uses.

    Raises KnowledgeError, with file and line, for a row of the folder that cannot be meant.
    """

    def __init__(self, own: str | Path | None = None) -> None:
        self.tables = Tables(Path(own)) if own is not None else BUILT_IN

    @property
    def version(self) -> str:
        """16 hex digits that stand for every byte of every table; a case keeps with what version it was read."""
        return self.tables.version

    @cached_property
    def actors(self) -> Actors:
        """Known actors with their aliases."""
        from tidings.knowledge.actors import Actors

        return Actors.load(self.tables)

    @cached_property
    def items(self) -> Items:
        """Known weapons, vehicles, equipment, materials."""
        from tidings.knowledge.items import Items

        return Items.load(self.tables)

    @cached_property
    def outlets(self) -> Outlets:
        """Known outlets and agencies."""
        from tidings.knowledge.outlets import Outlets

        return Outlets.load(self.tables)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Place names; built once from packages, then opened read-only."""
        from tidings.knowledge.gazetteer import Gazetteer

        return Gazetteer.open(self.tables)

    @cached_property
    def calendar(self) -> Calendar:
        """Words for dates, weekdays, seasons and spans of time."""
        from tidings.knowledge.calendar import Calendar

        return Calendar.load()

    @cached_property
    def role_weights(self) -> RoleWeights:
        """Weights of the facts that cast the parts in a deed."""
        from tidings.knowledge.weights import RoleWeights

        return RoleWeights.load()

    @cached_property
    def where_weights(self) -> Weights:
        """Weights of the facts that tell where an incident was."""
        from tidings.knowledge.weights import WHERE_TABLE, Weights

        return Weights.load(WHERE_TABLE)

    @cached_property
    def when_weights(self) -> Weights:
        """Weights of the facts that tell when an incident was."""
        from tidings.knowledge.weights import WHEN_TABLE, Weights

        return Weights.load(WHEN_TABLE)

    @cached_property
    def gather_weights(self) -> Weights:
        """Weights of the facts that tell whether two mentions are of one incident."""
        from tidings.knowledge.weights import GATHER_TABLE, Weights

        return Weights.load(GATHER_TABLE)

    @cached_property
    def likely_weights(self) -> Weights:
        """Weights of the facts that tell whether mentions are of an incident at all."""
        from tidings.knowledge.weights import LIKELY_TABLE, Weights

        return Weights.load(LIKELY_TABLE)

    @cached_property
    def events(self) -> EventKinds:
        """Kinds of event with their trigger words, senses and roles."""
        from tidings.knowledge.events import EventKinds

        return EventKinds.load(self.tables)

    @cached_property
    def frames(self) -> Frames:
        """Which part of a sentence plays which role."""
        from tidings.knowledge.frames import Frames

        return Frames.load(self.tables, self.events.kinds)

    @cached_property
    def speech(self) -> Speech:
        """Reporting verbs, nouns and phrases."""
        from tidings.knowledge.speech import Speech

        return Speech.load(self.tables)

    @cached_property
    def status(self) -> StatusWords:
        """Hedges, negations and verbs that decide a status."""
        from tidings.knowledge.status import StatusWords

        return StatusWords.load(self.tables)
