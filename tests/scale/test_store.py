"""An object store gives what a disk gives, and a run goes on where it or the store broke off."""

from __future__ import annotations

import gzip
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, run  # noqa: F401
from tests.ingest import packs
from tests.scale.object_store import BUCKET, ObjectStore, running
from tests.scale.readers import HastySettings
from tests.scale.test_archive import ATTACK, contents, read, rows_file
from tidings.errors import StoreError
from tidings.pipeline import Tally
from tidings.scale import Settings, store

pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
pytest.importorskip("moto", reason="moto, an object store for tests, is not installed")
pytest.importorskip("flask_cors", reason="moto's server is not installed")
import pyarrow as pa
import pyarrow.parquet as pq

from tidings.scale import archiving
from tidings.scale.archive import Archive
from tidings.scale.archiving import Job, read_to

HOME = f"s3://{BUCKET}"
ROOT = Path(__file__).resolve().parents[2]
SMALL_PARTS = """
import sys
from tests.scale.readers import HastySettings
from tidings.scale import archiving
from tidings.scale.archive import Archive
archiving.PART = 5
archiving.read_to(archiving.Job(Archive(sys.argv[1]), HastySettings()), sys.argv[2:])
"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[ObjectStore]:
    with running() as one:
        yield one


def sources(folder: Path) -> list[Path]:
    """One file of each kind that much news comes in."""
    folder.mkdir()
    rows = rows_file(folder / "a rows.jsonl", 5)
    told = [{"text": f"{ATTACK} It was number {n}.", "published": "2015-03-12"} for n in range(20, 24)]
    pq.write_table(pa.Table.from_pylist(told), folder / "b.parquet")
    records = [packs.web_record(packs.answer(packs.PAGE.replace("62", str(n))), n) for n in range(4)]
    (folder / "c.warc.gz").write_bytes(b"".join(map(gzip.compress, records)))
    (folder / "d.zip").write_bytes(packs.zipped({"d.txt": f"{ATTACK} It was in a ZIP.".encode()}))
    return [rows, *(folder / name for name in ("b.parquet", "c.warc.gz", "d.zip"))]


def told(archive: Archive, home: str) -> dict[str, list[str]]:
    """All rows as `contents` has them, whatever the place that their inputs lay in."""
    return {table: sorted(row.replace(home, "") for row in rows) for table, rows in contents(archive).items()}


def test_every_kind_of_input_gives_the_rows_that_it_gives_on_disk(server: ObjectStore, tmp_path: Path) -> None:
    files = sources(tmp_path / "in")
    for path in files:
        server.put(path, f"same/{path.name}")
    local, tally = read(tmp_path / "local", tmp_path / "in", settings=Settings())
    assert tally.documents == 14
    stored = Archive(f"{HOME}/archive-same")
    assert read_to(Job(stored, Settings()), [f"{HOME}/same"]) == tally
    assert told(stored, f"{HOME}/same") == told(local, str(tmp_path / "in"))
    assert read_to(Job(stored, Settings()), [f"{HOME}/same/*.parquet", f"{HOME}/same/a rows.jsonl"]).held == 2
    assert read_to(Job(Archive(tmp_path / "two"), HastySettings(), workers=2), [f"{HOME}/same"]).documents == 14


def test_what_is_not_there_is_a_row_and_a_changed_object_another_input(server: ObjectStore, tmp_path: Path) -> None:
    where = server.put(rows_file(tmp_path / "a.jsonl", 2), "change/a.jsonl")
    (tmp_path / "empty").touch()
    server.put(tmp_path / "empty", "change/.hidden")
    archive = Archive(f"{HOME}/archive-change")
    inputs = [where, f"{HOME}/change/absent.jsonl", f"{HOME}/change/*.warc", "s3://no-such-bucket/a"]
    assert read_to(Job(archive, HastySettings()), inputs).problems == 3
    assert [row["reason"] for row in archive.table("problems").to_pylist()] == ["missing"] * 3
    server.put(rows_file(tmp_path / "a.jsonl", 3), "change/a.jsonl")
    again = read_to(Job(archive, HastySettings()), [*inputs, f"{HOME}/change"])
    assert (again.documents, again.problems) == (3, 0)


def test_a_broken_run_goes_on_where_it_was(
    server: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = server.put(rows_file(tmp_path / "a.jsonl", 9), "broken/a.jsonl")
    whole, broken = Archive(f"{HOME}/archive-whole"), Archive(f"{HOME}/archive-broken")
    read_to(Job(whole, HastySettings()), [where])
    monkeypatch.setattr(archiving, "PART", 2)

    def breaks(tally: Tally, origin: str) -> None:
        if tally.documents == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_to(Job(broken, HastySettings(), progress=breaks), [where])
    assert broken.table("stories").num_rows == 4
    stray = server.put(tmp_path / "a.jsonl", "archive-broken/stories/month=2015-01/stray.parquet")
    assert read_to(Job(broken, HastySettings()), [where]).documents == 5
    assert not store.objects(stray)
    assert contents(broken) == contents(whole)
    assert read_to(Job(broken, HastySettings()), [where]).held == 1


def test_a_killed_run_is_made_good_by_the_next(server: ObjectStore, tmp_path: Path) -> None:
    where = server.put(rows_file(tmp_path / "a.jsonl", 300), "killed/a.jsonl")
    whole, broken = Archive(f"{HOME}/archive-unhurt"), Archive(f"{HOME}/archive-killed")
    running = subprocess.Popen([sys.executable, "-c", SMALL_PARTS, broken.where, where], cwd=ROOT)
    while running.poll() is None and not broken.done():
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert 0 < broken.table("documents").num_rows < 300
    read_to(Job(broken, HastySettings()), [where])
    read_to(Job(whole, HastySettings()), [where])
    assert contents(broken) == contents(whole)


def test_a_store_that_ends_in_the_middle_ends_the_run_and_marks_nothing_as_read(tmp_path: Path) -> None:
    rows = rows_file(tmp_path / "a.jsonl", 9)
    with rows.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"text": "x" * 3 * store.AHEAD}) + "\n")
    archive = Archive(tmp_path / "archive")
    with running() as short:
        where = short.put(rows, "a.jsonl")

        def ends(tally: Tally, origin: str) -> None:
            short.end()

        with pytest.raises(StoreError, match=r"the same command goes on"):
            read_to(Job(archive, HastySettings(), progress=ends), [where])
        with pytest.raises(StoreError, match="AWS_ENDPOINT_URL"):
            read_to(Job(Archive(f"{HOME}/archive"), HastySettings()), [rows])
        with pytest.raises(StoreError, match="archive: "):
            Archive(f"{HOME}/archive").check()
    assert archive.done() == {}


def test_the_verbs_take_addresses(server: ObjectStore, run: Run, tmp_path: Path) -> None:  # noqa: F811
    where = server.put(rows_file(tmp_path / "a.jsonl", 4), "verbs/a.jsonl")
    archive, case = f"{HOME}/archive-verbs", tmp_path / "case.tidings"
    assert "Read 4 documents" in run("read", where, "--to", archive).stdout
    assert "1 input read before" in run("read", where, "--to", archive).stdout
    built: dict[str, Any] = json.loads(run("case", "build", archive, "--case", case, "--json").stdout)
    assert (built["documents"], built["events"] > 0) == (4, True)
    added = json.loads(run("add", tmp_path / "added.tidings", where, "--json").stdout)
    assert added["documents"] == 4
    assert "is no archive" in run("case", "build", f"{HOME}/nothing", "--case", case).stderr
