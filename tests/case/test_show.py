"""What a notebook shows of a case, of events and of one event: whole, drawn, and harmless."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from tests.builders import MORA, account, document, event, links, reading, story
from tidings import Case
from tidings.case.drawn import map_svg, timeline_svg
from tidings.case.show import DRAWN, MOST, events_html
from tidings.model import Event, Place, When, content_id

HOSTILE = "<script>alert(1)</script>\u202e<img src=x onerror=alert(2)>\x07"
TEXT = "Rebels attacked Mora on 2 May. Shops stayed shut. " + HOSTILE.replace("\x07", "")


def one(n: int = 0, **more: object) -> Event:
    given = {"id": content_id("event", n), "kind": "attack", "status": "happened", "accounts": ("a",), "stories": 1}
    return Event(**(given | more))  # type: ignore[arg-type]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """A case with one event, told by a hostile story."""
    with Case(tmp_path / "<b>.tidings") as held:
        where = story(TEXT, "2021-05-04", publisher=HOSTILE)
        told = account(where, "attacked", time=("2 May", "2021-05-02", "2021-05-02"), place=("Mora", MORA))
        with held.taking(document(TEXT)):
            held.put(reading(where, told))
        held.replace_links(links(event(told, title=HOSTILE, origins=(HOSTILE,), independent=1)))
        yield held


def checked(shown: str) -> html.HtmlElement:
    """The page, once nothing in it runs, loads or steers."""
    page = html.fromstring(shown)
    tags = {element.tag for element in page.iter()}
    assert not tags & {"script", "img", "iframe", "link", "style", "a"}
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on") or name == "href"]
    assert not re.search("[\u202a-\u202e\x07]", shown)
    return page


def test_a_case_its_events_and_an_event_are_shown_and_harmless(case: Case) -> None:
    events = case.events()
    for shown in (case, events, events[0], next(case.told())):
        page = checked(shown._repr_html_())
        assert "<script>alert(1)" in page.text_content()


def test_events_are_shown_with_their_words_a_timeline_and_a_map(case: Case) -> None:
    page = checked(case.events()._repr_html_())
    assert "Rebels attacked Mora on 2 May." in page.text_content()
    assert [svg.get("aria-label") for svg in page.iter("{*}svg", "svg")] == ["Timeline", "Map"]


def test_an_event_is_shown_with_the_words_of_its_accounts(case: Case) -> None:
    assert "Rebels attacked Mora" in checked(next(case.told())._repr_html_()).text_content()
    assert case.events()[0].id in checked(case.events()[0]._repr_html_()).text_content()


def test_what_is_not_shown_is_counted() -> None:
    text = html.fromstring(events_html([one(n) for n in range(MOST + 7)], MOST + 9)).text_content()
    assert f"{MOST + 7} of {MOST + 9} events" in text
    assert "7 more are not shown" in text
    assert f"The first {DRAWN:,} are drawn." in events_html([one(n) for n in range(DRAWN + 1)], DRAWN + 1)


def test_nothing_is_drawn_of_what_has_no_time_and_no_place() -> None:
    assert timeline_svg([one()]) == map_svg([one()]) == ""
    assert map_svg([one(place=Place("the north"))]) == ""


DAYS = st.one_of(st.none(), st.dates().map(str))


@given(start=DAYS, end=DAYS, lat=st.floats(-90, 90), lon=st.floats(-180, 180), wide=st.floats(0, 20_000))
def test_any_event_is_drawn_as_sound_svg(
    start: str | None, end: str | None, lat: float, lon: float, wide: float
) -> None:
    if start and end and start > end:
        start, end = end, start
    place = Place(HOSTILE, lat=lat, lon=lon, radius_km=wide)
    events = [one(1, time=When(start, end), place=place, title=HOSTILE), one(2, place=MORA, kind="clash")]
    for drawn in (timeline_svg(events), map_svg(events)):
        if drawn:
            numbers = re.findall(r' (?:c?[xy][12]?|r|width|height)="([^"]*)"', drawn)
            assert etree.fromstring(drawn.encode()).get("role") == "img"
            assert all(abs(float(n)) < 1e7 for n in numbers)
