"""Writing what linking derives: of the rows of the last run those that still hold stay, and only the rest is written.

A story more thus costs the rows of its neighbourhood; the rows of the others keep their place in the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.codec import packed
from tidings.case.judged import settle
from tidings.case.rows import Row, event_row, lineage_row, origin_row, statement_row
from tidings.case.write import AT_ONCE, insert, put_judgements
from tidings.model import Judgement
from tidings.model.links import Links


def replace_links(connection: sa.Connection, links: Links) -> None:
    """Put these events, statements, origins, lineage and rules' judgements in the place of the earlier ones.

    Events come first: with a row of theirs that goes, the database drops the accounts and statements of that event.
    """
    events = sorted(links.events, key=lambda e: e.id)
    _bring(connection, t.event, [event_row(e) for e in events])
    told = [{"event": e.id, "account": a, "n": n} for e in events for n, a in enumerate(e.accounts)]
    _bring(connection, t.event_account, told)
    _bring(connection, t.statement, sorted(map(statement_row, links.statements), key=packed))
    _bring(connection, t.origin, sorted(map(origin_row, links.origins), key=packed))
    _bring(connection, t.lineage, sorted(map(lineage_row, links.lineage), key=packed))
    _bring_judgements(connection, links.judgements)
    settle(connection)


def _bring(connection: sa.Connection, table: sa.Table, rows: list[Row]) -> None:
    """Make the table hold these rows: those it holds stay, others go, missing ones are added in the order given."""
    keys = list(table.primary_key)
    counts = len(keys) == 1 and keys[0].name == "n"  # a number that only counts insertions says nothing of the row
    columns = [column for column in table.c if not (counts and column is keys[0])]
    names = [column.name for column in columns]
    missing = Counter(tuple(row[name] for name in names) for row in rows)
    gone = []
    for *key, row in _held(connection, keys, columns):
        if missing[row]:
            missing[row] -= 1
        else:
            gone.append(tuple(key))
    _delete(connection, table, gone)
    new = []
    for given in rows:
        row = tuple(given[name] for name in names)
        if missing[row]:
            missing[row] -= 1
            new.append(given)
    insert(connection, table, new)


def _held(
    connection: sa.Connection, keys: list[sa.Column[Any]], columns: list[sa.Column[Any]]
) -> Iterable[tuple[Any, ...]]:
    """Yield each row's key, and behind it the row itself."""
    asked = sa.select(*(key.label(f"key_{n}") for n, key in enumerate(keys)), *columns)
    for found in connection.execute(asked):
        yield (*found[: len(keys)], tuple(found[len(keys) :]))


def _bring_judgements(connection: sa.Connection, judgements: Iterable[Judgement]) -> None:
    """The same for rules' judgements, whose id stands for all they say; analysts' are never touched."""
    wanted = {one.id: one for one in judgements}
    j = t.judgement.c
    held = {row.id: row.n for row in connection.execute(sa.select(j.id, j.n).where(j.by.like("rule:%")))}
    _delete(connection, t.judgement, [(n,) for key, n in held.items() if key not in wanted])
    put_judgements(connection, [one for key, one in wanted.items() if key not in held])


def _delete(connection: sa.Connection, table: sa.Table, keys: list[tuple[Any, ...]]) -> None:
    columns = list(table.primary_key)
    is_it = sa.and_(*(column == sa.bindparam(f"key_{n}") for n, column in enumerate(columns)))
    for at in range(0, len(keys), AT_ONCE):
        some = [{f"key_{n}": value for n, value in enumerate(key)} for key in keys[at : at + AT_ONCE]]
        connection.execute(sa.delete(table).where(is_it), some)
