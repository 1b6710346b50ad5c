"""A reader of one's own takes the place of a built-in one, in reading and in a case."""

from __future__ import annotations

from pathlib import Path

import pytest

import tidings
from tests.builders import account, reading
from tidings.errors import NotAnswered
from tidings.knowledge import Knowledge
from tidings.model import Problem, Reading, Story
from tidings.reading import reader_of

TEXT = "Gunmen attacked a police post in Kabul on Monday, killing two officers, the interior ministry said.\n"


class Mine:
    """Finds one attack, and nothing in a story that it does not like."""

    name = "mine/1"

    def read(self, story: Story, know: Knowledge) -> Reading:
        if "secret" in story.text:
            raise NotAnswered("Not this one.", "mine-declined")
        return reading(story, account(story, "attacked", reader=self.name))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    return path


def test_one_reads_with_it(report: Path) -> None:
    (one,) = tidings.read(report, reader=Mine())
    assert [(a.kind, a.reader) for a in one.accounts] == [("attack", "mine/1")]


def test_a_case_keeps_who_read(report: Path) -> None:
    with tidings.Case(":memory:") as case:
        assert case.add(report, reader=Mine()).accounts == 1
        (one,) = case.readings()
        assert {a.reader for a in one.accounts} == {"mine/1"}
        assert len(case.events()) == 1


def test_what_it_does_not_read_is_a_problem_and_nobody_else_reads_it(report: Path) -> None:
    report.write_text(f"{TEXT}It is a secret that the army took part in it.\n")
    problems: list[Problem] = []
    (one,) = tidings.read(report, reader=Mine(), on_problem=problems.append)
    assert (one.accounts, one.reader, [p.reason for p in problems]) == ((), "mine/1", ["mine-declined"])


def test_rules_are_the_default(report: Path) -> None:
    assert list(tidings.read(report)) == list(tidings.read(report, reader=reader_of("rules")))
