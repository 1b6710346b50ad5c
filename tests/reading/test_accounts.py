"""What an account puts together from the mentions of one incident."""

from __future__ import annotations

from functools import cache

import pytest
from _pytest.mark.structures import ParameterSet

from tests.reading.sentences import read_all
from tidings.model import METHODS, Account

BOMBING = (
    "Bomb kills ten in Kabul\n\n"
    "A suicide bomber killed ten people in a market in Kabul on Saturday, police said. "
    "The attack wounded 30 more. Islamic State claimed responsibility for the bombing.\n\n"
    "In May 2017, a truck bomb had killed more than 130 people in Baghdad."
)
PLAIN = "Gunmen attacked a convoy near Mosul on Friday."
METHOD_OF = {
    "Gunmen shot two guards in Basra.": "shooting",
    "A car bomb killed five in Basra.": "bombing",
    "A suicide bomber killed five in Basra.": "suicide-bombing",
    "Jets bombed the camp in an airstrike on Basra.": "airstrike",
    "A drone strike killed a commander near Basra.": "drone-strike",
    "Artillery shelled the district in Basra.": "shelling",
    "Militants fired rockets at the base in Basra.": "missile",
    "A man stabbed two guards in Basra.": "stabbing",
    "Rebels torched houses in Basra.": "arson",
    "Rebels beheaded two prisoners in Basra.": "execution",
    "The army used sarin in Basra.": "chemical",
    "Guards tortured a prisoner in Basra.": "beating",
    "A driver rammed a van into the crowd in Basra.": "vehicle",
    "Rebels attacked the mayor in Basra.": "other",
}
KNOWN = {
    "airstrike": "bombed, told first, outweighs the airstrike",
}


@cache
def accounts(text: str) -> tuple[Account, ...]:
    return read_all([BOMBING, PLAIN, text])[text].accounts


def test_mentions_of_one_incident_make_one_account() -> None:
    first, second = [a for a in accounts(BOMBING) if a.kind == "attack"]
    assert len(first.mentions) >= 3
    assert first.place is not None
    assert first.place.quote.text.endswith("Kabul")
    assert {name: (c.amount.min, c.amount.max) for name, c in first.numbers} == {
        "killed": (10, 10),
        "injured": (30, 30),
    }
    assert [(name, c.amount.min) for name, c in second.numbers] == [("killed", 131)]
    assert second.time is not None
    assert second.time.when.start == "2017-05-01"


def test_the_first_mention_is_the_fullest() -> None:
    first = accounts(BOMBING)[0]
    assert first.mentions[0].start > BOMBING.index("\n")
    assert [s.name.lower() for s in first.sources] == ["police"]


def test_an_account_says_how_it_was_made() -> None:
    for account in accounts(BOMBING):
        assert account.reader == "rules/1"
        assert all("/" in rule for rule in account.because)
        assert 0.35 <= account.confidence <= 0.95


def test_only_an_attack_has_a_method() -> None:
    assert {a.method in METHODS if a.kind == "attack" else a.method is None for a in accounts(BOMBING)} == {True}


def test_times_are_worked_out_from_the_day_of_publication() -> None:
    (account,) = accounts(PLAIN)
    assert account.time is not None
    assert (account.time.when.start, account.time.when.end) == ("2019-03-01", "2019-03-01")


def params() -> list[ParameterSet]:
    """One parameter a method, marked where the fault is known."""
    marks = {method: [pytest.mark.xfail(reason=why, strict=True)] for method, why in KNOWN.items()}
    return [pytest.param(text, method, id=method, marks=marks.get(method, [])) for text, method in METHOD_OF.items()]


@pytest.mark.parametrize(("text", "method"), params())
def test_method(text: str, method: str) -> None:
    assert next(a.method for a in accounts(text) if a.kind == "attack") == method


@pytest.mark.parametrize(
    ("text", "kind", "quantity"),
    [
        ("The group smuggled 40 rifles into Syria on Monday, police said.", "transfer", 40),
        ("Police seized 18 kg of heroin in Pattaya on Monday.", "seize", 18),
        ("The group used 16 companies in seven countries to smuggle weapons into Syria.", "transfer", None),
        ("The army provided weapons to two militant groups in Syria.", "transfer", None),
        ("The army deployed 500 troops in Mosul on Monday.", "deploy", 500),
    ],
)
def test_a_quantity_counts_what_takes_part(text: str, kind: str, quantity: int | None) -> None:
    found = [dict(a.numbers) for a in read_all([text])[text].accounts if a.kind == kind]
    assert found
    assert {n["quantity"].amount.min if "quantity" in n else None for n in found} == {quantity}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Hassan Karim approached Omar Said in the street. Karim stabbed him in the back.", "Hassan Karim"),
        ("Rebels held the soldiers for days before relatives paid a ransom to free them.", "relatives"),
        ("The army and the rebels clashed in Homs, and two soldiers of the army were killed.", "army"),
    ],
)
def test_nobody_is_on_both_sides_of_a_deed(text: str, actor: str) -> None:
    found = read_all([text])[text].accounts
    assert found
    for account in found:
        roles = {role: {filler.name.lower() for filler in fillers} for role, fillers in account.roles}
        assert not roles.get("actor", set()) & roles.get("target", set())
    doers = {filler.name.lower() for a in found for role, fillers in a.roles if role == "actor" for filler in fillers}
    assert any(actor.lower() in name for name in doers), doers


TOLD_TWICE = [
    # hit: the verb's, over that of a fuller noun
    (
        "Rebels will attack Mora on Friday. The attack of 20 rebels of the Dawn Front on Mora was told by police.",
        "planned",
    ),
    # near miss: of two verbs the first
    ("Rebels attacked Mora on Friday. They will attack Mora on Friday, police said.", "happened"),
    # trap: nothing turns on how much is said of who does it
    (
        "Rebels attacked Mora. Rebels of the Dawn Front will attack Mora with rockets on Friday, police said.",
        "happened",
    ),
]


@pytest.mark.parametrize(("text", "status"), TOLD_TWICE)
def test_of_two_statuses_told_once_each(text: str, status: str) -> None:
    assert {account.status for account in accounts(text)} == {status}


@pytest.mark.parametrize(
    ("text", "kind", "actors"),
    [
        ("Danish authorities detained two men in Aarhus. Denmark's detention of the two men was legal.", "arrest", 1),
        ("Turkey and Iran attacked a camp near Erbil on Monday.", "attack", 2),
        ("The Turkish army and the Iraqi army attacked a camp near Erbil on Monday.", "attack", 2),
    ],
)
def test_a_state_and_its_own_force_act_as_one(text: str, kind: str, actors: int) -> None:
    found = [dict(a.roles) for a in read_all([text])[text].accounts if a.kind == kind]
    assert [len(roles["actor"]) for roles in found] == [actors]
