"""A Message: what an alert says of one event, with its status, words, origins and grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from tidings.model import content_id
from tidings.model.links import Told
from tidings.output.chronology import place_words
from tidings.output.summary import CREDIBILITY, best, cited, day_words, grade, quote

CAUSES: Mapping[str, str] = {  # why there is a message, the weightiest first
    "new": "New event",
    "contradiction": "Accounts contradict each other",
    "second-origin": "A second independent origin",
    "grade": "The grade has changed",
}


@dataclass(frozen=True, slots=True)
class Message:
    """What an alert says of one event; its id follows from what it says, so that the same is said once."""

    id: str
    alert: str
    causes: tuple[str, ...]
    at: str  # when it was made, ISO, UTC
    event: str
    title: str
    kind: str
    status: str
    when: str
    where: str
    grade: str
    grade_words: str
    independent: int
    origins: tuple[str, ...]
    stories: int
    conflicts: tuple[str, ...]
    quote: str
    cited: str
    document: str
    url: str | None

    @classmethod
    def of(cls, alert: str, causes: tuple[str, ...], told: Told, at: str) -> Self:
        """Return the message of an event."""
        event, shown, graded = told.event, best(told), grade(told)
        said = [alert, *causes, *sorted(event.accounts), str(event.independent), graded, *event.conflicts]
        return cls(
            id=content_id("message", *said),
            alert=alert,
            causes=causes,
            at=at,
            event=event.id,
            title=event.title or event.kind,
            kind=event.kind,
            status=event.status,
            when=day_words(event.time),
            where=place_words(event.place) if event.place else "",
            grade=graded,
            grade_words=CREDIBILITY[event.credibility],
            independent=event.independent,
            origins=event.origins,
            stories=event.stories,
            conflicts=event.conflicts,
            quote=" ".join(quote(shown).text.split()) if shown else "",
            cited=cited(shown) if shown else "",
            document=f"sha256:{shown.story.document}" if shown else "",
            url=shown.story.url if shown else None,
        )

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """Return the message that `values` gave."""
        given: dict[str, Any] = {n: tuple(value) if isinstance(value, list) else value for n, value in values.items()}
        return cls(**given)

    def values(self) -> dict[str, Any]:
        """Return the message as plain values."""
        return asdict(self)

    @property
    def subject(self) -> str:
        """The message in one line, without line ends."""
        causes = "; ".join(CAUSES[cause] for cause in self.causes)
        return " ".join(f"{causes}: {self.title} [{self.status}]".split())

    def lines(self) -> list[str]:
        """Return the message as text, with everything that it stands on."""
        origins = f"{self.independent} independent {'origin' if self.independent == 1 else 'origins'}"
        stories = f"{self.stories} {'story' if self.stories == 1 else 'stories'}"
        named = f" ({'; '.join(self.origins)})" if self.origins else ""
        return [
            self.subject,
            f"    {self.kind}, {self.status} · {' · '.join(part for part in (self.when, self.where) if part)}",
            f"    {self.grade} {self.grade_words} · {origins}{named}, {stories}",
            *([f"    accounts differ on {', '.join(self.conflicts)}"] if self.conflicts else []),
            *([f"    “{self.quote}” ({self.cited})"] if self.quote else []),
            *([f"    {self.url}"] if self.url else []),
            f"    event {self.event} · document {self.document}",
        ]
