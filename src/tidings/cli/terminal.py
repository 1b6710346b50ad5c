"""What is printed and where: results to stdout, the rest to stderr, and nothing that could steer a terminal."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

NOTHING_THERE = "Nothing to read is there; hidden files do not count. Look at the path."
COLUMNS = 100  # where no terminal tells its width; the chronology is written to the same measure
_STEERS = re.compile(  # control characters but line end and tab, marks that reverse the order of text, half characters
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


def safe(text: str) -> str:
    r"""Return the text with every character that could steer a terminal written out, as JSON would write it.

    In a line of JSON such a character stands inside a string only, so that the line keeps its meaning.

    >>> safe("toll \x1b[31mrises")
    'toll \\u001b[31mrises'
    """
    return _STEERS.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def say(text: str = "") -> None:
    """Print one piece of the result on stdout, with a line end."""
    sys.stdout.write(f"{safe(text)}\n")


def say_wrapped(line: str) -> None:
    """Print a line of the result, broken at words to the terminal's width and no wider than prose reads well."""
    indent = line[: len(line) - len(line.lstrip())]
    columns = max(len(indent) + 20, min(width(), COLUMNS))
    wrapped = textwrap.wrap(safe(line), columns, subsequent_indent=f"{indent}  ", break_on_hyphens=False)
    sys.stdout.writelines(f"{one}\n" for one in wrapped or [""])


def pour(pieces: Iterable[str]) -> None:
    """Print pieces that bring their own line ends on stdout; a terminal gets them harmless, a file as they are."""
    shown = map(safe, pieces) if sys.stdout.isatty() else pieces
    for piece in shown:
        sys.stdout.write(piece)


def say_json(value: Any) -> None:
    """Print a value as one line of JSON on stdout."""
    say(json.dumps(value, ensure_ascii=False))


def note(text: str) -> None:
    """Print a line on stderr, unless --quiet."""
    if not _quiet.get():
        warn(text)


def warn(text: str) -> None:
    """Print a line on stderr, also when --quiet."""
    sys.stdout.flush()
    sys.stderr.write(f"{safe(text)}\n")
    sys.stderr.flush()


@contextmanager
def quieted(quiet: bool) -> Iterator[None]:
    """Leave notes and progress out inside the block."""
    before = _quiet.set(quiet)
    try:
        yield
    finally:
        _quiet.reset(before)


def is_quiet() -> bool:
    """Whether notes and progress are left out."""
    return _quiet.get()


def width() -> int:
    """Return how many columns the output may fill."""
    return shutil.get_terminal_size((COLUMNS, 24)).columns


def console(*, stderr: bool = False) -> Console:
    """Return a rich console that takes no markup from text and honours NO_COLOR."""
    from rich.console import Console

    is_terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False, width=None if is_terminal else width())


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[str] = ()) -> None:
    """Print rows under their heads on stdout, fitted to the terminal; the columns named in `right` hold numbers."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for head in heads:
        is_number = head in right
        shown.add_column(head, justify="right" if is_number else "left", no_wrap=is_number, overflow="fold")
    for row in rows:
        shown.add_row(*(Text(safe(" ".join(cell.split()))) for cell in row))
    if not shown.row_count:
        return
    out = console()
    with out.capture() as drawn:
        out.print(shown)
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in drawn.get().splitlines() if line.strip())


def settle_stdout() -> None:
    """Make stdout give the same bytes on every system: UTF-8, and line ends as they were written."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
