"""Citations near some stories: the rows of `cites.cites` that a story more, less or another may change.

A story that is new may cite others; a new story of a publisher may be what older ones of the case cite, or take the
place of the one that was meant. Which stories credit a publisher is kept in the case: of a story that comes, all
publishers that the case knows; of those that were there before, they are sought when a publisher's story comes that
they may cite by its day. Whether two are alike is first asked of numbers that stand for words, with
room for numbers that are equal by chance, and decided on the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from zlib import crc32

from tidings.knowledge.origins import origin_words
from tidings.linking.cites import LAPSE_DAYS, SAME_NEWS, SAME_WORDS, Citing, Forms, forms, meant, named
from tidings.linking.held import Held
from tidings.linking.wording import SMALL, content_words, stem
from tidings.model import Lineage
from tidings.model.marks import Gist, Marks, Reach

AT_ONCE = 100  # stories loaded together
AT_HAND = 2_000  # gists and stories kept while citations are looked at: some ten megabytes
ANY_DAY = 1  # stands for the first day of what was printed on an unknown one
ENDLESS = 1 << 62  # stands for a day after all others


class NearCites:
    """The citations of some stories whose marks were swapped, and of those near them."""

    def __init__(self, held: Held, old: Mapping[str, Marks], new: Mapping[str, Marks]) -> None:
        self.held, self.old, self.new = held, old, new
        self._gists: dict[str, Gist] = {}
        self._citing: dict[str, Citing] = {}

    def rows(self) -> tuple[set[str], list[Lineage]]:
        """Return the stories whose citations may be others, and the rows that these now have."""
        before = list(self.held.gists(self.old))
        after = [gist_of(one) for one in self.citing(self.new)]
        self.held.swap_gists(self.old.keys() | self.new.keys(), after)
        stories = set(self.new) | self._meet()
        for marks, gists in ((self.old, before), (self.new, after)):
            for gist in gists:
                stories |= self._may_cite(marks[gist.story], gist)
        return stories | self.old.keys(), [row for one in self._each(stories) for row in self._rows(one)]

    def _each(self, stories: Iterable[str]) -> Iterator[Citing]:
        """Yield these stories in order, with their gists at hand."""
        ordered = sorted(stories)
        for at in range(0, len(ordered), AT_ONCE):
            some = ordered[at : at + AT_ONCE]
            self.gists(some)
            yield from self.citing(some)

    def _meet(self) -> set[str]:
        """Note whom the new stories credit, and which others credit who now is sought; return the latter."""
        known = self.held.publishers()
        wider = self._wider(known)
        self.held.swap_publishers(wider)
        index, sought = _index(frozenset(known.keys() | wider.keys())), forms(wider)
        found = self._crediting(known, wider, sought) - self.new.keys()
        rows = [(p, _day(one), one.story.id) for one in self.citing(self.new) for p in _named(one, index)]
        for one in self.citing(found):
            credited = self.held.credited(one.story.id) | _named(one, sought)
            rows += [(publisher, _day(one), one.story.id) for publisher in credited]
        self.held.swap_credits({*self.old, *self.new, *found}, rows)
        return found

    def _wider(self, known: Mapping[str, Reach]) -> dict[str, Reach]:
        """The days on which credits of the new stories' publishers are sought from now on, where these are more.

        Whoever is sought up to the last day of the case is sought for good: later stories come after.
        """
        last, found = self.held.last_printed(), dict[str, Reach]()
        for one in self.new.values():
            reach = _citing_days(one)
            held = found.get(one.publisher) or known.get(one.publisher) or reach
            first, end = min(reach[0], held[0]), max(reach[1], held[1])
            if one.publisher and (first, end) != known.get(one.publisher):
                found[one.publisher] = (first, ENDLESS if end >= last else end)
        return found

    def _crediting(self, known: Mapping[str, Reach], wider: Mapping[str, Reach], sought: Forms) -> set[str]:
        """The stories that may credit one of these, on the days that are new for it."""
        first, last = ENDLESS, 0
        for publisher, (start, end) in wider.items():
            was = known.get(publisher, (ENDLESS, 0))
            first = min(first, start if start < was[0] else was[1] + 1)
            last = max(last, end if end > was[1] else was[0] - 1)
        words = [frozenset(map(number, form)) for form in sought if form]
        return set(self.held.crediting(words, (first, last), undated=not wider.keys() <= known.keys()) if words else ())

    def citing(self, stories: Iterable[str]) -> list[Citing]:
        """These stories with what is looked up in them; the last ones stay at hand."""
        wanted = list(stories)
        missing = set(wanted) - self._citing.keys()
        if len(self._citing) + len(missing) > AT_HAND:
            self._citing = {key: one for key, one in self._citing.items() if key in wanted}
        self._citing |= {key: Citing(story) for key, story in self.held.texts(missing).items()}
        return [self._citing[key] for key in wanted]

    def gists(self, stories: Iterable[str]) -> list[Gist]:
        """The gists of these stories that have one; the last ones stay at hand."""
        wanted = list(stories)
        missing = set(wanted) - self._gists.keys()
        if len(self._gists) + len(missing) > AT_HAND:
            self._gists = {key: one for key, one in self._gists.items() if key in wanted}
        self._gists |= {one.story: one for one in self.held.gists(missing)}
        return [self._gists[key] for key in wanted if key in self._gists]

    def _may_cite(self, one: Marks, gist: Gist) -> set[str]:
        """The stories that may cite this one, by whom they credit and by the numbers of their words."""
        if not one.publisher:
            return set()
        stories = self.held.crediting_since(one.publisher, *_citing_days(one))
        return {g.story for g in self.gists(stories) if any(_are_near(g, t, gist) for t in g.told)}

    def _rows(self, one: Citing) -> list[Lineage]:
        """What the story cites, by the sentences in which it does."""
        found, story = dict[str, Lineage](), one.story.id
        for publisher, sent in named(one, forms(sorted(self.held.credited(story)))):
            told = content_words(sent)
            if cited := meant(one, told, self.citing(self._near(one, told, publisher))):
                row = Lineage(cited.story.id, story, "cites", f"names {publisher}", sent)
                found.setdefault(row.earlier, row)
        return list(found.values())

    def _near(self, one: Citing, told: frozenset[str], publisher: str) -> list[str]:
        """The publisher's stories that the story may cite in a sentence of these words."""
        day = one.story.published.day
        last = day.toordinal() if day else ENDLESS
        shelf = self.held.printed_by(publisher, last - LAPSE_DAYS if day else 0, last)
        numbers = frozenset(map(number, told))
        mine = self.gists([one.story.id])
        return [gist.story for gist in self.gists(shelf) if mine and _are_near(mine[0], numbers, gist)]


def _named(one: Citing, index: Forms) -> set[str]:
    return {publisher for publisher, _ in named(one, index)}


def _day(one: Citing) -> int:
    day = one.story.published.day
    return day.toordinal() if day else ANY_DAY


def _citing_days(one: Marks) -> Reach:
    """The days on which a story may be cited."""
    return one.printed if one.printed[0] == ANY_DAY else (one.printed[0], one.printed[0] + LAPSE_DAYS)


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


@dataclass(frozen=True)
class _Written:
    """Ways to write some publishers."""

    publishers: frozenset[str]
    forms: Forms

    def with_all(self, publishers: frozenset[str]) -> _Written:
        """The same for these publishers; for those that are not among them yet alone, where the others are."""
        if not self.publishers <= publishers:
            return _Written(frozenset(), {}).with_all(publishers)
        found = dict(self.forms)
        for form, names in forms(sorted(publishers - self.publishers)).items():
            found[form] = found.get(form, set()) | names
        return _Written(publishers, found)


_written = [_Written(frozenset(), {})]  # of the case that was linked last


def _index(publishers: frozenset[str]) -> Forms:
    """Ways to write these publishers, kept from one part of a case to the next, which brings a few more."""
    last = _written[0]
    if last.publishers != publishers:
        last = _written[0] = last.with_all(publishers)
    return last.forms
