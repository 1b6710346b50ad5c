"""docs/coding.md has every column of the coded tables as the table has it, and names tables that there are."""

from __future__ import annotations

import re

import pytest

from tests.house.source import ROOT
from tests.output.told import TOLD
from tidings.knowledge.coding import Column, columns
from tidings.knowledge.tables import TABLES
from tidings.output.acled import acled_row
from tidings.output.coded import days_of
from tidings.output.forms import FORMS
from tidings.output.ucdp import ucdp_row

PAGE = (ROOT / "docs" / "coding.md").read_text(encoding="utf-8")
CELLS = [column for book in ("acled", "ucdp") for column in columns(book) if not column.name.startswith("tidings_")]


@pytest.mark.parametrize("column", CELLS, ids=lambda column: column.name)
def test_a_column_is_explained_as_in_the_table(column: Column) -> None:
    row = f"| `{column.name}` | {column.filled_from} | {column.empty_because} | {column.example} |"
    assert row in PAGE
    assert bool(column.filled_from) != bool(column.empty_because)


def test_what_is_said_to_stay_empty_is_never_filled() -> None:
    days = days_of(TOLD.event.time)
    assert days
    rows = {"acled": acled_row(TOLD, ("Battles", ""), days), "ucdp": ucdp_row(TOLD, days)}
    for book, row in rows.items():
        named = {column.name: column for column in columns(book)}
        assert set(row) <= set(named)
        assert [name for name in row if named[name].empty_because] == []
        missing = [name for name, column in named.items() if column.filled_from and name not in row]
        assert missing == []


def test_the_tables_and_forms_that_it_names_are_there() -> None:
    assert [name for name in re.findall(r"`(\w+\.tsv)`", PAGE) if not (TABLES / name).exists()] == []
    named = re.findall(r"--as (\w+)", PAGE)
    assert named
    assert set(named) <= set(FORMS)
