"""The order of adding changes nothing, and twice is once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import account, case_of, document, event, links, reading, story, take
from tidings.case import CaseStore
from tidings.model import Judgement, Mention, Quote, Reading, Statement

WORDS = st.lists(st.sampled_from("rebels attacked Mora café police said \n 漢字 x".split(" ")), min_size=1, max_size=12)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    where = story(" ".join(draw(WORDS)), source_id=draw(st.none() | st.sampled_from("ab")))
    words = sorted(set(where.text.split()))
    if not words:
        return reading(where)
    triggers = draw(st.lists(st.sampled_from(words), unique=True, max_size=3))
    mentions = [Mention("number", Quote.at(where.text, 0, n)) for n in range(min(3, len(where.text)))]
    return reading(where, *(account(where, word, "attack") for word in triggers), mentions=mentions)


def linked(case: CaseStore, found: list[Reading]) -> None:
    events = [event(a) for r in found for a in r.accounts]
    statements = tuple(Statement(e.id, e.accounts[0], "status", "happened", None, None, "s/1") for e in events)
    rule = Judgement("event", "a", None, "unsure", 0.5, (), "rule:r/1", "")
    case.replace_links(links(*events, statements=statements, judgements=(rule,) * 2))


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_order_gives_the_same_case(data: st.DataObject) -> None:
    drawn = data.draw(st.lists(readings(), max_size=5, unique_by=lambda r: r.story.document))
    shuffled = data.draw(st.permutations(drawn))
    with case_of(*drawn) as one, case_of(*shuffled) as other:
        linked(one, drawn)
        linked(other, shuffled)
        assert one.fingerprint() == other.fingerprint()
        assert one.view() == other.view()
        assert one.view().readings == tuple(sorted(drawn, key=lambda r: r.story.id))
        assert one.events() == other.events()
        take(other, *drawn)
        linked(other, drawn)
        assert one.fingerprint() == other.fingerprint()
        assert one.check() == []


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60).filter(lambda text: text.isprintable() or "\n" in text))
def test_any_text_comes_back(text: str) -> None:
    whole = Mention("actor", Quote.at(text, 0, len(text)))
    one = reading(story(text, headline=text, publisher=text), mentions=[whole])
    with case_of(one) as case:
        assert list(case.readings()) == [one]
        assert case.document(document(text).sha256).raw == text.encode()
        assert case.check() == []
