"""Several processes give what one gives; a worker's death costs its document, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scale.readers import Hasty, HastySettings
from tidings import Case, Knowledge
from tidings.errors import WrongCall
from tidings.model import Document
from tidings.pipeline import Tally
from tidings.scale import Settings, Workers, adding

WORDS = "Gunmen attacked a police post near Mora on Monday, killing two officers. It was attack number {}."


def reports(folder: Path, **strange: str) -> Path:
    folder.mkdir()
    for n in range(9):
        words = strange.get(f"of_{n}", "")
        (folder / f"{n}.txt").write_text(f"{WORDS.format(n)} {words}\n", encoding="utf-8")
    return folder


def added(case: Case, folder: Path, settings: Settings, n: int) -> tuple[Tally, list[str]]:
    """The tally, and the names of the documents in the order in which they were done."""
    done: list[str] = []
    know = Knowledge()
    docs = adding.documents([folder], None)
    with adding.means(settings, know, settings.means(know).reader, n) as means:
        tally = adding.add(docs, case, means, progress=lambda _, origin: done.append(Path(origin).name))
    return tally, done


def test_two_processes_give_what_one_gives(tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports")
    with Case(tmp_path / "one.tidings") as one, Case(tmp_path / "two.tidings") as two:
        alone, shared = added(one, folder, Settings(), 1), added(two, folder, Settings(), 2)
        assert alone == shared
        assert alone[0].accounts >= 9
        assert one.fingerprint() == two.fingerprint()


def test_a_worker_that_dies_costs_its_document(tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports", of_3="DIES", of_6="FAILS")
    with Case(tmp_path / "case.tidings") as case:
        tally, done = added(case, folder, HastySettings(), 2)
        assert done == [f"{n}.txt" for n in range(9)]
        assert (tally.documents, tally.problems) == (8, 2)
        found = {Path(p.origin).name: p for p in case.problems()}
        assert {name: p.reason for name, p in found.items()} == {"3.txt": "worker-died", "6.txt": "fault"}
        assert "signal 9" in found["3.txt"].detail
        assert "ValueError: a span must run forward" in found["6.txt"].detail
        assert len(case.stories()) == 8
        mended, _ = added(case, folder, Settings(), 1)  # what was not read is read when it is added again
        assert (mended.documents, mended.held) == (1, 8)
        assert [p.reason for p in case.problems()] == ["fault"]


def test_the_same_document_twice_is_read_once(tmp_path: Path) -> None:
    docs = [Document(b"Two bombs exploded in Mora.", name, "text/plain") for name in ("a", "b", "a")]
    with Case(tmp_path / "case.tidings") as case, adding.means(HastySettings(), Knowledge(), Hasty(), 2) as means:
        tally = adding.add(docs, case, means)
        assert (tally.documents, tally.held) == (1, 2)


def test_no_workers_are_left_behind() -> None:
    with Workers(HastySettings(), 2) as workers:
        processes = [worker.process for worker in workers._workers]
    assert [process.is_alive() for process in processes] == [False, False]


def test_a_language_model_is_asked_by_one_process() -> None:
    with pytest.raises(WrongCall, match="Leave out --workers"):
        Workers(Settings("llm:small"), 2)
