"""Which stories are read for incidents, and which are passed over as ordinary news."""

from __future__ import annotations

import pytest

from tests.reading.sentences import read_all

# longer than relevance.BRIEF, under which a text has the benefit of doubt
COUNCIL = (
    "The council met on Tuesday to hear about the new library. The chairman said that the government had "
    "agreed to give the town a grant, and that a group of parents had asked for a larger room for "
    "children. Several people visited the site last week and talked with the builders about the roof, the "
    "doors and the garden. The opposition agreed with the plan, although one member demanded a second "
    "round of talks with the division that runs the schools. After the meeting the mayor travelled to the "
    "station, where she opened a new hall and thanked everybody who had helped. Work begins in May, and "
    "the doors should open before the end of the year, officials said. The paper will publish the "
    "drawings next week, and everybody may come to see them in the old hall on Saturday."
)
DRAW = "TENNIS - RESULTS. " + " ".join(
    f"{a} (Spain) beat {b} (France) 6-4 6-3." for a, b in zip("ABCDEFGHIJKLMN", "OPQRSTUVWXYZAB", strict=True)
)
RAID = (
    "Police raided three houses in Zelva on Tuesday and arrested nine men. "
    + COUNCIL.split(". ", 1)[1].split(" The opposition")[0]
    + " Officers said that the suspects had planned a bomb attack on the border post. "
    + "The militants killed two soldiers there in May, and a court sent one of them to prison in absentia. "
    + "Gunmen later attacked a patrol on the same road, and a civilian died of his wounds in hospital."
)


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        pytest.param(RAID, True, id="hit: a raid among talk of the town"),
        pytest.param("Gunmen attacked a police convoy near Kirkuk on Friday.", True, id="hit: a brief"),
        pytest.param(COUNCIL, False, id="near miss: government, group, opposition, division and round of a town"),
        pytest.param(DRAW, False, id="trap: beat in each line of a list of results"),
        pytest.param(
            "The airline said on Monday that its first A380 had landed in Singapore. "
            "The A380 is built by Airbus, which sold the A380 to the airline for delivery this year. " * 8,
            False,
            id="trap: a passenger plane is known by its type as aircraft are",
        ),
    ],
)
def test_a_story_is_read_for_incidents_where_armed_people_and_deeds_outweigh(text: str, is_read: bool) -> None:
    assert bool(read_all([text])[text].accounts) == is_read


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Police said the guards beat a prisoner to death in Zelva.", ["attack"]),
        ("Two officers beat a prisoner with sticks, his lawyer said.", ["attack"]),
        ("The American beat the Spaniard in two sets to reach the last eight in Madrid.", []),
    ],
)
def test_who_beats_whom_is_a_deed_only_beside_words_of_violence(text: str, kinds: list[str]) -> None:
    assert [a.kind for a in read_all([text])[text].accounts] == kinds
