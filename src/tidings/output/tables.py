"""Tables as text: one row an event, or one row an account; every row names its sources and quotes them.

CSV is RFC 4180. In TSV no cell is quoted: a tab, a line end and a backslash inside a cell are written with a backslash.

A spreadsheet takes a cell that starts with = + - @, a tab or a line end for a formula. Such text gets one leading
apostrophe, which spreadsheets hide; so does text that already starts with apostrophes before such a sign, so that
`read_table` can take exactly one away. Numbers are never guarded: a latitude of -11.05 stays a number.

Several values in one cell stand with "; " between them, and a ";" inside one is doubled; `parted` undoes that.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator

from tidings.model.links import Telling, Told
from tidings.output import rows
from tidings.output.forms import Options
from tidings.output.rows import ACCOUNTS, EVENTS, Table

Cell = str | int | float | None
Row = dict[str, Cell]
BETWEEN = "; "  # between several values in one cell
CHAIN = " > "  # between the sources of an account, from the outermost to the one that knows
EVENT_COLUMNS, ACCOUNT_COLUMNS = tuple(EVENTS.columns), tuple(ACCOUNTS.columns)
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_WRITTEN = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_READ = {written: plain for plain, written in _WRITTEN.items()}


def csv_rows(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield the table that the options ask for, as CSV."""
    return accounts_csv(events) if options.accounts else events_csv(events)


def tsv_rows(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield the table that the options ask for, as TSV."""
    return _lines(ACCOUNTS if options.accounts else EVENTS, events, _tsv_line)


def events_csv(events: Iterable[Told]) -> Iterator[str]:
    """Yield a header and one row an event, each with its line end; write with newline=""."""
    return _lines(EVENTS, events, _csv_line)


def accounts_csv(events: Iterable[Told]) -> Iterator[str]:
    """Yield a header and one row for each account of each event, each with its line end; write with newline=""."""
    return _lines(ACCOUNTS, events, _csv_line)


def read_table(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of such a CSV table as they were before their cells were guarded."""
    for row in csv.DictReader(lines):
        yield {name: unguarded(cell) for name, cell in row.items()}


def read_tsv(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of such a TSV table as they were before their cells were guarded and their tabs written out."""
    rows = ([_plain(cell) for cell in line.removesuffix("\n").split("\t")] for line in lines)
    columns = next(rows, [])
    for row in rows:
        yield {name: unguarded(cell) for name, cell in zip(columns, row, strict=True)}


def guarded(text: str) -> str:
    """Return the text with one more leading apostrophe if a spreadsheet could take it for a formula.

    >>> guarded("=1+1")
    "'=1+1"
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return what `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def joined(values: Iterable[str], between: str = BETWEEN) -> str:
    """Return several values as one cell.

    >>> joined(["rebels; so-called", "army"])
    'rebels;; so-called; army'
    """
    mark = between.strip()
    return between.join(value.replace(mark, mark * 2) for value in values)


def parted(cell: str, between: str = BETWEEN) -> list[str]:
    """Return the values that `joined` was given; an empty cell holds none.

    >>> parted("rebels;; so-called; army")
    ['rebels; so-called', 'army']
    """
    mark = between.strip()
    pieces = re.split(f"({re.escape(mark * 2)}|{re.escape(between)})", cell)
    values = [""]
    for piece in pieces:
        if piece == between:
            values.append("")
        else:
            values[-1] += mark if piece == mark * 2 else piece
    return values if cell else []


def event_row(told: Told) -> Row:
    """Return the event's cells, several values in one text, before any is guarded."""
    return flat(rows.event_row(told), EVENTS)


def account_row(told: Told, telling: Telling) -> Row:
    """Return the account's cells, several values in one text, before any is guarded."""
    return flat(rows.account_row(told, telling), ACCOUNTS)


def flat(row: rows.Row, table: Table) -> Row:
    """Return a row with one text, number or None a cell, in the order of the table's columns."""
    chain = CHAIN if table is ACCOUNTS else BETWEEN
    return {name: _flat(row.get(name), chain if name == "sources" else BETWEEN) for name in table.columns}


def _flat(value: rows.Cell, between: str) -> Cell:
    if isinstance(value, bool):
        return str(value).lower()
    return joined(value, between) if isinstance(value, list) else value


def _lines(table: Table, events: Iterable[Told], line: Callable[[Iterable[str]], str]) -> Iterator[str]:
    yield line(table.columns)
    for row in table.rows(events):
        yield line(map(_cell, flat(row, table).values()))


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"  # four killed, not 4.0
    return guarded(value) if isinstance(value, str) else str(value)


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _tsv_line(cells: Iterable[str]) -> str:
    return "\t".join(re.sub(r"[\\\t\n\r]", lambda m: _WRITTEN[m[0]], cell) for cell in cells) + "\n"


def _plain(cell: str) -> str:
    return re.sub(r"\\[\\tnr]", lambda m: _READ[m[0]], cell)
