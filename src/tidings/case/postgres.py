"""A case in PostgreSQL: one schema of a database; writers come one after another, readers see one state."""

from __future__ import annotations

import importlib
from shlex import quote
from typing import Any

import sqlalchemy as sa

from tidings.case import sqlite_file
from tidings.case.places import HOW, Server, server, shown
from tidings.case.schema import APPLICATION_ID, BEFORE_THE_FIRST
from tidings.errors import CaseError, WrongCall

OURS = ("migration", "story_fts")  # tables that tell a case from what other programs keep
CONNECT_S = 10  # how long a server may take to answer
ESCAPE = "\uf8ff"  # stands before what PostgreSQL keeps in no text: "0" for NUL, "1" for this character itself
CHANGES = "changes"  # the key in `meta` under which writers are counted, by which others see that the case changed
_TEAMS = "docs/howto/team.md"

FULL_TEXT = (
    """CREATE TABLE story_fts (
        n bigint NOT NULL REFERENCES story ON DELETE CASCADE, part integer NOT NULL, is_long boolean NOT NULL,
        size integer NOT NULL, words tsvector NOT NULL, PRIMARY KEY (n, part))""",
    "CREATE INDEX story_fts_words ON story_fts USING gin (words)",
    "CREATE INDEX story_fts_long ON story_fts (n) WHERE is_long",
)


def _watched(name: str, when: str, body: str) -> tuple[str, str]:
    """The function and the trigger that runs it before or after each row."""
    made = f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT"
    return f"{made} AS $$ BEGIN {body} END $$", f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()"


def _refused(words: str) -> str:
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation';"


def _waits(table: str, verb: str, row: str, column: str) -> tuple[str, str]:
    body = f"INSERT INTO unlinked(story) VALUES ({row}.{column}) ON CONFLICT DO NOTHING; RETURN NULL;"
    return _watched(f"{table}_{verb.lower()}_is_to_be_linked", f"AFTER {verb} ON {table} FOR EACH ROW", body)


TRIGGERS = (
    *_watched(
        "judgement_is_not_changed",
        "BEFORE UPDATE ON judgement FOR EACH ROW",
        _refused("judgements are append-only: add a later one"),
    ),
    *_watched(
        "judgement_is_not_deleted",
        "BEFORE DELETE ON judgement FOR EACH ROW",
        f"""IF old."by" NOT LIKE 'rule:%%' THEN {_refused("judgements are append-only: add a later one")} END IF; """
        "RETURN old;",
    ),
    *_watched(
        "custody_is_not_changed",
        "BEFORE UPDATE OR DELETE ON custody FOR EACH ROW",
        _refused("the custody log is append-only"),
    ),
    *_watched(
        "custody_goes_on",
        "BEFORE INSERT ON custody FOR EACH ROW",
        "IF new.n <> (SELECT coalesce(max(n), 0) + 1 FROM custody) OR new.previous <> "
        f"coalesce((SELECT hash FROM custody ORDER BY n DESC LIMIT 1), '{BEFORE_THE_FIRST}') "
        f"THEN {_refused('a row of the custody log goes on from the last')} END IF; RETURN new;",
    ),
    *(
        statement
        for table, column in (("story", "id"), ("account", "story"))
        for verb, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old"))
        for statement in _waits(table, verb, row, column)
    ),
)


def found(path: str, *, create: bool) -> tuple[sa.Engine, bool]:
    """Return the engine of the case that the URL names, and whether the case is still to be laid."""
    at = server(path)
    made = engine(at)
    try:
        new = _is_new(made, at, shown(path), create=create)
    except BaseException:
        made.dispose()
        raise
    return made, new


def engine(at: Server) -> sa.Engine:
    """Return the engine of the schema; nothing is asked of the server yet."""
    try:
        types = importlib.import_module("psycopg.types.string")
    except ImportError as why:
        raise WrongCall("A case in PostgreSQL needs psycopg. Type: pip install 'tidings[postgres]'") from why
    options = f"-csearch_path={at.schema} -clock_timeout={sqlite_file.BUSY_MS}"
    given = at.url.query.get("options", "")
    arguments = {
        "connect_timeout": CONNECT_S,
        "application_name": "tidings",
        "options": f"{given if isinstance(given, str) else ' '.join(given)} {options}".strip(),
    }
    made = sa.create_engine(at.url, connect_args=arguments, pool_pre_ping=True)
    dumper, loader = _texts(types)

    def prepare(connection: Any, _: object) -> None:
        connection.adapters.register_dumper(str, dumper)
        connection.adapters.register_loader("text", loader)

    sa.event.listen(made, "connect", prepare)
    sa.event.listen(made, "begin", _begin)
    return made


def _texts(types: Any) -> tuple[type, type]:
    """How texts go to the server and come back: it keeps every character but NUL, which a report may have."""

    class Dumper(types.StrDumperUnknown):  # type: ignore[misc]
        def dump(self, text: str) -> Any:
            if "\x00" in text or ESCAPE in text:
                text = text.replace(ESCAPE, f"{ESCAPE}1").replace("\x00", f"{ESCAPE}0")
            return super().dump(text)

    class Loader(types.TextLoader):  # type: ignore[misc]
        def load(self, data: Any) -> Any:
            text = super().load(data)
            return text.replace(f"{ESCAPE}0", "\x00").replace(f"{ESCAPE}1", ESCAPE) if ESCAPE in text else text

    return Dumper, Loader


def _begin(connection: sa.Connection) -> None:
    """A writer waits for the one before it; a reader sees the case as it is now until it ends."""
    if connection.get_execution_options().get("writes", False):
        schema = "(SELECT oid::integer FROM pg_namespace WHERE nspname = current_schema())"
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID}, coalesce({schema}, 0))")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _is_new(made: sa.Engine, at: Server, path: str, *, create: bool) -> bool:
    asked = (
        "SELECT relname FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace WHERE relkind = 'r' AND nspname"
    )
    try:
        with made.connect() as connection:
            there = set(connection.execute(sa.text(f"{asked} = :schema"), {"schema": at.schema}).scalars())
    except sa.exc.DatabaseError as why:
        raise CaseError(told(why, path)) from why
    if there.issuperset(OURS):
        return False
    if there:
        one = min(there)
        raise CaseError(f'{path} holds tables of another program ("{one}"), not a case. Name another schema: {HOW}')
    if not create:
        raise CaseError(f"There is no case at {path}. Make one: tidings add {quote(path)} FILES")
    return True


def lay_schema(made: sa.Engine, path: str) -> None:
    """Make the schema where the database has none of that name."""
    name = server(path).schema
    with made.connect().execution_options(writes=True) as connection, connection.begin():
        held = connection.execute(sa.text("SELECT 1 FROM pg_namespace WHERE nspname = :name"), {"name": name}).first()
        if held is None:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")


def told(why: sa.exc.DatabaseError, path: str) -> str:
    """Return what the server or the driver said, as facts and the next step."""
    code = getattr(why.orig, "sqlstate", None)
    said = (str(why.orig).strip().splitlines() or ["no word of it"])[0]
    if code == "55P03":
        return f"Another program is writing to {path}. Try again when it has ended."
    if code == "42501":
        return f"{path}: {said}. The owner of the database can let you: see {_TEAMS}"
    if code == "25006":
        return f"{path} can only be read: {said}. Write to the server that it is copied from."
    if code is not None and not code.startswith(("08", "57")):
        return f"{path} cannot be used: {said}. See: tidings check {path}"
    for words, then in _CANNOT_CONNECT.items():
        if words in said:
            return f"{path}: {said}. {then}"
    return f"{path} cannot be reached: {said}. Look whether the server runs there: pg_isready"


_CANNOT_CONNECT = {  # what the server or libpq says where no connection comes about, and what to do then
    "password": "Give it in the file ~/.pgpass, or as PGPASSWORD.",
    "does not exist": f"Make it first: see {_TEAMS}",
    "pg_hba.conf": "The server lets nobody in from here by that name: ask who runs it.",
}


def stamp(connection: sa.Connection) -> tuple[int, ...]:
    """Return how often the case was written to: any change gives another stamp."""
    held = connection.execute(sa.text("SELECT value FROM meta WHERE key = :key"), {"key": CHANGES}).scalar()
    return (int(held or 0),)


def count_change(connection: sa.Connection) -> None:
    """Count a writer that changed something, so that others see it."""
    if connection.exec_driver_sql("SELECT pg_current_xact_id_if_assigned()").scalar() is None:
        return
    more = "ON CONFLICT (key) DO UPDATE SET value = (meta.value::bigint + 1)::text"
    connection.execute(sa.text(f"INSERT INTO meta VALUES (:key, '1') {more}"), {"key": CHANGES})
