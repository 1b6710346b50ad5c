"""The verbs for much: first looks, workers and archives on the command line, and a start that loads little."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run  # noqa: F401
from tests.scale.test_archive import ATTACK, SCORES

HEAVY = ("sqlalchemy", "spacy", "numpy", "pyarrow", "ray", "starlette", "trafilatura")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reports"
    place.mkdir()
    (place / "attack.txt").write_text(ATTACK, encoding="utf-8")
    (place / "sport.txt").write_text(SCORES, encoding="utf-8")
    return place


def test_what_is_passed_over_is_listed_and_read_later(run: Run, folder: Path, tmp_path: Path) -> None:  # noqa: F811
    case = tmp_path / "case.tidings"
    added = run("add", case, folder, "--first-look")
    assert "Passed over by the first look: 1." in added.stderr
    listed = [json.loads(line)["text"] for line in run("stories", case, "--passed-over", "--json").stdout.splitlines()]
    assert listed == [SCORES]
    assert "sport" in run("search", case, "Nadal", "--json").stdout or run("search", case, "Nadal").stdout
    read = json.loads(run("add", case, "--passed-over", "--json").stdout)
    assert (read["documents"], read["passed"]) == (1, 0)
    assert run("stories", case, "--passed-over", "--json").stdout == ""


def test_an_archive_is_written_and_opened(run: Run, folder: Path, tmp_path: Path) -> None:  # noqa: F811
    archive, case = tmp_path / "archive", tmp_path / "case.tidings"
    assert "1 passed over" in run("read", folder, "--to", archive).stdout
    assert "2 inputs read before" in run("read", folder, "--to", archive).stdout
    told = json.loads(run("read", folder, "--to", archive, "--json").stdout)
    assert (told["documents"], told["held"]) == (0, 2)
    built = json.loads(run("case", "build", archive, "--where", "kind=attack", "--case", case, "--json").stdout)
    assert (built["documents"], built["events"]) == (1, 1)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("read", "-", "--to", "A"), "Standard input cannot be read again"),
        (("read", "a.txt", "--to", "A", "--engine", "spark"), "the engines are local, ray"),
        (("read", "a.txt", "--to", "s3://"), '"s3://" is no address in an object store'),
        (("case", "build", "A", "--case", "c.tidings"), "is no archive"),
    ],
)
def test_wrong_calls(run: Run, words: tuple[str, ...], says: str) -> None:  # noqa: F811
    done = run(*words)
    assert done.exit_code in (1, 2)
    assert says in done.stderr


def test_help_loads_nothing_heavy() -> None:
    asked = f"import sys, tidings.cli; print([name for name in {HEAVY} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
