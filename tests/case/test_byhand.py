"""Accounts by hand: laid over what was read, they outlive a new reading, are linked, and can be taken back."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import MORA, account, case_of, document, event, links, quote, reading, story
from tidings import grading, linking
from tidings.case import Analyst, CaseStore, Given
from tidings.errors import WrongCall
from tidings.knowledge import Knowledge
from tidings.model import Account, Actor, Mention, Story, When

TEXT = "Rebels attacked a bridge at Mora on 2 May. Six soldiers of the Lake Vanguard died 🚧 as the depot burned."
ONE = story(TEXT, "2021-05-04", publisher="Delta Post")
TWO = story("Police arrested a driver.", "2021-05-04", publisher="Hill Radio")
READ = account(ONE, "attacked", roles={"actor": ["Rebels"]}, place=("Mora", MORA))
OTHER = account(TWO, "arrested", "arrest", roles={"actor": ["Police"]})
VANGUARD = Mention("actor", quote(ONE, "Lake Vanguard"), entity=Actor("Lake Vanguard", "lake-vanguard"))
MAY = Mention("time", quote(ONE, "2 May"), value=When("2021-05-02", "2021-05-02", "day"))


@pytest.fixture
def case() -> Iterator[CaseStore]:
    with case_of(reading(ONE, READ, mentions=[VANGUARD, MAY]), reading(TWO, OTHER)) as held:
        held.replace_links(links(event(READ), event(OTHER)))
        yield held


@pytest.fixture
def ana(case: CaseStore) -> Analyst:
    return case.analyst("ana", clock())


def clock() -> Callable[[], str]:
    count = itertools.count()
    return lambda: f"2024-01-01T00:00:{next(count):09.6f}+00:00"


def at(words: str, where: Story = ONE) -> tuple[int, int]:
    found = quote(where, words)
    return found.start, found.end


def told(case: CaseStore) -> tuple[Account, ...]:
    return case.reading(ONE.id).accounts


def depot(ana: Analyst) -> str:
    said = ana.add(ONE.id, "attack", "happened", Given("mention", at("burned")), Given("target", at(" the depot ")),
                   Given("actor", at("Lake Vanguard")), Given("time", at("2 May")), because="missed")  # fmt: skip
    return said.id


def test_a_missed_account_is_added_in_its_words_and_taken_back(case: CaseStore, ana: Analyst) -> None:
    key = depot(ana)
    read, made = told(case)
    assert (read, made.reader, made.because) == (READ, "analyst", ("analyst ana",))
    assert made.role("target")[0].name == "the depot"
    assert (made.role("actor")[0].name, made.role("actor")[0].entity) == ("Lake Vanguard", "lake-vanguard")
    assert made.time is not None
    assert made.time.when.start == "2021-05-02"
    assert case.check() == []
    ana.undo(key)
    assert told(case) == (READ,)
    assert case.check() == []


def test_it_is_linked_like_any_other_and_stays_so(case: CaseStore, ana: Analyst) -> None:
    depot(ana)
    view = case.view()
    know = Knowledge()
    found = linking.link(view.readings, view.judgements, know)
    case.replace_links(grading.grade(found, view.readings, view.judgements, know))
    made = told(case)[1]
    on = case.event_of(made.id)
    assert on is not None
    assert [s.judgement.verdict for s in case.history(on)] == ["add"]
    assert case.check() == []


def test_accounts_by_hand_outlive_a_new_reading(case: CaseStore, ana: Analyst) -> None:
    depot(ana)
    ana.mend(READ.id, "actor", at("Rebels"), Given("actor", at("Lake Vanguard")))
    anew = account(ONE, "attacked a bridge", "clash", roles={"actor": ["Rebels"]})
    with case.taking(document(TEXT), again=True):
        case.put(reading(ONE, anew))
    mended, made = told(case)
    assert (mended.kind, mended.role("actor")[0].name) == ("clash", "Lake Vanguard")
    assert made.reader == "analyst"
    assert case.check() == []


def test_a_story_that_is_cut_in_another_way_keeps_them(case: CaseStore, ana: Analyst) -> None:
    depot(ana)
    half = TEXT.index("Six")
    cut = Story(ONE.document, half, len(TEXT), TEXT[half:], language="en")
    with case.taking(document(TEXT), again=True):
        case.put(reading(cut))
    assert case.reading(cut.id).accounts == ()  # its time stands in the other half
    ana.add(cut.id, "attack", "happened", Given("mention", at("burned", cut)))
    with case.taking(document(TEXT), again=True):
        case.put(reading(ONE))
    assert [one.mentions[0].text for one in told(case)] == ["burned"]


@pytest.mark.parametrize(
    ("part", "old", "new", "shown"),
    [
        ("actor", "Rebels", Given("actor", at("Lake Vanguard")), ["Lake Vanguard"]),
        ("actor", None, Given("actor", at("Lake Vanguard"), "the Vanguard"), ["Rebels", "the Vanguard"]),
        ("actor", "Rebels", None, []),
        ("mention", "attacked", Given("mention", at("attacked a bridge")), ["attacked a bridge"]),
        ("place", "Mora", Given("place", at("a bridge at Mora"), "Maroua"), ["Maroua"]),
        ("time", None, Given("time", at("2 May")), ["2021-05-02"]),
        ("time", None, Given("time", at("2 May"), "2020-05-02"), ["2020-05-02"]),
        ("killed", None, Given("killed", at("Six"), "6"), [6]),
        ("source", None, Given("source", at("soldiers")), ["soldiers"]),
        ("status", None, Given("status", at("attacked")), ["attacked"]),
    ],
)
def test_words_are_mended_and_taken_back(
    case: CaseStore, ana: Analyst, part: str, old: str | None, new: Given | None, shown: list[object]
) -> None:
    said = ana.mend(READ.id, part, at(old) if old else None, new, "seen")
    (now,) = told(case)
    values: dict[str, list[object]] = {
        "mention": [q.text for q in now.mentions], "place": [now.place and now.place.place.name],
        "time": [now.time and now.time.when.start], "source": [s.name for s in now.sources],
        "killed": [c.amount.min for _, c in now.numbers], "status": [now.status_words and now.status_words.text],
    }  # fmt: skip
    assert values.get(part, [f.name for f in now.role("actor")]) == shown
    (standing,) = case.events(kind="attack")
    assert standing.accounts == (now.id,)  # until it is linked anew
    assert [(s.judgement.id, s.is_in_force) for s in case.history(standing.id)] == [(said.id, True)]
    assert case.check() == []
    ana.undo(said.id)
    assert told(case) == (READ,)
    assert [s.judgement.verdict for s in case.story_history(ONE.id)] == ["mend", "undo"]
    assert case.check() == []


def test_what_was_mended_is_mended_again_and_each_is_undone_alone(case: CaseStore, ana: Analyst) -> None:
    first = ana.mend(READ.id, "actor", at("Rebels"), Given("actor", at("soldiers")))
    ana.mend(told(case)[0].id, "time", None, Given("time", at("2 May")))
    ana.undo(first.id)
    (now,) = told(case)
    assert [f.name for f in now.role("actor")] == ["Rebels"]
    assert now.time is not None
    assert case.check() == []


def test_a_missed_account_stands_before_one_that_a_new_reading_tells_by_its_words(
    case: CaseStore, ana: Analyst
) -> None:
    key = depot(ana)
    found = account(ONE, "burned", roles={"target": ["bridge"]})
    with case.taking(document(TEXT), again=True):
        case.put(reading(ONE, READ, found))
    assert [one.reader for one in told(case)] == ["rules/1", "analyst"]
    ana.undo(key)
    assert told(case) == (READ, found)


def test_words_that_a_new_reading_has_right_are_not_doubled(case: CaseStore, ana: Analyst) -> None:
    ana.mend(READ.id, "actor", None, Given("actor", at("Lake Vanguard")))
    anew = account(ONE, "attacked", roles={"actor": ["Lake Vanguard"]})
    with case.taking(document(TEXT), again=True):
        case.put(reading(ONE, anew))
    assert [f.name for f in told(case)[0].role("actor")] == ["Lake Vanguard"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda ana: ana.add(ONE.id, "attack", "happened"), "Give at least one mention"),
        (lambda ana: ana.add(ONE.id, "fuss", "happened", Given("mention", at("burned"))), 'no kind "fuss"'),
        (lambda ana: ana.add(ONE.id, "attack", "maybe", Given("mention", at("burned"))), 'no status "maybe"'),
        (lambda ana: ana.add(ONE.id, "attack", "happened", Given("mention", (5, 9_000))), "does not lie in the story"),
        (lambda ana: ana.add(ONE.id, "attack", "happened", Given("mention", (6, 7))), "Blanks are no words"),
        (lambda ana: ana.add(ONE.id, "attack", "happened", Given("mention", at("attacked"))), "Mend its words"),
        (lambda ana: ana.add(ONE.id, "attack", "happened", Given("hero", at("burned"))), 'has no "hero"'),
        (lambda ana: ana.mend(READ.id, "actor", at("depot"), None), "is no actor of the account"),
        (lambda ana: ana.mend(READ.id, "mention", at("attacked"), None), "nothing tells the account"),
        (lambda ana: ana.mend(READ.id, "actor", at("Rebels"), Given("actor", at("Rebels"))), "has these words already"),
        (lambda ana: ana.mend(READ.id, "time", None, Given("time", at("the depot"))), 'what "the depot" means as time'),
        (lambda ana: ana.mend(READ.id, "killed", None, Given("killed", at("Six"), "many")), '"many" is no value'),
        (lambda ana: ana.mend(READ.id, "actor", at("Rebels"), Given("target", at("depot"))), "are not mended by words"),
    ],
)
def test_what_does_not_hold_is_refused(ana: Analyst, call: Callable[[Analyst], object], said: str) -> None:
    with pytest.raises(WrongCall, match=said):
        call(ana)


HANDS = st.sampled_from(["add", "actor", "time", "mention", "undo last"])


@settings(max_examples=15, deadline=None)
@given(st.lists(HANDS, max_size=6), st.randoms(use_true_random=False))
def test_any_hands_undone_in_any_order_give_the_case_before(calls: list[str], chance) -> None:
    with case_of(reading(ONE, READ, mentions=[VANGUARD, MAY]), reading(TWO, OTHER)) as case:
        case.replace_links(links(event(READ), event(OTHER)))
        ana, before, said = case.analyst("ana", clock()), (told(case), case.events()), []
        for name in calls:
            if name == "undo last" and said:
                said.append(ana.undo(said[-1]).id)
            elif name == "add" and all(one.reader != "analyst" for one in told(case)):
                said.append(depot(ana))
            elif name in ("actor", "time", "mention"):
                words = {"actor": "soldiers", "time": "2 May", "mention": "a bridge"}[name]
                try:
                    said.append(ana.mend(told(case)[0].id, name, None, Given(name, at(words))).id)
                except WrongCall:
                    continue
            assert case.check() == []
        with case.taking(document(TEXT), again=True):
            laid = told(case)
            case.put(reading(ONE, READ, mentions=[VANGUARD, MAY]))
        assert told(case) == laid
        case.replace_links(links(event(*laid), event(OTHER)))
        standing = case.in_force()
        chance.shuffle(standing)
        for one in standing:
            ana.undo(one.id)
        case.replace_links(links(event(READ), event(OTHER)))
        assert (told(case), case.events()) == before
        assert case.check() == []
