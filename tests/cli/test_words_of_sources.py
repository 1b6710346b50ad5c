"""How a chain of sources is shown: the reporting words, and what more than somebody's word it rests on."""

import pytest

from tests.builders import story
from tidings.cli.words import called, chain
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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Nine died in Mora\n\nSource: Hill Radio\n\nMORA - Nine",
            "Nine died in Mora",
        ),  # hit: no "Source: …" behind it
        ("Nine died\nin Mora.", "Nine died in Mora."),  # near miss: a wrapped line goes on
        ("\n\nNine died in Mora.", "Nine died in Mora."),  # trap: the first paragraph is empty
    ],
)
def test_a_story_without_headline_is_called_by_its_first_paragraph(text: str, shown: str) -> None:
    assert called(story(text)) == shown
