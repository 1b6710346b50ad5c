"""The tables that linking and grading stand on hold what the rules expect, and say so where they do not."""

from __future__ import annotations

from typing import Any

import pytest

from tidings.errors import KnowledgeError
from tidings.knowledge import grading, origins, sameness
from tidings.knowledge.agencies import is_agency
from tidings.knowledge.outlets import Outlets
from tidings.model import KINDS, METHODS, STATUSES

OUTLETS = Outlets.load()


def test_every_kind_has_a_title() -> None:
    know = sameness.sameness()
    assert set(know.titles) == set(KINDS)
    assert set(know.methods) == set(METHODS) - {"other"}
    assert set(know.statuses) == set(STATUSES) - {"happened"}


def test_kin_kinds_are_kinds() -> None:
    assert {kind for pair in sameness.sameness().kin for kind in pair} <= set(KINDS)


@pytest.mark.parametrize("n", range(4))
@pytest.mark.parametrize("denied", range(3))
def test_every_count_meets_a_rule_of_credibility(n: int, denied: int) -> None:
    fits = [r.id for r in grading.credibility_rules() if r.fits(n, denied, is_unnamed=False)]
    assert len(fits) == 1 or (n, denied) in {(2, 0), (3, 0)}


@pytest.mark.parametrize(
    ("publisher", "is_one"),
    [("Reuters", True), ("Delta Newswire", True), ("Agencia Delta", True), ("Marsh Courier", False), (None, False)],
)
def test_agencies(publisher: str | None, is_one: bool) -> None:
    assert is_agency(publisher, OUTLETS) is is_one


@pytest.mark.parametrize(
    ("module", "row", "load", "fault"),
    [
        (origins, {"class": "sayer", "words": "he"}, origins.OriginWords.load, "no class that a rule knows"),
        (sameness, {"kind": "raid", "kin": "raid"}, sameness.Sameness.load, "not kin to itself"),
        (grading, {"rule": "x", "credibility": "7"}, grading.credibility_rules.__wrapped__, "not one of 1 to 6"),
    ],
)
def test_a_broken_table_is_refused(
    module: Any, row: dict[str, str], load: Any, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "table", lambda name: [row])
    with pytest.raises(KnowledgeError, match=fault):
        load()
