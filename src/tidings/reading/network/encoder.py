"""The encoder: one vector a word of a story, from an ONNX model that runs on one thread of a CPU without a network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"
SIZE = 384  # numbers a vector
WINDOW = 510  # pieces of words that the encoder sees at once, without the two that mark begin and end
STRIDE = 400  # pieces from the start of one window to the start of the next, at most; windows start with a sentence
FIRST_PIECE, LAST_PIECE = 101, 102  # mark begin and end of a window in the encoder's vocabulary

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces seen at once: their ids, and for each word that starts among them its number and first piece."""

    ids: tuple[int, ...]
    words: tuple[int, ...]
    first: tuple[int, ...]


class Windows:
    """Cuts a text into windows that the encoder can see."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """`folder` holds tokenizer.json."""
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def of(self, text: str, words: Sequence[tuple[int, int]], starts: Sequence[int]) -> Iterator[Window]:
        """Yield overlapping stretches of the text that together hold every word."""
        coded = self._tokenizer.encode(text, add_special_tokens=False)
        first = _first_pieces(coded.offsets, words)
        openings = sorted({first[word] for word in starts if first[word] >= 0})
        start = 0
        while True:
            end = min(len(coded.ids), start + WINDOW)
            inside = [n for n, piece in enumerate(first) if start <= piece < end]
            ids = (FIRST_PIECE, *coded.ids[start:end], LAST_PIECE)
            yield Window(ids, tuple(inside), tuple(first[n] - start + 1 for n in inside))
            if end == len(coded.ids):
                return
            start = max((p for p in openings if start < p <= start + STRIDE), default=start + STRIDE)


class Encoder:
    """Turns words of a text into vectors."""

    def __init__(self, folder: Path = WEIGHTS, threads: int = 1) -> None:
        """`folder` holds encoder.onnx and tokenizer.json."""
        self._windows = Windows(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def vectors(self, text: str, words: Sequence[tuple[int, int]], starts: Sequence[int]) -> Array:
        """Return one row of SIZE numbers a word; `words` are characters, `starts` the words that begin a sentence.

        A word in two windows takes its vector from the one in which it stands farther from the edge.
        """
        out = np.zeros((len(words), SIZE), np.float32)
        margin = np.full(len(words), -1)
        for window in self._windows.of(text, words, starts):
            seen = self._session.run(None, {"ids": np.array([window.ids], np.int64)})[0]
            for word, piece in zip(window.words, window.first, strict=True):
                inside = min(piece, len(window.ids) - piece)
                if inside > margin[word]:
                    margin[word], out[word] = inside, seen[piece]
        return out


def _first_pieces(offsets: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]]) -> list[int]:
    """The number of the first piece of each word; -1 for a word that has none, such as a line break."""
    out, at = [], 0
    for start, end in words:
        while at < len(offsets) and offsets[at][1] <= start:
            at += 1
        out.append(at if at < len(offsets) and offsets[at][0] < end else -1)
    return out
