"""Places in a story that is written all small or all in capitals, where capitals tell no name."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from tidings.knowledge.gazetteer import Candidate, Gazetteer, fold
from tidings.knowledge.gazetteer.words import place_words
from tidings.reading.place_spans import PLACES, Found

FEW, MOST = 0.02, 0.75  # share of words that start with a capital: outside these bounds capitals tell no name
ENOUGH_WORDS = 20  # fewer words than this may be one headline in capitals
LONGEST = 4
# People; a smaller town is more often a common word. On the caseless stories of gold/train 92 of 144 places come out
# right with 171 mentions; 5,000 gives 93 with 178, 80,000 gives 85 with 159.
WELL_KNOWN = 20_000
BREAKS = frozenset({"VERB", "AUX", "ADV", "PRON", "DET", "ADP", "CCONJ", "SCONJ", "NUM", "PART", "INTJ", "PUNCT"})
AREAS = frozenset({"country", "admin1", "region", "water", "continent", "facility"})


def is_caseless(doc: Doc) -> bool:
    """Whether the story is written all small or all in capitals."""
    words = [token for token in doc if token.is_alpha]
    capital = sum(token.text[0].isupper() for token in words)
    return len(words) >= ENOUGH_WORDS and not FEW <= capital / len(words) <= MOST


def caseless(doc: Doc, gazetteer: Gazetteer) -> list[Found]:
    """Return the stretches that name a well-known place, the longest first where two overlap.

    What the parser takes for a place counts. A country, a large region or a name of two words counts anywhere; a
    town's name of one word counts only in a story that uses it at least once after a word of place ("in surat").
    """
    found = [one for first in range(len(doc)) if (one := _longest(doc, first, gazetteer))]
    located = {fold(one.text) for one in found if _is_located(doc, one)}
    kept: list[Found] = []
    for one in found:
        sure = one.candidates[0].type in AREAS or one.last > one.first or fold(one.text) in located
        sure = sure or _is_parsed(doc[one.first : one.last + 1])
        if sure and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return kept


def _longest(doc: Doc, first: int, gazetteer: Gazetteer) -> Found | None:
    for last in range(min(first + LONGEST, len(doc)) - 1, first - 1, -1):
        tokens = doc[first : last + 1]
        if not (_may_stand(tokens[0]) and _may_stand(tokens[-1])) or any(t.is_space for t in tokens):
            continue
        if last == first and (tokens[0].pos_ in BREAKS or tokens[0].lower_ in place_words().types["common"]):
            continue
        start, end = doc[first].idx, doc[last].idx + len(doc[last].text)
        text = tokens.text
        named = _is_parsed(tokens)
        candidates = tuple(c for c in gazetteer.candidates(text) if named or _is_known(c)) if len(text) > 3 else ()
        if candidates and gazetteer.country_of_demonym(text) is None:
            return Found(first, last, start, end, text, candidates)
    return None


def _is_parsed(tokens: Span) -> bool:
    """Whether the parser takes the words for a place."""
    return all(token.ent_type_ in PLACES for token in tokens)


def _may_stand(token: Token) -> bool:
    return not (token.is_stop or token.is_punct or token.is_digit)


def _is_known(one: Candidate) -> bool:
    if one.type in AREAS:
        return one.rank < 2
    return one.rank < 2 and (one.is_capital or one.population >= WELL_KNOWN)


def _is_located(doc: Doc, one: Found) -> bool:
    return one.first > 0 and doc[one.first - 1].lower_ in place_words().types["locative"]
