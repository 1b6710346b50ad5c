"""Copies and citations between stories."""

from __future__ import annotations

import pytest

from tests.builders import story
from tests.linking.texts import WIRE, bombing
from tidings.knowledge import Knowledge
from tidings.linking import lineage, link

KNOW = Knowledge()
NEAR = WIRE.replace("SAFIR, May 4 (Delta Newswire) - ", "").replace("on Monday", "yesterday")
PART = (
    "What is left of the season? The buyers have gone home and the ice plant stands still, says every second skipper. "
    "Divers searched the basin until dark and found the second charge tied to a mooring ring. The authority "
    "closed both quays and asked the crews to sleep ashore until the basin had been swept. The union wants lower taxes."
)
OTHER = (
    "Six people died on Monday when an explosion shook the fish market of Safir. The port authority spoke of a bomb "
    "beneath a melon cart. A second device was found in the water, and the harbour remains closed."
)


@pytest.mark.parametrize(
    ("text", "how"),
    [(WIRE, "exact"), (NEAR, "near"), (PART, "partial"), (OTHER, None)],
)
def test_kinds_of_copies(text: str, how: str | None) -> None:
    wire = story(WIRE, "2020-05-04", publisher="Delta Newswire", source_id="w")
    other = story(text, "2020-05-05", publisher="Marsh Courier", source_id="c")
    assert [row.how for row in lineage.copies([other, wire], KNOW)] == ([how] if how else [])


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("2020-05-04", "2020-05-05"), "w"),
        (("2020-05-05", "2020-05-04"), "c"),
        (("2020-05-04", "2020-05-04"), "w"),  # the wire before its client
        ((None, "2020-05-04"), "c"),  # an unknown day comes last
    ],
)
def test_who_was_first(days: tuple[str | None, str], first: str) -> None:
    wire = story(WIRE, days[0], publisher="Delta Newswire", source_id="w")
    client = story(NEAR, days[1], publisher="A Courier", source_id="c")
    (row,) = lineage.copies([client, wire], KNOW)
    assert row.earlier == {"w": wire.id, "c": client.id}[first]


def test_a_copy_of_a_copy_leads_to_the_first() -> None:
    stories = [story(WIRE, f"2020-05-0{n}", source_id=str(n)) for n in (4, 5, 6)]
    assert set(lineage.roots(lineage.copies(stories, KNOW)).values()) == {stories[0].id}


def test_the_quote_is_the_longest_shared_run() -> None:
    wire, part = story(WIRE, "2020-05-04", source_id="w"), story(PART, "2020-05-05", source_id="p")
    (row,) = lineage.copies([wire, part], KNOW)
    assert row.quote.startswith("divers searched the basin")
    assert row.quote.endswith("had been swept")


@pytest.mark.parametrize(
    ("sources", "said", "cites"),
    [
        (["Delta Newswire"], "Delta Newswire reported", True),
        ([], "Delta Newswire reported", True),
        (["port authority"], "the port authority said", False),
    ],
)
def test_citations(sources: list[str], said: str, cites: bool) -> None:
    wire = bombing(WIRE, "Delta Newswire", sources=["port authority"])
    text = f"The bomb in the fish market of Safir on Monday was hidden among fruit, {said}."
    links = link([wire, bombing(text, "Marsh Courier", "2020-05-05", sources=sources)], (), KNOW)
    assert [row.relation for row in links.lineage] == (["cites"] if cites else [])


@pytest.mark.parametrize(
    ("told", "cites"),
    [("said in a statement on its website", True), ("spokesman told this paper by telephone", False)],
)
def test_a_body_is_cited_only_in_writing(told: str, cites: bool) -> None:
    text = "The harbour ministry announces that a bomb went off in Safir on Monday at the fish market."
    page = bombing(text, "Harbour ministry (website)")
    report = f"A bomb went off at the fish market of Safir on Monday. The harbour ministry {told} that six died."
    links = link([page, bombing(report, "Marsh Courier", sources=["harbour ministry"])], (), KNOW)
    assert [row.relation for row in links.lineage] == (["cites"] if cites else [])
