"""On whose word: which stretches of a story are said by whom, and the chain of speakers behind a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from tidings.knowledge import Knowledge
from tidings.knowledge.grammar import words
from tidings.reading.arguments import is_passive, phrase, prep_objects, subject, with_conjuncts

OPENING, CLOSING = words("opening quote"), words("closing quote")
PRONOUNS = words("speaker pronoun")
HAPPENING = words("happening verb")
ANAPHORIC = words("anaphoric")
OWN_VOICE = words("own voice")
LONGEST_CHAIN = 3  # a fourth link is a parse error more often than a source (train stories)


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody (`speaker`) says something (`content`: token ranges of the same sentence or the next ones)."""

    speaker: Span
    cue: Token
    content: tuple[tuple[int, int], ...]
    is_unnamed: bool = False  # nobody is named: "reportedly", "is said to have"
    depth: int = 0  # 1 for whom the speaker quotes: "the report said, quoting a study"

    def covers(self, token: Token) -> bool:
        """Whether the token is part of what is said."""
        return any(a <= token.i < b for a, b in self.content)

    @property
    def width(self) -> int:
        """How many tokens are said; of two sayings around one word the wider is the outer one."""
        return sum(b - a for a, b in self.content)


def sayings(doc: Doc, know: Knowledge) -> list[Saying]:
    """Return every saying of the story in text order; a quotation that runs on belongs to its last speaker."""
    found: list[Saying] = []
    is_open = False
    for sent in doc.sents:
        here = _nested(list(_in_sentence(sent, found, know)))
        was_open, is_open = is_open, _quote_is_open(sent, is_open)
        last = next((s for s in reversed(found) if not s.is_unnamed), None)
        if not here and last and (was_open or _opens_quoted(sent)):
            here = [Saying(last.speaker, last.cue, ((sent.start, sent.end),))]
        found.extend(here)
    return found


def chain(token: Token, said: Sequence[Saying]) -> list[Saying]:
    """The sayings that the token stands in, outermost first, one a speaker."""
    if is_presupposed(token):
        return []
    around = sorted((s for s in said if s.covers(token)), key=lambda s: (-s.width, s.depth, s.cue.i))
    out: list[Saying] = []
    for saying in around:
        if all(saying.speaker.text.lower() != other.speaker.text.lower() for other in out):
            out.append(saying)
    return out[:LONGEST_CHAIN]


def _opens_quoted(sent: Span) -> bool:
    """Whether the sentence begins inside quotation marks: more of what the last speaker said."""
    return sent[0].text in OPENING or (sent[0].text == '"' and not sent[0].whitespace_)


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
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    if token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ in HAPPENING:
        return False  # what is said is said of the deed: "said the withdrawal began on Monday"
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in ANAPHORIC) for c in token.children)


def _in_sentence(sent: Span, before: Sequence[Saying], know: Knowledge) -> Iterator[Saying]:
    for token in sent:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and know.speech.has("verb", lemma):
            yield from _said(token, sent, before, know)
        if token.pos_ == "VERB" and know.speech.has("accusing", lemma):
            yield from _accused(token, before, know)
        if token.pos_ == "VERB" and know.speech.has("evidence", lemma) and not know.speech.has("verb", lemma):
            yield from _shown(token, know)
        if token.dep_ == "advmod" and know.speech.has("hearsay", token.lower_):
            yield Saying(sent.doc[token.i : token.i + 1], token, (_extent(token.head),), is_unnamed=True)
        if token.lower_ == "according" and token.i + 1 < len(sent.doc) and sent.doc[token.i + 1].lower_ == "to":
            yield from _according(token, sent, before, know)


def _said(verb: Token, sent: Span, before: Sequence[Saying], know: Knowledge) -> Iterator[Saying]:
    speakers = prep_objects(verb, ("by",)) if is_passive(verb) else subject(verb)
    content = [c for c in verb.children if c.dep_ in ("ccomp", "parataxis")]
    content += [c for c in verb.children if c.dep_ == "dobj" and verb.lemma_ != "tell"]
    if is_passive(verb):
        content += [c for c in verb.children if c.dep_ in ("nsubjpass", "xcomp")]
    ranges = [_extent(c) for c in content if c.dep_ != "dobj" or c.pos_ in ("NOUN", "PROPN")]
    ranges += _quoted(sent, verb)
    if know.speech.has("citing", verb.lemma_):
        ranges = [(verb.i + 1, verb.right_edge.i + 1)]
    if not ranges:
        return
    for speaker in speakers[:2]:
        span = _speaker(speaker, before, know)
        if span is not None:
            yield Saying(span, verb, tuple(ranges))
    if not speakers and is_passive(verb) and know.speech.has("unsaid", verb.lemma_):
        yield Saying(verb.doc[verb.i : verb.i + 1], verb, tuple(ranges), is_unnamed=True)
    for cited in _cited(verb, know):
        yield Saying(phrase(cited), verb, tuple(ranges), depth=1)


def _cited(verb: Token, know: Knowledge) -> list[Token]:
    """Whom the speaker quotes: the object of a citing verb that hangs on the reporting verb."""
    citing = [c for c in verb.children if c.dep_ in ("advcl", "acl", "xcomp") and know.speech.has("citing", c.lemma_)]
    if know.speech.has("citing", verb.lemma_) and any(c.lower_ == "as" for c in verb.children):
        citing.append(verb)  # "the paper quoted a mediator as saying"
    return [_author(o, know) or o for c in citing for o in c.children if o.dep_ == "dobj"]


def _author(noun: Token, know: Knowledge) -> Token | None:
    """Who made a report or film that is named with its maker: "a study by the center", "the center's study"."""
    if not know.speech.has("noun", noun.lemma_.lower()):
        return None
    makers = prep_objects(noun, ("by", "from", "of")) + [c for c in noun.children if c.dep_ == "poss"]
    return next((m for m in makers if m.pos_ in ("PROPN", "NOUN")), None)


def _accused(verb: Token, before: Sequence[Saying], know: Knowledge) -> Iterator[Saying]:
    speakers = prep_objects(verb, ("by",)) if is_passive(verb) else subject(verb)
    said = (verb.i + 1, verb.right_edge.i + 1)
    for speaker in speakers[:1]:
        span = _speaker(speaker, before, know)
        if span is not None and said[0] < said[1]:
            yield Saying(span, verb, (said,))


def _shown(verb: Token, know: Knowledge) -> Iterator[Saying]:
    content = [c for c in verb.children if c.dep_ in ("ccomp", "dobj")]
    for speaker in subject(verb)[:1]:
        if content and know.speech.has("noun", speaker.lemma_.lower()):
            maker = _author(speaker, know) or speaker
            yield Saying(phrase(maker), verb, tuple(_extent(c) for c in content))


def _according(token: Token, sent: Span, before: Sequence[Saying], know: Knowledge) -> Iterator[Saying]:
    to = token.doc[token.i + 1]
    for speaker in (t for c in to.children if c.dep_ == "pobj" for t in with_conjuncts(c)):
        span = _speaker(speaker, before, know)
        if span is not None:
            yield Saying(span, token, ((sent.start, token.i), (max(span.end, speaker.i + 1), sent.end)))


def _extent(token: Token) -> tuple[int, int]:
    return token.left_edge.i, token.right_edge.i + 1


def _speaker(token: Token, before: Sequence[Saying], know: Knowledge) -> Span | None:
    """The words that name the speaker.

    A pronoun leads to the speaker before it, a report to its maker, "the report" to the maker of the one before, one's
    own voice to nobody.
    """
    if token.lower_ in OWN_VOICE:
        return None
    if token.lower_ in PRONOUNS and token.pos_ == "PRON":
        return next((s.speaker for s in reversed(before) if not s.is_unnamed), None)
    maker = _author(token, know)
    if maker is not None:
        return phrase(maker)
    if know.speech.has("noun", token.lemma_.lower()) and any(c.lower_ == "the" for c in token.children):
        made = (s.speaker for s in reversed(before) if s.depth == 0 and _made(s, token.lemma_))
        return next(made, phrase(token))
    return phrase(token)


def _made(saying: Saying, lemma: str) -> bool:
    """Whether the saying came out of a thing of that name: "a report by the center"."""
    root = saying.speaker.root
    return root.dep_ == "pobj" and root.head.head.lemma_ == lemma


def _quoted(sent: Span, verb: Token) -> list[tuple[int, int]]:
    """Token ranges between quotation marks of the sentence, where the verb itself stands outside them."""
    out: list[tuple[int, int]] = []
    start: int | None = sent.start if _closes_first(sent) else None
    for token in sent:
        if token.text in OPENING or (token.text == '"' and start is None):
            start = token.i + 1
        elif start is not None and (token.text in CLOSING or token.text == '"'):
            out.append((start, token.i))
            start = None
    if start is not None:
        out.append((start, sent.end))
    return [r for r in out if not r[0] <= verb.i < r[1]]


def _closes_first(sent: Span) -> bool:
    marks = [t.text for t in sent if t.text in OPENING | CLOSING]
    return bool(marks) and marks[0] in CLOSING


def _quote_is_open(sent: Span, is_open: bool) -> bool:
    for token in sent:
        if token.text in OPENING:
            is_open = True
        elif token.text in CLOSING:
            is_open = False
        elif token.text == '"':
            is_open = not is_open
    return is_open and sent.text[-1:] != "\n"
