"""Tidings reads open-source reports and keeps what they tell as evidence."""

import importlib as _importlib
import typing as _typing

if _typing.TYPE_CHECKING:
    from tidings.errors import TidingsError
    from tidings.knowledge import Knowledge
    from tidings.model import Account, Event, Mention, Problem, Reading, Story
    from tidings.pipeline import Case
    from tidings.readings import ProblemWarning, Tally, read, read_texts

# public name -> its module, imported on first use: `tidings --help` need not load a language pipeline
_HOMES = {
    "Account": "tidings.model",
    "Case": "tidings.pipeline",
    "Event": "tidings.model",
    "Knowledge": "tidings.knowledge",
    "Mention": "tidings.model",
    "Problem": "tidings.model",
    "ProblemWarning": "tidings.readings",
    "Reading": "tidings.model",
    "Story": "tidings.model",
    "Tally": "tidings.readings",
    "TidingsError": "tidings.errors",
    "read": "tidings.readings",
    "read_texts": "tidings.readings",
}

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
    "read_texts",
]


def __getattr__(name: str) -> _typing.Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'tidings' has no attribute {name!r}")
    return getattr(_importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
