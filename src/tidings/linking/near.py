"""Linking near some stories: what these bring about, exactly as if all had been linked anew.

Two accounts ever tell one event only by a line of pairs that may join (SAME_EVENT), or by what an analyst said. So the
accounts that such lines lead to from the stories that came, went or changed are grouped anew, and no other: nothing of
what groups them depends on an account elsewhere. The steps, each of which may concern more stories than the last:

1. the stories' marks take the place of those the case had of them (marks.py);
2. rows of copies and citations near them are made anew; a story whose text now copies another is weighed anew;
3. pairs of these stories with any other are weighed; pairs that a crowded key may no longer put together are looked at;
4. accounts tied to these by old or new pairs, events or analysts are grouped, and all rows about their events made.
"""

from __future__ import annotations

from collections.abc import Iterable

from tidings.knowledge import Knowledge
from tidings.linking import events, fields, origins
from tidings.linking.entities import canonical, filler_key
from tidings.linking.events import SAME_EVENT
from tidings.linking.held import Held, Part
from tidings.linking.marks import called_code, marks_of
from tidings.linking.near_cites import NearCites
from tidings.linking.near_copies import NearCopies
from tidings.linking.near_pairs import Crowds, NearPairs
from tidings.linking.ties import tied
from tidings.model.ids import ident_of
from tidings.model.links import Links
from tidings.model.marks import Marks


def link_near(held: Held, stories: Iterable[str], know: Knowledge) -> Part:
    """Return the rows near these stories; their marks, copies and citations are swapped on the way."""
    stories = sorted(stories)
    old = held.marks(stories)
    new = {one.story: one for one in marks_of(held.readings(stories), know)}
    flipped = _swapped(held, old, new)
    copies = NearCopies(held, old, new)
    changed, copied = copies.rows()
    touched = _with_copies(held, {*stories, *held.swap_lineage(changed, "copies", copied), *copies.orphans})
    citing, cites = NearCites(held, old, new).rows()
    cited = held.swap_lineage(citing, "cites", cites)
    crowds = Crowds.of(held, old, new)
    touched |= crowds.raised
    pairs = NearPairs(held, touched)
    weighed = pairs.accounts.union(*(one.accounts for one in (*old.values(), *new.values())))
    seeds = weighed | _naming(held, flipped) | crowds.loosened(pairs) | _accounts(held, cited)
    edges = [(a, b) for (a, b), like in pairs.likeness.items() if like.score >= SAME_EVENT]
    return _derived(held, pairs, frozenset(tied(held, seeds, edges)), frozenset(weighed))


def _swapped(held: Held, old: dict[str, Marks], new: dict[str, Marks]) -> set[str]:
    """Swap the marks, and return the keys whose name is another by it."""
    names = {key for one in (*old.values(), *new.values()) for key, _, _ in one.called}
    before = {key: canonical(used) for key, used in held.names(names).items()}
    held.swap(old.values(), new.values())
    after = {key: canonical(used) for key, used in held.names(names).items()}
    return {key for key in before.keys() & after.keys() if before[key] != after[key]}


def _with_copies(held: Held, stories: set[str]) -> set[str]:
    """The stories, and all that copy them in the end."""
    found, todo = set[str](), stories
    while todo:
        found |= todo
        todo = {row.later for row in held.lineage(todo, earlier=True, relation="copies")} - found
    return found


def _accounts(held: Held, stories: Iterable[str]) -> set[str]:
    """The accounts of these stories."""
    return {account for one in held.marks(stories).values() for account in one.accounts}


def _naming(held: Held, names: set[str]) -> set[str]:
    """The accounts with a filler of one of these keys."""
    stories = {ident_of(number) for key in names for _, number in held.holders(called_code(key))}
    return {
        account.id
        for one in (held.readings(stories) if stories else ())
        for account in one.accounts
        if any(filler_key(filler) in names for _, fillers in account.roles for filler in fillers)
    }


def _derived(held: Held, pairs: NearPairs, accounts: frozenset[str], weighed: frozenset[str]) -> Part:
    """Group the accounts, and make all rows about their events."""
    stories = set(held.stories(accounts).values())
    pairs.load(stories)
    asked = pairs.found | pairs.weigh(pairs.ordered(accounts))
    traits = pairs.ordered()
    at = {one.account_id: n for n, one in enumerate(traits)}
    said = held.judgements()
    groups, judged = events.events(traits, said, [(at[a], at[b]) for a, b in sorted(asked)], pairs.like)
    groups = [group for group in groups if group[0].account_id in accounts]
    used = held.names({filler_key(f) for group in groups for t in group for _, fs in t.account.roles for f in fs})
    called = {key: canonical(names) for key, names in used.items()}
    told = [(fields.event_of(group, called), group) for group in groups]
    links = Links(
        events=tuple(event for event, _ in told),
        statements=tuple(s for event, group in told for s in fields.statements(event, group, called)),
        origins=tuple(o for event, group in told for o in origins.origins(event, group)),
        lineage=tuple(
            row
            for relation in ("copies", "cites")
            for row in held.lineage(stories, earlier=False, relation=relation)
            if row.earlier in stories
        ),
        judgements=tuple(judged),
    )
    return Part(accounts, weighed, links, tuple(pairs.readings[story] for story in sorted(stories)), said)
