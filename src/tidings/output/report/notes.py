"""Footnotes in the making: each stretch of a story is one note, however many sentences stand on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tidings.model import Quote, Span
from tidings.model.links import Telling
from tidings.output.report.parts import Note
from tidings.output.summary import quote, sentence

QUOTES = 4  # of one note: the deed's sentence and those that name who, where and when; more nobody reads


class Notes:
    """The notes of one dossier, numbered in the order in which they are first asked for."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, tuple[Quote, ...]], int] = {}
        self._notes: list[Note] = []

    def cite(self, telling: Telling, beside: Iterable[Span] = ()) -> int:
        """Return the number of the note that quotes the account, and the sentences of the spans beside it."""
        quotes = quoted(telling, beside)
        story = telling.story
        number = self._numbers.setdefault((story.id, quotes), len(self._notes) + 1)
        if number > len(self._notes):
            published = story.published.date or _between(story.published.earliest, story.published.latest)
            self._notes.append(
                Note(number, story.id, story.document, story.headline, story.publisher, published, story.url, quotes)
            )
        return number

    def all(self) -> tuple[Note, ...]:
        """Return the notes by number."""
        return tuple(self._notes)


def quoted(telling: Telling, beside: Iterable[Span]) -> tuple[Quote, ...]:
    """Return the account's sentence, then in the story's order the sentences of spans that stand outside of it."""
    first = quote(telling)
    quotes: list[Quote] = [first]
    for span in sorted(beside):
        if len(quotes) < QUOTES and not any(held.span.contains(span) for held in quotes):
            quotes.append(sentence(telling.story.text, span))
    return (first, *sorted(quotes[1:]))


def numbers(cited: Sequence[int]) -> tuple[int, ...]:
    """Return note numbers once each, in order."""
    return tuple(sorted(set(cited)))


def _between(earliest: str | None, latest: str | None) -> str | None:
    return f"between {earliest or 'unknown'} and {latest or 'unknown'}" if earliest or latest else None
