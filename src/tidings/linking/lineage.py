"""Which story copies which: exact, near and partial copies, found by shared runs of words.

MinHash with LSH proposes stories that are alike as wholes; rare long runs of words propose those that share a part.
Every proposal is checked on the real shingles before it counts. Of two stories with shared words the earlier published
is the first; on the same day an agency comes before its client, then the id decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from zlib import crc32

from datasketch import MinHash, MinHashLSH

from tidings.knowledge import Knowledge
from tidings.knowledge.agencies import is_agency
from tidings.linking.wording import shingles, tokens
from tidings.model import Lineage, Story

SAME_TEXT = 0.8  # Jaccard of 3-word shingles from which a copy is whole
SHARED = 0.18  # share of the shorter story's shingles in the longer from which it is a copy in part. On the composed
# clusters the lowest copy has 0.22 and the highest other pair 0.12; a long common quotation reaches 0.15
SHARED_RUNS = 20  # shingles shared at least: a dateline and one quoted sentence stay below
CANDIDATE = 0.3  # LSH threshold; low, since every proposal is checked
PERMUTATIONS = 64  # of MinHash; 32 bands of 2 rows at CANDIDATE
RUN = 6  # words of a long run
SAMPLE = 4  # one long run of so many is kept, by its checksum: a fixed quarter, the same in every story
CROWD = 40  # stories that may share a long run before it counts as boilerplate


@dataclass(frozen=True)
class Shingled:
    """A story with its words as shingles."""

    story: Story
    words: list[str]
    grams: frozenset[str]


def copies(stories: Iterable[Story], know: Knowledge) -> tuple[Lineage, ...]:
    """Return one `copies` for each story that copies another: from the first story it shares words with."""
    texts = sorted((_shingled(s) for s in stories), key=lambda t: first_order(t.story, know))
    earlier: dict[int, list[tuple[float, int, str]]] = defaultdict(list)
    for a, b in sorted(_alike_wholes(texts) | _alike_parts(texts)):
        how, score = _verified(texts[a].grams, texts[b].grams)
        if how:
            earlier[b].append((score, a, how))
    found = []
    for b, firsts in sorted(earlier.items()):
        score, a, how = min(firsts, key=lambda row: row[1])
        quote = longest_shared(texts[a], texts[b])
        found.append(Lineage(texts[a].story.id, texts[b].story.id, "copies", how, quote, round(score, 3)))
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


def _shingled(story: Story) -> Shingled:
    words = tokens(story.text)
    return Shingled(story, words, shingles(words))


def _verified(left: frozenset[str], right: frozenset[str]) -> tuple[str, float]:
    """Name the copy and give its score, or ("", 0) where too little is shared."""
    shared = len(left & right)
    if not shared:
        return "", 0.0
    jaccard, share = shared / len(left | right), shared / min(len(left), len(right))
    if jaccard == 1:
        return "exact", 1.0
    if jaccard >= SAME_TEXT:
        return "near", jaccard
    return ("partial", share) if share >= SHARED and shared >= SHARED_RUNS else ("", 0.0)


def _alike_wholes(texts: list[Shingled]) -> set[tuple[int, int]]:
    """Propose index pairs of stories that are alike as wholes."""
    index = MinHashLSH(threshold=CANDIDATE, num_perm=PERMUTATIONS)
    pairs: set[tuple[int, int]] = set()
    for n, text in enumerate(texts):
        sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update_batch([gram.encode() for gram in sorted(text.grams)])
        pairs.update((int(other), n) for other in index.query(sketch))
        index.insert(str(n), sketch)
    return pairs


def _alike_parts(texts: list[Shingled]) -> set[tuple[int, int]]:
    """Propose index pairs of stories that share a rare long run of words."""
    holders: dict[str, list[int]] = defaultdict(list)
    for n, text in enumerate(texts):
        for run in shingles(text.words, RUN):
            if crc32(run.encode()) % SAMPLE == 0:
                holders[run].append(n)
    return {pair for held in holders.values() if 1 < len(held) <= CROWD for pair in combinations(held, 2)}
