"""What one story more brings about: which accounts are compared at all, and which rows of the case are written.

The order and the batches in which stories come, and links made in between, leave no trace in the case.
"""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import case_of, take
from tests.linking.texts import LONA, WIRE, bombing
from tidings.case import CaseStore
from tidings.case import schema as t
from tidings.knowledge import Knowledge
from tidings.linking import link
from tidings.model import Judgement, Reading
from tidings.pipeline import relink

KNOW = Knowledge()
BULLETIN = "A bomb went off beside the fish market of Safir on Monday and killed six people."
MARKET = {"target": ["fish market"]}
OTHER = "On Monday six people were killed beside the fish market of Safir. There a bomb went off."


@pytest.mark.parametrize(
    ("text", "told", "printed", "is_weighed"),
    [
        (OTHER, "2021-05-03", "2021-05-04", False),  # next year's bomb
        (OTHER, "2020-06-29", "2020-06-30", True),  # not yet two months later
        (OTHER, "2021-05-03", "2020-05-05", True),  # printed the next day, with a wrong year
        (BULLETIN, "2021-05-03", "2021-05-04", True),  # the same words, to which the copyist gave another day
    ],
)
def test_what_lies_months_apart_is_not_compared(text: str, told: str, printed: str, is_weighed: bool) -> None:
    one = bombing(BULLETIN, "Marsh Courier", roles=MARKET)
    two = bombing(text, "Radio Marsh", printed, time=("Monday", told), roles=MARKET)
    assert bool(link([one, two], (), KNOW).judgements) == is_weighed


def test_an_account_without_a_time_is_compared_whenever_it_was_printed() -> None:
    one = bombing(BULLETIN, "Marsh Courier", roles=MARKET)
    two = bombing(OTHER, "Radio Marsh", "2021-05-04", time=None, roles=MARKET)
    assert link([one, two], (), KNOW).judgements


def stories() -> list[Reading]:
    """A wire, copies that print more or less of it, a second origin, a citation, a denial, and a bomb elsewhere."""
    copies = [WIRE.split(" - ")[1], WIRE + " More soon.", WIRE.replace("on Monday", "yesterday") + " It rained."]
    hospital = "Five people died when a bomb tore up the fish market of Safir on Monday, the Lona hospital said."
    cited = "The bomb in the fish market of Safir on Monday was hidden among fruit, Delta Newswire reported."
    denial = "The Front denied that its men laid the bomb in the fish market of Safir on Monday."
    late = {"time": None}
    return [
        bombing(WIRE, "Delta Newswire", sources=["port authority"]),
        bombing(copies[0], "Marsh Post", "2020-05-05", sources=["port authority"]),
        bombing(copies[1], "Lona Post", "2020-05-03", sources=["port authority"]),  # turns out to be the first
        bombing(copies[2], "Hill Post", "2020-05-06", sources=["port authority"], **late),
        bombing(hospital, "Radio Marsh", sources=["Lona hospital"], numbers={"killed": ("Five", 5, 5)}),
        bombing(cited, "Marsh Courier", "2020-05-05", sources=["Delta Newswire"]),
        bombing(denial, "Hill Courier", "2020-05-06", sources=["The Front"], status="denied"),
        elsewhere(),
    ]


def elsewhere() -> Reading:
    text = "A bomb damaged a bridge near Lona on Monday, the road police said. Nobody was hurt at the toll gate."
    return bombing(text, "Lona Herald", "2021-02-02", place=("Lona", LONA), time=("Monday", "2021-02-01"))


def whole() -> str:
    """The fingerprint of the case when everything comes at once."""
    with case_of(*stories()) as case:
        relink(case, KNOW)
        return case.fingerprint()


WHOLE = whole()


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(stories()))), st.sets(st.integers(1, len(stories()) - 1)))
def test_any_order_and_any_batches_give_the_case_linked_once(order: list[int], cuts: set[int]) -> None:
    with CaseStore.open(":memory:") as case:
        for n, at in enumerate(order):
            if n in cuts:
                relink(case, KNOW)
            take(case, stories()[at])
        relink(case, KNOW)
        assert case.fingerprint() == WHOLE
        assert case.check() == []


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(len(stories()))), st.integers(2, 7), st.sampled_from(["same", "different"]))
def test_nor_does_it_matter_when_the_analyst_spoke(order: list[int], at: int, verdict: str) -> None:
    left, right = stories()[order[0]].accounts[0].id, stories()[order[1]].accounts[0].id
    said = Judgement("account", left, right, verdict, 1.0, (), "ana", "2024-01-01T00:00:00Z")  # type: ignore[arg-type]
    with case_of(*(stories()[n] for n in order[:at])) as case:
        relink(case, KNOW)
        case.judge(said)
        relink(case, KNOW)
        take(case, *(stories()[n] for n in order[at:]))
        relink(case, KNOW)
        held = case.fingerprint()
    with case_of(*stories()) as case:
        case.judge(said)
        relink(case, KNOW)
        assert case.fingerprint() == held


DERIVED = (t.statement, t.lineage, t.judgement)  # the tables whose rows are numbered as they are written


def numbers(case: CaseStore) -> set[tuple[str, int]]:
    with case._reading() as connection:
        return {(table.name, n) for table in DERIVED for n in connection.execute(sa.select(table.c.n)).scalars()}


def test_a_story_about_something_else_leaves_every_row_in_place() -> None:
    with case_of(*stories()[:-1]) as case:
        relink(case, KNOW)
        before = numbers(case)
        take(case, elsewhere())
        relink(case, KNOW)
        assert before < numbers(case)


def test_linking_anew_writes_no_row() -> None:
    with case_of(*stories()) as case:
        relink(case, KNOW)
        before = numbers(case)
        relink(case, KNOW)
        assert numbers(case) == before
        assert {name for name, _ in before} == {"statement", "lineage", "judgement"}
