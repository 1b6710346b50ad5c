"""The quicker ways to a parse say what spaCy's own say, word for word."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tidings.knowledge.grammar import words
from tidings.reading.language import _keep_whole, bare, parse, parses, pipeline
from tidings.reading.parse_forms import Forms
from tidings.reading.parse_vectors import _Words, quicken

REPORTS = sorted((Path(__file__).parents[2] / "examples" / "reports").glob("*.txt"))
SHORT = (
    "",
    " ",
    "\n\n",
    "Fire!",
    "Mora",
    "It ain't over, let's go. There's a bomb, y'all; they're gonna get 'em. I'd 've gone, he's got nothin'.",
    "On 3 May 2015 General Sani Abubakar of the 7th Division told Reuters in Maiduguri\n\nthat Boko Haram\nhad fled.",
    "Deutsche Bank of New York City \n and the Bank of the\nCentral African States paid $3 million to Aïcha Ndiaye.",
    "naïve “quotes” – 12:30 p.m., U.N.-backed (e.g. Bahrain's) 🙂 ﬁre",
)


@pytest.fixture(scope="module")
def spacy_own() -> Language:
    nlp = bare()
    nlp.add_pipe("tidings_lines", before="parser")
    _keep_whole(nlp, words("hyphened"))
    return nlp


def _said(doc: Doc) -> list[tuple[Any, ...]]:
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.head.i, t.dep_, t.is_sent_start, t.ent_iob_, t.ent_type_)
        for t in doc
    ]


@pytest.mark.parametrize("text", SHORT)
def test_short_texts_are_parsed_as_by_spacy(text: str, spacy_own: Language) -> None:
    assert _said(parse(text)) == _said(spacy_own(text))


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_reports_are_parsed_as_by_spacy(report: Path, spacy_own: Language) -> None:
    text = report.read_text(encoding="utf-8")
    assert _said(parse(text)) == _said(spacy_own(text))


def test_the_gold_texts_are_parsed_as_by_spacy(spacy_own: Language) -> None:
    folder = Path(__file__).parents[3] / "shared" / "gold" / "train"
    if not folder.is_dir():
        pytest.skip("no shared data")
    for path in sorted(folder.glob("*.json"))[:20]:
        text = json.loads(path.read_text(encoding="utf-8"))["text"]
        if not text.isupper() and parse(text).text == text:
            assert _said(parse(text)) == _said(spacy_own(text)), path.stem


def test_a_parse_does_not_depend_on_what_was_parsed_before() -> None:
    some = [text for text in SHORT if text] * 2
    assert [_said(doc) for doc in parses(some)] == [_said(parse(text)) for text in some]
    assert [_said(doc) for doc in parses(reversed(some))] == [_said(parse(text)) for text in reversed(some)]


def test_threads_that_parse_at_once_do_not_mix_words() -> None:
    nlp = bare()
    words_of = _Words(nlp.get_pipe("tok2vec").model.get_ref("embed"))  # type: ignore[attr-defined]
    docs = [nlp.make_doc(" ".join(f"word{n}x{m}" for m in range(60))) for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(words_of.of, docs))
    alone = _Words(nlp.get_pipe("tok2vec").model.get_ref("embed"))  # type: ignore[attr-defined]
    assert all((one == alone.of(doc)).all() for one, doc in zip(together, docs, strict=True))


def test_the_quicker_parts_are_in_use() -> None:
    assert {"tidings_forms", "tidings_names"} <= set(pipeline().pipe_names)
    assert not {"ner", "lemmatizer", "attribute_ruler"} & set(pipeline().pipe_names)
    assert pipeline().get_pipe("tok2vec").model.name == "tidings_vectors"  # type: ignore[attr-defined]


def test_a_pipeline_of_another_sort_stays_as_it_is() -> None:
    nlp = spacy.blank("en")
    quicken(nlp)
    assert not Forms.fits(nlp)


@pytest.mark.parametrize("kept", [3, 6, 9])
def test_more_words_than_are_kept_get_the_same_vectors(kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tidings.reading.parse_vectors.KEPT", kept)
    nlp = bare()
    few = _Words(nlp.get_pipe("tok2vec").model.get_ref("embed"))  # type: ignore[attr-defined]
    monkeypatch.undo()
    many = _Words(nlp.get_pipe("tok2vec").model.get_ref("embed"))  # type: ignore[attr-defined]
    for text in ("Police said that police", "they were told.", "Police said that police were told."):
        doc = nlp.make_doc(text)
        assert (few.of(doc) == many.of(doc)).all()
