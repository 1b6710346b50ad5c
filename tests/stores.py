"""A PostgreSQL server for the tests, started from nothing in a folder of its own, and cases in it.

Tests take the fixture `stores`; each then runs once with its cases in files, and once with the same cases in schemas of
the server. What opens a case by a path gets the schema that stands for the path.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from glob import glob
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from tidings.case import postgres
from tidings.case.database import open_engine as OPEN
from tidings.case.places import is_url, server
from tidings.case.schema import TABLES

USER, DATABASE = "tidings", "cases"
UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # a test that is cut off is run anew
_NUMBERS = count()
_BYTES = re.compile("x'([0-9a-f]+)'")  # bytes, as SQLite writes them


def binaries() -> Path | None:
    """The folder with initdb and pg_ctl: Debian keeps them outside the path."""
    found = shutil.which("initdb")
    there = [Path(found).resolve().parent] if found else []
    there += sorted((Path(one) for one in glob("/usr/lib/postgresql/*/bin")), reverse=True)
    return next((one for one in there if (one / "pg_ctl").exists() and (one / "initdb").exists()), None)


def why_not() -> str | None:
    """Why no server can be started here, or None."""
    if binaries() is None:
        return "no PostgreSQL here (apt-get install postgresql): cases are tried in files alone"
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        return "PostgreSQL does not run as root, and there is no setpriv: cases are tried in files alone"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "no psycopg here (pip install 'tidings[postgres]'): cases are tried in files alone"
    return None


@contextmanager
def guarded(stop: list[str]) -> Iterator[None]:
    """Run the command at the end, and also when the tests are killed: their end of a pipe is closed then."""
    guard = subprocess.Popen(
        ["sh", "-c", 'read _; exec "$@"', "guard", *stop],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", start_new_session=True,
    )  # fmt: skip
    assert guard.stdin is not None
    try:
        yield
    finally:
        guard.stdin.close()
        guard.wait()


@contextmanager
def running(*, safe: bool = False) -> Iterator[str]:
    """Run a server that answers on a socket in its folder alone; yields the URL of its database.

    Only where it is to be `safe` does it wait until what was written is on the disk.
    """
    folder = tempfile.mkdtemp(prefix="tidings-pg-", dir="/tmp")  # short: the name of a socket has 107 bytes at most
    bin_ = binaries()
    assert bin_ is not None
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "nobody")
        as_user = ["setpriv", "--reuid=nobody", "--clear-groups", "--"]

    def run(*command: str) -> None:
        done = subprocess.run([*as_user, *command], capture_output=True, text=True, cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr

    data = f"{folder}/data"
    settings = " ".join(f"-c {one}" for one in ("listen_addresses=", "max_connections=60", *(() if safe else UNSAFE)))
    ctl = (str(bin_ / "pg_ctl"), "-D", data, "-w", "-l", f"{folder}/log")
    try:
        run(str(bin_ / "initdb"), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        run(*ctl, "-o", f"-k {folder} {settings}", "start")
        run(str(bin_ / "createdb"), "-h", folder, "-U", USER, DATABASE)
        with guarded([*as_user, *ctl, "-m", "immediate", "stop"]):
            yield f"postgresql://{USER}@/{DATABASE}?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Stores:
    """Where the cases of one test lie: in files, or each path in a schema of the server."""

    def __init__(self, server: Server | None) -> None:
        self.server = server
        self._schemas: dict[str, str] = {}

    @property
    def is_server(self) -> bool:
        return self.server is not None

    def open_in_server(self, path: str, *, create: bool) -> sa.Engine:
        """What stands in for `open_engine`: one path for one schema, :memory: for a new one."""
        assert self.server is not None
        if is_url(path):
            return OPEN(path, create=create)
        if path == ":memory:":
            return self._in_memory(self.server.take())
        key = str(Path(path).absolute())
        if key not in self._schemas:
            if not create:
                return OPEN(self.server.url_of("absent"), create=False)
            self._schemas[key] = self.server.take()
        return OPEN(self.server.url_of(self._schemas[key]), create=create)

    def _in_memory(self, schema: str) -> sa.Engine:
        assert self.server is not None
        engine, back = OPEN(self.server.url_of(schema), create=True), self.server.give_back
        sa.event.listen(engine, "engine_disposed", lambda _: back([schema]))
        return engine

    def by_hand(self, path: Path, *statements: str, unwatched: bool = True) -> None:
        """Change what a case holds behind its back; in a server the references and triggers rest unless watched."""
        if self.server is None:
            base = sqlite3.connect(path)
            try:
                for statement in statements:
                    base.execute(statement)
                base.commit()
            finally:
                base.close()
            return
        engine = postgres.engine(server(self.server.url_of(self._schemas[str(path.absolute())])))
        try:
            with engine.connect().execution_options(writes=True) as connection, connection.begin():
                if unwatched:
                    connection.exec_driver_sql("SET session_replication_role = replica")
                for statement in statements:
                    if not statement.startswith("DROP TRIGGER"):  # they rest
                        connection.exec_driver_sql(_BYTES.sub(r"'\\x\1'", statement))
                connection.exec_driver_sql("SET session_replication_role = origin")
        finally:
            engine.dispose()

    def give_back(self) -> None:
        """Empty the schemas for the tests to come."""
        if self.server is not None:
            self.server.give_back(self._schemas.values())


class Server:
    """A server, and the schemas in it that are laid and empty."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._free: list[str] = []
        self._engine = postgres.engine(server(url))

    def url_of(self, schema: str) -> str:
        return f"{self.url}&schema={schema}"

    def take(self) -> str:
        """Return the name of a schema for a case; an empty case is there already if a test gave it back."""
        return self._free.pop() if self._free else f"t{next(_NUMBERS)}"

    def give_back(self, schemas: Iterable[str]) -> None:
        """Empty the cases in these schemas: to lay one anew would take ten times as long."""
        kept = [name for name in schemas if self._emptied(name)]
        self._free += kept

    def _emptied(self, schema: str) -> bool:
        tables = [table.name for table in TABLES.sorted_tables if table.name != "migration"]
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            asked = sa.text("SELECT count(*) FROM pg_tables WHERE schemaname = :name")
            if connection.execute(asked, {"name": schema}).scalar_one() < len(tables) + 2:  # it was not laid, or harmed
                return False
            emptied = "; ".join(f"DELETE FROM {schema}.{name}" for name in ("story_fts", *reversed(tables)))
            connection.exec_driver_sql(f"SET session_replication_role = replica; {emptied}")
            connection.exec_driver_sql("SET session_replication_role = origin")
            numbered = sa.text("SELECT sequencename FROM pg_sequences WHERE schemaname = :name")
            for name in connection.execute(numbered, {"name": schema}).scalars().all():
                connection.exec_driver_sql(f"ALTER SEQUENCE {schema}.{name} RESTART")
        return True

    def close(self) -> None:
        self._engine.dispose()
