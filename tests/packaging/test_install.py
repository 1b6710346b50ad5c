"""The wheel, installed with nothing else into an empty environment, does its main job."""

from __future__ import annotations

from pathlib import Path

import pytest
import smoke
from make_reference import commands

from tests.house.source import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def programs(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation's programs; the packages come from what uv has kept, never from the network."""
    folder = tmp_path_factory.mktemp("installed")
    try:
        return smoke.install(smoke.newest(packed), folder, offline=True)
    except RuntimeError as why:
        if "network was disabled" not in str(why):
            raise
        pytest.skip("uv has not kept all packages of the lock; `make smoke` gets them")


def test_a_new_user_reads_looks_exports_and_verifies(programs: Path, tmp_path: Path) -> None:
    printed = smoke.try_out(programs, tmp_path)
    assert "Garissa" in printed["events"]
    assert '"reader": "network/1"' in printed["read"]
    assert "is sound" in printed["check"]
    assert "Garissa" in (tmp_path / "events.csv").read_text(encoding="utf-8")


def test_it_runs_from_the_wheel_and_not_from_the_checkout(programs: Path, tmp_path: Path) -> None:
    told = smoke.run(str(programs / "python"), "-c", "import tidings; print(tidings.__file__)", cwd=tmp_path)
    assert "site-packages" in told
    assert str(ROOT) not in told


def test_every_verb_answers_help(programs: Path, tmp_path: Path) -> None:
    for verb in commands():
        assert f"Usage: tidings {verb}" in smoke.run(str(programs / "tidings"), verb, "--help", cwd=tmp_path)


def test_the_manual_lies_where_man_looks(programs: Path) -> None:
    assert (programs.parent / "share" / "man" / "man1" / "tidings.1").is_file()


def test_a_step_that_fails_says_which(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"false: exit code 1"):
        smoke.run("false", cwd=tmp_path)
