"""The built-in tables with a user's own folder on top: rows are added, replaced by key, or withdrawn.

A file of the folder has the name of the table it adds to (`actors.tsv`, `events/strikes.yaml`). Its first line names
the columns it uses, in any order; a head is welcome and not asked for. A row whose key the built-in table holds takes
that row's place; a row whose first cell starts with "-" withdraws it. What cannot be meant is refused with its file
and line: a row that is dropped in silence would be a word that is never found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tidings.errors import KnowledgeError, WrongCall
from tidings.knowledge.tables import TABLES, Row, cell_list, read_table

KEYS: dict[str, tuple[str, ...]] = {
    "actors": ("id",), "agents": ("noun",), "items": ("id",), "outlets": ("id",),
    "places_aliases": ("name", "type", "country"), "places_regions": ("name", "country"),
    "demonyms": ("country", "words"),
    "speech": ("word", "sort"), "status": ("word", "relation"), "embedding": ("word", "frame"),
    "nouns": ("word",), "methods": ("word",), "domains": ("word",), "frames": ("kind", "part", "classes"),
}  # fmt: skip
FAMILIES = frozenset({"actors", "items"})  # one table in several files: actors.tsv, actors_states.tsv
NAMED = {"actors": ("name", "aliases"), "items": ("name", "aliases"), "outlets": ("name", "aliases")}
WITHDRAWN = "-"
DIGEST_BYTES = 8  # as long as every other id


@dataclass(frozen=True)
class Tables:
    """The rows of every table; `own` is the user's folder, or None for the built-in tables alone."""

    own: Path | None = None

    def __post_init__(self) -> None:
        if self.own is None:
            return
        if not self.own.is_dir():
            raise WrongCall(f"There is no folder {self.own}. Make it, and put your tables there: docs/knowledge.md")
        for path in self._files:
            _check_name(self.own, path)

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return the rows of one table: the built-in ones, then the user's; a user's row stands where it replaces."""
        built = [row for path in _built_in(name) for row in read_table(path)]
        own = self._own_rows.get(name, [])
        return tuple(_merged(name, built, own) if own else built)

    def own_rows(self, name: str) -> tuple[Row, ...]:
        """Return the user's rows of one table, without those that withdraw."""
        return tuple(row for row in self._own_rows.get(name, ()) if not is_withdrawal(row, name))

    def withdrawn(self, name: str) -> tuple[Row, ...]:
        """Return the user's rows that withdraw rows of one table."""
        return tuple(row for row in self._own_rows.get(name, ()) if is_withdrawal(row, name))

    def families(self) -> Iterator[tuple[Path, bool]]:
        """Yield the files of event kinds, each with whether it is the user's; his come last."""
        yield from ((path, False) for path in sorted((TABLES / "events").glob("*.yaml")))
        yield from ((path, True) for path in self._files if path.suffix == ".yaml")

    @cached_property
    def version(self) -> str:
        """16 hex digits that depend on every byte of every table, the user's included, and on nothing else."""
        digest = hashlib.blake2b(digest_size=DIGEST_BYTES)
        built = sorted(path for path in TABLES.rglob("*") if path.is_file())
        for folder, paths in ((TABLES, built), (self.own or TABLES, self._files)):
            for path in paths:
                digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()

    @cached_property
    def _files(self) -> list[Path]:
        """The user's files; notes (README.md, .txt) and hidden files are no tables."""
        if self.own is None:
            return []
        found = (path for path in sorted(self.own.rglob("*")) if path.is_file() and not path.name.startswith("."))
        return [path for path in found if path.suffix.lower() not in (".md", ".txt")]

    @cached_property
    def _own_rows(self) -> dict[str, list[Row]]:
        out: dict[str, list[Row]] = {}
        for path in self._files:
            if path.suffix == ".tsv":
                out.setdefault(_table_of(path.stem) or "", []).extend(_read(path))
        return out


BUILT_IN = Tables()


def is_withdrawal(row: Row, name: str) -> bool:
    """Whether a user's row takes a built-in row away."""
    return row.is_own and row[KEYS[name][0]].startswith(WITHDRAWN)


def _built_in(name: str) -> list[Path]:
    return sorted(TABLES.glob(f"{name}*.tsv")) if name in FAMILIES else [TABLES / f"{name}.tsv"]


def _table_of(stem: str) -> str | None:
    """The table that a file of this name adds to, or None."""
    family = stem.partition("_")[0]
    return stem if stem in KEYS else family if family in FAMILIES else None


def _check_name(own: Path, path: Path) -> None:
    shown = path.relative_to(own).as_posix()
    is_table = path.suffix == ".tsv" and path.parent == own and _table_of(path.stem)
    if is_table or (path.suffix == ".yaml" and path.parent == own / "events"):
        return
    known = ", ".join(f"{name}.tsv" for name in sorted(KEYS))
    raise KnowledgeError(shown, "name", f"is no table that can be added to; those are {known} and events/*.yaml")


def _read(path: Path) -> Iterator[Row]:
    """The user's rows, with every column of the table; a row that ends early has empty cells behind."""
    name = _table_of(path.stem) or ""
    known = list(dict.fromkeys(c for built in _built_in(name) for c in read_table(built).columns))
    columns: list[str] = []
    try:
        text = path.read_text(encoding="utf-8-sig")  # spreadsheets write a mark in front
    except UnicodeDecodeError as why:
        raise KnowledgeError(path.name, f"byte {why.start}", "is not UTF-8; save the file as UTF-8 text") from why
    for n, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not columns:
            columns = _columns(path, n, cells, known, KEYS[name])
            continue
        while len(cells) > len(columns) and not cells[-1]:
            cells.pop()
        if len(cells) > len(columns):
            raise KnowledgeError(path.name, f"line {n}", f"{len(cells)} cells under {len(columns)} columns")
        cells += [""] * (len(columns) - len(cells))
        row = Row(dict.fromkeys(known, "") | dict(zip(columns, cells, strict=True)), path.name, n, is_own=True)
        if not row[KEYS[name][0]].removeprefix(WITHDRAWN):
            raise row.fault(f'nothing under "{KEYS[name][0]}"')
        yield row


def _columns(path: Path, n: int, cells: list[str], known: list[str], keys: tuple[str, ...]) -> list[str]:
    strange = [cell for cell in cells if cell not in known]
    listed = ", ".join(known)
    if strange:
        fault = f'no column "{strange[0]}"; with tabs between them, the columns are {listed}'
        raise KnowledgeError(path.name, f"line {n}", fault)
    if len(set(cells)) != len(cells):
        raise KnowledgeError(path.name, f"line {n}", "a column stands twice")
    if missing := [key for key in keys if key not in cells]:
        raise KnowledgeError(path.name, f"line {n}", f'no column "{missing[0]}"; the columns are {listed}')
    return cells


def _merged(name: str, built: list[Row], own: list[Row]) -> list[Row]:
    """Built-in rows without those withdrawn, each replaced in its place, then the new ones (frames: the new first)."""
    keys = KEYS[name]
    gone: set[tuple[str, ...]] = set()
    new: dict[tuple[str, ...], Row] = {}
    for row in own:
        key = _key(row, keys)
        if is_withdrawal(row, name):
            taken = [b for b in built if _is_meant(row, b, keys)]
            if not taken:
                raise row.fault(f'there is no row "{key[0].removeprefix(WITHDRAWN)}" to withdraw')
            gone.update(_key(b, keys) for b in taken)
        elif key in new:
            raise row.fault(f'"{key[0]}" stands in line {new[key].line} of {new[key].file} already')
        else:
            new[key] = row
    kept = [b for b in built if _key(b, keys) not in gone]
    held = {_key(b, keys) for b in kept}
    added = [row for key, row in new.items() if key not in held]
    placed = list({id(row): row for b in kept for row in [new.get(_key(b, keys), b)]}.values())
    out = [*added, *placed] if name == "frames" else [*placed, *added]
    _check_names(name, out)
    return out


def _key(row: Row, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row[key] for key in keys)


def _is_meant(withdrawal: Row, row: Row, keys: tuple[str, ...]) -> bool:
    """Whether a withdrawal means this row: its first key, and each further one that it gives."""
    first, *rest = keys
    named = withdrawal[first].removeprefix(WITHDRAWN)
    return row[first] == named and all(withdrawal[key] in ("", row[key]) for key in rest)


def _check_names(name: str, rows: list[Row]) -> None:
    """Raise KnowledgeError where one name would stand for two rows, at the user's row."""
    if name not in NAMED:
        return
    owners: dict[str, Row] = {}
    for row in sorted(rows, key=lambda r: r.is_own):
        for column in NAMED[name]:
            for called in cell_list(row[column]):
                other = owners.setdefault(called.rstrip("!"), row)
                if other is not row and row.is_own and other["id"] != row["id"]:
                    where = f"{other.file}, line {other.line}"
                    raise row.fault(f'"{called}" is a name of "{other["id"]}" already ({where})')
