"""On whose word: which stretches of a story are said by whom, and the chain of speakers behind a word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from tidings.knowledge import Knowledge
from tidings.knowledge.grammar import words
from tidings.reading.attribution_cues import in_sentence
from tidings.reading.attribution_quotes import OPENING, Range, paragraph_starts, quotations
from tidings.reading.attribution_speakers import Saying, cue_span, source_span
from tidings.reading.attribution_transcripts import whole_speech

__all__ = ["Saying", "chain", "cue_span", "is_presupposed", "sayings", "source_span", "standing"]
HAPPENING = words("happening verb")
ANAPHORIC = words("anaphoric")
LONGEST_CHAIN = 3  # a fourth link is a parse error more often than a source (train stories)
MARKS = OPENING | {'"', "'", "‘"}
EDGES = frozenset({",", ".", ";", ":", "–", "—", "-"})
QUOTED_SPEECH = 4  # tokens; shorter words in quotation marks that no reporting verb goes with are a manner of speaking


def sayings(doc: Doc, know: Knowledge) -> list[Saying]:
    """Return every saying of the story in text order, with quotations that run over several sentences.

    Each has the words of its source (`source_span`), of its cue (`cue_span`) and of what is said (`content`).
    """
    found: list[Saying] = list(whole_speech(doc, know))
    running: int | None = None  # the saying that a colon opened and no quotation marks close
    for sent in doc.sents:
        here = _nested(list(in_sentence(sent, found, know)))
        if running is not None and not any(s.manner == "said" and s.words is None and not s.is_unnamed for s in here):
            found[running] = replace(found[running], content=_joined(found[running].content, (sent.start, sent.end)))
        else:
            running = None
        opened = next((n for n, s in enumerate(here) if _opens_speech(s, sent)), None)
        if opened is not None:
            running = len(found) + opened
            here[opened] = replace(
                here[opened], content=_joined(here[opened].content, (here[opened].cue.i + 2, sent.end))
            )
        found.extend(here)
    trimmed = (replace(s, content=_trimmed(doc, s.content)) for s in _with_quotations(doc, found))
    return [s for s in trimmed if s.content]


def chain(token: Token, said: Sequence[Saying]) -> list[Saying]:
    """The sayings that the token stands in, outermost first, one a speaker."""
    known = is_presupposed(token)
    around = sorted(
        (s for s in said if s.manner != "held" and s.covers(token) and (s.manner == "whole" or not known)),
        key=lambda s: (-s.width, s.depth, s.cue.i),
    )
    out: list[Saying] = []
    for saying in around:
        if all(saying.speaker.text.lower() != other.speaker.text.lower() for other in out):
            out.append(saying)
    return out[:LONGEST_CHAIN]


def standing(chains: Sequence[Sequence[Saying]]) -> list[Saying]:
    """The chain that an incident stands on: that of its first mention that has one, hearsay left out beside a name.

    The first, not the longest: a report names its main source where it tells the news (train and composed stories).
    """
    first = next((chain for chain in chains if chain), ())
    return [s for s in first if not s.is_unnamed] or list(first)


def _nested(here: list[Saying]) -> list[Saying]:
    """The sayings of a sentence, an "according to" inside what another says one link further in."""
    out = []
    for saying in here:
        outer = next((s for s in here if s is not saying and s.covers(saying.cue)), None)
        if saying.cue.lower_ == "according" and outer is not None:
            saying = replace(saying, content=outer.content, depth=1)
        out.append(saying)
    return out


def is_presupposed(token: Token) -> bool:
    """Whether the words take the deed as known: "the withdrawal", "Turkey's offensive". A speaker adds nothing."""
    if token.dep_ == "amod" and token.pos_ in ("VERB", "ADJ"):
        return True  # "the US-backed rebels": known beforehand
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    if token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ in HAPPENING:
        return False  # what is said is said of the deed: "said the withdrawal began on Monday"
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in ANAPHORIC) for c in token.children)


def _opens_speech(saying: Saying, sent: Span) -> bool:
    """Whether a colon after the verb opens a speech that is given without quotation marks: "the minister said: We"."""
    after = saying.cue.i + 1
    if saying.manner != "said" or saying.is_unnamed or after >= sent.end or sent.doc[after].text != ":":
        return False
    words = (t for t in sent.doc[after + 1 : after + 4] if not t.is_space)
    first = next(words, None)
    return first is not None and first.text not in MARKS


def _with_quotations(doc: Doc, found: list[Saying]) -> list[Saying]:
    """The sayings with each quotation joined to the one whose words go with it; a bare one goes on from the last."""
    out, paragraphs = list(found), list(paragraph_starts(doc))
    last: int | None = None  # the saying that the quotation before belongs to
    for quoted in quotations(doc):
        ends = {doc[quoted[0]].sent.start, doc[quoted[1] - 1].sent.start}
        fitting = [
            n for n, s in enumerate(out) if s.manner == "said" and not s.is_unnamed and _goes_with(s, quoted, ends)
        ]
        mine = min(fitting, key=lambda n: _gap(out[n], quoted), default=None)
        if mine is None and _opens_sentence(doc, quoted):
            mine = _going_on(out, quoted, last, paragraphs)
        if mine is None:
            continue
        for n in [n for n in fitting if out[n].cue == out[mine].cue] or [mine]:
            out[n] = replace(out[n], content=_joined(out[n].content, quoted))
        last = mine
    return out


def _goes_with(saying: Saying, quoted: Range, ends: set[int]) -> bool:
    """Whether the verb stands outside the quotation, in the sentence where it opens or closes, or right after it.

    `ends` are the first tokens of those two sentences.
    """
    cue, (start, end) = saying.cue, quoted
    if start <= cue.i < end:
        return False
    begins = cue.sent.start
    if begins in ends:
        return True
    return cue.i > end and begins <= end and cue.i - end < 6 and cue.doc[end].text != "\n"


def _gap(saying: Saying, quoted: Range) -> int:
    start, end = quoted
    return start - saying.cue.i if saying.cue.i < start else saying.cue.i - end


def _opens_sentence(doc: Doc, quoted: Range) -> bool:
    start, end = quoted
    first = doc[start].sent.start
    return end - start > QUOTED_SPEECH and all(t.is_space or t.is_punct for t in doc[first:start])


def _going_on(found: Sequence[Saying], quoted: Range, last: int | None, paragraphs: Sequence[int]) -> int | None:
    """The saying that a quotation without reporting words goes on from: the last one before it that named somebody."""
    before = [n for n, s in enumerate(found) if s.cue.i < quoted[0] and s.manner == "said" and not s.is_unnamed]
    latest = max(before, key=lambda n: found[n].cue.i, default=None)
    if latest is None:
        return last
    here = bisect_right(paragraphs, quoted[0])
    if here - bisect_right(paragraphs, found[latest].cue.i) > 2:
        return last
    return latest


def _joined(content: Sequence[Range], quoted: Range) -> tuple[Range, ...]:
    """The ranges with one more, those that touch or overlap made one."""
    out: list[Range] = []
    for a, b in sorted([*content, quoted]):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return tuple(out)


def _trimmed(doc: Doc, content: Sequence[Range]) -> tuple[Range, ...]:
    """The ranges without white space at their ends and without a comma or full stop after them."""
    out = []
    for a, b in content:
        while a < b and (doc[a].is_space or doc[a].text in EDGES):
            a += 1
        while a < b and (doc[b - 1].is_space or doc[b - 1].text in EDGES):
            b -= 1
        if a < b:
            out.append((a, b))
    return tuple(out)
