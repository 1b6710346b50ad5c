"""How far a long command has come, on stderr and only on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from tidings.cli.terminal import console, is_quiet, safe

if TYPE_CHECKING:
    from tidings.pipeline import Tally

ORIGIN_COLUMNS = 30  # room for the name of the last document


class Step(Protocol):
    """Told after each document: the tally so far, and the document's origin."""

    def __call__(self, tally: Tally, origin: str, /) -> None: ...  # noqa: D102


@contextmanager
def shown_progress() -> Iterator[Step]:
    """Yield what is to be told after each document."""
    began = time.monotonic()
    with drawn("Reading") as draw:
        yield lambda tally, origin: draw(line(tally, origin, time.monotonic() - began))


@contextmanager
def drawn(first: str) -> Iterator[Callable[[str], None]]:
    """Yield what takes the line to be shown from now on; it draws on a terminal, and does nothing elsewhere."""
    if is_quiet() or not sys.stderr.isatty():
        yield lambda words: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(first)
        yield lambda words: bar.update(task, description=words)


def line(tally: Tally, origin: str, seconds: float) -> str:
    """Return the tally in one line: documents done, stories, rate, problems so far, and the last document.

    Documents that the case holds already count as done.
    """
    done = tally.documents + tally.held
    rate = f"{tally.stories / seconds:.1f} stories/s" if seconds >= 1 else "…"
    name = safe(PurePath(origin).name)[-ORIGIN_COLUMNS:]
    return f"{done} documents · {tally.stories} stories · {rate} · {tally.problems} problems · {name}"
