"""Bad input becomes a Problem with its reason and does not stop what lies beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import GOOD, Run

HALF = GOOD.encode("utf-16-le").replace(b"\x00", b"\xd8", 40)
ARABIC = """أعلنت الشرطة أن مسلحين هاجموا نقطة تفتيش قرب المدينة يوم الاثنين وقتلوا شرطيين اثنين.
وقال متحدث إن المهاجمين فروا.
"""
BAD: dict[str, tuple[bytes, str]] = {
    "arabic.txt": (
        ARABIC.encode(),
        "unread-language",
    ),
    "binary.bin": (b"\x7fELF" + bytes(range(256)) * 20, "binary"),
    "empty.txt": (b"", "empty"),
    "huge.txt": (b"A long text that goes on and on. " * (50_000_000 // 33), "too-large"),
    "invalid.json": (b'{"text": "Gunmen attacked a post", ', "invalid-json"),
    "rows.jsonl": (b'{"text": "broken\n', "invalid-json"),
    "wrong.txt": (HALF, "encoding"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    for name, (raw, _) in BAD.items():
        (folder / name).write_bytes(raw)
    (folder / "good.txt").write_text(GOOD)
    return folder


@pytest.fixture(scope="module")
def bad_case(run: Run, folder: Path) -> Path:
    case = folder.parent / "bad.tidings"
    result = run("add", case, folder)
    assert result.exit_code == 3
    assert "See: tidings problems" in result.stderr
    return case


def test_each_becomes_a_problem_with_its_reason(run: Run, bad_case: Path) -> None:
    found = [json.loads(line) for line in run("problems", bad_case, "--json").stdout.splitlines()]
    reasons = {Path(problem["origin"].partition("#")[0]).name: problem["reason"] for problem in found}
    assert reasons == {name: reason for name, (_, reason) in BAD.items()}
    assert all(problem["detail"].endswith(".") for problem in found)


def test_the_good_file_beside_them_is_read(run: Run, bad_case: Path) -> None:
    stories = [json.loads(line) for line in run("stories", bad_case, "--json").stdout.splitlines()]
    assert [story["language"] for story in stories if story["text"].startswith("KABUL")] == ["en"]
    events = [json.loads(line)["event"] for line in run("events", bad_case, "--json").stdout.splitlines()]
    assert "attack" in {event["kind"] for event in events}


def test_what_is_in_an_unread_language_can_be_found(run: Run, bad_case: Path) -> None:
    assert "ar" in run("search", bad_case, "الشرطة", "--json").stdout


def test_read_says_the_same(run: Run, folder: Path) -> None:
    result = run("read", folder / "empty.txt", folder / "good.txt", "--json")
    assert result.exit_code == 3
    assert "empty.txt: " in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_an_empty_folder_is_said_to_hold_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / ".hidden").write_text(GOOD)
    case = tmp_path / "case.tidings"
    added = run("add", case, tmp_path / "reports")
    assert "Nothing to read is there" in added.stderr
    assert "tidings events" not in added.stderr  # there is nothing to see
    assert "Nothing to read is there" in run("read", tmp_path / "reports").stderr
    listed = run("events", case)
    assert (listed.exit_code, listed.stdout) == (0, "")
    assert f"The case holds no event. What was not read: tidings problems {case}" in listed.stderr


def test_what_is_held_already_is_something(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    case = tmp_path / "case.tidings"
    for _ in range(2):
        assert "Nothing to read is there" not in run("add", case, tmp_path / "a.txt").stderr
    assert "Nothing to read is there" not in run("read", tmp_path / "a.txt").stderr


def test_what_is_put_right_is_no_problem_any_more(run: Run, tmp_path: Path) -> None:
    report, case = tmp_path / "a.txt", tmp_path / "case.tidings"
    report.write_bytes(b"")
    assert run("add", case, report).exit_code == 3
    report.write_text(GOOD)
    assert run("add", case, report).exit_code == 0
