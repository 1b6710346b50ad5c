"""The first look: which stories the whole reading may pass over, and that nothing else depends on it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import story
from tidings.errors import UnreadLanguage
from tidings.knowledge import Knowledge
from tidings.model import Reading, Story
from tidings.model.account import PASSED_OVER
from tidings.reading.triage import Look, sentences, triage
from tidings.reading.triage_reader import FirstLook, is_passed_over
from tidings.reading.triage_words import SecondLook, stems

SCORES = (
    "Nadal beat Federer 6-4, 6-3 in the final of the Monte Carlo tournament on Sunday. The Spaniard needed 82 minutes "
    "and made only nine unforced errors. He plays in Barcelona next week."
)
MARKETS = (
    "Shares rose on Tuesday as investors bought technology stocks. The index gained 1.2 percent and the dollar fell "
    "against the yen. Analysts expect quarterly profits to grow by six percent."
)
RESULTS = (
    "The company said on Wednesday its quarterly profit rose by 12 percent to 340 million dollars on higher sales of "
    "software. It expects revenue of two billion dollars for the full year and raised its dividend."
)
ATTACK = "Gunmen attacked a police post near Mora on Monday and killed two officers, the army said."
SEIZED = "Customs officers seized 40 rifles and arrested three men at the port, police said on Friday."
TALKS = "The foreign ministers of both states met in Geneva and agreed to withdraw their troops from the border."
BURIED = f"{RESULTS}\n{MARKETS}\nIn other news, rebels killed three soldiers with a roadside bomb. {SCORES}"


@pytest.mark.parametrize("text", [SCORES, MARKETS, RESULTS], ids=["sport", "markets", "business"])
def test_ordinary_news_is_passed_over(text: str) -> None:
    assert triage().look(text).is_passed


@pytest.mark.parametrize("text", [ATTACK, SEIZED, TALKS, BURIED], ids=["attack", "seizure", "talks", "buried"])
def test_news_of_incidents_is_read(text: str) -> None:
    assert not triage().look(text).is_passed


@pytest.mark.parametrize("text", ["", "   \n", "Привет, мир", "12 %", "停火"])
def test_what_the_table_cannot_judge_is_read(text: str) -> None:
    assert not triage().look(text).is_passed or any(c.isascii() and c.isalnum() for c in text)


COUNCIL = (
    "The council approved a plan to repair the library and two school buildings, which the mayor called a great step "
    "for the town. Students of three schools will sing at the opening. "
)


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        (COUNCIL * 4, True),
        (COUNCIL, False),  # a brief
        (COUNCIL * 4 + ATTACK, False),
        (COUNCIL * 4 + SEIZED, False),
        (COUNCIL * 4 + "Separatists shelled the harbour.", False),
        ("Боевики напали на полицейский пост, сообщила армия. " * 40, False),
        ("", False),
    ],
    ids=["long", "brief", "attack", "seizure", "shelling", "russian", "empty"],
)
def test_the_second_look_passes_over_long_stories_without_deeds(text: str, *, passed: bool) -> None:
    assert SecondLook(Knowledge()).is_passed(text) == passed


def test_either_look_passes_a_story_over() -> None:
    know = Knowledge()
    assert is_passed_over(SCORES, know)
    assert not SecondLook(know).is_passed(SCORES)
    assert is_passed_over(COUNCIL * 4, know)
    assert not is_passed_over(ATTACK, know)


def test_more_words_than_are_kept_weigh_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    words = (COUNCIL + ATTACK).lower().split()
    plain = SecondLook(Knowledge()).weight(words)
    monkeypatch.setattr("tidings.reading.triage_words.KEPT", 2)
    assert SecondLook(Knowledge()).weight(words) == plain


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("rebels", "rebel"),
        ("armies", "army"),
        ("gunmen", "gunman"),
        ("stabbed", "stab"),
        ("seizing", "seize"),
        ("army's", "army"),
        ("killed", "kill"),
        ("bomb", "bomb"),
        ("carried", "carry"),
        ("ed", "ed"),
    ],
)
def test_a_word_is_looked_up_by_its_regular_forms(word: str, form: str) -> None:
    assert form in stems(word)


def test_case_and_accents_change_nothing() -> None:
    plain, other = triage().look(ATTACK), triage().look(ATTACK.upper().replace("MORA", "MORÁ"))
    assert plain == other


def test_sentences_end_at_stops_and_lines() -> None:
    text = "Rebels fled. In the U.S. 3.5 men!\n\nA headline\nand “more”"
    found = sentences(text)
    parts = [text[a:b].strip() for a, b in zip(found.begins, found.ends, strict=True)]
    assert parts == ["Rebels fled.", "In the U.S.", "3.5 men!", "A headline", "and “more”"]


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    look, found = triage().look(text), sentences(text)
    assert 0 <= look.likely <= 1
    assert (np.diff(found.starts) > 0).all()
    assert (found.begins < found.ends).all()


class Noting:
    """A reader that says which stories it was given."""

    name = "noting/1"

    def __init__(self) -> None:
        self.given: list[str] = []

    def read(self, story: Story, know: Knowledge) -> Reading:
        self.given.append(story.text)
        return Reading(story, reader=self.name)


def test_only_what_may_tell_an_incident_reaches_the_reader() -> None:
    inner = Noting()
    look = FirstLook(inner)
    assert look.name == "noting/1"
    assert [look.read(story(text), Knowledge()).reader for text in (SCORES, ATTACK)] == [PASSED_OVER, "noting/1"]
    assert inner.given == [ATTACK]


def test_another_language_is_not_judged() -> None:
    with pytest.raises(UnreadLanguage):
        FirstLook(Noting()).read(Story("0" * 64, 0, 4, "Nein", language="de"), Knowledge())


def test_the_same_text_gives_the_same_look() -> None:
    assert triage().look(BURIED) == triage().look(BURIED) != Look(0.0, False)
