"""The repository's text speaks of no machine it was written on, and of no place packages come from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.source import ROOT, files, shown

PROGRAM = re.compile(r"\b(?:bench|docs)/[a-z_]+\.py\b")
MACHINE = re.compile(r"(?<![\w.~])/(?:work|root|home/\w+|Users/\w+)/(?!\s)")
REGISTRY = re.compile(r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs\.org|artifact[o]ry|dev[p]i)\b", re.I)


def text_of(path: Path) -> str:
    """The file's text; empty for what is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine path", "registry host"])
def test_no_file_names_one(pattern: re.Pattern[str]) -> None:
    assert [f"{shown(path)}: {m[0]}" for path in files() for m in pattern.finditer(text_of(path))] == []


def test_the_lock_names_hashes_and_no_address() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "://" in line or line.startswith("--")] == []
    pinned = [n for n, line in enumerate(lines) if "==" in line and not line.lstrip().startswith("#")]
    assert pinned
    assert [lines[n] for n in pinned if "--hash=sha256:" not in lines[n + 1]] == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [("see /home" + "/ana/case", True), ("a net/work/place", False), ("/works of art", False), ("x/root/y", False)],
)
def test_the_pattern_itself(text: str, is_found: bool) -> None:
    assert bool(MACHINE.search(text)) is is_found


def test_every_program_that_text_names_is_there() -> None:
    named = {(shown(path), m[0]) for path in files() for m in PROGRAM.finditer(text_of(path))}
    assert sorted(pair for pair in named if not (ROOT / pair[1]).exists()) == []
