"""tidings import: take what was coded elsewhere into a case."""

from __future__ import annotations

from typing import Annotated

import typer

from tidings.cli.codes import DONE, WITH_PROBLEMS
from tidings.cli.options import AsJson, CaseFile, KnowledgeFolder
from tidings.cli.options import knowledge as tables
from tidings.cli.progress import shown_progress
from tidings.cli.terminal import note, say, say_json
from tidings.output.counts import many

PROBLEMS_SHOWN = 5  # of those that are new; the rest is counted
Files = Annotated[
    list[str], typer.Argument(metavar="FILE…", help="Tables of ACLED or UCDP GED as CSV, or an export of Tidings.")
]


def import_(case: CaseFile, files: Files, knowledge: KnowledgeFolder = None, as_json: AsJson = False) -> int:
    """Take events that were coded elsewhere into a case.

    Each row of an ACLED or UCDP table becomes an account of ACLED or UCDP, on the word of the row's own sources, and
    meets what was read in linking. What was written by tidings export --as exchange comes back as it was, with what
    analysts judged there; what is judged otherwise here stays as here. Makes the case where there is none. The same
    again adds nothing twice. What cannot be taken is listed by: tidings problems

    Example: tidings import case.tidings acled.csv
    """
    from tidings.importing import bring
    from tidings.pipeline import Case

    know = tables(knowledge)
    with Case(case) as held:
        before, judged = set(held.problems()), len(held.said())
        with shown_progress() as step:
            tally = bring(files, held, know, step)
        counts = held.counts()
        new = [problem for problem in held.problems() if problem not in before]
        judged = len(held.said()) - judged
    for problem in new[:PROBLEMS_SHOWN]:
        note(f"{problem.origin}: {problem.detail}")
    if tally.problems:
        note(f"Problems: {tally.problems:,}. See: tidings problems {case}")
    if as_json:
        names = ("documents", "held", "stories", "accounts", "problems")
        say_json({name: getattr(tally, name) for name in names} | {"judgements": judged, "case": counts})
    else:
        taken = f"Accounts taken: {tally.accounts:,}; held already: {tally.held:,}."
        taken += f" Judgements taken: {judged:,}." if judged else ""
        say(f"{taken} The case holds {many(counts['events'], 'event')}.")
        note(f"See: tidings events {case}")
    return WITH_PROBLEMS if tally.problems else DONE
