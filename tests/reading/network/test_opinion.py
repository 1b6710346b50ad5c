"""Network and rules pooled: a sure network adds what rules miss, an unsure one adds nothing, and users' words stay."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from tests.builders import story
from tests.reading.network.fakes import WEIGHTS, Said
from tests.reading.sentences import PUBLISHED, know
from tidings.knowledge import Knowledge
from tidings.model import Account, Kind, Reading, Status
from tidings.model.contract import reading_line
from tidings.reading.language import parse
from tidings.reading.likelihood import LIKELY, LIKELY_IN_BRIEF
from tidings.reading.network.opinion import LIKELY_POOLED, NetworkOpinion
from tidings.reading.network.weighing import Weighing
from tidings.reading.reader import read

MISSED = "The gunmen visited havoc upon Mora on Friday, residents said."  # no table has "havoc"
STRUCK = "Rebels attacked the town of Mora on Friday, police said."
HACKED = "The group hacked the computers of the railway near Mora on Friday, police said."
OWN = Path(__file__).parents[3] / "examples" / "knowledge"
BESIDE = "Rebels of the Dawn Front were near Mora on Friday. Ten people were killed in an attack there, police said."


def told(
    text: str, deeds: Mapping[str, Kind], arcs: Mapping[tuple[str, str], str] | None = None
) -> tuple[Account, ...]:
    """What is read of the text when the network is sure of these deeds and parts, and of no others."""
    return whole(text, deeds, arcs).accounts


def whole(text: str, deeds: Mapping[str, Kind], arcs: Mapping[tuple[str, str], str] | None = None) -> Reading:
    return read(story(text, PUBLISHED), know(), lambda doc: NetworkOpinion(doc, Said(doc, deeds, arcs), WEIGHTS))  # type: ignore[arg-type]


def kinds(of: tuple[Account, ...]) -> list[tuple[str, str]]:
    return [(account.kind, account.mentions[0].text) for account in of]


def test_the_sentence_of_the_first_test_is_missed_by_rules() -> None:
    assert read(story(MISSED, PUBLISHED), know()).accounts == ()


@pytest.mark.parametrize(
    ("deeds", "wanted"),
    [
        ({"havoc": "attack"}, [("attack", "havoc")]),  # hit: a sure network tells a deed that no table has
        ({}, []),  # near miss: an unsure one does not
        ({".": "attack"}, []),  # trap: a full stop tells of nothing, however sure the network is
    ],
)
def test_a_deed_that_rules_miss(deeds: dict[str, Kind], wanted: list[tuple[str, str]]) -> None:
    assert kinds(told(MISSED, deeds)) == wanted


@pytest.mark.parametrize(
    ("deeds", "wanted"),
    [
        ({"attacked": "attack"}, ["attack"]),
        ({"attacked": "protest"}, ["attack"]),  # the kind of a word that the rules know stays theirs
        ({}, []),  # unless the network is sure that nothing is told
    ],
)
def test_a_deed_that_rules_find(deeds: dict[str, Kind], wanted: list[str]) -> None:
    assert [account.kind for account in told(STRUCK, deeds)] == wanted


@pytest.mark.parametrize(
    ("text", "deed", "said", "wanted"),
    [
        (MISSED, "havoc", {"havoc": "planned"}, "planned"),  # hit: of a word that no rule knows the network says it
        (MISSED, "havoc", {}, "happened"),  # near miss: where it is not sure, nothing speaks against "happened"
        (STRUCK, "attacked", {"attacked": "planned"}, "happened"),  # trap: the rules know the word, so theirs stands
    ],
)
def test_a_status_that_the_network_gives(text: str, deed: str, said: dict[str, Status], wanted: Status) -> None:
    one = story(text, PUBLISHED)
    found = read(one, know(), lambda doc: NetworkOpinion(doc, Said(doc, {deed: "attack"}, statuses=said), WEIGHTS))  # type: ignore[arg-type]
    assert [account.status for account in found.accounts] == [wanted]


def test_a_dateline_tells_of_nothing() -> None:
    text = "MORA ATTACK, March 6 (Reuters) - Rebels attacked Mora on Friday, police said."
    assert kinds(told(text, {"ATTACK": "attack", "attacked": "attack"})) == [("attack", "attacked")]


def test_a_deed_told_by_two_words_side_by_side_is_one() -> None:
    text = "Troops launched attacks on Mora on Friday, police said."
    found = told(text, {"launched": "attack", "attacks": "attack"})
    assert len([m for account in found for m in account.mentions]) == 1


@pytest.mark.parametrize(
    ("text", "deeds", "wanted"),
    [
        (HACKED, {}, ["cyber"]),  # the network was never shown the kind: its silence says nothing
        (HACKED, {"hacked": "attack"}, ["cyber"]),  # nor may it turn it into one that it knows
        ("Soldiers hacked a path through the forest near Mora on Friday.", {}, []),
    ],
)
def test_a_kind_that_a_user_added_stays(text: str, deeds: dict[str, Kind], wanted: list[str]) -> None:
    one, own = story(text, PUBLISHED), Knowledge(OWN)
    found = read(one, own, lambda doc: NetworkOpinion(doc, Said(doc, deeds), WEIGHTS))  # type: ignore[arg-type]
    assert [account.kind for account in found.accounts] == wanted


def test_a_part_named_in_another_sentence() -> None:
    found = told(BESIDE, {"attack": "attack"}, {("attack", "Front"): "actor"})
    assert [filler.quote.text for account in found for filler in account.role("actor")] == ["the Dawn Front"]


def test_every_account_says_who_read_it() -> None:
    found = told(STRUCK, {"attacked": "attack"})
    assert {account.reader for account in found} == {"network/1"}
    assert whole(STRUCK, {"attacked": "attack"}).reader == "network/1"


@pytest.mark.parametrize("text", [STRUCK, BESIDE, MISSED])
def test_the_same_in_gives_the_same_out(text: str) -> None:
    deeds: dict[str, Kind] = {"attacked": "attack", "attack": "attack", "killed": "attack", "havoc": "attack"}
    lines = {reading_line(whole(text, deeds)) for _ in range(2)}
    backwards = dict(reversed(deeds.items()))
    assert lines == {reading_line(whole(text, backwards))}


def test_accounts_come_in_the_order_of_the_text() -> None:
    text = f"{STRUCK} {MISSED}"
    found = told(text, {"havoc": "attack", "attacked": "attack"})
    starts = [account.mentions[0].start for account in found]
    assert starts == sorted(starts)
    assert starts


def test_a_likelihood_that_the_rules_take_may_be_too_low() -> None:
    doc = parse(STRUCK)
    opinion = NetworkOpinion(doc, Said(doc, {}), WEIGHTS)  # type: ignore[arg-type]
    assert opinion.least(LIKELY) == LIKELY_POOLED > LIKELY
    assert opinion.least(LIKELY_IN_BRIEF) == LIKELY_IN_BRIEF


@pytest.mark.parametrize(
    ("text", "deeds", "because"),
    [(MISSED, {"havoc": "attack"}, "network.deed/1"), (STRUCK, {"attacked": "attack"}, "events.attack.attack/1")],
)
def test_an_account_says_who_took_its_words_for_a_deed(text: str, deeds: dict[str, Kind], because: str) -> None:
    (account,) = told(text, deeds)
    assert account.because[0] == because


def test_words_asked_about_together_weigh_as_each_does_alone() -> None:
    weighing, odds = Weighing.load(), np.linspace(-9, 9, 101, dtype=np.float32)
    each = [weighing.pooled("part elsewhere", network=float(one)) for one in odds]
    assert weighing.pooled_each("part elsewhere", network=odds).tolist() == each
