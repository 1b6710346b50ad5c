"""The names that spaCy's recogniser finds, by its own weights but for all words of a text at once.

spaCy goes through a text word by word, weighing each time all that a word could be: begin, go on with, end or alone be
a name of some sort, or none. Outside a name that weighing depends on the word alone, so here it is done for every word
in one product; what is left to do one after the other are the words inside the names, a step of every name at a time.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span

PLACES = 3  # features of a state: the word, the first word of the name that it would go on with, the word before
RULED_OUT = np.float32(-np.inf)
Numbers = NDArray[np.float32]
Places = NDArray[np.int64]
Marks = NDArray[np.bool_]


class Names:
    """A part of the pipeline that sets a text's names."""

    def __init__(self, recogniser: Any) -> None:
        """`recogniser` is spaCy's, which `fits`."""
        model = recogniser.model
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights = lower.get_param("W")  # places, hidden, pieces, inputs
        self._vectors, self._shape = model.get_ref("tok2vec"), weights.shape[1:3]
        self._weights = np.ascontiguousarray(weights.reshape(-1, weights.shape[-1]).T)
        self._bias = lower.get_param("b").reshape(-1)
        self._nothing = lower.get_param("pad").reshape(PLACES, -1)
        self._out, self._out_bias = upper.get_param("W"), upper.get_param("b")
        moves = [name.partition("-") for name in _moves(recogniser)]
        self._sorts = [(move, label) for move, _, label in moves]
        self._begins = np.array([move == "B" for move, _ in self._sorts])
        self._alone = np.array([move == "U" for move, _ in self._sorts])
        self._never = np.array([move == "U" and not label for move, label in self._sorts])  # it marks what is no name
        self._at = {sort: n for n, sort in enumerate(self._sorts)}

    @staticmethod
    def fits(recogniser: Any) -> bool:
        """Whether a recogniser is of the sort that this can stand for."""
        model = recogniser.model
        return bool(
            recogniser.cfg.get("beam_width") == 1
            and model.attrs.get("has_upper")
            and not model.attrs.get("unseen_classes")
            and model.get_ref("lower").get_dim("nF") == PLACES
            and {name.partition("-")[0] for name in _moves(recogniser)} == set("BILUO")
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of a text whose sentences are known."""
        if len(doc):
            doc.set_ents([Span(doc, *name) for name in self._found(doc)], default="outside")
        return doc

    def _found(self, doc: Doc) -> list[tuple[int, int, str]]:
        """Return first word, word after the last, and label of every name."""
        known = (self._vectors.predict([doc]) @ self._weights).reshape(len(doc), PLACES, -1)
        starts = doc.to_array([SENT_START, IS_SPACE]).astype(np.int64)
        ends_here = np.append(starts[1:, 0] == 1, True)
        scores = self._scores(known[:, 0] + self._nothing[1] + self._nothing[2])
        spaces = starts[:, 1] == 1
        scores[:, self._never] = RULED_OUT
        scores[np.ix_(ends_here | spaces, self._begins)] = RULED_OUT
        scores[np.ix_(spaces, self._alone)] = RULED_OUT
        moves = [self._sorts[n] for n in scores.argmax(axis=1).tolist()]
        opened = [n for n, (move, _) in enumerate(moves) if move == "B"]
        ends = self._ends(known, opened, [moves[n][1] for n in opened], ends_here)
        found, after = [], 0
        for n, (move, label) in enumerate(moves):
            if n < after or move == "O":
                continue
            after = ends[n] if move == "B" else n + 1
            found.append((n, after, label))
        return found

    def _ends(
        self, known: Numbers, opened: list[int], labels: list[str], ends_here: NDArray[np.bool_]
    ) -> dict[int, int]:
        """Return for each word that begins a name the word after its last one."""
        first, on = np.array(opened, dtype=np.int64), np.array([self._at["I", label] for label in labels])
        last = np.array([self._at["L", label] for label in labels])
        ends: dict[int, int] = {}
        here = first + 1
        while len(first):
            hidden = self._hidden(known[here, 0] + known[first, 1] + known[here - 1, 2])
            goes_on = self._score(hidden, on) >= self._score(hidden, last)
            goes_on &= ~ends_here[here]
            ends |= zip(first[~goes_on].tolist(), (here[~goes_on] + 1).tolist(), strict=True)
            first, on, last, here = first[goes_on], on[goes_on], last[goes_on], here[goes_on] + 1
        return ends

    def _hidden(self, summed: Numbers) -> Numbers:
        best: Numbers = (summed + self._bias).reshape(-1, *self._shape).max(axis=2)
        return best

    def _scores(self, summed: Numbers) -> Numbers:
        scores: Numbers = self._hidden(summed) @ self._out.T + self._out_bias
        return scores

    def _score(self, hidden: Numbers, moves: Places) -> Numbers:
        """The score of one move for each row."""
        score: Numbers = np.einsum("ij,ij->i", hidden, self._out[moves]) + self._out_bias[moves]
        return score


def _moves(recogniser: Any) -> list[str]:
    moves = recogniser.moves
    return [moves.get_class_name(n) for n in range(moves.n_moves)]


@Language.factory("tidings_names")
def names(nlp: Language, name: str) -> Names:
    """Return what stands for the pipeline's own recogniser."""
    return Names(nlp.get_pipe("ner"))
