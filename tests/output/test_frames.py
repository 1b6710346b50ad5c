"""Events as data frames: the columns and cells of the CSV export, with types."""

from __future__ import annotations

import builtins
import csv
import sys
from collections.abc import Callable
from typing import Any

import polars
import pyarrow
import pytest

from tests.output.told import NAMED_ONLY, UNDATED
from tests.output.told import TOLD as ATTACK
from tidings.errors import WrongCall
from tidings.output import accounts_csv, events_csv
from tidings.output.frames import Frames, arrow_table
from tidings.output.tables import ACCOUNT_COLUMNS, EVENT_COLUMNS, parted, unguarded

EVENTS = (ATTACK, NAMED_ONLY, UNDATED)


class Some(Frames):
    """Events that no case holds."""

    def told(self) -> Any:
        return EVENTS


@pytest.mark.parametrize(("accounts", "columns"), [(False, EVENT_COLUMNS), (True, ACCOUNT_COLUMNS)])
def test_a_table_has_the_columns_of_the_csv(accounts: bool, columns: tuple[str, ...]) -> None:
    assert tuple(arrow_table(EVENTS, accounts=accounts).column_names) == columns
    assert tuple(arrow_table([], accounts=accounts).column_names) == columns


@pytest.mark.parametrize(("accounts", "written"), [(False, events_csv), (True, accounts_csv)])
def test_a_table_has_the_cells_of_the_csv(accounts: bool, written: Callable[..., Any]) -> None:
    cells = list(csv.DictReader("".join(written(EVENTS)).splitlines(keepends=True)))
    rows = arrow_table(EVENTS, accounts=accounts).to_pylist()
    assert len(rows) == len(cells) > 0
    for row, line in zip(rows, cells, strict=True):
        for name, value in row.items():
            told = unguarded(line[name])
            if isinstance(value, list):
                assert value == parted(told, " > " if accounts and name == "sources" else "; "), name
            elif isinstance(value, float):
                assert value == float(told)
            else:
                assert ("" if value is None else str(value)).lower() == told.lower(), name


def test_the_three_libraries_hold_the_same() -> None:
    arrow, frame, table = Some().to_arrow(), Some().to_polars(), Some().to_pandas()
    assert frame.shape == table.shape == arrow.shape
    assert frame.schema["start"] == polars.Date
    assert str(table["independent"].dtype) == "Int64"
    assert frame["id"].to_list() == table["id"].tolist() == arrow["id"].to_pylist()


def test_a_whole_number_that_is_unknown_somewhere_stays_whole() -> None:
    assert Some().to_arrow().schema.field("geonames").type == pyarrow.int64()
    assert str(Some().to_pandas()["geonames"].dtype) == "Int64"


def test_a_missing_library_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def missing(name: str, *more: Any) -> Any:
        if name == "polars":
            raise ModuleNotFoundError("No module named 'polars'", name="polars")
        return found(name, *more)

    monkeypatch.delitem(sys.modules, "polars")
    monkeypatch.setattr("importlib.import_module", missing)
    with pytest.raises(WrongCall, match=r"polars is not installed.*pip install 'tidings\[frames\]'"):
        Some().to_polars()
