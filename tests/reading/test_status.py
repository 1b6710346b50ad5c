"""What a text commits to: happened, attempted, planned, possible, denied or hypothetical."""

from __future__ import annotations

import pytest

from tests.reading.sentences import Row, params, rows, the_account
from tidings.model import STATUSES


@pytest.mark.parametrize("row", params("status"))
def test_status(row: Row) -> None:
    assert the_account("status", row).status == row["status"]


def test_every_status_has_rows() -> None:
    assert {row["status"] for row in rows("status")} == set(STATUSES)


def test_the_deciding_word_is_quoted() -> None:
    """A status that words decide quotes them; one that nothing spoke against quotes none."""
    hedged = the_account("status", next(r for r in rows("status") if r["text"].startswith("The group might attack")))
    plain = the_account("status", next(r for r in rows("status") if r["text"].startswith("Gunmen attacked")))
    assert hedged.status_words is not None
    assert hedged.status_words.text == "might"
    assert plain.status_words is None


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("It may be assumed", "may be assumed"),
        ("The footage does not", "does not establish"),
        ("Officials fear the rebels", "fear"),
    ],
)
def test_an_embedding_verb_is_quoted_with_its_auxiliaries(start: str, words: str) -> None:
    told = the_account("status", next(r for r in rows("status") if r["text"].startswith(start)))
    assert told.status_words is not None
    assert told.status_words.text == words
