"""`tidings alerts` and what `tidings watch` sends."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import pytest

from tests.cli.conftest import Run
from tests.fetch.site import PAGE, Site

FEED = b"<rss><item><link>/report.html</link></item></rss>"


@pytest.fixture
def case(run: Run, tmp_path: Path) -> Path:
    """A case with one report."""
    report = tmp_path / "a.html"
    report.write_bytes(PAGE)
    assert run("add", tmp_path / "case.tidings", report).exit_code == 0
    return tmp_path / "case.tidings"


def test_an_alert_is_added_listed_run_and_removed(run: Run, case: Path) -> None:
    added = run("alerts", case, "add", "raids", "--kind", "attack", "--to", "terminal", "--with-present")
    assert (added.exit_code, added.stdout) == (0, "raids: kind attack → terminal\n")
    listed = json.loads(run("alerts", case, "--json").stdout)
    assert listed == {
        "name": "raids", "wanted": {"kind": ["attack"]}, "to": ["terminal"], "without_persons": False
    }  # fmt: skip
    assert "raids" in run("alerts", case, "list").stdout
    first = run("alerts", case, "run")
    assert first.exit_code == 0
    assert "New event:" in first.stdout
    assert "Gunmen attacked a police post in Kabul" in first.stdout
    assert run("alerts", case, "run").stdout == ""
    assert run("alerts", case, "remove", "raids").stdout == "Removed: raids\n"
    assert "There is no alert" not in run("alerts", case, "run").stdout


def test_without_with_present_only_what_comes_is_told(run: Run, case: Path, tmp_path: Path) -> None:
    run("alerts", case, "add", "all", "--to", "terminal")
    assert run("alerts", case, "run").stdout == ""
    later = tmp_path / "later.txt"
    later.write_text("HERAT, March 5, 2020 - Police seized 14 rifles in Herat on Thursday, the governor said.\n")
    run("add", case, later)
    assert "seize" in run("alerts", case, "run", "--json").stdout


def test_watch_sends_what_is_new(run: Run, site: Site, tmp_path: Path) -> None:
    case, feed = tmp_path / "case.tidings", tmp_path / "news.atom"
    other = tmp_path / "b.txt"
    other.write_text("HERAT, March 5, 2020 - Police seized 14 rifles in Herat on Thursday, the governor said.\n")
    run("add", case, other)
    run("alerts", case, "add", "all", "--to", f"feed:{feed}", "--to", "terminal")
    address = site.gives("/feed.xml", FEED)
    site.gives("/report.html")
    for said in (True, False):
        looked = run("watch", case, address, "--once", "--allow-private", "--pace", "0")
        assert looked.exit_code == 0, looked.output
        assert ("New event:" in looked.stdout) is said
    entries = feedparser.parse(feed.read_bytes()).entries
    assert any("Gunmen attacked" in one.summary for one in entries)


def test_a_message_that_could_not_be_sent_is_said_by_the_exit_code(run: Run, case: Path) -> None:
    run("alerts", case, "add", "all", "--to", "webhook:http://127.0.0.1:9/", "--with-present")
    result = run("alerts", case, "run")
    assert result.exit_code == 3
    assert "no public address" in result.stderr
    assert "left for the next run" in result.stderr
    assert "waits, for webhook:" in run("alerts", case, "list").stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add",), "add NAME"),
        (("add", "a"), "Say where to"),
        (("add", "a", "--to", "pigeon:1"), "nowhere to send to"),
        (("add", "a", "--to", "terminal", "--kind", "festival"), 'no kind "festival"'),
        (("add", "a", "--to", "terminal", "--since", "soon"), "not a date"),
        (("run", "a"), "alerts"),
        (("remove", "a"), 'no alert "a"'),
        (("run", "--kind", "attack"), "go with add"),
    ],
    ids=str,
)
def test_a_wrong_call_says_what_to_type(run: Run, case: Path, words: tuple[str, ...], said: str) -> None:
    result = run("alerts", case, *words)
    assert (result.exit_code, said in result.stderr) == (2, True), result.output


def test_the_secret_of_a_webhook_is_printed_once(run: Run, case: Path) -> None:
    first = run("alerts", case, "add", "a", "--to", "webhook:https://example.org/hook")
    assert "The secret of webhook:https://example.org/hook, not shown again: " in first.stderr
    second = run("alerts", case, "add", "b", "--to", "webhook:https://example.org/hook")
    assert "secret" not in second.stderr


def test_private_persons_can_be_left_out(run: Run, tmp_path: Path) -> None:
    report, case = tmp_path / "a.txt", tmp_path / "case.tidings"
    report.write_text("MORA, May 3, 2021 - Rebels attacked Mora on Monday, a baker, Omar Zayd, said. Zayd fled.\n")
    run("add", case, report)
    for name, more in (("open", ()), ("veiled", ("--without-persons",))):
        run("alerts", case, "add", name, "--to", "terminal", "--with-present", *more)
    told = [json.loads(line) for line in run("alerts", case, "run", "--json").stdout.splitlines()]
    veiled = [json.dumps(one, ensure_ascii=False) for one in told if one["alert"] == "veiled"]
    assert veiled
    assert any("Zayd" in json.dumps(one) for one in told if one["alert"] == "open")
    assert not [one for one in veiled if "Zayd" in one or "Omar" in one]
