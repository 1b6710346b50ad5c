"""Copies: `python bench/copies.py [--shared FOLDER] [--stories N]`.

Near-duplicate pairs of gva_incidents against the set's own list of them, and the de-duplication of N invented stories
in time and memory. Counts first.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import time
from collections import Counter
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from tidings.knowledge import Knowledge
from tidings.linking.alike import proposals
from tidings.linking.lineage import compared, copies, roots, shingled
from tidings.model import Published, Story

SHARED = Path(__file__).parents[2] / "shared"
# From which a copy counts as a near duplicate as the set has it: Jaccard, or share of the shorter text. The set's own
# bounds are 0.3 and 0.6 of 5-word shingles without boilerplate; ours, of 3-word shingles with it, were chosen here
JACCARD, SHARE = 0.35, 0.7
WORDS, VOCABULARY = 120, 30_000  # of an invented story; of the language they are written in
EXACT, CHANGED, PARTS = 0.05, 0.15, 0.05  # shares of the invented stories that copy an earlier one so
PART_WORDS = 50  # of a reused paragraph


def interval(hits: int, of: int) -> str:
    """The share with its 95 % Wilson interval."""
    if not of:
        return "-"
    z, p = 1.96, hits / of
    middle, half = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return f"{p:.3f} ({(middle - half) / (1 + z * z / of):.3f}-{(middle + half) / (1 + z * z / of):.3f})"


def real_pairs(path: Path) -> None:
    """The set lists each pair whose 5-word shingles have Jaccard >= 0.3 or containment >= 0.6, boilerplate left out."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    here = {row["id"] for row in rows}
    listed = {tuple(sorted((r["id"], n[0]))) for r in rows for n in r.get("near_duplicates", ()) if n[0] in here}
    texts = [shingled(Story(row["id"], 0, len(row["text"]), row["text"])) for row in rows]
    hows: Counter[str] = Counter()
    found = set()
    for a, b in proposals(text.words for text in texts):
        how, score = compared(texts[a], texts[b])
        if how:
            hows[how] += 1
        if how and (score >= SHARE or jaccard(texts[a].grams, texts[b].grams) >= JACCARD):
            found.add(tuple(sorted((rows[a]["id"], rows[b]["id"]))))
    hits = len(found & listed)
    print(f"{path.parent.name}: {len(rows)} stories, {len(listed)} near-duplicate pairs listed, {len(found)} found")
    print(f"   copies {dict(sorted(hows.items()))}; near duplicate: Jaccard {JACCARD} or share {SHARE} and more")
    print(f"   recall {hits}/{len(listed)} {interval(hits, len(listed))}")
    print(f"   precision {hits}/{len(found)} {interval(hits, len(found))}")


def jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / len(left | right)


class Invention:
    """Stories of random words, as frequent as words are (Zipf), some of them copies of earlier ones."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        letters = "abcdefghijklmnoprstuvw"
        self.words = ["".join(self.dice.choices(letters, k=2 + n % 8)) + f"{n:x}" for n in range(VOCABULARY)]
        self.weights: list[float] = []
        total = 0.0
        for n in range(VOCABULARY):
            total += 1 / (n + 3)
            self.weights.append(total)

    def text(self) -> list[str]:
        return self.dice.choices(self.words, cum_weights=self.weights, k=WORDS)

    def stories(self, count: int) -> tuple[list[Story], dict[str, tuple[str, str]]]:
        """`count` stories, and for each copy its sort and the story it was made of."""
        made: list[Story] = []
        truth: dict[str, tuple[str, str]] = {}
        for n in range(count):
            sort = self.sort() if n else ""
            first = made[self.dice.randrange(n)] if sort else None
            words = self.copied(first.text.split(" "), sort) if first else self.text()
            text = " ".join(words)
            day = f"{2000 + n // 336_000:04}-{n // 28_000 % 12 + 1:02}-{n // 1000 % 28 + 1:02}"
            story = Story(
                sha256(b"%d" % n).hexdigest(), 0, len(text), text, published=Published(day, "day", "metadata")
            )
            made.append(story)
            if first:
                truth[story.id] = (sort, first.id)
        return made, truth

    def sort(self) -> str:
        one = self.dice.random()
        return next((name for name, upto in SORTS if one < upto), "")

    def copied(self, words: list[str], sort: str) -> list[str]:
        if sort == "exact":
            return words
        if sort == "changed":  # a new head, and one word of thirty changed
            kept = [self.dice.choice(self.words) if self.dice.random() < 1 / 30 else word for word in words[8:]]
            return [*self.text()[:8], *kept]
        at = self.dice.randrange(len(words) - PART_WORDS)
        own = self.text()
        return [*own[:40], *words[at : at + PART_WORDS], *own[40 : WORDS - PART_WORDS]]


SORTS = (("exact", EXACT), ("changed", EXACT + CHANGED), ("part", EXACT + CHANGED + PARTS))


def invented(count: int) -> None:
    made, truth = Invention(1).stories(count)
    know = Knowledge()
    before, began = peak(), time.monotonic()
    found = copies(made, know)
    seconds = time.monotonic() - began
    ends = roots(found)
    sorts = Counter(sort for sort, _ in truth.values())
    hits = Counter(sort for key, (sort, first) in truth.items() if ends.get(key, key) == ends.get(first, first))
    made_of = lru_cache(None)(lambda key: made_of(truth[key][1]) if key in truth else key)
    wrong = sum(made_of(row.later) != made_of(row.earlier) for row in found)
    print(
        f"{count:,} invented stories of {WORDS} words: {seconds:,.0f} s, {count / seconds:,.0f} stories/s on one core"
    )
    print(f"   peak {peak():,.0f} MB, of it {before:,.0f} MB the stories and the program")
    for sort in sorts:
        print(f"   {sort}: {hits[sort]:,} of {sorts[sort]:,} found, {hits[sort] / sorts[sort]:.4f}")
    print(f"   {len(found):,} found, {wrong:,} of them between stories that share nothing")


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--stories", type=int, default=100_000)
    args = parser.parse_args()
    real_pairs(args.shared / "corpora" / "gva_incidents" / "dev.jsonl")
    invented(args.stories)


if __name__ == "__main__":
    main()
