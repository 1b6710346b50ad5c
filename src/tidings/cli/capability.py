"""tidings capability: who sought, got, made, tested, had, used or lost what, and who supplied whom."""

from __future__ import annotations

from typing import Annotated

import typer

from tidings.cli.options import AsJson, CaseFile, Since, Until, opened
from tidings.cli.terminal import note, say_json, say_wrapped

Party = Annotated[str | None, typer.Option("--actor", metavar="NAME", help="Part of a party's name.")]


def capability(
    case: CaseFile, actor: Party = None, since: Since = None, until: Until = None, as_json: AsJson = False
) -> None:
    """Show what is reported of each party's capability.

    What it sought, acquired, developed, tested, possessed, used or lost, or had seized, item by item over time, each
    with its status, its grade and its words; then who supplied whom. It holds what accounts tell and nothing beside.
    What is undated passes neither --since nor --until. Changes nothing.

    Example: tidings capability case.tidings
    """
    from tidings.output.capability import capabilities, capability_json, capability_lines, supplies

    with opened(case) as held:
        told = list(held.told(since=since, until=until))
    shown, made = capabilities(told, actor), supplies(told, actor)
    if as_json:
        for step in shown:
            say_json(capability_json(step))
        for deal in made:
            say_json(capability_json(deal))
    else:
        for line in capability_lines(shown, made):
            say_wrapped(line)
    if not shown and not made:
        note(f"No account tells of such a capability. Look at all of them: tidings capability {case}")
