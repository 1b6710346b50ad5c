"""Maps, networks, calendars, timelines and bibliographies can be read by the libraries that others read them with."""

from __future__ import annotations

import dataclasses
import io
import json

import bibtexparser
import icalendar
import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from tests.output.any_told import many
from tests.output.checks import CHECKS
from tests.output.told import ATTACK, NAMED_ONLY, TOLD, UNDATED, WIRE
from tidings.model.links import Told
from tidings.output.forms import FORMS, Options
from tidings.output.network import Node

ALL = [TOLD, NAMED_ONLY, UNDATED]
NEEDED = [ATTACK.id, "attack", "happened", "B2", "governor's office", "Sahel Newswire", "2015-10-16", WIRE.document]
QUOTED = "Two suicide bombers blew themselves up in the market of Mora"


def written(form: str, events: list[Told]) -> bytes:
    return b"".join(FORMS[form].write_bytes(events))


@pytest.mark.parametrize("form", CHECKS)
@pytest.mark.parametrize("events", [[], [UNDATED], ALL], ids=["none", "undated", "all"])
def test_a_form_is_read_back(form: str, events: list[Told]) -> None:
    CHECKS[form](written(form, events), events)


@given(events=many)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_gives_a_form_that_is_read_back(events: list[Told]) -> None:
    for form, check in CHECKS.items():
        check(written(form, events), events)


@pytest.mark.parametrize("form", [*CHECKS, "csv", "tsv", "jsonl"])
def test_an_event_says_what_it_stands_on(form: str) -> None:
    raw = written(form, ALL)
    if form == "ics":
        raw = str(icalendar.Calendar.from_ical(raw).walk("VEVENT")[0]["DESCRIPTION"]).encode() + raw
    if form == "jsonl":
        assert b"blew themselves up" in raw
    else:
        assert QUOTED.encode() in raw
    said = raw.decode().replace("&#x27;", "'")
    assert [word for word in NEEDED if word not in said] == []


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("kml", "2 events without a position are left out of the map."),
        ("ics", "2 events whose first or last day is not known are left out of the calendar."),
        ("timemap", "2 events whose first or last day is not known are left out of TimeMap."),
        ("timelinejs", "2 events whose first or last day is not known are left out of the timeline."),
    ],
)
def test_what_is_left_out_is_said(form: str, said: str) -> None:
    notes: list[str] = []
    list(FORMS[form].write(ALL, Options(note=notes.append)))
    assert notes == [said]


def test_words_of_a_report_are_no_page_in_a_map_and_its_address_no_script() -> None:
    bad = dataclasses.replace(WIRE, url="javascript:alert(1)", headline="<img src=//x> & more")
    first, *rest = TOLD.tellings
    told = dataclasses.replace(TOLD, tellings=(first._replace(story=bad), *rest))
    told = dataclasses.replace(told, event=dataclasses.replace(ATTACK, title="Blast <img src=//x>"))
    assert "javascript" not in json.dumps(json.loads(written("timemap", [told]))["sources"])
    marks = etree.fromstring(written("kml", [told])).iter("{*}description")
    assert [one.text for one in marks if "<" in one.text] == []


def test_an_interval_ends_on_the_day_after_in_a_calendar() -> None:
    (event,) = icalendar.Calendar.from_ical(written("ics", [TOLD])).walk("VEVENT")
    assert (str(event.DTSTART), str(event["DTEND"].dt)) == ("2015-10-15", "2015-10-16")
    assert (event["UID"], event["CATEGORIES"].cats) == (f"{ATTACK.id}@tidings", ["attack", "happened"])


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_network_ties_who_did_it_to_whom_where_and_who_tells(form: str) -> None:
    read = networkx.read_graphml if form == "graphml" else networkx.read_gexf
    more = {} if form == "graphml" else {"version": "1.3"}
    found = read(io.BytesIO(written(form, [TOLD])), **more)
    label = {key: one["label"] for key, one in found.nodes(data=True)}
    ties = {(label[left], tie["relation"], label[right]) for left, right, tie in found.edges(data=True)}
    assert ties == {
        ("Two suicide bombers", "acts on", "people"),
        ("Two suicide bombers", "at", "Mora"),
        ("Sahel Newswire", "tells of", "Two suicide bombers"),
        ("Mora Diary", "tells of", "Two suicide bombers"),
    }


def test_a_story_is_cited_once() -> None:
    found = bibtexparser.parse_string(written("bibtex", [TOLD, TOLD, NAMED_ONLY]).decode())
    assert [entry.key for entry in found.entries] == [f"tidings-{story.id}" for story, _, _ in TOLD.tellings]
    assert found.entries[0]["date"] == "2015-10-16"


def test_a_bibliography_gives_days_as_parts() -> None:
    first, second = json.loads(written("csl-json", [TOLD]))
    assert first["issued"] == {"date-parts": [[2015, 10, 16]]}
    assert "issued" not in second
    assert first["custom"]["document"] == f"sha256:{WIRE.document}"


@pytest.mark.parametrize(
    ("byline", "author"),
    [("By Ana Writer", "Ana Writer"), ("BY: STAFF", "STAFF"), ("Byron Lund", "Byron Lund"), (None, "Sahel Newswire")],
)
def test_a_byline_names_its_author(byline: str | None, author: str) -> None:
    first, *rest = TOLD.tellings
    told = dataclasses.replace(TOLD, tellings=(first._replace(story=dataclasses.replace(WIRE, byline=byline)), *rest))
    found = bibtexparser.parse_string(written("bibtex", [told]).decode())
    assert found.entries[0]["author"] == f"{{{author}}}"


def test_items_of_one_class_stay_apart_in_a_network() -> None:
    one, two = Node("item", "Shahed 136", "uav"), Node("item", "Mavic 3", "uav")
    assert one.key != two.key
    assert Node("actor", "ISIS", "is").key == Node("actor", "Islamic State", "is").key
