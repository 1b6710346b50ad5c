"""Dating a story: the ladder from metadata to clues, and what no clue may claim."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import story
from tidings.ingest.dating import date_stories, url_day
from tidings.knowledge.calendar import Calendar
from tidings.model import Published
from tidings.model.story import Basis

CALENDAR = Calendar.load()
BODY = "\nGunmen stormed a police post in the town on Thursday and took two officers with them, officials said."
LEAD = "The group lost a depot, said a report late Monday by the centre.\n\n"
TOLD = "On October 15, men raided a rebel depot near the town and found a drone in the depot.\n\n"
AGO = "Finding the drone in the rebel depot only two weeks ago proves it.\n\n"
YEARS = "Drones were first used in October 2016. They were flown in early 2017, and on October 24 of last year.\n"


def dated(text: str, told: tuple[tuple[Basis, str], ...] = ()) -> Published:
    return date_stories([story(text)], told, CALENDAR)[0].published


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        ("CATANIA, Sicily 1996-08-29" + BODY, "1996-08-29", "dateline"),
        ("Two held\nNAIROBI, Kenya, Oct. 15, 2018 (Wire) - " + BODY[1:], "2018-10-15", "dateline"),
        ("BOGOTA, 18 NOV 89 (RADIO) -- [TEXT] " + BODY[1:], "1989-11-18", "dateline"),
        ("Two held\nPublished 3 May 2019" + BODY, "2019-05-03", "byline"),
        ("Two held\nPosted: Friday, May 3, 2019 5:36 PM\nUpdated: Sunday, May 5, 2019" + BODY, "2019-05-03", "byline"),
        ("Two held\nBy Ana Roe, May 3, 2019" + BODY, "2019-05-03", "byline"),
        ("Two held Posted: Friday, May 3, 2019 5:36 PM EDT" + BODY, "2019-05-03", "byline"),
        ("Two held\nMay 3, 2019 11:04 GMT" + BODY, "2019-05-03", "byline"),
        ("Town news\nMay 23, 2019\nTwo held\n5/23/2019" + BODY, "2019-05-23", "byline"),
        ("Two held\nPublished: Thursday, 5/23/2019 - Updated: 2 weeks ago" + BODY, "2019-05-23", "byline"),
        ("Two held by: Ana Roe Updated: May 3, 2019 - 7:34 PM" + BODY, "2019-05-03", "byline"),
        ("UPDATE: Two held Updated: Friday, May 3, 2019 10:01 PM" + BODY, "2019-05-03", "byline"),
        ("Two held\nLast updated: Friday, May 3, 2019" + BODY, "2019-05-03", "byline"),
        ("GULU, Uganda (May 3, 2019) -- " + BODY[1:], "2019-05-03", "dateline"),
        ("(05/23/2019) - " + BODY[1:], "2019-05-23", "dateline"),
        (LEAD + TOLD + AGO + YEARS, "2018-10-30", "clues"),
        ("The raid began today, October 30, 2018, in the town.", "2018-10-30", "clues"),
    ],
)
def test_the_text_tells_its_day(text: str, day: str, basis: str) -> None:
    got = dated(text)
    assert (got.date, got.precision, got.basis) == (day, "day", basis)
    assert got.evidence
    assert all(span.of(text) for span in got.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "Two held" + BODY,
        "Two held\nThe men were held on October 15." + BODY,
        "A film of the raid (Published Friday, May 3, 2019)" + BODY,
        "© 2019 Town Wire" + BODY,
        "Two men were released May 3, 2019" + BODY,
        "UPDATE (5/23/19) - " + BODY[1:],
        "Orders for 2000 people are due in 2030." + BODY,
        "Army leaders asked for a new round of closures in 2017." + BODY,
    ],
)
def test_what_forces_no_day_stays_unknown(text: str) -> None:
    assert dated(text) == Published()


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("The post was stormed on 15 October 2018, officials said.", "2018-10-15", None),
        ("The war was lost in March 2011 and again in 2015.", "2015-01-01", None),
        ("Talks will open on 3 May 2019.", None, "2019-05-03"),
        ("It was stormed on 15 October 2018. Talks will open on 3 May 2019.", "2018-10-15", "2019-05-03"),
        ("It was stormed in May 2018. This article was amended on 3 June 2018.", "2018-05-01", "2018-06-03"),
        (LEAD + TOLD + AGO, None, None),  # the day of the year is forced, the year is not
        (TOLD + YEARS, "2018-01-01", "2018-12-31"),
        ("Ana Roe (May 3, 2019) is held, her town said. " + BODY[1:], "2019-05-03", None),  # no dateline
        ("Town news May 3, 2019\nTwo held\n4/17/2017 1:53" + BODY, "2017-04-17", "2019-05-03"),  # one is the site's
        ("Town news May 3, 2019\n4/7/2013 1:53:00 AM\nTwo held" + BODY, "2013-04-07", "2019-05-03"),  # may be 4 July
        ("The toll was updated May 3, 2019" + BODY, None, "2019-05-03"),
        ("Updated: May 3, 2019\nTwo held\nUpdated: May 5, 2019" + BODY, None, "2019-05-03"),  # of two versions neither
        ("UPDATE 5/23/2019 4:00 AM" + BODY, None, "2019-05-23"),  # new in a story that ran before
        ("By Ana Roe. CREATED May 3, 2019 - UPDATED: May 5, 2019" + BODY, None, "2019-05-05"),
    ],
)
def test_what_bounds_the_day_gives_an_interval(text: str, earliest: str | None, latest: str | None) -> None:
    got = dated(text)
    assert (got.date, got.earliest, got.latest) == (None, earliest, latest)


def test_a_dateline_without_its_year_takes_it_from_the_clues() -> None:
    got = dated("NAIROBI, Oct. 15 (Wire) - " + YEARS + "It was raided then." + BODY)
    assert (got.date, got.basis) == ("2018-10-15", "dateline")


@pytest.mark.parametrize(
    ("told", "day", "basis"),
    [
        ((("url", "2019-05-04"), ("metadata", "2019-05-03")), "2019-05-03", "metadata"),
        ((("metadata", "nonsense"), ("url", "2019-05-04")), "2019-05-04", "url"),
        ((("metadata", "2019-05-03T11:04:00Z"),), "2019-05-03", "metadata"),
        ((("metadata", "2019-02-30"),), "1996-08-29", "dateline"),
    ],
)
def test_metadata_and_address_come_before_the_text(told: tuple[tuple[Basis, str], ...], day: str, basis: str) -> None:
    got = dated("CATANIA, Sicily 1996-08-29" + BODY, told)
    assert (got.date, got.basis) == (day, basis)


CAPTURED = dt.date(2019, 3, 15)
BARE = "Town news\nMarch 2, 2019\nTwo held\n5/23/2019" + BODY


@pytest.mark.parametrize(
    ("text", "told", "told_by"),
    [
        # what a day after the capture tells is of something else; the next rung holds
        ("CATANIA, Sicily 1996-08-29" + BODY, (("metadata", "2024-05-01"),), ("1996-08-29", "dateline")),
        (BODY, (("metadata", "2024-05-01"), ("url", "2019-03-14")), ("2019-03-14", "url")),
        (BODY, (("metadata", "2024-05-01"), ("metadata", "2019-03-14")), ("2019-03-14", "metadata")),
        (BARE, (), ("2019-03-02", "byline")),
        # the clock of the capture is told in UTC: where the story appeared it may be a day later
        (BODY, (("metadata", "2019-03-16"),), ("2019-03-16", "metadata")),
        (BODY, (("metadata", "2019-03-17"),), (None, "unknown")),
        # one Oct. 15 only lies between what is told as past and the capture
        ("NAIROBI, Oct. 15 (Wire) - The post was stormed on 3 May 2018." + BODY, (), ("2018-10-15", "capture")),
        ("NAIROBI, Oct. 15 (Wire) - The post was stormed on 3 May 2017." + BODY, (), (None, "capture")),
        # a capture alone tells no day: the page may be years old
        ("NAIROBI, Oct. 15 (Wire) - Gunmen stormed a post." + BODY, (), (None, "unknown")),
        ("Two held" + BODY, (), (None, "unknown")),
    ],
)
def test_no_story_was_published_after_it_was_captured(
    text: str, told: tuple[tuple[Basis, str], ...], told_by: tuple[str | None, str]
) -> None:
    got = date_stories([story(text)], told, CALENDAR, CAPTURED)[0].published
    assert (got.date, got.basis) == told_by


@pytest.mark.parametrize(
    ("text", "told", "bounds"),
    [
        ("The post was stormed on 15 October 2018, officials said.", (), ("2018-10-15", "2019-03-16", "capture")),
        ("It was stormed on 15 October 2018. Talks will open on 3 March 2019.", (),
         ("2018-10-15", "2019-03-03", "clues")),
        ("It was stormed on 15 October 2018. Talks will open on 3 May 2019.", (),
         ("2018-10-15", "2019-03-16", "capture")),
        ("The post was stormed on 15 October 2021, officials said.", (), (None, None, "unknown")),  # misread: a trap
        (BODY, (("metadata", "2019"),), ("2019-01-01", "2019-03-16", "metadata")),
        (BODY, (("metadata", "2018"),), ("2018-01-01", "2018-12-31", "metadata")),
        (BODY, (("metadata", "2020"),), (None, None, "unknown")),
    ],
)  # fmt: skip
def test_a_capture_ends_what_clues_leave_open(
    text: str, told: tuple[tuple[Basis, str], ...], bounds: tuple[str | None, str | None, str]
) -> None:
    got = date_stories([story(text)], told, CALENDAR, CAPTURED)[0].published
    assert (got.date, got.earliest, got.latest, got.basis) == (None, *bounds)


def test_a_month_from_metadata_is_a_month() -> None:
    got = dated("Two held" + BODY, (("metadata", "2019-05"),))
    assert (got.date, got.precision, got.earliest, got.latest) == (None, "month", "2019-05-01", "2019-05-31")


def test_metadata_of_a_page_date_none_of_its_several_stories() -> None:
    parts = [story("CATANIA, Sicily 1996-08-29" + BODY), story("Two held" + BODY)]
    first, second = date_stories(parts, [("metadata", "2019-05-03")], CALENDAR)
    assert (first.published.date, second.published) == ("1996-08-29", Published())


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/world/2018/oct/30/drones", "2018-10-30"),
        ("https://example.org/2018/10/30/drones", "2018-10-30"),
        ("https://example.org/a-20181030.html", "2018-10-30"),
        ("https://example.org/2020/11/27/drones", "2020-11-27"),
        ("https://example.org/2020/1/2/drones", "2020-01-02"),
        ("https://example.org/news/20201123/drones", "2020-11-23"),
        ("https://example.org/2020/1127/drones.htm", "2020-11-27"),
        ("https://example.org/2020/11/drones", None),
        ("https://example.org/2020/11/275-drones", None),
        ("https://example.org/v120201130/drones", None),
        ("https://example.org/2018/02/30/x", None),
        ("https://example.org/world/201810301234", None),
        ("https://example.org/2018/xyz/30", None),
    ],
)
def test_url_day(url: str, day: str | None) -> None:
    assert url_day(url) == day


def test_the_report_on_drones_is_dated_by_its_clues(shared: Path) -> None:
    got = dated((shared / "reports/smuggled-drones.txt").read_text(encoding="utf-8"))
    assert (got.date, got.basis) == ("2018-10-30", "clues")


def test_the_report_on_a_centre_is_not_dated_wrongly(shared: Path) -> None:
    """Gold: 7 January 2016, which nothing in the text forces."""
    text = (shared / "reports/research-centre.txt").read_text(encoding="utf-8").split("\nAn endangered")[0]
    got = dated(text)
    assert got.date is None
    assert (got.earliest or "") <= "2016-01-07" <= (got.latest or "9999")


PIECES = [LEAD, TOLD, AGO, YEARS, BODY, "today, October 30 ", "Posted: May 3, 2019\n", "will open on 3 May 2019. "]


@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=6).map("".join),
    st.sampled_from((None, CAPTURED, dt.date(2016, 12, 31))),
)
def test_any_text_is_dated_or_unknown(text: str, captured: dt.date | None) -> None:
    """No text crashes; evidence points into the text; an interval runs forward; a day has no interval."""
    got = date_stories([story(text)], (), CALENDAR, captured)[0].published
    if captured:
        last = (captured + dt.timedelta(days=1)).isoformat()
        assert all(day is None or day <= last for day in (got.date, got.earliest, got.latest))
    assert all(span.of(text) for span in got.evidence)
    assert not (got.earliest and got.latest) or got.earliest <= got.latest
    if got.date:
        dt.date.fromisoformat(got.date)
        assert (got.precision, got.earliest, got.latest) == ("day", None, None)
