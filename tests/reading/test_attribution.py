"""On whose word: the chain of sources, outermost first."""

from __future__ import annotations

import pytest

from tests.reading.sentences import Row, params, the_account
from tidings.evaluate.fields import same_name


@pytest.mark.parametrize("row", params("attribution"))
def test_chain(row: Row) -> None:
    got = [source.name for source in the_account("attribution", row).sources]
    want = [] if row["chain"] == "-" else row["chain"].split(" > ")
    assert len(got) == len(want), got
    assert all(same_name(w, g) for w, g in zip(want, got, strict=True)), got


@pytest.mark.parametrize("row", params("attribution")[:5])
def test_a_source_quotes_its_words_and_its_cue(row: Row) -> None:
    for source in the_account("attribution", row).sources:
        assert source.quote is not None
        assert source.cue is not None
        assert source.cue.text in ("said", "According", "according")
