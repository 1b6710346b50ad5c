"""A second opinion on what the rules read: where a learned reader may weigh in, and what holds where none does.

Every decision of the reading passes its own answer, with its log odds where it has them, through one method here.
`Opinion` gives each answer back as it is: the rules alone. A learned reader overrides the methods.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from spacy.tokens import Doc, Token

from tidings.model import Mention, Method, Role
from tidings.reading.status_clause import Decided

if TYPE_CHECKING:
    from tidings.reading.attribution import Saying
    from tidings.reading.classes import Classes
    from tidings.reading.events import Trigger
    from tidings.reading.telling import Told

READER = "rules/1"
Field = Literal["time", "place"]


class Opinion:
    """The rules alone: every answer stays as it was given. One opinion is of one parsed story."""

    name = READER

    def deeds(self, found: list[Trigger], classes: Classes, filed: int) -> list[Trigger]:
        """Return the words that tell of an incident, in text order; none stands before the character `filed`."""
        return found

    def rule(self, trigger: Trigger) -> str:
        """Return the name of what took the words for a deed: the row of the table."""
        return f"events.{trigger.kind}.{'_'.join(trigger.sense.words)}/1"

    def relevant(self, doc: Doc, is_relevant: bool) -> bool:
        """Return whether the story is of the sort that tells incidents at all."""
        return is_relevant

    def part(self, trigger: Trigger, token: Token, odds: dict[Role, float]) -> dict[Role, float]:
        """Return the log odds of each part of `token` in the deed against none."""
        return odds

    def parts_elsewhere(self, trigger: Trigger) -> list[tuple[float, Role, Token]]:
        """Return the parts that words of other sentences play in the deed, with their log odds."""
        return []

    def status(self, trigger: Trigger, decided: Decided) -> Decided:
        """Return what the text commits to."""
        return decided

    def same(self, one: Told, other: Told, odds: float) -> float:
        """Return the log odds that two mentions tell one incident."""
        return odds

    def likely(self, group: Sequence[Told], odds: float) -> float:
        """Return the log odds that the mentions are of an incident that an analyst would record."""
        return odds

    def least(self, ruled: float) -> float:
        """Return the likelihood from which on a group becomes an account."""
        return ruled

    def setting(self, field: Field, group: Sequence[Told], mention: Mention, odds: float) -> float:
        """Return the log odds that the time or place that `mention` names is that of the incident."""
        return odds

    def chain(self, group: Sequence[Told], ruled: list[Saying]) -> list[Saying]:
        """Return the sayings that the incident stands on, outermost first."""
        return ruled

    def method(self, group: Sequence[Told], ruled: Method) -> Method:
        """Return how an attack was carried out."""
        return ruled


ALONE = Opinion()
