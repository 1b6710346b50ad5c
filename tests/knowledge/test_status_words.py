"""Words that decide a status: each does so in a sentence built around its example."""

from __future__ import annotations

from functools import cache

import pytest

from tests.builders import story
from tests.reading.sentences import PUBLISHED, know
from tidings.errors import KnowledgeError
from tidings.knowledge import status
from tidings.knowledge.status import RELATIONS, StatusWords
from tidings.knowledge.tables import table
from tidings.model import STATUSES
from tidings.reading.language import parses
from tidings.reading.reader import mentions
from tidings.reading.telling import tell

AROUND = {
    "governs": "Rebels {}.",
    "object": "Rebels {}.",
    "noun": "We know {}.",
    "modifier": "There was {}.",
    "adverb": "The attack was {}.",
    "auxiliary": "The militia {}.",
    "mark": "People flee {}.",
}
PHRASE = "more than one word; only single words are looked up"
PARSE = "the parser takes the verb of so short a sentence for a noun or a name"
KNOWN = {  # words that do not decide yet, and why
    ("governs", "aim at"): PHRASE,
    ("noun", "evidence of"): PHRASE,
    ("mark", "whether or not"): PHRASE,
    ("modifier", "would-be"): "the tokenizer splits at the hyphen",
    ("governs", "plot"): PARSE,
    ("governs", "design"): PARSE,
    ("governs", "authorise"): PARSE,
    ("object", "authorise"): PARSE,
    ("governs", "disclaim"): PARSE,
    ("governs", "dispute"): PARSE,
    ("object", "repel"): "to repel an attack is a clash, which happened",
    ("noun", "vow"): "an infinitive below vow, call and deal is not seen as hanging on a noun",
    ("noun", "call"): "as vow",
    ("noun", "deal"): "as vow",
}
ROWS = list(table("status"))


def sentence(row: dict[str, str]) -> str:
    """The row's example in a whole sentence."""
    words = row["example"].removeprefix("it ") if row["relation"] == "auxiliary" else row["example"]
    return AROUND[row["relation"]].format(words)


@cache
def decided() -> dict[str, set[str]]:
    """Statuses of the deeds in each sentence."""
    stories = {text: story(text, PUBLISHED) for text in map(sentence, ROWS)}
    docs = zip(stories, parses(stories), strict=True)
    told = {text: tell(doc, mentions(doc, stories[text], know()), know()) for text, doc in docs}
    return {text: {t.status.status for t in deeds} for text, deeds in told.items()}


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_word_decides_in_its_relation(relation: str) -> None:
    rows = [r for r in ROWS if r["relation"] == relation and (relation, r["word"]) not in KNOWN]
    assert [(sentence(r), r["status"]) for r in rows if r["status"] not in decided()[sentence(r)]] == []


@pytest.mark.parametrize("key", KNOWN, ids=" ".join)
def test_a_known_gap_is_still_one(key: tuple[str, str]) -> None:
    """Whoever closes a gap takes it out of the list."""
    assert any((r["relation"], r["word"]) == key and r["status"] not in decided()[sentence(r)] for r in ROWS)


def test_all_statuses_but_happened_have_words() -> None:
    assert {row["status"] for row in ROWS} | {"happened"} == set(STATUSES)
    assert StatusWords.load().says("governs", "attack") is None


def test_a_row_for_an_unknown_status_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "table", lambda _: [{"word": "x", "relation": "mark", "status": "odd", "example": "x"}])
    with pytest.raises(KnowledgeError, match="status odd"):
        StatusWords.load()
