"""Who a story names: known, formed, described, pointed back to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from tests.builders import story
from tidings.knowledge import Knowledge
from tidings.model import Actor, Mention
from tidings.reading.actor_names import Found
from tidings.reading.actor_shares import shared
from tidings.reading.actors import actors
from tidings.reading.language import parse, pipeline

KNOW = Knowledge()


def read(text: str) -> list[Mention]:
    return actors(parse(text), story(text), KNOW)


def named(text: str, words: str) -> Actor | None:
    """The actor at exactly these words."""
    found = [m.entity for m in read(text) if m.quote.text == words]
    return found[0] if found and isinstance(found[0], Actor) else None


@pytest.mark.parametrize(
    ("text", "words", "name", "kind", "country"),
    [
        ("ISIS had used it.", "ISIS", "Islamic State", "armed group", None),
        ("Two Kurdish Peshmerga soldiers died.", "Two Kurdish Peshmerga soldiers", "Peshmerga", "armed group", "IQ"),
        ("Gunmen of the PKK attacked.", "Gunmen of the PKK", "Kurdistan Workers' Party", "armed group", "TR"),
        ("Masked gunmen attacked.", "Masked gunmen", "Masked gunmen", "armed group", None),
        ("Turkish police arrested him.", "Turkish police", "Turkish police", "police", "TR"),
        ("Danish authorities said so.", "Danish authorities", "Danish authorities", "government", "DK"),
        ("Turkey's army advanced.", "Turkey's army", "Turkish army", "military", "TR"),
        ("The Syrian opposition met.", "The Syrian opposition", "Syrian opposition", "party", "SY"),
        ("US-backed Syrian rebels fled.", "US-backed Syrian rebels", "US-backed Syrian rebels", "armed group", "SY"),
        ("A spokesman for Hamas denied it.", "A spokesman for Hamas", "Hamas spokesman", "person", "PS"),
        ("Ankara denied it.", "Ankara", "Turkey", "state", "TR"),
        ("Talks between Ankara and Moscow failed.", "Moscow", "Russia", "state", "RU"),
        ("They fought the Turkish state.", "the Turkish state", "Turkey", "state", "TR"),
        ("The Turkish offensive began.", "Turkish", "Turkey", "state", "TR"),
        ("Thousands of Syrians fled.", "Thousands of Syrians", "Syrians", "group", "SY"),
        ("Some of Hamas's fighters left.", "Some of Hamas's fighters", "Hamas", "armed group", "PS"),
        ("The remnants of ISIS fled.", "The remnants of ISIS", "Islamic State", "armed group", None),
        ("Tens of thousands of Turks fled.", "Tens of thousands of Turks", "Turks", "group", "TR"),
        ("Houthi rebels fired it.", "Houthi rebels", "Houthis", "armed group", "YE"),
        ("US-backed fighters fled.", "US-backed fighters", "US-backed fighters", "armed group", None),
        ("Reuters reported it.", "Reuters", "Reuters", "outlet", "GB"),
        ("The Turks fled.", "Turks", "Turks", "group", "TR"),
        ("About 40 Maoist guerrillas left.", "About 40 Maoist guerrillas", "Maoist guerrillas", "armed group", None),
        ("SAMSON, the leader of the rebels, fled.", "SAMSON", "SAMSON", "group", None),  # a town is called so too
        ("NDFQ, a rebel group, killed two soldiers.", "NDFQ", "NDFQ", "group", None),
    ],
)  # fmt: skip
def test_actors(text: str, words: str, name: str, kind: str, country: str | None) -> None:
    actor = named(text, words)
    assert actor is not None, [m.quote.text for m in read(text)]
    assert (actor.name, actor.type, actor.country) == (name, kind, country)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He lived in Ankara.", "Ankara"),
        ("They fought in Syria.", "Syria"),
        ("The police station burned.", "police"),
        ("The US-led coalition struck.", "US"),
        ("It is what it is.", "is"),
        ("He drove from Beirut to Damascus.", "Damascus"),
        ("The pro-Turkish rebels fled.", "Turkish"),
        ("He lives in the state of Gujarat.", "the state of Gujarat"),
        ("The state police came.", "The state"),
        ("He ate some of the bread.", "some of the bread"),
        ("Shelling was heard near Zorvat.", "Zorvat"),
        ("Hassan Karim came. Karim stabbed him.", "him"),  # not himself
        ("GARISSA, Kenya\n\nGunmen killed four officers.", "GARISSA"),
        ("MAE SOT, Thailand 1996-08-25\n\nTwo policemen were hurt.", "MAE"),
        ("The army holds terrain surrounding Raqqah.", "Raqqah"),
    ],
)
def test_near_misses(text: str, words: str) -> None:
    assert named(text, words) is None


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Boko Haram attacked Mora. The group fled.", "The group", "Boko Haram"),
        (
            "The PKK denied it. The terror organisation is banned.",
            "The terror organisation",
            "Kurdistan Workers' Party",
        ),
        ("Turkey sent troops. Turkish police were there. The army shelled the town.", "The army", "Turkish army"),
        ("The National Corn Front (NCF) met. NCF members left.", "NCF members", "National Corn Front"),
        ("Roger Grimwade spoke. Grimwade said it was over.", "Grimwade", "Roger Grimwade"),
        ("Boko Haram attacked Mora. They burned it.", "They", "Boko Haram"),
        ("Roger Grimwade said: “I saw it.”", "I", "Roger Grimwade"),
        ("The PKK told the Corn Observer of it. The group had left.", "The group", "Kurdistan Workers' Party"),
        ("“We shelled the town,” the PKK said.", "We", "Kurdistan Workers' Party"),
        ("“We shelled the town,” a spokesman for Hamas said.", "We", "Hamas"),
    ],
)
def test_words_that_point_back(text: str, words: str, name: str) -> None:
    actor = named(text, words)
    assert actor is not None, [(m.quote.text, m.rule) for m in read(text)]
    assert actor.name == name


@pytest.mark.parametrize(
    "text", ["The group fled.", "The army shelled the town.", "They burned it.", "I saw it.", "“We saw it,” it said."]
)
def test_nothing_to_point_back_to(text: str) -> None:
    """Without an earlier actor the words stand for themselves, and a pronoun for nobody."""
    assert all(m.entity.id is None for m in read(text) if isinstance(m.entity, Actor))


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "They saw operatives of the security apparatus of the jihadi Headquarters for the Liberation of Al-Sham.",
            "operatives of the security apparatus of the jihadi Headquarters for the Liberation of Al-Sham",
            "Hay'at Tahrir al-Sham",
        ),
        ("Two men from an ISIS network were held.", "Two men from an ISIS network", "Islamic State"),
        ("He joined the Islamic State group (IS).", "Islamic State group", "Islamic State"),
        ("Italian Police arrested him.", "Italian Police", "Italian police"),
        ("A police spokesman denied it.", "A police spokesman", "police spokesman"),
        ("It was a spokesman for Hamas.", "a spokesman for Hamas", "Hamas spokesman"),
        ("Two masked men who fled were seen.", "Two masked men", "masked men"),
        ("A 26-year-old man was seen.", "A 26-year-old man", "26-year-old man"),
        ("Even soldiers were held.", "Even soldiers", "soldiers"),
        ("St. Louis Police arrested him.", "St. Louis Police", "St. Louis Police"),
        ("It was a Turkish official who asked not to be named.", "a Turkish official", "Turkish official"),
    ],
)
def test_short_names_of_phrases(text: str, words: str, name: str) -> None:
    actor = named(text, words)
    assert actor is not None, [m.quote.text for m in read(text)]
    assert actor.name == name


@given(
    st.lists(st.sampled_from("ISIS the Turkish army, said 2 gunmen of ( ) -\n’s IS . they US".split(" ")), max_size=25)
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_mention_reads_as_it_says(words: list[str]) -> None:
    text = " ".join(words)
    for mention in read(text):
        mention.quote.check(text)
        assert isinstance(mention.entity, Actor)
        assert mention.entity.name
        assert mention.rule


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    assert all(m.quote.check(text) for m in read(text))


def test_a_number_after_its_of_is_no_share() -> None:
    words = ["Of", "the", "voters", ",", "30", "are", "Democrats"]
    heads, deps = [4, 2, 0, 5, 5, 5, 5], ["prep", "det", "pobj", "punct", "nsubj", "ROOT", "attr"]
    tags = ["IN", "DT", "NNS", ",", "CD", "VBP", "NNPS"]
    doc = Doc(pipeline().vocab, words=words, heads=heads, deps=deps, tags=tags)
    voters = Found(1, 2, 2, Actor("voters", None, "group"), "actors.described/1")
    assert shared(doc, KNOW, [voters]) == [voters]


def test_twice_is_once() -> None:
    text = "Boko Haram attacked Mora. The group fled, police said."
    assert read(text) == read(text)


@pytest.mark.slow
def test_role_fillers_of_the_training_stories_are_covered(shared: Path) -> None:
    """At least 80 in 100 actors of every sixth training story have a mention at their words (measured: 84)."""
    hit = total = 0
    for path in sorted((shared / "gold" / "train" / "gold").glob("*.json"))[::6]:
        told = json.loads((path.parents[1] / path.name).read_text())
        spans = [(m.quote.start, m.quote.end) for m in read(told["text"])]
        for record in json.loads(path.read_text())["events"]:
            for filler in (record.get("roles") or {}).get("actor", ()):
                first, last = told["sentences"][filler["s"]]
                at = told["text"].find(filler["quote"], first, last)
                total += at >= 0
                hit += at >= 0 and any(s < at + len(filler["quote"]) and at < e for s, e in spans)
    assert hit / total >= 0.8
