"""Without persons, no field, quote or address of an export tells a private person's name; public functions stay."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import account, event, origin, quote, story
from tests.output.any_told import many
from tidings.model import Actor, Edit, Filler, Mention, Place, Quote, Statement, Story
from tidings.model.links import Telling, Told
from tidings.output.forms import FORMS, Options
from tidings.output.persons import MentionsOf, looks_like_a_name, private_names
from tidings.output.veil import without_persons

TEXT = (
    "Joris Vlaanders, 51, was arrested in Rotterdam on Friday, said Gen. Amadou Vamoulke. Vlaanders had shipped "
    "engines. A neighbour, Petra Hoogland, saw it. A police spokesman, Daniel Oketch, said that VLAANDERS confessed."
)
REPORT = story(
    TEXT,
    "2021-11-05",
    publisher="Harbour Post",
    headline="VLAANDERS HELD, SAYS PETRA HOOGLAND",
    byline="By Tomas Lindqvist",
    url="https://harbour.example/2021/joris-vlaanders-held",
    source_id="row-7",
)
ARREST = account(
    REPORT,
    "arrested",
    "arrest",
    roles={"target": ["Joris Vlaanders"], "actor": ["Daniel Oketch"]},
    sources=["Petra Hoogland"],
    time=("Friday", "2021-11-05"),
    place=("Rotterdam", Place("Rotterdam", "NL")),
)
TOLD = Told(
    event(
        ARREST,
        title="Arrest of Joris Vlaanders in Rotterdam",
        origins=("Petra Hoogland",),
        credibility_because="told by Petra Hoogland alone",
        edits=(Edit("actor", "Joris Vlaanders", "Ana Writer", "2022-01-01", "Hoogland says so"),),
        tags=("vlaanders case", "Vlaanders"),
    ),
    (Telling(REPORT, ARREST, origin(ARREST, "Petra Hoogland", why="Hoogland saw it")),),
    (Statement("e", ARREST.id, "target", "Joris Vlaanders", 0, 15, "roles/1"),),
    {"Harbour Post": "B"},
)
NAMES = ("Joris Vlaanders", "Amadou Vamoulke", "Petra Hoogland", "Daniel Oketch")
HIDDEN = ("joris", "vlaanders", "petra", "hoogland", "tomas", "lindqvist")


def person(where: Story, words: str, name: str | None = None, rule: str = "actors.person/1") -> Mention:
    return Mention("actor", quote(where, words), None, Actor(name or words, None, "person"), rule)


def mentions(story_id: str) -> list[Mention]:
    assert story_id == REPORT.id
    return [*(person(REPORT, name) for name in NAMES), Mention("place", quote(REPORT, "Rotterdam"), Place("Rotterdam"))]


def veiled(told: Told = TOLD, of: MentionsOf = mentions) -> Told:
    (one,) = without_persons([told], of)
    return one


@pytest.mark.parametrize("form", [name for name, form in FORMS.items() if form.is_text])
@pytest.mark.parametrize("by_account", [False, True])
def test_no_text_of_an_export_tells_a_private_name(form: str, by_account: bool) -> None:
    raw = "".join(map(str, FORMS[form].write([veiled()], Options(accounts=by_account)))).casefold()
    unfolded = raw.replace("\r\n ", "")
    assert [part for part in HIDDEN if part in unfolded] == []


def test_who_has_a_public_function_stays() -> None:
    one = veiled()
    assert [f.name for f in one.tellings[0].account.role("actor")] == ["Daniel Oketch"]
    assert "Gen. Amadou Vamoulke" in one.tellings[0].story.text


def test_a_field_says_a_person_and_tells_two_apart() -> None:
    one = veiled()
    (telling,) = one.tellings
    assert [f.name for f in telling.account.role("target")] == ["person 1"]
    assert [source.name for source in telling.account.sources] == ["person 2"]
    assert one.event.title == "Arrest of person 1 in Rotterdam"
    assert one.event.origins == ("person 2",)
    assert (telling.origin.name, telling.origin.key) == ("person 2", "person 2")
    assert one.statements[0].value == "person 1"
    assert one.event.edits[0] == Edit("actor", "person 1", "an analyst", "2022-01-01", "person 2 says so")


def test_one_person_alone_has_no_number() -> None:
    one = veiled(of=lambda _: [person(REPORT, name) for name in NAMES if name != "Petra Hoogland"])
    assert one.event.title.startswith("Arrest of person")
    bare = dataclasses.replace(
        TOLD, tellings=(TOLD.tellings[0]._replace(account=dataclasses.replace(ARREST, sources=())),)
    )
    one = veiled(bare, lambda _: [person(REPORT, "Joris Vlaanders")])
    assert one.event.title == "Arrest of a person in Rotterdam"


def test_a_quote_keeps_its_place_and_its_length() -> None:
    (telling,) = veiled().tellings
    assert len(telling.story.text) == len(TEXT)
    assert telling.story.text.startswith("█████ █████████, 51, was arrested in Rotterdam on Friday")
    for words in telling.account.quotes():
        words.check(telling.story.text)
    assert telling.account.place.quote.text == "Rotterdam"
    assert telling.story.headline == "█████████ HELD, SAYS █████ ████████"


def test_ids_stay_unless_one_tells_a_name() -> None:
    assert veiled().event.accounts == TOLD.event.accounts
    named = dataclasses.replace(REPORT, source_id="vlaanders-1")
    same = dataclasses.replace(ARREST, story=named.id)
    told = dataclasses.replace(
        TOLD,
        event=event(same),
        tellings=(Telling(named, same, origin(same, "x")),),
        statements=(Statement("e", same.id, "target", "x", 0, 1, "r"),),
    )
    one = veiled(told, lambda _: mentions(REPORT.id))
    (telling,) = one.tellings
    assert telling.story.source_id is None
    assert one.event.accounts == (telling.account.id,) == (telling.origin.account,) == (one.statements[0].account,)


@pytest.mark.parametrize(
    ("url", "left"),
    [
        ("https://harbour.example/2021/joris-vlaanders-held", "https://harbour.example/"),
        ("https://vlaanders.example/about", None),
        ("https://harbour.example/2021/11/arrest", "https://harbour.example/2021/11/arrest"),
        (None, None),
    ],
)
def test_an_address_that_tells_a_name_is_cut(url: str | None, left: str | None) -> None:
    told = dataclasses.replace(TOLD, tellings=(TOLD.tellings[0]._replace(story=dataclasses.replace(REPORT, url=url)),))
    assert veiled(told).tellings[0].story.url == left


@pytest.mark.parametrize(
    ("text", "is_private"),
    [
        ("Gen. Sola Marran spoke.", False),
        ("Interior Minister Sola Marran spoke.", False),
        ("Former president Sola Marran spoke.", False),
        ("A police spokesman, Sola Marran, spoke.", False),
        ("Sola Marran, the governor of Mora, spoke.", False),
        ("Sola Marran, 51, a former army colonel, spoke.", False),
        ("Sola Marran spoke.", True),
        ("The doctor, Sola Marran, spoke.", True),  # near miss: a trade is no public function
        ("The eyewitness Sola Marran spoke.", True),
        ("The governor's driver Sola Marran spoke.", True),  # trap: another's function
        ("Sola Marran, a cousin of the president, spoke.", True),
        ("Sola Marran, the governor's driver, spoke.", True),
        ("They held the mayor, Sola Marran, and two others.", True),  # trap: a list of three
        ("In general Sola Marran spoke.", False),  # a miss: the rule takes the adverb for a rank
        ("Sola Marran told the president of it.", True),
        ("Sola Marran and Governor Ebo Lund spoke.", True),
    ],
)
def test_a_public_function_must_be_the_name_s_own(text: str, is_private: bool) -> None:
    where = story(text)
    one = account(where, "Sola Marran", roles={"actor": ["Sola Marran"]})
    told = Told(event(one), (Telling(where, one, None),))
    assert private_names(told, lambda _: [person(where, "Sola Marran")]) == (["Sola Marran"] if is_private else [])


def test_a_function_in_one_story_of_the_event_holds_for_all() -> None:
    first, second = story("Mayor Sola Marran fled."), story("Sola Marran fled.")
    stories = {one.id: one for one in (first, second)}
    tellings = tuple(Telling(one, account(one, "fled"), None) for one in (first, second))
    told = Told(event(*(t.account for t in tellings)), tellings)
    assert private_names(told, lambda key: [person(stories[key], "Sola Marran")]) == []


@pytest.mark.parametrize(
    ("text", "is_private"),
    [
        ("He and his wife, Sola Marran, were seized.", True),
        ("Sola Marran, 50, was seized.", True),
        ("The driver Sola Marran fled.", True),
        ("They raided Sola Marran on Monday.", False),  # near miss: it may be a firm
        ("The firm, Sola Marran, was raided.", False),
        ("They sold Sola Marran, 50 miles from Mora.", False),  # trap: no age
    ],
)
def test_a_group_that_is_spoken_of_as_a_person_is_one(text: str, is_private: bool) -> None:
    where = story(text)
    one = account(where, "Sola Marran")
    group = Mention("actor", quote(where, "Sola Marran"), None, Actor("Sola Marran"), "actors.organisation/1")
    told = Told(event(one), (Telling(where, one, None),))
    assert private_names(told, lambda _: [group]) == (["Sola Marran"] if is_private else [])


@pytest.mark.parametrize(("name", "is_private"), [("Sola Marran", True), ("Rotterdam", False)])
def test_a_full_name_that_is_once_a_person_s_is_private(name: str, is_private: bool) -> None:
    where = story(f"{name} fled. {name} was told.")
    one = account(where, "fled")
    named = [person(where, name), Mention("place", quote(where, name), Place(name))]
    assert private_names(Told(event(one), (Telling(where, one, None),)), lambda _: named) == [name] * is_private


def test_a_name_that_a_table_knows_stays_though_once_taken_for_a_person_s() -> None:
    where = story("Sola Marran fled. Sola Marran was told.")
    one = account(where, "fled")
    known = Mention("actor", Quote(18, 29, "Sola Marran"), None, Actor("Sola Marran", "sola", "armed group"))
    told = Told(event(one), (Telling(where, one, None),))
    assert private_names(told, lambda _: [person(where, "Sola Marran"), known]) == []


def test_a_surname_of_who_has_a_function_stays() -> None:
    where = story("Prosecutor Sola Marran spoke. Mr Marran knew Ebo Lund.")
    one = account(where, "spoke")
    named = [person(where, name) for name in ("Sola Marran", "Mr Marran", "Ebo Lund")]
    named[1] = dataclasses.replace(named[1], entity=Actor("Marran", None, "person"))
    assert private_names(Told(event(one), (Telling(where, one, None),)), lambda _: named) == ["Ebo Lund"]


@pytest.mark.parametrize(
    ("mention", "private"),
    [
        (Mention("actor", Quote(0, 11, "Sola Marran"), None, Actor("Sola Marran", "sola", "person")), []),
        (Mention("actor", Quote(0, 11, "Sola Marran"), None, Actor("Sola Marran", None, "company")), []),
        (Mention("place", Quote(0, 11, "Sola Marran"), Place("Sola Marran")), []),
        (
            Mention("actor", Quote(0, 11, "Sola Marran"), None, Actor("men", None, "person"), "actors.pronoun/1"),
            ["Sola Marran"],
        ),
    ],
)
def test_what_is_told_to_be_no_person_stays(mention: Mention, private: list[str]) -> None:
    where = story("Sola Marran fled.")
    one = account(where, "fled", roles={"actor": ["Sola Marran"]})
    assert private_names(Told(event(one), (Telling(where, one, None),)), lambda _: [mention]) == private


def test_a_filler_that_a_table_knows_stays() -> None:
    where = story("Sola Marran fled.")
    one = dataclasses.replace(
        account(where, "fled"), roles=(("actor", (Filler("Sola Marran", quote(where, "Sola Marran"), "sola"),)),)
    )
    assert private_names(Told(event(one), (Telling(where, one, None),)), lambda _: []) == []


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Joris Vlaanders", True),
        ("Omar bin Zayd al-Said", True),
        ("J. R. Ewing", True),
        ("Haman", False),  # one word may be anything; the reader's mentions say so
        ("Two suicide bombers", False),
        ("people", False),
        ("Brigade 41", False),
        ("The Front For The Freedom Of The Lake", False),
    ],
)
def test_what_looks_like_a_name(name: str, is_one: bool) -> None:
    assert looks_like_a_name(name) is is_one


@pytest.mark.parametrize(
    ("name", "slug"),
    [("İbrahim Erdoğan", "erdogan"), ("Łukasz Nowak", "LUKASZ"), ("Søren Kjær", "s%C3%B8ren"), ("José Peña", "pena")],
)
def test_letters_with_marks_are_found_in_text_and_in_addresses(name: str, slug: str) -> None:
    where = story(f"{name} fled. {name.upper()} was {name.lower()}.", url=f"https://harbour.example/{slug}/1")
    one = account(where, "fled", roles={"actor": [name]})
    (told,) = without_persons([Told(event(one), (Telling(where, one, None),))], lambda _: [person(where, name)])
    (telling,) = told.tellings
    assert telling.story.url == "https://harbour.example/"
    assert [f.name for f in telling.account.role("actor")] == ["a person"]
    assert name not in telling.story.text
    assert name.upper() not in telling.story.text


def test_small_words_that_look_like_a_name_stay() -> None:
    where = story("Will Hope will fly. Hope said he will.")
    one = account(where, "fly", roles={"actor": ["Will Hope"]})
    (told,) = without_persons([Told(event(one), (Telling(where, one, None),))], lambda _: [person(where, "Will Hope")])
    assert told.tellings[0].story.text == "████ ████ will fly. ████ said he will."


@given(events=many, names=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_event_stays_whole(events: list[Told], names: st.DataObject) -> None:
    stories = {t.story.id: t.story for told in events for t in told.tellings}
    drawn = {key: names.draw(st.integers(0, len(one.text) - 1)) for key, one in stories.items()}

    def of(key: str) -> list[Mention]:
        text = stories[key].text
        words = Quote.at(text, drawn[key], min(len(text), drawn[key] + 8))
        return [Mention("actor", words, None, Actor(words.text, None, "person"), "actors.person/1")]

    for before, after in zip(events, without_persons(events, of), strict=True):
        assert len(after.tellings) == len(before.tellings)
        assert after.event.accounts == tuple(t.account.id for t in after.tellings)
        for old, telling in zip(before.tellings, after.tellings, strict=True):
            assert len(telling.story.text) == len(old.story.text)
            assert telling.story.byline is None
            for words in telling.account.quotes():
                words.check(telling.story.text)


RAID = story("Red Ear and Omar Haddad burned a mill in Mora. A town called Lone Hill saw it.")


def raid(actor: str, words: str) -> Told:
    """An event whose actor counts, by what an analyst said of names, as another than its words."""
    one = account(RAID, "burned", roles={"actor": [words]})
    roles = tuple((role, tuple(dataclasses.replace(f, name=actor) for f in some)) for role, some in one.roles)
    return Told(event(one), (Telling(RAID, dataclasses.replace(one, roles=roles), None),))


def of_raid(story_id: str) -> list[Mention]:
    group = Mention("actor", quote(RAID, "Red Ear"), None, Actor("Red Ear", None, "group"), "actors.organisation/1")
    hill = Mention("place", quote(RAID, "Lone Hill"), Place("Lone Hill"), None, "places.named/1")
    return [group, person(RAID, "Omar Haddad"), hill]


@pytest.mark.parametrize(
    ("actor", "words", "private"),
    [("National Corn Front", "Red Ear", ["Omar Haddad"]),  # a group whose name is as a person's may be
     ("Abu Kalash", "Omar Haddad", ["Omar Haddad", "Abu Kalash"]),
     ("Kalash", "Omar Haddad", ["Omar Haddad", "Kalash"]),
     ("Omar Hill", "Lone Hill", ["Omar Haddad", "Omar Hill"])],  # the words for a place clear no person
)  # fmt: skip
def test_who_goes_by_another_name_is_as_private_as_by_the_own(actor: str, words: str, private: list[str]) -> None:
    assert private_names(raid(actor, words), of_raid) == private
