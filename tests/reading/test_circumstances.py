"""Times and places join the deed they belong to where a sentence holds several."""

from __future__ import annotations

import pytest

from tests.reading.sentences import Row, params, the_account
from tidings.model import Account

ANY, NONE = "*", "-"


@pytest.mark.parametrize("row", params("circumstances"))
def test_time_and_place(row: Row) -> None:
    """The first and last day start with the digits wanted (a day, a month or a year); the place's words hold it."""
    account = the_account("circumstances", row)
    words = account.place.quote.text if account.place else NONE
    assert row["time"] == ANY or digits(account, len(row["time"])) == {row["time"]}
    assert row["place"] == ANY or row["place"] in words


def digits(account: Account, length: int) -> set[str]:
    """The first characters of both ends of the account's time, or "-" for none."""
    when = account.time.when if account.time else None
    return {(day or NONE)[:length] for day in (when.start, when.end)} if when else {NONE}
