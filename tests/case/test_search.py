"""Search finds all the words in any form, never takes a sign for syntax, and points at verbatim text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import case_of, reading, story
from tidings.case import CaseStore
from tidings.case.search import query

STORIES = (
    story("The hospital was attacked by drones. Attackers fled.", headline="Hospitals under attack"),
    story("A café in Tumaco exploded; the drone's owner was arrested."),
    story("Nothing here.", headline="Airstrikes on Idlib"),
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("attack hospital", [["hospital", "attacked", "Attackers"]]),
        ("cafe", [["café"]]),
        ('"drone\'s owner"', [["drone's owner"]]),
        ('"owner drone"', []),
        ("drone", [["drones"], ["drone"]]),
        ("explo*", [["exploded"]]),
        ("idlib", [[]]),
        ("", []),
        ('" * ( ', []),
    ],
)
def test_search(words: str, found: list[list[str]]) -> None:
    with case_of(*map(reading, STORIES)) as case:
        hits = case.search(words)
    assert sorted([s.of(hit.story.text) for s in hit.spans] for hit in hits) == sorted(found)
    assert all(hit.snippet.check(hit.story.text) for hit in hits)


def test_the_best_come_first_and_no_more_than_asked() -> None:
    many = [reading(story(f"Day {n}: quiet. Attack {'attack ' * n}")) for n in range(5)]
    with case_of(*many) as case:
        assert len(case.search("attack", 3)) == 3
        assert case.search("attack", 0) == []
        assert case.search("attack", 5)[0].story == many[4].story


def test_a_snippet_is_a_stretch_around_the_first_hit_that_ends_at_words() -> None:
    text = "lorem ipsum " * 100 + "the bomb exploded " + "dolor sit " * 100
    with case_of(reading(story(text))) as case:
        (hit,) = case.search("bomb")
    assert "the bomb exploded" in hit.snippet.text
    assert len(hit.snippet.text) < 350
    assert set(hit.snippet.text.split()) <= set(text.split())


def test_a_text_with_the_marking_characters_is_found_without_offsets() -> None:
    with case_of(reading(story("A bomb \ue000 exploded."))) as case:
        (hit,) = case.search("bomb")
    assert hit.spans == ()


@pytest.fixture
def case() -> Iterator[CaseStore]:
    with case_of(reading(STORIES[0])) as made:
        yield made


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("ab*\"'()-+:^{}. \x00\tORNEAR\\é漢"), max_size=25) | st.text(max_size=15))
def test_no_words_break_the_query(case: CaseStore, words: str) -> None:
    words = words.encode("utf-8", "ignore").decode()
    assert all(hit.story.text for hit in case.search(words))
    assert case.events(text=words).total >= 0


def test_phrases_and_endings_stay_what_they_are() -> None:
    assert query('hospital "air strike" bomb* NEAR(') == '"hospital" "air strike" "bomb" * "NEAR("'
