"""Which names are one entity across stories: a hit, a near miss and a trap for each rule."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import pytest

from tests.builders import account, quote, reading, story
from tidings.knowledge import Knowledge
from tidings.linking.namings import initialled, namings
from tidings.linking.retying import by_key, tied_rows
from tidings.linking.tying import initials_fit, stands
from tidings.model import Account, Actor, Judgement, Mention, Place, Reading
from tidings.model.judgement import in_order
from tidings.model.naming import DEFINES, Key, Stand

KNOW = Knowledge()
Named = tuple[str, Actor, str]  # the words, what they name, by which rule


def told(text: str, *named: tuple[str, str, str, str] | tuple[str, str, str], actor: str = "") -> Reading:
    """A story whose mentions are given as words, name, rule, and type; `actor` are the words of who attacked."""
    where = story(text)
    mentions = [
        Mention("actor", quote(where, words), None, Actor(name, None, *more), f"actors.{rule}/1")
        for words, name, rule, *more in named
    ]
    roles = {"actor": [actor]} if actor else {}
    return reading(where, account(where, "attacked", roles=roles), mentions=mentions)


def short(text: str, words: str = "NCF") -> Reading:
    """A story that names somebody by letters alone."""
    return told(text, (words, words, "organisation"), actor=words)


def defining(text: str, full: str, words: str = "NCF", sort: str = "group") -> Reading:
    """A story that gives letters in brackets behind a full name."""
    return told(text, (full, full, "organisation", sort), (words, full, "abbreviated", sort), actor=full)


def tied(*stories: Reading, said: tuple[Judgement, ...] = ()) -> dict[str, str]:
    """What the names that fill roles stand for across the stories, by story text and the name that it gives."""
    named = [one for reading in stories for one in namings(reading, KNOW)]
    found = stands([one for one in named if one.how in DEFINES], said)
    rows = [(one.story.text, row) for one in stories for row in tied_rows(one, by_key(found), KNOW)]
    return {text: row.name for text, row in rows if row.name != row.called}


FRONT = defining("The National Corn Front (NCF) attacked Mora.", "National Corn Front")
LEAD = "Nobody was hurt when a bridge fell in the night. " * 4
GUARD = defining(f"{LEAD}The Ember Guard (NCF) attacked A.", "Ember Guard")
TOWNS = [defining(f"Ben Ember (NCF) - Rebels attacked {what}.", "Ben Ember") for what in "AB"]
PERSON = defining("Nora Castle Finn (NCF) attacked the plan.", "Nora Castle Finn", sort="person")
LATER = "The NCF attacked again."


@pytest.mark.parametrize(
    ("stories", "wanted"),
    [
        # trap: letters of a body that every state has
        ([defining("The National Council Force (NCF) attacked A.", "National Council Force"), short(LATER)], None),
        # hit: letters that one story gives behind the full name
        ([FRONT, short(LATER)], "National Corn Front"),
        # hit: letters that do not fit are tied where two stories give them
        ([GUARD, defining(f"{LEAD}The Ember Guard (NCF) attacked B.", "Ember Guard"), short(LATER)], "Ember Guard"),
        # near miss: letters that do not fit, in one story
        ([GUARD, short(LATER)], None),
        # near miss: two stories give the letters to two names
        ([FRONT, defining("The New Canal Fund (NCF) attacked B.", "New Canal Fund"), short(LATER)], None),
        # near miss: no story says what the letters stand for
        ([told("The National Corn Front attacked A.", ("National Corn Front", "National Corn Front", "organisation")),
          short(LATER)], None),
        # trap: the letters of an agency behind the town of two datelines
        ([*TOWNS, short(LATER)], None),
        # trap: a person with the letters of a party in brackets
        ([PERSON, short(LATER)], None),
    ],
)  # fmt: skip
def test_letters_are_tied_by_a_definition(stories: list[Reading], wanted: str | None) -> None:
    for order in itertools.permutations(stories):
        assert tied(*order).get(LATER) == wanted


def test_letters_stay_apart_in_a_story_that_has_another_name_for_them() -> None:
    other = short("Rebels of the Northern Coal Federation fled. NCF men attacked a mine.")
    assert tied(FRONT, other, short(LATER)) == {LATER: "National Corn Front"}


@pytest.mark.parametrize(
    ("text", "is_tied"),
    [
        ("Lake Vanguard, also known as Red Ear, attacked Mora.", True),  # hit
        ("Lake Vanguard, known to hate Red Ear, attacked Mora.", False),  # near miss
        ("Lake Vanguard, which attacked Mora, is also known. Red Ear fled.", False),  # trap: another sentence
    ],
)
def test_another_name_is_tied_where_a_story_says_so(text: str, is_tied: bool) -> None:
    says = told(text, ("Lake Vanguard", "Lake Vanguard", "organisation"), ("Red Ear", "Red Ear", "organisation"))
    later = told("Red Ear attacked again.", ("Red Ear", "Red Ear", "organisation"), actor="Red Ear")
    assert tied(says, later) == ({later.story.text: "Lake Vanguard"} if is_tied else {})


@pytest.mark.parametrize(
    ("stories", "n"),
    [
        (["Omar Haddad attacked A.", "Omar Haddad attacked B."], 1),  # hit: the same full name
        (["Omar Haddad attacked A.", "Haddad attacked B."], 2),  # near miss: a surname alone
        (["Omar Haddad attacked A.", "Amal Haddad attacked B."], 2),  # trap: a surname shared
        (["Omar Said attacked A.", "Omar attacked B."], 2),  # trap: a surname that is a plain word elsewhere
    ],
)
def test_a_full_name_is_one_person_and_a_surname_is_nobody_yet(stories: list[str], n: int) -> None:
    names = [text.partition(" attacked")[0] for text in stories]
    read = [told(text, (name, name, "person", "person"), actor=name) for text, name in zip(stories, names, strict=True)]
    assert len({one.of for reading in read for one in namings(reading, KNOW)}) == n
    assert tied(*read) == {}


@pytest.mark.parametrize(
    ("name", "is_common"),
    [
        ("Interior Ministry", True),  # hit
        ("Ministry of Trade and Industry", True),
        ("Police Department", True),
        ("Zandora Interior Ministry", False),  # near miss: it says whose
        ("National Corn Front", False),
        ("Army of the Lake", False),  # trap: a group that calls itself an army
    ],
)
def test_a_name_that_every_state_has_ties_nothing(name: str, is_common: bool) -> None:
    read = told(f"The {name} attacked A.", (name, name, "organisation"), actor=name)
    assert [one.is_common for one in namings(read, KNOW)] == [is_common]


@pytest.mark.parametrize(
    ("words", "rule", "wanted"),
    [
        ("Raqqa", "places.named/1", "Raqqa"),  # hit: another spelling than the table's
        ("north of Raqqa", "places.aside.north-of/1", "Ar Raqqah"),  # near miss: a quote that holds more than the name
    ],
)
def test_a_place_is_known_by_the_words_that_stories_have_for_it(words: str, rule: str, wanted: str) -> None:
    where = story(f"Rebels attacked {words}.")
    found = Mention("place", quote(where, words), Place("Ar Raqqah", "SY", 172955), None, rule)
    read = reading(where, mentions=[found])
    assert [(one.key, one.words, one.how) for one in namings(read, KNOW)] == [("id:172955", wanted, "table")]


def test_a_credit_behind_a_town_is_no_name_of_it() -> None:
    read = told("United Halls (AP) - Rebels attacked A.", ("United Halls", "United Halls", "organisation"),
                ("AP", "United Halls", "abbreviated"))  # fmt: skip
    assert [one.words for one in namings(read, KNOW)] == ["United Halls"]
    where = story("PASTO, Colombia (AC) - Rebels attacked A.")
    state = Actor("Colombia", "co", "state", "CO")
    words = (("Colombia", "known"), ("AC", "abbreviated"))
    read = reading(
        where, mentions=[Mention("actor", quote(where, w), None, state, f"actors.{rule}/1") for w, rule in words]
    )
    assert [one.words for one in namings(read, KNOW)] == ["Colombia"]


def test_a_surname_goes_with_the_full_name_of_its_own_story() -> None:
    read = told("Omar Haddad fled. Haddad attacked B.", ("Omar Haddad", "Omar Haddad", "person", "person"),
                ("Haddad attacked"[:6], "Omar Haddad", "surname", "person"))  # fmt: skip
    found = {one.words: (one.key, one.how) for one in namings(read, KNOW)}
    assert found == {"Omar Haddad": ("omar haddad", "own name"), "Haddad": ("omar haddad", "full name before")}


@pytest.mark.parametrize("words", ["the rebels", "they", "The group"])
def test_what_describes_or_points_is_no_name(words: str) -> None:
    read = told(f"{words} attacked Mora. Lake Vanguard fled.", (words, "Lake Vanguard", "points_back"), actor=words)
    assert [one.key for one in namings(read, KNOW)] == []


def merge(left: str, right: str, n: int, verdict: str = "same") -> Judgement:
    seen = json.dumps([{"name": key.partition(":")[2].title()} for key in (left, right)])
    return Judgement("entity", left, right, verdict, 1.0, (), "ana", f"2024-01-0{n}", seen)  # type: ignore[arg-type]


A, B, C, KNOWN = (f"actor:{key}" for key in ("lake vanguard", "red ear", "stone hand", "id:is"))


def entity(found: list[Stand], key: str) -> str:
    sort, _, name = key.partition(":")
    return next((f"actor:{one.entity}" for one in found if one.of == Key(sort, name) and not one.words), key)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ([merge(A, B, 1)], {A: A, B: A}),
        ([merge(A, B, 1), merge(B, C, 2)], {A: A, B: A, C: A}),
        ([merge(A, KNOWN, 1)], {A: KNOWN, KNOWN: KNOWN}),  # what a table has is what the others stand for
        ([merge(A, B, 1), merge(A, B, 2, "different")], {A: A, B: B}),  # the last word counts
        ([merge(A, B, 1, "different"), merge(B, A, 2)], {A: B, B: B}),
        ([merge(A, C, 1, "different"), merge(A, B, 2), merge(B, C, 3)], {A: A, B: A, C: C}),  # not joined across
        ([merge(A, B, 1), merge(A, B, 2, "unsure")], {A: A, B: B}),
    ],
)
def test_judgements_are_followed_in_their_order(said: list[Judgement], wanted: dict[str, str]) -> None:
    for order in itertools.permutations(said):
        found = stands([], in_order(order))
        assert {key: entity(found, key) for key in wanted} == wanted


def test_an_analyst_stands_before_a_definition() -> None:
    apart = merge("actor:national corn front", "actor:ncf", 1, "different")
    other = merge("actor:lake vanguard", "actor:ncf", 1)
    assert tied(FRONT, short(LATER), said=(apart,)) == {}
    assert tied(FRONT, short(LATER), said=(other,)) == {LATER: "Lake Vanguard"}


def test_words_are_taken_out_of_an_entity() -> None:
    name = ("Omar Haddad", "Omar Haddad", "person", "person")
    full = told("Omar Haddad attacked A.", name, actor="Omar Haddad")
    both = told("Haddad attacked A. Omar Haddad fled.", ("Haddad", "Omar Haddad", "surname", "person"), name)
    where = both.story
    both = reading(where, account(where, "attacked", roles={"actor": ["Haddad"]}), mentions=both.mentions)
    both = Reading(where, both.mentions, tuple(_renamed(one) for one in both.accounts))
    out = merge("actor:omar haddad", "actor:haddad", 1, "different")
    assert tied(full, both, said=(out,)) == {where.text: "Haddad"}


def _renamed(one: Account) -> Account:
    roles = tuple((role, tuple(replace(f, name="Omar Haddad") for f in group)) for role, group in one.roles)
    return replace(one, roles=roles)


@pytest.mark.parametrize(
    ("letters", "full", "fits"),
    [
        ("FARC", "Fuerzas Armadas Revolucionarias de Colombia", True),
        ("MoH".upper(), "Ministry of Health", True),
        ("UK", "University of Oxford", False),
        ("PKK", "Kurdistan Workers Party", False),
    ],
)
def test_letters_fit_a_name_in_their_order(letters: str, full: str, fits: bool) -> None:
    assert initials_fit(letters, full) is fits


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Northern Coal Federation fled", ["northern coal federation"]),
        ("a National Council for Farmers met", ["national council for farmers"]),
        ("the NCF fled", []),
        ("New coal fields opened", []),
    ],
)
def test_names_with_the_same_initials_are_seen(text: str, found: list[str]) -> None:
    assert initialled("ncf", text) == found
