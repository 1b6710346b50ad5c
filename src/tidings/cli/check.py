"""tidings check: whether a case still says what it said."""

from __future__ import annotations

from dataclasses import asdict

from tidings.cli.codes import DONE, FAILED
from tidings.cli.options import AsJson, CaseFile, opened
from tidings.cli.terminal import say, say_json


def check(case: CaseFile, as_json: AsJson = False) -> int:
    """Check that a case is whole.

    Compares bytes with their hashes, quotes with their texts, references and full text. Prints every fault and exits
    with 1 if there is one. Changes nothing.

    Example: tidings check case.tidings
    """
    with opened(case) as held:
        faults = held.check()
    for fault in faults:
        if as_json:
            say_json(asdict(fault))
        else:
            say(str(fault))
    if not faults and not as_json:
        say(f"{case} is sound.")
    return FAILED if faults else DONE
