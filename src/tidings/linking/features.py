"""The features by which two accounts are compared: each returns a score and the two values that met.

A score lies within -1 (cannot be one incident) and 1 (speaks for one); 0 says nothing. Unknown values say nothing.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from tidings.knowledge.sameness import sameness
from tidings.linking.deeds import are_two, days_before, differences
from tidings.linking.entities import best_match
from tidings.linking.traits import Traits
from tidings.linking.wording import cosine, overlap
from tidings.model import Amount, Place
from tidings.model.measures import ENDLESS, distance_km, gap_days, length_days, shown

NEAR_KM = 25.0  # two towns' centres this close are one place to a reporter
FAR_KM = 161.0  # 100 miles: the geoparsing field's bound for "the same place"
APART_KM = 75.0  # beyond it, two towns are two towns. On the seven clusters, a generated world and 712 articles of GVA
# no figure changes from 75 to 161; towns of one report lie closer, as a suburb and its city do
EXACT_KM = 60.0  # a radius above this names a region, which holds many towns
CHANCE, ALIKE = 0.2, 0.5  # share of the shorter story's content words that any two reports of one kind have in
# common, and that two reports of one incident often have
STRANGE, TWINS = 0.15, 0.3  # cosine of two stories' heavy words that says nothing, and that says all: of 96 pairs of
# reports of one shooting within three days (half of GVA's incidents by number) 0.25 finds 88, and 2 pairs of two
NEARNESS = ((3, 1.0), (14, 0.6))  # days between two stories, and what their likeness then counts
LATER = 0.2  # what it counts beyond: of 39 pairs with a cosine of 0.35 half tell two shootings
DIFFER = {"quantity": -0.5, "abducted": -0.5}  # what a different number of things or captives weighs
OPEN = 3  # times its lower end that a number without an upper end reaches
_ANYBODY = frozenset({"people", "persons", "civilians", "others", "men", "women"})
LONG_DAYS = 59  # an interval this long is a tally's period, not the day of an incident


class Met(NamedTuple):
    """What a feature found: the score, and which two values met."""

    name: str
    score: float
    left: str = ""
    right: str = ""


def kind(a: Traits, b: Traits) -> Met:
    """1 for the same kind, 0 for kin kinds (attack, clash), -1 for kinds that are different deeds."""
    left, right = a.account.kind, b.account.kind
    score = 1.0 if left == right else 0.0 if (left, right) in sameness().kin else -1.0
    return Met("kind", score, left, right)


def status(a: Traits, b: Traits) -> Met:
    """-1 never: a denial and a report are about one incident; a plan or fear beside a deed weighs -0.5."""
    left, right = a.account.status, b.account.status
    deed = {"happened", "attempted", "denied"}
    return Met("status", 0.0 if left == right or {left, right} <= deed else -0.5, left, right)


def time(a: Traits, b: Traits) -> Met:
    """1 for the same day, falling with the longer of the two intervals; -0.5 a day apart, -1 further apart.

    A day apart is not yet a contradiction: reports confuse the day of the deed with that of the announcement.
    """
    left, right = a.when, b.when
    gap, span = gap_days(left, right), max(length_days(left), length_days(right))
    if not (left.is_known and right.is_known):
        score = 0.0
    elif gap:
        score = -0.5 if gap == 1 else -1.0
    else:
        score = 1.0 if span <= 1 else 0.6 if span <= 7 else 0.3 if span <= 31 else 0.0
    return Met("time", score, shown(left), shown(right))


def before(a: Traits, b: Traits) -> Met:
    """-1 where one story tells a deed as done, without a day, and the other says that it was done days later."""
    for one, other in ((a, b), (b, a)):
        if days_before(one, other) > 1:
            return Met("before", -1.0, f"told {one.story.published.date}", shown(other.when))
    return Met("before", 0.0)


def grain(a: Traits, b: Traits) -> Met:
    """-1 where one account speaks of a long period and the other of a day: a tally beside one of its parts."""
    short, long = sorted(length_days(traits.when) for traits in (a, b))
    is_tally = 0 < short <= 7 and LONG_DAYS <= long < ENDLESS
    return Met("grain", -1.0 if is_tally else 0.0, shown(a.when), shown(b.when))


def published(a: Traits, b: Traits) -> Met:
    """Nearness of publication where either account gives no time: 0.5 within 3 days, -0.5 beyond 60."""
    left, right = a.story.published.day, b.story.published.day
    if left is None or right is None or (a.when.is_known and b.when.is_known):
        return Met("published", 0.0)
    days = abs((left - right).days)
    score = 0.5 if days <= 3 else 0.3 if days <= 14 else 0.0 if days <= 60 else -0.5
    return Met("published", score, str(left), str(right))


def place(a: Traits, b: Traits) -> Met:
    """1 for one town, 0.6 for one province, 0.3 for a region that may hold the other, -1 for towns further apart."""
    left, right = a.place, b.place
    if left is None or right is None:
        return Met("place", 0.0, a.place_key, b.place_key)
    km = distance_km(left, right)
    far = "" if km is None else f" ({km:.0f} km)"
    return Met("place", _place_score(left, right, km, a.place_key == b.place_key), left.name, right.name + far)


def _place_score(left: Place, right: Place, km: float | None, is_one_name: bool) -> float:
    """Two towns of one name say nothing: reading had to choose one for each story, and may have chosen wrong."""
    if is_one_name and km is not None and km > FAR_KM:
        return 0.0
    if left.country and right.country and left.country != right.country:
        return -1.0 if km is not None and km > FAR_KM else -0.5
    if km is None:
        return 1.0 if is_one_name else -0.3
    reach = (left.radius_km or 0.0) + (right.radius_km or 0.0)
    widest = max(left.radius_km or 0.0, right.radius_km or 0.0)
    if widest > EXACT_KM:
        return 0.6 if is_one_name and widest <= FAR_KM else 0.3 if km <= reach else -0.5
    if km <= NEAR_KM:
        return 1.0
    if km <= reach:
        return 0.5
    return -1.0 if km > APART_KM and not is_one_name else -0.3


def actor(a: Traits, b: Traits) -> Met:
    """The best match of who acted; nothing shared weighs lightly, since actors are what reports dispute."""
    return _role(a, b, "actor", -0.3)


def target(a: Traits, b: Traits) -> Met:
    """The best match of whom it was done to; nothing shared weighs -0.3, and -1 where both are known by id."""
    return _role(a, b, "target", -0.3)


def item(a: Traits, b: Traits) -> Met:
    """The best match of the items involved."""
    return _role(a, b, "item", -0.3)


def numbers(a: Traits, b: Traits) -> Met:
    """1 for an equal number above two, 0.3 for ranges that meet, -0.5 for quantities and -0.2 for tolls that differ.

    Tolls rise over the days, so that a different toll says little.
    """
    best = Met("numbers", 0.0)
    for name, counted in a.account.numbers:
        other = b.account.number(name)
        if other is None:
            continue
        one, two = counted.amount, other.amount
        meets = (one.min or 0) <= _reach(two) and (two.min or 0) <= _reach(one)
        is_equal = (one.min, one.max) == (two.min, two.max)
        score = (
            (1.0 if (one.min or one.max or 0) > 2 else 0.5) if is_equal else 0.3 if meets else DIFFER.get(name, -0.2)
        )
        met = Met("numbers", score, f"{name} {counted.quote.text}", f"{name} {other.quote.text}")
        if best.score == 0 or score > best.score:
            best = met
    return best


def _reach(amount: Amount) -> float:
    """The most that a number can mean: "more than four" hardly speaks of 812."""
    if amount.max is not None:
        return amount.max
    return OPEN * amount.min if amount.min else math.inf


def method(a: Traits, b: Traits) -> Met:
    """1 for the same method, 0 where either is unknown or "other", -0.5 for two different ones.

    A more exact word for the same ("suicide-bombing" beside "bombing") is no difference: 0.5. Nor are two words that
    reports use for one blast ("airstrike" beside "bombing"): 0.3.
    """
    left, right = a.account.method, b.account.method
    if left is None or right is None or "other" in (left, right):
        return Met("method", 0.0, left or "", right or "")
    is_kin = (left, right) in sameness().kin_methods
    score = 1.0 if left == right else 0.5 if left in right or right in left else 0.3 if is_kin else -0.5
    return Met("method", score, left, right)


def deed(a: Traits, b: Traits) -> Met:
    """-1 where so many plain facts differ that the two tell two deeds: a bomb at a market, gunmen in a bank."""
    differ = differences(a, b)
    is_two = are_two(a, b, differ)
    return Met("deed", -1.0 if is_two else 0.0, ", ".join(differ), "two deeds" if is_two else "")


def wording(a: Traits, b: Traits) -> Met:
    """Shared content words of the sentences around the mentions."""
    return Met("wording", overlap(a.words, b.words), " ".join(sorted(a.words & b.words)), "")


def topic(a: Traits, b: Traits) -> Met:
    """Shared content words of the whole stories: 0 up to a fifth of the shorter, 1 from a half on."""
    if a.story_id == b.story_id:
        return Met("topic", 0.0)
    share = overlap(a.story_words, b.story_words)
    score = max(0.0, min(1.0, (share - CHANCE) / (ALIKE - CHANCE)))
    return Met("topic", score, a.story.headline or "", b.story.headline or "")


def story(a: Traits, b: Traits) -> Met:
    """How alike two whole stories are, for the accounts that lead them, the less the more days lie between them."""
    if a.story_id == b.story_id or not (a.is_lead and b.is_lead):
        return Met("story", 0.0)
    left, right = a.story.published.day, b.story.published.day
    days = abs((left - right).days) if left and right else NEARNESS[-1][0]
    near = next((counts for within, counts in NEARNESS if days <= within), LATER)
    share = cosine(a.story_weights, b.story_weights)
    score = max(0.0, min(1.0, (share - STRANGE) / (TWINS - STRANGE))) * near
    return Met("story", score, a.story.headline or "", b.story.headline or "")


def naming(a: Traits, b: Traits) -> Met:
    """Shared names of the sentences around the mentions."""
    return Met("naming", overlap(a.names, b.names), " ".join(sorted(a.names & b.names)), "")


def copied(a: Traits, b: Traits) -> Met:
    """The shared wording of two accounts whose stories are copies of one text."""
    if a.story_id == b.story_id or a.root != b.root:
        return Met("copied", 0.0)
    return Met("copied", overlap(a.words, b.words), a.story.publisher or a.story.id, b.story.publisher or b.story.id)


def one_story(a: Traits, b: Traits) -> Met:
    """-1 for two accounts of one story by one source or of other status: reading saw both and kept them apart.

    Where only the source differs, reading kept two versions apart, not two incidents: -0.3. A denial beside a report
    of the same kind denies that report: 1.
    """
    if a.story_id != b.story_id:
        return Met("one_story", 0.0)
    is_other = a.account.status != b.account.status
    is_denial = (a.account.status == "denied") != (b.account.status == "denied") and a.account.kind == b.account.kind
    score = 1.0 if is_denial else -0.3 if a.source != b.source and not is_other else -1.0
    return Met("one_story", score, a.source or "own voice", b.source or "own voice")


def told_apart(a: Traits, b: Traits) -> str:
    """Return what one story tells two incidents apart by: time, place, doers, or toll and victims; "" for nothing.

    Who writes of two days or two towns in one text means two incidents, whatever other texts mix up. Versions of one
    incident differ in the toll or in the victims, hardly in both; deeds of different kinds by different doers, as a
    group's raid and a state's arrest, are two. A denial bears the day on which it was uttered.
    """
    if a.story_id != b.story_id:
        return ""
    if gap_days(a.when, b.when) and "denied" not in (a.account.status, b.account.status):
        return "time"
    if a.place and b.place and _are_two_towns(a.place, b.place):
        return "place"
    if numbers(a, b).score < 0 and (_shares_nothing(a, b, "target") or _shares_nothing(a, b, "item")):
        return "toll and victims"
    if a.account.kind != b.account.kind and _shares_nothing(a, b, "actor"):
        return "doers"
    return ""


def _are_two_towns(left: Place, right: Place) -> bool:
    km, reach = distance_km(left, right), (left.radius_km or 0.0) + (right.radius_km or 0.0)
    return km is not None and km > max(NEAR_KM, reach)


def _shares_nothing(a: Traits, b: Traits, role: str) -> bool:
    """Whether both name a filler of the role and no word of theirs is shared; "people" may be anyone."""
    left, right = (
        {w for key in t.roles.get(role, ()) for w in re.split("[ -]", key.removeprefix("~").removeprefix("id:"))}
        - _ANYBODY
        for t in (a, b)
    )
    return bool(left and right) and left.isdisjoint(right)


def _role(a: Traits, b: Traits, role: str, nothing: float) -> Met:
    left, right = a.roles.get(role, frozenset()), b.roles.get(role, frozenset())
    if not left or not right:
        return Met(role, 0.0, "; ".join(sorted(left)), "; ".join(sorted(right)))
    score, one, two = best_match(left, right)
    if score:
        return Met(role, score, one, two)
    if any(all(key.startswith("~") for key in side) for side in (left, right)):
        return Met(role, 0.0, "; ".join(sorted(left)), "; ".join(sorted(right)))
    is_known = all(key.startswith("id:") for key in left | right)
    return Met(
        role, -1.0 if is_known and role == "target" else nothing, "; ".join(sorted(left)), "; ".join(sorted(right))
    )
