"""How a case file comes to its present form: named steps, each in one transaction with the record that it ran."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sqlalchemy as sa

from tidings.case.custody import adopt
from tidings.case.dialect import insert_new, is_postgres, lay
from tidings.case.finding import FOUND_BY, WATCHED, mark, publisher, unlinked
from tidings.case.judged import settle
from tidings.case.names import NAMES, naming
from tidings.case.schema import CHAINED, TABLES, custody, document_origin, judgement, migration, standing, story
from tidings.errors import CaseError

Step = Callable[[sa.Connection], None]


def lay_tables(connection: sa.Connection) -> None:
    """Create every table in its present form, and mark the file as a case."""
    TABLES.create_all(connection)
    lay(connection)


def add_custody(connection: sa.Connection) -> None:
    """Begin the custody log of a case that has none, with what it holds already."""
    custody.create(connection)
    for statement in CHAINED:
        connection.exec_driver_sql(statement)
    adopt(connection)


def anchor_judgements(connection: sa.Connection) -> None:
    """Give judgements a field and anchors, and tell which are in force; those so far are anchored by their ids."""
    held = {column["name"] for column in sa.inspect(connection).get_columns("judgement")}
    for name, default in (("field", "''"), ("anchors", "'[]'")):
        if name not in held:
            connection.exec_driver_sql(f"ALTER TABLE judgement ADD COLUMN {name} TEXT NOT NULL DEFAULT {default}")
    for table in (standing, unlinked):
        table.create(connection, checkfirst=True)
    settle(connection)


def mark_stories(connection: sa.Connection) -> None:
    """Lay what linking finds stories by, empty: the first linking then takes the case as a whole."""
    for table in FOUND_BY:
        table.create(connection, checkfirst=True)
    held = {index["name"] for index in sa.inspect(connection).get_indexes("judgement")}
    for index in judgement.indexes:
        if index.name not in held:
            index.create(connection)
    for statement in WATCHED:
        connection.exec_driver_sql(statement)
    every = sa.select(story.c.id).where(sa.true())
    connection.execute(insert_new(connection, unlinked).from_select(["story"], every))


def name_entities(connection: sa.Connection) -> None:
    """Lay the tables of names, empty; every story waits, so that the next linking fills them."""
    for table in NAMES:
        table.create(connection, checkfirst=True)
    others = sa.select(story.c.id).where(story.c.id.not_in(sa.select(unlinked.c.story)))
    connection.execute(sa.insert(unlinked).from_select(["story"], others))


def seek_credits_by_day(connection: sa.Connection) -> None:
    """Lay the table of publishers anew, with the days that were searched for credits; the next linking fills it."""
    publisher.drop(connection)
    publisher.create(connection)
    held = {index["name"] for index in sa.inspect(connection).get_indexes("mark")}
    for index in mark.indexes:
        if index.name not in held:
            index.create(connection)


def take_long_origins(connection: sa.Connection) -> None:
    """Let a server find a document's origins by their digests; a file takes them as long as they are."""
    if is_postgres(connection):
        connection.exec_driver_sql("ALTER TABLE document_origin DROP CONSTRAINT document_origin_pkey")
        for index in document_origin.indexes:
            index.create(connection)


def seek_definitions(connection: sa.Connection) -> None:
    """Let what stories define be found by name and by words."""
    held = {index["name"] for index in sa.inspect(connection).get_indexes("naming")}
    if "naming_defines" in held:
        connection.exec_driver_sql("DROP INDEX naming_defines")
    for index in naming.indexes:
        if index.name not in held:
            index.create(connection)


# the first lays a new file; each later one brings an older file forward
MIGRATIONS: tuple[Step, ...] = (
    lay_tables,
    add_custody,
    anchor_judgements,
    mark_stories,
    name_entities,
    seek_credits_by_day,
    take_long_origins,
    seek_definitions,
)


def migrate(engine: sa.Engine, path: str, *, new: bool, steps: Sequence[Step] = MIGRATIONS) -> None:
    """Bring the case to the last of `steps`; a new one is laid in its present form and counts as having run all."""
    if new:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            if not sa.inspect(connection).has_table("migration"):
                steps[0](connection)
                connection.execute(sa.insert(migration), [_ran(n, step) for n, step in enumerate(steps, 1)])
    held = version(engine)
    if held > len(steps):
        raise CaseError(
            f"{path} has version {held}; this Tidings knows versions up to {len(steps)}. "
            "Install a newer Tidings: pip install --upgrade tidings"
        )
    for number, step in enumerate(steps[held:], held + 1):
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            step(connection)
            connection.execute(sa.insert(migration), _ran(number, step))


def version(engine: sa.Engine) -> int:
    """Return the number of the last migration that ran."""
    with engine.connect() as connection:
        return connection.execute(sa.select(sa.func.max(migration.c.version))).scalar() or 0


def _ran(number: int, step: Step) -> dict[str, object]:
    return {"version": number, "name": getattr(step, "__name__", "")}
