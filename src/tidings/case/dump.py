"""All a case holds as lines of text that depend on its contents alone, to compare two cases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.codec import packed
from tidings.case.finding import FOUND_BY

# a SHA-256 stands for its bytes; custody tells when, not what; what stories are found by follows from the stories
_LEFT_OUT = (t.meta, t.migration, t.blob, t.custody, *FOUND_BY)


def dump(connection: sa.Connection) -> Iterator[str]:
    """Yield one line a row, table by table in sorted order, without the numbers that only count insertions."""
    for table in sorted(t.TABLES.tables.values(), key=lambda table: table.name):
        if table in _LEFT_OUT:
            continue
        counting = [column for column in table.primary_key if column.name == "n" and len(table.primary_key) == 1]
        columns = [column for column in table.c if column not in counting]
        rows = connection.execute(sa.select(*columns)).all()
        yield from sorted(f"{table.name}\t{packed(list(row))}" for row in rows)


def fingerprint(connection: sa.Connection) -> str:
    """Return the SHA-256 of the dump: equal for two cases that hold the same."""
    digest = hashlib.sha256()
    for line in dump(connection):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()
