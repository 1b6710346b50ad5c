"""A document's plain text, with what the document says about itself beside the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tidings.errors import InputError
from tidings.ingest.told import iso_day
from tidings.model.story import Basis


@dataclass(frozen=True, slots=True)
class Text:
    """The plain text a reader found in a document; stories are verbatim stretches of `text`.

    The other fields are what the container or the page's metadata say, None where they say nothing. `dates` holds
    ISO days with where each was told, the surest first. `is_article` is True where the page declares that it is one
    article; the cutter then asks for stronger cues. `is_titled` is True where the headline stood right over the text,
    from which it was taken out. `notes` say what of the document was not read, or not from text.
    """

    text: str
    headline: str | None = None
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    dates: tuple[tuple[Basis, str], ...] = ()
    is_article: bool = False
    is_titled: bool = False
    notes: tuple[InputError, ...] = ()

    @classmethod
    def of(cls, text: str, said: Mapping[str, str | None]) -> Text:
        """Return the text with what was said about it, by the names of a story's fields."""
        return cls(text).told(said)

    def told(self, said: Mapping[str, str | None]) -> Text:
        """Return the text with what else was said of it where it says nothing itself."""
        written = said.get("published") or ""
        day = iso_day(written) or written  # dating may still read what is no plain date: "Nov 23, 2016 | 3:02pm"
        return replace(
            self,
            headline=self.headline or said.get("headline"),
            byline=self.byline or said.get("byline"),
            publisher=self.publisher or said.get("publisher"),
            url=self.url or said.get("url"),
            language=self.language or said.get("language"),
            dates=self.dates or ((("metadata", day),) if day else ()),
        )
