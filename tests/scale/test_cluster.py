"""A Ray cluster of two nodes writes what one machine writes, and goes on when a process of it is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("ray", reason="the extra `cluster` is not installed")
pytest.importorskip("pyarrow", reason="the extra `cluster` is not installed")
from tests.scale.test_archive import contents, read, rows_file

ROOT = Path(__file__).resolve().parents[2]


def by_ray(archive: Path, *inputs: Path) -> list[int]:
    """Documents, problems and inputs read before, as a process of its own tells them."""
    command = [sys.executable, "-m", "tests.scale.ray_run", str(archive), *map(str, inputs)]
    given = os.environ | {"PYTHONPATH": str(ROOT)}
    told = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=900)
    assert told.returncode == 0, told.stderr[-3000:]
    return [int(n) for n in told.stdout.splitlines()[-1].split()]


@pytest.mark.slow
def test_two_nodes_write_what_one_machine_writes(tmp_path: Path) -> None:
    inputs = [rows_file(tmp_path / f"{n}.jsonl", 4, first=10 * n) for n in range(3)]
    once, deadly = tmp_path / "once.txt", tmp_path / "deadly.txt"
    once.write_text(f"Two bombs exploded in Mora on Monday. ONCE {tmp_path / 'mark'}\n", encoding="utf-8")
    deadly.write_text("Two bombs exploded in Maroua on Monday. DIES\n", encoding="utf-8")
    from tidings.scale.archive import Archive

    assert by_ray(tmp_path / "ray", *inputs[:2], once, deadly) == [10, 1, 0]
    assert by_ray(tmp_path / "ray", *inputs, once, deadly) == [4, 0, 4]
    local, _ = read(tmp_path / "local", *inputs, once, deadly, workers=2)
    assert contents(Archive(tmp_path / "ray")) == contents(local)
