"""Accounts brought to the templates of MUC-4: which incidents the key would have, and what fills their slots.

By the task's definitions: violence against civilians, property and police, not fights between armed sides, military
campaigns or what lay more than four months back; an incident counts once however often a story comes back to it. The
key seldom names a person, or a state's own forces, as those who did it, unless somebody accuses them. Worked out on
the 1,300 training stories, lately as the network's reader reads them (template F1 0.400 before, 0.421 now).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from muc4_score import ROLES, Entity, Template, normal
from muc4_words import BODY, PEOPLE, PRONOUN, TRAILING, bare, classes, organisation, person, uncounted, usual_name

from tidings.knowledge import Knowledge
from tidings.model import Account, Actor, Filler, Reading, When

BY_METHOD = {"bombing": "bombing", "suicide-bombing": "bombing", "arson": "arson"}
TOLD = frozenset({"happened", "attempted", "planned"})
BLAMED = {"claim": "actor", "accuse": "target"}
LIKELY = (
    0.45  # confidence of an account from which on it is told; of training stories 0.3, 0.4 and 0.5 give F1 within 0.005
)
STALE = dt.timedelta(120)  # between the end of an incident and the day of the story
SPECIFIC = 3  # facts from which on an incident nobody is named in counts
NAMED_OFTEN = 2  # times that a story names the armed group that its rebels belong to
ROBBED = re.compile(r"\brob", re.IGNORECASE)
CAMPAIGN = re.compile(
    r"offensive|invasion|invade|\boperations?\b|campaign|\bcoups?\b|violence|bloodshed|\bwar\b|shoot down|shot down",
    re.IGNORECASE,
)
MILITARY = re.compile(
    r"\b(?:soldiers?|troops?|army|military|guerr?illas?|rebels?|terrorists?|subversives?|patrols?|battalion|brigade"
    r"|extremists?|insurgents?|barracks|garrison|combatants?|convoy)\b",
    re.IGNORECASE,
)
STATE = re.compile(r"army|armed forces|air force|navy|military|government|regime|police|guard", re.IGNORECASE)
REBELS = re.compile(r"guerr?illa|rebel|terrorist|subversive|insurgent|commando|extremist|column", re.IGNORECASE)
WEAPON = re.compile(
    r"(?:car |truck |powerful )?bombs?$|dynamite|explosive|grenade|mortar|rocket|rifle|gun\b|mines?$", re.IGNORECASE
)
ANY_WEAPON = re.compile(r"\b(?:bullets?|arms|weapons|war materiel)$", re.IGNORECASE)
AREA = re.compile(
    r"\b(?:areas?|towns?|cit(?:y|ies)|villages?|neighbou?rhoods?|districts?|territory|land|sites?|zones?|regions?"
    r"|capital|positions?|sectors?|tanks?)$",
    re.IGNORECASE,
)


@dataclass
class Told:
    """One template in the making, and the accounts that tell it."""

    incident: str
    accounts: list[Account]
    roles: dict[str, list[Entity]] = field(default_factory=lambda: {role: [] for role in ROLES})

    def add(self, role: str, words: str) -> None:
        entity = frozenset({normal(words)})
        if normal(words) and entity not in self.roles[role]:
            self.roles[role].append(entity)


def our_templates(reading: Reading, know: Knowledge) -> list[Template]:
    """The incidents of the story that the key would have, accounts of one place and day put together."""
    out: list[Told] = []
    for account in reading.accounts:
        incident = incident_type(account, know)
        if incident is None or account.status not in TOLD or account.confidence < LIKELY or is_stale(account, reading):
            continue
        found = list(fillers(account, reading, know))
        if not found and specific(account) < SPECIFIC:
            continue
        one = next((t for t in out if t.incident == incident and not is_apart(account, t.accounts)), None)
        if one is None:
            one = Told(incident, [])
            out.append(one)
        one.accounts.append(account)
        for role, words in found:
            one.add(role, words)
    blamed(out, reading, know)
    named_group(out, reading)
    return [Template(one.incident, {role: tuple(held) for role, held in one.roles.items()}) for one in out]


def incident_type(account: Account, know: Knowledge) -> str | None:
    """The key's type; campaigns, and what is done to armed people alone, are none of its incidents."""
    if account.kind == "attack":
        targets = account.role("target")
        is_battle = bool(targets) and all(is_armed(filler, know) for filler in targets)
        is_campaign = all(CAMPAIGN.search(quote.text) for quote in account.mentions)
        return None if is_battle or is_campaign else BY_METHOD.get(account.method or "", "attack")
    if account.kind == "abduct":
        return "kidnapping"
    is_robbery = account.kind == "seize" and any(ROBBED.search(quote.text) for quote in account.mentions)
    return "robbery" if is_robbery else None


def is_armed(filler: Filler, know: Knowledge) -> bool:
    """Whether it is of an army or of rebels; the police count as civilians."""
    found = classes(filler, know)
    head = TRAILING.split(" ".join(filler.quote.text.split()))[0]
    return bool(MILITARY.search(head)) or ("armed" in found and "police" not in found)


def specific(account: Account) -> int:
    """How much is told of it: target, weapon, place, time, numbers, and that it is told of three times."""
    facts = (account.role("target"), account.role("item"), account.place, day_of(account), account.numbers)
    return sum(map(bool, facts)) + (len(account.mentions) > 2)


def day_of(account: Account) -> When | None:
    return account.time.when if account.time and account.time.when.is_known else None


def is_stale(account: Account, reading: Reading) -> bool:
    when, told = day_of(account), reading.story.published.date
    if when is None or when.end is None or told is None:
        return False
    return dt.date.fromisoformat(when.end) + STALE < dt.date.fromisoformat(told)


def is_apart(account: Account, others: Sequence[Account]) -> bool:
    """Whether it was on a day or in a place that none of the others has."""
    when, days = day_of(account), [day for other in others if (day := day_of(other))]
    if when is not None and days and not any(when.may_overlap(day) for day in days):
        return True
    places = {other.place.place.name for other in others if other.place}
    return account.place is not None and bool(places) and account.place.place.name not in places


def fillers(account: Account, reading: Reading, know: Knowledge) -> Iterator[tuple[str, str]]:
    """Slot and words of everybody and everything in the account that the key would name."""
    for filler in account.role("actor"):
        yield from (one for one in perpetrator(filler, reading) if one[0] != "PerpOrg" or not STATE.search(one[1]))
    for filler in account.role("target"):
        words = bare(filler)
        if AREA.search(words):
            continue
        if classes(filler, know) & {"structure", "vehicle", "item"}:
            yield "Target", uncounted(words)
        elif name := person(filler, reading):
            yield "Victim", name
    for filler in account.role("item"):
        words = uncounted(bare(filler))
        if not ANY_WEAPON.search(words) and ("weapon" in classes(filler, know) or WEAPON.search(filler.quote.text)):
            yield "Weapon", words
    for quote in account.mentions:
        if found := WEAPON.search(" ".join(quote.text.split())):
            yield "Weapon", found.group()


def perpetrator(filler: Filler, reading: Reading) -> Iterator[tuple[str, str]]:
    """An organisation by its name and its people by what they are called; "FMLN guerrillas" are both."""
    words = bare(filler)
    if named := organisation(filler, reading):
        yield "PerpOrg", named
    elif name := person(filler, reading):
        if BODY.search(name):
            yield "PerpOrg", name
        return
    elif BODY.search(words):
        yield "PerpOrg", uncounted(words)
        return
    if PEOPLE.search(words):
        yield "PerpInd", words


def blamed(out: Sequence[Told], reading: Reading, know: Knowledge) -> None:
    """The organisation that claims a deed, or is accused, did what nobody else is said to have done."""
    for account in reading.accounts:
        if account.kind not in BLAMED or account.status != "happened":
            continue
        for filler in account.role(BLAMED[account.kind]):  # type: ignore[arg-type]
            for slot, words in perpetrator(filler, reading):
                for one in out:
                    if slot == "PerpOrg" and not one.roles[slot]:
                        one.add(slot, words)


def named_group(out: Sequence[Told], reading: Reading) -> None:
    """Rebels that are called nothing else belong to the armed group that the story names most."""
    groups = [m.entity for m in reading.mentions if isinstance(m.entity, Actor) and m.entity.type == "armed group"]
    often = Counter(group.id for group in groups if group.id).most_common(1)
    if not often or often[0][1] < NAMED_OFTEN:
        return
    group = next(one for one in groups if one.id == often[0][0])
    for one in out:
        words = [filler.quote.text for account in one.accounts for filler in account.role("actor")]
        if not one.roles["PerpOrg"] and any(REBELS.search(w) or w.lower() in PRONOUN for w in words):
            one.add("PerpOrg", usual_name(group, reading))
