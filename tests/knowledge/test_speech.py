"""Reporting words: each makes somebody the source of what is reported."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.reading.sentences import know
from tidings.errors import KnowledgeError
from tidings.knowledge.own import Tables
from tidings.knowledge.speech import Speech
from tidings.knowledge.tables import table
from tidings.reading.attribution import sayings
from tidings.reading.language import parses

ROWS = list(table("speech"))
AROUND = {  # a sentence around the word of each sort
    "verb": "Officials {} that troops fired on the crowd.",
    "accusing": "Officials {} rebels of the attack.",
    "evidence": "The videos {} troops firing on the crowd.",
    "noun": "The {} shows troops firing on the crowd.",
    "phrase": "Troops fired on the crowd, {} officials.",
}
OF_THE_OBJECT = "the deed hangs on the accused in the parse, not on the verb"
KNOWN = {  # words that make nobody a speaker yet, and why
    ("accusing", "implicate"): OF_THE_OBJECT,
    ("accusing", "convict"): OF_THE_OBJECT,
    ("evidence", "document"): "the tagger takes it for a noun",
    ("evidence", "detail"): "the tagger takes it for a noun",
    ("noun", "media"): "the lemma of media is medium",
    ("noun", "data"): "the lemma of data is datum",
}


def sentence(row: dict[str, str]) -> str:
    """The word in a whole sentence; a citing verb stands as its example has it."""
    if row["sort"] not in AROUND:
        return f"Troops fired on the crowd, {row['example']}."
    return AROUND[row["sort"]].format(row["word"])


@cache
def speakers() -> dict[str, list[str]]:
    """Who says something in each sentence."""
    texts = list(dict.fromkeys(map(sentence, ROWS)))
    return {
        text: [s.speaker.text for s in sayings(doc, know())] for text, doc in zip(texts, parses(texts), strict=True)
    }


@pytest.mark.parametrize("sort", [*AROUND, "citing"])
def test_a_word_has_a_speaker(sort: str) -> None:
    rows = [r for r in ROWS if r["sort"] == sort and (sort, r["word"]) not in KNOWN]
    assert [sentence(r) for r in rows if len(speakers()[sentence(r)]) < (2 if sort == "citing" else 1)] == []


@pytest.mark.parametrize("key", KNOWN, ids=" ".join)
def test_a_known_gap_is_still_one(key: tuple[str, str]) -> None:
    """Whoever closes a gap takes it out of the list."""
    rows = [r for r in ROWS if (r["sort"], r["word"]) == key]
    assert any(len(speakers()[sentence(r)]) < (2 if r["sort"] == "citing" else 1) for r in rows)


def test_a_row_of_an_unknown_sort_is_refused(tmp_path: Path) -> None:
    (tmp_path / "speech.tsv").write_text("word\tsort\nhum\tsong\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match='no sort "song"'):
        Speech.load(Tables(tmp_path))
