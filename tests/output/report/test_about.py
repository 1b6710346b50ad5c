"""Free words are read into filters by the tables and by the case's names; what is not understood is said."""

from __future__ import annotations

import pytest

from tidings.errors import WrongCall
from tidings.knowledge import Knowledge
from tidings.knowledge.tables import table
from tidings.model import KINDS
from tidings.output.report.about import About, Held, understood

KNOW = Knowledge()
HELD = Held(frozenset({"The Lake Column", "Delta Works"}), frozenset({"marsh buggies"}), frozenset({"Old Harbour"}))


def read(text: str) -> About:
    return understood(text, KNOW, lambda: HELD)


@pytest.mark.parametrize(
    ("text", "terms", "unread"),
    [
        ("drones of ISIS", [("item", ("uav",)), ("party", ("islamic-state",))], ()),
        ("UAVs of the Houthis", [("item", ("uav",)), ("party", ("houthis",))], ()),
        (
            "missile tests by north korea",
            [("item", ("missile",)), ("kind", ("test",)), ("party", ("North Korea",))],
            (),
        ),
        ("attacks in Syria", [("kind", ("attack",)), ("place", ("SY",))], ()),  # near miss: the place, not the state
        ("raids near Mosul", [("kind", ("raid",)), ("place", ("Mosul",))], ()),
        ("ballistic missiles", [("item", ("missile.ballistic",))], ()),
        ("procurement by the lake column", [("kind", ("acquire", "transfer")), ("party", ("lake column",))], ()),
        ("marsh buggies at old harbour", [("item", ("marsh buggies",)), ("place", ("old harbour",))], ()),
        ("homemade drones", [("item", ("uav",))], ("homemade",)),
        ("use of drones by group Delta Works", [("item", ("uav",)), ("party", ("Delta Works",))], ()),
        ("engines", [("item", ("engine",))], ()),  # trap: an engine is a component, but no report on all components
    ],
)
def test_words_are_read(text: str, terms: list[tuple[str, tuple[str, ...]]], unread: tuple[str, ...]) -> None:
    found = read(text)
    assert [(term.sort, term.values) for term in found.terms] == terms
    assert found.unread == unread


@pytest.mark.parametrize("text", ["frobnication of blubs", "the of in", "", "   "])
def test_nothing_understood_is_refused_with_the_next_step(text: str) -> None:
    with pytest.raises(WrongCall, match=r"names an actor, an item, a kind of event or a place\. Look at what the case"):
        read(text)


def test_what_was_read_reads_aloud() -> None:
    assert str(read("drones of ISIS")) == "item uav (“drones”); party islamic-state (“ISIS”)"


def test_the_table_names_known_kinds_and_no_word_twice() -> None:
    rows = table("report_about")
    kinds = {kind for row in rows if row["sort"] == "kind" for kind in row["values"].split("|")}
    assert kinds <= set(KINDS)
    words = [row["word"] for row in rows]
    assert len(words) == len(set(words))
    assert {row["sort"] for row in rows} == {"kind", "item", "place", "party", "none"}
