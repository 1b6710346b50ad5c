"""Citations near some stories: the rows of `cites.cites` that a story more, less or another may change.

A story that is new may cite others; a new story of a publisher may be what older ones of the case cite, or take the
place of the one that was meant. Which stories credit a publisher is kept in the case; only for the first story of a
publisher every story's words are looked at. Whether two are alike is first asked of numbers that stand for words, with
room for numbers that are equal by chance, and decided on the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from zlib import crc32

from tidings.knowledge.origins import origin_words
from tidings.linking.cites import LAPSE_DAYS, SAME_NEWS, SAME_WORDS, Citing, Forms, forms, meant, named
from tidings.linking.held import Held
from tidings.linking.wording import SMALL, content_words, stem
from tidings.model import Lineage
from tidings.model.marks import Gist, Marks

AT_HAND = 2_000  # gists and stories kept while citations are looked at: some ten megabytes
ANY_DAY = 1  # stands for the first day of what was printed on an unknown one


class NearCites:
    """The citations of some stories whose marks were swapped, and of those near them."""

    def __init__(self, held: Held, old: Mapping[str, Marks], new: Mapping[str, Marks]) -> None:
        self.held, self.old, self.new = held, old, new
        self.gist = lru_cache(AT_HAND)(lambda story: next(iter(held.gists([story])), None))
        self.citing = lru_cache(AT_HAND)(lambda story: Citing(held.readings([story])[0].story))

    def rows(self) -> tuple[set[str], list[Lineage]]:
        """Return the stories whose citations may be others, and the rows that these now have."""
        before = list(self.held.gists(self.old))
        after = [gist_of(self.citing(story)) for story in self.new]
        self.held.swap_gists(self.old.keys() | self.new.keys(), after)
        stories = set(self.new) | self._meet()
        for marks, gists in ((self.old, before), (self.new, after)):
            for gist in gists:
                stories |= self._may_cite(marks[gist.story], gist)
        return stories | self.old.keys(), [row for story in sorted(stories) for row in self._rows(story)]

    def _meet(self) -> set[str]:
        """Note whom the new stories credit, and who credits publishers that are new; return the latter stories."""
        known = self.held.publishers()
        fresh = {one.publisher for one in self.new.values() if one.publisher} - known
        self.held.add_publishers(fresh)
        index, first = _index(frozenset(known | fresh)), forms(fresh)
        found = (
            set(self.held.crediting(frozenset(map(number, form)) for form in first if form)) if fresh else set[str]()
        )
        found -= self.new.keys()
        rows = [(p, self._day(story), story) for story in self.new for p in self._named(story, index)]
        for story in found:
            credited = self.held.credited(story) | self._named(story, first)
            rows += [(publisher, self._day(story), story) for publisher in credited]
        self.held.swap_credits({*self.old, *self.new, *found}, rows)
        return found

    def _named(self, story: str, index: Forms) -> set[str]:
        return {publisher for publisher, _ in named(self.citing(story), index)}

    def _day(self, story: str) -> int:
        day = self.citing(story).story.published.day
        return day.toordinal() if day else ANY_DAY

    def _may_cite(self, one: Marks, gist: Gist) -> set[str]:
        """The stories that may cite this one, by whom they credit and by the numbers of their words."""
        if not one.publisher:
            return set()
        first, last = one.printed if one.printed[0] == ANY_DAY else (one.printed[0], one.printed[0] + LAPSE_DAYS)
        stories = self.held.crediting_since(one.publisher, first, last)
        return {g.story for story in stories if (g := self.gist(story)) and any(_are_near(g, t, gist) for t in g.told)}

    def _rows(self, story: str) -> list[Lineage]:
        """What the story cites, by the sentences in which it does."""
        one, mine = self.citing(story), self.gist(story)
        found: dict[str, Lineage] = {}
        for publisher, sent in named(one, forms(sorted(self.held.credited(story)))):
            told = content_words(sent)
            numbers = frozenset(map(number, told))
            near = (g.story for g in self._shelf(publisher, one) if mine and _are_near(mine, numbers, g))
            if cited := meant(one, told, map(self.citing, near)):
                row = Lineage(cited.story.id, story, "cites", f"names {publisher}", sent)
                found.setdefault(row.earlier, row)
        return list(found.values())

    def _shelf(self, publisher: str, one: Citing) -> Iterable[Gist]:
        day = one.story.published.day
        last = day.toordinal() if day else (1 << 62)
        stories = self.held.printed_by(publisher, last - LAPSE_DAYS if day else 0, last)
        return (gist for story in stories if (gist := self.gist(story)))


def gist_of(one: Citing) -> Gist:
    """Return the words of a story as numbers."""
    know = origin_words()
    said = {word for _, words in one.credits for word in words}
    heads = {stem(know.one.get(word, word)) for word in said}
    return Gist(
        one.story.id,
        frozenset(map(number, one.names)),
        frozenset(map(number, one.words)),
        frozenset(map(number, said | heads)),
        tuple(frozenset(map(number, content_words(sent))) for sent, _ in one.credits),
    )


def number(word: str) -> int:
    """Return a number of 32 bits for a word."""
    return crc32(word.encode())


def _are_near(citing: Gist, told: frozenset[int], cited: Gist) -> bool:
    """Whether the two may be alike by names, or by the words of the sentence; one more may be shared than is seen."""
    return _may_share(citing.names, cited.names, SAME_NEWS) or _may_share(told, cited.words, SAME_WORDS)


def _may_share(left: frozenset[int], right: frozenset[int], share: float) -> bool:
    return len(left & right) + 1 >= share * max(SMALL, min(len(left), len(right)))


@lru_cache(2)
def _index(publishers: frozenset[str]) -> Forms:
    return forms(sorted(publishers))
