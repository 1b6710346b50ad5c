"""The actor tables and how their names are found."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.errors import KnowledgeError
from tidings.knowledge.actors import Actors
from tidings.knowledge.names import GUARD, Names, fold, is_shouted, plurals
from tidings.knowledge.tables import TABLES, read_table

ACTORS = Actors.load()
TABLE_FILES = sorted([*TABLES.glob("actors*.tsv"), TABLES / "agents.tsv"])


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("ISIS fled", ["Islamic State"]),
        ("a fighter of IS", ["Islamic State"]),
        ("this is it", []),
        ("POLICE SAID IT IS OVER", []),
        ("the river Isis", ["Islamic State"]),
        ("give us time", []),
        ("US troops", ["US military"]),
        ("al Qaeda and al-Qaida", ["al-Qaida", "al-Qaida"]),
        ("Hayat Tahrir al-Sham", ["Hay'at Tahrir al-Sham"]),
        ("the Headquarters for the Liberation of Al-Sham", ["Hay'at Tahrir al-Sham"]),
        ("the Free Syrian army", ["Free Syrian Army"]),
        ("an Islamic state", []),
        ("vhp and bjp leaders", ["Vishwa Hindu Parishad", "Bharatiya Janata Party"]),
        ("the US-led coalition", ["US-led coalition"]),
        ("Médecins Sans Frontières", ["Medecins Sans Frontieres"]),
        ("Medecins Sans Frontieres", ["Medecins Sans Frontieres"]),
        ("PKKs", []),
        ("mail user@NATO", []),
    ],
)
def test_names_in_text(text: str, want: list[str]) -> None:
    """Whole words only, longest first, and capitals as the table writes them."""
    assert [actor.name for _, _, actor in ACTORS.match(text)] == want


@pytest.mark.parametrize(
    ("phrase", "ident"),
    [("the PKK", "kurdistan-workers-party"), ("Boko Haram's", "boko-haram"), ("Turkey", "tr"), ("nobody at all", None)],
)
def test_resolve_takes_the_whole_phrase(phrase: str, ident: str | None) -> None:
    actor = ACTORS.resolve(phrase)
    assert (actor.id if actor else None) == ident


def test_each_row_finds_itself() -> None:
    """Every name and alias, standing alone, leads to its own row; a guarded one only beside small letters."""
    for row in ACTORS.rows():
        for name in (row.actor.name, *row.aliases):
            assert name.endswith(GUARD) or ACTORS.resolve(name) == row.actor, name


def test_tables_have_examples_that_name_the_row() -> None:
    for path in TABLE_FILES:
        for cells in read_table(path):
            words = [cells.get("name", ""), cells.get("noun", ""), *cells.get("aliases", "").split("|")]
            words += [*plurals(cells["noun"]), *cells["plural"].split("|")] if "noun" in cells else []
            example = fold(cells["example"])
            assert any(w and fold(w.rstrip(GUARD)) in example for w in words), (path.name, cells)


def test_parents_exist() -> None:
    for row in ACTORS.rows():
        assert row.parent is None or ACTORS.named(row.parent) is not None, row


def test_every_reported_sort_is_there() -> None:
    """At least a thousand actors, each type of the model among them but persons and outlets, which have no row here."""
    assert len(ACTORS) >= 1000
    assert {row.actor.type for row in ACTORS.rows()} >= {
        "armed group", "state", "government", "military", "police", "intelligence", "party", "company",
        "international body", "research centre", "civil group", "group",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("noun", "sort", "side"),
    [("gunmen", "member", "armed"), ("police", "body", "state"), ("villagers", "person", "civilian")],
)
def test_agent_nouns(noun: str, sort: str, side: str) -> None:
    agent = ACTORS.agent(noun)
    assert agent is not None
    assert (agent.sort, agent.side) == (sort, side)


def test_a_name_for_two_things_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="stands for two things"):
        Names("actors", [("ISIS", 1), ("ISIS!", 2)])


def test_exact_spelling_wins_over_like_spelling() -> None:
    """JeM and JEM are two groups."""
    names = [ACTORS.match(word)[0][2].name for word in ("JeM", "JEM")]
    assert names == ["Jaish-e-Mohammed", "Justice and Equality Movement"]


@given(st.text())
def test_fold_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet=st.sampled_from("ISUS PKKisétaé'-.\n")))
def test_matches_are_ordered_and_apart(text: str) -> None:
    hits = ACTORS.match(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in hits)
    assert all(a[1] <= b[0] for a, b in pairwise(hits))


def test_shouted_lines() -> None:
    assert is_shouted("THE ARMY SAID", 4, 8)
    assert not is_shouted("the ARMY said", 4, 8)
