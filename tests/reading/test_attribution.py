"""On whose word: the chain of sources, outermost first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import story
from tests.reading.sentences import PUBLISHED, Row, know, params, the_account, told_by
from tidings.evaluate.fields import same_name
from tidings.reading import read_many


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


@pytest.mark.parametrize(
    ("publisher", "chain"),
    [
        pytest.param("The Guardian", ["Ada Toth"], id="hit: its own pages"),
        pytest.param("BBC", ["Guardian", "Ada Toth"], id="near miss: another paper's"),
        pytest.param("Guardian Council", ["Guardian", "Ada Toth"], id="trap: a longer name that begins alike"),
        pytest.param(None, ["Guardian", "Ada Toth"], id="nobody known"),
    ],
)
def test_the_publisher_is_left_out_of_the_chain(publisher: str | None, chain: list[str]) -> None:
    told = replace(story("Ada Toth told the Guardian that rebels had shelled Zelva.", PUBLISHED), publisher=publisher)
    (reading,) = read_many([told], know())
    got = [source.name for source in told_by(reading, "shelled")[0].sources]
    assert len(got) == len(chain), got
    assert all(same_name(w, g) for w, g in zip(chain, got, strict=True)), got
