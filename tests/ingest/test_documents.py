"""Inputs become documents or Problems, in a fixed order, without holding a folder in memory."""

from __future__ import annotations

import io
import json
import sys

import pytest

from tidings.ingest import containers, cut, documents, media
from tidings.ingest.documents import MAX_FILE_BYTES
from tidings.model import Document, Problem


def only(found):
    (one,) = found
    return one


def as_stdin(monkeypatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


def test_a_folder_is_walked_in_sorted_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/z.html", "a/y.txt", ".hidden", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Two held in Lyon.")
    found = [doc.origin.removeprefix(f"{tmp_path}/") for doc in documents([tmp_path])]
    assert found == ["a/y.txt", "a/z.html", "b.txt"]


def test_a_glob_gives_its_files_sorted(tmp_path):
    for name in ("2.txt", "1.txt", "3.md"):
        (tmp_path / name).write_text("Two held.")
    assert [doc.origin[-5:] for doc in documents([f"{tmp_path}/*.txt"])] == ["1.txt", "2.txt"]


def test_a_file_whose_name_has_brackets_is_a_file(tmp_path):
    (tmp_path / "a[1].txt").write_text("Two held.")
    assert isinstance(only(documents([str(tmp_path / "a[1].txt")])), Document)


@pytest.mark.parametrize("name", ["nothing.txt", "*.nothing", "\0"])
def test_what_is_not_there_is_a_problem(tmp_path, name):
    problem = only(documents([f"{tmp_path}/{name}"]))
    assert isinstance(problem, Problem)
    assert problem.reason in {"missing", "unreadable"}


def test_documents_stream(tmp_path):
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text("Two held.")
    stream = documents([tmp_path])
    assert next(stream).origin.endswith("0.txt")
    (tmp_path / "1.txt").write_text("Changed after the stream began.")
    assert next(stream).raw == b"Changed after the stream began."


def test_a_huge_file_is_refused_unread(tmp_path):
    with (tmp_path / "disk.img").open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    problem = only(documents([tmp_path / "disk.img"]))
    assert (problem.reason, "256,000,001 bytes" in problem.detail) == ("too-large", True)


def test_rows_become_documents_and_a_bad_row_one_problem(tmp_path):
    path = tmp_path / "set.jsonl"
    lines = [
        b'\xef\xbb\xbf{"id": 7, "title": "Two held", "text": "Police held two.", "date": "2019-03-14", "lang": "en"}',
        b"{not json",
        b"",
        b'["no", "object"]',
        b'{"title": "no text"}',
        b'{"body": "Three held.", "source": {"name": "Northgate"}, "authors": ["A. Brook", "T. Reyes"]}',
    ]
    path.write_bytes(b"\n".join(lines))
    found = list(documents([path]))
    assert [(type(x).__name__, x.origin[-2:]) for x in found] == [
        ("Document", "#1"), ("Problem", "#2"), ("Problem", "#4"), ("Problem", "#5"), ("Document", "#6"),
    ]  # fmt: skip
    assert [x.reason for x in found if isinstance(x, Problem)] == ["invalid-json", "no-text", "no-text"]
    assert found[0].given == (("id", "7"), ("headline", "Two held"), ("published", "2019-03-14"), ("language", "en"))
    assert found[0].raw == lines[0]
    assert found[4].given == (("publisher", "Northgate"), ("byline", "A. Brook, T. Reyes"))
    assert cut(found[4])[1][0].text == "Three held."


def test_a_fault_of_the_program_costs_one_file(tmp_path, monkeypatch):
    def fails(source):
        yield source.document()
        raise IndexError("list index out of range")

    monkeypatch.setitem(containers.CONTAINERS, media.ROWS, fails)
    (tmp_path / "a.jsonl").write_text("{}")
    (tmp_path / "b.txt").write_text("Two held.")
    first, problem, second = documents([tmp_path])
    assert (problem.reason, problem.origin) == ("fault", str(tmp_path / "a.jsonl"))
    assert "IndexError: list index out of range. Nothing more of it" in problem.detail
    assert (first.raw, second.raw) == (b"{}", b"Two held.")


def test_a_row_nested_without_end_is_a_row(tmp_path):
    author = "[" * 600 + '"A. Brook"' + "]" * 600
    (tmp_path / "set.jsonl").write_text(f'{{"text": "Two held.", "author": {author}, "date": "2019-03-14"}}\n')
    doc = only(documents([tmp_path / "set.jsonl"]))
    assert doc.given == (("published", "2019-03-14"),)


def test_a_field_map_names_the_rows_keys(tmp_path):
    row = {"artikel": "Police held two.", "meta": {"papier": "Northgate"}, "text": "not this"}
    (tmp_path / "set.ndjson").write_text(json.dumps(row))
    doc = only(documents([tmp_path / "set.ndjson"], fields={"text": "artikel", "publisher": "meta.papier"}))
    text, (story,) = cut(doc)
    assert (text.text, story.publisher) == ("Police held two.", "Northgate")


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ({"text": "Two held."}, ["Two held."]),
        ([{"text": "Two held."}, {"content": "Three held."}], ["Two held.", "Three held."]),
    ],
)
def test_a_json_file_holds_one_row_or_a_list(tmp_path, value, texts):
    (tmp_path / "a.json").write_text(json.dumps(value))
    assert [cut(doc)[1][0].text for doc in documents([tmp_path / "a.json"])] == texts


@pytest.mark.parametrize(
    ("raw", "origins"),
    [
        (b"Police held two men.", ["-"]),
        (b'{"text": "Two held."}\n{"text": "Three held."}\n', ["-#1", "-#2"]),
        (b'{\n "text": "Two held."\n}', ["-"]),
        (b"", ["-"]),
    ],
)
def test_standard_input_shows_what_it_is(monkeypatch, raw, origins):
    as_stdin(monkeypatch, raw)
    assert [doc.origin for doc in documents(["-"])] == origins
