"""Events for two ready-made pages: TimeMap (Forensic Architecture) and TimelineJS 3 (Knight Lab).

Both need days, so that only events whose first and last possible day are known are in; the others are counted.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from html import escape

from tidings.model.links import Telling, Told
from tidings.output.chronology import place_words
from tidings.output.cite import citation
from tidings.output.counts import are_left_out
from tidings.output.forms import Options
from tidings.output.markup import Waiting
from tidings.output.summary import day_words, grade
from tidings.output.told_words import description, has_days, title

Json = dict[str, object]


def timemap(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield one object with `events`, `associations` and `sources`, each what TimeMap asks for at one address.

    Its dates are MM/DD/YYYY, its numbers text; an event of several days stands on its first and says its last.
    """
    sources, seen, kinds = Waiting(), set[str](), set[tuple[str, str]]()
    yield '{"events": ['
    before = "\n"
    for told in _dated(events, options, "TimeMap"):
        kinds |= {("kind", told.event.kind), ("status", told.event.status)}
        for telling in told.tellings:
            key = telling.story.id
            if key not in seen:
                seen.add(key)
                sources.add(("" if sources.is_empty else ",\n") + f"{json.dumps(key)}: {_dumped(_source(telling))}")
        yield before + _dumped(_mapped(told))
        before = ",\n"
    filters = [_filter(*pair) for pair in sorted(kinds)]
    yield f'\n],\n"associations": {_dumped(filters)},\n"sources": {{\n'
    yield from sources.pieces()
    yield "\n}}\n"


def timelinejs(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield one object with a slide an event; words of reports stand in it as text, never as HTML."""
    head = {"text": {"headline": escape(options.name)}}
    yield f'{{"title": {_dumped(head)}, "events": ['
    before = "\n"
    for told in _dated(events, options, "the timeline"):
        yield before + _dumped(_slide(told))
        before = ",\n"
    yield "\n]}\n"


def _dated(events: Iterable[Told], options: Options, where: str) -> Iterator[Told]:
    undated = 0
    for told in events:
        if has_days(told):
            yield told
        else:
            undated += 1
    if undated:
        options.note(are_left_out(undated, "whose first or last day is not known", where))


def _mapped(told: Told) -> Json:
    event, place = told.event, told.event.place
    is_placed = place is not None and place.lat is not None and place.lon is not None
    return {
        "id": event.id,
        "description": "\n".join((title(told), *description(told))),
        "date": dt.date.fromisoformat(str(event.time.start)).strftime("%m/%d/") + str(event.time.start)[:4],
        "time": "",
        "time_precision": event.time.precision,
        "time_display": day_words(event.time),
        "location": place_words(place) if place else "",
        "latitude": str(place.lat) if place and is_placed else "",
        "longitude": str(place.lon) if place and is_placed else "",
        "type": event.status,
        "category": event.kind,
        "associations": [_filter("kind", event.kind)["id"], _filter("status", event.status)["id"]],
        "sources": list(dict.fromkeys(story.id for story, _, _ in told.tellings)),
        "comments": f"{grade(told)}; origins: {'; '.join(event.origins) or 'none known'}",
    }


def _filter(sort: str, value: str) -> Json:
    return {"id": f"{sort}: {value}", "title": value, "desc": "", "mode": "FILTER", "filter_paths": [sort, value]}


def _source(telling: Telling) -> Json:
    story, found = telling.story, citation(telling)
    return {
        "id": story.id,
        "title": story.headline or "",
        "thumbnail": "",
        "paths": [],
        "type": "Article",
        "affil_s": [],
        "url": story.url if story.url and story.url.startswith(("http://", "https://")) else "",
        "description": str(found["quote"]),
        "author": story.publisher or "",
        "date": story.published.date or "",
        "notes": str(found["document"]),
    }


def _slide(told: Told) -> Json:
    event, place = told.event, told.event.place
    where = f", {place_words(place)}" if place else ""
    return {
        "unique_id": f"event-{event.id}",
        "start_date": _date(str(event.time.start)),
        "end_date": _date(str(event.time.end)),
        "display_date": escape(day_words(event.time)),
        "group": event.kind,
        "autolink": False,
        "text": {
            "headline": escape(title(told) + where),
            "text": "".join(f"<p>{escape(line)}</p>" for line in description(told)),
        },
    }


def _date(day: str) -> dict[str, int]:
    year, month, of_month = map(int, day.split("-"))
    return {"year": year, "month": month, "day": of_month}


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
