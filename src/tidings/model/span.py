"""A Span is a piece of a story's text; a Quote is a span with its words, compared whenever it is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from tidings.errors import SpanMismatch


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` in characters (code points) of one text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"A span must run forward from 0 or later, not {self.start}-{self.end}.")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the words the span points at."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """Return the same stretch in a text that starts `by` characters earlier."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A span together with the words it must point at."""

    start: int
    end: int
    text: str

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Quote:
        """Cut the quote out of `text`."""
        span = Span(start, end)
        return cls(start, end, span.of(text))

    @property
    def span(self) -> Span:
        """The quote's place without its words."""
        return Span(self.start, self.end)

    def check(self, text: str) -> Quote:
        """Return the quote itself if `text` reads as it says; raise SpanMismatch if not."""
        actual = text[self.start : self.end]
        if actual != self.text or self.end > len(text):
            raise SpanMismatch(self.start, self.end, self.text, actual)
        return self
