"""Traits: what an account shows when it is held beside another. Worked out once for each account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tidings.linking.entities import filler_key, plain_name
from tidings.linking.wording import around, content_words, names, sentences
from tidings.model import UNKNOWN_TIME, Account, Place, Reading, Story, When


@dataclass(frozen=True)
class Traits:
    """One account with its story, its own sentences and the keys it can be found by."""

    account: Account
    story: Story
    sents: str  # the sentences that hold any of the account's quotes
    root: str  # the story that this one copies in the end; itself where it copies none

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


@lru_cache(maxsize=20_000)
def _story_words(text: str) -> frozenset[str]:
    return content_words(text)


def traits_of(readings: Iterable[Reading], roots: dict[str, str]) -> list[Traits]:
    """Return the traits of every account, in the case's order; `roots` maps copies to what they copy."""
    found = []
    for reading in readings:
        story = reading.story
        sents = sentences(story.text)
        for account in reading.accounts:
            text = around(story.text, account.quotes(), sents)
            found.append(Traits(account, story, text, roots.get(story.id, story.id)))
    return sorted(found, key=lambda traits: traits.order)
