"""Read knowledge tables: tab-separated rows under a head that tells their origin and licence.

A table starts with `# key: value` lines (`about`, `origin` and `licence` are required), then one line of column
names, then rows. Empty lines and `#` lines between rows are comments. A list inside a cell is separated by "|".
Every table has an `example` column: a few words in which the row's word stands as it is used in news.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tidings.errors import KnowledgeError

TABLES = Path(__file__).parent / "tables"
REQUIRED_HEAD = ("about", "origin", "licence")


class Row(dict[str, str]):
    """One row, from column to cell, that knows the file and the line it stands on."""

    __slots__ = ("file", "is_own", "line")

    def __init__(self, cells: dict[str, str], file: str, line: int, *, is_own: bool = False) -> None:
        super().__init__(cells)
        self.file, self.line, self.is_own = file, line, is_own

    def fault(self, what: str) -> KnowledgeError:
        """Return the error that says what is wrong with this row, and where it stands."""
        return KnowledgeError(self.file, f"line {self.line}", what)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table with the head that tells where they come from."""

    name: str
    head: dict[str, str]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def read_table(path: Path) -> Table:
    """Read one TSV table. Raises KnowledgeError for a missing head line, a short row or a repeated column."""
    head: dict[str, str] = {}
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    for n, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        if line.startswith("#"):
            key, _, value = line[1:].partition(":")
            if not columns and value:
                head[key.strip()] = value.strip()
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if not columns:
            columns = cells
            _check_head(path.name, head, columns)
            continue
        if len(cells) != len(columns):
            raise KnowledgeError(path.name, f"line {n}", f"{len(cells)} cells under {len(columns)} columns")
        rows.append(Row(dict(zip(columns, cells, strict=True)), path.name, n))
    return Table(path.stem, head, columns, tuple(rows))


def table(name: str) -> Table:
    """Read a built-in table by name, without its ending."""
    return read_table(TABLES / f"{name}.tsv")


def cell_list(cell: str) -> tuple[str, ...]:
    """Split a cell that holds a list.

    >>> cell_list("ISIS|ISIL")
    ('ISIS', 'ISIL')
    """
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _check_head(name: str, head: dict[str, str], columns: tuple[str, ...]) -> None:
    missing = [key for key in REQUIRED_HEAD if key not in head]
    if missing:
        raise KnowledgeError(name, "head", f"no line for {', '.join(missing)}")
    if len(set(columns)) != len(columns):
        raise KnowledgeError(name, "columns", "a column stands twice")
    if "example" not in columns:
        raise KnowledgeError(name, "columns", 'no column "example"')
