"""A chronology reads well in 100 columns and quotes verbatim words."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import story
from tests.output.told import ATTACK, NAMED_ONLY, TOLD, UNDATED, WIRE
from tidings.model import Origin, Place, Span, When
from tidings.model.event import Edit
from tidings.model.links import Told
from tidings.output import chronology_lines, chronology_text
from tidings.output.chronology import place_words
from tidings.output.summary import LONGEST_QUOTE, Range, day_words, number_range, sentence

HOSPITAL = Origin("x", "hospital", "hospital")
WANTED = f"""\
2015-10-15  attack (suicide-bombing): Two suicide bombers → people
    Mora, CM · killed 6 to 9, best 6 · accounts differ on killed
    {ATTACK.id[:8]} · B2 probably true · 2 independent origins (governor's office; Haman), 2 stories
    “Two suicide bombers blew themselves up in the market of Mora on Thursday, killing at least six
    people, Gen. Amadou Vamoulke said.” (Sahel Newswire, 2015-10-16)

by 2015-12-01  attack
    the north · killed 9
    {NAMED_ONLY.event.id[:8]} · F6 cannot be judged · 0 independent origins, 1 story
    “Haman counted nine bodies.” (Mora Diary, undated)

Undated
-------
undated  attack [possible]
    {UNDATED.event.id[:8]} · F6 cannot be judged · 0 independent origins, 1 story
    “The bombers came from the north.” (Mora Diary, undated)
"""


def test_a_chronology() -> None:
    lines = chronology_lines([UNDATED, TOLD, NAMED_ONLY])
    assert "\n".join(lines) == WANTED
    assert "".join(chronology_text([UNDATED, TOLD, NAMED_ONLY])) == WANTED + "\n"


def test_no_event_gives_no_line() -> None:
    assert chronology_lines([]) == []


def test_an_event_without_accounts_shows_what_it_says_itself() -> None:
    assert chronology_lines([Told(ATTACK, ())])[0] == "2015-10-15  attack"


def test_long_lines_are_wrapped_and_long_lists_counted() -> None:
    many = dataclasses.replace(ATTACK, origins=tuple(f"origin {n} " + "x" * 40 for n in range(9)))
    lines = chronology_lines([dataclasses.replace(TOLD, event=many)])
    assert max(map(len, lines)) <= 100
    assert "and 6 more), 2 stories" in " ".join(line.strip() for line in lines)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(), "undated"),
        (When("2018-10-15", "2018-10-15", "day"), "2018-10-15"),
        (When("2018-10-15", "2018-10-20", "week"), "2018-10-15 to 2018-10-20"),
        (When("2018-10-01", "2018-10-31", "month"), "2018-10"),
        (When("2018-01-01", "2018-12-31", "year"), "2018"),
        (When("2018-10-15", None), "from 2018-10-15"),
        (When(None, "2018-10-15"), "by 2018-10-15"),
    ],
)
def test_times_are_as_exact_as_known(when: When, words: str) -> None:
    assert day_words(when) == words


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place("Idlib", "SY", relation="north of"), "north of Idlib, SY"),
        (Place("Syria", "SY", type="country", relation="in"), "Syria"),
        (Place("the border"), "the border"),
    ],
)
def test_places(place: Place, words: str) -> None:
    assert place_words(place) == words


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Range(6, 6, 6), "6"),
        (Range(6, 6, 6, True), "6 or more"),
        (Range(6, 9, 9), "6 to 9, best 9"),
        (Range(5, 7, 7, is_one=True), "5 to 7"),  # an analyst's "5..7", or one account's, has no best
        (Range(1500, 1500, 2500.5, True), "1,500 to 2,500.5 or more, best 1,500"),
    ],
)
def test_ranges(told: Range, words: str) -> None:
    assert str(told) == words


def test_a_number_that_copies_of_one_wire_repeat_counts_once() -> None:
    wire, other = TOLD.tellings
    copies = dataclasses.replace(TOLD, tellings=(wire, wire, wire, other, other._replace(origin=HOSPITAL)))
    assert number_range(copies, "killed") == Range(6, 9, 9)


def test_of_numbers_that_as_many_tell_the_one_published_last_is_best() -> None:
    assert number_range(TOLD, "killed") == Range(6, 6, 9)
    assert number_range(TOLD, "injured") is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("blew", WIRE.text[16:145]),
        ("Nobody", "Nobody claimed it."),
        ("MORA", "MORA, Cameroon."),
    ],
)
def test_sentences(words: str, found: str) -> None:
    at = WIRE.text.index(words)
    assert sentence(WIRE.text, Span(at, at + len(words))).text == found


@given(st.text(alphabet="ab.! \n\"'AZ", max_size=700), st.integers(0, 700), st.integers(0, 40))
def test_a_sentence_is_verbatim_and_holds_its_span(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    span = Span(start, min(len(text), start + length))
    cut = sentence(text, span)
    assert cut.check(story(text).text)
    assert cut.start <= span.start <= span.end <= cut.end
    assert len(cut.text) <= LONGEST_QUOTE + len(span)


@pytest.mark.parametrize(
    ("set_to", "said"),
    [
        ('{"min": 5, "max": 7}', "5 to 7"),  # hit
        ('{"min": 5, "max": 5}', "5"),  # near miss: one number
        ('{"min": 5, "max": null}', "5 or more"),
        ('{"min": null, "max": 7}', "7"),
    ],
)
def test_of_a_range_that_an_analyst_set_no_number_is_called_best(set_to: str, said: str) -> None:
    edited = dataclasses.replace(TOLD.event, edits=(Edit("killed", set_to, "ana", "2024-01-01T00:00:00+00:00"),))
    assert str(number_range(dataclasses.replace(TOLD, event=edited), "killed")) == said
