"""tidings problems: what was not read, and why."""

from __future__ import annotations

from dataclasses import asdict

from tidings.cli.options import AsJson, CaseFile, opened
from tidings.cli.terminal import note, say_json, say_wrapped


def problems(case: CaseFile, as_json: AsJson = False) -> None:
    """List what was not read into a case, and why.

    Changes nothing. A problem goes away when its input is read after all: add it again once it is put right.

    Example: tidings problems case.tidings
    """
    with opened(case) as held:
        found = held.problems()
    for problem in found:
        if as_json:
            say_json(asdict(problem))
        else:
            say_wrapped(f"{problem.origin}: {problem.detail} [{problem.reason}]")
    if not found:
        note("No problems: everything that was added was read.")
