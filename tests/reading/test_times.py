"""Times of a story: where the verb looks, what was told before, and what publication fixes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import story
from tidings.knowledge import Knowledge
from tidings.model import Mention, Published, When
from tidings.reading.language import parse
from tidings.reading.times import times

KNOW = Knowledge()
TUESDAY = "2018-10-30"


def read(text: str, published: str | None = TUESDAY) -> list[Mention]:
    return times(parse(text), story(text, published), KNOW)


def days(text: str, published: str | None = TUESDAY) -> list[tuple[str | None, str | None]]:
    return [(m.value.start, m.value.end) for m in read(text, published) if isinstance(m.value, When)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The rebels left the town on Friday.", "2018-10-26"),
        ("The rebels will leave the town on Friday.", "2018-11-02"),
        ("The rebels would leave the town on Friday, he said.", "2018-11-02"),
        ("The rebels are due to leave the town on Friday.", "2018-11-02"),
        ("The rebels have agreed to leave the town on Friday.", "2018-11-02"),
        ("The truce was extended until Friday.", "2018-11-02"),
        ("The rebels rejected the truce announced Friday.", "2018-10-26"),
        ("The rebels were to be led out of the town on Friday.", "2018-11-02"),
        ("The truce had been due to end on Friday.", "2018-10-26"),
        ("The minister will not comment on Friday's raid.", "2018-10-26"),
        ("They could reach the border as early as Friday.", "2018-11-02"),
    ],
)
def test_the_verb_says_which_friday(text: str, day: str) -> None:
    assert day in days(text)[0]


def test_a_mention_quotes_its_words_and_names_its_rule() -> None:
    (mention,) = read("The rebels left the town on Friday night.")
    assert (mention.label, mention.quote.text, mention.rule) == ("time", "Friday night", "times.weekday/1")


def test_what_follows_a_date_counts_from_it() -> None:
    text = "The siege began on 5 March 2018. Three days later the town fell. That day the rebels fled."
    assert days(text) == [("2018-03-05",) * 2, ("2018-03-08",) * 2, ("2018-03-08",) * 2]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sales fell in the third quarter from $3 million a year earlier.", "2017-Q3"),
        ("Sales fell in the third quarter; the year-ago period was better.", "2017-Q3"),
        ("Sales fell in the third quarter from those of two years ago.", "2016"),  # near miss: no comparison
        ("The siege began on 5 March 2018. A year earlier the town was calm.", "2017"),  # trap: no quarter told
    ],
)
def test_a_year_earlier_beside_a_quarter_is_that_quarter(text: str, value: str) -> None:
    assert [m.value.timex for m in read(text) if isinstance(m.value, When)][1] == value


@pytest.mark.parametrize(
    ("aside", "day"),
    [
        ("A paper released in 2017 said so.", "1964-08-04"),  # hit: a bare year far off looks aside
        ("The ban of 1954 stood.", "1964-08-04"),
        ("In 1972 the war went on.", "1972-08-04"),  # near miss: it opens the sentence
        ("The siege lasted into 1965.", "1965-08-04"),  # trap: the tale goes on
    ],
)
def test_a_year_inside_a_sentence_may_look_aside(aside: str, day: str) -> None:
    text = (
        "The war began in 1955. Diem fell in 1963. In 1959 the trail was opened. On 9 May 1961 aid came. "
        f"On 2 August 1964 a ship was hit. {aside} There was no attack on 4 August."
    )
    assert days(text, "2009-12-19")[-1] == (day, day)


def test_a_tale_counts_from_its_own_dates() -> None:
    """A history published in 2009 tells of 1940 without saying so each time."""
    text = (
        "Germany struck in September 1939. France fought on until 1940. In April 1940 Norway was invaded. "
        "On 9 April 1940 Denmark gave in. On 10 May the Low Countries were attacked. In 1941 the front moved east."
    )
    assert days(text, "2009-12-19")[4] == ("1940-05-10", "1940-05-10")


def test_without_a_day_of_publication_only_full_dates_are_known() -> None:
    text = "The raid on 15 October 2018 came before the strike on Tuesday."
    assert days(text, None) == [("2018-10-15", "2018-10-15"), (None, None)]


@pytest.mark.parametrize(
    ("earliest", "latest", "day"),
    [("2018-10-29", "2018-10-30", "2018-10-26"), ("2018-10-01", "2018-10-30", None), ("2018-10-29", None, None)],
)
def test_a_narrow_interval_of_publication_fixes_a_weekday(earliest: str, latest: str | None, day: str | None) -> None:
    text = "The rebels left the town on Friday."
    dated = Published(None, "interval", "clues", (), earliest, latest)
    (mention,) = times(parse(text), replace(story(text), published=dated), KNOW)
    assert isinstance(mention.value, When)
    assert mention.value.start == day
