"""Actors that are described rather than named: "two Kurdish Peshmerga soldiers", "Turkish police", "a UN spokesman"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from tidings.knowledge import Knowledge
from tidings.knowledge.actors import Agent
from tidings.model import Actor
from tidings.reading.actor_names import HYPHENS, Found, is_hyphened, span_of
from tidings.reading.arguments import is_spaced_dash

NOUNS = ("NOUN", "PROPN", "ADJ", "NUM")
BEFORE = frozenset("det amod compound nummod poss nmod quantmod advmod npadvmod punct case predet".split())
BREAKS = ("VERB", "AUX", "SCONJ", "CCONJ", "ADP")
At = tuple[int, int, int, int]  # first token, the noun's first token, the head, the last token
LONGEST = 12  # words of a phrase; longer ones are wrong parses
COMPOSED = frozenset({"police", "military", "intelligence", "government"})  # one each a state, so the id can say so
LOOSE = ("group", "armed group")  # bodies that are whoever is in them: "a group of PKK guerrillas"
LANDS = ("GPE", "LOC", "NORP", "FAC", "ORG")


def described(doc: Doc, text: str, know: Knowledge, names: Sequence[Found]) -> Iterator[Found]:
    """Noun phrases headed by an agent noun, as actors."""
    inside = {i: f for f in names for i in range(f.first, f.last + 1)}
    for start, end, agent in know.actors.nouns(text):
        span = span_of(doc, start, end)
        if span is None:
            continue
        head = span[-1]
        if head.i in inside or not _is_nominal(head) or _leads_on(head, inside):
            continue
        first = first_token(head, span.start)
        last, of = _belonging(head, know, inside)
        actor, rule = _meaning(doc, (first, span.start, head.i, last), agent, know, (inside, of))
        if agent.type == "state" and actor.id is None:  # "the Turkish state" is Turkey, "the state" may be anything
            continue
        yield Found(first, last, head.i, actor, rule)


def stripped(words: Iterable[Token], know: Knowledge) -> str:
    """The words without determiners, numbers and quotation marks in front."""
    leading = know.actors.words("leading")
    tokens = [t for t in words if not t.is_space]
    counts = [n for n, t in enumerate(tokens[:-1]) if t.tag_ == "CD" and tokens[n + 1].text not in HYPHENS]
    tokens = tokens[counts[-1] + 1 :] if counts else tokens
    while len(tokens) > 1 and tokens[1].text not in HYPHENS and (tokens[0].lower_ in leading or _is_number(tokens[0])):
        tokens = tokens[1:]
    return "".join(t.text_with_ws for t in tokens).strip()


def _is_number(token: Token) -> bool:
    return token.is_punct or token.like_num or token.tag_ in ("POS", "PRP$", "CD") or token.dep_ in ("quantmod", "case")


def _is_nominal(head: Token) -> bool:
    """Whether the word is used as a noun, also a participle after an article: "the accused"."""
    return head.pos_ in NOUNS or (head.i > 0 and head.nbor(-1).pos_ == "DET")


def _leads_on(head: Token, inside: dict[int, Found]) -> bool:
    """Whether the noun only qualifies the next one ("police station", "army chief"), which then is the head."""
    onward = head.dep_ in ("compound", "amod", "nmod") and head.head.i > head.i
    return onward and (head.head.pos_ in NOUNS or head.head.i in inside)


def first_token(head: Token, start: int) -> int:
    """The first token of the noun phrase: what stands before the head and belongs to it, without a gap."""
    left = min([t.i for c in head.children if c.i < head.i and c.dep_ in BEFORE for t in c.subtree] + [start])
    doc, first = head.doc, start
    for i in range(start - 1, max(left, start - LONGEST) - 1, -1):
        token = doc[i]
        if "\n" in token.text or is_spaced_dash(token) or (token.pos_ in BREAKS and token.dep_ not in BEFORE):
            break
        first = i
    while first < start and (doc[first].is_punct or doc[first].is_space) and doc[first].text not in "\"'“‘":
        first += 1
    return first


def _belonging(head: Token, know: Knowledge, inside: dict[int, Found]) -> tuple[int, Found | None]:
    """The last token of the phrase, and the known actor that "of X", "from X" or "for X" after the head names."""
    for prep in head.rights:
        if prep.dep_ != "prep" or prep.lower_ not in know.actors.words("belongs") or prep.i > head.i + 2:
            continue
        for token in prep.subtree:
            if (
                token.i > head.i + LONGEST
                or token.pos_ in ("VERB", "AUX")
                or token.lower_ in know.actors.words("break")
            ):
                break
            named = inside.get(token.i)
            if named is not None and (prep.lower_ != "in" or named.actor.type != "state"):
                owner = head.doc[named.head]  # "men from an ISIS network" end with the network
                return max(named.last, owner.head.i if owner.dep_ in ("compound", "nmod") else 0), named
            if token.ent_type_ in LANDS and token.dep_ == "pobj" and token.head == prep:
                return token.i, None
    return head.i, None


def _meaning(
    doc: Doc,
    at: At,
    agent: Agent,
    know: Knowledge,
    around: tuple[dict[int, Found], Found | None],
) -> tuple[Actor, str]:
    """The actor that a phrase stands for: `at` is its first token, the noun's first, the head, its last."""
    first, start, head, _ = at
    inside, of = around
    ahead = (inside[i] for i in range(start - 1, first - 1, -1) if i in inside)
    before = next((f for f in ahead if not is_hyphened(doc, f.first, f.last)), None)
    noun = doc[start : head + 1].text
    named = before or of
    if named is not None and named.actor.type not in ("state", "person"):
        if agent.sort in ("member", "part") or (agent.sort == "body" and (before is not None or agent.type in LOOSE)):
            return named.actor, f"actors.{agent.sort}_of/1"
        if agent.sort == "office":
            return Actor(f"{named.actor.name} {noun}", None, "person", named.actor.country), "actors.office_of/1"
        return _plain(doc, at, agent, know, named.actor.country), "actors.described/1"
    if named is not None and named.actor.type == "state":
        return state_force(named.actor, noun, agent, know), "actors.of_state/1"
    owner = next((a for i in range(start - 1, first - 1, -1) if (a := _adjective(doc, i, first, know))), None)
    if owner is not None and owner.type == "state" and agent.sort == "body":
        return state_force(owner, noun, agent, know), "actors.of_state/1"
    country = owner.country if owner else None
    return _plain(doc, at, agent, know, country), "actors.described/1"


def _adjective(doc: Doc, i: int, first: int, know: Knowledge) -> Actor | None:
    """The state or people whose adjective ends at token `i` ("North Korean", "Syrian Kurdish", "US-led" not)."""
    for begin in range(max(first, i - 1), i + 1):
        owner = know.actors.of_adjective(doc[begin : i + 1].text)
        if owner is not None and doc[begin].text[:1].isupper() and not is_hyphened(doc, begin, i):
            return owner
    return None


def state_force(state: Actor, noun: str, agent: Agent, know: Knowledge) -> Actor:
    """A state's force or office: the one the table knows, or one made of the adjective and the noun; or itself."""
    if agent.type == "state":
        return state
    row = know.actors.row(state.id or "")
    adjective = row.adjectives[0].rstrip("!") if row and row.adjectives else state.name
    name = f"{adjective} {noun if noun[:1].islower() else noun.lower()}"
    known = know.actors.resolve(name)
    if known is not None:
        return known
    kind = "person" if agent.sort == "office" else agent.type
    made = agent.type in COMPOSED and agent.sort == "body"
    return Actor(name, f"{state.id}.{agent.type}" if made else None, kind, state.country)


def _plain(doc: Doc, at: At, agent: Agent, know: Knowledge, country: str | None) -> Actor:
    name = stripped(doc[at[0] : at[3] + 1], know)
    kind = "person" if agent.sort == "office" else agent.type
    return Actor(" ".join(name.split()), None, kind, country)
