"""Where the words that a model quotes stand in the story: found letter by letter, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.model import Quote, Span

MOST_CHARS = 400  # of one quote: longer ones name no part of an incident but retell it


class Words:
    """A story's text, searched with white space folded; every find is a Quote of the text as it stands."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self._text, self._sentences = text, sentences
        self._folded, self._at = _folded(text)
        self._known: dict[str, list[Span]] = {}

    def find(self, words: str, sentence: int | None, near: int | None = None) -> Quote | None:
        """Return the place of the words that is meant, or None.

        In the sentence named, the place nearest to the character `near`; where they do not stand there, the nearest
        elsewhere. Words that stand in several places, with nothing that tells which, are not found.
        """
        wanted = " ".join(words.split())
        if not wanted or len(wanted) > MOST_CHARS:
            return None
        found = self._places(wanted)
        numbered = sentence if sentence is not None and 0 <= sentence < len(self._sentences) else None
        named = self._sentences[numbered] if numbered is not None else None
        inside = [one for one in found if named and named.contains(one)]
        anchor = near if near is not None else named.start if named else None
        if anchor is None:
            return _quote(self._text, found[0]) if len(found) == 1 else None
        nearest = min(inside or found, key=lambda one: (_gap(one, anchor), one.start), default=None)
        return _quote(self._text, nearest) if nearest else None

    def _places(self, wanted: str) -> list[Span]:
        """Every place where the words stand whole: no part of a longer word."""
        if wanted not in self._known:
            places, at = [], self._folded.find(wanted)
            while at >= 0:
                end = at + len(wanted)
                if _is_edge(self._folded, at) and _is_edge(self._folded, end):
                    places.append(Span(self._at[at], self._at[end - 1] + 1))
                at = self._folded.find(wanted, at + 1)
            self._known[wanted] = places
        return self._known[wanted]


def _folded(text: str) -> tuple[str, list[int]]:
    """The text with each run of white space as one blank, and where each of its characters stands in `text`."""
    out: list[str] = []
    at: list[int] = []
    for n, char in enumerate(text):
        if not char.isspace():
            out.append(char)
            at.append(n)
        elif out and out[-1] != " ":
            out.append(" ")
            at.append(n)
    return "".join(out), at


def _is_edge(text: str, at: int) -> bool:
    """Whether no word runs across this point."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


def _gap(span: Span, anchor: int) -> int:
    return max(span.start - anchor, anchor - span.end, 0)


def _quote(text: str, span: Span) -> Quote:
    return Quote.at(text, span.start, span.end)
