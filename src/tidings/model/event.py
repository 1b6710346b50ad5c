"""What the case holds: Events, the Statements under them, and Lineage between stories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tidings.model.account import Kind, Status
from tidings.model.notebook import event_html
from tidings.model.values import UNKNOWN_TIME, Place, When

Credibility = Literal[1, 2, 3, 4, 5, 6]
Reliability = Literal["A", "B", "C", "D", "E", "F"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of one field of an event, as one account gives it."""

    event: str
    account: str
    field: str  # "status", "time", "place", "actor", "target", "item", "killed", ...
    value: str  # canonical text; JSON for structured values
    start: int | None  # span in the account's story; None where the value follows without words
    end: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an account's chain ends: who actually knows. `name` "unattributed" never counts."""

    account: str
    name: str
    key: str  # two accounts with the same key have one origin
    is_asserting: bool = True  # False for denials, speculation and retracted sources
    why: str = ""


@dataclass(frozen=True, slots=True)
class Lineage:
    """`later` copies or cites `earlier`; `how` says by what that was recognised."""

    earlier: str  # story id
    later: str  # story id
    relation: Literal["copies", "cites"]
    how: str
    quote: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Edit:
    """A value that an analyst set for a field of an event; it is laid over what the accounts say, which stays."""

    field: str
    value: str  # as in a Statement: canonical text, JSON for structured values
    by: str
    at: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An incident as the case holds it, told by one or more accounts."""

    id: str
    kind: Kind
    status: Status
    accounts: tuple[str, ...]
    stories: int  # how many stories tell it
    time: When = UNKNOWN_TIME
    place: Place | None = None
    origins: tuple[str, ...] = ()  # names of the independent origins that assert it
    independent: int = 0
    credibility: Credibility = 6
    credibility_because: str = ""
    title: str = ""
    conflicts: tuple[str, ...] = ()  # fields whose values cannot all be true
    edits: tuple[Edit, ...] = ()  # what analysts set, one a field; laid over in the fields above where the event has it
    tags: tuple[str, ...] = ()  # analysts' own words for it, sorted

    def edited(self, field: str) -> str:
        """Return what an analyst set for the field, "" where nobody did."""
        return next((edit.value for edit in self.edits if edit.field == field), "")

    def _repr_html_(self) -> str:
        return event_html(self)
