"""Every word of a text stands in a window, and its vector is that of its own first piece, from the better window."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.network.fakes import LETTERS, Session, vocabulary
from tidings.reading.network.encoder import FIRST_PIECE, LAST_PIECE, SIZE, STRIDE, WINDOW, Array, Encoder, Windows

Words = list[tuple[int, int]]
ODD = "é ß ﬁ 攻撃 \u200b \u202e \ufeff \x00 🇸🇾 a\u0301 \U0001f469\u200d\U0001f467 İ ا\u064f ' - ’s".split(" ")
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from([*ODD, "rebels", "Mora", "x" * 700, "\n"])).map(" ".join)
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("weights")
    vocabulary(path)
    return path


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Encoder:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(onnxruntime, "InferenceSession", Session)
        return Encoder(folder)


def words(text: str) -> Words:
    return [match.span() for match in re.finditer(r"\S+|\n", text)]


def vectors(encoder: Encoder, text: str, starts: Sequence[int] = (0,)) -> Array:
    told = words(text)
    return encoder.vectors(text, told, [n for n in starts if n < len(told)])


@given(TEXTS)
def test_any_text_has_one_vector_a_word(encoder: Encoder, text: str) -> None:
    got = vectors(encoder, text)
    assert got.shape == (len(words(text)), SIZE)
    lettered = [n for n, (start, end) in enumerate(words(text)) if set(text[start:end]) & set(LETTERS)]
    assert (got[lettered, 1] > 0).all()


@pytest.mark.parametrize(
    ("text", "n"), [("", 0), (" ", 0), ("\n", 1), ("war", 1), ("\u200b", 1), ("war " * 5000, 5000)]
)
def test_texts_of_no_one_and_many_words(encoder: Encoder, text: str, n: int) -> None:
    assert len(vectors(encoder, text)) == n


def test_what_has_no_piece_has_no_vector(encoder: Encoder) -> None:
    got = vectors(encoder, "war\nwar")
    assert got.any(axis=1).tolist() == [True, False, True]


@given(st.lists(st.text(LETTERS, min_size=1, max_size=40), min_size=1, max_size=120), st.data())
def test_a_vector_is_that_of_the_words_first_piece(encoder: Encoder, told: list[str], data: st.DataObject) -> None:
    """The id of the first piece is the number of the word's first letter."""
    starts = data.draw(st.lists(st.integers(0, len(told) - 1), unique=True))
    got = vectors(encoder, " ".join(told), starts)
    assert got[:, 0].tolist() == [1 + LETTERS.index(word[0]) for word in told]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=200), st.data())
def test_windows_hold_every_word_and_nothing_twice_as_long(folder: Path, sizes: list[int], data: st.DataObject) -> None:
    text = " ".join("a" * size for size in sizes)
    starts = data.draw(st.lists(st.integers(0, len(sizes) - 1), unique=True))
    seen = list(Windows(folder).of(text, words(text), starts))
    assert {word for window in seen for word in window.words} == set(range(len(sizes)))
    for window in seen:
        assert (window.ids[0], window.ids[-1]) == (FIRST_PIECE, LAST_PIECE)
        assert len(window.ids) <= WINDOW + 2
        assert all(0 < piece < len(window.ids) - 1 for piece in window.first)
    assert len(seen) <= 1 + sum(sizes) // (WINDOW - STRIDE)


def test_windows_open_with_a_sentence(folder: Path) -> None:
    """Of the sentences that begin within the stride the last one opens the next window."""
    text = " ".join(["a" * 10] * 100)
    seen = list(Windows(folder).of(text, words(text), [0, 7, 33, 39, 41]))
    assert [window.words[0] for window in seen][:2] == [0, 39]


def test_a_word_in_two_windows_is_taken_from_where_it_stands_farther_inside(encoder: Encoder) -> None:
    got = vectors(encoder, " ".join(["a" * 10] * 100), range(0, 100, 5))
    place, size = got[:, 1], got[:, 2]
    margin = np.minimum(place, size - place)
    overlap = (WINDOW - STRIDE) // 2
    assert (margin[6:94] >= overlap).all()
