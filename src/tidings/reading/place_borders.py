"""Borders: the country on the other side, the point between two places, and borders told by nationality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc

from tidings.knowledge.gazetteer import Candidate, Gazetteer, km
from tidings.knowledge.gazetteer.words import place_words
from tidings.model import Mention, Place, Quote
from tidings.reading.language import text_of
from tidings.reading.place_spans import is_name

BORDER_KM = 150.0  # circle of "the Turkish border" when the other side is not told; set by its meaning, not measured


def told_countries(doc: Doc, chosen: list[Candidate | None], gazetteer: Gazetteer) -> Counter[str]:
    """Count the countries that a story tells by its places and its nationalities."""
    told = Counter(place.country for place in chosen if place and place.country)
    told.update(nation for token in doc if (nation := nation_of(token.text, gazetteer)))
    return told


def nation_of(word: str, gazetteer: Gazetteer) -> str | None:
    """Return the country of a nationality written with a capital, or None."""
    return (gazetteer.country_of_demonym(word) or None) if word[:1].isupper() else None


def across(country: str, told: Counter[str], gazetteer: Gazetteer) -> Candidate | None:
    """Return the neighbour of `country` that the story tells most often, or None if it tells none."""
    near = gazetteer.neighbours(country)
    best = max((iso for iso in told if iso in near), key=lambda iso: (told[iso], iso), default=None)
    return gazetteer.country(best) if best else None


def between(one: Candidate, other: Candidate) -> Place:
    """The point on the line between two places where their circles would touch."""
    first, second = sorted((one, other), key=lambda c: (c.name, c.id))
    share = first.radius_km / ((first.radius_km + second.radius_km) or 1)
    lat = first.lat + (second.lat - first.lat) * share
    lon = first.lon + (second.lon - first.lon) * share
    radius = max(10.0, km(first.point, second.point) / 2)
    country = first.country if first.country == second.country else None
    name = f"{first.name} and {second.name}"
    return Place(name, country, None, round(lat, 4), round(lon, 4), round(radius, 1), "between", "region")


def national_borders(doc: Doc, told: Counter[str], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield "the Turkish border" and "the Thai-Burmese border": places though a nationality alone is none."""
    words, text = place_words().types["border-after"], text_of(doc)
    for token in doc[1:]:
        if token.lower_ not in words or not is_name(doc[token.i - 1]):
            continue
        nation = nation_of(doc[token.i - 1].text, gazetteer)
        home = gazetteer.country(nation) if nation else None
        if home is None or nation is None:
            continue
        first, other = token.i - 1, None
        if first > 1 and doc[first - 1].text in {"-", "–", "/"}:
            left = nation_of(doc[first - 2].text, gazetteer)
            other = gazetteer.country(left) if left else None
            first = first - 2 if other else first
        other = other or across(nation, told, gazetteer)
        quote = Quote.at(text, doc[first].idx, token.idx + len(token.text))
        alone = Place(home.name, nation, home.geonames, home.lat, home.lon, home.radius_km + BORDER_KM, "border of")
        yield Mention("place", quote, between(home, other) if other else alone, rule="places.national-border/1")
