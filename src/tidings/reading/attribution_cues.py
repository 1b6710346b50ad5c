"""Reporting words of one sentence: who says what by a verb, by "according to", by a film that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from tidings.knowledge import Knowledge
from tidings.reading.arguments import is_passive, phrase, prep_objects, subject, with_conjuncts
from tidings.reading.attribution_evidence import is_intercepted
from tidings.reading.attribution_quotes import OPENING
from tidings.reading.attribution_speakers import NOUNS, Manner, Saying, author, speaker

CLAUSES = ("ccomp", "parataxis")
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
        for outlet in _carriers(head, verb, know):
            yield Saying(phrase(outlet), verb, ranges, depth=-1)
    if not speakers and is_passive(verb) and know.speech.has("unsaid", verb.lemma_) and ranges:
        span = verb.doc[verb.i : verb.i + 1]
        yield Saying(span, verb, ranges, is_unnamed=True, manner="hearsay")
    for cited in _cited(verb, know):
        yield Saying(phrase(cited), verb, ranges, depth=1)


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
    if any(t.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ") for t in doc[comma + 1 : last + 1]):
        return None
    return comma, last


def _is_clause(span: Span) -> bool:
    return any(t.tag_ in FINITE or t.tag_ == "MD" for t in span)


def _carriers(head: Token, verb: Token, know: Knowledge) -> list[Token]:
    """Through which paper or station the speaker is heard: "told the Crier", "quoted by the Crier"."""
    told = [c for c in verb.children if c.dep_ in ("dobj", "dative", "iobj")] if verb.lemma_ == "tell" else []
    told += [
        o
        for c in verb.children
        if c.lower_ == "to" and verb.lemma_ in ("say", "speak")
        for o in c.children
        if o.dep_ == "pobj"
    ]
    quoted = [c for c in head.children if c.dep_ == "acl" and know.speech.has("citing", c.lemma_)]
    told += [o for c in quoted for o in prep_objects(c, ("by", "in"))]
    return [
        t
        for t in told[:1]
        if know.speech.has("carrier", t.lemma_.lower())
        or know.outlets.resolve(phrase(t).text.removeprefix("the ")) is not None
    ]


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
    found = subject(verb)
    if found or verb.tag_ in ("VB", "VBG", "VBN"):
        return found
    beside = [verb.doc[i] for i in (verb.i + 1, verb.i - 1) if sent.start <= i < sent.end]
    for token in beside:
        head = token.head if token.dep_ in ("compound", "det", "amod", "poss") else token
        if head.pos_ in (*NOUNS, "PRON") and sent.start <= head.i < sent.end:
            return [head]
    return []


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
    if not ranges and (that := next((t for t in sent.doc[verb.i + 1 : sent.end] if _opens_clause(t, know)), None)):
        ranges = [(that.i, sent.end)]
    if know.speech.has("pledging", verb.lemma_):
        ranges += [_extent(c) for c in verb.children if c.dep_ == "xcomp"]
    return tuple(r for r in ranges if r[0] < r[1])


def _opens_clause(token: Token, know: Knowledge) -> bool:
    """Whether a "that" opens what is said; after "in a letter" the parser takes it for the letter's."""
    if token.lower_ != "that":
        return False
    return token.tag_ == "IN" or know.speech.has("noun", token.nbor(-1).lemma_.lower())


def _is_mark(token: Token) -> bool:
    return token.text in OPENING or token.text in ('"', "'", "‘")


def _has_own_subject(verb: Token) -> bool:
    return verb.pos_ in ("VERB", "AUX") and any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _cited(verb: Token, know: Knowledge) -> list[Token]:
    """Whom the speaker quotes: the object of a citing verb that hangs on the reporting verb."""
    citing = [c for c in verb.children if c.dep_ in ("advcl", "acl", "xcomp") and know.speech.has("citing", c.lemma_)]
    if know.speech.has("citing", verb.lemma_) and any(c.lower_ == "as" for c in verb.children):
        citing.append(verb)  # "the paper quoted a mediator as saying"
    return [author(o, know) or o for c in citing for o in c.children if o.dep_ == "dobj"]


def _accused(verb: Token, before: Sequence[Saying], know: Knowledge) -> Iterator[Saying]:
    said = (verb.i + 1, verb.right_edge.i + 1)
    heads = prep_objects(verb, ("by",)) if is_passive(verb) else subject(verb)
    for head in heads[:1]:
        if said[0] < said[1]:
            yield from _by(head, verb, (said,), before, know, "accused")


def _spoken(noun: Token, before: Sequence[Saying], know: Knowledge) -> Iterator[Saying]:
    """What a noun says: "the minister's claim that", "a US announcement that", "reports of"."""
    clauses = [
        c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and any(t.dep_ == "mark" for t in c.children)
    ]
    if know.speech.has("rumoured", noun.lemma_.lower()):
        clauses += [c for c in noun.children if c.lower_ == "of"]
    if not clauses:
        return
    makers = prep_objects(noun, ("by", "from")) + [c for c in noun.children if c.dep_ == "poss"]
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
