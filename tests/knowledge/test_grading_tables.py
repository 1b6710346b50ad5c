"""Grades and words of likelihood map to ICD 203 and STIX, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.knowledge.grading import band_of, bands, credibility_of, likelihood_words, stix_confidence


@pytest.mark.parametrize(
    ("words", "band"),
    [
        ("Almost no chance", (1, 5)),
        ("probable", (55, 80)),
        ("roughly  even odds", (45, 55)),
        ("nearly certain", (95, 99)),
    ],
)
def test_words_have_the_band_of_the_directive(words: str, band: tuple[int, int]) -> None:
    found = band_of(words)
    assert found is not None
    assert (found.low, found.high) == band


@pytest.mark.parametrize("words", ["possible", "not likely", "likelihood", ""])
def test_other_words_have_none(words: str) -> None:
    assert band_of(words) is None


@pytest.mark.parametrize("band", bands(), ids=lambda band: band.words[0])
def test_the_middle_of_a_band_leads_back_to_its_words(band) -> None:
    assert likelihood_words((band.low + band.high) / 2) == band.words[0]
    assert band.stix_range[0] <= band.stix <= band.stix_range[1]


@given(st.floats(0.01, 99.99))
def test_every_likelihood_has_words_and_more_is_never_less_likely(percent: float) -> None:
    order = [band.words[0] for band in bands()]
    less = likelihood_words(percent / 2)
    assert order.index(less) <= order.index(likelihood_words(percent))


@pytest.mark.parametrize("percent", [0, 100])
def test_certainty_is_no_likelihood(percent: int) -> None:
    assert likelihood_words(percent) == ""


@pytest.mark.parametrize("grade", [1, 2, 3, 4, 5, 6])
def test_a_credibility_comes_back_from_its_confidence(grade) -> None:
    assert credibility_of(stix_confidence(grade)) == grade


@given(st.integers(0, 100))
def test_every_confidence_has_a_credibility(confidence: int) -> None:
    assert credibility_of(confidence) in (1, 2, 3, 4, 5)
