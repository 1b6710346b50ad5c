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
