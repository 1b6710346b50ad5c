"""Traits: what an account shows when it is held beside another. Worked out once for each account."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tidings.linking.entities import filler_key, plain_name
from tidings.linking.wording import around, content_words, names, sentences, weighed
from tidings.model import UNKNOWN_TIME, Account, Place, Quote, Reading, Span, Story, When

AT_HAND = 5_000  # stories whose words are kept: more than lie near those that are linked together


@dataclass(frozen=True)
class Traits:
    """One account with its story, its own sentences and the keys it can be found by."""

    account: Account
    story: Story
    sents: str  # the sentences that hold any of the account's quotes
    root: str  # the story that this one copies in the end; itself where it copies none
    is_lead: bool = False  # whether the story says most about this one of its accounts of the kind

    @cached_property
    def words(self) -> frozenset[str]:
        """Content words of the account's own sentences."""
        return content_words(self.sents)

    @cached_property
    def names(self) -> frozenset[str]:
        """Names in the account's own sentences."""
        return names(self.sents)

    @property
    def story_words(self) -> frozenset[str]:
        """Content words of the whole story."""
        return _story_words(self.story.text)

    @property
    def story_weights(self) -> dict[str, float]:
        """The heaviest words of the whole story."""
        return _story_weights(self.story.text)

    @cached_property
    def is_place_guessed(self) -> bool:
        """Whether no sentence that tells the deed names its place, so that reading took it from elsewhere."""
        return not (self.account.place and self._beside_deed(self.account.place.quote))

    @cached_property
    def is_time_guessed(self) -> bool:
        """Whether no sentence that tells the deed names its time."""
        return not (self.account.time and self.account.time.quote and self._beside_deed(self.account.time.quote))

    def names_place_of(self, other: Traits) -> bool:
        """Whether the whole story names the town of another story's account: then its own choice was one of several."""
        return other.place is not None and bool(re.search(rf"\b{re.escape(other.place.name)}\b", self.story.text))

    def _beside_deed(self, quote: Quote) -> bool:
        deeds = [mention.span for mention in self.account.mentions]
        return any(
            sent.overlaps(quote.span) and any(sent.overlaps(deed) for deed in deeds)
            for sent in _sentences(self.story.text)
        )

    @cached_property
    def when(self) -> When:
        """When the incident was, unknown where the account does not say."""
        return self.account.time.when if self.account.time else UNKNOWN_TIME

    @cached_property
    def place(self) -> Place | None:
        """Where the incident was."""
        return self.account.place.place if self.account.place else None

    @cached_property
    def place_key(self) -> str:
        """The place's plain name, "" where unknown."""
        return plain_name(self.place.name) if self.place else ""

    @cached_property
    def roles(self) -> dict[str, frozenset[str]]:
        """Keys of the fillers by role."""
        return {role: frozenset(map(filler_key, fillers)) for role, fillers in self.account.roles if fillers}

    @cached_property
    def source(self) -> str:
        """Plain name of the end of the attribution chain, "" in the story's own voice."""
        return plain_name(self.account.sources[-1].name) if self.account.sources else ""

    @cached_property
    def story_id(self) -> str:
        """The story's id, worked out once: it is a hash of the whole text."""
        return self.story.id

    @cached_property
    def account_id(self) -> str:
        """The account's id, worked out once: it is a hash of where every quote stands."""
        return self.account.id

    @cached_property
    def order(self) -> tuple[str, str, int, str]:
        """Place in the case's order: published day (unknown last), story, position, id."""
        return (self.story.published.date or "9999", self.story_id, self.account.mentions[0].start, self.account_id)


@lru_cache(AT_HAND)
def _story_weights(text: str) -> dict[str, float]:
    return weighed(text)


@lru_cache(maxsize=1_000)
def _sentences(text: str) -> list[Span]:
    return sentences(text)


@lru_cache(AT_HAND)
def _story_words(text: str) -> frozenset[str]:
    return content_words(text)


def traits_of(readings: Iterable[Reading], roots: dict[str, str]) -> list[Traits]:
    """Return the traits of every account, in the case's order; `roots` maps copies to what they copy."""
    found = []
    for reading in readings:
        story = reading.story
        sents = sentences(story.text)
        lead = leads(reading.accounts)
        for account in reading.accounts:
            text = around(story.text, account.quotes(), sents)
            found.append(Traits(account, story, text, roots.get(story.id, story.id), account.id in lead))
    return sorted(found, key=lambda traits: traits.order)


def leads(accounts: Iterable[Account]) -> set[str]:
    """Return of each kind of deed the account of which the story says most; of equals the earliest."""
    most: dict[str, tuple[tuple[int, int, str], str]] = {}
    for one in accounts:
        is_told = one.status in ("happened", "attempted")
        said = 4 * is_told + len(one.numbers) + (one.place is not None) + (one.time is not None)
        rank = (-said, one.mentions[0].start, one.id)
        if one.kind not in most or rank < most[one.kind][0]:
            most[one.kind] = (rank, one.id)
    return {ident for _, ident in most.values()}
