"""What a kind is called in other codebooks is a name that the codebook has."""

from __future__ import annotations

from functools import cache

import pytest

from tidings.knowledge.events import EventKinds
from tidings.model import KINDS, Kind

# the PLOVER manual's types with their modes
PLOVER = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "",
    "AID": "economic military humanitarian asylum",
    "RETREAT": "withdraw release return disarm ceasefire access resign",
    "REQUEST": "assist change yield meet", "ACCUSE": "", "REJECT": "assist change yield meet",
    "THREATEN": "restrict ban arrest relations expel territory violence",
    "PROTEST": "demo riot strike boycott obstruct", "SANCTION": "convict cancel expel withdraw sever",
    "MOBILIZE": "troops weapons police",
    "COERCE": "seize restrict ban censor curfew martial-law arrest deport withhold",
    "ASSAULT": "abduct beat torture execute sexual assassinate destroy primitive firearms explosives suicide-attack",
}  # fmt: skip
CONTEXTS = frozenset({"", "military", "legal", "humanitarian", "economic", "migration", "terrorism", "cbrn"})
ACLED = {
    "Battles": ["Armed clash", "Government regains territory", "Non-state actor overtakes territory"],
    "Explosions/Remote violence": [
        "Air/drone strike", "Shelling/artillery/missile attack", "Suicide bomb", "Remote explosive/landmine/IED",
        "Grenade", "Chemical weapon",
    ],
    "Violence against civilians": ["Attack", "Sexual violence", "Abduction/forced disappearance"],
    "Protests": ["Peaceful protest", "Protest with intervention", "Excessive force against protesters"],
    "Riots": ["Violent demonstration", "Mob violence"],
    "Strategic developments": [
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    ],
}  # fmt: skip
NONE = {"accident", "move", "possess", "publish", "deny"}  # no codebook has such an event


@cache
def kinds() -> EventKinds:
    return EventKinds.load()


@pytest.mark.parametrize("name", KINDS)
def test_the_names_are_those_of_the_codebooks(name: Kind) -> None:
    kind = kinds().kinds[name]
    for code in filter(None, kind.plover.split("; ")):
        type_, mode, context = (*code.split("/"), "", "")[:3]
        assert mode in ("", *PLOVER[type_].split())
        assert context in CONTEXTS
    for code in kind.acled:
        type_, _, sub = code.partition(": ")
        assert sub in ACLED[type_]


def test_a_kind_without_any_name_elsewhere_is_meant_so() -> None:
    assert {k.name for k in kinds() if not (k.plover or k.acled or k.ucdp or k.gtd)} == NONE


def test_every_acled_sub_type_of_one_kind_is_reached() -> None:
    reached = {code for kind in kinds() for code in kind.acled}
    assert {f"{type_}: {sub}" for type_, subs in ACLED.items() for sub in subs} == reached
