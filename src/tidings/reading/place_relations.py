"""Turn a named place and the words beside it into a value: "50 km south of Mosul", "the Syria-Iraq border"."""

from __future__ import annotations

import math
import re
from collections import Counter

from tidings.knowledge.gazetteer import Candidate
from tidings.model import Place, Quote
from tidings.reading.place_borders import across, between
from tidings.reading.place_features import Surroundings
from tidings.reading.place_spans import Found

LONGEST = 5  # tokens of a relation: "in the vicinity of", "off the coast of"
KM_A_DEGREE = 111.2
BEARINGS = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
# Without a distance the point stays at the named place and the circle grows by this much. Set by what the words mean,
# not measured: no gold set at hand gives the true point of such a place.
BESIDE_KM = {"near": 10.0, "off": 100.0, "border of": 30.0}
ASIDE_KM = 15.0
AREAS = frozenset({"country", "admin1", "region"})
LARGE_KM = 40.0  # km; in a smaller area the side makes no difference worth a guess
SIDE_SHARE = (
    0.7  # of the radius; of 1,585 places of gold/train 1,236 lie within 161 km (0.5: 1,224; 0.9: 1,235; 0: 1,180)
)
_SIDE = r"((?:north|south|east|west)(?:[- ]?(?:east|west))?(?:ern)?)"
SIDE_BEFORE = re.compile(rf"\b{_SIDE} $", re.IGNORECASE)
SIDE_AFTER = re.compile(rf"['’]s {_SIDE}\b(?! of\b)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def placed(
    at: int, found: list[Found], chosen: list[Candidate | None], here: Surroundings, told: Counter[str]
) -> tuple[Quote, Place, str]:
    """Return quote, value and rule of `found[at]`; the quote takes in the words of a relation before the name."""
    one, place, text = found[at], chosen[at], here.text
    if place is None:
        return Quote.at(text, one.start, one.end), Place(one.text), "unplaced"
    limit = found[at - 1].end if at else 0
    relation, start = _relation(one, here, limit)
    other = _across(at, found, chosen, here, relation)
    if other is not None:
        quote = Quote.at(text, start if relation else one.start, one.end)
        return quote, between(place, other), "between"
    if relation is None or relation == "between":
        quote = Quote.at(text, one.start, one.end)
        if one.head and one.head.startswith(("facility", "street")) and not one.candidates:
            return quote, _value(place, relation="in", type="facility"), "in"
        return _part(one, place, here) or (quote, _value(place), "named")
    if relation == "border of" and place.type == "country" and place.country:
        beyond = across(place.country, told, here.gazetteer)
        if beyond is not None:
            return Quote.at(text, start, one.end), between(place, beyond), "border"
    return _aside(one, place, relation, start, here)


def _relation(one: Found, here: Surroundings, limit: int) -> tuple[str | None, int]:
    """Return the relation told by the words before the name, and the character where they start."""
    doc, at = here.doc, one.first - 1
    if at >= 0 and doc[at].lower_ == "the":
        at -= 1
    sentence = doc[one.first].sent.start
    for size in range(LONGEST, 0, -1):
        first = at - size + 1
        if first < sentence or doc[first].idx < limit:
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
        gap = here.text[found[left].end : found[left + 1].start].strip().lower()
        told = relation if left == at else _relation(found[left], here, found[left - 1].end if left else 0)[0]
        joined = gap in {"and", "and the"} and told == "between"
        hyphened = gap in {"-", "–", "/"} and here.after(found[left + 1]).lower() in here.words.types["border-after"]
        if joined or hyphened:
            return chosen[other]
    return None


def _aside(one: Found, place: Candidate, relation: str, start: int, here: Surroundings) -> tuple[Quote, Place, str]:
    text = here.text
    distance, far_start = _distance(start, here)
    words = text[start : one.start].lower()
    bearing = _bearing(words)
    if distance is None or bearing is None:
        radius = place.radius_km + BESIDE_KM.get(relation, ASIDE_KM)
        return Quote.at(text, start, one.end), _value(place, relation, radius), f"aside.{relation.replace(' ', '-')}"
    value = _value(place, relation, max(5.0, distance / 4), _moved(place, bearing, distance))
    return Quote.at(text, far_start, one.end), value, "aside.by-distance"


def _part(one: Found, place: Candidate, here: Surroundings) -> tuple[Quote, Place, str] | None:
    """Read "north-eastern Syria" or "Syria's north-east" as a point on that side of a large area, or return None."""
    if place.type not in AREAS or place.radius_km < LARGE_KM or one.head:
        return None
    text = here.text
    before = SIDE_BEFORE.search(text, max(0, one.start - 20), one.start)
    after = SIDE_AFTER.match(text, one.end)
    side = before or after
    bearing = _bearing(side.group(1).lower()) if side else None
    if bearing is None:
        return None
    start = before.start(1) if before else one.start
    end = one.end if before or after is None else after.end(1)
    point = _moved(place, bearing, SIDE_SHARE * place.radius_km)
    return Quote.at(text, start, end), _value(place, "in", SIDE_SHARE * place.radius_km, point), "part"


def _moved(place: Candidate, bearing: float, distance: float) -> tuple[float, float]:
    """Return the point `distance` km from a place at a compass bearing; longitude stays within -180..180."""
    lat = place.lat + distance * math.cos(math.radians(bearing)) / KM_A_DEGREE
    scale = KM_A_DEGREE * max(0.05, math.cos(math.radians(place.lat)))
    lon = place.lon + distance * math.sin(math.radians(bearing)) / scale
    return max(-90.0, min(90.0, lat)), (lon + 180) % 360 - 180


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
