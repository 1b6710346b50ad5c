"""One incident, one account: mentions of the same incident come together, different incidents stay apart."""

from __future__ import annotations

import pytest

from tests.reading.sentences import Row, params, readings, shown


@pytest.mark.parametrize("row", params("gathering"))
def test_number_of_accounts(row: Row) -> None:
    reading = readings("gathering")[row["text"]]
    assert sum(a.kind == row["kind"] for a in reading.accounts) == int(row["accounts"]), shown(reading)
