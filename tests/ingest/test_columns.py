"""Each row of a Parquet file is a document, and what is wrong with one row or one file is a Problem."""

from __future__ import annotations

import io
import json
import random
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ingest import packs
from tests.ingest.packs import BODY
from tidings.ingest import cut, documents
from tidings.ingest.media import media_type
from tidings.model import Document, Problem

pa = pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
pq = pytest.importorskip("pyarrow.parquet", reason="the extra `arrow` is not installed")
PARQUET = "application/vnd.apache.parquet"


def packed(rows: list[dict[str, Any]] | Any, **how: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(rows), out, **how)
    return out.getvalue()


def found(folder: Path, raw: bytes, **fields: str) -> list[Document | Problem]:
    path = folder / "a.parquet"
    path.write_bytes(raw)
    return list(documents([path], fields=fields or None))


def texts(found: list[Document | Problem]) -> list[str]:
    return [cut(one)[0].text if isinstance(one, Document) else one.reason for one in found]


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (b"PAR1\x15\x04", "a.bin", PARQUET),
        (b"PAR1", "a.parquet", PARQUET),
        (b"PAR1 is where the officers met.", "a.txt", "text/plain"),
    ],
)
def test_the_bytes_tell_a_parquet_file_and_not_a_word(raw: bytes, name: str, kind: str) -> None:
    assert media_type(raw, name) == kind


def test_each_row_is_a_document_with_what_it_says_of_itself(tmp_path: Path) -> None:
    rows = [
        {"id": n, "body": f"{BODY} {n}", "title": "Engines", "date": date(2019, 3, 14), "page": b"\x00\xff"}
        for n in range(70)
    ]
    docs = found(tmp_path, packed(rows, row_group_size=30))
    assert texts(docs) == [row["body"] for row in rows]
    assert docs[-1].origin.endswith("a.parquet#70")
    assert docs[0].given == (("id", "0"), ("headline", "Engines"), ("published", "2019-03-14"))
    assert json.loads(docs[0].raw)["page"] is None


def test_fields_name_a_column_or_a_part_of_one(tmp_path: Path) -> None:
    raw = packed([{"story": {"words": BODY, "at": datetime(2019, 3, 14, 10)}}])
    (one,) = found(tmp_path, raw, text="story.words", published="story.at")
    assert one.given[0] == ("published", "2019-03-14T10:00:00")
    assert texts([one]) == [BODY]


def test_a_row_that_cannot_be_read_costs_itself_alone(tmp_path: Path) -> None:
    column = pa.array([b"Two held.", b"caf\xe9 raided", b"Three held."]).view(pa.binary()).cast(pa.string(), safe=False)
    assert texts(found(tmp_path, packed(pa.table({"text": column})))) == ["Two held.", "damaged", "Three held."]
    assert texts(found(tmp_path, packed([{"text": None}, {"text": "Two held."}]))) == ["no-text", "Two held."]


@pytest.mark.parametrize(
    ("raw", "reason", "words"),
    [
        (packed([{"headline": "x"}]), "no-text", "No column is called text"),
        (packed([{"text": "Two held."}])[:-9], "damaged", "Not a whole Parquet file"),
        (packs.PAGE.encode()[40:], "damaged", "Not a whole Parquet file"),
        (packed(pa.table({"text": pa.array([], pa.string())})), "empty", "holds no documents"),
    ],
)
def test_files_that_cannot_be_read_say_why(tmp_path: Path, raw: bytes, reason: str, words: str) -> None:
    (problem,) = found(tmp_path, raw)
    assert (problem.reason, words in problem.detail) == (reason, True)


def test_a_parquet_file_in_an_archive_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packs.zipped({"rows.parquet": packed([{"text": "Two held."}])}))
    (one,) = documents([tmp_path / "a.zip"])
    assert one.origin.endswith("a.zip#rows.parquet#1")


def test_without_the_extra_it_says_what_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (problem,) = found(tmp_path, packed([{"text": "Two held."}]))
    assert problem.reason == "no-parquet"
    assert "pip install 'tidings[arrow]'" in problem.detail


def test_altered_bytes_give_documents_and_problems_and_never_a_crash(tmp_path: Path) -> None:
    raw, chance = packed([{"text": f"{BODY} {n}", "date": "2019-03-14"} for n in range(40)]), random.Random(7)
    for _ in range(60):
        altered = bytearray(raw)
        for _ in range(chance.randint(1, 8)):
            altered[chance.randrange(len(raw))] = chance.randrange(256)
        for one in found(tmp_path, bytes(altered)):
            assert isinstance(one, Document | Problem)
