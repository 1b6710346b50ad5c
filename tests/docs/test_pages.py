"""Every command of the tutorial and the how-to pages runs, in the order of its page, in a folder of its own."""

from __future__ import annotations

import re
from pathlib import Path

import page_runs
import pytest
from make_site import DOCS, RUN, own_pages

PAGES = sorted(place for place in own_pages() if place.startswith(RUN))
STARTED = "```sh\ntidings add a.tidings examples/reports/01-wire.txt\n```\n"


@pytest.mark.slow
@pytest.mark.parametrize("place", PAGES)
def test_the_commands_of_a_page_run(place: str, tmp_path: Path) -> None:
    text = (DOCS / place).read_text(encoding="utf-8")
    shown = page_runs.with_outputs(text, tmp_path)
    assert page_runs.SHOWN not in shown  # each mark stands below a block that was run
    assert "```text\n```" not in shown  # and what was run printed something


@pytest.mark.parametrize("place", PAGES)
def test_every_capital_in_a_command_stands_for_something(place: str) -> None:
    text = (DOCS / place).read_text(encoding="utf-8")
    typed = " ".join(m["text"] for m in page_runs.FENCE.finditer(text) if m["language"] == "sh")
    named = {m["name"] for m in page_runs.FENCE.finditer(text) if m["name"]}
    assert set(re.findall(r"\b(EVENT|JUDGEMENT|ACCOUNT|CASE)\b", typed)) <= named


def test_what_a_block_prints_stands_below_it(tmp_path: Path) -> None:
    page = f"{STARTED}\n```sh\ntidings stories a.tidings --json\n```\n<!-- shown -->\n\nThe end."
    shown = page_runs.with_outputs(page, tmp_path)
    assert "Northgate Newswire" in shown
    assert shown.endswith("The end.")


def test_only_marked_blocks_are_shown(tmp_path: Path) -> None:
    assert page_runs.with_outputs(STARTED, tmp_path) == STARTED


def test_a_file_is_written_before_it_is_read(tmp_path: Path) -> None:
    page = (
        '```text title="deep/a.txt"\nPolice raided a house in Homs.\n```\n```sh\ncat deep/a.txt\n```\n<!-- shown -->\n'
    )
    assert page_runs.with_outputs(page, tmp_path).count("Police raided") == 2


def test_a_program_is_run(tmp_path: Path) -> None:
    assert "\n42\n" in page_runs.with_outputs("```python\nprint(6 * 7)\n```\n<!-- shown -->\n", tmp_path)


def test_a_long_output_is_cut_and_says_so(tmp_path: Path) -> None:
    page = "```python\nprint(*range(100), sep='\\n')\n```\n<!-- shown -->\n"
    assert "… 60 more lines" in page_runs.with_outputs(page, tmp_path)


def test_an_id_is_found_by_a_command_or_in_what_was_printed(tmp_path: Path) -> None:
    run = page_runs.PageRun(tmp_path)
    page = (
        f"{STARTED}<!-- EVENT: events a.tidings --kind attack -->\n```sh\ntidings judge a.tidings accept EVENT\n```\n"
        "<!-- JUDGEMENT: last -->\n```sh\ntidings judge a.tidings undo JUDGEMENT\n```\n"
    )
    assert [one.code for one in run.blocks(page)] == [0, 0, 0]
    assert len(run.names["EVENT"]) == 8


def test_a_command_that_fails_stops_the_site(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"tidings events gone.tidings: exit code 1"):
        page_runs.with_outputs("```sh\ntidings events gone.tidings\n```\n", tmp_path)


def test_a_shown_command_that_prints_nothing_stops_the_site(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="true: the page shows what it prints"):
        page_runs.with_outputs("```sh\ntrue\n```\n<!-- shown -->\n", tmp_path)


def test_an_id_that_nothing_gives_stops_the_site(tmp_path: Path) -> None:
    page = STARTED + "<!-- EVENT: events a.tidings --kind protest -->\n"
    with pytest.raises(LookupError, match="finds nothing"):
        page_runs.with_outputs(page, tmp_path)
