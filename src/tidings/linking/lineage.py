"""Which story copies which: exact, near and partial copies, found by shared runs of words.

Stories of the same words are one text. Which other texts may share words is proposed by `alike`; every proposal is
checked on the real shingles before it counts. Of two stories with shared words the earlier published is the first; on
the same day an agency comes before its client, then the id decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from tidings.knowledge import Knowledge
from tidings.knowledge.agencies import is_agency
from tidings.linking.alike import RUN, proposals
from tidings.linking.wording import SHINGLE, shingles, tokens
from tidings.model import Lineage, Story

SAME_TEXT = 0.8  # Jaccard of 3-word shingles from which a copy is whole
SHARED = 0.18  # share of the shorter story's shingles in the longer from which it is a copy in part. On the composed
# clusters the lowest copy has 0.22 and the highest other pair 0.12; a long common quotation reaches 0.15
SHARED_RUNS = 20  # shingles shared at least: a dateline and one quoted sentence stay below
SHARED_LONG = 12  # runs of RUN words shared at least by a copy in part: some 17 words on end. Of the partial pairs of
# gva_incidents it leaves out half, nearly all phrases of hospitals and police; on the composed clusters nothing changes
AT_HAND = 5_000  # texts whose shingles are kept while pairs are checked


@dataclass(frozen=True)
class Shingled:
    """A story with its words as shingles."""

    story: Story
    words: list[str]
    grams: frozenset[str]


def copies(stories: Iterable[Story], know: Knowledge) -> tuple[Lineage, ...]:
    """Return one `copies` for each story that copies another: from the first story it shares words with."""
    firsts: list[Story] = []  # of each text
    same: dict[int, list[Story]] = {}  # by the place of its text: later stories of the same words
    ordered = sorted(stories, key=lambda story: first_order(story, know))

    @lru_cache(AT_HAND)
    def text(n: int) -> Shingled:
        return shingled(firsts[n])

    earlier: dict[int, tuple[int, str, float]] = {}
    for a, b in proposals(_texts(ordered, firsts, same)):
        how, score = ("", 0.0) if b in earlier else compared(text(a), text(b))
        if how:
            earlier[b] = (a, how, score)
    found = []
    for b, (a, how, score) in sorted(earlier.items()):
        quote = longest_shared(text(a), text(b))
        copy = [firsts[b], *same.get(b, ())]
        found += [Lineage(firsts[a].id, one.id, "copies", how, quote, round(score, 3)) for one in copy]
    for n in sorted(same.keys() - earlier.keys()):
        quote = " ".join(text(n).words)
        found += [Lineage(firsts[n].id, one.id, "copies", "exact", quote, 1.0) for one in same[n]]
    return tuple(found)


def roots(lineage: Iterable[Lineage]) -> dict[str, str]:
    """Return for each copy the story at the end of its line of copies."""
    first = {row.later: row.earlier for row in lineage if row.relation == "copies"}
    ends = {}
    for later in first:
        end = later
        while end in first:
            end = first[end]
        ends[later] = end
    return ends


def first_order(story: Story, know: Knowledge) -> tuple[str, bool, str]:
    """Sort key by who was first: published day (unknown last), agency before client, id."""
    return (story.published.date or "9999", not is_agency(story.publisher, know.outlets), story.id)


def longest_shared(left: Shingled, right: Shingled) -> str:
    """Return the longest run of words that the right story shares with the left, as the right one writes it, folded."""
    best = run = 0
    end = 0
    for n in range(len(right.words) - 2):
        run = run + 1 if " ".join(right.words[n : n + 3]) in left.grams else 0
        if run > best:
            best, end = run, n + 3
    return " ".join(right.words[end - best - 2 : end]) if best else ""


def _texts(ordered: list[Story], firsts: list[Story], same: dict[int, list[Story]]) -> Iterator[list[str]]:
    """Yield the words of each text once, and put its stories where they belong.

    A text of fewer words than a shingle has is a text of its own: "Photo: AP" says nothing about who copied it.
    """
    places: dict[bytes, int] = {}
    for story in ordered:
        words = tokens(story.text)
        key = blake2b(" ".join(words).encode(), digest_size=16).digest()
        if len(words) >= SHINGLE and key in places:
            same.setdefault(places[key], []).append(story)
        else:
            places.setdefault(key, len(firsts))
            firsts.append(story)
            yield words


def shingled(story: Story) -> Shingled:
    """Return the story with its words as shingles."""
    words = tokens(story.text)
    return Shingled(story, words, shingles(words))


def compared(left: Shingled, right: Shingled) -> tuple[str, float]:
    """Name the copy that one of two texts is of the other, and give its score; ("", 0) where too little is shared."""
    shared = len(left.grams & right.grams)
    if not shared:
        return "", 0.0
    jaccard, share = shared / len(left.grams | right.grams), shared / min(len(left.grams), len(right.grams))
    if jaccard == 1:
        return "exact", 1.0
    if jaccard >= SAME_TEXT:
        return "near", jaccard
    if share < SHARED or shared < SHARED_RUNS:
        return "", 0.0
    long = shingles(left.words, RUN) & shingles(right.words, RUN)
    return ("partial", share) if len(long) >= SHARED_LONG else ("", 0.0)
