"""Words that decide a status: each does so in a sentence built around its example."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from spacy.tokens import Token

from tests.reading.sentences import know
from tidings.errors import KnowledgeError
from tidings.knowledge import status
from tidings.knowledge.own import Tables
from tidings.knowledge.status import FRAMES, OUTCOMES, RELATIONS, StatusWords
from tidings.knowledge.tables import table
from tidings.model import STATUSES
from tidings.reading.language import parses
from tidings.reading.status import status_at

AROUND = {
    "modifier": "There was {}.",
    "adverb": "The base was attacked, {}.",
    "auxiliary": "The militia {}.",
    "mark": "People flee {}.",
    "determiner": "{}.",
    "preposition": "The rebels {}.",
    "negation": "The {}.",
    "nobody": "{}.",
    "occurrence": "{}.",
    "next": "They planned nothing but {}.",
    "unit": "They spoke of {}.",
    "day": "{}.",
    "noun": "Officials mentioned {}.",
    "noun of": "Officials mentioned {}.",
    "deed": "The rebels {}.",
}
DEEDS = frozenset(
    {"strike", "striking", "crossed", "leave", "leaving", "shelled", "shelling", "attack", "attacked", "carried"}
)
STATUS_OF = {"fact": "happened", "failed": "attempted"}
WORDS = list(table("status"))
EMBEDDING = list(table("embedding"))


def sentence(row: dict[str, str]) -> str:
    """The row's example, in a whole sentence where it is none."""
    if row["example"].endswith("."):
        return row["example"]
    words = row["example"].removeprefix("it ") if row.get("relation") == "auxiliary" else row["example"]
    if words.startswith("it is"):
        return f"{words.capitalize()}."
    if words.startswith("be "):
        return f"The rebels are {words.removeprefix('be ')}."
    around = AROUND.get(row.get("relation") or row["frame"], AROUND["deed"])
    return around.format(words.capitalize() if around.startswith("{") else words)


@cache
def deeds() -> dict[str, Token]:
    """The word that names the deed in each sentence: the last of DEEDS."""
    texts = list(dict.fromkeys(map(sentence, [*WORDS, *EMBEDDING])))
    return {text: [t for t in doc if t.lower_ in DEEDS][-1] for text, doc in zip(texts, parses(texts), strict=True)}


def wanted(row: dict[str, str]) -> str:
    """The status that the row's word gives; an occurrence shares the mood of its auxiliary."""
    if row.get("relation") == "occurrence":
        return "possible"
    said = row.get("status") or row["does"]
    return STATUS_OF.get(said, said)


def wrong(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Rows whose word does not decide as the table says."""
    read = [(r, status_at(deeds()[sentence(r)], know())) for r in rows]
    return [(sentence(r), f"{wanted(r)}, not {d.status} by {d.by}") for r, d in read if d.status != wanted(r)]


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_word_decides_in_its_relation(relation: str) -> None:
    assert wrong([r for r in WORDS if r["relation"] == relation]) == []


@pytest.mark.parametrize("frame", FRAMES)
def test_a_word_decides_in_its_frame(frame: str) -> None:
    assert wrong([r for r in EMBEDDING if r["frame"] == frame]) == []


def test_all_statuses_but_happened_have_words() -> None:
    assert {row["status"] for row in WORDS} >= set(STATUSES) - {"happened"}
    assert {row["does"] for row in EMBEDDING} == set(OUTCOMES)
    assert StatusWords.load().says("modifier", "attack") is None
    assert StatusWords.load().embeds("inf", "attack") is None


def test_every_word_stands_once_in_a_frame() -> None:
    keys = [(row["word"], row["frame"]) for row in EMBEDDING]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("status", "word\trelation\tstatus\nx\tmark\todd\n", 'no status "odd"'),
        ("status", "word\trelation\tstatus\nx\todd\tdenied\n", 'no relation "odd"'),
        ("embedding", "word\tframe\tdoes\tnegated\nx\todd\tdenied\tdenied\n", 'no frame "odd"'),
        ("embedding", "word\tframe\tdoes\tnegated\nx\tinf\tdenied\todd\n", 'no outcome "odd"'),
    ],
)
def test_a_row_for_something_unknown_is_refused(tmp_path: Path, name: str, text: str, fault: str) -> None:
    (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=fault):
        status.StatusWords.load(Tables(tmp_path))
