"""What a table holds can be read back whole, whatever the text."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.output.any_told import many, texts
from tests.output.told import TOLD
from tidings.model.links import Told
from tidings.output.forms import FORMS, Options
from tidings.output.json_back import told_of
from tidings.output.jsonl import events_jsonl
from tidings.output.parquet import GROUP
from tidings.output.rows import ACCOUNTS, EVENTS, Cell, Row, Table, Type
from tidings.output.tables import BETWEEN, CHAIN, joined, parted, read_table, read_tsv

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # values are large: shrinking one takes minutes
TABLES = pytest.mark.parametrize("table", [EVENTS, ACCOUNTS], ids=lambda table: table.name)
SLOW_TO_DRAW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICK)


def typed(cell: str, of: Type, between: str) -> Cell:
    """The value that a cell of a text table stands for."""
    if of == "texts":
        return parted(cell, between)
    if not cell:
        return None
    return {"whole": int, "number": float, "flag": lambda text: text == "true"}.get(of, str)(cell)


def whole(row: Row, table: Table) -> Row:
    """The row with every column, an empty text as no text, a number as float."""
    found: Row = {}
    for name, of in table.columns.items():
        value = row.get(name, [] if of == "texts" else None)
        found[name] = None if value == "" else float(value) if of == "number" and value is not None else value
    return found


@TABLES
@pytest.mark.parametrize(("form", "read"), [("csv", read_table), ("tsv", read_tsv)])
@given(events=many)
@SLOW_TO_DRAW
def test_a_text_table(table: Table, form: str, read, events: list[Told]) -> None:
    lines = list(FORMS[form].write(events, Options(accounts=table is ACCOUNTS)))
    chain = CHAIN if table is ACCOUNTS else BETWEEN
    found = [
        {name: typed(row[name], of, chain if name == "sources" else BETWEEN) for name, of in table.columns.items()}
        for row in read(lines)
    ]
    assert found == [whole(row, table) for row in table.rows(events)]


@TABLES
@given(events=many)
@SLOW_TO_DRAW
def test_a_parquet_file(table: Table, events: list[Told]) -> None:
    raw = b"".join(FORMS["parquet"].write_bytes(events, Options(accounts=table is ACCOUNTS)))
    found = pq.read_table(pa.BufferReader(raw)).to_pylist()
    for row in found:
        row |= {name: day and day.isoformat() for name, day in row.items() if table.columns[name] == "day"}
    assert [whole(row, table) for row in found] == [whole(row, table) for row in table.rows(events)]


def test_a_parquet_file_comes_in_row_groups() -> None:
    pieces = list(FORMS["parquet"].write_bytes([TOLD] * (2 * GROUP + 1)))
    file = pq.ParquetFile(pa.BufferReader(b"".join(pieces)))
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [GROUP, GROUP, 1]
    assert len(pieces) == file.num_row_groups + 1
    assert file.schema_arrow.field("start").type == pa.date32()
    assert file.schema_arrow.field("role_actor").type == pa.list_(pa.string())


@given(events=many)
@SLOW_TO_DRAW
def test_json_lines(events: list[Told]) -> None:
    lines = "".join(events_jsonl(events)).split("\n")[:-1]
    texts = {story.id: story.text for told in events for story, _, _ in told.tellings}
    assert [told_of(line, texts.__getitem__) for line in lines] == events
    assert all(not t.story.text for line in lines for t in told_of(line).tellings)


@given(values=st.lists(texts), between=st.sampled_from([BETWEEN, CHAIN]))
def test_several_values_in_one_cell(values: list[str], between: str) -> None:
    assert parted(joined(values, between), between) == values
