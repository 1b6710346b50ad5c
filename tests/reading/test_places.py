"""Places are found, told apart from people and nations, put where the story puts them, and related to what is named."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.knowledge import Knowledge
from tidings.knowledge.gazetteer import km
from tidings.model import Mention, Place, Story
from tidings.reading.language import parse
from tidings.reading.places import places


@cache
def know() -> Knowledge:
    return Knowledge()


def read(text: str, publisher: str | None = None) -> list[tuple[str, Place]]:
    return [(m.quote.text, m.value) for m in mentions(text, publisher) if isinstance(m.value, Place)]


def mentions(text: str, publisher: str | None = None) -> list[Mention]:
    story = Story("0" * 64, 0, len(text), text, publisher=publisher)
    found = places(parse(text), story, know())
    for mention in found:
        mention.quote.check(text)
    return found


@pytest.mark.parametrize(
    ("text", "quote", "geonames"),
    [
        ("They raided an ISIS hideout north of Idlib, Syria.", "north of Idlib", 169389),
        ("The SDF captured Hajin after heavy fighting. Syrian state media said so.", "Hajin", 174506),
        ("Residents of Raqqa fled to Deir ez-Zor on Monday.", "Raqqa", 172955),
        ("Residents of Raqqa fled to Deir ez-Zor on Monday.", "Deir ez-Zor", 170794),
        ("He was shot in Paris, Texas, on Sunday.", "Paris", 4717560),
        ("The president returned to Paris, France, on Sunday.", "Paris", 2988507),
        ("Police in Bowling Green, Ky., arrested a man.", "Bowling Green", 4285268),
        ("Police in Bowling Green, Ky., arrested a man.", "Ky.", 6254925),
        ("U.S. officials in Washington denied the report.", "Washington", 4140963),
        ("Taliban fighters attacked a post in Helmand.", "Helmand", 1140043),
        ("The embassies in Nairobi and Dar es Salaam were bombed.", "Dar es Salaam", 160263),
        ("Shells fell across the Donetsk region overnight.", "Donetsk", 709716),
        ("Shells fell across Donetsk overnight.", "Donetsk", 709717),
        ("Iraqi guards searched houses in the Tikrit region.", "Tikrit", 90150),  # no province bears the name
        ("Rebels hold two towns in Idlib province.", "Idlib", 169387),
        ("Refugees in Cox's Bazar queued for food.", "Cox's Bazar", 1336134),
        ("A ferry left Staten Island at noon.", "Staten Island", 5139568),
    ],
)
def test_a_name_stands_for_its_place(text: str, quote: str, geonames: int) -> None:
    assert geonames in [place.geonames for words, place in read(text) if words == quote]


@pytest.mark.parametrize(
    "text",
    [
        "Syrian and Turkish officials met the Americans.",
        "Jordan Smith told Paul Marshall that he was sorry.",
        "The march was nice, but reading the order took long.",
        "",
        "\n\n",
    ],
)
def test_nations_people_and_plain_words_are_no_places(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "quote", "relation"),
    [
        ("The hideout lay north of Idlib, Syria.", "north of Idlib", "north of"),
        ("Fighting went on near al-Bukamal in Syria.", "near al-Bukamal", "near"),
        ("A frigate sailed off the Paracel Islands on Monday.", "off the Paracel Islands", "off"),
        ("He fled to the outskirts of Mosul in Iraq.", "the outskirts of Mosul", "near"),
        ("They patrol the border between Sudan and South Sudan.", "border between Sudan", "between"),
        ("The convoy was hit on the Syria-Iraq border.", "Syria", "between"),
        ("Troops massed on the Turkish border in northern Syria.", "Turkish border", "between"),
        ("They were held in northern Iraq for a year.", "northern Iraq", "in"),
        ("He was flown to Aleppo, Syria.", "Aleppo", None),
    ],
)
def test_words_beside_a_name_relate_it(text: str, quote: str, relation: str | None) -> None:
    assert (quote, relation) in [(words, place.relation) for words, place in read(text)]


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("Two men were shot in the Jenin refugee camp on Friday.", "Jenin refugee camp", "Jenin camp"),
        ("Two men were shot in Jenin on Friday, and the camp was quiet.", "Jenin", "Janīn"),
        ("Engineers left the Zaporizhzhia nuclear power plant.", None, "Zaporizhzhia Nuclear Power Plant"),
        ("Engineers left a Zaporizhzhia bread plant.", "Zaporizhzhia", "Zaporizhzhya"),
        ("Leaders of the Great Lakes region met in Kigali.", "Great Lakes region", "Great Lakes region"),
        ("Ships froze on the Great Lakes on Friday.", "Great Lakes", "Great Lakes"),
        ("Troops entered Baghuz in Syria on Friday.", "Baghuz", "Baghuz"),  # a town that the packages do not have
    ],
)
def test_small_words_belong_to_a_name_that_means_another_place_with_them(
    text: str, quote: str | None, name: str
) -> None:
    assert name in [place.name for words, place in read(text) if quote in (words, None) and place.lat is not None]


def test_a_distance_and_a_bearing_move_the_point() -> None:
    ((quote, place), *_) = read("A drone fell 50 km south of Mosul, Iraq.")
    assert quote == "50 km south of Mosul"
    assert place.lat == pytest.approx(36.335 - 50 / 111.2, abs=0.02)
    assert place.relation == "south of"
    assert (place.radius_km or 0) >= 12


def test_a_side_of_a_country_lies_on_that_side() -> None:
    whole, part = read("Iraq is large.")[0][1], read("He fled to northern Iraq.")[0][1]
    assert (part.lat or 0) > (whole.lat or 0) + 1
    assert (part.radius_km or 0) < (whole.radius_km or 0)


def test_a_facility_takes_the_place_in_its_name() -> None:
    found = dict(read("The rally at the Deir ez-Zor Municipal Stadium ended, Syrian media said."))
    assert any(place.name == "Deir ez-Zor" and place.country == "SY" for place in found.values())


def test_one_name_stands_for_one_place_throughout_a_story() -> None:
    text = "A man was shot in Paris, Texas. Police in Paris said he will live."
    ids = {place.geonames for words, place in read(text) if words == "Paris"}
    assert ids == {4717560}


def test_the_other_places_of_a_story_decide_between_namesakes() -> None:
    georgia = [p.country for w, p in read("Georgia said Abkhazia was calm; Tbilisi denied it.") if w == "Georgia"]
    state = [p.country for w, p in read("Police in Atlanta and Savannah, Georgia, made arrests.") if w == "Georgia"]
    assert (georgia, state) == (["GE"], ["US"])


@pytest.mark.parametrize(
    ("text", "quote", "country"),
    [
        (
            "two men were held in surat on monday and sent to ahmedabad, said the police of gujarat, adding that more "
            "arrests would follow in surat soon",
            "surat",
            "IN",
        ),
        (
            "THE ARMY SAID ON MONDAY THAT GUERRILLAS ATTACKED A CONVOY NEAR MEDELLIN AND THAT FIVE SOLDIERS DIED IN "
            "THE ATTACK, WHICH TOOK PLACE BEFORE DAWN IN COLOMBIA",
            "COLOMBIA",
            "CO",
        ),
    ],
)
def test_places_are_found_where_capitals_tell_nothing(text: str, quote: str, country: str) -> None:
    assert (quote, country) in [(words, place.country) for words, place in read(text)]


def test_mentions_come_in_order_and_do_not_overlap() -> None:
    found = mentions(
        "Rockets from Gaza hit Sderot and Ashkelon near the Gaza Strip, off Israel, on the Egyptian border."
    )
    spans = [m.quote.span for m in found]
    assert spans == sorted(spans)
    assert not any(a.overlaps(b) for a, b in pairwise(spans))
    assert all(m.label == "place" and m.rule.startswith("places.") for m in found)


WORDS = st.sampled_from(
    "Idlib Syria the of north northern 50 km border between and , . - Turkish Paris Texas St. Lake Street al '".split()
)


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)))
def test_any_text_gives_quotes_that_read_as_they_say(text: str) -> None:
    found = mentions(text)
    assert found == mentions(text)
    for mention in found:
        assert isinstance(mention.value, Place)
        assert mention.value.radius_km is None or mention.value.radius_km > 0


@pytest.mark.slow
def test_half_of_a_public_set_is_found_and_put_right(shared: Path) -> None:
    """A floor far under what bench/places.py measures: a change that breaks the reading falls below it."""
    lines = (shared / "corpora" / "geo_trnews" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[:15]
    gold = right = 0
    for line in lines:
        story = json.loads(line)
        found = mentions(story["text"])
        for span in story["spans"]:
            if span["lat"] is None or know().gazetteer.country_of_demonym(span["surface"]) is not None:
                continue
            gold += 1
            values = [m.value for m in found if m.quote.start < span["end"] and span["start"] < m.quote.end]
            right += any(
                isinstance(v, Place)
                and v.lat is not None
                and km((v.lat, v.lon or 0), (span["lat"], span["lon"])) <= 161
                for v in values
            )
    assert gold > 100
    assert right / gold > 0.7
