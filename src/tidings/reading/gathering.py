"""One incident, one account: gathers the mentions of the same incident in a story."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.knowledge.grammar import words
from tidings.model import Amount, Place, Role, Status, When
from tidings.reading.telling import Told

# What speaks for and against two mentions being of one incident, as log odds. Fitted by logistic regression on pairs of
# mentions of the training and composed stories (L2 2.0; 4,710 pairs when fitted, bench/gathering.py fits anew); `bias`
# is the weight of a pair of one kind of which nothing else is known. Three are set stronger than fitted at no cost in
# found F1: "contradicted" keeps contradicting versions apart as the guide asks, "not_real" (fitted -0.13) a deed from
# its plan, and "other_time" (fitted -0.78) two days.
WEIGHTS = {
    "bias": -0.59,
    "same_word": 0.74,
    "definite": 0.7,
    "indefinite": -0.58,
    "same_target": 0.21,
    "other_target": -0.23,
    "same_actor": 0.5,
    "other_actor": -0.31,
    "same_time": 0.96,
    "other_time": -1.5,
    "same_place": 0.2,
    "other_place": -0.53,
    "other_status": -0.06,
    "not_real": -2.0,
    "contradicted": -6.0,
    "same_item": 1.1,
    "other_item": 0.0,
    "same_number": 0.78,
    "other_number": -0.68,
    "other_method": -1.36,
    "same_sentence": 0.43,
    "next_sentence": 0.33,
    "far": -0.32,
    "headline": 0.7,
    "bare": 0.16,
}
SAME_INCIDENT = 0.0  # log odds; found F1 on the training stories: -0.5 .565, 0 .582, 0.5 .577 (bench/gathering.py)
FAR = 10  # sentences
COMPARED: tuple[Role, ...] = ("target", "actor", "item")
TOLL_KINDS = frozenset({"attack", "clash", "accident"})
FIRST = frozenset({0, 1})  # the headline and the sentence below it
ANAPHORIC = words("anaphoric")
INDEFINITE = words("indefinite")


def gather(told: Sequence[Told]) -> list[list[Told]]:
    """Group the mentions so that each group tells one incident; order of groups and members follows the text."""
    groups: list[list[Told]] = []
    for one in sorted(told, key=lambda t: (t.sentence, t.trigger.sense.toll or t.trigger.sense.echo, t.trigger.start)):
        group = _toll_group(one, groups) or _best(one, groups)
        if group is None:
            if not one.trigger.sense.echo:
                groups.append([one])
        else:
            group.append(one)
    for group in groups:
        group.sort(key=lambda t: t.trigger.start)
    return sorted(groups, key=lambda g: g[0].trigger.start)


def _toll_group(one: Told, groups: list[list[Told]]) -> list[Told] | None:
    """The deed of the same sentence whose victims a toll word counts."""
    if not one.trigger.sense.toll and one.token.lemma_ not in ("kill", "killing"):
        return None
    here = [g for g in groups if any(t.sentence == one.sentence and t.kind in TOLL_KINDS for t in g)]
    fitting = [g for g in here if not _clash_of_status(one, g)]
    return min(fitting, key=lambda g: min(abs(t.token.i - one.token.i) for t in g), default=None)


def _clash_of_status(one: Told, group: list[Told]) -> bool:
    return all(t.status.status != one.status.status for t in group)


def _best(one: Told, groups: list[list[Told]]) -> list[Told] | None:
    scored = [(score(one, g), n) for n, g in enumerate(groups) if g[0].kind == one.kind or _may_echo(one, g)]
    best = max(scored, default=None)
    return groups[best[1]] if best and best[0] >= SAME_INCIDENT else None


def _may_echo(one: Told, group: list[Told]) -> bool:
    return one.trigger.sense.echo and group[0].kind in TOLL_KINDS


def score(one: Told, group: Sequence[Told]) -> float:
    """Log odds that `one` tells the incident of `group`: the best over its members, so that a chain holds."""
    return max(sum(WEIGHTS[name] for name in features(one, other)) for other in group)


def features(one: Told, other: Told) -> list[str]:
    """Names of all that speaks for or against the pair; `one` stands later in the text."""
    out = ["bias"]
    if one.token.lemma_.lower() == other.token.lemma_.lower():
        out.append("same_word")
    out += _form(one)
    for role in COMPARED:
        out += _compared(one.names.get(role), other.names.get(role), f"same_{role}", f"other_{role}")
    out += _times(one, other) + _places(one, other) + _numbers(one, other)
    if one.status.status != other.status.status:
        out.append(_odds_of(one.status.status, other.status.status))
    if one.trigger.method and other.trigger.method and one.trigger.method != other.trigger.method:
        out.append("other_method")
    gap = one.sentence - other.sentence
    out += ["same_sentence"] if gap == 0 else ["next_sentence"] if gap == 1 else ["far"] if gap > FAR else []
    if other.sentence in FIRST:
        out.append("headline")
    if not one.roles and not one.numbers:
        out.append("bare")
    return out


def _odds_of(a: Status, b: Status) -> str:
    """The feature that two different statuses are: a denial is a version of its own, a plan is not yet the deed."""
    if "denied" in (a, b):
        return "contradicted"
    return "not_real" if "happened" in (a, b) else "other_status"


def _form(one: Told) -> list[str]:
    if one.token.pos_ not in ("NOUN", "PROPN"):
        return []
    beside = {c.lower_ for c in one.token.children if c.dep_ in ("det", "poss", "amod", "nummod")}
    if beside & INDEFINITE or any(c.dep_ == "nummod" for c in one.token.children):
        return ["indefinite"]
    return ["definite"] if beside & ANAPHORIC else []


def _compared(a: frozenset[str] | None, b: frozenset[str] | None, same: str, other: str) -> list[str]:
    if not a or not b:
        return []
    return [same] if a & b else [other]


def _times(one: Told, other: Told) -> list[str]:
    a, b = one.time and one.time.value, other.time and other.time.value
    if not isinstance(a, When) or not isinstance(b, When):
        return []
    return ["same_time"] if a.may_overlap(b) else ["other_time"]


def _places(one: Told, other: Told) -> list[str]:
    a, b = one.place and one.place.value, other.place and other.place.value
    if not isinstance(a, Place) or not isinstance(b, Place):
        return []
    return ["same_place"] if a.name == b.name else ["other_place"]


def _numbers(one: Told, other: Told) -> list[str]:
    out = []
    for name in one.numbers.keys() & other.numbers.keys():
        a, b = one.numbers[name].value, other.numbers[name].value
        if isinstance(a, Amount) and isinstance(b, Amount):
            out.append("same_number" if a.min == b.min else "other_number")
    return out
