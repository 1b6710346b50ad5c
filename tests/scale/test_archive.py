"""An archive holds each document once, however the run went, and gives it back as it was read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.scale.readers import HastySettings
from tidings import Case, Knowledge
from tidings.errors import CaseError, WrongCall
from tidings.model.account import PASSED_OVER
from tidings.pipeline import Tally, build
from tidings.scale import Settings

pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
import pyarrow.parquet as pq

from tidings.scale import archiving, opening
from tidings.scale.archive import Archive
from tidings.scale.archiving import Job, read_to

ATTACK = "Gunmen attacked a police post near Mora on Monday, killing two officers, the army said."
SCORES = (
    "Nadal beat Federer 6-4, 6-3 in the final of the Monte Carlo tournament on Sunday. The Spaniard needed 82 minutes "
    "and made only nine unforced errors. He plays in Barcelona next week."
)
TABLES = ("documents", "stories", "mentions", "accounts", "problems")


def rows_file(path: Path, n: int, first: int = 0) -> Path:
    lines = (
        {"id": str(k), "text": f"{ATTACK} It was number {k}.", "published": f"2015-{1 + k % 3:02}-12"}
        for k in range(first, first + n)
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def contents(archive: Archive) -> dict[str, list[str]]:
    """All rows, in an order that does not depend on how they were written."""
    return {t: sorted(json.dumps(row, default=repr) for row in archive.table(t).to_pylist()) for t in TABLES}


def read(folder: Path, *inputs: Path, settings: Settings | None = None, **how: int) -> tuple[Archive, Tally]:
    archive = Archive(folder)
    return archive, read_to(Job(archive, settings or HastySettings(), **how), inputs)


def test_inputs_are_read_once(tmp_path: Path) -> None:
    one, two = rows_file(tmp_path / "a.jsonl", 5), rows_file(tmp_path / "b.jsonl", 3, first=9)
    archive, tally = read(tmp_path / "archive", one)
    assert (tally.documents, tally.held) == (5, 0)
    _, tally = read(tmp_path / "archive", one, two)
    assert (tally.documents, tally.held) == (3, 1)
    assert archive.table("stories").num_rows == 8
    assert archive.months() == ["2015-01", "2015-02", "2015-03"]


def test_documents_are_called_as_their_file_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows_file(tmp_path / "a.jsonl", 1)
    monkeypatch.chdir(tmp_path)
    archive, _ = read(tmp_path / "archive", Path("a.jsonl"))
    assert archive.table("documents").column("origin").to_pylist() == ["a.jsonl#1"]
    assert read(tmp_path / "archive", tmp_path / "a.jsonl")[1].held == 1


def test_a_file_named_by_itself_and_by_its_folder_is_read_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    one = rows_file(folder / "a.jsonl", 5)
    archive, tally = read(tmp_path / "archive", one, folder, one)
    assert (tally.documents, archive.table("stories").num_rows) == (5, 5)


def test_a_link_to_nothing_is_a_row_and_ends_no_run(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    rows_file(folder / "b.jsonl", 2)
    (folder / "a.jsonl").symlink_to(tmp_path / "gone")
    archive, tally = read(tmp_path / "archive", folder)
    assert (tally.documents, tally.problems) == (2, 1)
    assert [row["reason"] for row in archive.table("problems").to_pylist()] == ["unreadable"]


def test_what_names_no_file_and_what_fails_are_rows(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text(f"{ATTACK} FAILS", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    inputs = (tmp_path / "bad.txt", tmp_path / "empty.txt", tmp_path / "absent.txt")
    archive, tally = read(tmp_path / "archive", *inputs)
    reasons = {Path(row["origin"]).name: row["reason"] for row in archive.table("problems").to_pylist()}
    assert reasons == {"bad.txt": "fault", "empty.txt": "empty", "absent.txt": "missing"}
    assert read(tmp_path / "archive", *inputs)[1].problems == 0
    assert archive.table("problems").num_rows == tally.problems == 3


def test_a_broken_run_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = rows_file(tmp_path / "a.jsonl", 9)
    whole, _ = read(tmp_path / "whole", source)
    monkeypatch.setattr(archiving, "PART", 2)

    def breaks(tally: Tally, origin: str) -> None:
        if tally.documents == 5:
            raise KeyboardInterrupt

    broken = Archive(tmp_path / "broken")
    with pytest.raises(KeyboardInterrupt):
        read_to(Job(broken, HastySettings(), progress=breaks), [source])
    assert broken.table("stories").num_rows == 4
    stray = tmp_path / "broken" / "stories" / "month=2015-01" / "stray.parquet"
    stray.write_bytes(b"half a file")
    _, tally = read(tmp_path / "broken", source)
    assert tally.documents == 5
    assert not stray.exists()
    assert contents(broken) == contents(whole)


def test_two_processes_write_what_one_writes(tmp_path: Path) -> None:
    source = rows_file(tmp_path / "a.jsonl", 9)
    one, two = (read(tmp_path / str(n), source, workers=n)[0] for n in (1, 2))
    assert contents(one) == contents(two)


def test_a_case_from_an_archive_is_the_case_of_its_documents(tmp_path: Path) -> None:
    source, other = rows_file(tmp_path / "a.jsonl", 6), tmp_path / "sport.txt"
    other.write_text(SCORES, encoding="utf-8")
    archive, tally = read(tmp_path / "archive", source, other, settings=Settings(looks_first=True))
    assert tally.passed == 1
    passed = [row for row in archive.table("stories").to_pylist() if row["reader"] == PASSED_OVER]
    assert [row["text"] for row in passed] == [SCORES]
    know = Knowledge()
    with Case(tmp_path / "built.tidings") as built, Case(tmp_path / "added.tidings") as added:
        opening.build(archive, built, know, ["kind=attack"])
        build([source], added, Settings().means(know))
        assert built.fingerprint() == added.fingerprint()
        assert [(e.kind, e.place and e.place.name) for e in built.events()]
        assert opening.build(archive, built, know, ["kind=attack"]).held == 6
    with Case(tmp_path / "part.tidings") as part:
        opening.build(archive, part, know, ["since=2015-02", "until=2015-02", "words=ATTACK"])
        assert {s.published.date for s in part.stories()} == {"2015-02-12"}
    with Case(tmp_path / "none.tidings") as none:
        assert opening.build(archive, none, know, ["kind=transfer"]).documents == 0


def test_an_archive_opened_month_by_month_is_the_case_of_all_its_months(tmp_path: Path) -> None:
    archive, _ = read(tmp_path / "archive", rows_file(tmp_path / "a.jsonl", 6), settings=Settings())
    know, months = Knowledge(), archive.months()
    assert len(months) > 1
    with Case(tmp_path / "at_once.tidings") as at_once, Case(tmp_path / "in_turn.tidings") as in_turn:
        opening.build(archive, at_once, know, [f"since={months[0]}"])
        for month in months:
            opening.build(archive, in_turn, know, [f"since={month}", f"until={month}"])
        assert in_turn.fingerprint() == at_once.fingerprint()


def test_a_document_of_two_inputs_is_taken_once_with_both_origins(tmp_path: Path) -> None:
    sources = [rows_file(tmp_path / f"{name}.jsonl", 2) for name in "ab"]
    archive, _ = read(tmp_path / "archive", *sources, settings=Settings())
    with Case(tmp_path / "built.tidings") as built, Case(tmp_path / "added.tidings") as added:
        tally = opening.build(archive, built, Knowledge(), ["kind=attack"])
        assert (tally.documents, tally.held) == (2, 2)
        build(sources, added, Settings().means(Knowledge()))
        assert built.fingerprint() == added.fingerprint()


def test_a_case_of_more_parts_reads_each_as_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a case would cost by the square of its archive."""
    monkeypatch.setattr(archiving, "PART", 3)
    monkeypatch.setattr(opening, "AT_ONCE", 2)

    def cost(n: int) -> int:
        files = 0
        archive, _ = read(tmp_path / str(n), rows_file(tmp_path / f"{n}.jsonl", n), settings=Settings())

        def counted(*given: Any, **how: Any) -> Any:
            nonlocal files
            files += 1
            return read_table(*given, **how)

        read_table = pq.read_table
        with monkeypatch.context() as patch, Case(":memory:") as case:
            patch.setattr(pq, "read_table", counted)
            assert opening.build(archive, case, Knowledge(), ["kind=attack"]).documents == n
        return files

    assert cost(12) == 2 * cost(6)


def test_what_is_no_archive_says_so(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"is no archive\. Make one with: tidings read"):
        Archive(tmp_path).check()
    (tmp_path / "archive.json").write_text('{"version": 99}', encoding="utf-8")
    with pytest.raises(CaseError, match="has version 99, not 1"):
        Archive(tmp_path).start("", "")


@pytest.mark.parametrize("given", ["kind", "colour=red", "kind="])
def test_a_choice_that_makes_no_sense(given: str) -> None:
    with pytest.raises(WrongCall, match="Write: --where kind=attack"):
        opening.condition([given])
