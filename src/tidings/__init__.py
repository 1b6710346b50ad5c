"""Tidings reads open-source reports and keeps what they tell as evidence."""

from tidings.errors import TidingsError
from tidings.knowledge import Knowledge
from tidings.model import Account, Event, Mention, Problem, Reading, Story
from tidings.pipeline import Case, ProblemWarning, Tally, read

__all__ = [
    "Account",
    "Case",
    "Event",
    "Knowledge",
    "Mention",
    "Problem",
    "ProblemWarning",
    "Reading",
    "Story",
    "Tally",
    "TidingsError",
    "read",
]
