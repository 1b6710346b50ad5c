"""What a page sends as a decision: one shape for each action, told apart by `action`."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

MOST_WORDS = 20_000  # characters of a reason or a comment: some six pages
Words = Annotated[str, Field(max_length=MOST_WORDS)]
Needed = Annotated[str, Field(min_length=1, max_length=MOST_WORDS, pattern=r"\S")]


class _Closed(BaseModel):
    """What has no keys but its own, so that a slip is told and not passed over."""

    model_config = ConfigDict(extra="forbid")


class _OnEvent(_Closed):
    """A decision on an event, in the version that the analyst saw."""

    event: str
    version: str
    reason: Words = ""


class Stand(_OnEvent):
    """Accept or reject an event, or take back the last of the two."""

    action: Literal["accept", "reject", "reopen"]


class WhenGiven(TypedDict):
    """A time: days since 1970-01-01, null where open."""

    start: int | None
    end: int | None
    precision: NotRequired[Literal["day", "week", "month", "season", "year", "decade", "interval"]]
    text: NotRequired[str]


class PlaceGiven(TypedDict):
    """A place by its name, and by what else is known of it."""

    name: Needed
    country: NotRequired[str | None]
    geonames: NotRequired[int | None]
    lat: NotRequired[Annotated[float, Field(ge=-90, le=90)] | None]
    lon: NotRequired[Annotated[float, Field(ge=-180, le=180)] | None]
    radius_km: NotRequired[Annotated[float, Field(ge=0)] | None]
    relation: NotRequired[str | None]
    type: NotRequired[str | None]
    text: NotRequired[str]


class AmountGiven(TypedDict):
    """A number from min to max, null where open."""

    min: float | None
    max: float | None
    of: NotRequired[str | None]


class ValueGiven(TypedDict, total=False):
    """A value in one of four forms; `name` may also be what a person types: "5..7", "2018-10-15"."""

    when: WhenGiven
    place: PlaceGiven
    amount: AmountGiven
    name: Needed


class EditGiven(_OnEvent):
    """Set a field of an event; null says that it is unknown. The reason is needed."""

    action: Literal["edit"]
    field: str
    value: ValueGiven | None
    reason: Needed


class Pair(_OnEvent):
    """Say of two events that they are one, are not, or that it is open."""

    action: Literal["merge", "different", "unsure"]
    with_: Annotated[str, Field(alias="with")]
    with_version: str


class Split(_OnEvent):
    """Say that these accounts tell another incident than the event's others."""

    action: Literal["split"]
    accounts: Annotated[list[str], Field(min_length=1)]


class Comment(_OnEvent):
    """Keep a remark on an event."""

    action: Literal["comment"]
    text: Needed


class Tag(_OnEvent):
    """Mark an event with a word of one's own, or take the word away."""

    action: Literal["tag", "untag"]
    tag: Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")]


class GradeEvent(_OnEvent):
    """Set the credibility of an event in the place of the rules' grade. The reason is needed."""

    action: Literal["grade"]
    credibility: Literal[1, 2, 3, 4, 5, 6]
    reason: Needed


class GradeOutlet(_Closed):
    """Set the reliability of an outlet. The reason is needed."""

    action: Literal["grade"]
    outlet: Needed
    version: str
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    reason: Needed


class WordsGiven(_Closed):
    """Where words stand in a story, in code points."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class PieceGiven(WordsGiven):
    """Words as a part of an account; `means` is what they stand for where the reader does not know: "2018-10-15"."""

    part: str
    means: Words = ""


class _OnStory(_Closed):
    """A decision on a story, in the version that the analyst saw."""

    story: str
    version: str
    reason: Words = ""


class AddGiven(_OnStory):
    """Add an account that the reader missed; one of its pieces is a mention, the words that tell it."""

    action: Literal["add"]
    kind: str
    status: str
    pieces: Annotated[list[PieceGiven], Field(min_length=1, max_length=100)]


class MendGiven(_OnStory):
    """Put words of an account right: `old` go, `new` come; null old adds words, null new takes them away."""

    action: Literal["mend"]
    account: str
    part: str
    old: WordsGiven | None
    new: PieceGiven | None


class NameGiven(_Closed):
    """Say of a name that no table knows that it is an actor, or that it is none."""

    action: Literal["accept", "reject"]
    actor: Needed
    reason: Words = ""


class NamesGiven(_Closed):
    """Say that two entities, by their ids or names, are one."""

    action: Literal["merge-entities"]
    entity: Needed
    with_: Annotated[Needed, Field(alias="with")]
    reason: Words = ""


class WordsOut(_Closed):
    """Say that an entity does not go by these words."""

    action: Literal["split-entity"]
    entity: Needed
    words: Needed
    reason: Words = ""


Decision = (
    NamesGiven
    | WordsOut
    | Stand
    | EditGiven
    | Pair
    | Split
    | Comment
    | Tag
    | GradeEvent
    | GradeOutlet
    | AddGiven
    | MendGiven
    | NameGiven
)
