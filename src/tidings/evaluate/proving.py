"""What the examples of the knowledge tables prove: each word is found, in its meaning, where its example has it.

A row is a claim about reading, so it is put to the reader itself. A user who adds a row learns at once whether it does
what he means, and whether it spoils what other rows prove.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tidings.evaluate.claims import Claim, claims
from tidings.knowledge import Knowledge
from tidings.model import Published, Reading, Story, sha256
from tidings.reading.workings import Workings, workings

PUBLISHED = Published("2019-03-06", "day", "metadata")  # any day does: no example turns on it
OUTCOMES = ("proved", "not proved", "without example")


@dataclass(frozen=True, slots=True)
class Failure:
    """A claim that its example does not bear out, with what was found instead."""

    claim: Claim
    found: str

    def __str__(self) -> str:
        c = self.claim
        return f'{c.where}: {c.word}: "{c.example}" should give {c.asks}; found: {self.found or "nothing"}'


@dataclass(slots=True)
class Proving:
    """Counts of outcomes by table (rows of the user's folder apart), and the failures; a user's come first."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    known: int = 0  # built-in rows that fail without the user's folder just as well

    def note(self, claim: Claim, outcome: str) -> None:
        """Count one claim."""
        counted = self.counts.setdefault(claim.table, Counter())
        counted[outcome] += 1
        counted["own"] += claim.is_own


def prove(know: Knowledge) -> Proving:
    """Put every claim to the reader. With a user's folder only failures that come of the folder are listed."""
    out = Proving()
    every = list(claims(know))
    readings = _readings(every, know)
    failing: list[Claim] = []
    for claim in every:
        holds = bool(claim.example) and claim.holds(readings[claim.example])
        out.note(claim, "proved" if holds else "not proved" if claim.example else "without example")
        if claim.example and not holds:
            failing.append(claim)
    before = _failing_before([c for c in failing if not c.is_own]) if know.tables.own else set()
    out.known = len(before)
    listed = [c for c in failing if _key(c) not in before]
    out.failures = [Failure(c, c.shows(readings[c.example])) for c in sorted(listed, key=lambda c: not c.is_own)]
    return out


def _readings(every: Iterable[Claim], know: Knowledge) -> dict[str, Workings]:
    """What is read in each example, each text once, parsed in batches."""
    parsed = dict.fromkeys(claim.example for claim in every if claim.is_read and claim.example)
    out = {w.reading.story.text: w for w in workings(map(_story, parsed), know)}
    return out | {c.example: Workings(Reading(_story(c.example))) for c in every if c.example and c.example not in out}


def _failing_before(failing: list[Claim]) -> set[tuple[str, str, str]]:
    """Those of the claims that the built-in tables alone do not bear out either."""
    built = Knowledge()
    wanted = {_key(claim) for claim in failing}
    again = [claim for claim in claims(built) if _key(claim) in wanted]
    readings = _readings(again, built)
    return {_key(claim) for claim in again if not claim.holds(readings[claim.example])}


def _key(claim: Claim) -> tuple[str, str, str]:
    return claim.table, claim.word, claim.example


def _story(text: str) -> Story:
    return Story(sha256(text.encode()), 0, len(text), text, published=PUBLISHED, language="en")
