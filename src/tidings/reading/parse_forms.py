"""The word classes and dictionary forms that spaCy's rules give, looked up by what the rules look at.

spaCy tries each of its rules on each word of each text. Nearly all of them look at one word alone: its tag, its part
in the sentence, and whether it is one of a few words. So what they make of a word is found out once and kept; the few
rules about words in a row are tried as spaCy tries them.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

LOOKED_AT = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})  # rules that look at more are left to spaCy
TESTS = frozenset({"IN", "NOT_IN", "REGEX"})
SET = frozenset({TAG, POS, MORPH, LEMMA, DEP})
MOST = 200_000  # words with their form at hand, in some 30 MB
Rule = dict[str, Any]
Values = dict[int, int]  # what is set on a word, by attribute
Hashes = NDArray[np.uint64]


class Forms:
    """A part of the pipeline that sets word classes, their features, and dictionary forms."""

    def __init__(self, nlp: Language) -> None:
        """Take the rules of the pipeline's own ruler and lemmatizer, which `fits`."""
        ruler: Any = nlp.get_pipe("attribute_ruler")
        self._lemmatizer: Any = nlp.get_pipe("lemmatizer")
        self._strings = nlp.vocab.strings
        self._values: list[Values] = ruler.attrs
        self._indices: list[int] = ruler.indices
        self._alone, self._first, self._longer = Matcher(nlp.vocab), Matcher(nlp.vocab), Matcher(nlp.vocab)
        for n, rule in enumerate(ruler.patterns):
            (self._alone if _is_of_one(rule) else self._longer).add(str(n), rule["patterns"])
            if not _is_of_one(rule):
                self._first.add(str(n), [pattern[:1] for pattern in rule["patterns"]])
        self._longest = max(len(pattern) for rule in ruler.patterns for pattern in rule["patterns"])
        named, tests = _words_named(ruler.patterns)
        self._named = {self._strings[word] for word in named}
        self._tests = [re.compile(test) for test in tests]
        self._lowers: dict[int, int] = {}
        self._rules: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._begins: set[int] = set()  # what `_forms` holds of words that rules about words in a row may begin with
        self._forms: dict[tuple[int, ...], Values] = {}
        self._lemmas: dict[tuple[int, int, int], int] = {}

    @staticmethod
    def fits(nlp: Language) -> bool:
        """Whether the pipeline's rules look at nothing but what is looked up here."""
        if not {"attribute_ruler", "lemmatizer"} <= set(nlp.pipe_names):
            return False
        ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
        tokens = [t for rule in ruler.patterns for pattern in rule["patterns"] for t in pattern]  # type: ignore[attr-defined]
        return (
            lemmatizer.mode == "rule"  # type: ignore[attr-defined]
            and all(token.keys() <= LOOKED_AT for token in tokens)
            and all(test.keys() <= TESTS for token in tokens for test in token.values() if isinstance(test, dict))
            and all(values.keys() <= SET for values in ruler.attrs)  # type: ignore[attr-defined]
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set the forms of a text that is tagged and parsed."""
        if not len(doc):
            return doc
        table: Any = doc.to_array([TAG, LOWER, DEP, IS_SPACE, ORTH])
        found = [self._form(doc, n, *row) for n, row in enumerate(table[:, :4].tolist())]
        begins = [n for n, values in enumerate(found) if id(values) in self._begins]
        for n, values in self._in_a_row(doc, begins, table).items():
            found[n] = values
        doc.from_array([POS, MORPH], _columns(found, POS, MORPH))  # type: ignore[arg-type]
        for n, values in enumerate(found):
            if TAG in values or DEP in values:
                doc[n].tag, doc[n].dep = values.get(TAG, doc[n].tag), values.get(DEP, doc[n].dep)
        words = table[:, 4].tolist()
        lemmas = [v.get(LEMMA) or self._lemma(doc, n, words[n], v) for n, v in enumerate(found)]
        doc.from_array([LEMMA], np.array(lemmas, dtype=np.uint64))  # type: ignore[arg-type]
        return doc

    def _form(self, doc: Doc, n: int, tag: int, lower: int, dep: int, is_space: int) -> Values:
        """What the rules about one word set on it."""
        key = (tag, self._word(lower), dep, is_space)
        if key not in self._forms:
            self._rules[key] = tuple(int(self._strings[m]) for m, *_ in self._alone(doc[n : n + 1], allow_missing=True))
            self._forms[key] = self._together(self._rules[key])
            if self._first(doc[n : n + 1], allow_missing=True):
                self._begins.add(id(self._forms[key]))
        return self._forms[key]

    def _word(self, lower: int) -> int:
        """The word where some rule names it, else 0."""
        if lower not in self._lowers:
            is_named = lower in self._named or any(test.search(self._strings[lower]) for test in self._tests)
            if len(self._lowers) >= MOST:
                self._lowers.clear()
            self._lowers[lower] = lower if is_named else 0
        return self._lowers[lower]

    def _in_a_row(self, doc: Doc, begins: list[int], table: Hashes) -> dict[int, Values]:
        """What all rules set on each word that a rule about words in a row sets something on."""
        rules: dict[int, list[int]] = {}
        for begin in begins:
            for match, start, end in self._longer(doc[begin : begin + self._longest], allow_missing=True):
                rule = int(self._strings[match])
                rules.setdefault(begin + range(start, end)[self._indices[rule]], []).append(rule)
        out = {}
        for n, more in rules.items():
            tag, lower, dep, is_space = table[n, :4].tolist()
            out[n] = self._together((*self._rules[tag, self._word(lower), dep, is_space], *more))
        return out

    def _together(self, rules: tuple[int, ...]) -> Values:
        """Later rules win."""
        out: Values = {}
        for rule in sorted(rules):
            out |= self._values[rule]
        return out

    def _lemma(self, doc: Doc, n: int, word: int, values: Values) -> int:
        key = (word, values.get(POS, 0), values.get(MORPH, 0))
        if key not in self._lemmas:
            if len(self._lemmas) >= MOST:
                self._lemmas.clear()
            self._lemmas[key] = self._strings.add(self._lemmatizer.lemmatize(doc[n])[0])
        return self._lemmas[key]


def _is_of_one(rule: Rule) -> bool:
    return all(len(pattern) == 1 for pattern in rule["patterns"])


def _words_named(rules: list[Rule]) -> tuple[set[str], set[str]]:
    """The words that rules name, and the patterns that they hold words against."""
    words: set[str] = set()
    patterns: set[str] = set()
    for token in (token for rule in rules for pattern in rule["patterns"] for token in pattern):
        test = token.get("LOWER")
        if isinstance(test, str):
            words.add(test)
        elif test:
            words.update(test.get("IN", ()), test.get("NOT_IN", ()))
            patterns.update([test["REGEX"]] if "REGEX" in test else [])
    return words, patterns


def _columns(found: list[Values], *attributes: int) -> Hashes:
    rows = [[values.get(attribute, 0) for attribute in attributes] for values in found]
    return np.array(rows, dtype=np.uint64)


@Language.factory("tidings_forms")
def forms(nlp: Language, name: str) -> Forms:
    """Return what stands for the pipeline's own ruler and lemmatizer."""
    return Forms(nlp)
