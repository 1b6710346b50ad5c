"""Numbers in a story: how many, of what, and what they measure. Dates, ages, times and names hold none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from tidings.knowledge import Knowledge
from tidings.knowledge.names import is_shouted
from tidings.knowledge.numerals import Numeral, Numerals
from tidings.model import Amount, Mention, Quote, Story
from tidings.reading.arguments import with_conjuncts
from tidings.reading.number_measures import NOUNS, by_noun, by_verb, is_toll, measure_of

CLOCK = ("DATE", "TIME", "PERCENT", "ORDINAL")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
NUMERIC = ("nummod", "quantmod", "compound", "amod", "det", "predet", "advmod", "appos")
LABELS = ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "PRON", "X")
SINGLE = "numbers.single/1"
PERSONAL = frozenset({"killed", "injured", "abducted", "arrested"})


def numbers(doc: Doc, story: Story, know: Knowledge) -> list[Mention]:
    """Return the numbers of a story in text order."""
    words, text = Numerals.load(), story.text
    named = {i for s, e, _ in (*know.items.match(text), *know.actors.match(text)) for i in range(s, e)}
    found: list[Mention] = []
    for numeral in words.read(text):
        span = doc.char_span(numeral.start, numeral.end, alignment_mode="expand")
        if span is not None and numeral.figure not in named and not _names(span, numeral, words, text):
            found.append(_mention(span, Quote.at(text, numeral.start, numeral.end), numeral, words, know))
    taken = {t for m in found for t in range(m.quote.start, m.quote.end)}
    for mention in _single(doc, text, words, know):
        if mention.quote.start not in taken:  # nor within a list that is counted as one
            found.append(mention)
            taken.update(range(mention.quote.start, mention.quote.end))
    return sorted(found, key=lambda m: m.quote.start)


def _names(span: Span, numeral: Numeral, words: Numerals, text: str) -> bool:
    """Whether the number names or dates something instead of counting it."""
    doc = span.doc
    figure = doc.char_span(numeral.figure, numeral.end, alignment_mode="expand") or span
    before = doc[span.start - 1] if span.start else None
    after = doc[span.end] if span.end < len(doc) else None
    head = _counted(figure)
    if before is not None and before.pos_ in LABELS and before.lower_ in words.beside["label"] | words.beside["age"]:
        return True
    if after is not None and after.lower_ in words.beside["rest"]:
        return True
    if (after is not None and _is_time(after, words)) or (head is not None and _is_time(head, words)):
        return True
    if YEAR.match(figure.text) and (head is None or head.tag_ not in ("NNS", "NNPS") or figure[0].ent_type_ == "DATE"):
        return True
    if figure[-1].ent_type_ in CLOCK and (head is None or head.i < figure.start or head.ent_type_ in CLOCK):
        return not is_toll(figure.root, words)
    if before is not None and before.pos_ == "PROPN" and (figure.root.head == before or before.head == figure.root):
        return not (words.measure("before", before.lower_) or is_shouted(text, span.start_char, span.end_char))
    return _is_age(figure, before, after) or (figure.text.lower() == "one" and _is_pronoun(figure[0], words))


def _is_time(token: Token, words: Numerals) -> bool:
    return token.lemma_.lower() in words.beside["time"] or token.lower_ in words.beside["time"]


def _is_age(figure: Span, before: Token | None, after: Token | None) -> bool:
    """Whether the figure stands between commas or in brackets behind a name: "Salvatore, 22, ..."."""
    if before is None or before.text not in (",", "(") or before.i == 0 or not figure.text.isdigit():
        return False
    is_closed = after is None or after.text in (",", ".", ")", ";")
    name = figure.doc[before.i - 1]
    return is_closed and (name.pos_ == "PROPN" or name.ent_type_ == "PERSON")


def _is_pronoun(one: Token, words: Numerals) -> bool:
    """Whether "one" stands for a thing told before or for anybody."""
    if one.i and one.nbor(-1).lower_ in words.beside["referring"]:
        return True
    return one.dep_ not in ("nummod", "nsubjpass", "nsubj", "dobj", "pobj", "conj") or one.tag_ in ("PRP", "NN")


def _counted(figure: Span) -> Token | None:
    """The noun that the number counts: its head, or the noun after "of"."""
    root = figure.root
    for child in root.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            nouns = [t for t in child.children if t.dep_ == "pobj"]
            return nouns[0] if nouns else None
    head = root
    while head.dep_ in NUMERIC and head.head.i >= figure.end and head.head.pos_ in (*NOUNS, "ADJ"):
        head = head.head
    if head is not root:
        return head
    after = figure.doc[figure.end] if figure.end < len(figure.doc) else None
    if after is not None and after.pos_ in NOUNS and after.head.i >= after.i and after.sent == root.sent:
        return after.head if after.dep_ == "compound" and after.head.pos_ in NOUNS else after
    return None


def _mention(span: Span, quote: Quote, numeral: Numeral, words: Numerals, know: Knowledge) -> Mention:
    figure = span.doc.char_span(numeral.figure, numeral.end, alignment_mode="expand") or span
    head = _counted(figure)
    measure = measure_of(figure, head, words, know)
    amount = Amount(numeral.min, numeral.max, head.lemma_.lower() if head is not None else None, measure)
    return Mention("number", quote, value=amount, rule=f"numbers.{measure}/1")


def _single(doc: Doc, text: str, words: Numerals, know: Knowledge) -> Iterator[Mention]:
    """A single person without a numeral ("a boy was killed"), and none ("no casualties")."""
    for token in doc:
        is_none = token.lower_ in words.beside["none"]
        if not (is_none or token.lower_ in words.beside["article"]) or token.dep_ != "det" or token.head.i <= token.i:
            continue
        head = token.head
        if any(c.lower_ in words.beside["rest"] for c in head.children):
            continue
        agent = know.actors.agent(head.lower_)
        measure = by_noun(head, words) or by_verb(head, words)
        if measure not in PERSONAL or (not is_none and head.tag_ not in ("NN", "NNP")):
            continue
        if not is_none and agent is None and (measure != "killed" or _is_uncounted(head, words, know)):
            continue
        if not is_none and agent is not None and agent.sort in ("body", "part"):
            continue
        listed = [head] if is_none else _listed(head, words, know)
        count = 0.0 if is_none else sum(words.values.get(t.lower_, 1.0) for t in listed)
        quote = Quote.at(text, token.idx, listed[-1].idx + len(listed[-1].text))
        yield Mention("number", quote, value=Amount(count, count, head.lemma_.lower(), measure), rule=SINGLE)


def _listed(head: Token, words: Numerals, know: Knowledge) -> list[Token]:
    """The single people of a list, from the first: "a German tourist and a Swiss guide" are two."""
    listed = with_conjuncts(head)
    is_single = all(t.tag_ == "NN" and not _is_uncounted(t, words, know) for t in listed)
    is_told = all(any(c.lower_ in words.beside["article"] for c in t.children) or _is_agent(t, know) for t in listed)
    return listed if is_single and is_told and head.dep_ != "conj" else [head]


def _is_agent(noun: Token, know: Knowledge) -> bool:
    return know.actors.agent(noun.lower_) is not None


def _is_uncounted(noun: Token, words: Numerals, know: Knowledge) -> bool:
    """Whether one of the noun is no one person: a deed ("a massacre"), a count ("an unknown number"), "a life"."""
    lemma = noun.lemma_.lower()
    is_deed = any(sense.part in ("n", "np") and sense.words == (lemma,) for sense in know.events.of_head(lemma))
    return is_deed or lemma in words.beside["count"] or words.measure("noun", lemma) is not None
