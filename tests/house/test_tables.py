"""Every knowledge table reads, says where it comes from and under what licence, and shows each row in use."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.house.source import shown
from tidings.errors import KnowledgeError
from tidings.knowledge.events import EventKinds
from tidings.knowledge.tables import REQUIRED_HEAD, TABLES, read_table
from tidings.model import KINDS, Kind

TSV = sorted(TABLES.rglob("*.tsv"))
FAMILIES = sorted((TABLES / "events").glob("*.yaml"))


@pytest.mark.parametrize("path", TSV, ids=shown)
def test_a_table_has_head_rows_and_examples(path: Path) -> None:
    read = read_table(path)
    assert len(read) > 0
    assert [key for key in REQUIRED_HEAD if not read.head[key]] == []
    assert [row for row in read if not row["example"]] == []


@pytest.mark.parametrize("path", TSV, ids=shown)
def test_no_row_of_a_table_stands_twice(path: Path) -> None:
    counts = Counter(tuple(row.values()) for row in read_table(path))
    assert [row for row, n in counts.items() if n > 1] == []


def test_nothing_but_tables_stands_among_the_tables() -> None:
    assert {p.suffix for p in TABLES.rglob("*") if p.is_file()} <= {".tsv", ".yaml", ".toml"}


@pytest.fixture(scope="module")
def kinds() -> EventKinds:
    return EventKinds.load()


def test_the_event_families_load_and_hold_every_kind_once(kinds: EventKinds) -> None:
    names = [name for path in FAMILIES for name in yaml.safe_load(path.read_text(encoding="utf-8"))]
    assert sorted(names) == sorted(KINDS)
    assert sorted(kind.name for kind in kinds) == sorted(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_of_event_is_explained(name: Kind, kinds: EventKinds) -> None:
    kind = kinds.kinds[name]
    assert kind.definition
    assert kind.examples
    assert kind.counterexamples
    assert any(sense.kind == name for sense in kinds.senses)


def test_every_sense_has_an_example(kinds: EventKinds) -> None:
    assert [s for s in kinds.senses if not s.example.strip()] == []


def test_a_table_without_licence_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("# about: a\n# origin: b\nword\texample\nx\tan x\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="no line for licence"):
        read_table(path)
