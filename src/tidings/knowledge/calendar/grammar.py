"""Find expressions of time: the rules of calendar_rules.tsv, tried near words of time, the longest match first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from tidings.knowledge.calendar.build import sense
from tidings.knowledge.calendar.firsts import PLAIN, Written
from tidings.knowledge.calendar.sense import Sense
from tidings.knowledge.calendar.words import GAP, Words
from tidings.knowledge.tables import table

REACH = 9  # words before a core word in which an expression may begin; "the early part of the first half of 2018"
TOKEN = re.compile(r"(?<!\w)(?=\w)|['’](?=\d\d)")
CLOCK_GAP = re.compile(rf"(?:,?{GAP}(?:on{GAP})?|{GAP}of{GAP}(?:the{GAP})?)\Z")
RANGE_GAP = re.compile(rf"{GAP}?(?:to|until|till|through|and|-|–|—){GAP}?(?:the{GAP})?\Z", re.I)
LEAD = re.compile(
    rf"\b(since|until|till|by|before|prior{GAP}to|ahead{GAP}of|after|following|from|between|through)"
    rf"{GAP}(?:the{GAP}|at{GAP}|on{GAP}|about{GAP}|around{GAP})?\Z",
    re.I,
)
LEADS = {"till": "until", "prior to": "before", "ahead of": "before", "following": "after"}


@dataclass(frozen=True, slots=True)
class Found:
    """One expression: where it stands, which rule read it, what it means, and the word that leads it in."""

    start: int
    end: int
    rule: str
    sense: Sense
    lead: str | None = None
    partner: Sense | None = None  # the other end of a range
    is_first: bool = True  # of a range


@dataclass(frozen=True)
class Rule:
    """One row of calendar_rules.tsv, compiled when it is first tried: all of them take a quarter of a second."""

    name: str
    written: Written
    form: str
    fields: dict[str, str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the rule matches."""
        return self.written.compiled()


class Grammar:
    """All rules, and the core words near which they are tried."""

    def __init__(self, know: Words) -> None:
        self.know = know
        self.core = re.compile(know.core(), re.I)
        self.rules = tuple(
            Rule(
                row["rule"],
                Written(f"(?:{know.expand(row['pattern'])})(?!\\w)"),
                row["form"],
                dict(field.split("=", 1) for field in row["fields"].split()),
            )
            for row in table("calendar_rules")
        )
        begun = [(rule, rule.written.firsts()) for rule in self.rules]
        self._from = {char: tuple(rule for rule, chars in begun if char in chars) for char in PLAIN}

    def find(self, text: str) -> list[Found]:
        """Return the expressions of a text in order; none overlaps another."""
        found: list[Found] = []
        for start in self._starts(text):
            if found and start < found[-1].end:
                continue
            found += self._longest(text, start)
        return _ranges(text, _joined(text, found))

    def _starts(self, text: str) -> Iterator[int]:
        """Yield where an expression may begin: up to REACH words before each core word, each place once."""
        done = -1
        for core in self.core.finditer(text):
            begin = max(done + 1, core.start() - 12 * REACH)
            places = [m.start() for m in TOKEN.finditer(text, begin, core.start() + 1)][-REACH - 1 :]
            for place in places:
                if place > done:
                    done = place
                    yield place

    def _longest(self, text: str, start: int) -> list[Found]:
        """Return the longest expression that begins here, or the two that a short range holds."""
        best: tuple[Rule, re.Match[str], Sense] | None = None
        for rule in self._from.get(text[start], self.rules):
            match = rule.pattern.match(text, start)
            if match is None or match.end() == start or (best and match.end() <= best[1].end()):
                continue
            meaning = sense(match, rule.form, rule.fields, self.know)
            if meaning is not None:
                best = rule, match, meaning
        if best is None:
            return []
        rule, match, meaning = best
        found = Found(start, match.end(), rule.name, meaning, _lead(text, start))
        return _split(text, found, match, rule.fields["split"]) if "split" in rule.fields else [found]


def _lead(text: str, start: int) -> str | None:
    lead = LEAD.search(text, max(0, start - 24), start)
    word = re.sub(r"\s+", " ", lead[1].lower()) if lead else None
    return LEADS.get(word, word) if word else None


def _split(text: str, found: Found, match: re.Match[str], second: str) -> list[Found]:
    """Make two of a short range: "May 3-5" is "May 3" and "5", each of which stands for the whole stretch."""
    meaning = found.sense
    one = replace(meaning, day_last=None, year_last=None)
    two = replace(one, day=meaning.day_last or one.day, year=meaning.year_last or one.year)
    stop, start = match.end("day" if second == "day2" else "year"), match.start(second)
    is_range = "and" not in text[stop:start]
    return [
        replace(found, end=stop, sense=one, partner=two if is_range else None),
        replace(found, start=start, sense=two, partner=one if is_range else None, is_first=not is_range, lead=None),
    ]


def _joined(text: str, found: list[Found]) -> list[Found]:
    """Join a time of day with the day that follows it: "10 p.m. Wednesday", "the night of Oct. 23"."""
    out: list[Found] = []
    for item in found:
        before = out[-1] if out else None
        if (
            before
            and item.sense.is_day
            and item.sense.clock is None
            and (before.sense.clock or (before.sense.part and before.rule in ("the_part", "part_date", "overnight")))
            and CLOCK_GAP.fullmatch(text, before.end, item.start)
        ):
            merged = replace(item.sense, part=before.sense.part or item.sense.part, clock=before.sense.clock)
            out[-1] = Found(before.start, item.end, item.rule, merged, before.lead)
        else:
            out.append(item)
    return out


def _ranges(text: str, found: list[Found]) -> list[Found]:
    """Tie the two ends of a range: "from 2014 to 2016", "between May and July", "1939–45"."""
    out = list(found)
    for n in range(len(out) - 1):
        one, two = out[n], out[n + 1]
        gap = text[one.end : two.start]
        if (
            one.partner
            or two.partner
            or not RANGE_GAP.fullmatch(gap)
            or one.sense.form != "date"
            or two.sense.form not in ("date", "ref")
        ):
            continue
        if "and" in gap and one.lead != "between":
            continue
        first = one.sense
        if two.sense.form == "date" and first.year is None and first.count is None:
            first = replace(first, year=two.sense.year)
        out[n] = replace(one, sense=first, lead=None, partner=two.sense)
        out[n + 1] = replace(two, lead=None, partner=first, is_first=False)
    return out
