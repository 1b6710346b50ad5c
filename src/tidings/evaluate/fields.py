"""What one field of a found incident earns, 0..1."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from tidings.evaluate.normal import Named

FIELDS = ("status", "time", "place", "method", "numbers")
NEAR_KM = 161  # 100 miles, the field's usual bound for a place rightly resolved
SAME_NAME = 0.6  # share of the shorter name's words that must agree
EARTH_KM = 12_742  # mean diameter
SMALL_WORDS = frozenset("the a an of and in on at for to its his her their by from with".split())

Json = dict[str, Any]


def name_words(name: str) -> frozenset[str]:
    """The name's words without accents, case and small words."""
    flat = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return frozenset(re.findall(r"[a-z0-9]+", flat)) - SMALL_WORDS


def same_name(a: str, b: str) -> bool:
    """Whether enough words of the shorter name stand in the longer."""
    x, y = name_words(a), name_words(b)
    return bool(x and y) and len(x & y) / min(len(x), len(y)) >= SAME_NAME


def matched(gold: Sequence[Named], predicted: Sequence[Named]) -> int:
    """How many gold names have a partner of their own: overlapping words, or the same name."""
    left = list(predicted)
    hits = 0
    for g in gold:
        partner = next((p for p in left if (g.at and p.at and g.at.overlaps(p.at)) or same_name(g.name, p.name)), None)
        if partner is not None:
            left.remove(partner)
            hits += 1
    return hits


def time_earns(gold: tuple[str | None, str | None] | None, predicted: tuple[str | None, str | None] | None) -> float:
    """Half for each end that agrees; unknown earns where it is unknown in gold too."""
    if not gold or not predicted:
        return float(not gold and not predicted)
    return (float(gold[0] == predicted[0]) + float(gold[1] == predicted[1])) / 2


def place_earns(gold: Json | None, predicted: Json | None) -> float:
    """Whether the points lie within 161 km, or without points the names agree."""
    if not gold or not predicted:
        return float(not gold and not predicted)
    apart = km(gold, predicted)
    if apart is not None:
        return float(apart <= NEAR_KM)
    return float(same_name(gold.get("name") or "", predicted.get("name") or ""))


def same_method(gold: str | None, predicted: str | None) -> float:
    """1 where the methods agree."""
    return float(gold == predicted)


def km(a: Json, b: Json) -> float | None:
    """Great-circle distance of two points in km; None where one has no coordinates."""
    ends = (a.get("lat"), a.get("lon"), b.get("lat"), b.get("lon"))
    if any(x is None for x in ends):
        return None
    la, lo, lb, mo = (math.radians(float(x)) for x in ends if x is not None)
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((mo - lo) / 2) ** 2
    return EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
