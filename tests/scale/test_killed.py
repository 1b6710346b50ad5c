"""A run that is killed loses nothing that it had read, and the next goes on from there."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.scale.test_workers import reports
from tidings import Case, Knowledge
from tidings.case import CaseStore

PATIENCE = 600.0  # seconds; a busy machine is no fault


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_run_is_made_good_by_the_same_command(tmp_path: Path, workers: str) -> None:
    folder, path = reports(tmp_path / "reports"), tmp_path / "case.tidings"
    command = [sys.executable, "-m", "tidings", "add", str(path), str(folder), "--workers", workers]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + PATIENCE
    while running.poll() is None and time.monotonic() < until and not _stories(path):
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, timeout=PATIENCE)
    with Case(path) as mended, Case(tmp_path / "whole.tidings") as whole:
        whole.know = Knowledge()
        whole.add(folder)
        assert mended.check() == []
        assert mended.fingerprint() == whole.fingerprint()


def _stories(path: Path) -> int:
    if not path.exists() or not path.stat().st_size:
        return 0
    try:
        with CaseStore.open(path, create=False) as case:
            return len(case.stories())
    except Exception:  # the file is being made
        return 0
