"""Which texts may share words: proposals, found in memory of some 500 bytes a text however many there are.

MinHash sketches cut into bands propose texts that are alike as wholes; rare long runs of words propose those that share
a part. Everything about rensa stands in `hashes` and `sketches`. Bands and runs lie in flat arrays that are sorted: an
index of Python sets or strings would take some twenty times the memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import combinations, islice

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from tidings.linking.wording import SHINGLE

Numbers = NDArray[np.uint64]
RUN = 6  # words of a long run
SAMPLE_BITS = 2  # one long run of four is kept, by its hash: the same ones in every text
PERMUTATIONS = 64  # of MinHash
ROWS = 4  # of a band: 16 bands find all but 1 % of the pairs with Jaccard 0.7, a third of those with 0.4, whose long
# runs find them; of pairs with 0.02, which any two reports of one sort have, one of 400,000
CROWD = (
    40  # texts that may share a long run before it counts as boilerplate; and those of a band compared with the rest
)
AT_ONCE = 1_000  # texts sketched together
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))  # odd numbers with well spread bits


def proposals(texts: Iterable[list[str]]) -> Iterator[tuple[int, int]]:
    """Yield in order, each once, the places a < b of texts that may share words; each text is its words in order."""
    rows: list[NDArray[np.uint32]] = []
    runs, holders = array("Q"), array("Q")
    pending = iter(texts)
    count = 0
    while some := list(islice(pending, AT_ONCE)):
        words, owners = hashes(some)
        grams, of = _runs(words, owners, SHINGLE)
        rows.append(sketches(grams, of, len(some), count))
        long, of = _kept(*_runs(words, owners, RUN))
        runs.frombytes(long.tobytes())
        holders.frombytes((of + np.uint64(count)).tobytes())
        count += len(some)
    codes = [_parts(np.frombuffer(runs, np.uint64), np.frombuffer(holders, np.uint64))]
    if rows:
        codes.append(_wholes(np.concatenate(rows)))
    for code in np.unique(np.concatenate(codes)).tolist():
        yield code >> 32, code & 0xFFFF_FFFF


def parts_of(texts: list[list[str]]) -> list[frozenset[int]]:
    """Return for each text the numbers that it is proposed by, with a sign: bands are even, long runs odd.

    Two texts that share a band are what `proposals` finds by their sketches; those that share a run what it finds by
    their parts. A text without shingles has no numbers.
    """
    if not texts:
        return []
    words, owners = hashes(texts)
    grams, of = _runs(words, owners, SHINGLE)
    rows = sketches(grams, of, len(texts), 0)
    long, holders = _kept(*_runs(words, owners, RUN))
    found: list[set[int]] = [set() for _ in texts]
    for n in set(of.tolist()):
        found[n] = {int(band) & ~1 for band in _bands(rows[n : n + 1])}
    for run, n in zip(long.view(np.int64).tolist(), holders.tolist(), strict=True):
        found[n].add(run | 1)
    return [frozenset(one) for one in found]


def is_band(part: int) -> bool:
    """Whether the number of a part is that of a band."""
    return part % 2 == 0


def _bands(row: NDArray[np.uint32]) -> list[int]:
    """The bands of one sketch, each with its place mixed in."""
    halves = np.ascontiguousarray(row).view(np.uint64).reshape(-1, 2)
    places = np.arange(1, len(halves) + 1, dtype=np.uint64) * _MIX[1]
    mixed = (halves[:, 0] * _MIX[0]) ^ (halves[:, 1] * _MIX[1]) ^ (places * _MIX[0])
    return list(mixed.view(np.int64).tolist())


def _kept(runs: Numbers, owners: Numbers) -> tuple[Numbers, Numbers]:
    """One run of some, by its hash."""
    is_kept = (runs * _MIX[0]) >> np.uint64(64 - SAMPLE_BITS) == 0
    return np.compress(is_kept, runs), np.compress(is_kept, owners)


def hashes(texts: list[list[str]]) -> tuple[Numbers, Numbers]:
    """Return a number for each word of each text, in order, and beside it the place of its text."""
    found = RMinHash.hash_token_sets(texts)
    sizes = [len(text) for text in texts]
    flat = np.fromiter((number for text in found for number in text), np.uint64, sum(sizes))
    return flat, np.repeat(np.arange(len(texts), dtype=np.uint64), sizes)


def sketches(grams: Numbers, owners: Numbers, count: int, first: int) -> NDArray[np.uint32]:
    """Return a row of PERMUTATIONS numbers for each of `count` texts; alike texts have rows with many equal places.

    A text without shingles gets a shingle of its own, made of its place from `first` on.
    """
    missing = np.setdiff1d(np.arange(count, dtype=np.uint64), owners)
    owners, grams = np.concatenate((owners, missing)), np.concatenate((grams, missing + np.uint64(first)))
    order = np.argsort(owners, kind="stable")
    borders = np.concatenate(([0], np.cumsum(np.bincount(owners.astype(np.int64), minlength=count)))).astype(np.uint64)
    digests = RMinHash.digest_matrix_from_flat_token_hashes(grams[order], borders, PERMUTATIONS, 1)
    return np.array(digests.to_rows(), dtype=np.uint32)


def _runs(words: Numbers, owners: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """A number for each run of `size` words inside one text, and the place of its text."""
    count = max(0, len(words) - size + 1)
    numbers = np.zeros(count, np.uint64)
    for n in range(size):
        numbers = numbers * _MIX[1] + words[n : n + count]
    is_inside = owners[:count] == owners[size - 1 :][:count]
    return np.compress(is_inside, numbers), np.compress(is_inside, owners[:count])


def _wholes(rows: NDArray[np.uint32]) -> Numbers:
    """Pairs whose sketches agree in a whole band. Of a crowded band its first texts are compared with all."""
    codes = array("Q")
    for at in range(0, PERMUTATIONS, ROWS):
        halves = np.ascontiguousarray(rows[:, at : at + ROWS]).view(np.uint64)
        for held in _shared((halves[:, 0] * _MIX[0]) ^ (halves[:, 1] * _MIX[1])):
            members = held.tolist()
            codes.extend((a << 32) | b for n, a in enumerate(members[:CROWD]) for b in members[n + 1 :])
    return np.unique(np.frombuffer(codes, np.uint64))


def _parts(runs: Numbers, holders: Numbers) -> Numbers:
    """Pairs that hold a long run which no crowd holds."""
    codes = array("Q")
    for held in _shared(runs):
        members = np.unique(holders[held]).tolist()
        if len(members) <= CROWD:
            codes.extend((a << 32) | b for a, b in combinations(members, 2))
    return np.unique(np.frombuffer(codes, np.uint64))


def _shared(keys: Numbers) -> Iterator[NDArray[np.intp]]:
    """Yield the places, in order, of each key that stands at more than one."""
    order = np.argsort(keys, kind="stable")
    borders = np.flatnonzero(np.diff(keys[order])) + 1
    starts = np.concatenate(([0], borders)) if len(keys) else borders
    sizes = np.diff(np.concatenate((starts, [len(keys)])))
    for start, size in zip(starts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        yield order[start : start + size]
