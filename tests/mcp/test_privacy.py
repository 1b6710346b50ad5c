"""Private persons: masked in every answer, found by no name, listed as no speaker; public functions stay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.builders import account, document, event, links, origin, quote, reading, story, take
from tests.mcp.test_server import called
from tests.reading.sentences import know
from tidings.case import CaseStore
from tidings.knowledge import Knowledge
from tidings.model import Actor, Mention, Quote
from tidings.pipeline import Case, link_waiting
from tidings.web.desk import Desk
from tidings.web.mcp import Tools

TEXT = (
    "Rebels attacked Mora on 2 May, Omar Zayd said. Zayd, a baker, fled with his son. "
    "Gen. Amadou Vamoulke said that six people died."
)
LONE = "Omar Zayd has opened a new bakery in Mora."


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Desk]:
    """A case in which a baker tells of an attack, and a story that tells no event of him."""
    one, lone = story(TEXT, "2021-05-04", publisher="Delta Post"), story(LONE, publisher="Hill Radio")
    first = account(one, "attacked", sources=["Omar Zayd"], roles={"actor": ["Rebels"]})
    second = account(one, "died", "attack", "possible", sources=["Amadou Vamoulke"])
    names = [(one, "Omar Zayd"), (one, "Zayd"), (one, "Amadou Vamoulke")]
    found = [Mention("actor", quote(s, n), entity=Actor(n, type="person"), rule="actors.person/1") for s, n in names]
    alone = Mention("actor", quote(lone, "Omar Zayd"), entity=Actor("Omar Zayd", type="person"), rule="actors.person/1")
    with CaseStore.open(tmp_path / "case.tidings") as case:
        with case.taking(document(TEXT)):
            case.put(reading(one, first, second, mentions=found))
        with case.taking(document(LONE)):
            case.put(reading(lone, mentions=[alone]))
        case.replace_links(links(
            event(first, title="Rebels attack Mora", origins=("Omar Zayd",), independent=1),
            event(second, title="Six die", origins=("Amadou Vamoulke",), independent=1),
            origins=(origin(first, "Omar Zayd"), origin(second, "Amadou Vamoulke")),
        ))  # fmt: skip
    held = Desk.open(str(tmp_path / "case.tidings"), analyst="ana", know=know())
    yield held
    held.close()


def answers(tools: Tools, desk: Desk) -> list[Any]:
    """Every answer that the tools give of this case."""
    found = tools.search_events()
    shown = [tools.show_event(one["id"]) for one in found["events"]]
    texts = [tools.show_story_sentences(key) for key in desk.board().overview.stories]
    return [found, *shown, *texts, tools.sources()]


def test_no_answer_names_a_private_person_and_every_answer_one_in_office(held: Desk) -> None:
    told = json.dumps(answers(Tools(held), held), ensure_ascii=False)
    assert "Zayd" not in told
    assert "Omar" not in told
    assert "█" in told
    assert "Amadou Vamoulke" in told


def test_with_persons_they_are_named(held: Desk) -> None:
    told = json.dumps(answers(Tools(held, with_persons=True), held), ensure_ascii=False)
    assert "Omar Zayd said" in told
    assert "█" not in told


@pytest.mark.parametrize(("words", "found"), [("zayd", 0), ("Omar baker", 0), ("zay*", 0), ("Vamoulke", 2)])
def test_a_private_person_is_neither_found_nor_counted_by_name(held: Desk, words: str, found: int) -> None:
    answer = called(held, "search_events", text=words)
    assert (len(answer["events"]), answer["total"], answer["next_offset"]) == (found, found, None)


def test_a_private_person_is_no_speaker(held: Desk) -> None:
    assert [one["name"] for one in called(held, "sources")["speakers"]] == ["Amadou Vamoulke"]
    assert {one["name"] for one in Tools(held, with_persons=True).sources()["speakers"]} == {
        "Amadou Vamoulke", "Omar Zayd"
    }  # fmt: skip


def test_masked_words_stand_where_they_stood(held: Desk) -> None:
    for key in held.board().overview.stories:
        text = held.case.reading(key).story.text
        for one in called(held, "show_story_sentences", story_id=key)["sentences"]:
            pairs = zip(one["text"], text[one["start"] : one["end"]], strict=True)
            assert all(new in ("█", old) for new, old in pairs)


def test_no_name_of_a_private_person_stands_beside_an_event(tmp_path: Path) -> None:
    text = "Rebels of Omar Zayd attacked Mora. Zayd, a baker, fled."
    one = story(text, "2021-05-04", publisher="Delta Post")
    told = account(one, "attacked", roles={"actor": ["Omar Zayd"], "target": ["Zayd"]})
    roles = tuple((role, tuple(replace(f, name="Omar Zayd") for f in some)) for role, some in told.roles)
    person = Actor("Omar Zayd", type="person")
    found = [
        Mention("actor", quote(one, "Omar Zayd"), entity=person, rule="actors.person/1"),
        Mention("actor", Quote.at(text, 35, 39), entity=person, rule="actors.surname/1"),
    ]
    with Case(tmp_path / "case.tidings") as case:
        take(case, reading(one, replace(told, roles=roles), mentions=found))
        link_waiting(case, Knowledge())
        (event,) = case.events()
    desk = Desk.open(str(tmp_path / "case.tidings"), analyst="ana", know=know())
    for with_persons, names in ((False, []), (True, ["Omar Zayd"])):
        shown = Tools(desk, with_persons=with_persons).show_event(event.id)
        assert [one["name"] for one in shown["names"]] == names
        assert ("Zayd" in json.dumps(shown)) is with_persons
    desk.close()
