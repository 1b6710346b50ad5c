"""What comes in: a Document (bytes as received), the Stories cut out of it, and Problems where that failed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from tidings.model.ids import content_id, sha256
from tidings.model.span import Span

Basis = Literal["metadata", "dateline", "byline", "url", "clues", "capture", "unknown"]  # "capture": clues and its time
Precision = Literal["day", "month", "year", "interval", "unknown"]


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as received, and where they came from.

    `origin` names the input: a path, a URL, `-`, or `path#line` for a row of a container.
    `given` holds what the container said beside the text (id, headline, publisher, published, language, url).
    """

    raw: bytes
    origin: str
    media_type: str
    retrieved: str | None = None
    given: tuple[tuple[str, str], ...] = ()

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, 64 hex digits; the document's identity."""
        return sha256(self.raw)

    def told(self, field: str) -> str | None:
        """What the container said about `field`, or None."""
        return dict(self.given).get(field)


@dataclass(frozen=True, slots=True)
class Elsewhere(Document):
    """A document of which only what was told elsewhere is at hand: its SHA-256 is known, its bytes are not here."""

    key: str = ""

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, as it was told."""
        return self.key


@dataclass(frozen=True, slots=True)
class Published:
    """When a story was published, how surely, and from which characters of the story that follows.

    `date` is an ISO day or None; `precision` "interval" carries `earliest`/`latest` instead of a day. Spans of
    `evidence` count from the start of the story's text or, where `basis` is "url", of its address.
    """

    date: str | None = None
    precision: Precision = "unknown"
    basis: Basis = "unknown"
    evidence: tuple[Span, ...] = ()
    earliest: str | None = None
    latest: str | None = None

    @property
    def day(self) -> dt.date | None:
        """The day as a date, or None where it is not known to the day."""
        return dt.date.fromisoformat(self.date) if self.date else None


UNKNOWN_DATE = Published()


@dataclass(frozen=True, slots=True)
class Story:
    """One report cut out of a document.

    `text` is verbatim `document text[start:end]`; all offsets of readings count from the story's own start.
    `truncated` is True for a teaser that breaks off.
    """

    document: str  # SHA-256 of the document's bytes
    start: int
    end: int
    text: str
    headline: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: Published = UNKNOWN_DATE
    language: str = "und"
    source_id: str | None = None
    url: str | None = None
    truncated: bool = False

    @property
    def id(self) -> str:
        """Content id: the same stretch of the same bytes is the same story."""
        return content_id("story", self.document, self.source_id or "", self.start, self.end)


@dataclass(frozen=True, slots=True)
class Problem:
    """What was not read, and why. `reason` is a short stable code, `detail` a sentence with the next step."""

    origin: str
    reason: str
    detail: str
    document: str | None = None
