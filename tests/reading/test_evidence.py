"""What a source's word rests on: for each kind a hit, a near miss and a trap."""

from __future__ import annotations

import pytest

from tests.reading.sentences import Row, params, the_account
from tidings.model import EVIDENCE


@pytest.mark.parametrize("row", params("evidence"))
def test_what_the_source_at_the_origin_has(row: Row) -> None:
    sources = the_account("evidence", row).sources
    assert sources
    assert sources[-1].evidence == row["evidence"]


def test_each_kind_has_a_row() -> None:
    assert {row.values[0]["evidence"] for row in params("evidence")} == set(EVIDENCE)  # type: ignore[index,call-overload]
