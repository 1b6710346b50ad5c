"""Names of actors in a story: known ones from the tables, and persons and organisations by their form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Span, Token

from tidings.knowledge import Knowledge
from tidings.knowledge.names import is_shouted
from tidings.model import Actor
from tidings.reading.dateline import openings

SUBJECTS = ("nsubj", "nsubjpass")
LONGEST_ACRONYM = 8  # letters
LONGEST_NAME = 5  # words; longer "persons" of the small model run over a comma or into the next phrase
HYPHENS = ("-", "‐", "‑", "–")
NAMING = frozenset("PERSON ORG GPE LOC FAC NORP PRODUCT EVENT LAW WORK_OF_ART".split())  # the rest are numbers, days
OUTLET = "outlet."  # before the id of an outlet that is also an actor


@dataclass(frozen=True, slots=True)
class Found:
    """An actor as it stands in the story: the tokens [first, last], the one that heads them, and why."""

    first: int
    last: int
    head: int
    actor: Actor
    rule: str

    def covers(self, token: Token) -> bool:
        """Whether the token is one of the words."""
        return self.first <= token.i <= self.last


def span_of(doc: Doc, start: int, end: int) -> Span | None:
    """The tokens that the characters touch."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span if span is not None and len(span) else None


def tokens_of(doc: Doc, attribute: str, values: Iterable[str]) -> list[Token]:
    """The tokens one attribute of which (TAG, LOWER, ORTH) has one of the values, without a look at all the others."""
    wanted = [doc.vocab.strings[value] for value in values]
    return [doc[int(i)] for i in np.flatnonzero(np.isin(doc.to_array(attribute), np.array(wanted, dtype="uint64")))]


def is_hyphened(doc: Doc, first: int, last: int) -> bool:
    """Whether the words are part of a compound such as "US-led" or "pro-Turkish", which names somebody else."""
    after = doc[last + 1].text if last + 1 < len(doc) else ""
    before = doc[first - 1].text if first else ""
    return after in HYPHENS or before in HYPHENS


def found(span: Span, actor: Actor, rule: str) -> Found:
    """The actor at the span, headed by the span's root."""
    return Found(span.start, span.end - 1, span.root.i, actor, rule)


def known_names(doc: Doc, text: str, know: Knowledge) -> list[Found]:
    """Actors of the tables, outlets included, the longer where two names share a word."""
    hits = [(s, e, a, "actors.known/1") for s, e, a in know.actors.match(text)]
    hits += [(s, e, _publishing(o), "actors.outlet/1") for s, e, o in know.outlets.match(text)]
    hits += [(s, e, a, "actors.seat/1") for s, e, a in know.actors.seats(text)]
    taken: list[Found] = []
    for start, end, actor, rule in sorted(hits, key=lambda h: (h[0] - h[1], h[0], h[3])):
        span = span_of(doc, start, end)
        if span is None or not _acts(span, actor, rule, know):
            continue
        if not any(f.first < span.end and span.start <= f.last for f in taken):
            taken.append(found(span, actor, rule))
    return sorted(taken, key=lambda f: f.first)


def abbreviated(doc: Doc, named: Sequence[Found]) -> list[Found]:
    """The names, where a short form given in brackets ("the Corn Front (NCF)") stands for the whole name."""
    short: dict[str, Actor] = {}
    for f in named:
        after = doc[f.last + 1 : f.last + 4]
        if len(after) == 3 and after[0].text == "(" and after[2].text == ")" and _is_acronym(after[1].text):
            short.setdefault(after[1].text, f.actor)
    spelled = {t.i: short[t.text] for t in tokens_of(doc, "ORTH", short)} if short else {}
    kept = [f for f in named if f.actor.id or f.first != f.last or f.first not in spelled]
    covered = {i for f in kept for i in range(f.first, f.last + 1)}
    return kept + [Found(i, i, i, actor, "actors.abbreviated/1") for i, actor in spelled.items() if i not in covered]


def _is_acronym(word: str) -> bool:
    return word.isupper() and word.isalpha() and 2 <= len(word) <= LONGEST_ACRONYM


def formed(doc: Doc, text: str, know: Knowledge, names: Iterable[Found]) -> Iterator[Found]:
    """Persons and organisations that no table knows, by the form of their names."""
    covered = {i for f in names for i in range(f.first, f.last + 1)}
    titles, is_wire = know.actors.words("title"), text.isupper()  # old wire copy: a line in capitals is no headline
    spans = [span for e in doc.ents if e.label_ in NAMING and (span := _trimmed(e, titles)) is not None]
    filed = [at for at in openings(text) if know.gazetteer.candidates(text[slice(*at)])]
    spans = [s for s in spans if not any(start <= s.start_char < end for start, end in filed)]
    full = _full_names([span for span in spans if span.label_ == "PERSON" and _is_person(span, know)])
    taken = covered | {i for e in doc.ents if e.label_ not in NAMING for i in range(e.start, e.end)}
    for span in (_named_at_end(span, full) for span in spans):
        is_surname = len(span) == 1 and span.label_ != "PERSON" and " " in full.get(span[0].lower_, "")
        taken |= set() if is_surname else {t.i for t in span}
        if is_surname or any(t.i in covered for t in span):
            continue
        if not is_wire and span.text.isupper() and is_shouted(text, span.start_char, span.end_char):
            continue
        if span.label_ == "PERSON" and _is_person(span, know) and not _is_where(span, full, know):
            name = full.get(span[-1].lower_, span.text) if len(span) == 1 else span.text
            yield found(span, Actor(_one_line(name), None, "person"), "actors.person/1")
        elif span.label_ == "ORG" and not _is_common(span, know) and not _is_where(span, full, know):
            yield found(span, Actor(_one_line(span.text), None, "group"), "actors.organisation/1")
    for token in tokens_of(doc, "LOWER", full):
        name = full[token.lower_] if token.pos_ == "PROPN" and token.i not in taken else ""
        if " " in name and token.text[:1].isupper() and token.dep_ != "compound":
            yield Found(token.i, token.i, token.i, Actor(_one_line(name), None, "person"), "actors.surname/1")


def _named_at_end(span: Span, full: dict[str, str]) -> Span:
    """The person at the end of a stretch that ran together: "Minister for the Middle East Tobias Ellwood"."""
    words = full.get(span[-1].lower_, "").split()
    start = span.end - len(words)
    if span.label_ != "PERSON" and len(span) > len(words) > 1 and [t.text for t in span.doc[start : span.end]] == words:
        return Span(span.doc, start, span.end, label="PERSON")
    return span


def _is_where(span: Span, full: dict[str, str], know: Knowledge) -> bool:
    """Whether one word after "in" or "near" is a place that the pipeline takes for something else."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    return len(span) == 1 and before in know.actors.words("where") and " " not in full.get(span[0].lower_, "")


def _publishing(outlet: object) -> Actor:
    name, ident, country = (getattr(outlet, field) for field in ("name", "id", "country"))
    return Actor(name, f"{OUTLET}{ident}", "outlet", country)


def _acts(span: Span, actor: Actor, rule: str, know: Knowledge) -> bool:
    """Whether a state or seat stands for those who govern it, not for the land or for a person's name."""
    if rule == "actors.seat/1":
        return _governs(span.root, know)
    if actor.type != "state":
        return True
    root = span.root
    if root.dep_ == "pobj" and root.head.lower_ in know.actors.words("where"):
        return False
    return not any(t.ent_type_ == "PERSON" for t in span) or (span.root.dep_ in SUBJECTS and len(span) > 1)


def _governs(seat: Token, know: Knowledge) -> bool:
    """Whether a seat of government does something or has something done with it: "talks between Ankara and Moscow"."""
    if seat.dep_ == "conj" and seat.head.ent_type_ == "GPE":
        return _governs(seat.head, know)
    if seat.dep_ == "pobj":
        return seat.head.lower_ in know.actors.words("party")
    return seat.dep_ in SUBJECTS and seat.head.pos_ in ("VERB", "AUX")


def _trimmed(ent: Span, titles: frozenset[str]) -> Span | None:
    """The entity without determiners, titles, possessives and blanks at its ends, and without what is in brackets."""
    doc, start = ent.doc, ent.start
    end = next((t.i for t in ent if t.text == "(" and t.i > start), ent.end)
    while start < end and (_is_margin(doc[start]) or doc[start].lower_.rstrip(".") in titles):
        start += 1
    while end > start and _is_margin(doc[end - 1]):
        end -= 1
    if start == end or "\n" in doc[start:end].text:
        return None
    return Span(doc, start, end, label=ent.label_)


def _is_margin(token: Token) -> bool:
    return token.is_space or token.is_punct or token.tag_ == "POS" or token.pos_ == "DET"


def _is_person(span: Span, know: Knowledge) -> bool:
    """Whether the words are written like a person's name and none of them is a common noun for people or places."""
    is_kicker = all(t.is_upper and len(t) > LONGEST_ACRONYM for t in span)  # "BARBAROUS ACTS: ..." is no person
    if len(span) > LONGEST_NAME or not span[-1].text[:1].isupper() or is_kicker:
        return False
    return not any(know.actors.agent(t.text) or know.actors.of_adjective(t.text) or t.like_num for t in span)


def _is_common(span: Span, know: Knowledge) -> bool:
    """Whether the words name an item or nothing at all, though the pipeline takes them for an organisation."""
    if not any(t.text[:1].isupper() for t in span) or not any(t.is_alpha for t in span):
        return True
    return bool(know.items.match(span.text)) or (len(span) == 1 and know.actors.of_adjective(span.text) is not None)


def _full_names(persons: Iterable[Span]) -> dict[str, str]:
    """From a last name to the fullest name of the story that ends in it; the first of two equally full ones."""
    full: dict[str, str] = {}
    lengths: dict[str, int] = {}
    for span in persons:
        last = span[-1].lower_
        if len(span) > lengths.get(last, 0):
            full[last], lengths[last] = span.text, len(span)
    return full


def _one_line(name: str) -> str:
    return " ".join(name.split())
