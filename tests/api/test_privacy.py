"""`tidings serve --without-persons`: no answer tells a private person's name, and none is found or counted by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.api.conftest import ROOT
from tests.builders import account, document, event, links, origin, quote, reading, story
from tests.reading.sentences import know
from tidings.case import CaseStore
from tidings.case.fold import fold
from tidings.model import Account, Actor, Lineage, Mention, Problem, Statement, Story
from tidings.web.api import privacy
from tidings.web.api.app import api_app
from tidings.web.api.doors import DOORS
from tidings.web.api.privacy import Shown
from tidings.web.api.tokens import Tokens
from tidings.web.desk import Desk

TEXT = (
    "Joris Vlaanders, 51, was arrested in Rotterdam on Friday, said Gen. Amadou Vamoulke. Vlaanders had shipped "
    "engines. A neighbour, Petra Hoogland, saw it."
)
TOLD_TWICE = "Joris Vlaanders, 51, was arrested in Rotterdam on Friday. He will be heard soon."
LONE = "Omar Zayd has opened a new bakery in Mora. It will stay open."
HIDDEN = ("joris", "vlaanders", "petra", "hoogland", "lindqvist", "omar", "zayd")
ADDRESS = "https://harbour.example/2021/joris-vlaanders-held"


def person(where: Story, name: str) -> Mention:
    return Mention("actor", quote(where, name), entity=Actor(name, type="person"), rule="actors.person/1")


def _arrest(one: Story, *sources: str) -> Account:
    return account(one, "arrested", "arrest", roles={"target": ["Joris Vlaanders"]}, sources=sources,
                   time=("Friday", "2021-11-05"))  # fmt: skip


def fill(case: CaseStore) -> None:
    """An arrest told by two, an undated delivery, a story that tells no event, and a Problem that names a file."""
    one = story(TEXT, "2021-11-05", publisher="Harbour Post", headline="VLAANDERS HELD, SAYS PETRA HOOGLAND",
                byline="By Tomas Lindqvist", url=ADDRESS, source_id="vlaanders-1")  # fmt: skip
    two = story(TOLD_TWICE, "2021-11-06", publisher="Joris Vlaanders Watch", headline="Held")
    lone = story(LONE, "2021-11-07", publisher="Hill Radio", headline="A bakery of Omar Zayd")
    first, second = _arrest(one, "Petra Hoogland"), _arrest(two)
    third = account(one, "shipped", "transfer", roles={"supplier": ["Vlaanders"], "item": ["engines"]},
                    sources=["Amadou Vamoulke"])  # fmt: skip
    named = {
        one: ("Joris Vlaanders", "Amadou Vamoulke", "Petra Hoogland"), two: ("Joris Vlaanders",), lone: ("Omar Zayd",),
    }  # fmt: skip
    told: dict[Story, tuple[Account, ...]] = {one: (first, third), two: (second,), lone: ()}
    for where, accounts in told.items():
        with case.taking(document(where.text)):
            case.put(reading(where, *accounts, mentions=[person(where, name) for name in named[where]]))
    arrest = event(
        first, second, title="Arrest of Joris Vlaanders", independent=1, origins=("Petra Hoogland",),
        credibility_because="told by Petra Hoogland",
    )  # fmt: skip
    case.replace_links(links(
        arrest, event(third, title="Engines of Vlaanders", independent=1, origins=("Amadou Vamoulke",)),
        origins=(origin(first, "Petra Hoogland"), origin(second, "Joris Vlaanders Watch"),
                 origin(third, "Amadou Vamoulke")),
        statements=(Statement(arrest.id, first.id, "target", "Joris Vlaanders", 0, 15, "roles/1"),),
        lineage=(Lineage(one.id, two.id, "copies", "shared words", "Joris Vlaanders, 51, was arrested", 0.9),),
    ))  # fmt: skip
    case.problem(Problem("papers/vlaanders.pdf", "unreadable", "Nothing in it."))
    case.analyst("ana").edit(arrest.id, "title", "Joris Vlaanders is held", "Hoogland saw it")
    case.analyst("ana").tag(arrest.id, "vlaanders")


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Shown]:
    """The case without private persons."""
    with CaseStore.open(tmp_path / "case.tidings") as case:
        fill(case)
    held = Desk.open(str(tmp_path / "case.tidings"), analyst="ana", know=know())
    yield Shown(held, with_persons=False)
    held.close()


@pytest.fixture
def client(shown: Shown, tmp_path: Path) -> Iterator[TestClient]:
    """A program that asks the case without private persons."""
    tokens = Tokens(tmp_path / "tokens")
    with TestClient(api_app(shown, tokens), base_url=ROOT) as one:
        one.headers["authorization"] = f"Bearer {tokens.make('ana')}"
        yield one


def addresses(shown: Shown) -> list[str]:
    """Every address of the service, with the id of each event, story and account."""
    board = shown.board()
    ids = {"events": board.at, "stories": board.overview.stories, "accounts": board.overview.accounts}
    routes = [door.path for door in DOORS if "{" not in door.path and door.path != "/v1/openapi.json"]
    pages = [f"/v1/{kind}/{key}" for kind, keys in ids.items() for key in keys]
    return [*(path + ("?q=will" if path == "/v1/search" else "") for path in routes), *pages]


def test_no_answer_tells_a_private_name(shown: Shown, client: TestClient) -> None:
    told = ""
    for address in addresses(shown):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.text)
        found = answer.text.casefold()
        assert [name for name in HIDDEN if name in found] == [], address
        told += answer.text
    assert "█" in told
    assert "Amadou Vamoulke" in told


def test_with_persons_every_name_is_told(shown: Shown, tmp_path: Path) -> None:
    tokens = Tokens(tmp_path / "tokens")
    with TestClient(api_app(Shown(shown.desk), tokens), base_url=ROOT) as one:
        one.headers["authorization"] = f"Bearer {tokens.make('ana')}"
        told = "".join(one.get(address).text for address in addresses(shown)).casefold()
    assert [name for name in HIDDEN if name not in told] == []
    assert "█" not in told


@pytest.mark.parametrize(
    "wanted",
    [
        {"text": "Vlaanders"}, {"text": "vlaander*"}, {"text": "vlaandersing"}, {"text": '"Joris Vlaanders"'},
        {"text": "Hoogland engines"}, {"party": "vlaand"}, {"party": "Joris"}, {"actor": "Vlaanders"},
        {"text": "vlaanders", "since": "2021"}, {"text": "vlaanders", "rejected": True},
    ],
    ids=str,
)  # fmt: skip
def test_no_event_is_found_or_counted_by_a_private_name(shown: Shown, client: TestClient, wanted: Any) -> None:
    assert shown.case.events(**wanted) or "vlaandersing" in wanted.values()
    found = client.get("/v1/events", params=wanted).json()
    counts = [found[name] for name in ("total", "undated_left_out", "rejected_left_out", "next", "events")]
    assert counts == [0, 0, 0, None, []]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [({"text": "Vamoulke"}, 2), ({"text": "engines"}, 2), ({"text": "Rotterdam", "limit": 1}, 2),
     ({"item": "engine"}, 1), ({"actor": "person"}, 0), ({"text": "Friday", "since": "2021-11"}, 1)],
    ids=str,
)  # fmt: skip
def test_events_are_found_by_other_words(shown: Shown, client: TestClient, wanted: Any, found: int) -> None:
    answer = client.get("/v1/events", params=wanted).json()
    assert answer["total"] == found == shown.case.events(**wanted).total
    assert answer["undated_left_out"] == shown.case.events(**wanted).undated_left_out


@pytest.mark.parametrize(
    ("words", "found"),
    [("Zayd", 0), ("zayd*", 0), ("bakery Zayd", 0), ("Vlaanders", 0), ("bakery", 1), ("soon", 1), ("Rotterdam", 2)],
)
def test_no_story_is_found_by_a_private_name(client: TestClient, words: str, found: int) -> None:
    hits = client.get("/v1/search", params={"q": words}).json()["hits"]
    assert len(hits) == found


def test_a_name_in_the_headline_alone_finds_nothing(tmp_path: Path) -> None:
    one = story("A neighbour saw it, Petra Lind said.", publisher="Harbour Post", headline="Seen by Petra Lindqvist")
    two = story("Petra Lindqvist saw it.", publisher="Harbour Post", source_id="2")
    with CaseStore.open(tmp_path / "case.tidings") as case:
        told = account(two, "saw", "claim", sources=["Petra Lindqvist"])
        other = account(one, "saw", "claim", sources=["Petra Lind"])
        with case.taking(document(one.text)):
            case.put(reading(one, other, mentions=[person(one, "Petra Lind")]))
        with case.taking(document(two.text)):
            case.put(reading(two, told, mentions=[person(two, "Petra Lindqvist")]))
        case.replace_links(links(event(other, told, title="Seen", independent=1)))
    held = Desk.open(str(tmp_path / "case.tidings"), analyst="ana", know=know())
    shown = Shown(held, with_persons=False)
    assert len(held.case.search("Lindqvist", 9)) == 2
    assert shown.hits("Lindqvist", 9) == []
    assert shown.hits("neighbour lindqvist", 9) == []
    assert len(shown.hits("neighbour", 9)) == 1
    held.close()


def test_ids_stay_and_words_stand_where_they_stood(shown: Shown, client: TestClient) -> None:
    for key in shown.board().overview.stories:
        text = shown.case.reading(key).story.text
        told = client.get(f"/v1/stories/{key}").json()
        assert all(new in ("█", old) for new, old in zip(told["text"], text, strict=True))
        for one in told["told"]:
            assert one["quote"]["story"] == key
            assert client.get(f"/v1/accounts/{one['id']}").json() == one
            assert one in client.get(f"/v1/events/{one['event']}").json()["accounts"]


def test_a_private_speaker_is_not_listed_and_an_outlet_not_called_by_its_author(client: TestClient) -> None:
    found = client.get("/v1/sources").json()
    assert [one["name"] for one in found["speakers"]] == ["Amadou Vamoulke"]
    assert {one["name"] for one in found["outlets"]} == {"Harbour Post", "Hill Radio", "person 1 Watch"}


def test_what_was_not_read_is_told_without_the_name_of_its_file(client: TestClient) -> None:
    (one,) = client.get("/v1/problems").json()["problems"]
    assert (one["reason"], one["origin"]) == ("unreadable", "left out, as it may name private persons")


NAMES = st.text(st.sampled_from("OomMaArRZz éÉ'.-–ßİ"), min_size=1, max_size=14)


@given(name=NAMES, words=st.text(st.sampled_from("omarzeé' *"), min_size=1, max_size=8))
def test_no_private_name_that_the_words_may_find_is_passed_over(name: str, words: str) -> None:
    """What is looked at first, the folded name, is alike wherever the name is."""
    assert not privacy._are_alike(name, words) or privacy._begins_alike(fold(name), words)
