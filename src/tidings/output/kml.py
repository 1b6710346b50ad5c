"""A map as KML 2.2: events with a position are placemarks with a time span and every cell of the events table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from tidings.model.links import Told
from tidings.output.counts import are_left_out
from tidings.output.forms import Options
from tidings.output.markup import attribute, text
from tidings.output.tables import event_row
from tidings.output.told_words import description, title

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'


def placemarks(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield the map, a line a placemark; how many events have no position is said in a note."""
    yield f"{_HEAD}<name>{text(options.name)}</name>\n"
    unplaced = 0
    for told in events:
        mark = _placemark(told)
        unplaced += mark is None
        yield mark or ""
    yield "</Document>\n</kml>\n"
    if unplaced:
        options.note(are_left_out(unplaced, "without a position", "the map"))


def _placemark(told: Told) -> str | None:
    place = told.event.place
    if place is None or place.lat is None or place.lon is None:
        return None
    values = (
        f"<Data name={attribute(name)}><value>{text(value)}</value></Data>"
        for name, value in event_row(told).items()
        if value not in (None, "")
    )
    return (
        f"<Placemark id={attribute(f'e{told.event.id}')}><name>{text(title(told))}</name>"
        f"<description>{text(_plain(chr(10).join(description(told))))}</description>{_span(told)}"
        f"<ExtendedData>{''.join(values)}</ExtendedData>"
        f"<Point><coordinates>{place.lon},{place.lat}</coordinates></Point></Placemark>\n"
    )


def _plain(words: str) -> str:
    """Words that viewers show as they are; a description with a tag is taken for HTML, which could ask the net."""
    return escape(words, quote=False) if "<" in words else words


def _span(told: Told) -> str:
    """When it was: first and last possible day; an open end is left out, as KML has it."""
    time = told.event.time
    ends = (("begin", time.start), ("end", time.end))
    inner = "".join(f"<{name}>{day}</{name}>" for name, day in ends if day)
    return f"<TimeSpan>{inner}</TimeSpan>" if inner else ""
