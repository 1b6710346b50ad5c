"""The rules of credibility (Admiralty code), and how grades and words of likelihood map to ICD 203 and STIX."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from tidings.errors import KnowledgeError
from tidings.knowledge.tables import cell_list, table
from tidings.model.event import Credibility


@dataclass(frozen=True, slots=True)
class CredibilityRule:
    """One row: from how many to how many independent origins and deniers it fits, and what follows."""

    id: str
    independent: tuple[int, int]
    deniers: tuple[int, int]
    is_unnamed: bool
    credibility: Credibility
    wording: str

    def fits(self, independent: int, deniers: int, *, is_unnamed: bool) -> bool:
        """Whether the rule speaks of such an event."""
        within = self.independent[0] <= independent <= self.independent[1]
        return within and self.deniers[0] <= deniers <= self.deniers[1] and self.is_unnamed == is_unnamed


@cache
def credibility_rules() -> tuple[CredibilityRule, ...]:
    """Return the rules in the table's order. Raises KnowledgeError for a grade outside 1 to 6."""
    rules = []
    for row in table("credibility"):
        if row["credibility"] not in set("123456"):
            raise KnowledgeError("credibility", row["rule"], f"grade {row['credibility']} is not one of 1 to 6")
        counts = (int(row[f"{name}_{end}"]) for name in ("independent", "deniers") for end in ("min", "max"))
        low, high, denied_low, denied_high = counts
        unnamed, grade = row["only_unnamed"] == "yes", cast(Credibility, int(row["credibility"]))
        rules.append(
            CredibilityRule(row["rule"], (low, high), (denied_low, denied_high), unnamed, grade, row["wording"])
        )
    return tuple(rules)


@dataclass(frozen=True, slots=True)
class Band:
    """Words of likelihood of one meaning, their band of percent by ICD 203, and their STIX confidence."""

    words: tuple[str, ...]
    low: int
    high: int
    stix: int
    stix_range: tuple[int, int]


@cache
def bands() -> tuple[Band, ...]:
    """Return the seven bands of ICD 203, the least likely first."""
    return tuple(
        Band(
            cell_list(row["words"]),
            int(row["low"]),
            int(row["high"]),
            int(row["stix"]),
            (int(row["stix_low"]), int(row["stix_high"])),
        )
        for row in table("likelihood_bands")
    )


def band_of(words: str) -> Band | None:
    """Return the band of the words, None for words that ICD 203 does not define.

    >>> band_of("Highly probable").low
    80
    >>> band_of("perhaps") is None
    True
    """
    plain = " ".join(words.lower().split())
    return next((band for band in bands() if plain in band.words), None)


def likelihood_words(percent: float) -> str:
    """Return the first ICD 203 words for a percentage; "" for 0 and 100, which are no likelihoods but certainties.

    On a border the band further from an even chance has it: 80 is very likely.

    >>> likelihood_words(80), likelihood_words(20), likelihood_words(50)
    ('very likely', 'very unlikely', 'roughly even chance')
    """
    if not 0 < percent < 100:
        return ""
    fits = [band for band in bands() if band.low <= percent <= band.high]
    if fits:
        return max(fits, key=lambda band: abs(band.low + band.high - 100)).words[0]
    return bands()[0 if percent < 50 else -1].words[0]


@cache
def _stix() -> dict[Credibility, tuple[int, int, int]]:
    rows = table("stix_credibility")
    return {
        cast(Credibility, int(r["credibility"])): (int(r["stix"]), int(r["stix_low"]), int(r["stix_high"]))
        for r in rows
    }


def stix_confidence(credibility: Credibility) -> int | None:
    """Return the STIX confidence of a credibility; None for 6, where STIX leaves the confidence out.

    >>> [stix_confidence(grade) for grade in (1, 2, 3, 4, 5, 6)]
    [90, 70, 50, 30, 10, None]
    """
    row = _stix().get(credibility)
    return row[0] if row else None


def credibility_of(confidence: int | None) -> Credibility:
    """Return the credibility that a STIX confidence stands for; 6 where there is none.

    >>> [credibility_of(number) for number in (100, 80, 79, 40, 0, None)]
    [1, 1, 2, 3, 5, 6]
    """
    return next(
        (grade for grade, row in _stix().items() if confidence is not None and row[1] <= confidence <= row[2]), 6
    )
