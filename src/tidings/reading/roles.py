"""Who plays which role in a deed, as one mention of it tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from tidings.knowledge import Knowledge
from tidings.knowledge.frames import Frame
from tidings.knowledge.grammar import words
from tidings.model import Role
from tidings.reading.arguments import doers, prep_objects, subject, sufferers, with_conjuncts
from tidings.reading.classes import Classes
from tidings.reading.events import Trigger

EMPTY = words("empty")  # words that play a part in grammar only
LOOSE = ("from", "to", "into")  # prepositions that the parse hangs on the object as often as on the verb
NEVER = frozenset({"DATE", "TIME", "PERCENT", "ORDINAL"})  # names of these sorts play no role
INSTRUMENT_REACH = 14  # tokens before a deed in which its weapon may stand
Roles = dict[Role, list[Token]]


def roles_of(trigger: Trigger, classes: Classes, know: Knowledge, deeds: frozenset[int] = frozenset()) -> Roles:
    """Return the head words that fill each role around one trigger, in text order, each in one role only.

    `deeds` are the tokens of all triggers of the story: a deed as the doer ("the raid killed ten") lends its own doer.
    """
    out: Roles = {}
    used: set[int] = {trigger.token.i}
    frames = know.frames.of(trigger.kind)
    for part in know.frames.parts(trigger.kind):
        for token in _people(_part(trigger, part), deeds):
            if token.i in used or not _may_play(token, classes) or trigger.start <= token.idx < trigger.end:
                continue
            of = classes.of(token)
            role = _role(part, of, token, frames)
            if part == "object" and trigger.sense.object and "place" in of:
                role = trigger.sense.object
            if role is not None:
                out.setdefault(role, []).append(token)
                used.add(token.i)
    if trigger.kind == "attack" and "item" not in out:
        out["item"] = _instruments(trigger.token, classes, used | deeds)
    return {role: sorted(tokens, key=lambda t: t.i) for role, tokens in out.items()}


def _role(part: str, of: frozenset[str], token: Token, frames: tuple[Frame, ...]) -> Role | None:
    """The role that the first fitting frame gives; a thing that does something is its item."""
    for frame in frames:
        if frame.part == part and (not frame.classes or frame.classes & of or _unknown_person(frame.role, of, token)):
            if frame.role == "actor" and part == "doer" and _is_thing(of):
                return "item" if "item" in of else None
            return frame.role
    return None


def _instruments(deed: Token, classes: Classes, taken: set[int]) -> list[Token]:
    """Weapons told right before the deed, where nothing else happens in between: "an IED … killed two"."""
    out: list[Token] = []
    for token in reversed(deed.doc[max(deed.sent.start, deed.i - INSTRUMENT_REACH) : deed.i]):
        if token.i in taken:
            break
        if "weapon" in classes.of(token) and token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound":
            out.append(token)
    return out


def _part(trigger: Trigger, part: str) -> Iterable[Token]:
    token = trigger.token
    if part == "doer":
        return [] if trigger.sense.patient else doers(token)
    if part == "object":
        return subject(token) if trigger.sense.patient else sufferers(token)
    if part == "dative":
        return [t for c in token.children if c.dep_ == "dative" for t in with_conjuncts(c) if t.pos_ != "ADP"]
    if part == "clause":
        return [t for c in token.children if c.dep_ in ("ccomp", "xcomp") for t in _own_subject(c)]
    if part == "modifier":
        return [c for c in token.children if c.dep_ in ("compound", "amod", "nmod") and c.i < token.i]
    return prep_objects(token, (part,)) + [
        t for o in sufferers(token)[:2] for t in prep_objects(o, (part,)) if part in LOOSE
    ]


def _own_subject(verb: Token) -> list[Token]:
    return [t for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") for t in with_conjuncts(c)]


def _people(tokens: Iterable[Token], deeds: frozenset[int]) -> Iterator[Token]:
    """The tokens, a deed or an effort among them replaced by whoever does it."""
    for token in tokens:
        if token.i in deeds:
            yield from (t for t in doers(token) if t.i not in deeds)
        else:
            yield token


def _may_play(token: Token, classes: Classes) -> bool:
    is_word = token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "VERB") and token.tag_ != "DT"
    if not is_word or token.ent_type_ in NEVER:
        return False
    return token.lower_ not in EMPTY or bool(classes.of(token))


def _unknown_person(role: Role | None, of: frozenset[str], token: Token) -> bool:
    """A word that no table knows may still be a target when it is a name or a pronoun."""
    return role == "target" and not of and token.pos_ in ("PROPN", "PRON")


def _is_thing(of: frozenset[str]) -> bool:
    return bool(of & {"item", "weapon", "event", "time"}) and not of & {"person", "armed", "state", "actor"}
