"""Choose which place a name stands for: a sum of named features, told by the name and by the rest of the story."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from tidings.knowledge.gazetteer import Candidate, Gazetteer, fold, km

ROUNDS = 2  # the first choice knows only the name; on three dev sets a second round gains 0.4 %, a third 0.1 %
KNOWN_ABROAD = 150_000  # people; a city of that size is known by an English name beside its own ("Geneva")
TOWN_SHARE = 0.1  # of the people: Idlib and Herat are towns first, Quebec (6 %) and Sinaloa (under 1 %) are not
NEAR_KM = 100.0  # distance at which a neighbour counts e times less; 200 loses 0.2 % on the three dev sets
FEW = 4  # candidates; of a name of so few, the one that our tables write down is the one that news means
MOST_NEAR = 8  # candidates of each other name that are weighed for nearness
LOCAL = frozenset({"city", "admin2", "facility"})
AFAR = frozenset({"country", "continent", "region", "water"})
PARTS = frozenset({"admin1", "admin2"})
WIDE = frozenset({"region", "water", "continent", "facility"})
DIVISION = "division"  # told by "region": a province or a wider area, not the town of that name
Facts = dict[str, float]


@dataclass(slots=True)
class Name:
    """One name of a story with the places it may stand for and what its uses tell; all uses stand for one place.

    `told` is the type told by words beside it, `parents` the candidates of the name after its comma ("Paris, Texas").
    """

    text: str
    candidates: tuple[Candidate, ...]
    told: str | None = None
    parents: tuple[Candidate, ...] = ()
    times: int = 1
    first: int = 0
    odds: list[float] = field(default_factory=list)  # of each candidate, then of none of them


@dataclass(frozen=True, slots=True)
class Context:
    """What the story tells beside its place names: nationalities counted by country, and where it is published."""

    nations: Counter[str]
    gazetteer: Gazetteer
    home: tuple[Candidate, ...] = ()


def rank(names: list[Name], context: Context, weights: dict[str, float]) -> list[Candidate | None]:
    """Return the place each name stands for, or None where none of its candidates is likely."""
    own = [[own_facts(name, c, context) for c in name.candidates] for name in names]
    none = weights.get("none of them", 0.0)
    for name, facts in zip(names, own, strict=True):
        name.odds = odds([score(f, weights) for f in facts], none)
    for _ in range(ROUNDS):
        story = Story.of(names, context)
        scores = [
            [score(f | story.facts(name, c), weights) for c, f in zip(name.candidates, facts, strict=True)]
            for name, facts in zip(names, own, strict=True)
        ]
        for name, row in zip(names, scores, strict=True):
            name.odds = odds(row, none)
    return [best(name) for name in names]


def best(name: Name) -> Candidate | None:
    """Return the likeliest candidate, or None where "none of them" is likelier."""
    at = max(range(len(name.odds)), key=name.odds.__getitem__, default=len(name.candidates))
    found = name.candidates[at] if at < len(name.candidates) else None
    return _its_town(found, name) if found else None


def _its_town(part: Candidate, name: Name) -> Candidate:
    """Return the town that a subdivision is named after, where nothing tells the subdivision: "Idlib" is the town."""
    if part.type not in PARTS or name.told in PARTS or name.told == DIVISION:
        return part
    towns = [c for c in name.candidates if c.type == "city" and is_in(c, part)]
    big = [town for town in towns if town.population >= TOWN_SHARE * part.population]
    return max(big, key=lambda town: (town.population, town.id), default=part)


def score(facts: Facts, weights: dict[str, float]) -> float:
    """Sum of the weighted facts; a fact without a weight counts nothing."""
    return sum(value * weights.get(fact, 0.0) for fact, value in facts.items())


def odds(scores: list[float], none: float) -> list[float]:
    """Return each candidate's share, then that of none of them; the shares sum to 1."""
    top = max([*scores, none])
    raw = [math.exp(s - top) for s in (*scores, none)]
    return [r / sum(raw) for r in raw]


def own_facts(name: Name, one: Candidate, context: Context) -> Facts:
    """Return what the name and the words beside it tell for a candidate."""
    out: Facts = {"country or region" if one.type in AFAR else one.type: 1.0}
    most = max((c.population for c in name.candidates if c.type == one.type), default=0)
    out["people"] = math.log10(one.population + 10) / 6 if one.type == "city" else 0.0
    out["fewer people"] = (math.log10(most + 10) - math.log10(one.population + 10)) / 6 if one.type not in WIDE else 0.0
    known = one.type == "city" and one.population >= KNOWN_ABROAD
    out["other name of a big city" if known else "other name"] = float(one.rank == 1)
    out["short name"] = float(one.rank == 2)
    out["written so"] = float(one.rank == 0 or fold(one.name) == fold(name.text))
    is_meant = one.type in LOCAL and len(name.candidates) <= FEW and name.told != DIVISION
    out["noted"] = float(one.is_noted and is_meant)
    out["capital"] = float(one.is_capital)
    out["namesake is a capital"] = float(one.type in PARTS and any(c.is_capital for c in name.candidates))
    if one.type in PARTS and name.told != DIVISION:
        out["named as its town"] = float(any(c.type == "city" and is_in(c, one) for c in name.candidates))
    if name.told in {"admin1", "admin2", "city", "country"}:
        same = one.type == name.told or {one.type, name.told} == {"admin1", "admin2"}
        out["told type" if same else "other type"] = 1.0
    elif name.told == DIVISION and one.type in PARTS | WIDE:
        out["told type"] = 1.0  # no fact against a town: the Tikrit region is where Tikrit is
    elif name.told == "nature" and (one.type in WIDE or fold(one.name) != fold(name.text)):
        out["told type" if one.type in WIDE else "other type"] = 1.0  # Beverly Hills is a town of that very name
    if name.parents:
        out["in parent" if any(is_in(one, parent) for parent in name.parents) else "not in parent"] = 1.0
    if context.home:
        out["home country"] = float(any(one.country == place.country for place in context.home))
        out["near home"] = max(math.exp(-km(one.point, place.point) / NEAR_KM) for place in context.home)
    return out


def is_in(one: Candidate, parent: Candidate) -> bool:
    """Whether a candidate lies in the country or subdivision `parent`; it is not its own parent."""
    if one.id == parent.id:
        return False
    if parent.type == "country":
        return one.country == parent.country
    if parent.type == "admin1":
        return one.country == parent.country and one.admin1 == parent.admin1 and one.type != "country"
    near = parent.radius_km + one.radius_km
    return one.type in LOCAL and km(one.point, parent.point) <= near


@dataclass(slots=True)
class Story:
    """The likely places of all names of one story together."""

    names: list[Name]
    by_country: Counter[str]
    by_part: Counter[tuple[str, str]]
    shares: dict[int, tuple[Counter[str], Counter[tuple[str, str]]]]
    gazetteer: Gazetteer

    @classmethod
    def of(cls, names: list[Name], context: Context) -> Story:
        """Add up the odds; each name counts by the root of its uses, so that one name does not drown the others."""
        by_country: Counter[str] = Counter()
        by_part: Counter[tuple[str, str]] = Counter()
        shares: dict[int, tuple[Counter[str], Counter[tuple[str, str]]]] = {}
        for nation, times in context.nations.items():
            by_country[nation] += math.sqrt(times)  # type: ignore[assignment]
        for name in names:
            countries, parts = _shares(name)
            shares[id(name)] = countries, parts
            by_country.update(countries)
            by_part.update(parts)
        return cls(names, by_country, by_part, shares, context.gazetteer)

    def facts(self, name: Name, one: Candidate) -> Facts:
        """Return what the other names of the story tell for a candidate of `name`."""
        countries, parts = self.shares[id(name)]
        all_others = sum(self.by_country.values()) - sum(countries.values())
        out: Facts = {}
        if one.country and all_others > 0:
            others = self.by_country[one.country] - countries[one.country]
            out["country share"] = others / (all_others + 1)
            out["country named"] = float(others > 0.5)
            near = sum(self.by_country[iso] for iso in self.gazetteer.neighbours(one.country))
            out["neighbour share"] = near / (all_others + 1)
        if one.country and one.admin1 and one.type != "admin1":
            part = (one.country, one.admin1)
            others = self.by_part[part] - parts[part]
            out["part share"] = others / (sum(self.by_part.values()) - sum(parts.values()) + 1)
            out["part named"] = float(others > 0.5)
        if one.type in LOCAL:
            out["near others"] = self._nearness(name, one)
        return out

    def _nearness(self, name: Name, one: Candidate) -> float:
        near = 0.0
        for other in self.names:
            if other is name:
                continue
            for candidate, share in zip(other.candidates[:MOST_NEAR], other.odds, strict=False):
                if share > 0.05 and candidate.type in LOCAL and candidate.id != one.id:
                    near += share * math.exp(-km(one.point, candidate.point) / NEAR_KM)
        return min(1.0, near / 2)


def _shares(name: Name) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    countries: dict[str, float] = defaultdict(float)
    parts: dict[tuple[str, str], float] = defaultdict(float)
    weight = math.sqrt(name.times)
    for one, share in zip(name.candidates, name.odds, strict=False):
        if one.country:
            countries[one.country] += weight * share
            if one.admin1:
                parts[one.country, one.admin1] += weight * share
    return Counter(countries), Counter(parts)
