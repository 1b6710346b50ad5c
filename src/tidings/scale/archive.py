"""An archive: what was read in any number of files, as a Parquet data set that engines read in place.

    ARCHIVE/archive.json                          version of the schema, and of the tables that were read with
    ARCHIVE/stories/month=2015-10/PART.parquet    also mentions, accounts; documents and problems without a month
    ARCHIVE/parts/PART.json                       the files of one part, and how far each input was read by then

A part counts from the moment its list in `parts` stands, which is written last and at once. Files that no list names
are what a broken run left: they are removed when the archive is next written to. So each document's rows are there
exactly once, whenever a run was broken off.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from tidings.errors import CaseError
from tidings.model import Document, Problem, content_id
from tidings.model.account import Reading
from tidings.scale import schema
from tidings.scale.schema import MONTHLY, TABLES, Row
from tidings.scale.store import connected, reaching

WHOLE = -1  # stands for the number of documents read of an input that was read to its end
Done = dict[str, int]  # by key of the input: documents read of it, or WHOLE


@dataclass(slots=True)
class Part:
    """Rows that become part of an archive together, and how far the inputs are read with them."""

    rows: dict[tuple[str, str], list[Row]] = field(default_factory=dict)  # by table and month
    done: Done = field(default_factory=dict)
    documents: int = 0

    def add(self, doc: Document, readings: list[Reading]) -> None:
        """Take in what was read in a document."""
        self.documents += 1
        self._of("documents", "").append(schema.document_row(doc, readings))
        for reading in readings:
            story, month = reading.story, schema.month_of(reading.story)
            self._of("stories", month).append(schema.story_row(reading))
            mentions = (schema.mention_row(story, n, m) for n, m in enumerate(reading.mentions))
            self._of("mentions", month).extend(mentions)
            self._of("accounts", month).extend(schema.account_row(story, n, a) for n, a in enumerate(reading.accounts))

    def problem(self, problem: Problem) -> None:
        """Take in what was not read."""
        self._of("problems", "").append(schema.problem_row(problem))

    def _of(self, table: str, month: str) -> list[Row]:
        return self.rows.setdefault((table, month), [])

    @property
    def name(self) -> str:
        """The part's name: the same inputs read as far give the same."""
        return content_id("part", *(f"{key} {n}" for key, n in sorted(self.done.items())))


class Archive:
    """An archive in a folder or under an address as s3://bucket/folder."""

    def __init__(self, where: str | PathLike[str]) -> None:
        self.where = fspath(where)
        if "://" in self.where:
            self._files, self._root = connected(self.where)
        else:
            self._files, self._root = fs.LocalFileSystem(), str(Path(self.where).absolute())

    def start(self, knowledge: str, reader: str) -> None:
        """Make the archive where there is none, and sweep it. Raises CaseError."""
        self._files.create_dir(self._root, recursive=True)
        if self._held("archive.json"):
            self.check()
        else:
            head = {"tidings": "archive", "version": schema.VERSION, "knowledge": knowledge, "reader": reader}
            self._write("archive.json", json.dumps(head))
        self.sweep()

    def sweep(self) -> None:
        """Remove the files that no list names: what a broken run, or a lost machine, left."""
        listed = {name for part in self.parts() for name in part["files"]}
        for table in TABLES:
            for name in self._names(table):
                if name not in listed:
                    self._files.delete_file(f"{self._root}/{name}")

    def check(self) -> Row:
        """Return what the archive says of itself. Raises CaseError where it is none, or of another version."""
        if not self._held("archive.json"):
            raise CaseError(f"{self.where} is no archive. Make one with: tidings read INPUT… --to {self.where}")
        head: Row = json.loads(self._text("archive.json"))
        if head.get("version") != schema.VERSION:
            raise CaseError(
                f"{self.where} has version {head.get('version')}, not {schema.VERSION}. Read it into a new one."
            )
        return head

    def parts(self) -> Iterator[Row]:
        """Yield the lists of all parts, by name."""
        for name in self._names("parts"):
            yield json.loads(self._text(name))

    def done(self) -> Done:
        """Return how far each input was read."""
        out: Done = {}
        for part in self.parts():
            for key, n in part["done"].items():
                held = out.get(key, 0)
                out[key] = WHOLE if WHOLE in (n, held) else max(n, held)
        return out

    def write(self, part: Part) -> None:
        """Add a part: its tables, then its list."""
        names, name = [], part.name
        for (table, month), rows in sorted(part.rows.items()):
            folder = f"{table}/month={month}" if table in MONTHLY else table
            self._files.create_dir(f"{self._root}/{folder}", recursive=True)
            data = pa.Table.from_pylist(rows, schema=TABLES[table])
            pq.write_table(data, f"{self._root}/{folder}/{name}.parquet", filesystem=self._files, compression="zstd")
            names.append(f"{folder}/{name}.parquet")
        counts = {table: sum(len(rows) for (t, _), rows in part.rows.items() if t == table) for table in TABLES}
        self._write(f"parts/{name}.json", json.dumps({"files": names, "done": part.done, "rows": counts}))

    def table(self, name: str, months: Iterable[str] | None = None, where: Any = None) -> pa.Table:
        """Return the rows of a table, of some months alone, that an expression of pyarrow lets pass."""
        months = None if months is None else list(months)
        return pa.concat_tables([self.rows(part, name, months, where) for part in [{"files": ()}, *self.parts()]])

    def rows(self, part: Row, name: str, months: Iterable[str] | None = None, where: Any = None) -> pa.Table:
        """Return the same of one part, by its list."""
        wanted = None if months is None else {f"month={month}" for month in months}
        names = [n for n in part["files"] if n.split("/")[0] == name]
        chosen = [n for n in names if wanted is None or name not in MONTHLY or n.split("/")[1] in wanted]
        how = {"filesystem": self._files, "filters": where, "partitioning": None}
        with reaching(self.where):
            tables = [pq.read_table(f"{self._root}/{n}", **how) for n in chosen]
        return pa.concat_tables([TABLES[name].empty_table(), *tables])

    def months(self) -> list[str]:
        """Return the months of which there are stories."""
        files = (n.split("/") for part in self.parts() for n in part["files"])
        return sorted({folder.removeprefix("month=") for table, folder, *_ in files if table == "stories"})

    def _names(self, folder: str) -> list[str]:
        chosen = fs.FileSelector(f"{self._root}/{folder}", recursive=True, allow_not_found=True)
        with reaching(self.where):
            found = [info.path for info in self._files.get_file_info(chosen) if info.is_file]
        return sorted(path.removeprefix(f"{self._root}/") for path in found if not path.endswith(".tmp"))

    def _held(self, name: str) -> bool:
        with reaching(self.where):
            return bool(self._files.get_file_info(f"{self._root}/{name}").is_file)

    def _text(self, name: str) -> str:
        with reaching(self.where), self._files.open_input_stream(f"{self._root}/{name}") as stream:
            return bytes(stream.read()).decode()

    def _write(self, name: str, text: str) -> None:
        """Write a small file at once: an object store does so itself, a folder by renaming."""
        path = f"{self._root}/{name}"
        self._files.create_dir(path.rpartition("/")[0], recursive=True)
        is_local = isinstance(self._files, fs.LocalFileSystem)
        with self._files.open_output_stream(f"{path}.tmp" if is_local else path) as stream:
            stream.write(text.encode())
        if is_local:
            self._files.move(f"{path}.tmp", path)
