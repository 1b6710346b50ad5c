"""How a chain of sources is shown: the reporting words, and what more than somebody's word it rests on."""

import pytest

from tidings.cli.words import chain
from tidings.model import Account, Quote, Source

CUE = Quote(0, 5, "shows")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param(Source("footage", None, CUE, "image"), "footage (shows, image)", id="hit"),
        pytest.param(Source("army", None, CUE, "statement"), "army (shows)", id="near miss: a statement"),
        pytest.param(Source("army", None, None, "unknown"), "army", id="trap: nothing known"),
    ],
)
def test_a_source_says_what_it_rests_on(source: Source, shown: str) -> None:
    told = Account(story="s", kind="attack", status="happened", mentions=(CUE,), sources=(source,))
    assert chain(told) == shown
