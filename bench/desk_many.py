"""Writes an invented case of a million events in minutes: python bench/desk_many.py FILE [EVENTS] [--lean].

A case of 20,000 events is written as bench/desk_case.py does, with more places, and then copied within the file. Each
copy has ids, names of groups and firms, and years of its own, as long as those they stand for, so that every quote
still is where the account says. Copies share places, outlets and how often a kind or status occurs.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import time
from pathlib import Path

from desk_case import EVENTS, SEED, SYLLABLES, make

MANY = 1_000_000
PLACES = 4_000
VARIED = ("Lake ", "River ", "Hill ", "Delta", "Northern ", "Ninth Column", "Salt Road", "Coast ", "Free Valley",
          "Red Dune", "Orlan ", "Meridian ", "Koss ", "Atlas ", "Bluewater ", "Harrow ", "Tamsin ",
          "Delver ")  # fmt: skip
YEARS, ROUNDS = range(2014, 2022), 4  # years move by eight times 0 to 3, so that none meets another and leap days stay
AT_ONCE = 12  # calls of replace() within one another; SQLite's parser takes some forty
IDS = {  # the columns that hold ids, of each table that is copied; what refers to what stays so
    "blob": ("sha256",), "document": ("sha256",), "document_origin": ("document",), "story": ("id", "document"),
    "mention": ("story",), "account": ("id", "story"), "filler": ("account",), "event": ("id",),
    "event_account": ("event", "account"), "statement": ("event", "account"), "origin": ("account",),
    "lineage": ("earlier", "later"), "judgement": ("id", "left", "right"),
}  # fmt: skip
WORDS = {  # the columns in which names and years stand
    "story": ("text", "headline", "published", "find_published_from", "find_published_to"),
    "mention": ("find_name", "body"), "account": ("body",), "filler": ("find_name", "find_words"),
    "event": ("find_start", "find_end", "find_order", "body"), "statement": ("value",), "origin": ("key", "name"),
    "lineage": ("quote",),
}  # fmt: skip
HEAVY = ("mention", "statement")
NUMBERED = ("story", "statement", "lineage", "judgement")  # their column n counts on


def many(path: str, events: int = MANY, *, lean: bool = False) -> None:
    """Write the case of that many events, a multiple of 20,000; from the first copy on where there is a file.

    The copies of a lean case lack mentions and statements, two rows in three, which no list, map or filter asks for.
    """
    if not Path(path).exists():
        make(path, EVENTS, PLACES)
    tables = [table for table in IDS if not lean or table not in HEAVY]
    base = sqlite3.connect(path, isolation_level=None)
    base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;")
    laid = _set_aside(base)
    last = {table: base.execute(f"SELECT max(n) FROM {table}").fetchone()[0] for table in NUMBERED}
    base.execute("BEGIN")
    for table in tables:
        base.execute(f"CREATE TEMP TABLE of_{table} AS SELECT * FROM {table}")
    for copy in range(1, events // EVENTS):
        _copy(base, copy, tables, last)
        print(f"{path}: {EVENTS * (copy + 1):,} events", file=sys.stderr)
    base.execute("COMMIT")
    base.execute("INSERT INTO story_fts(story_fts) VALUES ('rebuild')")
    for made in laid:
        base.execute(made)
    base.executescript("ANALYZE; PRAGMA journal_mode = WAL;")
    base.close()


def _set_aside(base: sqlite3.Connection) -> list[str]:
    """Drop the indexes and triggers, and return what lays them again."""
    kept = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    found = base.execute(kept).fetchall()
    for sort, name, _ in found:
        base.execute(f"DROP {sort} {name}")
    return [made for _, _, made in found]


def _copy(base: sqlite3.Connection, copy: int, tables: list[str], last: dict[str, int]) -> None:
    """Add one copy of every row of the base."""
    chance = random.Random(f"{SEED} {copy}")
    told: dict[str, str] = {name: _as_long(chance, name) for name in VARIED}
    told |= {name.lower(): other.lower() for name, other in told.items()}
    told |= {f"{year}-": f"{year - len(YEARS) * (copy % ROUNDS)}-" for year in YEARS if copy % ROUNDS}
    for table in tables:
        columns = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
        told_here = list(told.items()) if table in WORDS else []
        rows = f"of_{table}"
        for at in range(0, len(told_here), AT_ONCE):
            some = told_here[at : at + AT_ONCE]
            rows = f"(SELECT {', '.join(_said(table, column, some) for column in columns)} FROM {rows})"
        values = ", ".join(_value(table, column, IDS[table], copy, last) for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        base.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {rows}")


def _as_long(chance: random.Random, name: str) -> str:
    """A made word as long as the name, blanks at the same places."""
    words = []
    for part in name.split(" "):
        made = "".join(chance.choices(SYLLABLES, k=len(part)))[: len(part)]
        words.append(made.capitalize())
    return " ".join(words)


def _said(table: str, column: str, told: list[tuple[str, str]]) -> str:
    """A column with these words told otherwise, in SQL."""
    out = f'"{column}"'
    for name, other in told if column in WORDS[table] else ():
        out = f"replace({out}, '{name}', '{other}')"
    return f'{out} AS "{column}"'


def _mark(copy: int) -> str:
    """Two letters that no id of the base, which is hexadecimal, begins with."""
    return "ghijklmnopqrstuv"[copy // 16] + "ghijklmnopqrstuv"[copy % 16]


def _value(table: str, column: str, ids: tuple[str, ...], copy: int, last: dict[str, int]) -> str:
    """What a column of a copy holds, in SQL."""
    if column in ids:
        return f'CASE WHEN "{column}" IS NOT NULL THEN \'{_mark(copy)}\' || substr("{column}", 3) END'
    if column == "n" and table in NUMBERED:
        return f"n + {copy * last[table]}"
    return f'"{column}"'


if __name__ == "__main__":
    begun = time.perf_counter()
    asked = [word for word in sys.argv[1:] if word != "--lean"]
    wanted = int(asked[1]) if len(asked) > 1 else MANY
    many(asked[0] if asked else "many.tidings", wanted, lean="--lean" in sys.argv)
    print(f"{time.perf_counter() - begun:.1f} s")
