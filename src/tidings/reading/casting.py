"""Who plays which part in a deed, weighed: what the parse, the words and the rest of the story say for each part.

Rules alone (roles.py) are right in three of five cases and silent in the others. Here their answer is one fact among
many; the weights in roles_weights.tsv turn the facts into log odds of each part against none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from tidings.knowledge import Knowledge
from tidings.knowledge.grammar import words
from tidings.knowledge.weights import RoleWeights
from tidings.model import Kind, Role
from tidings.reading.arguments import is_passive
from tidings.reading.classes import Classes
from tidings.reading.events import Trigger
from tidings.reading.opinion import ALONE, Opinion
from tidings.reading.roles import Roles, roles_of

# Log odds by which a part is preferred to none: fillers F1 of mentions in five-fold validation on the training and
# composed stories is .533 at 0, .562 at 0.6, .574 at 1.0, .57 at 1.4; the rules alone get .476 (bench/roles_fit.py).
LEAN = 0.6
CASTABLE = frozenset({"NOUN", "PROPN", "PRON"})
CASTABLE_IF_KNOWN = frozenset({"NUM", "ADJ", "VERB"})  # "the wounded", "two": only where a class is known
PRONOUN_TAGS = frozenset({"PRP", "WP", "PRP$"})
STATIC = words("static preposition")
PEOPLE = frozenset({"person", "armed", "police", "state"})
THINGS = frozenset({"item", "weapon", "vehicle", "document"})
LONGEST_PATH, LONGEST_KIND_PATH = 6, 3  # relations; longer paths are too rare to weigh
GAP_STEP, FARTHEST_GAP = 3, 6  # tokens a step; steps
# Parts that are too rare among the annotated (supplier 4, recipient 54) for weights: there the rules' answer stands.
RULED: tuple[Role, ...] = ("supplier", "recipient", "origin", "destination")
COUNTED_ROLES: tuple[Role, ...] = ("actor", "target", "item")


@dataclass(frozen=True, slots=True)
class Path:
    """The relations from a word up to the word it shares with a deed, and down from there to the deed."""

    up: tuple[str, ...]
    over: str  # part of speech of the shared word where it is neither of the two
    down: tuple[str, ...]

    def __str__(self) -> str:
        return f"{'>'.join(self.up)}^{self.over}^{'>'.join(self.down)}"

    def __len__(self) -> int:
        return len(self.up) + len(self.down)


class Cast:
    """The parts that every deed of one document gives to the words of its sentence."""

    def __init__(
        self,
        found: Sequence[Trigger],
        classes: Classes,
        know: Knowledge,
        names: Mapping[int, str],
        opinion: Opinion = ALONE,
    ) -> None:
        """`names` are the canonical names behind the tokens that head a mention."""
        self._opinion = opinion
        self._classes, self._names, self._know = classes, names, know
        self._weights: RoleWeights = know.role_weights
        deeds = frozenset(t.token.i for t in found)
        self._ruled = {t.token.i: roles_of(t, classes, know, deeds) for t in found}
        self._elsewhere: dict[int, list[tuple[int, Role]]] = {}
        self._plays: Counter[tuple[Kind, Role, str]] = Counter()
        for trigger in found:
            for role, tokens in self._ruled[trigger.token.i].items():
                for token in tokens:
                    self._elsewhere.setdefault(token.i, []).append((trigger.token.i, role))
                self._plays.update((trigger.kind, role, names[t.i]) for t in tokens if t.i in names)

    def roles(self, trigger: Trigger) -> Roles:
        """Return the head words that fill each role, the likeliest first."""
        ruled = {t.i: role for role, tokens in self._ruled[trigger.token.i].items() for t in tokens}
        allowed = self._know.events.kinds[trigger.kind].roles
        scored: dict[Role, list[tuple[float, Token]]] = {}
        for token in trigger.token.sent:
            if not self._may_play(token, trigger):
                continue
            by_rule = ruled.get(token.i)
            odds = self._opinion.part(trigger, token, self._weights.odds(self.facts(trigger, token, by_rule)))
            if not (left := self._open(allowed, token, by_rule, trigger)):
                continue
            role = by_rule if by_rule in RULED else max(left, key=odds.__getitem__)
            if role == by_rule in RULED or odds[role] + LEAN > 0:
                scored.setdefault(role, []).append((odds[role], token))
        for likely, role, token in self._opinion.parts_elsewhere(trigger):
            if role in allowed and role in self._open(allowed, token, None, trigger):
                scored.setdefault(role, []).append((likely, token))
        return {role: [t for _, t in sorted(p, key=lambda x: (-x[0], x[1].i))] for role, p in scored.items()}

    def _open(self, allowed: tuple[Role, ...], token: Token, by_rule: Role | None, trigger: Trigger) -> list[Role]:
        """The roles that the word may play: people are no item, and a weapon does nothing and suffers only by rule.

        Who does a deed does not suffer it, and the other way round, where the verb's own grammar tells which it is.
        """
        of = self._classes.of(token)
        closed: set[str] = set()
        if of & PEOPLE and not of & THINGS:
            closed.add("item")
        elif "weapon" in of and not of & PEOPLE:
            closed |= {role for role in ("actor", "target") if role != by_rule}
        closed |= {role for role in closed_by_grammar(trigger, token, self._know) if role != by_rule}
        if by_rule != "actor" and ((of & {"place"} and _is_where(token)) or self._is_anothers(token, trigger)):
            closed.add("actor")
        if by_rule != "target" and self._only_says(token, trigger):
            closed.add("target")
        return [role for role in allowed if role not in closed]

    def _only_says(self, token: Token, trigger: Trigger) -> bool:
        """Whether the word is who tells of the deed: "We attacked nobody, a man told reporters" hurt no man."""
        verb = token.head
        is_speaker = token.dep_ == "nsubj" and self._know.speech.has("verb", verb.lemma_.lower())
        return is_speaker and verb.i != trigger.token.i and verb in trigger.token.ancestors

    def ruled(self, trigger: Trigger) -> Roles:
        """Return the roles by the rules alone."""
        return self._ruled[trigger.token.i]

    def candidates(self, trigger: Trigger) -> list[tuple[Token, list[str]]]:
        """Every word that may play a part in the deed, with its facts: what the weights are fitted on."""
        ruled = {t.i: role for role, tokens in self._ruled[trigger.token.i].items() for t in tokens}
        words = [t for t in trigger.token.sent if self._may_play(t, trigger)]
        return [(t, self.facts(trigger, t, ruled.get(t.i))) for t in words]

    def facts(self, trigger: Trigger, token: Token, ruled: Role | None) -> list[str]:
        """Names of all that speaks for or against parts of `token` in the deed; `ruled` is the part by the rules."""
        kind = trigger.kind
        family = self._know.events.kinds[kind].family
        path = path_between(token, trigger.token)
        first, top = (path.up[0], path.up[-1]) if path and path.up else ("", "")
        turn = f"{top}/{path.down[0] if path and path.down else ''}"
        out = ["bias", f"rule {ruled}", f"rule {ruled}, {kind}", *_path_facts(path, kind, family)]
        out += [f"first {first}", f"turn {turn}, {trigger.token.pos_}", f"turn {turn}, {family}"]
        passive = trigger.token.pos_ == "VERB" and is_passive(trigger.token)
        out.append(f"{'passive' if passive else 'active'}, first {first}")
        of = sorted(self._classes.of(token)) or ["unknown"]
        for name in of:
            out += [f"class {name}", f"class {name}, {kind}", f"class {name}, top {top}, {family}"]
        out += [f"pos {token.pos_}", f"entity {token.ent_type_}, {family}"]
        out += _stance(token, trigger.token)
        if token.tag_ in PRONOUN_TAGS:
            out.append("pronoun")
        if ruled is None:
            out += {f"elsewhere {role}" for deed, role in self._elsewhere.get(token.i, ()) if deed != trigger.token.i}
        return out + self._standing(token, kind)

    def _standing(self, token: Token, kind: Kind) -> list[str]:
        """Whether the token's name is known, and which parts the rules give it in deeds of the kind."""
        name = self._names.get(token.i)
        if name is None:
            return ["no name"]
        out = ["name"]
        for role in COUNTED_ROLES:
            times = self._plays[kind, role, name]
            out += [f"plays {role}"] if times else []
            out += [f"plays {role} again"] if times > 1 else []
        return out

    def _may_play(self, token: Token, trigger: Trigger) -> bool:
        if trigger.start <= token.idx < trigger.end:
            return False
        if token.pos_ not in CASTABLE and not (token.pos_ in CASTABLE_IF_KNOWN and self._classes.of(token)):
            return False
        elsewhere = self._elsewhere.get(token.i, ())
        if any(role in RULED and self._takes(deed, token, trigger) for deed, role in elsewhere):
            return False
        return token.dep_ != "compound" or token.i in self._names

    def _is_anothers(self, token: Token, trigger: Trigger) -> bool:
        """Whether the word owns a deed that does not hold this one: "Denmark" in "Denmark's arrest of the buyers"."""
        noun = token.head
        is_owner = token.dep_ == "poss" and noun.i in self._ruled and noun.i != trigger.token.i
        return is_owner and noun not in trigger.token.ancestors

    @staticmethod
    def _takes(deed: int, token: Token, trigger: Trigger) -> bool:
        """Whether another deed stands between the word and this one: "town" in "urged the army to leave the town"."""
        other = token.doc[deed]
        return deed != trigger.token.i and other in token.ancestors and trigger.token in other.ancestors


def _is_where(token: Token) -> bool:
    """Whether the word, or the first of its list, only says where: "in Syria and Iraq"."""
    while token.dep_ in ("conj", "appos"):
        token = token.head
    return token.dep_ == "pobj" and token.head.lower_ in STATIC


def closed_by_grammar(trigger: Trigger, token: Token, know: Knowledge) -> set[Role]:
    """The roles that a subject of the verb itself cannot play: no target in the active, no actor in the passive.

    Nor where the sense turns the subject round ("the soldiers died"), or the kind makes an actor of its object
    ("the families were displaced").
    """
    verb = trigger.token
    if token.head.i != verb.i or trigger.sense.patient or verb.pos_ != "VERB":
        return set()
    if token.dep_ == "nsubj" and not is_passive(verb):
        return {"target"}
    turns = any(frame.role == "actor" and frame.part == "object" for frame in know.frames.of(trigger.kind))
    return {"actor"} if token.dep_ == "nsubjpass" and not turns else set()


def path_between(word: Token, deed: Token) -> Path | None:
    """The path from a word to a deed of the same sentence; None where the parse does not join them."""
    up, down = [word, *word.ancestors], [deed, *deed.ancestors]
    place = {t.i: n for n, t in enumerate(down)}
    for n, token in enumerate(up):
        if token.i in place:
            over = "" if token.i in (word.i, deed.i) else token.pos_
            below = reversed(down[: place[token.i]])
            return Path(tuple(map(_relation, up[:n])), over, tuple(map(_relation, below)))
    return None


def _relation(token: Token) -> str:
    return f"{token.dep_}:{token.lower_}" if token.dep_ in ("prep", "agent", "dative") else token.dep_


def _path_facts(path: Path | None, kind: Kind, family: str) -> list[str]:
    if path is None:
        return []
    out = [f"steps {min(8, len(path))}"]
    if len(path) <= LONGEST_PATH:
        out += [f"path {path}", f"path {path}, {family}"]
    if len(path) <= LONGEST_KIND_PATH:
        out.append(f"path {path}, {kind}")
    return out


def _stance(token: Token, deed: Token) -> list[str]:
    side = "before" if token.i < deed.i else "after"
    return [side, f"{side} by {min(FARTHEST_GAP, abs(token.i - deed.i) // GAP_STEP)}"]
