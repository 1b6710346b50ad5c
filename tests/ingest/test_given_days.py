"""The day that a container gives with a story, in whatever way it writes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tidings import ingest
from tidings.knowledge import Knowledge
from tidings.model import Document

KNOW = Knowledge()


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2018-10-30", "2018-10-30"),
        ("Wed Nov 23, 2016 | 3:02pm EST", "2016-11-23"),
        ("SAN SALVADOR, 19 APR 89 (ACAN-EFE)", "1989-04-19"),
        ("9:43 PM, Dec 11, 2016", "2016-12-11"),
        ("December 9th 2016", "2016-12-09"),
        ("7 December 2016 GMT", "2016-12-07"),
        ("between 3 May 2019 and 5 May 2019", None),
        ("last week", None),
        ("", None),
    ],
)
def test_a_written_day_is_read_from_the_row(tmp_path: Path, written: str, day: str | None) -> None:
    path = tmp_path / "row.json"
    path.write_text(json.dumps({"text": "Police held two men in the port.", "published": written}), encoding="utf-8")
    (doc,) = ingest.documents([path])
    assert isinstance(doc, Document)
    (story,) = ingest.stories(doc, KNOW)
    assert story.published.date == day
    assert story.published.basis == ("metadata" if day else "unknown")
