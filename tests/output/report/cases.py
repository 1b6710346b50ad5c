"""Events for the reports of these tests: one of each status, contradictions, hostile words, and as many as wanted."""

from __future__ import annotations

from typing import Any

from tests.builders import MORA, account, event, origin, story
from tests.output.told import TOLD, UNDATED
from tidings.model import STATUSES, Origin, Statement, Story
from tidings.model.links import Telling, Told
from tidings.output.report import Asked

MADE = "2020-05-06T07:08:09+00:00"
TEXT = (
    "The Lake Column fired rockets at Safir on 4 May 2020, killing two people, the governor said. A trader in Lona "
    "said the Lake Column had bought forty drones from Marsh Trading. Delta Works denies that it sold engines."
)
WHERE = story(TEXT, "2020-05-05", publisher="Radio Marsh", headline="Rockets at Safir", url="https://example.org/2")


def asked(**more: Any) -> Asked:
    return Asked(more.pop("title", "The Lake Column"), MADE, **more)


def told(where: Story, words: str, kind: str = "attack", status: str = "happened", **more: Any) -> Told:
    """An event of one account, asserted by "the governor" unless told otherwise."""
    about = {name: more.pop(name) for name in ("credibility", "independent", "origins", "conflicts") if name in more}
    by: Origin | None = more.pop("by", None)
    one = account(where, words, kind, status, **more)
    given = {"credibility": 2, "independent": 1, "origins": ("the governor",), **about}
    return Told(event(one, **given), (Telling(where, one, by or origin(one, "the governor")),))


FIRED = told(
    WHERE,
    "fired",
    method="missile",
    roles={"actor": ["The Lake Column"], "target": ["Safir"], "item": ["rockets"]},
    numbers={"killed": ("two", 2, 2)},
    time=("4 May 2020", "2020-05-04"),
    place=("Safir", MORA),
)
BOUGHT = told(
    WHERE,
    "bought",
    "acquire",
    roles={"actor": ["the Lake Column"], "item": ["drones"], "supplier": ["Marsh Trading"]},
)
SOLD = told(
    WHERE,
    "sold",
    "transfer",
    "denied",
    roles={"actor": ["Delta Works"], "item": ["engines"]},
    credibility=5,
    independent=0,
    origins=(),
)
EACH_STATUS = [
    told(WHERE, "fired", "test", status, roles={"actor": ["The Lake Column"], "item": ["rockets"]}, confidence=n / 10)
    for n, status in enumerate(STATUSES)
]
ALL = [TOLD, FIRED, BOUGHT, SOLD, UNDATED, *EACH_STATUS]


def differing() -> Told:
    """Two papers that give other tolls."""
    other = story("Safir was hit by rockets. Nine people died, a nurse said.", "2020-05-06", publisher="Lona Post")
    first = FIRED.tellings[0]
    second = account(other, "hit", numbers={"killed": ("Nine", 9, 9)})
    both = event(
        first.account, second, credibility=1, independent=2, origins=("the governor", "nurse"), conflicts=("killed",)
    )
    values = tuple(
        Statement(both.id, one.id, "killed", f'{{"min": {n}, "max": {n}}}', None, None, "numbers/1")
        for one, n in ((first.account, 2), (second, 9))
    )
    return Told(both, (first, Telling(other, second, origin(second, "nurse"))), values)


HOSTILE_TEXT = (
    "<script>alert(1)</script> “=cmd|x” fired\u202egpj.exe at [a](javascript:x) &amp; \x07 `**ضربة** 西沙 #1 | "
    "![i](http://e.org/x.png)"
)
HOSTILE = story(
    HOSTILE_TEXT,
    "2020-05-05",
    publisher='<img src="https://e.org/p.png">',
    headline="=HYPERLINK(1)\n# heading | ]]> \x00",
    url="javascript:alert(1)",
)


def hostile() -> Told:
    return told(
        HOSTILE,
        "fired",
        roles={"actor": ["<script>alert(1)</script>"], "target": ["[a](javascript:x)"], "item": ["**ضربة**"]},
    )


def many(count: int) -> list[Told]:
    """So many events, each of a story and a party of its own."""
    events = []
    for n in range(count):
        where = story(f"Column {n} fired rockets at Town {n} on that day.", "2020-05-05", publisher=f"Paper {n % 90}")
        day = f"20{n % 20:02}-0{n % 9 + 1}-{n % 28 + 1:02}"
        roles = {"actor": [f"Column {n}"], "target": [f"Town {n}"], "item": ["rockets"]}
        events.append(told(where, "fired", roles=roles, time=("that day", day)))
    return sorted(events, key=lambda one: one.event.time.start or "")
