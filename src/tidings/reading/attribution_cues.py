"""Reporting words of one sentence: who says what by a verb, by "according to", by a film that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from tidings.knowledge import Knowledge
from tidings.reading.arguments import is_passive, phrase, prep_objects, subject, with_conjuncts
from tidings.reading.attribution_citing import carriers, cited
from tidings.reading.attribution_evidence import is_intercepted
from tidings.reading.attribution_quotes import OPENING
from tidings.reading.attribution_speakers import NOUNS, Manner, Saying, speaker

CLAUSES = ("ccomp", "parataxis")
TIMES = ("DATE", "TIME")
RELATIVE = ("WP", "WDT")
FINITE = ("VBD", "VBZ", "VBP")
LONG_NAME = 12  # tokens of a name with its title between the comma and the verb
SHORT_TAIL = 8  # tokens after a reporting verb that closes its sentence: "the minister said on state radio on Monday."


def in_sentence(sent: Span, before: Sequence[Saying], know: Knowledge) -> Iterator[Saying]:
    """Yield the sayings of one sentence; content that is only quoted, elsewhere in the sentence, is left empty."""
    for token in sent:
        lemma, speech = token.lemma_.lower(), know.speech
        if token.pos_ == "VERB":
            if speech.has("verb", lemma):
                yield from _said(token, sent, before, know)
            elif speech.has("held", lemma):
                yield from _held(token, before, know)
            if speech.has("accusing", lemma):
                yield from _accused(token, before, know)
            if speech.has("evidence", lemma) and not speech.has("verb", lemma):
                yield from _shown(token, before, know)
        if token.dep_ == "advmod" and speech.has("hearsay", token.lower_):
            span = sent.doc[token.i : token.i + 1]
            yield Saying(span, token, (_extent(token.head),), is_unnamed=True, manner="hearsay")
        if token.lower_ == "according" and token.i + 1 < len(sent.doc) and sent.doc[token.i + 1].lower_ == "to":
            yield from _according(token, sent, before, know)
        if token.pos_ == "NOUN" and speech.has("spoken", lemma):
            yield from _spoken(token, before, know)
    yield from _headed(sent, know)


def _said(verb: Token, sent: Span, before: Sequence[Saying], know: Knowledge) -> Iterator[Saying]:
    tail = _tail(verb, sent)
    if tail is not None:
        speakers, ranges = [tail[0]], tail[1]
    else:
        speakers = _speakers(verb, sent)
        ranges = _content(verb, sent, speakers, know)
    if not ranges and know.speech.has("clausal", verb.lemma_) and not any(_is_mark(t) for t in sent):
        yield from _held(verb, before, know)
        return
    for head in speakers[:2]:
        yield from _by(head, verb, ranges, before, know)
        for outlet in carriers(head, verb, know):
            yield Saying(phrase(outlet), verb, ranges, depth=-1)
    if not speakers and is_passive(verb) and know.speech.has("unsaid", verb.lemma_) and ranges:
        span = verb.doc[verb.i : verb.i + 1]
        yield Saying(span, verb, ranges, is_unnamed=True, manner="hearsay")
    for quoted in cited(verb, speakers[:2], know):
        yield Saying(phrase(quoted), verb, ranges, depth=1)


def _tail(verb: Token, sent: Span) -> tuple[Token, tuple[tuple[int, int], ...]] | None:
    """Speaker and content where the reporting clause closes the sentence or stands between commas.

    "..., army sources said on Monday." and "The town, the mayor said, had fallen." are read off the words, since the
    parser often hangs such a clause on the last noun before it.
    """
    doc = sent.doc
    after = verb.i + 1
    is_between = after < sent.end and doc[after].text == ","
    if verb.tag_ not in FINITE or not (is_between or sent.end - verb.i <= SHORT_TAIL):
        return None
    last = verb.i - 1
    while last > sent.start and doc[last].pos_ in ("ADV", "AUX"):
        last -= 1
    named = _segment(doc, sent.start, last)
    if named is None and last > sent.start and doc[last].text == ",":
        named = _segment(doc, sent.start, last - 1)
        before = _segment(doc, sent.start, named[0] - 1) if named is not None else None
        if named is not None and before is not None:  # "his mother, Ada Toth, said" or "Ada Toth, a nurse, said"
            named = (before[0], named[1] if doc[named[1]].pos_ == "PROPN" else before[1])
    if named is None:
        return None
    if is_between and _is_clause(doc[after + 1 : sent.end]):
        return doc[named[1]], ((sent.start, named[0]), (after + 1, sent.end))
    if not _is_clause(doc[sent.start : named[0]]):
        return None
    return doc[named[1]], ((sent.start, named[0]),)


def _segment(doc: Doc, start: int, last: int) -> tuple[int, int] | None:
    """The comma before and the last noun of a bare noun phrase that ends at `last`; None for other words."""
    comma = next((i for i in range(last, max(start, last - LONG_NAME), -1) if doc[i].text == ","), None)
    if comma is None or comma == last or doc[last].pos_ not in (*NOUNS, "PRON"):
        return None
    if any(t.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ") or t.tag_ in RELATIVE for t in doc[comma + 1 : last + 1]):
        return None  # also "the men, who police said had fled": what is said follows
    return comma, last


def _is_clause(span: Span) -> bool:
    return any(t.tag_ in FINITE or t.tag_ == "MD" for t in span)


def _by(
    head: Token,
    cue: Token,
    ranges: tuple[tuple[int, int], ...],
    before: Sequence[Saying],
    know: Knowledge,
    manner: Manner = "said",
) -> Iterator[Saying]:
    found = speaker(head, before, know)
    if found is not None:
        yield Saying(found[0], cue, ranges, manner=manner, words=found[1])


def _speakers(verb: Token, sent: Span) -> list[Token]:
    """Who says it by the parse; failing that the noun right beside the verb."""
    if is_passive(verb):
        return prep_objects(verb, ("by",))
    found = _own_subject(verb) or subject(verb)
    if found or verb.tag_ in ("VB", "VBG", "VBN"):
        return found
    beside = [verb.doc[i] for i in (verb.i + 1, verb.i - 1) if sent.start <= i < sent.end]
    for token in beside:
        head = token.head if token.dep_ in ("compound", "det", "amod", "poss") else token
        if head.pos_ in (*NOUNS, "PRON") and sent.start <= head.i < sent.end:
            return [head]
    return []


def _own_subject(verb: Token) -> list[Token]:
    """The subject beside a "who" or "which" that belongs to what is said: "the men, who police said were armed"."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    own = [c for c in subjects if c.tag_ not in RELATIVE]
    return [t for c in own for t in with_conjuncts(c)] if len(own) < len(subjects) else []


def _content(verb: Token, sent: Span, speakers: Sequence[Token], know: Knowledge) -> tuple[tuple[int, int], ...]:
    """What the verb's speaker says by the parse: its clauses and objects, or all before a closing "police said"."""
    if know.speech.has("citing", verb.lemma_):
        return ((verb.i + 1, verb.right_edge.i + 1),)
    clauses = [c for c in verb.children if c.dep_ in CLAUSES]
    if is_passive(verb):
        clauses += [c for c in verb.children if c.dep_ in ("nsubjpass", "xcomp")]
    start = min([verb.i, *(s.left_edge.i for s in speakers if s.left_edge.i > sent.start)])
    before, after = [c for c in clauses if c.i < start], [c for c in clauses if c.i > verb.i]
    if after:
        after += [c for c in verb.children if c.dep_ == "conj" and _has_own_subject(c)]
    ranges = [_extent(c) for c in after]
    if before and not is_passive(verb) and start > sent.start + 1:
        ranges.insert(0, (sent.start, start))
        right = verb.right_edge.i + 1
        ranges += [(right, c.right_edge.i + 1) for c in before if c.right_edge.i >= right]
    else:
        ranges = [_extent(c) for c in before] + ranges
    if not know.speech.has("clausal", verb.lemma_) and (verb.lemma_ != "tell" or not ranges):
        ranges += [_extent(c) for c in verb.children if c.dep_ == "dobj" and c.pos_ in NOUNS and c not in speakers]
    if verb.lemma_ == "tell" and not any(c.dep_ in CLAUSES for c in verb.children):
        told = next((t for t in sent.doc[verb.i + 1 : sent.end] if _opens_clause(t, know)), None)
        ranges = [(told.i, sent.end)] if told is not None and not before else ranges
    if not ranges and _closes(verb, sent, speakers):
        ranges = [(sent.start, verb.i)]
    if not ranges and (that := next((t for t in sent.doc[verb.i + 1 : sent.end] if _opens_clause(t, know)), None)):
        ranges = [(that.i, sent.end)]
    if know.speech.has("pledging", verb.lemma_):
        ranges += [_extent(c) for c in verb.children if c.dep_ == "xcomp"]
    return tuple(r for r in ranges if r[0] < r[1])


def _closes(verb: Token, sent: Span, speakers: Sequence[Token]) -> bool:
    """Whether a finite verb behind a comma with its speaker after it closes what is said: ", said the mayor"."""
    if verb.tag_ not in FINITE or verb.i - 1 <= sent.start or sent.doc[verb.i - 1].text != ",":
        return False
    return any(s.i > verb.i for s in speakers) and _is_clause(sent.doc[sent.start : verb.i])


def _opens_clause(token: Token, know: Knowledge) -> bool:
    """Whether a "that" opens what is said; after "in a letter" the parser takes it for the letter's."""
    if token.lower_ != "that":
        return False
    return token.tag_ == "IN" or token.dep_ == "advmod" or know.speech.has("noun", token.nbor(-1).lemma_.lower())


def _is_mark(token: Token) -> bool:
    return token.text in OPENING or token.text in ('"', "'", "‘")


def _has_own_subject(verb: Token) -> bool:
    return verb.pos_ in ("VERB", "AUX") and any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _accused(verb: Token, before: Sequence[Saying], know: Knowledge) -> Iterator[Saying]:
    said = (verb.i + 1, verb.right_edge.i + 1)
    heads = prep_objects(verb, ("by",)) if is_passive(verb) else subject(verb)
    for head in heads[:1]:
        if said[0] < said[1]:
            yield from _by(head, verb, (said,), before, know, "accused")


def _spoken(noun: Token, before: Sequence[Saying], know: Knowledge) -> Iterator[Saying]:
    """What a noun says: "the minister's claim that", "a US announcement that", "reports of"."""
    clauses = [
        c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and any(_opens_it(t) for t in c.children)
    ]
    if know.speech.has("rumoured", noun.lemma_.lower()):
        clauses += [c for c in noun.children if c.lower_ == "of"]
    if not clauses:
        return
    makers = prep_objects(noun, ("by", "from")) + [c for c in noun.children if c.dep_ == "poss"]
    makers = [m for m in makers if m.ent_type_ not in TIMES]  # "last month's announcement"
    makers += [
        c
        for c in noun.children
        if c.dep_ in ("compound", "amod", "nmod") and c.ent_type_ in ("GPE", "ORG", "NORP", "PERSON")
    ]
    ranges = tuple(_extent(c) for c in clauses)
    for maker in makers[:1]:
        yield from _by(maker, noun, ranges, before, know, "spoken")
    if not makers and know.speech.has("rumoured", noun.lemma_.lower()):
        yield Saying(noun.doc[noun.i : noun.i + 1], noun, ranges, is_unnamed=True, manner="hearsay")


def _opens_it(token: Token) -> bool:
    """Whether the word opens a clause that tells what is said; the parser takes some such "that" for an adverb."""
    return token.dep_ == "mark" or (token.dep_ == "advmod" and token.lower_ == "that")


def _held(verb: Token, before: Sequence[Saying], know: Knowledge) -> Iterator[Saying]:
    """What somebody wants, favours or refuses: told of their mind, not of the world."""
    content = [
        c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "dobj", "acomp") or (c.dep_ == "prep" and c.i > verb.i)
    ]
    heads = [] if is_passive(verb) else subject(verb)
    for head in heads[:1]:
        if content:
            said = (min(c.left_edge.i for c in content), max(c.right_edge.i for c in content) + 1)
            yield from _by(head, verb, (said,), before, know, "held")


def _shown(verb: Token, before: Sequence[Saying], know: Knowledge) -> Iterator[Saying]:
    content = tuple(_extent(c) for c in verb.children if c.dep_ in ("ccomp", "dobj"))
    tail = _tail(verb, verb.sent)
    heads = [tail[0]] if tail is not None else subject(verb)
    for head in heads[:1]:
        said = tail[1] if tail is not None else content
        if said and (know.speech.has("noun", head.lemma_.lower()) or is_intercepted(head, know)):
            yield from _by(head, verb, said, before, know, "shown")


def _according(token: Token, sent: Span, before: Sequence[Saying], know: Knowledge) -> Iterator[Saying]:
    to = token.doc[token.i + 1]
    for head in (t for c in to.children if c.dep_ == "pobj" for t in with_conjuncts(c)):
        end = max(head.right_edge.i + 1, head.i + 1) if token.i == sent.start else head.i + 1
        ranges = tuple(r for r in ((sent.start, token.i), (end, sent.end)) if r[0] < r[1])
        yield from _by(head, token, ranges, before, know, "according")
        for outlet in carriers(head, token, know):
            yield Saying(phrase(outlet), token, ranges, depth=-1, manner="according")


def _headed(sent: Span, know: Knowledge) -> Iterator[Saying]:
    """A line that opens with its speaker and a colon: "Police: man shot"."""
    colon = next((t for t in sent[1:7] if t.text == ":"), None)
    if (
        colon is None
        or colon.i + 2 >= sent.end
        or any(t.pos_ in ("VERB", "AUX") for t in sent.doc[sent.start : colon.i])
    ):
        return
    head = sent.doc[colon.i - 1]
    if head.pos_ not in NOUNS or not (
        head.ent_type_ in ("PERSON", "ORG") or know.speech.has("speaker", head.lemma_.lower())
    ):
        return
    yield Saying(sent.doc[sent.start : colon.i], colon, ((colon.i + 1, sent.end),), manner="headed")


def _extent(token: Token) -> tuple[int, int]:
    return token.left_edge.i, token.right_edge.i + 1
