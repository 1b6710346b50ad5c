"""What one story tells: Mentions (words that name things) and Accounts (what happened, how surely, on whose word)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from tidings.model.entity import Actor, Item, Outlet
from tidings.model.ids import content_id
from tidings.model.span import Quote
from tidings.model.story import Story
from tidings.model.values import UNKNOWN_TIME, Amount, Place, State, When

Kind = Literal[
    "attack", "clash", "abduct", "accident",
    "raid", "arrest", "seize", "prosecute", "sanction", "release",
    "take", "withdraw", "deploy", "move",
    "acquire", "transfer", "develop", "possess", "test", "operate", "train", "recruit",
    "claim", "threaten", "accuse", "deny", "demand", "agree", "meet", "publish", "protest", "aid",
]  # fmt: skip
Status = Literal["happened", "attempted", "planned", "possible", "denied", "hypothetical"]
Method = Literal[
    "shooting", "bombing", "suicide-bombing", "vehicle", "airstrike", "drone-strike", "shelling", "missile",
    "stabbing", "arson", "chemical", "beating", "execution", "other",
]  # fmt: skip
Role = Literal["actor", "target", "item", "supplier", "recipient", "origin", "destination"]
# what a source's word rests on; "statement" is somebody saying so, in speech or writing
Evidence = Literal["statement", "document", "image", "interception", "observation", "inference", "unknown"]
Label = Literal["actor", "place", "item", "time", "number"]

KINDS: tuple[str, ...] = get_args(Kind)
STATUSES: tuple[str, ...] = get_args(Status)
METHODS: tuple[str, ...] = get_args(Method)
ROLES: tuple[str, ...] = get_args(Role)
LABELS: tuple[str, ...] = get_args(Label)
EVIDENCE: tuple[str, ...] = get_args(Evidence)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor, place, item, time or number, with what they stand for where that is known."""

    label: Label
    quote: Quote
    value: When | Place | Amount | State | None = None
    entity: Actor | Item | Outlet | None = None
    rule: str = ""  # the rule that made it, as path/version: "times.weekday/1"


@dataclass(frozen=True, slots=True)
class Filler:
    """Who or what plays a role: the words, and a short canonical name."""

    name: str
    quote: Quote
    entity: str | None = None  # table id, where the name is a known one


@dataclass(frozen=True, slots=True)
class Source:
    """One link of an attribution chain; `cue` are the reporting words ("said", "according to")."""

    name: str
    quote: Quote | None = None
    cue: Quote | None = None
    evidence: Evidence = "unknown"


@dataclass(frozen=True, slots=True)
class Timed:
    """When an account puts the incident; `quote` is None where the day follows without an expression."""

    when: When = UNKNOWN_TIME
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an account puts the incident."""

    place: Place
    quote: Quote


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of an account: killed, injured, abducted, arrested or quantity."""

    amount: Amount
    quote: Quote


@dataclass(frozen=True, slots=True)
class Account:
    """What one story tells of one incident. Has at least one mention; the first is the fullest."""

    story: str
    kind: Kind
    status: Status
    mentions: tuple[Quote, ...]
    sources: tuple[Source, ...] = ()  # outermost (nearest the reader) first, origin last
    time: Timed | None = None
    place: Placed | None = None
    roles: tuple[tuple[Role, tuple[Filler, ...]], ...] = ()
    numbers: tuple[tuple[str, Counted], ...] = ()
    method: Method | None = None
    status_words: Quote | None = None  # the words that decided the status, where words did
    reader: str = "rules/1"
    confidence: float = 0.5
    because: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.mentions:
            raise ValueError("An account must quote at least one mention.")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"Confidence must lie within 0..1, not {self.confidence}.")

    @property
    def id(self) -> str:
        """Content id from the story, the kind, the status and where every quote stands."""
        spans = ",".join(f"{q.start}-{q.end}" for q in self.quotes())
        return content_id("account", self.story, self.kind, self.status, spans)

    def role(self, name: Role) -> tuple[Filler, ...]:
        """The fillers of one role, empty if none."""
        return next((fillers for role, fillers in self.roles if role == name), ())

    def number(self, name: str) -> Counted | None:
        """The number of that name, or None."""
        return next((counted for key, counted in self.numbers if key == name), None)

    def quotes(self) -> Iterator[Quote]:
        """Every quote the account stands on."""
        yield from self.mentions
        for source in self.sources:
            yield from (q for q in (source.quote, source.cue) if q)
        for part in (self.time, self.place):
            if part and part.quote:
                yield part.quote
        for _, fillers in self.roles:
            yield from (f.quote for f in fillers)
        yield from (counted.quote for _, counted in self.numbers)
        if self.status_words:
            yield self.status_words


PASSED_OVER = "passed over/1"  # stands as the reader of a story that the first look passed over


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one story. Every quote has been compared with the story's text."""

    story: Story
    mentions: tuple[Mention, ...] = ()
    accounts: tuple[Account, ...] = ()
    reader: str = "rules/1"

    def __post_init__(self) -> None:
        for mention in self.mentions:
            mention.quote.check(self.story.text)
            if isinstance(mention.value, State):
                mention.value.quote.check(self.story.text)
        for account in self.accounts:
            for quote in account.quotes():
                quote.check(self.story.text)
