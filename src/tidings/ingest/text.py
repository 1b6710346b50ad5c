"""A document's plain text, with what the document says about itself beside the text."""

from __future__ import annotations

from dataclasses import dataclass

from tidings.model.story import Basis


@dataclass(frozen=True, slots=True)
class Text:
    """The plain text a reader found in a document; stories are verbatim stretches of `text`.

    The other fields are what the container or the page's metadata say, None where they say nothing. `dates` holds
    ISO days with where each was told, the surest first. `is_article` is True where the page declares that it is one
    article; the cutter then asks for stronger cues.
    """

    text: str
    headline: str | None = None
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    dates: tuple[tuple[Basis, str], ...] = ()
    is_article: bool = False
