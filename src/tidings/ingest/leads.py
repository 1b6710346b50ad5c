"""How much a paragraph reads like the first of a news story, told from the words of its first two sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from tidings.knowledge.tables import cell_list, table

TOKEN = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*|\d[\d,.:]*|[“”\"‘’().,:;$%–—-]")
OPENING_CHARS, OPENING_TOKENS = 400, 45  # a lead's first sentence has 15-45 words; what follows hardly tells
SHORTEST_SENTENCE = 4  # tokens; a full stop before that closes an abbreviation or an initial
LENGTH_STEP, LONGEST = 8, 6  # the first sentence's length is told in steps of eight tokens up to 48


@cache
def _weights() -> dict[tuple[str, str], float]:
    return {(row["where"], word): float(row["weight"]) for row in table("leads") for word in cell_list(row["words"])}


def lead(text: str) -> float:
    """Log-odds that `text` is a story's first paragraph rather than a later one, before any layout is looked at."""
    weights = _weights()
    return weights["", "always"] + sum(weights.get(sign, 0.0) for sign in signs(text))


def signs(text: str) -> set[tuple[str, str]]:
    """Return what the opening shows: where a word stands, and the word in lower case; a number is "0".

    >>> sorted(signs("He left.")) == [("first", "he"), ("length", "0"), ("opening", "."), ("opening", "left"),
    ...                               ("pair", "he left"), ("pair", "left ."), ("shape", "Tx")]
    True
    """
    tokens = TOKEN.findall(text[:OPENING_CHARS])[:OPENING_TOKENS]
    return set(_signs(tokens)) if tokens else set()


def _signs(tokens: list[str]) -> Iterator[tuple[str, str]]:
    words = ["0" if word[0].isdigit() else "“" if word == '"' else word.lower() for word in tokens]
    full_stop = next((n for n, word in enumerate(words) if word == "." and n >= SHORTEST_SENTENCE), len(words))
    yield "first", words[0]
    yield "shape", _shape(tokens)
    yield "length", str(min(LONGEST, full_stop // LENGTH_STEP))
    yield from (("opening", word) for word in words[1:full_stop])
    yield from (("later", word) for word in words[full_stop + 1 :])
    yield from (("pair", f"{a} {b}") for a, b in pairwise(words[:full_stop]))


def _shape(tokens: list[str]) -> str:
    """How the first two words are written: "U" all capitals, "T" first letter, "x" otherwise."""
    first, second = tokens[0], tokens[1] if len(tokens) > 1 else ""
    is_all_capitals = len(first) > 1 and first.isupper()
    return ("U" if is_all_capitals else "T" if first[0].isupper() else "x") + ("T" if second[:1].isupper() else "x")
