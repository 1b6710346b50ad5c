"""A PostgreSQL server for the tests, started from nothing in a folder of its own, and cases in it.

Tests take the fixture `stores`; each then runs once with its cases in files, and once with the same cases in schemas of
the server. What opens a case by a path gets the schema that stands for the path.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from glob import glob
from itertools import count
from pathlib import Path

import pytest

from tidings.case import database, store
from tidings.case.places import is_url

USER, DATABASE = "tidings", "cases"
UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # a test that is cut off is run anew
_NUMBERS = count()


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
def running() -> Iterator[str]:
    """Run a server that answers on a socket in its folder alone; yields the URL of its database."""
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
    settings = " ".join(f"-c {one}" for one in ("listen_addresses=", "max_connections=60", *UNSAFE))
    ctl = (str(bin_ / "pg_ctl"), "-D", data, "-w", "-l", f"{folder}/log")
    try:
        run(str(bin_ / "initdb"), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        run(*ctl, "-o", f"-k {folder} {settings}", "start")
        run(str(bin_ / "createdb"), "-h", folder, "-U", USER, DATABASE)
        yield f"postgresql://{USER}@/{DATABASE}?host={folder}"
    finally:
        subprocess.run([*as_user, *ctl, "-m", "immediate", "stop"], capture_output=True, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


def schema_url(base: str) -> str:
    """The URL of a case in a schema that no other test has."""
    return f"{base}&schema=t{os.getpid()}_{next(_NUMBERS)}"


def in_server(base: str, patch: pytest.MonkeyPatch) -> None:
    """Let every path of a case stand for a schema of the server: one path for one schema, :memory: for a new one."""
    schemas: dict[str, str] = {}
    real: Callable[..., object] = database.open_engine

    def opened(path: str, *, create: bool) -> object:
        if path == ":memory:":
            return real(schema_url(base), create=True)
        if is_url(path):
            return real(path, create=create)
        key = str(Path(path).absolute())
        return real(schemas.setdefault(key, schema_url(base)), create=create)

    patch.setattr(store, "open_engine", opened)
