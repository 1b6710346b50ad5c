"""Where a case lies: in a file, or in a schema of a PostgreSQL database that a URL names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from tidings.errors import WrongCall

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
DRIVER = "postgresql+psycopg"
SCHEMA = "public"  # the one that every database has
HOW = "postgresql://USER@HOST/DATABASE?schema=NAME"
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")  # what PostgreSQL takes without quotes
_PASSWORD = re.compile(r"(://[^:@/]*):[^@/]*@")
_OURS = ("schema", "files")  # what is said to Tidings behind the ?; the rest goes to the driver


class Server(NamedTuple):
    """A case in a server: the URL without what is Tidings' own, the schema, and the folder for what lies beside it."""

    url: sa.URL
    schema: str
    files: Path

    @property
    def name(self) -> str:
        """What the case is called: its schema, or where that is the usual one, its database."""
        return self.schema if self.schema != SCHEMA else self.url.database or "case"


def is_url(path: str) -> bool:
    """Whether the case is named by a URL."""
    return "://" in path


def server(path: str) -> Server:
    """Take the URL of a case apart; raises WrongCall for one that names no case."""
    try:
        url = sa.make_url(path)
    except (sa.exc.ArgumentError, ValueError) as why:
        raise WrongCall(f"{shown(path)} is no URL of a case. Write: {HOW}") from why
    if url.drivername not in SCHEMES or not url.database:
        raise WrongCall(f"{shown(path)} names no PostgreSQL database. Write: {HOW}")
    said = {key: url.query.get(key) for key in _OURS}
    schema = said["schema"] or SCHEMA
    if not isinstance(schema, str) or not _SCHEMA.fullmatch(schema):
        raise WrongCall(f'"{schema}" is no name of a schema. Write a-z, 0-9 and _ alone, as ?schema=mali_2024')
    url = url.difference_update_query(_OURS).set(drivername=DRIVER)
    files = said["files"]
    folder = Path(files) if isinstance(files, str) else Path.home() / ".tidings" / (url.host or "localhost")
    return Server(url, schema, folder / f"{url.database}.{schema}")


def shown(path: str) -> str:
    """Return the path as it may be told: a URL without its password.

    >>> shown("postgresql://ana:secret@db/cases")
    'postgresql://ana:***@db/cases'
    """
    return _PASSWORD.sub(r"\1:***@", path) if is_url(path) else path


def name_of(path: str) -> str:
    """Return what the case is called, for headings and file names.

    >>> name_of("work/mali.case"), name_of("postgresql://ana@db/mali")
    ('mali', 'mali')
    """
    return server(path).name if is_url(path) else Path(path).stem


def beside(path: str, ending: str) -> Path:
    """Return the path of what lies beside the case on this machine, such as its archive.

    >>> beside("mali.case", "warc").name
    'mali.case.warc'
    """
    return Path(f"{server(path).files if is_url(path) else path}.{ending}")
