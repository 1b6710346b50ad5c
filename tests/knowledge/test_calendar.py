"""Words of time: what is found, what is left alone, and which days and values it stands for."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.knowledge.calendar import Calendar, TimeWords
from tidings.knowledge.calendar.days import easter, holiday
from tidings.knowledge.tables import table
from tidings.model import When

CALENDAR = Calendar.load()
TUESDAY = dt.date(2018, 10, 30)
DAYS = st.dates(dt.date(1700, 1, 1), dt.date(2089, 12, 31))

# text, words found, first day, last day, value; counted from Tuesday 30 October 2018
FIXED = [
    ("a report on October 15, 2018 said", "October 15, 2018", "2018-10-15", "2018-10-15", "2018-10-15"),
    ("on 15 October 2018 in Idlib", "15 October 2018", "2018-10-15", "2018-10-15", "2018-10-15"),
    ("CATANIA, Sicily 1996-08-29", "1996-08-29", "1996-08-29", "1996-08-29", "1996-08-29"),
    ("filed 10/30/2018 by", "10/30/2018", "2018-10-30", "2018-10-30", "2018-10-30"),
    ("on 30.10.2018 in", "30.10.2018", "2018-10-30", "2018-10-30", "2018-10-30"),
    ("SANTIAGO, 18 NOV 89 (AFP)", "18 NOV 89", "1989-11-18", "1989-11-18", "1989-11-18"),
    ("drones used in April 2017, when", "April 2017", "2017-04-01", "2017-04-30", "2017-04"),
    ("in early 2017, armed drones", "early 2017", "2017-01-01", "2017-04-30", "2017"),
    ("in late 2016 it", "late 2016", "2016-10-01", "2016-12-31", "2016"),
    ("the war of the 1990s was", "the 1990s", "1990-01-01", "1999-12-31", "199"),
    ("in the 19th century it", "the 19th century", "1801-01-01", "1900-12-31", "18"),
    ("in the autumn of 2014, volunteers", "the autumn of 2014", "2014-09-01", "2014-11-30", "2014-FA"),
    ("on Christmas Day 2009 he", "Christmas Day 2009", "2009-12-25", "2009-12-25", "2009-12-25"),
    ("on the eve of Easter 2018 he", "the eve of Easter 2018", "2018-03-31", "2018-03-31", "2018-03-31"),
    # a deed that everybody dates alike; a bare "9/11" only after a preposition
    ("since the September 11 attacks it", "the September 11 attacks", "2001-09-11", "2018-10-30", "2001-09-11"),
    ("the Sept. 11 terrorist attacks were", "the Sept. 11 terrorist attacks", "2001-09-11", "2001-09-11", "2001-09-11"),
    ("after its invasion of Kuwait, it", "its invasion of Kuwait", "1990-08-02", "2018-10-30", "1990-08-02"),
    ("after 9/11 he fled", "9/11", "2001-09-11", "2018-10-30", "2001-09-11"),
    ("before the fall of the Berlin Wall it", "the fall of the Berlin Wall", None, "1989-11-09", "1989-11-09"),
    # a report older than the deed means another day, or none
    ("after the October 7 attacks on", "the October 7 attacks", "2018-10-07", "2018-10-30", "2018-10-07"),
    ("the full-scale invasion of Ukraine that", "the full-scale invasion of Ukraine", None, None, None),
    # the year in the words is the one meant, and an attack on a day is not each attack on it
    ("the September 11, 2001, attacks were", "September 11, 2001", "2001-09-11", "2001-09-11", "2001-09-11"),
    ("the October 7 attack on a bus was", "October 7", "2018-10-07", "2018-10-07", "2018-10-07"),
    ("in Q3 2018 and", "Q3 2018", "2018-07-01", "2018-09-30", "2018-Q3"),
    ("in the 1988 third quarter it", "the 1988 third quarter", "1988-07-01", "1988-09-30", "1988-Q3"),
    ("in last year's third quarter it", "last year's third quarter", "2017-07-01", "2017-09-30", "2017-Q3"),
    ("in the fiscal first quarter it", "the fiscal first quarter", "2018-01-01", "2018-03-31", "2018-Q1"),
    ("in Q1 the group grew", "Q1", "2018-01-01", "2018-03-31", "2018-Q1"),
    ("for the year ended July 2, it", "the year", "2017-07-03", "2018-07-02", "P1Y"),
    ("in the quarter ended Sept. 30, it", "the quarter", "2018-07-01", "2018-09-30", "2018-Q3"),
    ("in the last week of August 2017 he", "the last week of August 2017", "2017-08-21", "2017-08-31", "2017-08"),
    ("in the early hours of Tuesday he", "the early hours of Tuesday", "2018-10-30", "2018-10-30", "2018-10-30TMO"),
    ("overnight on Friday, jets", "overnight on Friday", "2018-10-26", "2018-10-26", "2018-10-26TNI"),
    ("formed more than 50 years ago in", "more than 50 years ago", None, "1968-10-30", "1968"),
    ("fighting over the last year has", "the last year", "2017-10-30", "2018-10-30", "P1Y"),
    ("the last year was quiet", "the last year", "2017-01-01", "2017-12-31", "2017"),
    ("seen in recent weeks in", "recent weeks", None, "2018-10-30", "PAST_REF"),
    ("expected in the coming days in", "the coming days", "2018-10-30", None, "FUTURE_REF"),
    ("over the past few weeks it", "the past few weeks", None, "2018-10-30", "PXW"),
    ("in the past few hours it", "the past few hours", "2018-10-29", "2018-10-30", "PTXH"),
    ("in recent hours it", "recent hours", "2018-10-29", "2018-10-30", "PAST_REF"),
    ("in the next few hours it", "the next few hours", "2018-10-30", "2018-10-31", "PTXH"),
    ("in the past 48 hours it", "the past 48 hours", "2018-10-28", "2018-10-30", "PT48H"),
    ("after hours of fighting it", "hours", None, None, "PTXH"),
    ("after ten brutal months of", "ten brutal months", None, None, "P10M"),
    ("within a month and a half of", "a month and a half", None, None, "P1.5M"),
    ("in 431 BC the war", "431 BC", None, None, "BC0431"),
    ("On October 15, a report emerged", "October 15", "2018-10-15", "2018-10-15", "2018-10-15"),
    ("on December 24 they struck", "December 24", "2018-12-24", "2018-12-24", "2018-12-24"),
    ("on Sunday, Oct. 29, jets", "Sunday, Oct. 29", "2018-10-29", "2018-10-29", "2018-10-29"),  # a slip: a Monday
    ("on Sunday, Oct. 22, jets", "Sunday, Oct. 22", "2017-10-22", "2017-10-22", "2017-10-22"),
    ("on Thursday, Dec. 15, he", "Thursday, Dec. 15", "2016-12-15", "2016-12-15", "2016-12-15"),
    ("on October 24 of last year, when", "October 24 of last year", "2017-10-24", "2017-10-24", "2017-10-24"),
    ("since Oct. 7 last year it", "Oct. 7 last year", "2017-10-07", "2018-10-30", "2017-10-07"),
    ("Paris in November last year.", "November last year", "2017-11-01", "2017-11-30", "2017-11"),
    ("said late Monday that", "late Monday", "2018-10-29", "2018-10-29", "2018-10-29"),
    ("said on Tuesday that", "Tuesday", "2018-10-30", "2018-10-30", "2018-10-30"),
    ("it began last Tuesday and", "last Tuesday", "2018-10-23", "2018-10-23", "2018-10-23"),
    ("killed on Friday night in", "Friday night", "2018-10-26", "2018-10-26", "2018-10-26TNI"),
    ("at 10 p.m. Wednesday, police", "10 p.m. Wednesday", "2018-10-24", "2018-10-24", "2018-10-24T22:00"),
    ("on the night of Oct. 23, men", "the night of Oct. 23", "2018-10-23", "2018-10-23", "2018-10-23TNI"),
    ("who said yesterday that", "yesterday", "2018-10-29", "2018-10-29", "2018-10-29"),
    ("were raided overnight in", "overnight", "2018-10-29", "2018-10-30", "2018-10-29TNI"),
    ("reported last night that", "last night", "2018-10-29", "2018-10-29", "2018-10-29TNI"),
    ("were seized last week in", "last week", "2018-10-22", "2018-10-28", "2018-W43"),
    ("will meet next month in", "next month", "2018-11-01", "2018-11-30", "2018-11"),
    ("arrested earlier this year in", "earlier this year", "2018-01-01", "2018-10-30", "2018"),
    ("over the weekend, jets", "the weekend", "2018-10-27", "2018-10-28", "2018-W43-WE"),
    ("found only two weeks ago in", "only two weeks ago", "2018-10-15", "2018-10-21", "2018-W42"),
    ("Until about 18 months ago, it", "about 18 months ago", None, "2017-04-30", "2017-04"),
    ("seized a decade ago by", "a decade ago", "2008-01-01", "2008-12-31", "2008"),
    ("since early last autumn, agents", "early last autumn", "2017-09-01", "2018-10-30", "2017-FA"),
    ("over the past three months, via", "the past three months", "2018-07-30", "2018-10-30", "P3M"),
    ("over the past year, it", "the past year", "2017-10-30", "2018-10-30", "P1Y"),
    ("since 2011, when", "2011", "2011-01-01", "2018-10-30", "2011"),
    ("until May 2019, it", "May 2019", None, "2019-05-31", "2019-05"),
    ("before the end of March, it", "the end of March", None, "2018-03-31", "2018-03"),
    ("from 2014 to 2016 they", "2014", "2014-01-01", "2016-12-31", "2014"),
    ("between May and July 2016, it", "May", "2016-05-01", "2016-07-31", "2016-05"),
    ("on May 3-5, 2016, they", "May 3", "2016-05-03", "2016-05-05", "2016-05-03"),
    ("held for three days in", "three days", None, None, "P3D"),
    ("two and a half years of war", "two and a half years", None, None, "P2Y6M"),
    ("a 10-year sentence", "10-year", None, None, "P10Y"),
    ("strikes every day in", "every day", None, None, "P1D"),
    ("patrols on Fridays in", "Fridays", None, None, "XXXX-WXX-5"),
    ("is now in control", "now", "2018-10-30", "2018-10-30", "PRESENT_REF"),
    ("was recently seen", "recently", None, "2018-10-30", "PAST_REF"),
]
NO_TIMES = [
    "the 9/11 Commission said",
    "on 9/11/2004 in",
    "a 9/11-style plot",
    "another 9/11 is",
    "He lives at 1119 Eighth Street.",
    "Question Q1 stays open.",
    "They may march on the town.",
    "He is 34 years old.",
    "More than 2000 people fled, 1,998 of them on foot.",
    "The road is $2018 dearer.",
    "Second Lieutenant Summers fell.",
    "He sat in the sun.",
    "at 20/21/2018 of the file",
    "version 1.2.2018.5 of the file",
]
UNDATED = ["on Tuesday", "last week", "yesterday", "three days later", "on October 15", "in March", "at 10 p.m."]


def only(text: str) -> TimeWords:
    return CALENDAR.find(text)[0]


@pytest.mark.parametrize(("text", "words", "start", "end", "timex"), FIXED)
def test_words_stand_for_days(text: str, words: str, start: str | None, end: str | None, timex: str) -> None:
    found = only(text)
    when = found.anchor(TUESDAY)
    assert (found.text, when.start, when.end, when.timex) == (words, start, end, timex)


@pytest.mark.parametrize("text", NO_TIMES)
def test_words_that_are_no_times(text: str) -> None:
    assert [words.text for words in CALENDAR.find(text)] == []


@pytest.mark.parametrize("text", UNDATED)
def test_without_a_reference_relative_words_stay_unknown(text: str) -> None:
    assert not only(text).anchor(None).is_known


@pytest.mark.parametrize(
    ("text", "direction", "day"),
    [
        ("on Friday", "past", "2018-10-26"),
        ("on Friday", "future", "2018-11-02"),
        ("on Tuesday", "future", "2018-10-30"),
        ("on November 5", "future", "2018-11-05"),
        ("on September 5", "future", "2019-09-05"),
    ],
)
def test_direction_decides(text: str, direction: str, day: str) -> None:
    assert only(text).anchor(TUESDAY, direction="future" if direction == "future" else "past").start == day


@pytest.mark.parametrize(
    ("text", "told", "start", "end"),
    [
        ("three days later", "2018-03-01", "2018-03-04", "2018-03-04"),
        ("the next day", "2018-02-28", "2018-03-01", "2018-03-01"),
        ("that day", "2018-02-28", "2018-02-28", "2018-02-28"),
        ("a year earlier", "2018-02-28", "2017-01-01", "2017-12-31"),
        ("the following month", "2018-12-31", "2019-01-01", "2019-01-31"),
        ("later that year", "2016-05-05", "2016-05-05", "2016-12-31"),
        ("on 5 May", "1940-04-09", "1940-05-05", "1940-05-05"),
        ("in February", "1942-12-20", "1943-02-01", "1943-02-28"),
    ],
)
def test_a_tale_counts_from_the_last_date_told(text: str, told: str, start: str, end: str) -> None:
    when = only(text).anchor(None, narrative=When(told, told, "day", told))
    assert (when.start, when.end) == (start, end)


def test_what_is_counted_from_a_vague_date_is_no_day() -> None:
    """Three days after some day of May is no known day."""
    when = only("three days later").anchor(None, narrative=When("2018-05-01", "2018-05-31", "month", "2018-05"))
    assert (when.start, when.end, when.precision) == ("2018-05-04", "2018-06-03", "interval")


@pytest.mark.parametrize("row", list(table("calendar_rules")), ids=lambda row: row["rule"])
def test_a_rule_reads_its_example(row: dict[str, str]) -> None:
    rule = next(rule for rule in CALENDAR.grammar.rules if rule.name == row["rule"])
    assert any(rule.pattern.match(row["example"], place.start()) for place in re.finditer(r"\b", row["example"]))
    assert CALENDAR.find(row["example"])


@pytest.mark.parametrize(("year", "day"), [(1961, "04-02"), (2000, "04-23"), (2018, "04-01"), (2024, "03-31")])
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(
    ("rule", "day"),
    [("4 thursday 11", "2018-11-22"), ("4 thursday 11 +1", "2018-11-23"), ("-1 monday 05", "2018-05-28")],
)
def test_feasts_by_weekday(rule: str, day: str) -> None:
    assert holiday(rule, 2018).isoformat() == day


@given(DAYS, DAYS, st.sampled_from(["{d:%B} {d.day}, {d.year}", "{d.day} {d:%B} {d.year}", "{d:%Y-%m-%d}"]))
def test_a_full_date_is_its_day_wherever_it_is_read(day: dt.date, reference: dt.date, form: str) -> None:
    when = only(f"on {form.format(d=day)} they").alone(reference)
    assert (when.start, when.end) == (day.isoformat(), day.isoformat())


@given(DAYS, st.sampled_from(["Monday", "Friday"]), st.sampled_from(["past", "future", None]))
def test_a_weekday_is_within_a_week(reference: dt.date, name: str, direction: str | None) -> None:
    look = "past" if direction == "past" else "future" if direction == "future" else None
    when = only(f"on {name}").anchor(reference, direction=look)
    day = dt.date.fromisoformat(when.start or "")
    assert day.strftime("%A") == name
    assert abs((day - reference).days) < 7


PIECES = [words for row in FIXED for words in (row[0], row[1])] + [r["example"] for r in table("calendar_rules")]
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=6).map(" ".join),
)


@given(TEXTS, st.none() | st.dates(), st.sampled_from(["past", "future", None]), st.none() | st.dates())
def test_any_text_is_read(text: str, reference: dt.date | None, direction: str | None, told: dt.date | None) -> None:
    """No text crashes; spans re-read, stand in order and do not overlap; an interval runs forward."""
    look = "past" if direction == "past" else "future" if direction == "future" else None
    narrative = When(told.isoformat(), told.isoformat(), "day", told.isoformat()) if told else None
    end = 0
    for words in CALENDAR.find(text):
        assert text[words.start : words.end] == words.text != ""
        assert words.start >= end
        end = words.end
        words.anchor(reference, direction=look, narrative=narrative)  # When itself refuses to run backward
