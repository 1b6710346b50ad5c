"""Who does what to whom with what, whatever the form of the sentence."""

from __future__ import annotations

import pytest

from tests.reading.sentences import Row, params, the_account
from tidings.evaluate.fields import same_name


def parts(cell: str) -> dict[str, list[str]]:
    """ "actor=rebels; target=a,b" as lists by role."""
    return {role: words.split(",") for role, words in (part.split("=") for part in cell.split("; "))}


@pytest.mark.parametrize("row", params("roles"))
def test_roles(row: Row) -> None:
    got = {role: [f.quote.text for f in fillers] for role, fillers in the_account("roles", row).roles}
    want = parts(row["roles"])
    assert got.keys() == want.keys(), got
    for role, words in want.items():
        assert len(got[role]) == len(words), got
        assert all(any(same_name(w, g) for g in got[role]) for w in words), got
