"""Items in a story: weapons, vehicles, equipment, materials, documents, drugs, money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from tidings.knowledge import Knowledge
from tidings.knowledge.names import is_shouted
from tidings.model import Item, Mention, Quote, Story
from tidings.reading.conditions import state

QUALIFIES = ("compound", "amod", "nmod")
NOUNS = ("NOUN", "PROPN", "ADJ", "NUM", "X")
MONEY = "money"  # the item that sums of money are
REACH = 4  # words of qualification kept in front of a class noun


def items(doc: Doc, story: Story, know: Knowledge) -> list[Mention]:
    """Return the items of a story in text order; a class noun takes its qualifiers along ("anti-aircraft missiles")."""
    hits: list[tuple[Span, Item]] = []
    for start, end, item in know.items.match(story.text):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and len(span) and _is_noun(span, item, story.text):
            hits.append((span, item))
    sums = _sums(doc, story.text, {t.i for span, _ in hits for t in span}, know)
    found = [_mention(story.text, span, item) for span, item in _joined(hits)] + sums
    return sorted(found, key=lambda m: m.quote.start)


def _sums(doc: Doc, text: str, taken: set[int], know: Knowledge) -> list[Mention]:
    """Sums of money ("$10,000 in cash" is named by its cash)."""
    money = know.items.named(MONEY)
    spans = [ent for ent in doc.ents if ent.label_ == "MONEY" and not any(t.i in taken for t in ent)]
    if money is None:
        return []
    return [
        Mention(
            "item", Quote.at(text, s.start_char, s.end_char), entity=replace(money, name=s.text), rule="items.sum/1"
        )
        for s in spans
    ]


def _is_noun(span: Span, item: Item, text: str) -> bool:
    """Whether the words stand as a thing: a designation always does, a class noun unless it is used as a verb."""
    if item.name != item.name.lower():
        return True
    root = span[-1]
    is_loud = is_shouted(text, span.start_char, span.end_char)
    return root.pos_ in NOUNS or is_loud or root.text.isupper()


def _joined(hits: Sequence[tuple[Span, Item]]) -> Iterator[tuple[Span, Item]]:
    """Neighbours that form one compound become one item, the last of them ("machine gun ammunition")."""
    n = 0
    while n < len(hits):
        span, item = hits[n]
        first = span.start
        while n + 1 < len(hits) and hits[n + 1][0].start == span.end and _qualifies(span):
            n += 1
            span, item = hits[n][0], _richer(item, hits[n][1])
        yield Span(span.doc, first, span.end), item
        n += 1


def _qualifies(span: Span) -> bool:
    return span.root.dep_ in QUALIFIES and span.root.head.i >= span.end


def _richer(qualifier: Item, head: Item) -> Item:
    """The head's class, unless the qualifier is a designation ("Tomahawk missiles" are Tomahawks)."""
    return qualifier if qualifier.maker or qualifier.country else head


def _mention(text: str, span: Span, item: Item) -> Mention:
    is_class = item.name == item.name.lower()
    whole = _with_qualifiers(span) if is_class else span
    quote = Quote.at(text, whole.start_char, whole.end_char)
    named = Item(" ".join(whole.text.split()), item.id, item.maker, item.category, item.country) if is_class else item
    told = state(whole, named, text)
    return Mention("item", quote, told, named, rule="items.class/1" if is_class else "items.named/1")


def _with_qualifiers(span: Span) -> Span:
    """The span with the adjectives and nouns right before it that belong to its head."""
    doc, first = span.doc, span.start
    inside = {t.i for t in span.root.subtree}
    for i in range(span.start - 1, max(span.start - 1 - REACH, -1), -1):
        token = doc[i]
        is_inner = token.is_punct and token.text == "-" and i > 0
        if token.i not in inside or not (token.dep_ in (*QUALIFIES, "npadvmod") or is_inner) or token.is_space:
            break
        if token.ent_type_ in ("DATE", "CARDINAL", "ORDINAL", "MONEY") and token.pos_ == "NUM":
            break
        first = i
    while first < span.start and doc[first].is_punct:
        first += 1
    return Span(doc, first, span.end)
