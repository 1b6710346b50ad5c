"""The coreference scores of the benches on partitions small enough to count by hand, and on published examples."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from coref import Cluster, b_cubed, ceaf_e, clusters, conll, lea, muc


def parts(text: str) -> list[Cluster]:
    """Clusters of one-letter mentions: "abc de"."""
    return [frozenset(part) for part in text.split()]


@pytest.mark.parametrize(
    ("metric", "key", "answer", "precision", "recall"),
    [
        (muc, "abcd", "ab cd", 1.0, 2 / 3),  # Vilain 1995: one link of three is missing
        (muc, "ab cd", "abcd", 2 / 3, 1.0),
        (muc, "a b c", "a b c", 0.0, 0.0),  # no link, nothing to find
        (b_cubed, "abcde fg hijkl", "abcde fghijkl", 16 / 21, 1.0),  # Bagga and Baldwin 1998, first response
        (b_cubed, "abcde fg hijkl", "abcdehijkl fg", 7 / 12, 1.0),  # and the second
        (ceaf_e, "abcde fg hijkl", "abcde fghijkl", (1 + 10 / 12) / 2, (1 + 10 / 12) / 3),
        (lea, "abc defg", "ab cd fghi", 1 / 3, 5 / 21),  # Moosavi and Strube 2016: 0.33 and 0.24
        (lea, "a b", "a b", 1.0, 1.0),
        (lea, "ab", "a b", 0.0, 0.0),
    ],
)
def test_scores(metric, key: str, answer: str, precision: float, recall: float) -> None:  # type: ignore[no-untyped-def]
    score = metric(parts(key), parts(answer))
    assert score == pytest.approx((precision, recall), abs=1e-3)


@pytest.mark.parametrize("metric", [muc, b_cubed, ceaf_e, lea])
def test_the_key_itself_is_right(metric) -> None:  # type: ignore[no-untyped-def]
    assert metric(parts("abc de f"), parts("f de abc")).f1 == 1.0


def test_nothing_found_scores_nothing() -> None:
    assert ceaf_e(parts("ab"), []).f1 == lea(parts("ab"), []).f1 == b_cubed(parts("ab"), []).f1 == 0.0


def test_conll_is_the_mean_of_three() -> None:
    key, answer = parts("abcd"), parts("ab cd")
    assert conll(key, answer) == pytest.approx(
        (muc(key, answer).f1 + b_cubed(key, answer).f1 + 2 * 0.6667 / 3) / 3, abs=1e-3
    )


def test_labels_make_clusters() -> None:
    assert sorted(map(sorted, clusters({"a": 1, "b": 1, "c": 2}))) == [["a", "b"], ["c"]]
