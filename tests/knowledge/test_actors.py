"""The actor tables and how their names are found."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.errors import KnowledgeError
from tidings.knowledge.actors import VALID, Actors
from tidings.knowledge.names import GUARD, Names, fold, is_shouted, plurals
from tidings.knowledge.own import Tables
from tidings.knowledge.tables import TABLES, read_table
from tidings.model import Actor

ACTORS = Actors.load()
ACTOR_FILES = sorted(TABLES.glob("actors*.tsv"))
TABLE_FILES = [*ACTOR_FILES, TABLES / "agents.tsv"]


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


def test_no_alias_is_dead() -> None:
    """Every name and alias is found, whole and as its own row, where news would have it: in the middle of a line."""
    dead = [
        (name, row.actor.id)
        for row in ACTORS.rows()
        for name in (word.rstrip(GUARD) for word in (row.actor.name, *row.aliases))
        if [(12, 12 + len(name), row.actor)] != ACTORS.match(f"they say of {name}, they do")
    ]
    assert dead == []


def test_no_alias_is_listed_twice() -> None:
    """A name of two actors is refused on loading; here, none repeats its own row's."""
    for row in ACTORS.rows():
        assert len({row.actor.name, *row.aliases}) == 1 + len(row.aliases), row


def test_adjectives_and_peoples_belong_to_one() -> None:
    words = Counter(word for row in ACTORS.rows() for word in {*row.adjectives, *row.people})
    assert [word for word, n in words.items() if n > 1] == []


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Fighters of the M23 and Wazalendo clashed.", ["cd", "cd"]),
        ("the Danish military and Danab Brigade", ["dk", "so"]),
        ("They joined The Base.", ["us"]),
        ("they fled the base", []),
        ("He is mad.", []),
    ],
)
def test_rows_of_the_world(text: str, want: list[str]) -> None:
    assert [(actor.country or "").lower() for _, _, actor in ACTORS.match(text)] == want


@pytest.mark.parametrize(
    ("ident", "sector"),
    [
        ("islamic-state", "REB"),
        ("sinaloa-cartel", "CRM"),
        ("shabiha", "PRM"),
        ("knesset", "LEG"),
        ("people.kurds", "SOC"),
        ("tr", "GOV"),
        ("mossad", "SPY"),
    ],
)
def test_sectors(ident: str, sector: str) -> None:
    """A row's own sector goes before that of its type."""
    actor = ACTORS.named(ident)
    assert actor is not None
    assert ACTORS.sector(actor) == sector


def test_the_sector_of_an_actor_without_a_row() -> None:
    assert ACTORS.sector(Actor("masked men", None, "person")) == "UNK"
    assert ACTORS.sector(Actor("Turkish police", "tr.police", "police", "TR")) == "COP"


@pytest.mark.parametrize("column", ["wikidata", "id"])
def test_identifiers_stand_once(column: str) -> None:
    cells = [row[column] for path in ACTOR_FILES for row in read_table(path) if row[column]]
    assert [value for value, n in Counter(cells).items() if n > 1] == []


def test_wikidata_ids_look_like_such() -> None:
    assert [r for r in ACTORS.rows() if r.wikidata and not re.fullmatch(r"Q[1-9]\d*", r.wikidata)] == []


def test_countries_are_codes() -> None:
    assert {
        r.actor.country for r in ACTORS.rows() if r.actor.country and not re.fullmatch("[A-Z]{2}", r.actor.country)
    } == set()


def test_no_actor_is_its_own_ancestor() -> None:
    for row in ACTORS.rows():
        seen, parent = {row.actor.id}, row.parent
        while parent:
            assert parent not in seen, row
            seen.add(parent)
            above = ACTORS.row(parent)
            parent = above.parent if above else None


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("valid", "2018/2013", "is no span of years"),
        ("valid", "since 2013", "is no span of years"),
        ("valid", "/", "is no span of years"),
        ("sector", "XYZ", 'no sector "XYZ"'),
        ("type", "gang", 'no type "gang"'),
    ],
)
def test_a_bad_cell_is_refused(tmp_path: Path, column: str, cell: str, message: str) -> None:
    row = {"id": "a", "name": "Alpha Front", "type": "armed group", "country": "", "aliases": "", "sector": ""}
    row |= {"parent": "", "wikidata": "", "valid": "", "example": "Alpha Front fled", column: cell}
    lines = ("\t".join(row), "\t".join(row.values()))
    (tmp_path / "actors.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        Actors.load(Tables(tmp_path))


@pytest.mark.parametrize("valid", ["2013/2018", "2015/", "/2003"])
def test_good_spans_of_years(valid: str) -> None:
    assert VALID.fullmatch(valid)


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
    """At least 1,700 actors, each type of the model among them but persons and outlets, which have no row here."""
    assert len(ACTORS) >= 1700
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
    assert not is_shouted("AK-47, ARMY, T-72", 7, 11)  # designations are capitals in any line
