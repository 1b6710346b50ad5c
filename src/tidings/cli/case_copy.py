"""tidings case copy: move a case between a file and PostgreSQL."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from tidings.cli.options import AsJson, opened
from tidings.cli.terminal import console, is_quiet, note, say, say_json
from tidings.output.counts import many

From = Annotated[str, typer.Argument(metavar="FROM", help="The case: a file, or postgresql://USER@HOST/DATABASE.")]
To = Annotated[str, typer.Argument(metavar="TO", help="Where it is copied to, a case that is not there yet.")]


def copy(source: From, target: To, as_json: AsJson = False) -> None:
    """Copy a case from a file into PostgreSQL, from PostgreSQL into a file, or from either into its like.

    Every row goes along, and the archive of what came from the network; the copy is read back and compared. FROM stays
    as it is. A copy that breaks off leaves nothing.

    Example: tidings case copy case.tidings postgresql://ana@localhost/cases?schema=mali
    """
    from tidings.case import CaseStore
    from tidings.case.copying import copy as copied
    from tidings.case.places import shown

    with opened(source) as held, CaseStore.open(target) as made, _progress() as step:
        done = copied(held, made, step)
    if as_json:
        say_json({"from": shown(source), "to": shown(target)} | done._asdict())
        return
    say(f"Copied {many(done.rows, 'row')} of {many(done.tables, 'table')}, and read them back: they are the same.")
    note(f"Prove it: tidings verify {shown(target)}")


@contextmanager
def _progress() -> Iterator[Callable[[str, int], None]]:
    """Yield what is told of each page of rows; it draws on a terminal, and does nothing elsewhere."""
    if is_quiet() or not sys.stderr.isatty():
        yield lambda table, rows: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("Copying")
        yield lambda table, rows: bar.update(task, description=f"{rows:,} rows, of {table}")
