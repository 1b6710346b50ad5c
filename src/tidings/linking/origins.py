"""Origins: for each account of an event, who in the end knows it.

The end of an account's attribution chain is its origin; in the story's own voice it is the publisher. Then, in order:
1. what stands in a copy has the origin it has in the text that was copied;
2. a chain that ends at an outlet of the case goes on in that outlet's own account; a circle ends at nobody;
3. a person who speaks for a body is that body, and names of one body are one origin (bodies.py);
4. an unnamed source counts only where no named one asserts the event, since nothing shows that the two differ;
5. an outlet's bare own voice counts where it says that it saw for itself, or told the event before anyone else;
   later, nothing shows that it does not repeat what others told, and a plan of others it cannot have seen.
What fails all of these is `unattributed` and never counts. The rules err towards fewer origins.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from tidings.knowledge.names import fold
from tidings.knowledge.origins import UNATTRIBUTED, UNNAMED, origin_words
from tidings.linking.bodies import Body, body, is_one, outlet_body, speaks_for, voice_of
from tidings.linking.compare import compare
from tidings.linking.entities import plain_name
from tidings.linking.traits import Traits
from tidings.linking.wording import overlap
from tidings.model import Event, Origin, Source
from tidings.model.ids import key_text

RETRACTION = 400  # characters at the head of a story in which a correction says that it is one
COPIED = 0.4  # shared content words from which an account in a copy is the copied one; its own additions stay below
BARE = 0.2  # the same for an account that names nobody: less is asked, since it names no other knower


# lists of sources, as hand-coded tables have them, join by ";" what sentences join by "and"
_AND = re.compile(r"\s*;\s*|\s*,?\s*(?:and|as well as|along with|&)(?:\s+(?:the|a|an|its|their|both))?\s*")
_COMMA = re.compile(r"\s*,(?:\s+(?:the|a|an|its|their))?\s*")  # only before a source that "and" joins to the next


@dataclass(frozen=True)
class Ending:
    """Where one account's chain ends: the name as told, the body behind it, and why."""

    traits: Traits
    name: str
    body: Body
    why: str
    is_own: bool = False  # the publisher's own voice, without a first-hand word

    @property
    def day(self) -> str:
        """When the account was published; unknown days sort last."""
        return self.traits.story.published.date or "9999"

    @property
    def is_unnamed(self) -> bool:
        """Whether only an unnamed source is told."""
        return not self.body and self.name != UNATTRIBUTED


def origins(event: Event, accounts: list[Traits]) -> list[Origin]:
    """Return the origins of each account, mostly one; `accounts` stand in the case's order."""
    endings = [_ending(one, accounts, (), source) for one in accounts for source in side_by_side(one) or (None,)]
    endings = _demoted(event, endings)
    keys = _keys(endings)
    shown = _names(endings, keys)
    retracted = _retracted(endings)
    found = []
    for n, ending in enumerate(endings):
        one = ending.traits
        asserts = is_asserting(one.account.status, event.status) and n not in retracted
        why = "retracted by its publisher" if n in retracted else ending.why
        found.append(Origin(one.account_id, shown[keys[n]], keys[n], asserts, why))
    return _once(found)


def side_by_side(one: Traits) -> tuple[Source, ...]:
    """Return the sources at the end of the account's chain: several where the story joins them by "and".

    "The police and the ministry said" has two who know; "the agency, citing the ministry" has one.
    """
    sources = one.account.sources
    first = len(sources) - 1
    joins = [_AND]
    while first > 0 and any(_is_joined(one.story.text, sources[first - 1], sources[first], join) for join in joins):
        first, joins = first - 1, [_AND, _COMMA]
    return sources[max(0, first) :]


def _is_joined(text: str, left: Source, right: Source, join: re.Pattern[str]) -> bool:
    if left.quote is None or right.quote is None or left.quote.end > right.quote.start:
        return False
    return bool(join.fullmatch(text[left.quote.end : right.quote.start]))


def _once(found: list[Origin]) -> list[Origin]:
    """Each origin of an account once, and none that is unattributed beside one that is not."""
    told = {(origin.account, origin.key): origin for origin in reversed(found)}
    named = {account for account, key in told if key != UNATTRIBUTED}
    kept = {pair for pair in told if pair[1] != UNATTRIBUTED or pair[0] not in named}
    once = dict.fromkeys((origin.account, origin.key) for origin in found)
    return [told[pair] for pair in once if pair in kept]


def is_asserting(status: str, event_status: str) -> bool:
    """Whether an account of that status says that the event is so: a plan counts only for an event that is a plan."""
    return status in ("happened", "attempted") or status == event_status == "planned"


def _ending(one: Traits, accounts: list[Traits], seen: tuple[str, ...], source: Source | None = None) -> Ending:
    """Follow one account to who knows it; `seen` holds the account ids on the way, so that circles are noticed.

    `source` is the end of the chain to follow, where there are several; without it the last.
    """
    if one.account_id in seen:
        return Ending(one, UNATTRIBUTED, frozenset(), "outlets quote each other in a circle")
    seen = (*seen, one.account_id)
    if copied := _copied_from(one, accounts):
        before = _ending(copied, accounts, seen)
        return replace(before, traits=one, why=f"copied from {copied.story.publisher}: {before.why}")
    if not one.account.sources:
        return _own_voice(one)
    source = source or one.account.sources[-1]
    name = source.name
    if told := _told_by_outlet(one, name, accounts):
        before = _ending(told, accounts, seen)
        return replace(before, traits=one, why=f"as {name} told it: {before.why}")
    words = set(plain_name(name).split())
    if words and words <= origin_words().words["rumour"]:
        return Ending(one, UNATTRIBUTED, frozenset(), f'"{name}" names nobody who knows')
    return _named(one, source, accounts)


def _named(one: Traits, source: Source, accounts: list[Traits]) -> Ending:
    """The body behind a source's name: as the chain says, or as this or another story of the event tells."""
    name, quoted = source.name, source.quote
    if one.story.publisher and is_one(outlet_body(name), outlet_body(one.story.publisher)):
        return Ending(one, one.story.publisher, outlet_body(one.story.publisher), "the publisher itself")
    if _is_person(name):
        texts = [quoted.text if quoted else "", one.story.text, *(t.story.text for t in accounts)]
        for text in texts:
            if found := speaks_for(name, text):
                return Ending(one, name, found, f"{name} speaks for {' '.join(sorted(found))}")
    found = body(name)
    return Ending(one, name, found, "end of the attribution chain" if found else "an unnamed source")


def _own_voice(one: Traits) -> Ending:
    """The publisher's own reporting, or the group whose mouthpiece it is."""
    publisher = one.story.publisher or UNATTRIBUTED
    if not one.story.publisher:
        return Ending(one, UNATTRIBUTED, frozenset(), "no source and no publisher is known")
    know, text = origin_words(), fold(one.story.text)
    own = outlet_body(publisher)
    if group := voice_of(publisher, one.story.text):
        return Ending(one, group, body(group), f"{publisher} is its voice")
    if know.words["body"] & set(fold(publisher).split()):
        return Ending(one, publisher, body(publisher) or own, "the publisher's own statement")
    if phrase := know.says("firsthand", fold(one.sents)) or know.says("firsthand", text[:600]):
        return Ending(one, publisher, own, f'the publisher saw for itself: "{phrase}"')
    return Ending(one, publisher, own, "the story's own voice", is_own=True)


def _copied_from(one: Traits, accounts: list[Traits]) -> Traits | None:
    """The account of the copied text whose words this one repeats; None where it adds words of its own."""
    if one.root == one.story_id:
        return None
    is_denial = one.account.status == "denied"
    firsts = [t for t in accounts if t.story_id == one.root and (t.account.status == "denied") == is_denial]
    same = [(overlap(one.words, t.words), t) for t in firsts]
    best = max(same, key=lambda pair: pair[0], default=None)
    if best is None:
        return None
    is_bare = not one.account.sources or not body(one.account.sources[-1].name)
    return best[1] if best[0] >= (BARE if is_bare else COPIED) else None


def _told_by_outlet(one: Traits, name: str, accounts: list[Traits]) -> Traits | None:
    """The account of the outlet that a chain ends at, where the case holds one: the one most alike."""
    cited = outlet_body(name)
    theirs = [
        t
        for t in accounts
        if t.story_id != one.story_id
        and t.story.publisher != one.story.publisher
        and (t.story.published.date or "") <= (one.story.published.date or "9999")
        and is_one(cited, outlet_body(t.story.publisher or ""))
    ]
    return max(theirs, key=lambda t: compare(one, t).score, default=None)


def _is_person(name: str) -> bool:
    """Whether the words look like a person's name: capitals, and no word that bodies bear."""
    words = plain_name(name).split()
    bears = origin_words().words["body"] | origin_words().one.keys() | origin_words().words["channel"]
    return bool(words) and name[:1].isupper() and bears.isdisjoint(words)


def _demoted(event: Event, endings: list[Ending]) -> list[Ending]:
    """Set aside what cannot be told from the origins of others: rules 4 and 5."""
    asserting = [e for e in endings if is_asserting(e.traits.account.status, event.status)]
    named = [e for e in asserting if e.body and not e.is_own]
    is_done = event.status != "planned"
    voices = [e for e in asserting if is_done and e.is_own and not (named and named[0].day <= e.day)]
    kept = []
    for ending in endings:
        if ending.is_unnamed and named:
            ending = Ending(ending.traits, UNATTRIBUTED, frozenset(), f"{ending.name}: may be {named[0].name}")
        elif ending.is_own and not (voices and ending.body == voices[0].body):
            why = "told by others before or that day" if is_done else "and nobody sees a plan"
            ending = Ending(ending.traits, UNATTRIBUTED, frozenset(), f"own voice, {why}")
        kept.append(ending)
    return kept


def _keys(endings: list[Ending]) -> list[str]:
    """One key per origin: bodies of which one holds the other's words share the key of the first."""
    bodies = sorted({e.body for e in endings if e.body}, key=lambda b: (-len(b), sorted(b)))
    groups: list[list[Body]] = []
    for one in bodies:
        held = [group for group in groups if any(is_one(one, other) for other in group)]
        groups = [group for group in groups if group not in held] + [[b for group in held for b in group] + [one]]
    of = {one: key_text(" ".join(sorted(group[0]))) for group in groups for one in group}
    return [of[e.body] if e.body else UNATTRIBUTED if e.name == UNATTRIBUTED else UNNAMED for e in endings]


def _names(endings: list[Ending], keys: list[str]) -> dict[str, str]:
    """For each key the name told most often; ties go to the longer, then the alphabet."""
    told: dict[str, Counter[str]] = {}
    for ending, key in zip(endings, keys, strict=True):
        told.setdefault(key, Counter())[ending.name] += 1
    shown = {key: min(count, key=lambda n: (-count[n], -len(n), n)) for key, count in told.items()}
    return shown | {UNATTRIBUTED: UNATTRIBUTED}


def _retracted(endings: list[Ending]) -> set[int]:
    """Accounts in a publisher's own voice that the same publisher took back in a later story of the event."""
    taken_back = {(e.traits.story.publisher, e.day) for e in endings if _takes_back(e.traits)}
    return {
        n
        for n, e in enumerate(endings)
        if e.is_own and any(e.traits.story.publisher == who and e.day < day for who, day in taken_back)
    }


def _takes_back(one: Traits) -> bool:
    return bool(origin_words().says("retraction", fold(one.story.text[:RETRACTION])))
