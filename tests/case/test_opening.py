"""Only a case is opened as one, and an older one is brought forward step by step."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.stores import Stores
from tidings.case import CaseStore
from tidings.case.migrations import MIGRATIONS, lay_tables, migrate, version
from tidings.case.sqlite_file import engine as _engine
from tidings.errors import CaseError
from tidings.model import Judgement


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE t (x)")
    base.close()


def newer_case(path: Path) -> None:
    CaseStore.open(path).close()
    with sqlite3.connect(path) as base:
        base.execute("INSERT INTO migration VALUES (999, 'from_the_future')")
    base.close()


@pytest.mark.file
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_text("Dear diary"), "not an SQLite file"),
        (other_database, "of another program"),
        (newer_case, "has version 999; .* Install a newer Tidings"),
        (lambda path: path.mkdir(), r"is a folder, .* example .*x\.case.my\.tidings"),
    ],
)
def test_what_is_not_a_case_is_refused_and_left_alone(make, said: str, tmp_path: Path) -> None:
    path = tmp_path / "x.case"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(CaseError, match=said):
        CaseStore.open(path)
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.file
@pytest.mark.parametrize(
    ("where", "create", "said"),
    [("x.case", False, "There is no case at .* tidings add"), ("no/where/x.case", True, "There is no folder")],
)
def test_an_absent_case_says_how_to_make_one(where: str, create: bool, said: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=said):
        CaseStore.open(tmp_path / where, create=create)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.file
def test_an_empty_file_becomes_a_case(tmp_path: Path) -> None:
    path = tmp_path / "x.case"
    path.touch()
    CaseStore.open(path).close()
    with CaseStore.open(path, create=False) as case:
        assert case.check() == []


@pytest.mark.file
def test_a_truncated_case_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "x.case"
    CaseStore.open(path).close()
    path.write_bytes(path.read_bytes()[:5000])
    with (
        pytest.raises(CaseError, match=r"Take a copy .* sound|Look at free space"),
        CaseStore.open(path) as case,
    ):
        case.counts()


def add_colour(connection: sa.Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE story ADD COLUMN colour TEXT")


def break_off(connection: sa.Connection) -> None:
    add_colour(connection)
    raise RuntimeError("cut")


@pytest.mark.file
def test_an_older_case_runs_the_missing_steps_each_with_its_mark(tmp_path: Path) -> None:
    path = str(tmp_path / "x.case")
    CaseStore.open(path).close()
    engine = _engine(path)
    try:
        with pytest.raises(RuntimeError, match="cut"):
            migrate(engine, path, new=False, steps=(*MIGRATIONS, break_off))
        assert version(engine) == len(MIGRATIONS)
        assert "colour" not in columns(engine)
        for _ in range(2):
            migrate(engine, path, new=False, steps=(*MIGRATIONS, add_colour))
        assert version(engine) == len(MIGRATIONS) + 1
        assert "colour" in columns(engine)
    finally:
        engine.dispose()


def columns(engine: sa.Engine) -> set[str]:
    return {column["name"] for column in sa.inspect(engine).get_columns("story")}


@pytest.mark.file
def test_a_new_case_counts_every_step_as_run(tmp_path: Path) -> None:
    engine = _engine(str(tmp_path / "x.case"))
    try:
        migrate(engine, "x", new=True, steps=(lay_tables, add_colour))
        assert version(engine) == 2
        assert "colour" not in columns(engine)
    finally:
        engine.dispose()


@pytest.mark.parametrize("sql", ["UPDATE judgement SET verdict = 'reject'", "DELETE FROM judgement"])
def test_an_analysts_judgement_cannot_be_changed_even_by_hand(both: Stores, sql: str, tmp_path: Path) -> None:
    path = tmp_path / "x.case"
    with CaseStore.open(path) as case:
        case.judge(Judgement("event", "e1", None, "accept", 1.0, ("seen",), "ana", "2024-01-01T00:00:00+00:00"))
    with pytest.raises((sqlite3.IntegrityError, sa.exc.IntegrityError), match="append-only"):
        both.by_hand(path, sql, unwatched=False)
