"""Events as PLOVER records, one JSON object a line, in the fields of the manual of the Open Event Data Alliance.

What has not simply happened is in: PLOVER has contexts for the future, the hypothetical and the negated. Own fields,
which the manual allows, tell the status and the grade.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any

from tidings.knowledge.coding import PloverRule, plover_type, quads, special_contexts
from tidings.knowledge.countries import country
from tidings.model.links import Telling, Told
from tidings.output.coded import LeftOut, Party, days_of, parties, traits
from tidings.output.forms import Options
from tidings.output.summary import best, grade, number_range, quote

Json = dict[str, Any]
OWN_COUNTRY = frozenset({"IGO", "NGO"})  # sectors that PLOVER writes as codes of actors without a country
HISTORICAL = 365  # days from an event to the first story of it from which it is told as history; PLOVER names no bound
BOTH_ACT = frozenset({"clash", "agree", "meet"})  # reciprocal: all are sources, and nobody is the recipient


def lines(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield one line an event; what PLOVER has no record for is counted in a note."""
    left = LeftOut("plover", options.note)
    for told in events:
        rule = plover_type(traits(told))
        missing = _missing(told, rule)
        if rule is None or missing:
            left.out(missing)
            continue
        left.written += 1
        yield json.dumps(plover_record(told, rule, options.name), ensure_ascii=False) + "\n"
    left.said()


def _missing(told: Told, rule: PloverRule | None) -> str:
    if rule is None:
        return "of a kind that PLOVER does not code"
    if not told.event.time.is_known:
        return "without a day"
    if not parties(told, "actor") and not parties(told, "supplier"):
        return "without anybody who acts"
    if quads()[rule.event][1] and not _recipients(told):
        return f"without the recipient that {rule.event} needs"
    return ""


def plover_record(told: Told, rule: PloverRule, corpus: str) -> Json:
    """Return the record of an event as plain values; fields without a value are left out."""
    event, shown = told.event, best(told)
    first, last = event.time.start or event.time.end, event.time.end or event.time.start
    actors = parties(told, "actor") or parties(told, "supplier")
    found: Json = {
        "id": event.id,
        "has_event": True,
        "date": first,
        "enddate": last if last != first else None,
        "source": [_actor(party) for party in actors],
        "recipient": [_actor(party) for party in _recipients(told)],
        "event": [rule.event],
        "mode": list(rule.modes),
        "context": [*rule.contexts, *_special(told)],
        "quad_code": quads()[rule.event][0],
        "event_loc": _location(told),
        **_sizes(told),
        **(_cited(shown, corpus) if shown else {}),
        "coder": f"tidings {version('tidings')}",
        "status": event.status,
        "grade": grade(told),
        "independent": event.independent,
        "origins": list(event.origins),
    }
    return {name: value for name, value in found.items() if value not in (None, [], {})}


def _recipients(told: Told) -> list[Party]:
    if told.event.kind in BOTH_ACT and len(parties(told, "actor")) > 1:
        return []
    return parties(told, "recipient") or parties(told, "target")


def _actor(party: Party) -> Json:
    """An actor object: PLOVER's code is a country's three letters, or IGO and NGO for bodies without one."""
    land = country(party.country)
    code = party.sector if party.sector in OWN_COUNTRY else land.alpha3 if land else None
    found = {
        "code": code,
        "sector": None if party.sector in OWN_COUNTRY else party.sector or None,
        "actor_text": party.words,
        "identifier_text": party.name,
        "identifier_id": party.wikidata,
    }
    return {name: value for name, value in found.items() if value}


def _special(told: Told) -> list[str]:
    found = special_contexts().get(told.event.status)
    days = days_of(told.event.time)
    published = [story.published.day for story, _, _ in told.tellings if story.published.day]
    is_old = bool(days and published and (min(published) - days[1]).days > HISTORICAL)
    return [*([found] if found else []), *(["historical"] if is_old else [])]


def _location(told: Told) -> Json | None:
    place = told.event.place
    if place is None:
        return None
    land = country(place.country)
    found = {
        "geonameid": place.geonames,
        "name": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "country code": place.country,
        "cc3": land.alpha3 if land else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _sizes(told: Told) -> Json:
    """Numbers under the manual's names: the best supported."""
    ranges = {name: number_range(told, ours) for name, ours in _SIZES.items()}
    return {name: _whole(found.best) for name, found in ranges.items() if found}


_SIZES = {"dead": "killed", "injured": "injured", "arrested": "arrested", "size": "quantity"}


def _whole(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _cited(telling: Telling, corpus: str) -> Json:
    """What the record was coded from: the sentence, where it stands, and the story's citation."""
    story, words = telling.story, quote(telling)
    cite = {
        "corpus": corpus,
        "citation": story.id,
        "url": story.url,
        "title": story.headline,
        "language": story.language if len(story.language) == 2 else None,
        "publication": story.publisher,
        "coder": f"tidings {version('tidings')}",
        "codebook": "plover-base",
    }
    return {
        "event_text": [words.text],
        "text_info": {"start": words.start, "end": words.end},
        "cite_info": {name: value for name, value in cite.items() if value},
    }
