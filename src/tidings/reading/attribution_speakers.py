"""Who speaks: the words beside a reporting word, and whom a pronoun or "the report" among them leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Span, Token

from tidings.knowledge import Knowledge
from tidings.knowledge.grammar import words
from tidings.reading.arguments import phrase, prep_objects

PRONOUNS = words("speaker pronoun")
OF_A_PERSON = words("person pronoun")
OWN_VOICE = words("own voice")
NOUNS = ("NOUN", "PROPN")
BODIES = ("ORG", "GPE", "NORP")  # kinds of name that no "he" stands for
STOPS = frozenset({".", ";", ":", "”"})
Manner = Literal["said", "accused", "shown", "according", "hearsay", "held", "headed", "spoken", "whole"]


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody (`speaker`) says something (`content`: token ranges of the same sentence or the next ones)."""

    speaker: Span
    cue: Token
    content: tuple[tuple[int, int], ...]
    is_unnamed: bool = False  # nobody is named: "reportedly", "is said to have"
    depth: int = (
        0  # -1 for the paper that somebody told it, 1 for whom the speaker quotes: "the report said, quoting a study"
    )
    manner: Manner = "said"
    words: Span | None = None  # what stands beside the cue where it only points at the speaker: "she", "the report"

    def covers(self, token: Token) -> bool:
        """Whether the token is part of what is said."""
        return any(a <= token.i < b for a, b in self.content)

    @property
    def width(self) -> int:
        """How many tokens are said; of two sayings around one word the wider is the outer one."""
        return sum(b - a for a, b in self.content)


def source_span(saying: Saying) -> Span | None:
    """The whole noun phrase beside the cue that names or points at the speaker; None where the words leave it open."""
    if saying.is_unnamed:
        return None
    span = saying.words or saying.speaker
    end = max([span.end, *(t.i + 1 for t in span.root.subtree)])
    if span.start <= saying.cue.i < end:
        end = max(span.end, saying.cue.i)
    while end > span.end and (span.doc[end - 1].is_space or span.doc[end - 1].text in STOPS):
        end -= 1
    return span.doc[span.start : end]


def cue_span(saying: Saying) -> Span:
    """The reporting words: the verb with its helpers right before it ("did not say"), "according to"."""
    cue, doc = saying.cue, saying.cue.doc
    if cue.lower_ == "according" and cue.i + 1 < len(doc):
        return doc[cue.i : cue.i + 2]
    start = cue.i
    while start > 0 and doc[start - 1].head == cue and doc[start - 1].dep_ in ("aux", "auxpass", "neg", "advmod"):
        start -= 1
    return doc[start : cue.i + 1]


def author(noun: Token, know: Knowledge) -> Token | None:
    """Who made a report or film that is named with its maker: "a study by the center", "the center's study"."""
    if not know.speech.has("noun", noun.lemma_.lower()):
        return None
    makers = prep_objects(noun, ("by", "from")) + [m for m in prep_objects(noun, ("of",)) if _speaks(m, know)]
    makers += [c for c in noun.children if c.dep_ == "poss"]
    return next((m for m in makers if m.pos_ in NOUNS), None)


def _speaks(noun: Token, know: Knowledge) -> bool:
    """Whether the noun can make a report: "the report of the ministry", but not "accounts of the call"."""
    return noun.pos_ == "PROPN" or bool(noun.ent_type_) or know.speech.has("speaker", noun.lemma_.lower())


def speaker(token: Token, before: Sequence[Saying], know: Knowledge) -> tuple[Span, Span | None] | None:
    """The words that name the speaker, and the words at hand where those only point at them.

    A pronoun leads to the speaker before it, a report to its maker, "the report" to the maker of the one before, one's
    own voice to nobody.
    """
    if token.lower_ in OWN_VOICE:
        return None
    here = phrase(token)
    if token.lower_ in PRONOUNS and token.pos_ == "PRON":
        led = next(_meant(token, before), None)
        return (led, here) if led is not None else None
    maker = author(token, know)
    if maker is not None:
        return phrase(maker), here
    if know.speech.has("noun", token.lemma_.lower()) and any(c.lower_ == "the" for c in token.children):
        made = next((s.speaker for s in reversed(before) if s.depth == 0 and _made(s, token.lemma_)), None)
        return (made, here) if made is not None else (here, None)
    named = next((c for c in token.children if c.dep_ == "appos" and c.ent_type_ == "PERSON" and c.i > token.i), None)
    if named is not None and token.ent_type_ != "PERSON":
        return phrase(named), here  # "the minister, Ada Toth, said"
    return here, None


def _made(saying: Saying, lemma: str) -> bool:
    """Whether the saying came out of a thing of that name: "a report by the center"."""
    root = saying.speaker.root
    return root.dep_ == "pobj" and root.head.head.lemma_ == lemma


def _meant(pronoun: Token, before: Sequence[Saying]) -> Iterator[Span]:
    """Whom the pronoun may stand for, the likeliest first: who spoke last sentence, its subject, who spoke before."""
    spoke = [
        s.speaker
        for s in reversed(before)
        if not s.is_unnamed and s.depth >= 0 and _agree(pronoun, s.speaker.root)  # below 0: the paper that was told
    ]
    start = pronoun.sent.start
    last = pronoun.doc[start - 1].sent if start else None
    if last is not None:
        yield from (span for span in spoke if span.root.sent.start >= last.start)
        yield from (phrase(t) for t in last if t.dep_ == "nsubj" and t.pos_ in NOUNS and _agree(pronoun, t))
    yield from spoke


def _agree(pronoun: Token, noun: Token) -> bool:
    """Whether the pronoun can stand for the noun: no "he" for an office, no "it" for a person, no "it" for several."""
    is_many = noun.tag_ in ("NNS", "NNPS") or any(True for _ in noun.conjuncts)
    if pronoun.lower_ in OF_A_PERSON:
        return not is_many and noun.ent_type_ not in BODIES
    if pronoun.lower_ == "it":
        return not is_many and noun.ent_type_ != "PERSON"
    return True
