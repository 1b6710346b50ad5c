"""A generated world of reports: is each event's number of independent origins the number that the world was made with?

usage: python bench/world.py [--seed N] [--incidents N] [--wrong]

40 outlets tell of 200 incidents through wires and their copies, paraphrases, citations (also in a circle), anonymous
sources, rumours, denials, mistaken days and tolls. Who knew of an incident is drawn first; all else follows from it, so
that the truth is known. The accounts are made with the texts and not read, so that linking and grading alone are
measured. A source without a name counts only where nobody with a name asserts the event, since it may be the same.
`--wrong` prints the events whose count is not exact.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from tidings.grading import grade
from tidings.knowledge import Knowledge
from tidings.linking import link
from tidings.model import (
    Account,
    Amount,
    Counted,
    Filler,
    Place,
    Placed,
    Published,
    Quote,
    Reading,
    Source,
    Story,
    Timed,
    When,
    sha256,
)
from tidings.model.links import Links

FIRST = ["Val", "Ker", "Osh", "Tam", "Bre", "Dul", "Mir", "Zan", "Hol", "Pex", "Ral", "Sund", "Yev", "Ond", "Lask"]
LAST = ["dora", "mund", "abad", "ovo", "istan", "ereth", "una", "akka", "ingen", "ulu", "eska", "amar", "otte", "iva"]
MASTS = ["Herald", "Courier", "Observer", "Tribune", "Gazette", "Monitor", "Journal", "Dispatch", "Chronicle", "Mirror"]
FRONTS = ["Dawn", "Ridge", "Harvest", "Granite", "Falcon", "Willow", "Ember", "Saffron"]
TARGETS = ["grain depot", "customs post", "bus station", "market hall", "water plant", "court house", "rail yard",
           "fuel depot", "town hall", "radio mast", "ferry landing", "cattle market"]  # fmt: skip
DEEDS = {"bombing": ("bomb", "explosion", "blast"), "shooting": ("gunmen attacked", "shooting", "armed assault"),
         "arson": ("arsonists attacked", "arson attack", "fire attack")}  # fmt: skip
MONTHS = ["March", "May", "June", "July"]
START = dt.date(2021, 1, 4)
BARE = ("unconfirmed reports", "social media", "rumours")  # stand without an article
DETAILS = [
    "The {target} had been {own}closed since {month} for repairs.",
    "Shops on {street} Street stayed shut for the {own}rest of the day.",
    "A {street} Street baker said that his {own}windows were blown out.",
    "Ambulances needed {n} {own}minutes, as the {own}bridge is being rebuilt.",
    "Two school {own}classes were sent home through the {street} gate.",
    "The {own}mayor cut short a trip to {other} and came back by train.",
    "It was the first such {own}deed in {town} since the {street} strike.",
    "Traffic towards {other} was turned back until the {own}evening.",
    "{n} families spent the {own}night in a gymnasium behind {street} Street.",
    "A crane from {other} was brought in to {own}lift the wreck of a lorry.",
    "Insurers spoke of {own}damage worth {n} million crowns.",
    "Witnesses on {street} Street spoke of a {own}grey van without plates.",
]


Made = tuple[str, str, list[str], str]  # trigger, day of the week, chain of sources, status


class Town(NamedTuple):
    """A town of the world."""

    name: str
    place: Place


@dataclass
class Incident:
    """What happened, and who knows of it."""

    n: int
    town: Town
    other: str
    day: dt.date
    target: str
    method: str
    killed: int
    group: str
    knowers: list[str]
    truth: int = 0
    forms: set[str] = field(default_factory=set)
    told: list[Reading] = field(default_factory=list)


class World:
    """Outlets, towns and incidents, all drawn from one seed."""

    def __init__(self, seed: int, incidents: int, start: dt.date = START, middle: str = "") -> None:
        """Draw a world from its seed; the first incident is not before `start`.

        `middle` stands in every name and in the sentences that tell no deed, so that worlds have neither in common.
        """
        self.chance, self.start, self.middle = random.Random(seed), start, middle
        names = [a + middle + b for a in FIRST for b in LAST]
        self.chance.shuffle(names)
        self.towns = [Town(name, self._place(n, name)) for n, name in enumerate(names[:60])]
        self.outlets = [f"{names[60 + n]} {MASTS[n % len(MASTS)]}" for n in range(36)]
        self.agencies = [f"{names[100 + n]} Newswire" for n in range(4)]
        self.streets = [name.lower().capitalize() for name in names[110:150]]
        self.count = 0
        self.incidents = [self._incident(n) for n in range(incidents)]
        for one in self.incidents:
            self._tell(one)

    def _place(self, n: int, name: str) -> Place:
        lat, lon = -30 + 9.0 * (n // 10), 10 + 7.0 * (n % 10)
        return Place(name, "XA", 1000 + n, lat, lon, 8.0, "in", "city")

    def _incident(self, n: int) -> Incident:
        pick = self.chance
        town, other = pick.sample(self.towns, 2)
        group = f"{pick.choice(FRONTS)}{self.middle} {pick.choice(['Front', 'Brigade', 'Column', 'Movement'])}"
        knowers = [f"{town.name} police", f"{town.name} hospital", f"{town.name} fire brigade",
                   "Interior Ministry", f"{pick.choice(self.streets)} Foundation", group]  # fmt: skip
        pick.shuffle(knowers)
        day = self.start + dt.timedelta(days=pick.randrange(360))
        method = pick.choice(sorted(DEEDS))
        killed = pick.randrange(2, 40)
        return Incident(n, town, other.name, day, pick.choice(TARGETS), method, killed, group, knowers)

    def _tell(self, one: Incident) -> None:
        """Draw how the incident is told; `truth` is how many origins assert it that owe each other nothing."""
        pick = self.chance
        papers = pick.sample(self.outlets, len(self.outlets))
        named = pick.choices([0, 1, 2, 3], [0.15, 0.4, 0.3, 0.15])[0]
        for knower in one.knowers[:named]:
            self._origin(one, knower, papers)
        one.truth = named
        if not named:
            one.truth = pick.choice((self._circle, self._anonymous, self._own_voice))(one, papers)
        elif pick.random() < 0.3:
            self._anonymous(one, papers)
        if pick.random() < 0.3:
            self._rumour(one, papers)
        if named and pick.random() < 0.25:
            self._denial(one, papers)

    def _origin(self, one: Incident, knower: str, papers: list[str]) -> None:
        """One who knows tells it: to an agency whose clients copy it, or to a paper, which others cite or tell anew."""
        pick = self.chance
        form = pick.choices(["wire", "cited", "anew", "alone"], [0.4, 0.25, 0.2, 0.15])[0]
        one.forms.add(form)
        if form == "wire":
            agency = pick.choice(self.agencies)
            wire = self._story(one, agency, 1, [knower])
            for _ in range(pick.randrange(2, 9)):
                self._copy(one, papers.pop(), wire, pick.choice((1, 1, 2)))
            return
        first = papers.pop()
        self._story(one, first, 1, [knower])
        if form == "cited":
            for _ in range(pick.randrange(1, 4)):
                chain = [first, knower] if pick.random() < 0.5 else [first]
                self._story(one, papers.pop(), pick.choice((1, 2)), chain)
        if form == "anew":
            for _ in range(pick.randrange(1, 6)):
                spoken = pick.choice([f"spokesman for the {knower}", knower, f"statement by the {knower}"])
                self._story(one, papers.pop(), pick.choice((1, 2)), [spoken], slip=pick.random() < 0.2)

    def _circle(self, one: Incident, papers: list[str]) -> int:
        one.forms.add("circle")
        some = [papers.pop() for _ in range(self.chance.choice((2, 3)))]
        for n, paper in enumerate(some):
            self._story(one, paper, 1, [some[(n + 1) % len(some)]])
        return 0

    def _anonymous(self, one: Incident, papers: list[str]) -> int:
        one.forms.add("anonymous")
        for words in self.chance.sample(["a senior security source", "an official", "a western diplomat"], 2):
            self._story(one, papers.pop(), self.chance.choice((1, 2)), [words])
        return 1

    def _own_voice(self, one: Incident, papers: list[str]) -> int:
        one.forms.add("own voice")
        self._story(one, papers.pop(), 1, [])
        for _ in range(self.chance.randrange(3)):
            self._story(one, papers.pop(), 2, [])
        return 1

    def _rumour(self, one: Incident, papers: list[str]) -> None:
        one.forms.add("rumour")
        self._story(one, papers.pop(), 2, [self.chance.choice(BARE)])

    def _denial(self, one: Incident, papers: list[str]) -> None:
        denier = next((g for g in (one.group,) if g not in one.knowers[: one.truth]), None)
        if denier:
            one.forms.add("denial")
            self._story(one, papers.pop(), 2, [denier], status="denied")

    def _story(
        self, one: Incident, paper: str, late: int, chain: list[str], *, slip: bool = False, status: str = "happened"
    ) -> Reading:
        """Write a story and keep what it tells; `late` days after the deed."""
        pick = self.chance
        trigger = pick.choice(DEEDS[one.method])
        weekday = (one.day - dt.timedelta(days=int(slip))).strftime("%A")
        killed = one.killed + (pick.choice((-1, 1, 2)) if slip or pick.random() < 0.15 else 0)
        lead = lead_of(pick, one, (trigger, weekday, chain, status), killed)
        fills = {"target": one.target, "town": one.town.name, "other": one.other, "own": self.middle}
        details = [
            d.format(**fills, street=pick.choice(self.streets), n=pick.randrange(3, 60), month=pick.choice(MONTHS))
            for d in pick.sample(DETAILS, pick.randrange(2, 5))
        ]  # fmt: skip
        text = " ".join([lead, *details])
        return self._keep(one, paper, late, text, (trigger, weekday, chain, status))

    def _copy(self, one: Incident, paper: str, wire: Reading, late: int) -> None:
        """A client's copy of a wire: whole, cut at the end, or with a dateline of its own in front."""
        how, text = self.chance.choice(("whole", "cut", "front")), wire.story.text
        if how == "cut":
            text = ". ".join(text.split(". ")[:-1]) + "."
        if how == "front":
            text = f"{one.town.name.upper()} - {text}"
        told = wire.accounts[0]
        chain = [source.name for source in told.sources]
        self._keep(one, paper, late, text, (told.mentions[0].text, told.time.quote.text, chain, told.status))  # type: ignore[union-attr,arg-type]

    def _keep(self, one: Incident, paper: str, late: int, text: str, made: tuple[str, str, list[str], str]) -> Reading:
        self.count += 1
        trigger, weekday, chain, status = made
        day = (one.day + dt.timedelta(days=late)).isoformat()
        story = Story(sha256(f"{self.count}".encode()), 0, len(text), text, None, None, paper,
                      Published(day, "day", "metadata"), "en", f"w{self.count}")  # fmt: skip

        def quote(words: str) -> Quote:
            start = text.lower().index(words.lower())
            return Quote.at(text, start, start + len(words))

        told = one.day if weekday == one.day.strftime("%A") else one.day - dt.timedelta(days=1)
        number = next(w for w in text.split() if w.isdigit())
        roles = [("actor", (Filler(one.group, quote(one.group)),))] if one.group in text.split(". ")[0] else []
        account = Account(
            story=story.id,
            kind="attack",
            status=status,  # type: ignore[arg-type]
            mentions=(quote(trigger),),
            sources=tuple(Source(name, quote(name) if name in text else None) for name in chain),
            time=Timed(When(told.isoformat(), told.isoformat(), "day"), quote(weekday)),
            place=Placed(one.town.place, quote(one.town.name)),
            roles=(*roles, ("target", (Filler(one.target, quote(one.target)),))),  # type: ignore[arg-type]
            numbers=(("killed", Counted(Amount(int(number), int(number)), quote(number))),),
            method=one.method,  # type: ignore[arg-type]
        )
        one.told.append(Reading(story, (), (account,)))
        return one.told[-1]


def lead_of(pick: random.Random, one: Incident, made: Made, killed: int) -> str:
    """The sentence that tells the deed, in one of several wordings."""
    trigger, weekday, chain, status = made
    town, target = one.town.name, one.target
    if status == "denied":
        deed = f"laid the {trigger} at the {target} in {town} on {weekday} that left {killed} dead"
        return f"The {one.group} denied that its men {deed}."
    verb = "the" if trigger[0] not in "aeiou" or " " not in trigger else "an"
    core = pick.choice([
        f"A {trigger} at the {target} in {town} on {weekday} left {killed} people dead",
        f"At least {killed} died on {weekday} in {verb} {trigger} near the {target} of {town}",
        f"{killed} people lost their lives in {town} on {weekday} in the {trigger} beside the {target}",
        f"The {target} of {town} was hit on {weekday} by a {trigger} that took {killed} lives",
    ])  # fmt: skip
    if " attacked" in trigger:
        core = pick.choice([
            f"{trigger.capitalize()} the {target} in {town} on {weekday} and killed {killed} people",
            f"In {town}, {trigger} the {target} on {weekday}, leaving {killed} dead",
        ])  # fmt: skip
    by = pick.choice(["", f", in a deed for which the {one.group} is blamed"]) if one.group not in chain else ""
    if not chain:
        return f"{core}{by}."
    said = pick.choice(["said", "reported", "told reporters"])
    the = "" if chain[-1].split()[0] in ("a", "an") or chain[-1] in BARE else "the "
    if len(chain) == 2:
        return f"{core}{by}, the {chain[0]} reported, citing the {chain[1]}."
    return pick.choice(
        [f"{core}{by}, {the}{chain[0]} {said}.", f"According to {the}{chain[0]}, {core[0].lower()}{core[1:]}{by}."]
    )


class Figures(NamedTuple):
    """What came out: events counted exactly, and counted too high, of how many."""

    exact: int
    over: int
    total: int
    copied_to_one: int
    split: int


def scored(world: World, links: Links, *, wrong: bool) -> Figures:
    """Compare each incident with the event that tells it."""
    by_account = {a: e for e in links.events for a in e.accounts}
    exact = over = copied = split = 0
    for one in world.incidents:
        own = {a.id for r in one.told for a in r.accounts}
        held: dict[str, int] = defaultdict(int)
        for account in own:
            held[by_account[account].id] += 1
        best = max(held, key=lambda key: (held[key], key))
        event = next(e for e in links.events if e.id == best)
        exact += event.independent == one.truth
        over += event.independent > one.truth
        split += len(held) > 1 or len(event.accounts) > held[best]
        copied += event.credibility == 1 and one.truth < 2
        if wrong and event.independent != one.truth:
            print(f"{one.n}: truth {one.truth}, found {event.independent} {event.origins} forms {sorted(one.forms)} "
                  f"in {len(held)} events, {len(event.accounts)} accounts of {len(own)}")  # fmt: skip
            for reading in one.told:
                origin = next((o.name, o.why) for o in links.origins if o.account == reading.accounts[0].id)
                print("    ", reading.story.publisher, "|", reading.story.text.split(". ")[0], "|", *origin)
    return Figures(exact, over, len(world.incidents), copied, split)


def interval(hits: int, of: int) -> str:
    """The 95 % interval of a share (Wilson)."""
    z, p = 1.96, hits / of
    middle, half = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return f"{(middle - half) / (1 + z * z / of):.3f}-{(middle + half) / (1 + z * z / of):.3f}"


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--incidents", type=int, default=200)
    options.add_argument("--wrong", action="store_true")
    given = options.parse_args()
    world, know = World(given.seed, given.incidents), Knowledge()
    readings = [r for one in world.incidents for r in one.told]
    links = grade(link(readings, (), know), readings, (), know)
    found = scored(world, links, wrong=given.wrong)
    below = found.total - found.over
    print(f"{len(readings)} stories of {found.total} incidents, seed {given.seed}; {len(links.events)} events found")
    for name, hits in (("origins exact", found.exact), ("never over-counted", below)):
        print(f"{name:<19} {hits}/{found.total} = {hits / found.total:.3f} ({interval(hits, found.total)})")
    print(f"credibility 1 with fewer than two origins: {found.copied_to_one}; incidents split or mixed: {found.split}")


if __name__ == "__main__":
    main()
