"""The vectors that spaCy's parser and names rest on, from the pipeline's own weights in a third of the time.

Most of the time of a parse goes into two small networks that give each word a vector of itself and its neighbours.
Their first half looks at nothing but the word, so its result is kept for each word; their second half multiplies with
numpy, whose products take a third of the time of those that spaCy brings. What comes out differs from spaCy's own in
the seventh digit. A text is worked on alone and by one thread: its parse depends on nothing that stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, chain
from threadpoolctl import ThreadpoolController

KEPT = 20_000  # words with a vector at hand, in 8 MB a network; a day's news has about as many
SPREAD = np.array([0x9E3779B97F4A7C15 + 2 * n * 0x100000001B3 for n in range(16)], dtype=np.uint64)  # odd numbers
TINY = np.float32(1e-8)  # what thinc adds to a variance
Vectors = NDArray[np.float32]
Hashes = NDArray[np.uint64]
AnyModel = Any  # of thinc, whose types do not know what a layer's numbers are
Layer = tuple[Vectors, Vectors, Vectors, Vectors, int]  # weights, bias, gain, shift, pieces


def quicken(nlp: Language) -> None:
    """Have the pipeline's networks give the same vectors sooner; those built in another way stay as they are."""
    pipe: Any
    for _, pipe in nlp.pipeline:
        model: AnyModel = getattr(pipe, "model", None)
        nodes = model.walk() if hasattr(model, "walk") else ()
        found = next((node for node in nodes if _is_known(node)), None)
        if found is not None and found is model:
            pipe.model = _quick(found)
        elif found is not None:
            model.replace_node(found, _quick(found))


@lru_cache(maxsize=1)
def threads() -> ThreadpoolController:
    """The libraries that multiply, each of which would start threads of its own."""
    return ThreadpoolController()


def _is_known(model: AnyModel) -> bool:
    """Whether this is a network of the sort that is known here: hashed features of a word, then layers of windows."""
    if not (model.has_ref("embed") and model.has_ref("encode")):
        return False
    embed, encode = model.get_ref("embed"), model.get_ref("encode")
    windows = [node for node in encode.walk() if node.name == "expand_window"]
    layers = [node for node in encode.walk() if node.name == "maxout"]
    return (
        embed.layers[0].name == "extract_features"
        and len(embed.layers) == 5
        and 0 < len(windows) == len(layers) == encode.attrs["pad"]
        and all(node.attrs["window_size"] == 1 for node in windows)
    )


def _quick(model: AnyModel) -> AnyModel:
    embed, encode = model.get_ref("embed"), model.get_ref("encode")
    nodes = list(encode.walk())
    maxouts = [node for node in nodes if node.name == "maxout"]
    norms = [node for node in nodes if node.name == "layernorm"]
    layers = [_layer(*pair) for pair in zip(maxouts, norms, strict=True)]
    words = _Words(embed)

    def forward(_: AnyModel, docs: list[Doc], is_train: bool) -> tuple[list[Vectors], Callable[[Any], list[Any]]]:
        return [_encoded(words.of(doc), layers) for doc in docs], lambda _: []

    return Model("tidings_vectors", forward, dims={"nO": model.get_dim("nO")})


def _layer(maxout: AnyModel, norm: AnyModel) -> Layer:
    """The numbers of a layer, with the pieces of which the greatest counts one after the other."""
    weights = maxout.get_param("W")
    out, pieces, _ = weights.shape
    W = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(-1, pieces * out))
    return W, maxout.get_param("b").T.reshape(-1).copy(), norm.get_param("G"), norm.get_param("b"), pieces


class _Words:
    """The vectors of words by themselves, each made once."""

    def __init__(self, embed: AnyModel) -> None:
        self._columns = embed.layers[0].attrs["columns"]
        self._tables: AnyModel = chain(*embed.layers[1:3])
        nodes = {node.name: node for node in embed.layers[3].walk()}
        weights, bias, gain, shift, self._pieces = _layer(nodes["maxout"], nodes["layernorm"])
        self._mix = [part.astype(np.float64) for part in (weights, bias, gain, shift)]
        self._rows: dict[int, int] = {}
        self._kept = np.zeros((KEPT, len(gain)), dtype=np.float32)
        self._lock = Lock()

    def of(self, doc: Doc) -> Vectors:
        """Return a row for each word of the text."""
        table: Any = doc.to_array(self._columns)
        with self._lock:  # two threads that parse must not give one row to two words
            return self._of(table.reshape(len(doc), -1))

    def _of(self, given: Hashes) -> Vectors:
        keys = (given * SPREAD[: given.shape[1]]).sum(axis=1, dtype=np.uint64).tolist()
        new = {key: n for n, key in enumerate(keys) if key not in self._rows}
        if len(self._rows) + len(new) > len(self._kept):
            self._rows.clear()
            new = {key: n for n, key in enumerate(keys)}
        if len(new) > len(self._kept):
            return self._made(given)
        if new:
            begin, end = len(self._rows), len(self._rows) + len(new)
            self._kept[begin:end] = self._made(given[list(new.values())])
            self._rows.update(zip(new, range(begin, end), strict=True))
        kept: Vectors = self._kept[[self._rows[key] for key in keys]]
        return kept

    def _made(self, given: Hashes) -> Vectors:
        """In twice the digits: so the words made in the same go leave no trace in the digits kept."""
        weights, bias, gain, shift = self._mix
        mixed = self._tables.predict([given]).data.astype(np.float64) @ weights + bias
        best = mixed.reshape(len(given), self._pieces, -1).max(axis=1)
        best -= best.mean(axis=1, keepdims=True)
        best /= np.sqrt((best * best).mean(axis=1, keepdims=True) + TINY)
        made: Vectors = (best * gain + shift).astype(np.float32)
        return made


def _encoded(words: Vectors, layers: list[Layer]) -> Vectors:
    """Each word's vector with what its neighbours add to it, layer by layer; nothing stands before and after a text."""
    count, width = words.shape
    pad = len(layers)
    X: Vectors = np.zeros((count + 2 * pad + 2, width), dtype=np.float32)
    X[pad + 1 : -pad - 1] = words
    window = np.empty((count + 2 * pad, 3 * width), dtype=np.float32)
    share = np.full(width, 1 / width, dtype=np.float32)
    for weights, bias, gain, shift, pieces in layers:
        window[:, :width], window[:, width : 2 * width], window[:, 2 * width :] = X[:-2], X[1:-1], X[2:]
        mixed = window @ weights
        mixed += bias
        best = mixed[:, :width]
        for n in range(1, pieces):
            np.maximum(best, mixed[:, n * width : (n + 1) * width], out=best)
        best -= (best @ share)[:, None]
        spread = np.einsum("ij,ij->i", best, best) / np.float32(width) + TINY
        best *= (1 / np.sqrt(spread))[:, None]
        best *= gain
        best += shift
        X[1:-1] += best
    encoded: Vectors = X[pad + 1 : -pad - 1]
    return encoded
