"""A small case on a desk, asked without a network: some events to agree and to disagree about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.builders import MORA, account, document, event, links, origin, reading, story
from tidings.case import CaseStore
from tidings.case.codec import packed, place_json, when_json
from tidings.knowledge import Knowledge
from tidings.model import Account, Actor, Document, Item, Judgement, Lineage, Mention, Quote, Reading, Statement
from tidings.model.links import Links
from tidings.web.app import desk_app
from tidings.web.desk import Desk
from tidings.web.gate import Session

PORT = 8765
ROOT = f"http://127.0.0.1:{PORT}"
HOSTILE = (
    "<script>alert(1)</script> Rebels shelled <img src=x onerror=alert(2)> Mora on 2 May,\u202e killing 4\u202c, "
    "police said.\n\x07\x1b[31m" + "A" * 20_000
)
Get = Callable[..., Any]


def _readings() -> list[tuple[Document, Reading]]:
    """Two tell of one attack and differ on the toll, one of an attack that may be the same, one of a delivery."""
    texts = {
        "Delta Post": "Rebels attacked Mora on 2 May, killing 6, police said. Shops stayed shut.",
        "Hill Radio": "Rebels raided Mora on 2 May, killing 9, a doctor said.",
        "Lake Wire": "Soldiers clashed with rebels at Mora on 3 May 🚧, residents said.",
        "Coast News": "Orlan Freight shipped drones to the Lake Vanguard in June.",
    }
    out = []
    for publisher, text in texts.items():
        one = story(text, "2021-05-04", publisher=publisher, headline=f"News of {publisher}")
        out.append((document(text, f"{publisher}.txt"), one))
    (d1, s1), (d2, s2), (d3, s3), (d4, s4) = out
    may = ("2 May", "2021-05-02", "2021-05-02")
    a1 = account(s1, "attacked", roles={"actor": ["Rebels"]}, sources=["police"], numbers={"killed": ("6", 6, 6)},
                 time=may, place=("Mora", MORA), confidence=0.9)  # fmt: skip
    a2 = account(s2, "raided", roles={"actor": ["Rebels"]}, sources=["a doctor"], numbers={"killed": ("9", 9, 9)},
                 time=may, place=("Mora", MORA), confidence=0.7)  # fmt: skip
    a3 = account(s3, "clashed", "clash", roles={"actor": ["Soldiers", "rebels"]}, sources=["residents"],
                 time=("3 May", "2021-05-03", "2021-05-03"), place=("Mora", MORA), confidence=0.4)  # fmt: skip
    a4 = account(s4, "shipped", "transfer", confidence=0.8, roles={
        "supplier": ["Orlan Freight"], "recipient": ["Lake Vanguard"], "item": ["drones"]})  # fmt: skip
    drones = Mention("item", next(f.quote for f in a4.role("item")), entity=Item("drones", "drone", category="uav"))
    rebels = Mention("actor", next(f.quote for f in a1.role("actor")), entity=Actor("Rebels"))
    return [
        (d1, reading(s1, a1, mentions=[rebels])), (d2, reading(s2, a2)), (d3, reading(s3, a3)),
        (d4, reading(s4, a4, mentions=[drones])),
    ]  # fmt: skip


def _stated(event_id: str, a: Account) -> Iterator[Statement]:
    """Each value of an account as a statement."""

    def one(field: str, value: str, quote: Quote | None) -> Statement:
        return Statement(event_id, a.id, field, value, quote and quote.start, quote and quote.end, f"{field}/1")

    yield one("status", a.status, None)
    for role, fillers in a.roles:
        yield from (one(role, f.name, f.quote) for f in fillers)
    if a.time:
        yield one("time", packed(when_json(a.time.when)), a.time.quote)
    if a.place:
        yield one("place", packed(place_json(a.place.place)), a.place.quote)
    for name, c in a.numbers:
        yield one(name, packed({"min": c.amount.min, "max": c.amount.max}), c.quote)


def _links(readings: list[Reading]) -> Links:
    a1, a2, a3, a4 = (one.accounts[0] for one in readings)
    attack = event(a1, a2, title="Rebels attack Mora", independent=2, origins=("police", "a doctor"),
                   credibility=1, credibility_because="credibility.confirmed/1 confirmed", conflicts=("killed",),
                   )  # fmt: skip
    clash = event(a3, title="Clash at Mora", independent=1, origins=("residents",), credibility=3)
    delivery = event(a4, title="Drones for the Lake Vanguard", independent=1, origins=("Coast News",), credibility=2)
    told = ((attack, (a1, a2)), (clash, (a3,)), (delivery, (a4,)))
    statements = tuple(s for one, accounts in told for a in accounts for s in _stated(one.id, a))
    doubt = Judgement("account", *sorted((a1.id, a3.id)), "unsure", 0.45, ("same place",), "rule:linking.events/1", "")
    return links(
        attack, clash, delivery, statements=statements, judgements=(doubt,),
        origins=(origin(a1, "police"), origin(a2, "a doctor"), origin(a3, "residents"), origin(a4, "Coast News")),
        lineage=(Lineage(readings[0].story.id, readings[1].story.id, "copies", "shared words", "on 2 May", 0.5),),
    )  # fmt: skip


def fill(case: CaseStore) -> None:
    """Put the stories and events into a case."""
    pairs = _readings()
    for doc, one in pairs:
        with case.taking(doc):
            case.put(one)
    case.replace_links(_links([one for _, one in pairs]))


@pytest.fixture(scope="package")
def know() -> Knowledge:
    """The knowledge tables, read once."""
    return Knowledge()


@pytest.fixture
def desk(tmp_path: Path, know: Knowledge) -> Iterator[Desk]:
    """A desk on the small case."""
    path = tmp_path / "case.tidings"
    with CaseStore.open(path) as case:
        fill(case)
    held = Desk.open(str(path), analyst="ana", know=know)
    yield held
    held.close()


@pytest.fixture
def session() -> Session:
    """A session whose secret the tests know."""
    return Session(PORT, "secret")


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A page that was built: one file, one hashed file."""
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>desk</title>")
    (folder / "assets" / "app-1a2b.js").write_text("export {}")
    return folder


@pytest.fixture
def client(desk: Desk, session: Session, static: Path) -> Iterator[TestClient]:
    """A browser that has opened the desk's link."""
    with TestClient(desk_app(desk, session, static=static), base_url=ROOT) as one:
        assert one.get("/", params={"token": "secret"}).status_code == 200
        yield one


@pytest.fixture
def get(client: TestClient) -> Get:
    """Ask for JSON that must be there."""

    def ask(path: str, **query: Any) -> Any:
        answer = client.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask


@pytest.fixture
def page_of(get: Get) -> Callable[[str], Any]:
    """The page of the event whose title matches."""

    def find(title: str) -> Any:
        all_events = get("/api/events")
        at = next(n for n, one in enumerate(all_events["title"]) if re.search(title, one))
        return get(f"/api/events/{all_events['id'][at]}")

    return find
