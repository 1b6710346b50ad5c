"""One incident, one account: gathers the mentions of the same incident in a story."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.knowledge import Knowledge
from tidings.reading.opinion import ALONE, Opinion
from tidings.reading.pairing import contradict, pair_facts
from tidings.reading.telling import Told
from tidings.reading.turns import are_told_in_turn

# Mean log odds over the mentions of a group from which on a mention joins it. Found F1 of stories not fitted on: -0.4
# .604, 0 .606, 0.4 .596; by the best pair in place of the mean .597, by 25 facts in place of some 560 .596
# (bench/gathering.py).
SAME_INCIDENT = 0.0
MOST_COMPARED = 12  # mentions of a group, the last ones; a longer group is told all over a long text
TOLL_KINDS = frozenset({"attack", "clash", "accident"})


def gather(told: Sequence[Told], know: Knowledge, opinion: Opinion = ALONE) -> list[list[Told]]:
    """Group the mentions so that each group tells one incident; order of groups and members follows the text."""
    groups: list[list[Told]] = []
    for one in sorted(told, key=lambda t: (t.sentence, t.trigger.sense.toll or t.trigger.sense.echo, t.trigger.start)):
        group = _toll_group(one, groups) or _best(one, groups, know, opinion)
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
    fitting = [g for g in here if not _clash_of_status(one, g) and not _is_of_another_turn(one, g)]
    return min(fitting, key=lambda g: min(abs(t.token.i - one.token.i) for t in g), default=None)


def _clash_of_status(one: Told, group: list[Told]) -> bool:
    return all(t.status.status != one.status.status for t in group)


def _is_of_another_turn(one: Told, group: list[Told]) -> bool:
    return any(are_told_in_turn(one.token, other.token) for other in group)


def _best(one: Told, groups: list[list[Told]], know: Knowledge, opinion: Opinion) -> list[Told] | None:
    scored = [(score(one, g, know, opinion), n) for n, g in enumerate(groups) if may_join(one, g)]
    best = max(scored, default=None)
    return groups[best[1]] if best and best[0] >= SAME_INCIDENT else None


def may_join(one: Told, group: Sequence[Told]) -> bool:
    """Whether the kinds allow it, and no version contradicts another."""
    is_kind = group[0].kind == one.kind or (one.trigger.sense.echo and group[0].kind in TOLL_KINDS)
    return is_kind and not any(contradict(one, other) for other in group)


def score(one: Told, group: Sequence[Told], know: Knowledge, opinion: Opinion = ALONE) -> float:
    """Mean log odds that `one` tells the incident of `group`, over the group's last mentions."""
    near = group[-MOST_COMPARED:]
    odds = [opinion.same(one, other, know.gather_weights.odds(pair_facts(one, other))) for other in near]
    return sum(odds) / len(odds)
