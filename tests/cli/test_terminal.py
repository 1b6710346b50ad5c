"""Nothing that stands in a report steers a terminal; brackets stay brackets."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tidings.cli import progress, terminal
from tidings.pipeline import Tally

STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = {
    "id": "h1\x1b]0;owned\x07",
    "title": "[bold]Two held[/bold] in Lyon \x1b[31mred\u202e",
    "source": "Evil\x9b2J Post",
    "date": "2020-03-03",
    "text": "LYON, France - Police \x1b[2Jarrested two men in Lyon\u202e on Monday, [red]the mayor[/] said. " * 3,
}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("toll [31m rises", "toll [31m rises"),
        ("toll \x1b[31m rises\x07", "toll \\u001b[31m rises\\u0007"),
        ("abc\u202edef", "abc\\u202edef"),
        ("one\ttwo\nthree", "one\ttwo\nthree"),
        ("line\rover", "line\\u000dover"),
        ("half \ud800", "half \\ud800"),
        ("سلام – “été”", "سلام – “été”"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    assert terminal.safe(text) == shown


def test_a_line_of_json_keeps_its_meaning() -> None:
    value = {"text": '\x1b \x9b \u202e \\u202e "quoted"'}
    assert json.loads(terminal.safe(json.dumps(value, ensure_ascii=False))) == value


@pytest.fixture(scope="module")
def hostile(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "rows.jsonl").write_text(json.dumps(HOSTILE) + "\n")
    assert run("add", folder / "case.tidings", folder / "rows.jsonl").exit_code == 0
    return folder


@pytest.mark.parametrize(
    "call",
    [
        "events CASE", "events CASE --table", "events CASE --json", "stories CASE", "stories CASE --json",
        "search CASE Lyon", "search CASE Lyon --json", "lineage CASE --json", "read ROWS", "read ROWS --json",
    ],
)  # fmt: skip
def test_hostile_text_is_printed_harmlessly(run: Run, hostile: Path, call: str) -> None:
    places = {"CASE": hostile / "case.tidings", "ROWS": hostile / "rows.jsonl"}
    result = run(*(places.get(word, word) for word in call.split()))
    assert result.exit_code == 0
    assert not STEERS.search(result.output)


def test_brackets_stay_brackets(run: Run, hostile: Path) -> None:
    assert "[bold]Two held[/bold]" in run("stories", hostile / "case.tidings", env={"COLUMNS": "200"}).stdout
    assert "[red]the «mayor»[/]" in run("search", hostile / "case.tidings", "mayor").stdout


def test_a_hostile_name_of_a_file_is_printed_harmlessly(run: Run, tmp_path: Path) -> None:
    result = run("read", tmp_path / "no\x1b[2Jsuch.txt")
    assert result.exit_code == 3
    assert "no\\u001b[2Jsuch.txt" in result.stderr


def test_a_table_fits_the_width(run: Run, case: Path) -> None:
    for columns in (60, 100):
        result = run("events", case, "--table", env={"COLUMNS": str(columns)})
        assert max(map(len, result.stdout.splitlines())) <= columns


def test_progress_tells_documents_stories_rate_and_problems() -> None:
    line = progress.line(Tally(documents=3, held=1, stories=10, problems=2), "feeds/a\x1bb.jsonl#3", 4.0)
    assert line == "4 documents · 10 stories · 2.5 stories/s · 2 problems · a\\u001bb.jsonl#3"


class Screen(io.StringIO):
    """A terminal that keeps what is drawn on it."""

    def isatty(self) -> bool:
        return True


def test_progress_is_drawn_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for stderr, drawn in ((Screen(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stderr)
        with progress.shown_progress() as step:
            step(Tally(documents=1, stories=1), "a.txt")
        assert ("1 documents" in stderr.getvalue()) is drawn


def test_quiet_draws_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Screen())
    with terminal.quieted(True), progress.shown_progress() as step:
        step(Tally(documents=1), "a.txt")
    assert screen.getvalue() == ""
