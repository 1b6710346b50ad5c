"""What linking hands to the case (Links), and an event with everything it stands on (Told)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tidings.model.account import Account
from tidings.model.event import Event, Lineage, Origin, Reliability, Statement
from tidings.model.judgement import Judgement
from tidings.model.notebook import event_html
from tidings.model.story import Story


@dataclass(frozen=True, slots=True)
class Links:
    """Everything that linking and grading derive from the readings of one case; each run replaces the last."""

    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    origins: tuple[Origin, ...]
    lineage: tuple[Lineage, ...]
    judgements: tuple[Judgement, ...] = ()  # by rules only; an analyst's judgements live in the case


class Telling(NamedTuple):
    """One account of an event, the story that tells it, and where its chain ends (None: not traced)."""

    story: Story
    account: Account
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its accounts in the event's order, its statements, and the grades of its publishers."""

    event: Event
    tellings: tuple[Telling, ...]
    statements: tuple[Statement, ...] = ()
    grades: Mapping[str, Reliability] = field(default_factory=dict)  # by publisher; only those an analyst graded

    def _repr_html_(self) -> str:
        return event_html(self.event, self.tellings)
