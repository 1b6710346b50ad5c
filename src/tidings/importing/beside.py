"""What was judged elsewhere beside what is judged here: of one question, what is answered here stays.

A remark or a tag answers none, so that any number of them stand side by side; nor do two who say the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from tidings.case import CaseStore
from tidings.case.handed import said
from tidings.model import Judgement

Question = tuple[str, str, str]  # the event or outlet, the kind of answer, the field
WORDS = {"accept": "accepted", "reject": "rejected", "edit": "set to", "grade": "graded"}
DAY = len("2018-10-15")


class Here:
    """What analysts say in this case and not in what comes; who changed their mind there has no other word here."""

    def __init__(self, case: CaseStore, coming: Iterable[tuple[str, Judgement]]) -> None:
        ids, answered = set(), set()
        for event, one in coming:
            ids.add(one.id)
            answered.add((_question(event, one), one.by))
        self._last: dict[Question, Judgement] = {}
        for event, some in said(case).items():
            for one in some:
                asked = _question(event, one)
                if asked and one.id not in ids and (asked, one.by) not in answered:
                    self._last[asked] = one

    def against(self, event: str, one: Judgement) -> Judgement | None:
        """Return the last that is said here, where it answers the same question in another way."""
        asked = _question(event, one)
        other = self._last.get(asked) if asked else None
        return other if other and (other.verdict, other.right) != (one.verdict, one.right) else None


def _question(event: str, one: Judgement) -> Question | None:
    """What the judgement answers, where only one answer can stand: whether the event is one, a field, a grade."""
    if one.subject not in ("event", "outlet") or one.verdict not in WORDS:
        return None
    kind = "accept" if one.verdict == "reject" else one.verdict
    return (event or one.left, kind, one.field)


def on_what(event: str, one: Judgement) -> str:
    """Return what a sentence about the judgement begins with: the outlet, or the event and its field."""
    return f"The {one.field} of event {event}" if one.field else f"Event {event}" if event else one.left


def elsewhere(event: str, one: Judgement) -> str:
    """Return the words for what was said of an event that is not here."""
    what = f"No event here tells an account of {event}; what was said of it is not taken"
    return f"{what}: {f'{one.field} {signed(one)}'.strip()}."


def signed(one: Judgement) -> str:
    """Return what was said, by whom, on which day and why, as words for a Problem.

    >>> signed(Judgement("event", "e1", "ask them", "comment", 1.0, (), "ana", "2024-05-01T10:00:00+00:00"))
    'comment "ask them" by ana on 2024-05-01'
    """
    what = WORDS.get(one.verdict, one.verdict)
    value = f" {one.right}" if one.verdict == "grade" else f' "{one.right}"' if one.right else ""
    because = f" ({one.because})" if one.because else ""
    return f"{what}{value} by {one.by} on {one.at[:DAY]}{because}"
