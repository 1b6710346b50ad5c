"""Properties of reading: it never fails, its quotes hold, and a story's neighbours in a batch change nothing."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import story
from tests.reading.sentences import PUBLISHED, know, rows
from tidings.errors import UnreadLanguage
from tidings.model import Reading
from tidings.model.contract import reading_line
from tidings.reading import read, read_many

FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = (
    "rebels troops police Mosul Iran drone missile bomb attacked seized killed said denied Friday 2017 ten the a in on"
    ' that of by “ ” " . , ; \n \n\n - ’s not may will # \u200b é 攻'
).split(" ")
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
SENTENCES = [row["text"] for row in rows("status")[:30]]


@FEW
@given(TEXTS)
def test_any_text_gives_a_reading_whose_quotes_hold(text: str) -> None:
    """Reading compares every quote with the text when it is made."""
    reading = read(story(text, PUBLISHED), know())
    assert isinstance(reading, Reading)
    assert all(m.quote.text == text[m.quote.start : m.quote.end] for m in reading.mentions)


@FEW
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
def test_a_batch_reads_as_one_by_one(texts: list[str]) -> None:
    stories = [story(text, PUBLISHED) for text in texts]
    alone = [reading_line(read(one, know())) for one in stories]
    assert [reading_line(reading) for reading in read_many(stories, know())] == alone


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "“", "ISIS", "a" * 5000])
def test_texts_without_a_sentence(text: str) -> None:
    assert read(story(text), know()).accounts == ()


def test_a_language_that_is_not_read_is_said_so() -> None:
    german = dataclasses.replace(story("Rebellen griffen den Konvoi an."), language="de")
    with pytest.raises(UnreadLanguage, match='Language "de" is not read yet'):
        read(german, know())
    with pytest.raises(UnreadLanguage, match='Language "de" is not read yet'):
        list(read_many([story(SENTENCES[0]), german], know()))


def test_a_language_that_cannot_be_told_is_not_called_by_its_code() -> None:
    with pytest.raises(UnreadLanguage, match="Its language cannot be told"):
        read(dataclasses.replace(story("hello"), language="und"), know())


def test_mentions_come_in_text_order() -> None:
    found = read(story("ISIS attacked Mosul with two drones on Friday, killing ten.", PUBLISHED), know()).mentions
    assert [m.quote.start for m in found] == sorted(m.quote.start for m in found)
    assert {m.label for m in found} == {"actor", "place", "item", "time", "number"}
