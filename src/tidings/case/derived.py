"""Writing what linking derives: of the rows of the last run those that still hold stay, and only the rest is written.

A story more thus costs the rows of its neighbourhood; the rows of the others keep their place in the file.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.codec import packed
from tidings.case.judged import settle
from tidings.case.rows import Row, event_row, lineage_row, origin_row, statement_row
from tidings.case.write import AT_ONCE, insert, put_judgements
from tidings.model import Judgement
from tidings.model.links import Links

PAGE = 400  # ids asked for together


def replace_links(connection: sa.Connection, links: Links) -> None:
    """Put these events, statements, origins, lineage and rules' judgements in the place of the earlier ones.

    Events come first: with a row of theirs that goes, the database drops the accounts and statements of that event.
    """
    _bring_events(connection, links, None)
    bring(connection, t.origin, sorted(map(origin_row, links.origins), key=packed))
    bring(connection, t.lineage, sorted(map(lineage_row, links.lineage), key=packed))
    _bring_judgements(connection, links.judgements, t.judgement.c.by.like("rule:%"))
    settle(connection)


def replace_part(connection: sa.Connection, links: Links, accounts: Collection[str], weighed: Collection[str]) -> None:
    """Do the same for the events that tell one of these accounts; lineage stands already.

    Of the judgements those of two of these accounts are replaced, and those of one that was weighed with any other.
    """
    link = t.event_account.c
    held = {key for some in pages(accounts) for key in _all(connection, link.event, link.account.in_(some))}
    _bring_events(connection, links, held | {event.id for event in links.events})
    origins = sorted(map(origin_row, links.origins), key=packed)
    for some in pages(accounts):
        bring(
            connection, t.origin, [row for row in origins if row["account"] in set(some)], t.origin.c.account.in_(some)
        )
    _judge_part(connection, links.judgements, set(accounts), set(weighed))
    settle(connection)


def _bring_events(connection: sa.Connection, links: Links, keys: set[str] | None) -> None:
    """Bring events, their accounts and statements; those with these ids, or all."""
    events = sorted(links.events, key=lambda e: e.id)
    told = [{"event": e.id, "account": a, "n": n} for e in events for n, a in enumerate(e.accounts)]
    said = sorted(map(statement_row, links.statements), key=packed)
    tables: list[tuple[sa.Table, str, list[Row]]] = [
        (t.event, "id", [event_row(e) for e in events]),
        (t.event_account, "event", told),
        (t.statement, "event", said),
    ]
    for table, column, rows in tables:
        if keys is None:
            bring(connection, table, rows)
            continue
        by_key: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_key[row[column]].append(row)
        for some in pages(keys):
            bring(connection, table, [row for key in some for row in by_key[key]], table.c[column].in_(some))


def bring(
    connection: sa.Connection, table: sa.Table, rows: list[Row], of: sa.ColumnElement[bool] | None = None
) -> list[Row]:
    """Make the table hold these rows: those it holds stay, others go, missing ones are added in the order given.

    `of` says of which of its rows that is so. Returns the rows that came or went.
    """
    keys = list(table.primary_key)
    counts = len(keys) == 1 and keys[0].name == "n"  # a number that only counts insertions says nothing of the row
    columns = [column for column in table.c if not (counts and column is keys[0])]
    names = [column.name for column in columns]
    missing = Counter(tuple(row[name] for name in names) for row in rows)
    gone, changed = [], []
    for *key, row in _held(connection, keys, columns, of):
        if missing[row]:
            missing[row] -= 1
        else:
            gone.append(tuple(key))
            changed.append(dict(zip(names, row, strict=True)))
    _delete(connection, table, gone)
    new = []
    for given in rows:
        row = tuple(given[name] for name in names)
        if missing[row]:
            missing[row] -= 1
            new.append(given)
    insert(connection, table, new)
    return changed + new


def _held(
    connection: sa.Connection,
    keys: list[sa.Column[Any]],
    columns: list[sa.Column[Any]],
    of: sa.ColumnElement[bool] | None,
) -> Iterable[tuple[Any, ...]]:
    """Yield each row's key, and behind it the row itself."""
    asked = sa.select(*(key.label(f"key_{n}") for n, key in enumerate(keys)), *columns)
    for found in connection.execute(asked if of is None else asked.where(of)):
        yield (*found[: len(keys)], tuple(found[len(keys) :]))


def _bring_judgements(connection: sa.Connection, judgements: Iterable[Judgement], of: sa.ColumnElement[bool]) -> None:
    """The same for rules' judgements, whose id stands for all they say; analysts' are never touched."""
    j = t.judgement.c
    held = {row.id: row.n for row in connection.execute(sa.select(j.id, j.n).where(of))}
    _swap_judgements(connection, judgements, held)


def _judge_part(
    connection: sa.Connection, judgements: Iterable[Judgement], accounts: set[str], weighed: set[str]
) -> None:
    j = t.judgement.c
    held = {}
    for some in pages(accounts | weighed):
        for side in (j.left, j.right):
            asked = sa.select(j.id, j.n, j.left, j.right).where(j.subject == "account", j.at == "", side.in_(some))
            for row in connection.execute(asked):
                sides = {row.left, row.right}
                if sides <= accounts or not sides.isdisjoint(weighed):
                    held[row.id] = row.n
    _swap_judgements(connection, judgements, held)


def _swap_judgements(connection: sa.Connection, judgements: Iterable[Judgement], held: dict[str, int]) -> None:
    wanted = {one.id: one for one in judgements}
    _delete(connection, t.judgement, [(n,) for key, n in held.items() if key not in wanted])
    put_judgements(connection, [one for key, one in wanted.items() if key not in held])


def pages(keys: Iterable[str]) -> Iterator[list[str]]:
    """Yield the keys in order, some at a time."""
    ordered = sorted(keys)
    for at in range(0, len(ordered), PAGE):
        yield ordered[at : at + PAGE]


def _all(connection: sa.Connection, column: sa.Column[str], of: sa.ColumnElement[bool]) -> Iterable[str]:
    return connection.execute(sa.select(column).where(of)).scalars()


def _delete(connection: sa.Connection, table: sa.Table, keys: list[tuple[Any, ...]]) -> None:
    columns = list(table.primary_key)
    is_it = sa.and_(*(column == sa.bindparam(f"key_{n}") for n, column in enumerate(columns)))
    for at in range(0, len(keys), AT_ONCE):
        some = [{f"key_{n}": value for n, value in enumerate(key)} for key in keys[at : at + AT_ONCE]]
        connection.execute(sa.delete(table).where(is_it), some)
