"""Quotations: where quotation marks open and close in a story, across sentences but not across paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from tidings.knowledge.grammar import words
from tidings.model.lines import is_wrapped
from tidings.reading.language import text_of

OPENING, CLOSING = words("opening quote"), words("closing quote")
STRAIGHT = '"'
SINGLE_OPENING, SINGLE_CLOSING = frozenset("'‘`"), frozenset("'’")
PAUSES = frozenset(",.!?…")  # what stands before a closing single mark; elsewhere it is an apostrophe
Range = tuple[int, int]


def quotations(doc: Doc) -> list[Range]:
    """Token ranges of the quotations with their marks, in text order; one left open ends with its paragraph."""
    out: list[Range] = []
    start, is_single = -1, False
    breaks = frozenset(paragraph_starts(doc))
    for token in doc:
        if start >= 0 and token.i in breaks:
            if not is_single:
                out.append((start, token.i))
            start = -1
        if start < 0:
            if _opens(token):
                start, is_single = token.i, token.text in SINGLE_OPENING
        elif _closes(token, is_single=is_single):
            out.append((start, token.i + 1))
            start = -1
        elif token.text in OPENING and not is_single:
            start = token.i  # the mark before was never closed
    if start >= 0 and not is_single:
        out.append((start, len(doc)))
    return out


def paragraph_starts(doc: Doc) -> Iterator[int]:
    """The tokens after line breaks that end a paragraph."""
    wraps = is_wrapped(text_of(doc))
    yield from (t.i + 1 for t in doc if t.is_space and t.text.count("\n") > wraps)


def _opens(token: Token) -> bool:
    if token.text in OPENING:
        return True
    is_apart = token.i == 0 or bool(token.nbor(-1).whitespace_) or token.nbor(-1).is_space
    if token.text == STRAIGHT:
        return is_apart or not token.whitespace_
    return token.text in SINGLE_OPENING and is_apart and not token.whitespace_


def _closes(token: Token, *, is_single: bool) -> bool:
    if is_single:
        return token.text in SINGLE_CLOSING and token.nbor(-1).text[-1] in PAUSES
    return token.text in CLOSING or token.text == STRAIGHT
