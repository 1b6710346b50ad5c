"""A story's text in sentences, for ids that quotes link to."""

from __future__ import annotations

from tidings.model import Span
from tidings.output.summary import sentence_ends


def sentences(text: str) -> list[Span]:
    """Return the stretches of the text between ends of sentences; together they cover all of it but blanks between.

    >>> [s.of("One. Two.") for s in sentences("One. Two.")]
    ['One.', 'Two.']
    """
    out, start = [], 0
    for end, then in [*sentence_ends(text), (len(text), len(text))]:
        if text[start:end].strip():
            out.append(Span(start, end))
        start = then
    return out
