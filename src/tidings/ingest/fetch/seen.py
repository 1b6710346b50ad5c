"""What was got before, beside the case: to ask only for what changed, and to read every archive to its end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tidings.errors import CaseError
from tidings.ingest.fetch.exchange import Exchange

FILE = "seen.sqlite"
ARCHIVES = "*Z-[0-9][0-9][0-9].warc.gz"  # those of pages; what is not read has another ending
TABLES = """
CREATE TABLE IF NOT EXISTS answer (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, at TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS entry (url TEXT PRIMARY KEY, stamp TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS read (name TEXT PRIMARY KEY) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Before:
    """What a server said about a page when it was last got, and when that was."""

    etag: str | None
    last_modified: str | None
    at: str

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it has changed."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in said.items() if value}


class Seen:
    """A small database in the archive's folder. To lose it costs asking again, and nothing else."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        try:
            self._base = sqlite3.connect(folder / FILE, timeout=0.5, isolation_level=None)
            self._base.executescript(f"PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; {TABLES} COMMIT;")
        except sqlite3.DatabaseError as why:
            if "locked" in str(why):
                raise CaseError(
                    f"Another program is getting pages into {folder}. Try again when it has ended."
                ) from why
            raise CaseError(f"{folder / FILE} cannot be used: {why}. Remove it; pages are then got anew.") from why

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder, so that another may get pages into it."""
        self._base.close()

    def before(self, url: str) -> Before | None:
        """Return what is known of the page's last answer, None for a page never got."""
        row = self._base.execute("SELECT etag, last_modified, at FROM answer WHERE url = ?", (url,)).fetchone()
        return Before(*row) if row else None

    def remember(self, told: Exchange) -> None:
        """Remember a whole answer's validators."""
        row = (told.url, told.headers.get("etag"), told.headers.get("last-modified"), f"{told.at:%Y-%m-%dT%H:%M:%SZ}")
        self._base.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", row)

    def has_entry(self, url: str, stamp: str) -> bool:
        """Whether the page of a feed's entry was got as of that stamp."""
        return (
            self._base.execute("SELECT 1 FROM entry WHERE url = ? AND stamp = ?", (url, stamp)).fetchone() is not None
        )

    def remember_entry(self, url: str, stamp: str) -> None:
        """Remember that the page of a feed's entry was asked for and answered."""
        self._base.execute("INSERT OR REPLACE INTO entry VALUES (?, ?)", (url, stamp))

    def forget(self) -> None:
        """Forget every answer: a new case holds none of the pages that an earlier one had."""
        self._base.executescript("DELETE FROM answer; DELETE FROM entry; DELETE FROM read;")

    def unread(self) -> list[Path]:
        """Return the archives of pages that were not yet read into the case, the oldest first."""
        read = {name for (name,) in self._base.execute("SELECT name FROM read")}
        return [path for path in sorted(self._folder.glob(ARCHIVES)) if path.name not in read]

    def mark_read(self, paths: Iterable[Path]) -> None:
        """Note that these archives were read to their end."""
        self._base.executemany("INSERT OR IGNORE INTO read VALUES (?)", [(path.name,) for path in paths])
