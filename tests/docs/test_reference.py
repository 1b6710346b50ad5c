"""The reference leaves nothing out: every verb and option, public name, table and value, and every key of the JSON."""

from __future__ import annotations

import re
from typing import get_args

import make_reference
import pytest
from make_site import DOCS, MADE, made, own_pages

import tidings
from tidings.knowledge.tables import TABLES
from tidings.model import EVIDENCE, KINDS, METHODS, ROLES, STATUSES
from tidings.model.contract import reading_json
from tidings.model.judgement import Verdict
from tidings.pipeline import read

VALUES = (DOCS / "reference" / "values.md").read_text(encoding="utf-8")
CONTRACT = (DOCS / "reference" / "contract.md").read_text(encoding="utf-8")
MARKS = [(place, m) for place, path in own_pages().items() for m in MADE.finditer(path.read_text(encoding="utf-8"))]


def section(name: str) -> str:
    """The part of the page of values under a heading."""
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", VALUES, re.M | re.S)
    assert found
    return found[1]


def test_every_verb_and_option_is_listed() -> None:
    page = make_reference.cli()
    for name, command in make_reference.commands().items():
        part = page.partition(f"## tidings {name}\n")[2].partition("\n## ")[0]
        options = {opt for p in command.params if not p.hidden for opt in p.opts if opt.startswith("--")}
        assert [opt for opt in options - set(make_reference.SHARED) if f"`{opt}`" not in part] == [], name
        assert f"tidings {name} " in part


def test_every_public_name_is_listed_with_its_methods() -> None:
    page = make_reference.python()
    assert [name for name in tidings.__all__ if f"\n## {name}\n" not in page] == []
    assert "### Case.add" in page
    assert "### Case.events" in page  # of its base


def test_every_table_is_listed() -> None:
    page = make_reference.tables()
    names = [p.relative_to(TABLES).with_suffix("").as_posix() for p in TABLES.rglob("*.tsv")]
    names += [f"events/{p.stem}" for p in (TABLES / "events").glob("*.yaml")]
    assert [name for name in names if f"| `{name}` |" not in page] == []


@pytest.mark.parametrize(
    ("heading", "values"),
    [("Status", STATUSES), ("Roles", ROLES), ("Evidence of a source", EVIDENCE), ("Judgements", get_args(Verdict))],
)
def test_the_values_are_those_of_the_model(heading: str, values: tuple[str, ...]) -> None:
    cells = re.findall(r"^\| (`[^|]+`) \|", section(heading), re.M)
    assert {name for cell in cells for name in re.findall(r"`(\w+)`", cell)} == set(values)


def test_the_made_values_are_all_there() -> None:
    kinds = re.findall(r"^\| \*\*([\w-]+)\*\* \|", make_reference.kinds(), re.M)
    assert sorted(kinds) == sorted(KINDS)
    assert sorted(re.findall(r"`([\w-]+)`", make_reference.methods())) == sorted(METHODS)


def test_every_key_of_the_json_is_explained() -> None:
    (reading,) = read(DOCS.parent / make_reference.SAMPLE)
    whole = reading_json(reading)
    keys = [f"story.{key}" for key in whole["story"]]
    keys += [f"accounts[].{key}" for key in whole["accounts"][0]]
    assert [key for key in keys if f"`{key}`" not in CONTRACT] == []
    assert [key for key in whole["mentions"][0] if f"`{key}`" not in CONTRACT] == []


@pytest.mark.parametrize(("place", "mark"), MARKS, ids=lambda one: one if isinstance(one, str) else one[0][10:40])
def test_every_mark_is_filled(place: str, mark: re.Match[str]) -> None:
    assert made(mark).strip()


def test_what_ends_a_cell_or_opens_a_tag_is_written_out() -> None:
    rows = make_reference.table(("a", "b"), [("x | <b>\ny", "`int | None`")]).splitlines()
    assert rows[-1] == "| x \\| &lt;b> y | `int | None` |"
