"""tidings case copy: move a case between a file and PostgreSQL."""

from __future__ import annotations

from typing import Annotated

import typer

from tidings.cli.options import AsJson, opened
from tidings.cli.progress import drawn
from tidings.cli.terminal import note, say, say_json
from tidings.output.counts import many

From = Annotated[str, typer.Argument(metavar="FROM", help="The case: a file, or postgresql://USER@HOST/DATABASE.")]
To = Annotated[str, typer.Argument(metavar="TO", help="Where it is copied to, a case that is not there yet.")]


def copy(source: From, target: To, as_json: AsJson = False) -> None:
    """Copy a case from a file into PostgreSQL, from PostgreSQL into a file, or from either into its like.

    Every row goes along, and the archive of what came from the network; the copy is read back and compared. FROM stays
    as it is. A copy that breaks off leaves TO without a row: type the same again.

    Example: tidings case copy case.tidings postgresql://ana@localhost/cases?schema=mali
    """
    from tidings.case import CaseStore
    from tidings.case.copying import copy as copied
    from tidings.case.places import shown

    with opened(source) as held, CaseStore.open(target) as made, drawn("Copying") as draw:
        done = copied(held, made, lambda table, rows: draw(f"{rows:,} rows, of {table}"))
    if as_json:
        say_json({"from": shown(source), "to": shown(target)} | done._asdict())
        return
    say(f"Copied {many(done.rows, 'row')} of {many(done.tables, 'table')}, and read them back: they are the same.")
    note(f"Prove it: tidings verify {shown(target)}")
