"""Numbers: how many, of what, and what they measure."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import story
from tidings.knowledge import Knowledge
from tidings.knowledge.numerals import Numerals
from tidings.model import Amount
from tidings.reading.language import parse
from tidings.reading.numbers import numbers

KNOW = Knowledge()
NUMERALS = Numerals.load()


def read(text: str) -> list[tuple[str, Amount]]:
    found = numbers(parse(text), story(text), KNOW)
    assert all(m.quote.check(text) and m.rule for m in found)
    return [(m.quote.text, m.value) for m in found if isinstance(m.value, Amount)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("more than 130", 131, None),
        ("at least 20", 20, None),
        ("up to 4,000", None, 4000),
        ("nearly 525", None, 525),
        ("fewer than 50", None, 49),
        ("about 400", 400, 400),
        ("dozens", 24, None),
        ("scores", 40, None),
        ("hundreds", 200, None),
        ("thousands", 2000, None),
        ("tens of thousands", 20000, None),
        ("several", 3, None),
        ("a few hundred", 200, None),
        ("half a million", 500000, 500000),
        ("two dozen", 24, 24),
        ("twenty-two", 22, 22),
        ("one hundred and twenty-two", 122, 122),
        ("three hundred thousand", 300000, 300000),
        ("1.5 million", 1500000, 1500000),
        ("3,000 to 5,000", 3000, 5000),
        ("between 10 and 20", 10, 20),
        ("20 or more", 20, None),
        ("$5m", 5000000, 5000000),
        ("8,30,000", 830000, 830000),
        ("over a 100,000", 100001, None),
    ],
)
def test_amounts(text: str, low: float | None, high: float | None) -> None:
    [numeral] = NUMERALS.read(text)
    assert (numeral.start, numeral.end) == (0, len(text))
    assert (numeral.min, numeral.max) == (low, high)


@pytest.mark.parametrize("text", ["22-year-old", "1996-08-22", "10:30", "M-16", "3rd", "12%", "1/2", "no man's land"])
def test_no_amounts(text: str) -> None:
    assert NUMERALS.read(text) == []


@pytest.mark.parametrize(
    ("text", "words", "measure"),
    [
        ("At least 12 people were killed.", "At least 12", "killed"),
        ("Five soldiers died.", "Five", "killed"),
        ("The attack killed 10 and wounded 20.", "20", "injured"),
        ("A blast left 40 people dead.", "40", "killed"),
        ("The death toll rose to 30.", "30", "killed"),
        ("The men were stabbed; 10 persons sustained injuries.", "10", "injured"),
        ("They hold 52 hostages.", "52", "abducted"),
        ("Police arrested two men.", "two", "arrested"),
        ("Thousands fled the town.", "Thousands", "displaced"),
        ("He paid $1.5 million.", "$1.5 million", "money"),
        ("It is 40 km from Aleppo.", "40", "distance"),
        ("They seized 200 rifles.", "200", "quantity"),
        ("Three gunmen killed two policemen.", "Three", "other"),
        ("Three gunmen killed two policemen.", "two", "killed"),
        ("A boy was killed.", "A boy", "killed"),
        ("No casualties were reported.", "No casualties", "killed"),
        ("Between 10 and 15 soldiers died.", "Between 10 and 15", "killed"),
        ("Up to 50 people were feared dead.", "Up to 50", "killed"),
        ("Gunmen kidnapped 20 schoolgirls.", "20", "abducted"),
        ("Police detained more than 40 protesters.", "more than 40", "arrested"),
        ("The fighting displaced some 30,000 people.", "some 30,000", "displaced"),
        ("A total of 45 people have been killed since January.", "A total of 45", "killed"),
        ("At least 12 people, including three children, were killed.", "At least 12", "killed"),
        ("At least 12 people, including three children, were killed.", "three", "other"),  # a part adds nothing
        ("The blast killed 12 people, four of them policemen.", "four", "other"),
        ("Officials put the toll at 17 dead and 60 injured.", "60", "injured"),
        ("Some 2.5 million euros were seized.", "Some 2.5 million", "money"),
        ("The death toll rose from 30 to 45.", "45", "killed"),
        ("The death toll climbed from 12 on Monday to 17.", "17", "killed"),
        ("It brought the total number of dead to 45.", "45", "killed"),
        ("The number of dead rose to 12.", "12", "killed"),
        ("It brought the number of seats to 45.", "45", "other"),
        ("Some 30 to 45 people died.", "Some 30 to 45", "killed"),  # a range is no rise
        ("From 30 to 45 people were killed.", "30 to 45", "killed"),
        ("The floods forced 5,000 families from their homes.", "5,000", "displaced"),
        ("The shelling drove 300 people out of their homes.", "300", "displaced"),
        ("The company forced 200 workers from their jobs.", "200", "other"),
        ("He drove two people from the airport.", "two", "other"),
    ],
)
def test_measures(text: str, words: str, measure: str) -> None:
    found = dict(read(text))
    assert words in found, found
    assert found[words].measure == measure


@pytest.mark.parametrize(
    "text",
    [
        "Salvatore, 22, was hurt.",
        "It fell on 3 May 2018.",
        "The Phantom 4 flew.",
        "He left two days later.",
        "It was Flight 103.",
        "A car stopped.",
        "They feared a massacre.",
        "A massacre was reported.",
        "Security forces killed an unspecified number of rebels.",
        "No one else was injured.",
    ],
)
def test_words_that_count_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "words", "low"),
    [
        ("A soldier and a German tourist were kidnapped.", "A soldier and a German tourist", 2),
        ("Gunmen killed a boy and a soldier.", "a boy and a soldier", 2),
        ("A policeman was killed and a soldier was hurt.", "A policeman", 1),  # two clauses
        ("A policeman and three soldiers were killed.", "A policeman", 1),  # the list counts itself
    ],
)
def test_a_list_of_single_people_is_counted_as_one(text: str, words: str, low: int) -> None:
    assert dict(read(text))[words].min == low


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    read(text)


@given(st.text(alphabet="0123456789,.- toand$"), st.integers(0, 3))
def test_bounds_stand_in_order(text: str, blanks: int) -> None:
    for numeral in NUMERALS.read(" " * blanks + text):
        assert numeral.min is None or numeral.max is None or numeral.min <= numeral.max
