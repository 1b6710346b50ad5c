"""`tidings report` writes four forms, says how it read the words, and refuses what it cannot mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import account, case_of, event, links, quote, reading, story
from tests.cli.conftest import Run
from tidings.case import CaseStore
from tidings.model import Actor, Mention
from tidings.output.report import FORMS, Asked, dossier


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of two stories: one tells of drones of a known group, the other of an arrest without a day."""
    path = tmp_path_factory.mktemp("small") / "case.tidings"
    first = story("Hezbollah tested drones on 4 May 2020.", "2020-05-05", publisher="Radio Marsh")
    roles = {"actor": ["Hezbollah"], "item": ["drones"]}
    tested = account(first, "tested", "test", roles=roles, time=("4 May 2020", "2020-05-04"))
    second = story("Police arrested a dealer.", publisher="Lona Post")
    arrested = account(second, "arrested", "arrest", roles={"actor": ["Police"], "target": ["dealer"]})
    with case_of(reading(first, tested), reading(second, arrested), path=str(path)) as case:
        case.replace_links(links(event(tested), event(arrested)))
    return path


@pytest.mark.parametrize("suffix", FORMS)
def test_each_form_is_written_whole(run: Run, small: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"report{suffix}"
    result = run("report", small, "--out", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"Written: {target}" in result.stderr
    assert target.stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_words_are_read_into_filters_and_said(run: Run, small: Path) -> None:
    result = run("report", small, "--about", "tests of homemade drones")
    assert "Read as: kind test (“tests”); item uav (“drones”)" in result.stderr
    assert "Not understood, and left aside: homemade" in result.stderr
    assert result.stdout.startswith("# Tests of homemade drones\n")
    assert "Words not understood, and left aside: homemade" in result.stdout


def test_words_may_name_several_parties(run: Run, small: Path) -> None:
    result = run("report", small, "--about", "hezbollah and police")
    assert "2 events, 2 stories" in result.stdout
    assert result.stdout.index("Hezbollah tested") < result.stdout.index("Police arrested")


def test_what_filters_leave_out_is_said(run: Run, small: Path) -> None:
    result = run("report", small, "--since", "2019")
    assert "The filters leave out 1 of the 2 events of the case." in result.stdout
    assert "1 event without a date would pass" in result.stdout
    assert "since: 2019" in result.stdout


def test_the_example_reports_are_told_with_notes_that_stand_in_their_stories(case: Path) -> None:
    with CaseStore.open(case, create=False) as held:
        told = list(held.told())
    texts = {telling.story.id: telling.story.text for one in told for telling in one.tellings}
    made = dossier(told, Asked("Examples", "2024-01-01T00:00:00+00:00"))
    notes = {note.number: note for note in made.notes}
    said = [*made.sentences(), *made.rows()]
    assert len(said) > len(told) > 50
    assert all(one.notes for one in said)
    quotes = [(note, quote) for note in notes.values() for quote in note.quotes]
    assert [quote.text for note, quote in quotes if texts[note.story][quote.start : quote.end] != quote.text] == []
    words = " ".join(one.text for one in made.sentences())
    assert "{" not in words
    assert "  " not in words


def test_private_persons_are_left_out_when_asked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.tidings"
    where = story("Police arrested Haman Oketch, a driver, near Lona.", "2020-05-05", publisher="Lona Post")
    arrested = account(where, "arrested", "arrest", roles={"actor": ["Police"], "target": ["Haman Oketch"]})
    person = Actor("Haman Oketch", type="person")
    name = Mention("actor", quote(where, "Haman Oketch"), entity=person, rule="actors.person/1")
    with case_of(reading(where, arrested, mentions=[name]), path=str(path)) as case:
        case.replace_links(links(event(arrested)))
    assert "Oketch" in run("report", path, "--actor", "police").stdout
    veiled = run("report", path, "--actor", "police", "--without-persons").stdout
    assert "Oketch" not in veiled
    assert "Police arrested or held a person" in veiled
    assert "private persons are left out" in veiled


def test_nothing_passing_is_noted(run: Run, small: Path) -> None:
    result = run("report", small, "--kind", "raid")
    assert result.exit_code == 0
    assert "No event passes. Loosen the filters" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--about", "frobnication"], 'Nothing in "frobnication" names an actor'),
        (["--about", "raids", "--kind", "test"], "Both --about and --kind name the kind"),
        (["--out", "report.doc"], "has no ending of a report. Give one of .html, .md, .docx, .pdf"),
        (["--since", "May"], '"May" is not a date'),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, small: Path, words: list[str], said: str) -> None:
    result = run("report", small, *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_file_is_replaced_only_when_asked(run: Run, small: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    target.write_text("mine")
    assert "exists" in run("report", small, "--out", target).stderr
    assert target.read_text() == "mine"
    assert run("report", small, "--out", target, "--yes").exit_code == 0
    assert target.read_text().startswith("# Report on case")


def test_a_folder_that_is_not_there_is_named(run: Run, small: Path, tmp_path: Path) -> None:
    """The message named a hidden file that the program had wanted to make in it."""
    out = tmp_path / "none" / "a.md"
    result = run("report", small, "--out", out)
    assert result.exit_code == 2
    assert f"There is no folder {out.parent}. Make it first" in " ".join(result.stderr.split())
