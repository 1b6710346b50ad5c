"""The reader with its real weights: name, contract, quotes that hold, and no text that it fails on."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import story
from tests.reading.sentences import PUBLISHED, know, rows
from tidings.model import KINDS, STATUSES, Reading
from tidings.model.contract import account_json, reading_line
from tidings.reading.network import NetworkReader
from tidings.reading.readers import reader_of

FEW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
STORY = (
    "MORA, March 5 (Reuters) - Suspected militants killed at least ten villagers in an overnight raid near "
    "Mora on Monday, police said.\n\nThe army denied that its troops had fled. Rebels plan to attack the town again, a "
    "spokesman for the governor told reporters. “We will strike back,” he said.\n"
)
WORDS = [word for row in rows("status")[:20] for word in row["text"].split()] + [
    "\n\n",
    "“",
    "\u200b",
    "攻撃",
    "é",
    "-",
]


def read(text: str) -> Reading:
    return NetworkReader().read(story(text, PUBLISHED), know())


def test_the_reader_is_found_by_name() -> None:
    assert isinstance(reader_of("network"), NetworkReader)
    assert reader_of("network").name == "network/1"


def test_a_story_is_read() -> None:
    found = read(STORY)
    assert "attack" in {account.kind for account in found.accounts}
    assert {account.reader for account in found.accounts} == {"network/1"} == {found.reader}


def test_the_accounts_keep_the_contract() -> None:
    for account in read(STORY).accounts:
        line = json.loads(json.dumps(account_json(account)))
        assert line["kind"] in KINDS
        assert line["status"] in STATUSES
        assert 0 < line["confidence"] <= 1
        assert line["mentions"]


def test_the_words_of_every_part_stand_in_the_story() -> None:
    for account in read(STORY).accounts:
        parts = [*account.mentions, account.status_words, account.time, account.place]
        parts += [filler for _, fillers in account.roles for filler in fillers]
        parts += [*account.sources, *(counted for _, counted in account.numbers)]
        quotes = [getattr(part, "quote", part) for part in parts if part is not None]
        quotes = [quote for quote in quotes if quote is not None]
        assert [quote for quote in quotes if STORY[quote.start : quote.end] != quote.text] == []


@FEW
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)))
def test_any_text_gives_a_reading_whose_quotes_hold(text: str) -> None:
    """Reading compares every quote with the text when it is made."""
    assert isinstance(read(text), Reading)


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "“", "a" * 5000])
def test_texts_without_a_sentence(text: str) -> None:
    assert read(text).accounts == ()


def test_a_story_of_many_words_is_read_to_its_end() -> None:
    """Three windows and more; the last incident is found as the first is."""
    filler = "The committee met again in the afternoon and spoke about the budget of the schools. " * 120
    found = read(
        f"Rebels attacked the town of Mora on Friday. {filler}Gunmen kidnapped two nurses in Maiduguri on Sunday."
    )
    assert [account.kind for account in found.accounts][-1] == "abduct"


def test_the_same_in_gives_the_same_out() -> None:
    assert reading_line(read(STORY)) == reading_line(read(STORY))
