"""Turn a named place and the words beside it into a value: "50 km south of Mosul", "the Syria-Iraq border"."""

from __future__ import annotations

import math
import re

from tidings.knowledge.gazetteer import Candidate, km
from tidings.model import Place, Quote
from tidings.reading.place_features import Surroundings
from tidings.reading.place_spans import Found

LONGEST = 5  # tokens of a relation: "in the vicinity of", "off the coast of"
KM_A_DEGREE = 111.2
BEARINGS = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
# Without a distance the point stays at the named place and the circle grows by this much. Set by what the words mean,
# not measured: no gold set at hand gives the true point of such a place.
BESIDE_KM = {"near": 10.0, "off": 100.0, "border of": 30.0}
ASIDE_KM = 15.0
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def placed(at: int, found: list[Found], chosen: list[Candidate | None], here: Surroundings) -> tuple[Quote, Place, str]:
    """Return quote, value and rule of `found[at]`; the quote takes in the words of a relation before the name."""
    one, place, text = found[at], chosen[at], here.doc.text
    if place is None:
        return Quote.at(text, one.start, one.end), Place(one.text), "unplaced"
    limit = found[at - 1].end if at else 0
    relation, start = _relation(one, here, limit)
    other = _across(at, found, chosen, here, relation)
    if other is not None:
        quote = Quote.at(text, start if relation else one.start, one.end)
        return quote, _between(place, other), "between"
    if relation is None or relation == "between":
        quote = Quote.at(text, one.start, one.end)
        if one.head and one.head.startswith(("facility", "street")) and not one.candidates:
            return quote, _value(place, relation="in", type="facility"), "in"
        return quote, _value(place), "named"
    return _aside(one, place, relation, start, here)


def _relation(one: Found, here: Surroundings, limit: int) -> tuple[str | None, int]:
    """Return the relation told by the words before the name, and the character where they start."""
    doc, at = here.doc, one.first - 1
    if at >= 0 and doc[at].lower_ == "the":
        at -= 1
    for size in range(LONGEST, 0, -1):
        first = at - size + 1
        if first < 0 or doc[first].idx < limit or doc[first].sent != doc[one.first].sent:
            continue
        found = here.words.type_of("relation", " ".join(token.lower_ for token in doc[first : at + 1]))
        if found:
            return found, doc[first].idx
    return None, one.start


def _across(
    at: int, found: list[Found], chosen: list[Candidate | None], here: Surroundings, relation: str | None
) -> Candidate | None:
    """Return the other place of "between X and Y" or "the X-Y border", for both of the two."""
    for left, other in ((at, at + 1), (at - 1, at - 1)):
        if left < 0 or left + 1 >= len(found):
            continue
        gap = here.doc.text[found[left].end : found[left + 1].start].strip().lower()
        told = relation if left == at else _relation(found[left], here, found[left - 1].end if left else 0)[0]
        joined = gap in {"and", "and the"} and told == "between"
        hyphened = gap in {"-", "–", "/"} and here.after(found[left + 1]).lower() in here.words.types["border-after"]
        if joined or hyphened:
            return chosen[other]
    return None


def _between(one: Candidate, other: Candidate) -> Place:
    """The point on the line between two places where their circles would touch."""
    first, second = sorted((one, other), key=lambda c: (c.name, c.id))
    share = first.radius_km / ((first.radius_km + second.radius_km) or 1)
    lat = first.lat + (second.lat - first.lat) * share
    lon = first.lon + (second.lon - first.lon) * share
    radius = max(10.0, km(first.point, second.point) / 2)
    name = f"{first.name} and {second.name}"
    country = first.country if first.country == second.country else None
    return Place(name, country, None, round(lat, 4), round(lon, 4), round(radius, 1), "between", "region")


def _aside(one: Found, place: Candidate, relation: str, start: int, here: Surroundings) -> tuple[Quote, Place, str]:
    text = here.doc.text
    distance, far_start = _distance(start, here)
    words = text[start : one.start].lower()
    bearing = _bearing(words)
    if distance is None or bearing is None:
        radius = place.radius_km + BESIDE_KM.get(relation, ASIDE_KM)
        return Quote.at(text, start, one.end), _value(place, relation, radius), f"aside.{relation.replace(' ', '-')}"
    lat = place.lat + distance * math.cos(math.radians(bearing)) / KM_A_DEGREE
    scale = KM_A_DEGREE * max(0.05, math.cos(math.radians(place.lat)))
    lon = place.lon + distance * math.sin(math.radians(bearing)) / scale
    radius = max(5.0, distance / 4)
    value = _value(place, relation, radius, (max(-90.0, min(90.0, lat)), (lon + 180) % 360 - 180))
    return Quote.at(text, far_start, one.end), value, "aside.by-distance"


def _distance(start: int, here: Surroundings) -> tuple[float | None, int]:
    """Return the distance in km told right before the relation ("50 km", "30 miles (48 km)"), and where it starts."""
    doc = here.doc
    at = next((token.i - 1 for token in doc.char_span(start, start + 1, alignment_mode="expand") or ()), -1)
    if at >= 0 and doc[at].lower_ in {"just", "to", "the", "about"}:
        at -= 1
    if at >= 0 and doc[at].text == ")":
        at = next((i for i in range(at, max(-1, at - 6), -1) if doc[i].text == "("), 0) - 1
    if at < 1:
        return None, start
    unit = here.words.type_of("unit", doc[at].text)
    number = NUMBER.fullmatch(doc[at - 1].text)
    if unit is None or number is None:
        return None, start
    return float(number.group().replace(",", "")) * float(unit), doc[at - 1].idx


def _bearing(words: str) -> float | None:
    """Return the compass bearing in degrees that words tell: "northeast of" is 45.

    >>> _bearing("northeast of "), _bearing("south of the "), _bearing("near ")
    (45.0, 180.0, None)
    """
    told = [name for name in BEARINGS if name in words]
    if not told:
        return None
    x = sum(math.sin(math.radians(BEARINGS[name])) for name in told)
    y = sum(math.cos(math.radians(BEARINGS[name])) for name in told)
    return round(math.degrees(math.atan2(x, y)) % 360, 1)


def _value(
    place: Candidate,
    relation: str | None = None,
    radius: float | None = None,
    point: tuple[float, float] | None = None,
    type: str | None = None,
) -> Place:
    lat, lon = point or place.point
    radius = round(place.radius_km if radius is None else radius, 1)
    kind = type or place.type
    return Place(place.name, place.country, place.geonames, round(lat, 4), round(lon, 4), radius, relation, kind)
