"""The table of roles: every row's example fills the row's role; a kind's own rows come first."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from tests.builders import story
from tests.reading.sentences import PUBLISHED, know
from tidings.errors import KnowledgeError
from tidings.knowledge.frames import ANY_KIND, NO_ROLE, Frames
from tidings.knowledge.own import Tables
from tidings.knowledge.tables import table
from tidings.model import KINDS, Kind
from tidings.reading.classes import Classes
from tidings.reading.language import parses
from tidings.reading.reader import mentions
from tidings.reading.roles import Roles, roles_of
from tidings.reading.telling import deeds

ROWS = list(table("frames"))
STRONG = frozenset("met bought sold gave fled left flew sent built fought".split())  # past tense without -ed


def sentence(example: str) -> str:
    """The example with somebody who does it, where it starts with a verb."""
    if example.endswith("."):
        return example
    first = example.split()[0]
    return f"The army {example}." if first.endswith("ed") or first in STRONG else f"{example[0].upper()}{example[1:]}."


@cache
def told() -> dict[str, list[tuple[Kind, Roles]]]:
    """The deeds each example tells, as a sentence of its own, with their roles by the table alone."""
    stories = {row["example"]: story(sentence(row["example"]), PUBLISHED) for row in ROWS}
    docs = zip(stories, parses(s.text for s in stories.values()), strict=True)
    out = {}
    for text, doc in docs:
        classes = Classes(doc, mentions(doc, stories[text], know()), know())
        found = deeds(doc, classes, know())
        heads = frozenset(t.token.i for t in found)
        out[text] = [(t.kind, roles_of(t, classes, know(), heads)) for t in found]
    return out


def params() -> list[ParameterSet]:
    """One parameter a row."""
    return [pytest.param(row, id="-".join(row[c] for c in ("kind", "part", "example"))) for row in ROWS]


@pytest.mark.parametrize("row", params())
def test_an_example_fills_its_role(row: dict[str, str]) -> None:
    fit = [roles for kind, roles in told()[row["example"]] if row["kind"] in (ANY_KIND, kind)]
    assert fit
    assert row["role"] == NO_ROLE or any(row["role"] in roles for roles in fit), fit


def test_a_kinds_own_rows_come_before_the_shared_ones() -> None:
    loaded = Frames.load()
    assert set(loaded.by_kind) == set(KINDS)
    for kind in KINDS:
        own = [row["part"] for row in ROWS if row["kind"] == kind]
        shared = [row["part"] for row in ROWS if row["kind"] == ANY_KIND]
        assert [frame.part for frame in loaded.of(kind)] == own + shared


def test_a_row_for_an_unknown_role_is_refused(tmp_path: Path) -> None:
    (tmp_path / "frames.tsv").write_text(
        "kind\tpart\tclasses\trole\texample\nraid\tdoer\t\tchef\tx\n", encoding="utf-8"
    )
    with pytest.raises(KnowledgeError, match='role "chef"'):
        Frames.load(Tables(tmp_path))
