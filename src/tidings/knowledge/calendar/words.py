"""The words of the calendar tables as lookups and as pieces of regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tidings.errors import KnowledgeError
from tidings.knowledge.tables import cell_list, table

GAP = r"(?:[ \t\xa0]*\n[ \t\xa0]*|[ \t\xa0]+)"  # a line break counts as a gap, an empty line does not
YEAR = r"(?:1[0-9]\d\d|20\d\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
CLOCK = (
    r"(?:[01]?\d|2[0-4])(?::[0-5]\d|\.[0-5]\d(?= ?[ap]\.?m))(?::[0-5]\d)?(?: ?[ap]\.?m\b\.?)?"
    r"|(?:1[0-2]|0?[1-9]) ?[ap]\.?m\b\.?|[0-2]\d[0-5]\d(?= ?(?:GMT|UTC|hours|hrs|local time))(?: ?hours| ?hrs)?"
)
# groups that say what stands around an expression, not what it is made of
AROUND = (
    *("to_come", "announced", "gone_by", "page", "measure", "rate", "common", "beside_day"),
    *("before_year", "before_month", "before_season", "before_part", "before_window", "street"),
)
UNUSED = ("tens", "number", "ordinal", "ahead", "printed", *AROUND)  # no pattern of calendar_rules.tsv names them


class Words:
    """Word groups: `value(group, word)` looks a word up, `piece(group)` is a pattern of all of the group's words."""

    def __init__(self) -> None:
        self.by_group: dict[str, dict[str, str]] = {}
        self.dotted: set[str] = set()  # abbreviations, which may stand with or without their stop
        for row in table("calendar_words"):
            group = self.by_group.setdefault(row["group"], {})
            for word in cell_list(row["word"]):
                if _key(word) in group:
                    raise KnowledgeError("calendar_words.tsv", word, f"stands twice in group {row['group']}")
                group[_key(word)] = row["value"]
                if word.endswith("."):
                    self.dotted.add(_key(word))
        self.by_group["holiday"] = {
            _key(word): row["rule"] for row in table("calendar_holidays") for word in cell_list(row["word"])
        }
        self.by_group["event"] = {
            _key(word): row["day"] for row in table("calendar_events") for word in cell_list(row["word"])
        }
        self.pieces = self._pieces()
        self.said = {group: re.compile(self._whole(self.by_group[group]), re.I) for group in AROUND}

    def value(self, group: str, word: str) -> str:
        """Return what a word of the group stands for."""
        return self.by_group[group][_key(word)]

    def has(self, group: str, word: str) -> bool:
        """Whether the word belongs to the group."""
        return _key(word) in self.by_group[group]

    def says(self, group: str, passage: str) -> bool:
        """Whether a word of the group stands in the passage."""
        return self.said[group].search(passage) is not None

    def ends(self, group: str, passage: str) -> bool:
        """Whether the passage ends in a word of the group and a gap."""
        words = passage.rstrip().lower().split()[-2:]
        return passage[-1:].isspace() and any(self.has(group, " ".join(words[n:])) for n in range(len(words)))

    def number(self, words: str) -> float:
        """Return the number that digits or number words stand for.

        >>> words().number("twenty-one")
        21.0
        """
        text = re.sub(r"\s+", " ", words.strip().lower()).replace(",", "")
        if match := re.fullmatch(r"(\d+(?:\.\d+)?)?(?:[ -])?(1/2|½)?", text):
            return float(match[1] or 0) + (0.5 if match[2] else 0)
        if text in self.by_group["number"]:
            return float(self.by_group["number"][text])
        if match := re.fullmatch(r"(.+?)[ -](hundred|thousand)", text):
            return self.number(match[1]) * (100 if match[2] == "hundred" else 1000)
        tens, _, ones = re.sub(r"[ -]+", " ", text).partition(" ")
        return float(self.by_group["tens"][tens]) + (self.number(ones) if ones else 0)

    def ordinal(self, words: str) -> int:
        """Return the number of "15th" or "fifteenth"."""
        digits = re.match(r"\d+", words)
        return int(digits[0]) if digits else int(self.value("ordinal", words))

    def expand(self, pattern: str) -> str:
        """Turn a pattern of calendar_rules.tsv into a regular expression."""
        out = pattern.replace(" ", GAP)
        for name, piece in self.pieces.items():
            out = out.replace("{" + name + "}", piece)
        return out

    def core(self) -> str:
        """Return a pattern for words without which there is no expression of time."""
        groups = (
            "month",
            "weekday",
            "unit",
            "season",
            "part",
            "deictic",
            "ref",
            "set",
            "holiday",
            "event",
            "clockword",
        )
        words = [self._alternatives(self.by_group[g]) for g in groups]
        others = (
            r"\d{3,4}(?:s\b)?",
            r"\d{1,2}[:.]\d\d",
            r"\d{1,2} ?[ap]\.?m\b",
            r"['’]\d0s",
            r"\d{1,2}(?:st|nd|rd|th)\b",
        )
        extra = (
            r"tonight|overnight|weekend|centur(?:y|ies)|\w+ties\b|nineteen|eighteen|Q[1-4]|\w{3,6}days"
            r"|\w+day-?long|\w+-?long|half"
        )
        dates = r"\d{1,2}[/.]\d{1,2}[/.]\d{4}"
        return rf"\b(?:{'|'.join(words)}|{dates}|{extra})|(?<![\w$€£])(?:{'|'.join(others)})"

    def _alternatives(self, keys: Iterable[str]) -> str:
        """Return the words as one pattern, longest first."""
        out = []
        for key in sorted(set(keys), key=lambda k: (-len(k), k)):
            escaped = re.escape(key).replace(r"\ ", GAP).replace("'", "['’]")
            end = r"(?:\.|\b)" if key in self.dotted else r"\b" if key[-1].isalnum() else ""
            out.append(escaped + end)
        return "|".join(out)

    def _whole(self, keys: Iterable[str]) -> str:
        """Return the words as one pattern that matches them whole."""
        return rf"(?<![\w-])(?:{self._alternatives(keys)})"

    def _pieces(self) -> dict[str, str]:
        groups = self.by_group
        number = self._alternatives(groups["number"])
        ones = "one|two|three|four|five|six|seven|eight|nine"
        tens = rf"(?:{self._alternatives(groups['tens'])})(?:[ -](?:{ones}))?"
        big = rf"(?:{number}|\d+)[ -](?:hundred|thousand)"
        digits = r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d+)?(?:[ -]1/2|½)?"
        ordinal = rf"\d{{1,2}}(?:st|nd|rd|th)|{self._alternatives(groups['ordinal'])}"
        named = {g: self._alternatives(groups[g]) for g in groups if g not in UNUSED}
        pieces = {name: rf"(?P<{name}>{words})" for name, words in named.items()}
        pieces |= {
            "n": rf"(?P<n>{big}|{tens}|{number}|{digits})",
            "ordinal": rf"(?P<ordinal>{ordinal})",
            "day": rf"(?P<day>{DAY}(?:st|nd|rd|th)?|{self._alternatives(groups['ordinal'])})(?!\d|:\d|,\d{{3}})\b",
            "dayth": rf"(?P<day>{DAY}(?:st|nd|rd|th))\b",
            "day2": rf"(?P<day2>{DAY}(?:st|nd|rd|th)?)(?!\d|:\d)\b",
            "year": rf"(?P<year>{YEAR})",
            "clock": rf"(?P<clock>{CLOCK}|{named['clockword']})",
            "weekdays": rf"(?P<weekday>{'|'.join(k for k in groups['weekday'] if k.endswith('day'))})s\b",
            "tens": self._alternatives(groups["tens"]),
            "ones": ones,
            "zone": rf"(?:{named['zone']})",
            "dayish": rf"(?:(?:{named['month']}|{named['weekday']})\b|{DAY}\b)",
            "yyyy": YEAR,
            "yyy": r"(?:1[5-9]\d|20\d)",
            "sep": rf"(?:{GAP}|-)",
        }
        return pieces


@lru_cache(maxsize=1)
def words() -> Words:
    """Load the tables once a process."""
    return Words()


def _key(word: str) -> str:
    return re.sub(r"\s+", " ", word.lower()).rstrip(".").replace("’", "'")
