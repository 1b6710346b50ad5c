"""What was done is said by templates: names nobody told are left out, and each status keeps its meaning."""

from __future__ import annotations

import re

import pytest

from tests.output.report.cases import EACH_STATUS, FIRED
from tidings.knowledge.tables import table
from tidings.model import KINDS, METHODS, STATUSES
from tidings.output.report.notes import Notes
from tidings.output.report.spoken import spoken
from tidings.output.report.wording import OTHER, clause, confidences, deeds, filled, statuses

NAVY = {"doer": "the navy", "item": "a missile"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_template(kind: str) -> None:
    assert deeds()[kind, ""].noun


def test_the_tables_speak_of_known_kinds_methods_and_statuses() -> None:
    assert {kind for kind, _ in deeds()} <= set(KINDS)
    assert {method for _, method in deeds()} <= {"", *METHODS}
    assert set(STATUSES) <= set(statuses())
    assert OTHER in statuses()


def test_each_template_names_known_slots() -> None:
    known = {"doer", "target", "item", "supplier", "recipient", "origin", "destination"}
    texts = [row[name] for row in table("report_kinds") for name in ("past", "verb", "noun")]
    assert {slot for text in texts for slot in re.findall(r"\{(\w+)\}", text)} <= known


def test_the_last_row_of_confidence_fits_everything() -> None:
    last = confidences()[-1]
    assert (last.word, last.independent, last.may_differ, set(last.outlets)) == ("low", 0, True, set("ABCDEF"))


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("happened", "the navy tested a missile"),
        ("attempted", "the navy tried to test a missile"),
        ("planned", "there was a plan for the navy to test a missile"),
        ("ordered", "there was an order for the navy to test a missile"),
        ("possible", "there may have been, or may yet be, a test of a missile by the navy"),
        ("denied", "it is denied that the navy tested a missile"),
        ("unclear", "it is left unclear whether the navy tested a missile"),
        ("hypothetical", "only as a supposition is a test of a missile by the navy spoken of"),
        ("some own word", "a test of a missile by the navy is told of with a status of its own"),
    ],
)
def test_a_status_is_said(status: str, said: str) -> None:
    assert clause("test", None, status, NAVY)[0] == said


@pytest.mark.parametrize(
    ("kind", "status", "slots", "said"),
    [
        ("test", "happened", {"item": "a missile"}, "there was a test of a missile"),
        ("attack", "attempted", {"target": "a depot"}, "there was an attempted attack on a depot"),
        ("attack", "planned", {}, "there was a planned attack"),
        ("seize", "happened", {"doer": "police", "target": "a cell"}, "police made a seizure from a cell"),
        ("release", "happened", {"doer": "ten men"}, "there was a release or escape on the part of ten men"),
        ("own kind", "happened", {"doer": "X"}, "there was an event of the kind “own kind” by X"),
    ],
)
def test_what_nobody_tells_is_left_out(kind: str, status: str, slots: dict[str, str], said: str) -> None:
    assert clause(kind, None, status, slots)[0] == said


def test_a_clause_tells_which_names_it_used() -> None:
    said, named = clause("attack", "bombing", "happened", NAVY | {"destination": "Lona"})
    assert (said, named) == ("the navy carried out a bombing with a missile", {"doer", "item"})
    assert clause("test", None, "possible", NAVY)[1] == {"doer", "item"}


def test_braces_in_a_name_are_words() -> None:
    assert filled("tested {item}", {"item": "{doer} [x]"}) == "tested {doer} [x]"
    assert clause("test", None, "happened", {"doer": "{past}", "item": "{noun}"})[0] == "{past} tested {noun}"
    assert clause("test", None, "possible", {"item": "{x}"})[0].endswith("a test of {x}")


@pytest.mark.parametrize("one", EACH_STATUS, ids=lambda one: one.event.status)
def test_only_what_happened_is_said_as_done(one: object) -> None:
    text = spoken(one, Notes()).sentence().text  # type: ignore[arg-type]
    is_done = text.startswith("The Lake Column tested rockets")
    assert is_done is (one.event.status == "happened")  # type: ignore[attr-defined]


def test_the_whole_sentence() -> None:
    assert spoken(FIRED, Notes()).sentence().text == (
        "The Lake Column carried out a missile or rocket attack on Safir with rockets in Mora, CM, "
        "according to “the governor”, in Radio Marsh."
    )
