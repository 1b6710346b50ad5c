"""Key judgements as ICD 203 asks for them: how likely in one sentence, how sure and why in the next; never a forecast.

Each follows by the tables from what the events already have: credibility gives the likelihood, independent origins,
grades of outlets and contradictions the confidence. Nothing here weighs what an account says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tidings.knowledge.grading import likelihood_words, stix_confidence
from tidings.model.event import Credibility
from tidings.model.links import Told
from tidings.output.capability import Shown, capabilities
from tidings.output.counts import many
from tidings.output.report.notes import Notes, numbers
from tidings.output.report.parts import Paragraph, Remark, Section, Sentence
from tidings.output.report.spoken import followed, spoken
from tidings.output.report.text import listed, origins_listed, shown, time_words
from tidings.output.report.wording import confidences

MOST = 7  # judgements: more than a page of them is no summary
SOUND = 3  # the worst credibility that a judgement may rest on; what is doubtful or cannot be judged is listed below
TOGETHER = 2  # events from which on what a party does with an item is one judgement
SAID = frozenset({"claim", "threaten", "accuse", "deny", "demand", "agree", "meet", "publish", "protest"})  # words
DONE = frozenset({"happened", "attempted", "planned", "ordered"})
CITED = 4  # events of one judgement that are quoted
STAGES = {
    "sought": "sought {item}", "acquired": "acquired {item}", "developed": "developed or made {item}",
    "tested": "tested {item}", "possessed": "had {item}", "used": "used {item}", "lost": "lost {item}",
    "seized": "had {item} taken from it",
}  # fmt: skip
NONE = "No event in the scope is attested well enough for a judgement. What is told stands in the chronology."
HOW = (
    "Drafted by rules for an analyst to weigh: the likelihood follows from the credibility of the reports (Admiralty "
    "code, 1 to 3), the confidence from independent origins, grades of outlets and contradictions. Each judgement is "
    "of what was reported; none is a forecast."
)


@dataclass(frozen=True, slots=True)
class _Ground:
    """The events that a judgement rests on, best first; `did` is what a party did with an item, "" for one event."""

    events: tuple[Told, ...]
    did: str = ""


def judgements(told: Sequence[Told], notes: Notes) -> Section:
    """Return the section of key judgements: of parties with items first told again, then of single events."""
    sound = sorted((one for one in told if _is_sound(one)), key=_rank)
    chosen: list[_Ground] = []
    covered: set[str] = set()
    for one in (*_together(sound), *(_Ground((single,)) for single in sound)):
        ids = {event.event.id for event in one.events}
        if len(chosen) < MOST and not ids <= covered:
            chosen.append(one)
            covered |= ids
    blocks = [Paragraph((Remark(HOW if chosen else NONE),))]
    blocks += [Paragraph(_judged(one, notes), head=f"{n}.") for n, one in enumerate(chosen, 1)]
    left = len(told) - len(covered)
    if chosen and left:
        stand = "stands" if left == 1 else "stand"
        blocks.append(Paragraph((Remark(f"{many(left, 'event')} of the scope {stand} behind no key judgement."),)))
    return Section("Key judgements", tuple(blocks))


def _is_sound(one: Told) -> bool:
    event = one.event
    return event.credibility <= SOUND and event.independent > 0 and event.status in DONE and event.kind not in SAID


def _rank(one: Told) -> tuple[object, ...]:
    event = one.event
    return (event.credibility, -_confirming(one), -_parts_told(one), not event.time.is_known, -event.stories, event.id)


def _parts_told(one: Told) -> int:
    """How many of who did it, to whom and with what an account tells: "men shot a guard" says more than "men moved"."""
    account = followed(one).account
    return sum(bool(account.role(role)) for role in ("actor", "target", "item"))


def _confirming(one: Told) -> int:
    """Independent origins, those of one story counted once, as the grade counts them."""
    return min(one.event.independent, one.event.stories)


def _together(sound: Sequence[Told]) -> list[_Ground]:
    """What a named party did with an item, where several events tell it as having happened."""
    by_id = {one.event.id: one for one in sound}
    groups: dict[tuple[str, str, str], list[Shown]] = {}
    for step in capabilities(sound):
        if step.status == "happened" and step.actor[:1].isupper():
            groups.setdefault((step.actor, step.item, step.stage), []).append(step)
    grounds = []
    for (actor, item, stage), steps in groups.items():
        events = sorted((by_id[key] for key in {step.event for step in steps}), key=_rank)
        if len(events) >= TOGETHER:
            did = f"{actor} {STAGES[stage].format(item=item)}, as {len(events)} events tell"
            grounds.append(_Ground(tuple(events), shown(did)))
    return sorted(grounds, key=lambda one: (_rank(one.events[0]), one.did))[: MOST // 2]


def _judged(one: _Ground, notes: Notes) -> tuple[Sentence, Sentence]:
    """How likely in one sentence, how sure in the next."""
    said = [spoken(event, notes) for event in one.events[:CITED]]
    cited = numbers([number for each in said for number in each.notes])
    when = time_words(one.events[0].event.time)
    what = one.did or f"{said[0].deed}{' ' + when if when else ''}"
    words = likelihood(one.events[0].event.credibility)
    return Sentence(f"{words} that {what}.", cited), Sentence(_sure(one), cited)


def likelihood(credibility: Credibility) -> str:
    """Return how a judgement of this credibility opens.

    >>> likelihood(1), likelihood(3)
    ('It is very likely', 'There is a roughly even chance')
    """
    words = likelihood_words(stix_confidence(credibility) or 0)
    return f"There is a {words}" if words.endswith("chance") else f"It is {words}"


def _sure(one: _Ground) -> str:
    """How sure, and why: the row of the table, then the facts that it met in the best event."""
    top = one.events[0]
    confirming, grades = _confirming(top), set(top.grades.values()) or {"F"}
    differs = bool(top.event.conflicts)
    row = next(
        row
        for row in confidences()
        if confirming >= row.independent and grades & set(row.outlets) and (row.may_differ or not differs)
    )
    graded = [f"{shown(name)} {letter}" for name, letter in sorted(top.grades.items()) if letter != "F"]
    outlets = f"outlets graded {listed(graded)}" if graded else "no outlet graded by an analyst (F)"
    origins = many(top.event.independent, "independent origin")
    told = f"{origins} ({origins_listed(top.event.origins)}) in {many(top.event.stories, 'story', 'stories')}"
    best = "the best attested of these events rests on " if len(one.events) > 1 else ""
    against = f"; accounts differ on {listed(top.event.conflicts)}" if differs else ""
    return f"Confidence is {row.word}: {best}{told}; {outlets}{against}."
