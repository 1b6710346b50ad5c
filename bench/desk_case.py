"""Writes an invented case of many events, for trying the desk's speed: python bench/desk_case.py FILE [EVENTS].

Names, places and incidents are made up and follow from a seed, so that the same call gives the same case. Stories are
written, not read: every quote is where the account says, as in a case that was read.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, pairwise
from typing import Any

from tidings import grading
from tidings.case import CaseStore
from tidings.case.codec import packed, place_json, when_json
from tidings.knowledge import Knowledge
from tidings.model import (
    Account,
    Actor,
    Amount,
    Counted,
    Document,
    Event,
    Filler,
    Item,
    Judgement,
    Lineage,
    Mention,
    Origin,
    Place,
    Placed,
    Published,
    Quote,
    Reading,
    Source,
    Statement,
    Story,
    Timed,
    When,
    content_id,
)
from tidings.model.links import Links

SEED = 8
EVENTS = 20_000
STORIES_A_DOCUMENT = 100
PLACES = 260
FIRST_DAY, DAYS = dt.date(2014, 1, 1), 2_900
SYLLABLES = "ba ka ra sha ta mi do lu ne zar kor tel mah dir qal ham sur bel vor nis tar gol pes rim".split()
GROUPS = ("Lake Vanguard", "River Front", "Hill Brigades", "Sons of the Delta", "Northern Command", "Ninth Column",
          "Salt Road Guard", "Coast Militia", "Free Valley Army", "Red Dune Cell")  # fmt: skip
STATES = (
    "the army",
    "the Interior Ministry",
    "Border Police",
    "the Ninth Division",
    "the coast guard",
    "the air force",
)
FIRMS = ("Orlan Freight", "Meridian Trading", "Koss Instruments", "Atlas Marine Supply", "Bluewater Chemicals",
         "Harrow Avionics", "Tamsin Optics", "Delver Machine Works")  # fmt: skip
TARGETS = ("a convoy", "a market", "a police post", "a fuel depot", "a checkpoint", "a school", "the power station",
           "farmers", "aid workers", "a patrol")  # fmt: skip
ITEMS = (("quadcopters", "uav.multirotor"), ("attack drones", "uav"), ("car bombs", "ied.vbied"),
         ("mortars", "arms.mortar"),
         ("rockets", "arms.rocket"), ("night-vision devices", "equipment.optics"),
         ("ammonium nitrate", "material.explosive"),
         ("engine parts", "equipment.engine"), ("gyroscopes", "equipment.guidance"),
         ("rifles", "arms.small"))  # fmt: skip
SPEAKERS = ("the governor", "residents", "a hospital doctor", "the Rights Observatory", "a military spokesman",
            "the Interior Ministry", "two officials", "a village elder", "the Red Lantern charity")  # fmt: skip
DEEDS = {  # kind: how a sentence tells it; {who} {verb} {whom}
    "attack": ("attacked", "shelled", "struck", "bombed"), "clash": ("clashed with",), "raid": ("raided",),
    "arrest": ("arrested",), "abduct": ("abducted",), "seize": ("seized",), "deploy": ("deployed",),
    "acquire": ("obtained",), "transfer": ("shipped",), "test": ("tested",), "operate": ("used",),
    "threaten": ("threatened",), "meet": ("met",),
}  # fmt: skip
METHODS = {"attacked": "shooting", "shelled": "shelling", "struck": "airstrike", "bombed": "bombing"}
WEIGHTS = (30, 14, 10, 10, 6, 6, 5, 5, 4, 3, 3, 2, 2)
FILLER = (
    "Officials gave no further details.", "The road was closed for several hours.", "No group claimed responsibility.",
    "Prices in the market rose again this week.", "Telephone lines to the district were down on Tuesday.",
    "It was not possible to verify the report independently.", "The rainy season has delayed deliveries of grain.",
)  # fmt: skip


@dataclass
class World:
    """Everything that is made up, drawn from one source of chance."""

    chance: random.Random
    spread: int = PLACES
    places: list[Place] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        hearts = [(self.chance.uniform(8, 36), self.chance.uniform(-8, 45)) for _ in range(9)]
        for n in range(self.spread):
            lat, lon = hearts[n % 9]
            sort, radius = self.chance.choices((("city", 8.0), ("admin2", 30.0), ("admin1", 120.0)), (8, 2, 1))[0]
            self.places.append(
                Place(self.name(), "ABCDEFGHI"[n % 9] + "X", 900_000 + n, round(lat + self.chance.gauss(0, 2), 4),
                      round(lon + self.chance.gauss(0, 2.5), 4), radius, "in", sort)
            )  # fmt: skip
        self.outlets = [f"{self.name()} {w}" for w in ("Times", "Wire", "Post", "Radio", "Herald", "Online") * 8]

    def name(self) -> str:
        """A name of two or three syllables."""
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.choice((2, 2, 3)))).capitalize()


@dataclass
class Incident:
    """What happens, before anybody tells it."""

    kind: str
    verb: str
    who: str
    whom: str
    item: tuple[str, str] | None
    place: Place | None
    when: When
    day: dt.date
    killed: int


class Page:
    """A story's text while it is written; what is written comes back as a quote."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, words: str) -> Quote:
        """Write the words on and return where they stand."""
        start = len(self.text)
        self.text += words
        return Quote(start, len(self.text), words)


def incident(world: World) -> Incident:
    """Draw one incident; some have no day, some no place."""
    c = world.chance
    kind = c.choices(tuple(DEEDS), WEIGHTS)[0]
    verb = c.choice(DEEDS[kind])
    day = FIRST_DAY + dt.timedelta(days=int(DAYS * c.betavariate(2, 1.4)))
    who = c.choice(GROUPS if c.random() < 0.6 else STATES)
    whom = c.choice(GROUPS if kind in ("clash", "meet") else FIRMS if kind in ("transfer", "acquire") else TARGETS)
    gives = kind in ("transfer", "acquire", "test", "operate", "seize", "deploy") or c.random() < 0.15
    return Incident(
        kind, verb, who, whom, c.choice(ITEMS) if gives else None,
        c.choice(world.places) if c.random() < 0.93 else None, span_of(c, day), day,
        c.choice((0, 0, 0, 1, 2, 3, 5, 8, 14)) if kind in ("attack", "clash") else 0,
    )  # fmt: skip


def span_of(c: random.Random, day: dt.date) -> When:
    """The day, its month or year, or nothing."""
    kind = c.choices(("day", "month", "year", "none"), (84, 8, 3, 5))[0]
    if kind == "day":
        return When(day.isoformat(), day.isoformat(), "day")
    if kind == "none":
        return When()
    last = day.replace(day=28) + dt.timedelta(days=4)
    start = day.replace(day=1) if kind == "month" else day.replace(month=1, day=1)
    end = last - dt.timedelta(days=last.day) if kind == "month" else day.replace(month=12, day=31)
    return When(start.isoformat(), end.isoformat(), "month" if kind == "month" else "year")


def told(world: World, what: Incident, page: Page, mentions: list[Mention]) -> dict[str, Any]:
    """Write the incident as one sentence and return the parts of its account."""
    c, parts = world.chance, {}
    who = page.put(what.who[:1].upper() + what.who[1:])
    page.put(" ")
    verb = page.put(what.verb)
    page.put(" ")
    whom = page.put(what.whom)
    mentions += [Mention("actor", who, entity=Actor(what.who)), Mention("actor", whom, entity=Actor(what.whom))]
    roles = [("actor", (Filler(what.who, who),)), ("target", (Filler(what.whom, whom),))]
    if what.item:
        page.put(" with ")
        item = page.put(what.item[0])
        mentions.append(Mention("item", item, entity=Item(what.item[0], category=what.item[1])))
        roles.append(("item", (Filler(what.item[0], item),)))
    if what.place:
        page.put(" in ")
        place = page.put(what.place.name)
        mentions.append(Mention("place", place, value=what.place))
        parts["place"] = Placed(what.place, place)
    if what.when.is_known:
        page.put(" on " if what.when.precision == "day" else " in ")
        words = page.put(what.when.start if what.when.precision == "day" else what.when.start[:7])
        mentions.append(Mention("time", words, value=what.when))
        parts["time"] = Timed(what.when, words)
    if what.killed:
        page.put(", killing ")
        toll = what.killed + (c.choice((0, 0, 0, 2)))
        number = page.put(str(toll))
        mentions.append(Mention("number", number, value=Amount(toll, toll, "people", "killed")))
        parts["numbers"] = (("killed", Counted(Amount(toll, toll, "people", "killed"), number)),)
    return parts | {"roles": tuple(roles), "mentions": (verb,), **sourced(c, page)}


def sourced(c: random.Random, page: Page) -> dict[str, Any]:
    """End the sentence, with or without its source."""
    if c.random() < 0.35:
        page.put(". ")
        return {}
    page.put(", ")
    name = c.choice(SPEAKERS)
    words = page.put(name)
    page.put(" ")
    cue = page.put("said")
    page.put(". ")
    return {"sources": (Source(name, words, cue, "statement"),)}


@dataclass
class Teller:
    """Writes the stories of incidents and keeps what linking would find."""

    world: World
    readings: list[Reading] = field(default_factory=list)
    events: dict[int, list[Account]] = field(default_factory=dict)
    lineage: list[Lineage] = field(default_factory=list)

    def write(self, incidents: list[Incident]) -> Iterator[tuple[Document, list[Reading]]]:
        """Yield documents of STORIES_A_DOCUMENT stories until every incident is told at least once."""
        c = self.world.chance
        tellings = [n for n in range(len(incidents)) for _ in range(c.choices((1, 2, 3, 5, 9), (50, 25, 14, 8, 3))[0])]
        tellings.sort(key=lambda n: (incidents[n].day, n))
        at = 0
        for number in count():
            if at >= len(tellings):
                return
            pages = []
            for _ in range(STORIES_A_DOCUMENT):
                some = list(dict.fromkeys(tellings[at : at + c.choice((1, 1, 2, 3))]))
                at += max(1, len(some))
                if some:
                    pages.append((self.page(incidents, some), some))
            yield self.bound(number, incidents, pages)

    def page(self, incidents: list[Incident], some: list[int]) -> tuple[Page, list[Mention], list[tuple[int, dict]]]:
        """One story that tells some incidents."""
        page, mentions, accounts = Page(), [], []
        for n in some:
            accounts.append((n, told(self.world, incidents[n], page, mentions)))
            page.put(" ".join(self.world.chance.sample(FILLER, 2)) + "\n\n")
        return page, mentions, accounts

    def bound(self, number: int, incidents: list[Incident], pages: list) -> tuple[Document, list[Reading]]:
        """The pages as one document with its readings."""
        doc = Document(
            "".join(page.text for (page, _, _), _ in pages).encode(), f"invented-{number:04}.txt", "text/plain"
        )
        readings, start, c = [], 0, self.world.chance
        for (page, mentions, accounts), some in pages:
            first = incidents[some[0]]
            day = (first.day + dt.timedelta(days=c.choice((0, 1, 1, 2)))).isoformat()
            story = Story(doc.sha256, start, start + len(page.text), page.text,
                          f"{first.who} {first.verb} {first.whom}".capitalize(), None, c.choice(self.world.outlets),
                          Published(day, "day", "metadata"), "en")  # fmt: skip
            start = story.end
            made = [(n, self.account(story, incidents[n], parts)) for n, parts in accounts]
            readings.append(Reading(story, tuple(mentions), tuple(a for _, a in made)))
            for n, account in made:
                self.events.setdefault(n, []).append(account)
        self.readings += readings
        return doc, readings

    def account(self, story: Story, what: Incident, parts: dict[str, Any]) -> Account:
        """The account of one incident in one story."""
        c = self.world.chance
        status = c.choices(("happened", "attempted", "planned", "denied"), (90, 4, 3, 3))[0]
        return Account(story.id, what.kind, status, method=METHODS.get(what.verb),
                       confidence=round(c.betavariate(6, 2.5), 3), because=(f"events.{what.kind}/1",),
                       **parts)  # fmt: skip


def links(teller: Teller, incidents: list[Incident]) -> Links:
    """What linking would have found: the events as they were drawn, statements, origins, copies and doubts."""
    c = teller.world.chance
    stories = {r.story.id: r.story for r in teller.readings}
    events, statements, origins, lineage, doubts = [], [], [], [], []
    for n, accounts in teller.events.items():
        event = event_of(incidents[n], accounts)
        events.append(event)
        for a in accounts:
            statements += stated(event, a)
            name = a.sources[-1].name if a.sources else stories[a.story].publisher
            origins.append(Origin(a.id, name, name.lower(), a.status in ("happened", "attempted"), "end of the chain"))
        for one, two in pairwise(accounts):
            if one.story != two.story and c.random() < 0.2:
                relation = c.choice(("copies", "cites"))
                lineage.append(Lineage(one.story, two.story, relation, "shared words", one.mentions[0].text, 0.8))
    for left, right in pairwise(events):
        if c.random() < 0.03:
            pair = sorted((left.accounts[0], right.accounts[0]))
            doubts.append(Judgement("account", *pair, "unsure", 0.4, ("same place",), "rule:linking.events/1", ""))
    seen = {(row.earlier, row.later): row for row in lineage}
    return Links(tuple(events), tuple(statements), tuple(origins), tuple(seen.values()), tuple(doubts))


def event_of(what: Incident, accounts: list[Account]) -> Event:
    """The event of an incident's accounts."""
    ids = tuple(a.id for a in accounts)
    title = f"{what.who} {what.verb} {what.whom}" + (f", {what.place.name}" if what.place else "")
    stories = len({a.story for a in accounts})
    return Event(content_id("event", *sorted(ids)), what.kind, accounts[0].status, ids, stories, what.when, what.place,
                 title=title[:1].upper() + title[1:])  # fmt: skip


def stated(event: Event, a: Account) -> Iterator[Statement]:
    """Each value of an account as a statement."""

    def one(name: str, value: str, quote: Quote | None) -> Statement:
        return Statement(event.id, a.id, name, value, quote and quote.start, quote and quote.end, f"{name}/1")

    yield one("status", a.status, None)
    if a.time:
        yield one("time", packed(when_json(a.time.when)), a.time.quote)
    if a.place:
        yield one("place", packed(place_json(a.place.place)), a.place.quote)
    for role, fillers in a.roles:
        yield from (one(role, f.name, f.quote) for f in fillers)
    for name, counted in a.numbers:
        yield one(name, packed({"min": counted.amount.min, "max": counted.amount.max}), counted.quote)


def make(path: str, events: int = EVENTS, places: int = PLACES) -> None:
    """Write the case."""
    world = World(random.Random(SEED), places)
    incidents = [incident(world) for _ in range(events)]
    teller = Teller(world)
    with CaseStore.open(path) as case:
        for doc, readings in teller.write(incidents):
            with case.taking(doc):
                case.put(*readings)
        case.replace_links(grading.grade(links(teller, incidents), teller.readings, (), Knowledge()))
        print(f"{path}: {case.counts()}")


if __name__ == "__main__":
    begun = time.perf_counter()
    make(sys.argv[1] if len(sys.argv) > 1 else "desk.tidings", int(sys.argv[2]) if len(sys.argv) > 2 else EVENTS)
    print(f"{time.perf_counter() - begun:.1f} s")
