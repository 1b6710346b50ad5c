"""What a model says counts where the story bears it out, and only as far as Tidings' own readers understand it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import story
from tests.reading.llm.conftest import Asking
from tests.reading.llm.server import Model
from tidings.knowledge import Knowledge
from tidings.model import KINDS, METHODS, STATUSES, Account, Quote, Reading, Span
from tidings.model.contract import reading_json
from tidings.reading.language import parse
from tidings.reading.llm.answer import accounts_in
from tidings.reading.llm.grounding import Ground, Grounding
from tidings.reading.llm.locate import MOST_CHARS, Words
from tidings.reading.reader import mentions

TEXT = (
    "Gunmen attacked a police post in Kabul on Monday, killing two\nofficers, the interior ministry said. "
    "Residents were afraid of a raid. The army plans to send 300 troops to Herat, it said. The raid came later. "
    "Nobody knew who."
)
STORY = story(TEXT, "2020-03-04")
ATTACK: dict[str, Any] = {
    "kind": "attack",
    "mentions": [{"s": 0, "quote": "attacked"}],
    "status": {"value": "happened"},
    "sources": [{"s": 0, "quote": "the interior ministry", "cue": "said"}],
    "time": {"s": 0, "quote": "on Monday"},
    "place": {"s": 0, "quote": "in Kabul"},
    "roles": {"actor": [{"s": 0, "quote": "Gunmen"}], "target": [{"s": 0, "quote": "a police post"}]},
    "numbers": {"killed": {"s": 0, "quote": "two officers"}},
}


@pytest.fixture(scope="module")
def ground(know: Knowledge) -> Ground:
    doc = parse(TEXT)
    return Ground(STORY, doc, mentions(doc, STORY, know), know)


def told(ground: Ground, *records: Any) -> tuple[list[Account], dict[str, int]]:
    """The accounts of these records, and what was dropped."""
    grounding = Grounding(ground, "llm:parrot/1", "llm.prompt.0/1")
    return grounding.accounts(accounts_in(json.dumps({"accounts": records}))), dict(grounding.kept.dropped)


def with_(**parts: Any) -> dict[str, Any]:
    return ATTACK | parts


def test_a_good_answer_becomes_the_contract(model: Model, asking: Asking, know: Knowledge) -> None:
    model.tells(ATTACK)
    reader = asking()
    reading = reader.read(STORY, know)
    (one,) = reading.accounts
    assert (one.kind, one.status, one.reader, reading.reader) == ("attack", "happened", "llm:parrot/1", "llm:parrot/1")
    assert one.because[0].startswith("llm.prompt.")
    assert one.time is not None
    assert (one.time.when.start, one.time.when.end) == ("2020-03-02", "2020-03-02")
    assert one.place is not None
    assert (one.place.place.name, one.place.place.country) == ("Kabul", "AF")
    assert one.place.place.lat == pytest.approx(34.5, abs=0.2)
    assert [(s.name, s.cue and s.cue.text) for s in one.sources] == [("interior ministry", "said")]
    assert [f.quote.text for _, fillers in one.roles for f in fillers] == ["Gunmen", "a police post"]
    killed = one.number("killed")
    assert killed is not None
    assert (killed.amount.min, killed.quote.text) == (2, "two")
    assert json.loads(json.dumps(reading_json(reading)))["accounts"][0]["reader"] == "llm:parrot/1"
    assert (reader.spent.located, dict(reader.spent.dropped)) == (8, {})


@pytest.mark.parametrize(
    ("words", "sentence", "near", "where"),
    [
        pytest.param("attacked", 0, None, 7, id="as it stands"),
        pytest.param("two officers", 0, None, TEXT.index("two"), id="over a line break"),
        pytest.param("  two \t officers ", 0, None, TEXT.index("two"), id="white space of its own"),
        pytest.param("Attacked", 0, None, None, id="near miss: another letter"),
        pytest.param("attack", 0, None, None, id="near miss: part of a word"),
        pytest.param("raid", 1, None, TEXT.index("raid."), id="trap: afraid holds raid"),
        pytest.param("raid", 3, None, TEXT.index("raid came"), id="in the sentence named"),
        pytest.param("raid", 0, None, TEXT.index("raid."), id="elsewhere: the nearest"),
        pytest.param("raid", None, TEXT.index("came"), TEXT.index("raid came"), id="nearest to the trigger"),
        pytest.param("raid", None, None, None, id="two places and nothing that tells which"),
        pytest.param("Herat", 99, None, TEXT.index("Herat"), id="no such sentence, one place"),
        pytest.param("Herat", -1, None, TEXT.index("Herat"), id="no such sentence before the first"),
        pytest.param("two soldiers", 0, None, None, id="not in the story"),
        pytest.param("", 0, None, None, id="nothing"),
        pytest.param("\n", 0, None, None, id="white space"),
        pytest.param(TEXT * 3, 0, None, None, id="longer than the story"),
    ],
)
def test_words_are_located_letter_by_letter(
    ground: Ground, words: str, sentence: int | None, near: int | None, where: int | None
) -> None:
    finder = Words(TEXT, [Span(s.start_char, s.end_char) for s in ground.doc.sents])
    quote = finder.find(words, sentence, near)
    assert (quote.start if quote else None) == where
    if quote:
        assert quote.check(TEXT).text.split() == words.split()


@given(st.text("ab \n\t’é", max_size=40), st.text("ab \n’é", max_size=6), st.none() | st.integers(-2, 3))
def test_what_is_located_reads_as_it_was_quoted(text: str, words: str, sentence: int | None) -> None:
    middle = len(text) // 2
    quote = Words(text, [Span(0, middle), Span(middle, len(text))]).find(words, sentence, None)
    assert quote is None or quote.check(text).text.split() == words.split()


def test_quotes_have_a_bound() -> None:
    text = "a " * MOST_CHARS
    assert Words(text, [Span(0, len(text))]).find(text, 0) is None


@pytest.mark.parametrize(
    ("record", "dropped"),
    [
        ({"kind": "massacre"}, {"no such kind": 1}),
        ({}, {"no such kind": 1}),
        ("attack", {"no such kind": 1}),
        (with_(mentions=[{"s": 0, "quote": "bombed"}]), {"not in the story": 1, "account without its words": 1}),
        (with_(mentions=[]), {"account without its words": 1}),
        (with_(mentions=[{"s": 0}]), {"no words quoted": 1, "account without its words": 1}),
        (with_(mentions="attacked"), {"no words quoted": 1, "account without its words": 1}),
        (
            with_(mentions=[{"s": 0, "quote": TEXT[: TEXT.index(" said")]}]),
            {"too long to name an incident": 1, "account without its words": 1},
        ),
        (with_(status="feared"), {"status without its words": 1}),
        (with_(status=None), {"status without its words": 1}),
        (with_(status={"value": "planned"}), {"no words quoted": 1, "status without its words": 1}),
        (
            with_(status={"value": "planned", "s": 2, "quote": "intends to"}),
            {"not in the story": 1, "status without its words": 1},
        ),
    ],
)
def test_an_account_without_its_words_is_dropped_and_counted(
    ground: Ground, record: Any, dropped: dict[str, int]
) -> None:
    assert told(ground, record) == ([], dropped)


@pytest.mark.parametrize(
    ("parts", "dropped"),
    [
        ({"time": {"s": 0, "quote": "on Tuesday"}}, "not in the story"),
        ({"place": {"s": 0, "quote": "Kandahar"}}, "not in the story"),
        ({"place": {"s": 0, "quote": "police"}}, "words without a value"),
        ({"sources": [{"s": 0, "quote": "the police chief"}]}, "not in the story"),
        ({"roles": {"actor": [{"s": 0, "quote": "the Taliban"}]}}, "not in the story"),
        ({"roles": {"supplier": [{"s": 0, "quote": "Gunmen"}]}}, "no such role"),
        ({"roles": {"target": [{"s": 0, "quote": "Gunmen"}, {"s": 0, "quote": "Gunmen"}]}}, "told twice"),
        ({"roles": {"actor": [{"s": 4, "quote": "who"}]}}, "words without a value"),
        ({"numbers": {"killed": {"s": 0, "quote": "officers"}}}, "words without a value"),
        ({"numbers": {"wounded": {"s": 0, "quote": "two officers"}}}, "no such number"),
        ({"method": {"value": "shooting"}}, "no words quoted"),
        ({"method": {"value": "shooting", "s": 0, "quote": "opened fire"}}, "not in the story"),
        ({"method": {"value": "sorcery", "s": 0, "quote": "attacked"}}, "no such method"),
    ],
)
def test_a_part_without_its_words_is_dropped_and_the_rest_stands(
    ground: Ground, parts: dict[str, Any], dropped: str
) -> None:
    bare = {name: ATTACK[name] for name in ("kind", "mentions", "status")}
    (one,), counts = told(ground, bare | parts)
    assert counts == {dropped: 1}
    assert (one.mentions, one.confidence < 0.7) == ((Quote(7, 15, "attacked"),), True)


def test_the_model_s_own_values_are_not_taken(ground: Ground) -> None:
    lies = {
        "time": ATTACK["time"] | {"start": "1999-01-01", "end": "1999-01-01"},
        "place": ATTACK["place"] | {"name": "Paris", "lat": 48.9, "lon": 2.4, "geonames": 1, "country": "FR"},
        "numbers": {"killed": {"s": 0, "quote": "two", "min": 900, "max": 900}},
        "roles": {"actor": [{"s": 0, "quote": "Gunmen", "name": "Islamic State", "entity": "islamic-state"}]},
        "confidence": 1.0,
        "reader": "rules/1",
        "id": "0",
        "because": ["I say so"],
    }
    assert told(ground, with_(**lies))[0] == told(ground, with_(roles={"actor": ATTACK["roles"]["actor"]}))[0]


def test_a_status_stands_on_its_words(ground: Ground) -> None:
    record = {"kind": "deploy", "mentions": [{"s": 2, "quote": "send"}]}
    (one,), _ = told(ground, record | {"status": {"value": "planned", "s": 2, "quote": "plans to"}})
    assert (one.status, one.status_words and one.status_words.text) == ("planned", "plans to")


def test_words_of_time_without_a_day_stay_and_say_nothing(ground: Ground) -> None:
    (one,), _ = told(ground, with_(time={"s": 3, "quote": "came"}))
    assert one.time is not None
    assert (one.time.when.is_known, one.time.quote and one.time.quote.text) == (False, "came")


def test_an_account_told_twice_counts_once(ground: Ground) -> None:
    accounts, dropped = told(ground, ATTACK, ATTACK)
    assert (len(accounts), dropped) == (1, {"told twice": 1})


def test_accounts_stand_in_the_story_s_order(ground: Ground) -> None:
    raid = {"kind": "raid", "mentions": [{"s": 3, "quote": "raid"}], "status": "happened"}
    assert [a.kind for a in told(ground, raid, ATTACK)[0]] == ["attack", "raid"]


def test_the_number_of_accounts_is_bounded(ground: Ground) -> None:
    assert told(ground, *[{} for _ in range(500)])[1] == {"no such kind": 200, "more than are taken": 300}


PARTS = st.fixed_dictionaries(
    {},
    optional={
        "s": st.integers(-3, 9) | st.booleans() | st.text(max_size=2),
        "quote": st.sampled_from([*TEXT.split(), "two officers", "nowhere", ""]) | st.integers(),
        "value": st.sampled_from([*STATUSES, *METHODS, "odd"]),
        "cue": st.sampled_from(["said", "", "sang"]) | st.none(),
    },
)
ANY = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda x: st.lists(x, max_size=3))
LISTS = PARTS | st.lists(PARTS, max_size=3) | ANY
RECORDS = st.fixed_dictionaries(
    {"kind": st.sampled_from([*KINDS, "odd"]), "mentions": st.lists(PARTS, max_size=3), "status": PARTS | ANY},
    optional={
        "sources": LISTS,
        "time": LISTS,
        "place": LISTS,
        "method": LISTS,
        "roles": st.dictionaries(st.sampled_from(["actor", "target", "item", "origin", "chef"]), LISTS) | ANY,
        "numbers": st.dictionaries(st.sampled_from(["killed", "quantity", "eaten"]), LISTS) | ANY,
    },
)


@settings(max_examples=40)  # each parses or gathers a story
@given(records=st.lists(RECORDS | ANY, max_size=4))
def test_whatever_a_model_says_every_quote_is_the_story_s(ground: Ground, records: list[Any]) -> None:
    accounts, _ = told(ground, *records)
    Reading(STORY, (), tuple(accounts))  # compares every quote with the text
    for one in accounts:
        assert one.kind in KINDS
        assert one.status in STATUSES
        assert all(q.text.strip() for q in one.quotes())
