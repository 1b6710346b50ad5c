"""Origins: who in the end knows, and which names are one."""

from __future__ import annotations

import pytest

from tests.linking.texts import WIRE, bombing
from tidings.grading import grade
from tidings.knowledge import Knowledge
from tidings.linking import link
from tidings.linking.bodies import body, is_one, outlet_body, speaks_for, voice_of
from tidings.model import Origin, Reading


def origins(*readings: Reading) -> dict[str | None, Origin]:
    publisher = {a.id: r.story.publisher for r in readings for a in r.accounts}
    return {publisher[o.account]: o for o in link(readings, (), Knowledge()).origins}


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("Interior Ministry spokesman", "the Ministry of Interior's website", True),
        ("defense minister", "Defence Ministry", True),
        ("Colonel Ray", "Ray", True),
        ("army", "the military", True),
        ("regional police", "Lona police", True),
        ("Lona police", "Safir police", False),
        ("Interior Ministry", "Defence Ministry", False),
        ("residents", "port authority", False),
    ],
)
def test_names_of_one_body(left: str, right: str, one: bool) -> None:
    assert is_one(body(left), body(right)) is one


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the deputy commander of the Lona police, Major Ana Ray, told reporters", {"lona", "police"}),
        ("harbour ministry spokesman Brigadier Ana Ray said", {"harbour", "ministry"}),
        ("said Ana Ray, the director of the San Blas hospital, on Sunday", {"san", "blas", "hospital"}),
        ("Ana Ray sells onions beside the scales", set()),
        ("a nurse, Ana Ray, counted nine", set()),
    ],
)
def test_who_speaks_for_whom(text: str, found: set[str]) -> None:
    assert speaks_for("Ana Ray", text) == found


@pytest.mark.parametrize(
    ("publisher", "text", "group"),
    [
        ("Radio Delta Column", "In the name of the Delta Column, we struck.", "Delta Column"),
        ("Voice of the Reeds", "On behalf of the Marsh Front we announce", "Marsh Front"),
        ("Radio Delta", "A unit of the Delta Column struck", "Delta Column"),
        ("Marsh Courier", "The Marsh Front struck, it was said", ""),
    ],
)
def test_a_group_speaks_through_its_channel(publisher: str, text: str, group: str) -> None:
    assert voice_of(publisher, text) == group


def test_an_outlet_keeps_its_own_name() -> None:
    assert outlet_body("The Marsh Courier") == {"marsh", "couri"}


def test_outlets_that_quote_each_other_know_nothing() -> None:
    one = "The bomb at the fish market of Safir on Monday killed 27, Radio Marsh reported."
    two = "The bomb at the fish market of Safir on Monday killed 27, says the Lona Star."
    found = origins(
        bombing(one, "Lona Star", sources=["Radio Marsh"]), bombing(two, "Radio Marsh", sources=["Lona Star"])
    )
    assert {o.key for o in found.values()} == {"unattributed"}


def test_a_citation_leads_to_the_cited_outlet_s_source() -> None:
    wire = bombing(WIRE, "Delta Newswire", sources=["port authority"])
    later = "The bomb in the fish market of Safir on Monday was hidden among fruit, Delta Newswire reported."
    found = origins(wire, bombing(later, "Marsh Courier", "2020-05-05", sources=["Delta Newswire"]))
    assert found["Marsh Courier"].key == found["Delta Newswire"].key
    assert found["Marsh Courier"].name == "port authority"


def test_an_unnamed_source_beside_a_named_one_never_counts() -> None:
    text = "The bomb in the fish market of Safir on Monday lay under melons, a security source said."
    wire = bombing(WIRE, "Delta Newswire", sources=["port authority"])
    found = origins(wire, bombing(text, "Marsh Courier", sources=["a security source"]))
    assert found["Marsh Courier"].key == "unattributed"


@pytest.mark.parametrize(
    ("text", "day", "key"),
    [
        ("The bomb in the fish market of Safir on Monday shook the quay.", "2020-05-05", "unattributed"),
        ("Our reporter saw the fish market of Safir where the bomb hit on Monday.", "2020-05-05", "couri marsh"),
        ("A bomb has hit the fish market of Safir on Monday.", "2020-05-03", "couri marsh"),
    ],
)
def test_own_voice_counts_at_first_hand_or_first(text: str, day: str, key: str) -> None:
    found = origins(bombing(WIRE, "Delta Newswire", sources=["port authority"]), bombing(text, "Marsh Courier", day))
    assert found["Marsh Courier"].key == key


def test_a_denial_asserts_nothing() -> None:
    text = "The Front denied that it laid the bomb in the fish market of Safir on Monday."
    found = origins(
        bombing(WIRE, "Delta Newswire", sources=["port authority"]),
        bombing(text, "Marsh Courier", sources=["The Front"], status="denied"),
    )
    assert (found["Marsh Courier"].is_asserting, found["Delta Newswire"].is_asserting) == (False, True)


@pytest.mark.parametrize(
    ("status", "sources", "key"),
    [
        ("planned", [], "unattributed"),
        ("planned", ["port authority"], "port"),
        ("happened", [], "couri marsh"),
    ],
)
def test_a_paper_has_seen_no_plan_of_others(status: str, sources: list[str], key: str) -> None:
    told = bombing(
        "A bomb in Safir on Monday, says the port authority.", "Marsh Courier", sources=sources, status=status
    )
    assert origins(told)["Marsh Courier"].key == key


def test_a_report_is_no_copy_of_a_denial() -> None:
    told = "laid the bomb beside the fish market of Safir on Monday that killed six people"
    more = WIRE.split(". ", 1)[1]
    denial = bombing(
        f"The Front denied that it {told}. {more}", "Delta Newswire", sources=["The Front"], status="denied"
    )
    report = bombing(f"A diplomat said that men {told}. {more}", "Marsh Courier", "2020-05-05", sources=["A diplomat"])
    assert origins(denial, report)["Marsh Courier"].key != origins(denial, report)["Delta Newswire"].key


@pytest.mark.parametrize(
    ("said", "sources", "keys"),
    [
        ("the port authority and the Lona hospital said", ["port authority", "Lona hospital"], 2),
        ("source: port authority; Lona hospital", ["port authority", "Lona hospital"], 2),
        ("the port authority, the Lona hospital and the coast guard said",
         ["port authority", "Lona hospital", "coast guard"], 3),
        ("the port authority and its spokesman said", ["port authority", "spokesman"], 1),  # one body
        ("the port authority said, citing the Lona hospital", ["port authority", "Lona hospital"], 1),  # a chain
        ("Radio Marsh, the Lona hospital said", ["Radio Marsh", "Lona hospital"], 1),  # a comma joins nothing
    ],
)  # fmt: skip
def test_sources_side_by_side_are_origins_of_one_account(said: str, sources: list[str], keys: int) -> None:
    text = f"The bomb in the fish market of Safir on Monday killed six, {said}."
    told, know = bombing(text, "Marsh Courier", sources=sources), Knowledge()
    (event,) = grade(link([told], (), know), [told], (), know).events
    assert event.independent == keys
