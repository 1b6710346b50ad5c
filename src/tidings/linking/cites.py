"""Citations: which story names another story of the case as where it has its news from.

A citation is a sentence with a word of reporting that names the publisher of another story, which is not younger, nor
much older, and speaks of the same names. A body (a ministry, a group) is cited only where the sentence speaks of
something it wrote: its spokesman on the telephone is no citation of its website. Of several stories of one publisher
the one most alike is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from tidings.knowledge.names import fold
from tidings.knowledge.origins import origin_words
from tidings.linking.bodies import Body, outlet_body
from tidings.linking.wording import SMALL, content_words, names, overlap, sentences, stem, tokens
from tidings.model import Lineage, Story

SAME_NEWS = 0.25  # share of names that a citing and a cited story have in common; on the composed clusters the lowest
# true citation has 0.29. Lower links a story with all of an agency's output
SAME_WORDS = 0.3  # the same for the words of the citing sentence in the cited story, where names are few
LAPSE_DAYS = (
    62  # between a story and one that cites it: news is credited while it is news. On the composed clusters the
)
# longest is 3 days
LONGEST = 6  # words of a publisher's name

Forms = dict[tuple[str, ...], set[str]]  # ways to write a publisher, as words, and the publishers


@dataclass(frozen=True)
class Citing:
    """A story with what is looked up in it."""

    story: Story

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of the whole story."""
        return names(self.story.text)

    @cached_property
    def sents(self) -> list[str]:
        """Its sentences."""
        return [span.of(self.story.text).strip() for span in sentences(self.story.text)]

    @cached_property
    def words(self) -> frozenset[str]:
        """Content words of the whole story."""
        return content_words(self.story.text)

    @property
    def day(self) -> str:
        """When it was published, "" where unknown: an undated story may be the older one."""
        return self.story.published.date or ""

    @cached_property
    def credits(self) -> list[tuple[str, list[str]]]:
        """Its sentences that credit somebody, each with its words."""
        know = origin_words()
        told = [(sent, [word.removesuffix("'s") for word in tokens(sent)]) for sent in self.sents]
        return [(sent, words) for sent, words in told if know.says("credit", " ".join(words))]

    def may_cite(self, other: Citing) -> bool:
        """Whether the other story is not younger than this one, nor much older; an unknown day may be any."""
        mine, theirs = self.story.published.day, other.story.published.day
        return not (mine and theirs) or 0 <= (mine - theirs).days <= LAPSE_DAYS


class Holders:
    """Sets of words, found by how much they share with another, without a look at each.

    Who shares `n` of a set's words holds one of all but its `n - 1` commonest, so that only the rare ones are looked
    up. How many must be shared depends on the smaller set; sets are therefore kept apart by size.
    """

    def __init__(self, sets: Iterable[frozenset[str]]) -> None:
        self.by_size: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for n, words in enumerate(sets):
            for word in words:
                self.by_size[1 << (len(words).bit_length() - 1)][word].append(n)

    def sharing(self, wanted: frozenset[str], share: float) -> set[int]:
        """Return the places of all sets whose overlap with the wanted words may reach the share."""
        found: set[int] = set()
        for least, held in self.by_size.items():
            needed = ceil(share * max(SMALL, min(least, len(wanted))) - 1e-9)  # 0.3 * 10 may come out above 3
            rarest = sorted(wanted, key=lambda word: len(held.get(word, ())))
            for word in rarest[: max(0, len(wanted) - needed + 1)]:
                found.update(held.get(word, ()))
        return found


class Shelf:
    """The stories of one publisher, and those of them that may be meant by another story."""

    def __init__(self, stories: Sequence[Citing]) -> None:
        self.stories = stories
        self.by_name = Holders(one.names for one in stories)
        self.by_word = Holders(one.words for one in stories)

    def like(self, one: Citing, told: frozenset[str]) -> list[Citing]:
        """Return the stories that may be alike the citing one, by their names or the words of the citing sentence."""
        near = self.by_name.sharing(one.names, SAME_NEWS) | self.by_word.sharing(told, SAME_WORDS)
        return [self.stories[n] for n in sorted(near)]


def cites(stories: Iterable[Story]) -> tuple[Lineage, ...]:
    """Return one `cites` for each pair of stories of which one names the other, sorted."""
    known = [Citing(story) for story in stories]
    by_publisher: dict[str, list[Citing]] = defaultdict(list)
    for one in known:
        if one.story.publisher:
            by_publisher[one.story.publisher].append(one)
    index = forms(by_publisher)
    shelves: dict[str, Shelf] = {}  # of the publishers that are named
    found: dict[tuple[str, str], Lineage] = {}
    for one in known:
        for publisher, sent in named(one, index):
            if publisher not in shelves:
                shelves[publisher] = Shelf(by_publisher[publisher])
            told = content_words(sent)
            if cited := meant(one, told, shelves[publisher].like(one, told)):
                row = Lineage(cited.story.id, one.story.id, "cites", f"names {publisher}", sent)
                found.setdefault((row.earlier, row.later), row)
    return tuple(found[pair] for pair in sorted(found))


def forms(publishers: Iterable[str]) -> Forms:
    """Map each way to write a publisher, as words, to the publishers; a body is found by the word that makes it one."""
    index: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for publisher in publishers:
        words = tuple(word for word in tokens(publisher) if word != "the")
        if _is_body(publisher):
            for head in _heads(outlet_body(publisher)):
                index[(head,)].add(publisher)
            continue
        for form in (words, words[:-1], ("the", *words[1:])):
            if len(form) > 1 or form == words:
                index[form].add(publisher)
    return index


def named(one: Citing, index: Forms) -> Iterator[tuple[str, str]]:
    """Yield each publisher that a sentence of the story credits, with the sentence."""
    know = origin_words()
    for sent, words in one.credits:
        runs = {tuple(words[n : n + size]) for n in range(len(words)) for size in range(1, LONGEST + 1)}
        runs = {run for run in runs if run[0] != "the" or _is_title(run[1:], sent)}
        heads = {(stem(know.one.get(word, word)),) for word in words}
        for publisher in sorted({p for run in runs | heads for p in index.get(run, ())}):
            if publisher == one.story.publisher:
                continue
            if not _is_body(publisher) or (
                know.says("written", " ".join(words)) and _speaks_of(one, outlet_body(publisher))
            ):
                yield publisher, sent


def _is_title(words: tuple[str, ...], sent: str) -> bool:
    """Whether the words stand as a title: "the Post" is a paper, "the post" is not."""
    return " ".join(word.capitalize() for word in words) in sent


def meant(one: Citing, told: frozenset[str], theirs: Iterable[Citing]) -> Citing | None:
    """The cited story: not younger, with the same names; of several the one with most words of sentence and story."""
    like = [
        t
        for t in theirs
        if one.may_cite(t) and (overlap(one.names, t.names) >= SAME_NEWS or overlap(told, t.words) >= SAME_WORDS)
    ]
    return max(
        like, key=lambda t: (overlap(told, t.words) + overlap(one.words, t.words), t.day, t.story.id), default=None
    )


def _speaks_of(one: Citing, wanted: Body) -> bool:
    """Whether the story names the body by two of its words at least."""
    know = origin_words()
    said = {stem(know.one.get(word, word)) for word in (w.removesuffix("'s") for w in tokens(one.story.text))}
    return len(wanted & said) >= min(2, len(wanted))


def _is_body(publisher: str) -> bool:
    return bool(origin_words().words["body"] & set(fold(publisher).split()))


def _heads(wanted: Body) -> Body:
    return wanted & {stem(word) for word in origin_words().words["body"]} or wanted
