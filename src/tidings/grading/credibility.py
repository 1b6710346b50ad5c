"""Credibility 1-6 of an event, by the first rule of the table that fits, and reliability A-F of an outlet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast, get_args

from tidings.knowledge.grading import credibility_rules
from tidings.knowledge.origins import UNATTRIBUTED, UNNAMED
from tidings.model import Account, Judgement, Origin
from tidings.model.event import Credibility, Reliability
from tidings.model.judgement import in_force


def grade_of(
    heard: tuple[Origin, ...], origins: list[Origin], accounts: Mapping[str, Account]
) -> tuple[Credibility, str]:
    """Return the grade and why: the rule's id, its wording and the facts it met.

    `heard` are the independent origins, `origins` those of all accounts. Who denies one account and asserts another
    denies no event. What a single story tells on the word of several confirms nothing: it is heard from one side.
    """
    asserting = {o.key for o in origins if o.is_asserting}
    deniers = sorted(
        {o.key: o.name for o in origins if _denies(o, accounts[o.account].status) and o.key not in asserting}.values()
    )
    is_unnamed = bool(heard) and all(o.key == UNNAMED for o in heard)
    confirming = min(len(heard), len({accounts[o.account].story for o in heard}))
    rule = next(r for r in credibility_rules() if r.fits(confirming, len(deniers), is_unnamed=is_unnamed))
    told = f"{len(heard)} independent ({', '.join(o.name for o in heard)})" if heard else "no origin that asserts it"
    denied = f"; denied by {', '.join(deniers)}" if deniers else ""
    return rule.credibility, f"credibility.{rule.id}/1 {rule.wording}: {told}{denied}"


def reliability(outlet: str, judgements: Iterable[Judgement]) -> Reliability:
    """Return what an analyst last set for the outlet (`right` holds the letter), F where nobody did."""
    letters = get_args(Reliability)
    of = [j for j in in_force(judgements) if j.subject == "outlet" and j.verdict == "grade" and j.left == outlet]
    said = [j.right for j in of if j.right in letters]
    return cast(Reliability, said[-1]) if said else "F"


def _denies(origin: Origin, status: str) -> bool:
    return origin.key != UNATTRIBUTED and status == "denied"
