"""Rows of tests/reading/rows/*.tsv, the texts of each file read once a session.

The column `known` says what is wrong in the program where a row fails today; such a row must fail (strict xfail), so
that whoever mends the fault also empties the cell.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from tests.builders import story
from tidings.knowledge import Knowledge
from tidings.model import Account, Reading, Story
from tidings.reading import read_many

ROWS = Path(__file__).parent / "rows"
PUBLISHED = "2019-03-06"  # a Wednesday
Row = dict[str, str]


@cache
def know() -> Knowledge:
    """The built-in knowledge, loaded once."""
    return Knowledge()


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of one file; a line break in a text is written as a backslash and an n."""
    lines = (ROWS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    out = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:]]
    return tuple(row | {"text": row["text"].replace("\\n", "\n")} for row in out)


def params(name: str) -> list[ParameterSet]:
    """One parameter a row, named by its text; rows with a known fault are marked."""
    return [pytest.param(row, id=f"{n}-{row['text'][:40]}", marks=_marks(row)) for n, row in enumerate(rows(name), 2)]


def _marks(row: Row) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=row["known"], strict=True)] if row["known"] else []


@cache
def readings(name: str) -> dict[str, Reading]:
    """What is read in the texts of one file, by text."""
    return read_all(row["text"] for row in rows(name))


def read_all(texts: object) -> dict[str, Reading]:
    """What is read in each text as a story of its own, published on PUBLISHED."""
    stories: list[Story] = [story(text, PUBLISHED) for text in dict.fromkeys(texts)]  # type: ignore[call-overload]
    return {reading.story.text: reading for reading in read_many(stories, know())}


def told_by(reading: Reading, trigger: str, kind: str | None = None) -> list[Account]:
    """Accounts (of one kind) a mention of which overlaps the last place where the trigger words stand."""
    start = reading.story.text.rindex(trigger)
    end = start + len(trigger)
    fit = [a for a in reading.accounts if kind in (None, a.kind)]
    return [a for a in fit if any(q.start < end and start < q.end for q in a.mentions)]


def the_account(name: str, row: Row) -> Account:
    """The one account that the row's trigger tells; fails where there is none."""
    reading = readings(name)[row["text"]]
    found = told_by(reading, row["trigger"])
    assert found, f"nothing at {row['trigger']!r}; accounts: {shown(reading)}"
    return found[0]


def shown(reading: Reading) -> str:
    """The accounts in brief, for messages."""
    return "; ".join(f"{a.kind}/{a.status} {[q.text for q in a.mentions]}" for a in reading.accounts) or "none"
