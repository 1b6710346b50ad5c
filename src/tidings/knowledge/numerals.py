"""Numbers as they are written: figures, number words, indefinite amounts, and what stands before them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tidings.errors import KnowledgeError
from tidings.knowledge.tables import table
from tidings.model.values import Measure

FIGURE = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
JOIN = r"(?:\s+(?:and\s+)?|\s*-\s*)"
BEFORE = r"(?<![\w.,:/#])(?<![\w]-)(?<!\d[–—])"  # a figure that other letters or signs lead into is a name or a date
AFTER = r"(?![\w%:/]|[.,]\d|\s?(?:percent\b|per\s+cent\b)|[-‐‑](?!strong\b)\w|['’]s\b)"
SIGN = r"(?:us|hk|nz|a|c|s)?[$£€]"
USES = frozenset(
    "unit times suffix indefinite exact set above from to below about after "
    "time label age article none referring change count home rest".split()
)
PLACES = frozenset(
    {
        *("object", "object weakly", "object from home", "subject", "with injury", "subject of"),
        *("adjective", "noun", "before"),
    }
)
LONGEST_FIGURE = 15  # digits that a count may have; longer ones are numbers of accounts and telephones


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: [start, end) with its modifier, the bounds it gives, and where its figure starts."""

    start: int
    end: int
    min: float | None
    max: float | None
    figure: int


@dataclass(frozen=True, slots=True)
class Numerals:
    """The number words of one table and the words that tell what a number measures."""

    values: dict[str, float]  # unit, times and suffix words
    fixed: dict[str, tuple[float, float | None]]  # indefinite and exact phrases
    modifiers: dict[str, str]  # "more than" -> "above"
    beside: dict[str, frozenset[str]]  # use -> words
    measures: dict[tuple[str, str], Measure]  # (place, word) -> measure
    pattern: re.Pattern[str]

    @classmethod
    @cache
    def load(cls) -> Numerals:
        """Read the built-in tables; once a process."""
        rows = [(cells["word"], cells["use"], cells["min"], cells["max"]) for cells in table("numerals")]
        wrong = [word for word, use, _, _ in rows if use not in USES]
        if wrong:
            raise KnowledgeError("numerals", wrong[0], "no such use")
        by_use = {use: frozenset(w for w, u, _, _ in rows if u == use) for use in USES}
        values = {w: float(low) for w, use, low, _ in rows if use in ("unit", "times", "suffix", "set")}
        fixed = {w: (float(lo), float(hi) if hi else None) for w, use, lo, hi in rows if use in ("indefinite", "exact")}
        modifiers = {w: use for w, use, _, _ in rows if use in ("above", "from", "to", "below", "about")}
        return cls(values, fixed, modifiers, by_use, _measures(), _pattern(by_use))

    def read(self, text: str) -> list[Numeral]:
        """Return the numbers of a text in order.

        >>> [(n.min, n.max) for n in Numerals.load().read("more than 130, at least twenty-two, 3 to 5, dozens")]
        [(131.0, None), (22.0, None), (3.0, 5.0), (24.0, None)]
        """
        low = text.lower()
        if len(low) != len(text):  # a letter whose small form is longer would shift what follows
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        return [numeral for match in self.pattern.finditer(low) if (numeral := self._numeral(match)) is not None]

    def measure(self, place: str, word: str) -> Measure | None:
        """Return what a word in that place beside a number says the number measures, or None."""
        return self.measures.get((place, word.lower()))

    def _numeral(self, match: re.Match[str]) -> Numeral | None:
        first = self._value(match["one"])
        if first is None:
            return None
        low: float | None
        low, high = first
        second = self._value(match["two"]) if match["two"] else None
        if second is not None and self._changes(match.string[: match.start()]):
            return Numeral(match.start("two"), match.end(), *second, match.start("two"))
        if second is not None and low is not None and second[1] is not None and second[1] >= low:
            high = second[1]
        else:
            low, high = self._modified(_squeezed(match["mod"]), bool(match["post"]), first)
        return Numeral(match.start(), match.end(), low, high, match.start("one"))

    def _changes(self, before: str) -> bool:
        """Whether the words before two numbers make the second a later count: "rose from 30 to 45"."""
        last = before.split()[-2:]
        return len(last) == 2 and last[1] == "from" and last[0] in self.beside["change"]

    def _modified(
        self, modifier: str, has_more: bool, value: tuple[float, float | None]
    ) -> tuple[float | None, float | None]:
        low, high = value
        use = self.modifiers.get(modifier, "about")
        if has_more or use == "from":
            return low, None
        if high is None or use == "about":
            return low, high
        if use == "above":
            return (low + 1 if low == int(low) else low), None
        return None, (low - 1 if use == "below" and low >= 1 else low)

    def _value(self, words: str) -> tuple[float, float | None] | None:
        """The bounds of one number without its modifier; None for a number too long to count anything."""
        words = _squeezed(words)
        if words in self.fixed:
            return self.fixed[words]
        total, part = 0.0, 0.0
        for word in re.findall(r"[\d,.]+|[a-z]+", words):
            if word == "and":
                continue
            if word[0].isdigit():
                if len(word) > LONGEST_FIGURE:
                    return None
                part += float(word.replace(",", ""))
            elif (number := self.values[word]) >= 100 or word == "dozen":
                part = max(part, 1) * number
                if number > 100:
                    total, part = total + part, 0.0
            else:
                part += number
        return total + part, total + part


def _squeezed(words: str | None) -> str:
    return " ".join((words or "").split())


def _alternatives(words: frozenset[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


def _pattern(by_use: dict[str, frozenset[str]]) -> re.Pattern[str]:
    """One number: modifier, figure or words, the other end of a range, what follows."""
    word = rf"(?:{_alternatives(by_use['unit'] | by_use['times'])})"
    times = rf"(?:{_alternatives(by_use['times'])})"
    fixed = _alternatives(by_use["indefinite"] | by_use["exact"])
    spelled = rf"(?:{_alternatives(by_use['unit'])})(?:{JOIN}{word}\b)*"
    suffix = rf"(?:{_alternatives(by_use['suffix'])})"
    figure = rf"(?:{FIGURE})(?:\s+{times}\b|(?(sign){suffix}\b|(?!)))?"
    number = rf"(?:(?:{fixed})\b|{spelled}\b|{figure})"
    modifier = "|".join(_alternatives(by_use[use]) for use in ("above", "from", "to", "below", "about"))
    post = _alternatives(by_use["after"])
    return re.compile(
        rf"(?:\b(?P<mod>{modifier})\s+(?:an?\s+|the\s+|another\s+)?)?(?:\b(?P<between>between)\s+)?"
        rf"{BEFORE}(?P<sign>{SIGN})?(?P<one>{number})"
        rf"(?:(?(between)\s+(?:and|to)\s+|(?:\s+(?:to|or)\s+|\s*[-–]\s*))(?:{SIGN})?(?P<two>{number}))?"
        rf"{AFTER}(?:\s+(?P<post>{post})\b)?"
    )


def _measures() -> dict[tuple[str, str], Measure]:
    out: dict[tuple[str, str], Measure] = {}
    for cells in table("numerals_measures"):
        key = (cells["place"], cells["word"])
        if cells["place"] not in PLACES or key in out:
            raise KnowledgeError("numerals_measures", cells["word"], "no such place, or the word stands twice there")
        out[key] = cells["measure"]  # type: ignore[assignment]
    return out
