"""Words that may name a place: capitalised words that the gazetteer knows, and what the parser takes for a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from tidings.knowledge.gazetteer import Candidate, Gazetteer
from tidings.knowledge.gazetteer.words import PlaceWords, place_words
from tidings.model.lines import is_wrapped
from tidings.reading.language import text_of

LONGEST = 7  # words a name: "Democratic Republic of the Congo" has five, Arabic names with split articles up to seven
TAIL = 3  # words in small letters that may end a name: "Zaporizhzhia nuclear power plant"
TAILS = ("type-after", "nature-after", "facility-after", "name-after")  # uses of the last of them
INNER = frozenset(
    "of the and de la las los es del el al ez az as ash ad ar an am at e i bin du des da do dos di le les sur upon on "
    "under in y und van der den ul ur us 's ’s - – ' ’ ‘ ` . & /".split()
)
ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "ez"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
EDGES = frozenset({"the", "a", "an", "'s", "’s", "'", "’"})
NAME = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of tokens `[first, last]` that may name a place, with what the gazetteer knows under that name.

    `head` is the use of a word inside it that makes it a named river, street or building ("nature-after").
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...] = ()
    head: str | None = None
    has_known_part: bool = False
    is_whole: bool = False  # its last words, in small letters, make another place of the name: "Jenin camp"


def spans(doc: Doc, gazetteer: Gazetteer) -> list[Found]:
    """Return every stretch that may name a place, in order; they may overlap."""
    words = place_words()
    found: dict[tuple[int, int], Found] = {}
    for first, last in _stretches(doc):
        one = _known(doc, first, last, gazetteer)
        if one is not None:
            found.setdefault((one.start, one.end), one)
        for whole in _tailed(doc, first, last, gazetteer):
            found[whole.start, whole.end] = whole
    for first, last, head in _headed(doc, words):
        one = _cut(doc, first, last)
        known = found.get((one.start, one.end))
        candidates = known.candidates if known else ()
        part = any(start >= one.start and end <= one.end for start, end in tuple(found))
        found[one.start, one.end] = Found(first, last, one.start, one.end, one.text, candidates, head, part)
    for inner in list(found.values()):
        if inner.candidates and inner.first and words.type_of("direction", doc[inner.first - 1].text):
            one = _cut(doc, inner.first - 1, inner.last)
            if is_name(doc[inner.first - 1]) and (one.start, one.end) not in found:
                wide = Found(one.first, one.last, one.start, one.end, one.text, inner.candidates, "direction")
                found[one.start, one.end] = wide
    for first, last in _parsed(doc):
        one = _cut(doc, first, last)
        if NAME.search(one.text) and (one.start, one.end) not in found:
            known = _known(doc, first, last, gazetteer)
            found[one.start, one.end] = known if known and known.end == one.end else one
    return sorted(found.values(), key=lambda f: (f.start, f.end))


def is_name(token: Token) -> bool:
    """Whether a token is written as a part of a name."""
    return token.text[:1].isupper()


def _stretches(doc: Doc) -> Iterator[tuple[int, int]]:
    """Every run of name words up to LONGEST tokens, with small connecting words only inside."""
    words, wraps = place_words(), is_wrapped(text_of(doc))
    for first in range(len(doc)):
        if not (is_name(doc[first]) or _is_article(doc, first)):
            continue
        for last in range(first, min(first + LONGEST, len(doc))):
            token = doc[last]
            if is_name(token) or (last > first and (token.is_digit or _is_small_head(token, words))):
                yield first, last
            elif wraps and token.text == "\n":
                continue
            elif token.text.lower() not in INNER or token.is_space or (last > first and doc[last - 1].text == "."):
                if not (last == first and _is_article(doc, first)):
                    break


def _is_small_head(token: Token, words: PlaceWords) -> bool:
    """Whether a word in small letters may end a name: "Sambisa forest", "Qandil mountains"."""
    return words.first_type(("nature-after", "facility-after"), token.text) is not None


def _tailed(doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> Iterator[Found]:
    """Known names that small words after the stretch end, where they stand for another place than the stretch alone.

    "Idlib province" needs no such name: the word beside "Idlib" tells which of its places is meant.
    """
    words = place_words()
    for end in range(last + 1, min(last + 1 + TAIL, len(doc))) if is_name(doc[last]) else ():
        if not doc[end].is_lower or not doc[end].is_alpha:
            return
        if words.first_type(TAILS, doc[end].text) is None:
            continue
        whole, bare = _known(doc, first, end, gazetteer), _known(doc, first, last, gazetteer)
        if whole and whole.candidates[0].id not in {c.id for c in (bare.candidates if bare else ())}:
            yield replace(whole, is_whole=True)


def _is_article(doc: Doc, at: int) -> bool:
    """Whether a small "al" stands before a hyphen or directly before a name: "al-Tanf", "al Bab"."""
    if doc[at].text not in ARTICLES or at + 1 >= len(doc):
        return False
    after = doc[at + 1]
    return after.text == "-" and at + 2 < len(doc) and is_name(doc[at + 2]) and not doc[at].whitespace_


def _known(doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> Found | None:
    one = _cut(doc, first, last)
    dotted = last + 1 < len(doc) and doc[last + 1].text == "." and not doc[last].whitespace_
    if dotted and len(one.text) < 7:
        with_dot = gazetteer.candidates(one.text + ".")
        if with_dot and with_dot != gazetteer.candidates(one.text):
            return Found(first, last + 1, one.start, one.end + 1, one.text + ".", with_dot)
    after_the = first > 0 and doc[first - 1].text.lower() == "the"
    candidates = gazetteer.candidates(f"the {one.text}") if after_the else ()
    candidates = candidates or gazetteer.candidates(one.text)
    if not candidates and last == first and _after_comma(doc, first):
        candidates = gazetteer.coded(one.text)
    candidates = tuple(c for c in candidates if c.rank < 3 or _after_comma(doc, first))
    return Found(first, last, one.start, one.end, one.text, candidates) if candidates else None


def _after_comma(doc: Doc, at: int) -> bool:
    return at > 1 and doc[at - 1].text == "," and is_name(doc[at - 2])


def _headed(doc: Doc, words: PlaceWords) -> Iterator[tuple[int, int, str]]:
    """Runs of capitalised words with a head that makes a place of them: "Lake Lanier", "Castello Road"."""
    at = 0
    while at < len(doc):
        if not is_name(doc[at]):
            at += 1
            continue
        last = at
        while last + 1 < len(doc) and (is_name(doc[last + 1]) or _joins(doc, last + 1)):
            last += 1
        yield from _heads(doc, at, last, words)
        at = last + 1


def _joins(doc: Doc, at: int) -> bool:
    if at + 1 >= len(doc) or not is_name(doc[at + 1]):
        return False
    return doc[at].text in {"-", "'s", "’s", "’", "'", "of", "de", "del", "la", "ez", "al", "el"}


def _heads(doc: Doc, first: int, last: int, words: PlaceWords) -> Iterator[tuple[int, int, str]]:
    while first < last and (doc[first].is_stop or doc[first].lower_ in words.types["title-before"]):
        first += 1
    for use in ("nature-after", "street-after", "facility-after"):
        for end in range(last, first, -1):
            if words.type_of(use, doc[end].text) and doc[end - 1].text not in {"of", "'s", "’s"}:
                yield first, end, use
                break
    for use in ("nature-before", "facility-before", "street-before"):
        for start in range(first, last):
            two = f"{doc[start].text} {doc[start + 1].text}"
            if words.type_of(use, doc[start].text) or (start + 1 < last and words.type_of(use, two)):
                yield start, min(last, start + 3), use
                break


def _parsed(doc: Doc) -> Iterator[tuple[int, int]]:
    """What the parser takes for a place, without a leading "the" and a trailing "'s"."""
    for ent in doc.ents:
        if ent.label_ not in PLACES or "\n" in ent.text:
            continue
        first, last = ent.start, ent.end - 1
        while first <= last and (doc[first].lower_ in EDGES or doc[first].is_punct or doc[first].is_space):
            first += 1
        while last >= first and (doc[last].lower_ in EDGES or doc[last].is_punct or doc[last].is_space):
            last -= 1
        if first <= last and any(is_name(doc[i]) for i in range(first, last + 1)):
            yield first, last


def _cut(doc: Doc, first: int, last: int) -> Found:
    start, end = doc[first].idx, doc[last].idx + len(doc[last].text)
    return Found(first, last, start, end, text_of(doc)[start:end])
