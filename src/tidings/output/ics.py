"""A calendar as iCalendar (RFC 5545): an all-day event from the first to the last possible day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from tidings.model.links import Told
from tidings.output.chronology import place_words
from tidings.output.cite import best_citation
from tidings.output.counts import are_left_out
from tidings.output.forms import Options
from tidings.output.told_words import description, has_days, title

FOLD = 75  # octets of a line, without its end
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def calendar(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield the calendar; how many events have no first and last day is said in a note."""
    yield from _lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tidings//Tidings//EN", "CALSCALE:GREGORIAN")
    yield from _lines(f"X-WR-CALNAME:{_text(options.name)}")
    undated = 0
    for told in events:
        if has_days(told):
            yield from _lines(*_event(told))
        else:
            undated += 1
    yield from _lines("END:VCALENDAR")
    if undated:
        options.note(are_left_out(undated, "whose first or last day is not known", "the calendar"))


def _event(told: Told) -> Iterator[str]:
    event, place, url = told.event, told.event.place, best_citation(told)["url"]
    days = [dt.date.fromisoformat(day) for day in (event.time.start, event.time.end) if day]
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}@tidings"
    yield f"DTSTAMP:{_stamp(told)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(days[0])}"
    if days[-1] < dt.date.max:
        yield f"DTEND;VALUE=DATE:{_day(days[-1] + dt.timedelta(days=1))}"  # the day after the last, as the RFC has it
    yield f"SUMMARY:{_text(title(told))}"
    yield f"DESCRIPTION:{_text(chr(10).join(description(told)))}"
    yield f"CATEGORIES:{_text(event.kind)},{_text(event.status)}"
    if place:
        yield f"LOCATION:{_text(place_words(place))}"
    if place and place.lat is not None and place.lon is not None:
        yield f"GEO:{place.lat:.6f};{place.lon:.6f}"
    if url and re.fullmatch(r"[!-~]+", str(url)):
        yield f"URL:{url}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy because of it
    yield "END:VEVENT"


def _stamp(told: Told) -> str:
    """The last day on which a story told it: the same case gives the same calendar."""
    days = [story.published.date for story, _, _ in told.tellings if story.published.date]
    return max(days, default=str(told.event.time.start)).replace("-", "")


def _day(day: dt.date) -> str:
    return day.isoformat().replace("-", "")


def _text(value: str) -> str:
    plain = _CONTROL.sub("�", re.sub(r"\r\n?", "\n", value))
    return re.sub(r"[\\;,\n]", lambda found: _ESCAPED[found[0]], plain)


def _lines(*lines: str) -> Iterator[str]:
    """Yield the lines with their ends, each folded between characters."""
    for line in lines:
        out, room = [], FOLD
        for char in line:
            size = len(char.encode())
            if size > room:
                out.append("\r\n ")
                room = FOLD - 1
            out.append(char)
            room -= size
        yield "".join(out) + "\r\n"
