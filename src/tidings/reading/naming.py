"""The words that fill a role, and the short name they stand for."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from tidings.knowledge.grammar import words
from tidings.model import Actor, Filler, Item, Mention, Quote, Role
from tidings.reading.actor_peoples import ADJECTIVE
from tidings.reading.arguments import phrase
from tidings.reading.language import text_of

LEADING = words("leading")
PRONOUN_TAGS = ("PRP", "WP", "PRP$")


class Naming:
    """Names for tokens of one document, from its mentions."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        self._text = text_of(doc)
        self._by_token: dict[int, Mention] = {}
        self._heads: dict[int, Mention] = {}
        self._items: list[tuple[int, Mention]] = []  # the last first
        for mention in mentions:
            if not isinstance(mention.entity, Actor | Item):
                continue
            span = doc.char_span(mention.quote.start, mention.quote.end, alignment_mode="expand")
            if span is None:
                continue
            self._heads.setdefault(span.root.i, mention)
            if isinstance(mention.entity, Item):
                self._items.insert(0, (span.root.i, mention))
            if mention.rule == ADJECTIVE:  # "Turkish villages" are not Turkey
                continue
            for token in span:
                held = self._by_token.get(token.i)
                if held is None or _knows_more(mention, held):
                    self._by_token[token.i] = mention

    def filler(self, head: Token, role: Role) -> Filler | None:
        """The filler that `head` stands for, or None for a pronoun that leads nowhere."""
        mention = self._heads.get(head.i)
        if role == "item" and head.lower_ in ("it", "they", "them"):
            mention = next((m for i, m in self._items if i < head.i), None)
        if head.tag_ in PRONOUN_TAGS and mention is None:
            return None
        span = phrase(head)
        name, entity = self._name(span, mention)
        return Filler(name=name, quote=self.quote(span), entity=entity) if name else None

    def named(self, span: Span) -> tuple[str, str | None]:
        """The name and the table id of a whole noun phrase; ("", None) for a pronoun that leads nowhere."""
        mention = self._heads.get(span.root.i)
        is_pronoun = span.root.tag_ in PRONOUN_TAGS and mention is None
        return ("", None) if is_pronoun else self._name(span, mention)

    def name(self, span: Span) -> str:
        """A short canonical name for a noun phrase, such as a speaker's."""
        return self._name(span, self._heads.get(span.root.i))[0]

    def quote(self, span: Span) -> Quote:
        """The span as a quote of the story."""
        return Quote.at(self._text, span.start_char, span.end_char)

    def _name(self, span: Span, mention: Mention | None) -> tuple[str, str | None]:
        inside = (self._by_token[t.i] for t in span if t.i in self._by_token)
        known = mention or next((m for m in inside if _is_table(m)), None)
        if known is not None and isinstance(known.entity, Actor | Item):
            return known.entity.name, known.entity.id
        return strip(span), None


def names_of(doc: Doc, mentions: Sequence[Mention]) -> dict[int, str]:
    """The canonical name behind each token that heads the mention of an actor or an item."""
    out: dict[int, str] = {}
    for mention in mentions:
        span = doc.char_span(mention.quote.start, mention.quote.end, alignment_mode="expand")
        if span is not None and isinstance(mention.entity, Actor | Item):
            out[span.root.i] = (mention.entity.id or mention.entity.name).lower()
    return out


def strip(span: Span) -> str:
    """The phrase without leading determiners and quotation marks, white space folded."""
    tokens = [t for t in span if not t.is_space]
    while len(tokens) > 1 and (tokens[0].lower_ in LEADING or tokens[0].is_punct):
        tokens = tokens[1:]
    return "".join(t.text_with_ws for t in tokens).strip()


def _is_table(mention: Mention) -> bool:
    return isinstance(mention.entity, Actor | Item) and mention.entity.id is not None


def _knows_more(a: Mention, b: Mention) -> bool:
    return (_is_table(a), len(a.quote.text)) > (_is_table(b), len(b.quote.text))
