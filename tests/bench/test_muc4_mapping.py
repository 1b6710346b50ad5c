"""What the MUC-4 key would have of invented reports: which incidents, and which words in which slot."""

import sys
from pathlib import Path

import pytest

from tests.builders import story
from tests.reading.sentences import PUBLISHED, know
from tidings.reading.reader import read

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from muc4_mapping import our_templates

TWO_TOWNS = "A bomb exploded outside a bank in Mora on Friday. On Tuesday a bomb damaged a hotel in Cali, police said."
ONE_TOWN = "A bomb damaged a bank in Mora on Friday. The bombing of the bank in Mora killed a clerk, police said."

ACCUSED = "A farmer was killed in Lima on Friday. The union accused the army of the killing on Saturday."


def told(text: str) -> list[tuple[str, dict[str, list[str]]]]:
    """Type and filled slots of every template."""
    out = our_templates(read(story(text, PUBLISHED), know()), know())
    return [(t.incident, {r: [*map(next, map(iter, es))] for r, es in t.roles.items() if es}) for t in out]


@pytest.mark.parametrize(
    ("text", "slot", "wanted"),
    [
        ("Two armed men killed Mayor Juan Perez in Lima on Friday, police said.", "PerpInd", ["two armed men"]),
        ("Two armed men killed Mayor Juan Perez in Lima on Friday, police said.", "Victim", ["juan perez"]),
        ("Guerrillas kidnapped Juan Perez on Friday. Perez was abducted in Lima.", "Victim", ["juan perez"]),
        ("Unidentified individuals destroyed the bridge near Lima on Friday.", "PerpInd", ["unidentified individuals"]),
        ("Rebels destroyed 20 houses in Lima on Friday.", "Target", ["houses"]),
        ("Rebels burned the town of Mora on Friday.", "Target", []),  # near miss: a town is where it was
        ("The FMLN killed a farmer in Lima on Friday.", "PerpOrg", ["fmln"]),
        ("The army killed a farmer in Lima on Friday.", "PerpOrg", []),  # near miss: the state's own, nobody accuses it
        (ACCUSED, "PerpOrg", ["army"]),
        ("Juan Perez killed a farmer in Lima on Friday.", "PerpInd", []),  # a person by name
        ("Gunmen killed a farmer in Lima on Friday.", "PerpOrg", []),
    ],
)
def test_words_of_a_slot(text: str, slot: str, wanted: list[str]) -> None:
    assert [words for _, roles in told(text) for words in roles.get(slot, [])] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rebels killed a farmer in Lima on Friday.", ["attack"]),
        ("Rebels killed five soldiers in Lima on Friday.", []),  # armed people alone
        ("The army went on with its offensive in Lima on Friday.", []),  # a campaign
        ("Rebels killed a farmer in Lima on 3 March 1999.", []),  # long ago
        ("A man blamed rebels for killing.", []),  # nothing specific
    ],
)
def test_what_the_key_counts(text: str, wanted: list[str]) -> None:
    assert [incident for incident, _ in told(text)] == wanted


def test_deeds_on_other_days_or_in_other_places_are_apart() -> None:
    assert [incident for incident, _ in told(TWO_TOWNS)] == ["bombing", "bombing"]


def test_a_deed_told_twice_is_one() -> None:
    assert [incident for incident, _ in told(ONE_TOWN)] == ["bombing"]
