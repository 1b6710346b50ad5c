"""How many origins that owe each other nothing assert an event.

Each origin may be heard through several accounts. Chosen is one account for as many origins as possible so that no two
chosen accounts are linked: their stories are not copies of each other, and neither account rests on words that cite the
other's story. Several copies of one wire are thus one, however many outlets print them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tidings.knowledge.origins import UNATTRIBUTED
from tidings.model import Account, Lineage, Origin

EXACT = 12  # origins up to which all choices are tried; beyond, the least linked account of each origin is taken first
TRIES = 20_000  # choices tried at most; reached only where a dozen origins are densely linked


@dataclass(frozen=True)
class Web:
    """What links accounts: copies between stories, and citations with the words that make them."""

    accounts: Mapping[str, Account]
    copies: frozenset[frozenset[str]]
    cites: Mapping[tuple[str, str], tuple[str, ...]]  # (citing, cited story) -> the citing words

    @classmethod
    def of(cls, lineage: Iterable[Lineage], accounts: Mapping[str, Account]) -> Web:
        """Sort the lineage by relation."""
        cites: dict[tuple[str, str], tuple[str, ...]] = defaultdict(tuple)
        copies = set()
        for row in lineage:
            if row.relation == "copies":
                copies.add(frozenset((row.earlier, row.later)))
            else:
                cites[row.later, row.earlier] += (row.quote,)
        return cls(accounts, frozenset(copies), dict(cites))

    def links(self, left: str, right: str) -> bool:
        """Whether one of two accounts copies the other's story, or rests on words that cite it."""
        one, two = self.accounts[left], self.accounts[right]
        if one.story == two.story:
            return False
        if frozenset((one.story, two.story)) in self.copies:
            return True
        return self._rests(one, two.story) or self._rests(two, one.story)

    def _rests(self, account: Account, cited: str) -> bool:
        """Whether the account's source, or in its own voice its mention, stands in words that cite the story."""
        quoted = [s.quote or s.cue for s in account.sources] if account.sources else list(account.mentions)
        return any(
            q is not None and (q.text in words or words in q.text)
            for words in self.cites.get((account.story, cited), ())
            for q in quoted
        )


def independent(origins: Iterable[Origin], web: Web) -> tuple[Origin, ...]:
    """Return one origin for each independent telling, in the order given; unattributed and denying ones never count."""
    heard: dict[str, list[Origin]] = defaultdict(list)
    for origin in origins:
        if origin.is_asserting and origin.key != UNATTRIBUTED:
            heard[origin.key].append(origin)
    links = {(a.account, b.account) for a in _flat(heard) for b in _flat(heard) if web.links(a.account, b.account)}
    choices = [_least_linked(told, links) for told in heard.values()]
    if not links:
        return tuple(told[0] for told in choices)
    if len(choices) <= EXACT:
        return _exact(choices, links)
    return _greedy(sorted(choices, key=lambda told: sum(told[0].account in pair for pair in links)), links)


def _flat(heard: Mapping[str, list[Origin]]) -> list[Origin]:
    return [origin for told in heard.values() for origin in told]


def _least_linked(told: list[Origin], links: set[tuple[str, str]]) -> list[Origin]:
    return sorted(told, key=lambda origin: sum(origin.account in pair for pair in links))


def _greedy(choices: list[list[Origin]], links: set[tuple[str, str]]) -> tuple[Origin, ...]:
    taken: list[Origin] = []
    for told in choices:
        free = (o for o in told if not any((o.account, t.account) in links for t in taken))
        taken += [o for o in (next(free, None),) if o]
    return tuple(taken)


def _exact(choices: list[list[Origin]], links: set[tuple[str, str]]) -> tuple[Origin, ...]:
    """Try every choice, the most origins first; the first best in order is kept."""
    best: tuple[Origin, ...] = ()
    stack: list[tuple[int, tuple[Origin, ...]]] = [(0, ())]
    for _ in range(TRIES):
        if not stack:
            break
        at, taken = stack.pop()
        if len(taken) > len(best):
            best = taken
        if at == len(choices) or len(taken) + len(choices) - at <= len(best):
            continue
        stack.append((at + 1, taken))
        free = [o for o in choices[at] if not any((o.account, t.account) in links for t in taken)]
        stack += [(at + 1, (*taken, origin)) for origin in reversed(free)]
    return best
