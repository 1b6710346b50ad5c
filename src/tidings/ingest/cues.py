"""What speaks for and against a border between two units of a page. Most cues are numbers from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Self

from tidings.ingest import lines
from tidings.ingest.blocks import Block, Unit
from tidings.ingest.cohesion import Paragraph, alike, chains, shared
from tidings.ingest.leads import lead
from tidings.ingest.surroundings import REACH, Likely, Likeness, Side, across, mean_across, sides
from tidings.ingest.topics import Topics, same_topic
from tidings.knowledge.boilerplate import Boilerplate

WIDE = 8  # units on each side that are compared; a story comes back to its names within three paragraphs
AROUND = 4  # units on each side whose links say how closely this page is usually linked
LONG_SENTENCE = 20  # words; prose as long as this ends in punctuation, a headline or a list item need not
WHOLE_STORY = 150  # words; a paragraph as long is nearly always a story told in one line
LONG_HEADLINE = 5  # words; subheadings and names of sections are shorter
TITLE_CASE = 0.7  # share of words with a capital; the rest are articles and prepositions
LONG_TEASER = 35  # words; teasers on list pages have 40-130
LEAD_WORDS = range(15, 46)  # the first sentence of a news story; it nearly always names the day
FIRST_CHARS = 400  # where the first sentence of a paragraph is looked for
LEAD_SCALE = 3.0  # log-odds of a lead that count as a full cue
MANY = 4.0  # borders elsewhere on the page from which it is surely a page of several stories
ALONE = 1.5  # expected paragraphs; below it the story is a teaser or told in one line
NAMED_WITHIN = 4  # paragraphs after the border in which its people are named
ABOVE = 4  # units above a line in which its words are looked for
INNER_RULES = "_."  # signs of rules that set off an agency's notes inside a story as often as they part stories
SMOOTH = 0.01  # added to both sides of a ratio of likenesses, which are 0.02-0.2 inside a story


@dataclass(frozen=True)
class Page:
    """The units of a page with what is read from each once."""

    units: Sequence[Unit]
    said: Sequence[Paragraph]
    links: Sequence[int]
    is_ruled: bool
    usual_length: float
    usual_gap: float
    likeness: Likeness
    topics: Topics
    _fixed: dict[int, dict[str, float]] = field(default_factory=dict)
    _leads: dict[int, float] = field(default_factory=dict)

    @classmethod
    def of(cls, units: Sequence[Unit]) -> Self:
        """Read every unit. A line that speaks of what stands above it and not below is taken out of a unit's head."""
        units = settled(units)
        said = [Paragraph(" ".join(block.text for block in unit.blocks)) for unit in units]
        return cls(
            units,
            said,
            chains([one.stems for one in said]),
            any(unit.rule for unit in units[1:]),
            median(map(_length, units)) if units else 0.0,
            median(unit.blocks[0].breaks for unit in units[1:]) if units[1:] else 0.0,
            Likeness(said),
            Topics(said),
        )

    def lead(self, n: int) -> float:
        """How much unit `n` reads like a story's first."""
        if n not in self._leads:
            body = self.units[n].body
            self._leads[n] = lead(body.text) / LEAD_SCALE if body else -1.0
        return self._leads[n]

    def fixed(self, n: int) -> dict[str, float]:
        """The cues that do not hang on where other borders are."""
        if n not in self._fixed:
            before, after = self.units[n - 1], self.units[n]
            self._fixed[n] = {
                "always": 1.0,
                "rules elsewhere": float(self.is_ruled and not after.rule),
                **_seam(before, after),
                **_opening(after),
                "reads like a lead": self.lead(n),
                "lead before": self.lead(n - 1),
                "lead after": self.lead(n + 1) if n + 1 < len(self.units) else -1.0,
                "wider gap": float(after.blocks[0].breaks > self.usual_gap),
                "usual length": self.usual_length,
                **_headed(self, n),
                **_short_line(self, n),
                **_linked(self.links, n),
                "words shared widely": min(1.0, 4 * _shared_widely(self, n)),
            }
        return self._fixed[n]


def settled(units: Sequence[Unit]) -> list[Unit]:
    """The units, where the last line of a story that broke off is no headline of the next.

    Such a line is as short and unfinished as a headline; but its words stand above it and not below.
    """
    found: list[Unit] = []
    for unit in units:
        line = unit.head[0] if unit.head and found and unit.body and not unit.rule else None
        n_under = next((n for n, one in enumerate(unit.head[1:]) if one.role not in {"credit", "related"}), None)
        if line and line.role == "text" and _speaks_of_above(line.text, found[-ABOVE:], unit.blocks[1:]):
            under = unit.head[1:][:n_under]  # a credit under the line is no headline of the next story either
            found.append(Unit(body=line, tail=under))
            unit = Unit(unit.head[1 + len(under) :], unit.body, unit.tail)
        found.append(unit)
    return found


def _speaks_of_above(line: str, above: Sequence[Unit], below: Sequence[Block]) -> bool:
    said, told = Paragraph(line), Paragraph(" ".join(block.text for block in below))
    return max(alike(said, Paragraph(one.body.text)) if one.body else 0.0 for one in above) > alike(said, told)


def cues(page: Page, n: int, likely: Likely) -> dict[str, float]:
    """The cues for a border before unit `n`, given how likely one is before each unit."""
    left, right = sides(page.likeness, n, likely)
    return {
        **page.fixed(n),
        "borders elsewhere": min(MANY, likely.total - likely.before[n]) / MANY,
        "surest elsewhere": likely.surest_but(n),
        **_lengths(left, right),
        **_names(page.said, left, right),
        **_likeness(left, right),
        **same_topic(page.topics, left, right),
    }


def _seam(before: Unit, after: Unit) -> dict[str, float]:
    last = (before.body or before.blocks[-1]).text
    n_words = len(last.split())
    is_long = n_words >= LONG_SENTENCE
    has_credit = bool(before.tail) and before.tail[-1].role == "credit"
    return {
        "rule": float(bool(after.rule) and after.rule[0] not in INNER_RULES),
        "inner rule": float(bool(after.rule) and after.rule[0] in INNER_RULES),
        "breaks off": float(is_long and lines.breaks_off(last)),
        "trails off": float(is_long and lines.trails_off(last)),
        "hangs": float(is_long and lines.hangs(last)),
        "short and hangs": float(not is_long and lines.hangs(last)),
        "short and unfinished": float(not is_long and not lines.ends_sentence(last)),
        "quote left open": float(last.count("“") > last.count("”") or last.count('"') % 2 == 1),
        "signed": float(has_credit or lines.is_signed(last)),
        "whole story before": float(n_words >= WHOLE_STORY),
        "length before": min(WHOLE_STORY, n_words) / WHOLE_STORY,
    }


def _opening(unit: Unit) -> dict[str, float]:
    words = Boilerplate.load()
    body = unit.body.text if unit.body else ""
    opening = body[:FIRST_CHARS]
    first = next((word.lower() for word in lines.WORD.findall(opening)), "")
    sentence = opening.split(". ")[0].replace(",", " ").split()
    n_words = len(body.split())
    return {
        "dateline": float(lines.is_dateline(body)),
        "kicker": float(lines.is_kicker(unit.blocks[0].text)),
        "whole story": float(n_words >= WHOLE_STORY),
        "length": _length(unit),
        "teaser": float(n_words >= LONG_TEASER and lines.breaks_off(body)),
        "follower": float(first in words.follower),
        "small letter": float(body[:1].islower()),
        "quote": float(body[:1] in "“\"‘'"),
        "lead": float(len(sentence) in LEAD_WORDS and not words.weekday.isdisjoint(sentence)),
    }


def _length(unit: Unit) -> float:
    """How long its paragraph is, 1 for a whole story."""
    return min(WHOLE_STORY, len(unit.body.text.split()) if unit.body else 0) / WHOLE_STORY


def _headed(page: Page, n: int) -> dict[str, float]:
    """What the lines over the paragraph say; a subheading's words stand above it too, a headline's only below."""
    unit = page.units[n]
    heads, roles = unit.headlines, {block.role for block in unit.head}
    title = heads[0].text if heads else ""
    own = Paragraph(title).stems
    below = own & Paragraph(unit.body.text).stems if heads and unit.body else frozenset()
    above = own & _stems(page, n - WIDE, n)
    words = title.split()
    return {
        "headline": float(bool(heads)),
        "headline long": float(len(words) >= LONG_HEADLINE),
        "headline in title case": float(len(words) >= LONG_HEADLINE and _is_title_case(words)),
        "headline capitals": float(title.isupper()),
        "headline numbered": float(lines.item_number(title) is not None),
        "headline new": float(len(own) >= 3 and not above and bool(below)),
        "headline told below": len(below) / max(2, len(own)),
        "byline": float("byline" in roles),
        "dated": float("dated" in roles),
        "headed dateline": float(bool(heads) and unit.body is not None and lines.is_dateline(unit.body.text)),
    }


def _is_title_case(words: Sequence[str]) -> bool:
    return sum(word[:1].isupper() for word in words) >= TITLE_CASE * len(words) and not " ".join(words).isupper()


def _short_line(page: Page, n: int) -> dict[str, float]:
    """A headline that ends in a full stop is a unit of its own; its words are told in the next."""
    unit, after = page.units[n], page.said[n + 1] if n + 1 < len(page.units) else None
    is_line = after is not None and not unit.head and len(unit.blocks[0].text.split()) < LONG_SENTENCE
    own = page.said[n].stems
    told = len(own & after.stems) / max(2, len(own)) if after and is_line else 0.0
    return {"short line": float(is_line), "short line told below": told}


def _stems(page: Page, start: int, end: int) -> frozenset[str]:
    return frozenset().union(*(one.stems for one in page.said[max(0, start) : end]))


def _shared_widely(page: Page, n: int) -> float:
    return shared(_stems(page, n - WIDE, n), _stems(page, n, n + WIDE), least=10)


def _linked(links: Sequence[int], n: int) -> dict[str, float]:
    around = sorted(links[max(1, n - AROUND) : n + AROUND + 1])
    middle = around[len(around) // 2]
    return {
        "no link": float(links[n] == 0),
        "few links": float(links[n] <= 2),
        "fewer links than around": max(0.0, 1 - links[n] / middle) if middle else 0.0,
    }


def _lengths(left: Side, right: Side) -> dict[str, float]:
    return {
        "paragraphs before": left.length / REACH,
        "paragraphs after": right.length / REACH,
        "one paragraph before": float(left.length < ALONE),
        "one paragraph after": float(right.length < ALONE),
    }


def _names(said: Sequence[Paragraph], left: Side, right: Side) -> dict[str, float]:
    """A story names people in full once and by surname afterwards; who comes back by surname was named before."""
    before, after = [said[n] for n in left.at], [said[n] for n in right.at[:NAMED_WITHIN]]
    full = frozenset().union(*(one.full_names for one in before))
    surnames = {name.rsplit(" ", 1)[-1] for name in full}
    words = frozenset().union(*(one.name_words for one in before))
    met: set[str] = set()
    back = again = new = 0
    for one in after:
        back += len((one.single_names & surnames) - met)
        again += len(one.full_names & full)
        new += sum(name.rsplit(" ", 1)[-1] not in words for name in one.full_names)
        met |= one.name_words
    here = after[0].name_words
    return {
        "surname comes back": min(1.0, back / 2),
        "named in full again": min(1.0, again / 2),
        "new names": min(1.0, new / 4),
        "names known": len(here & words) / max(2, len(here)) if here else 0.5,
    }


def _likeness(left: Side, right: Side) -> dict[str, float]:
    pairs = across(left, right, 5)
    near, wide = (mean_across(pairs, left, right, reach) for reach in (3, 4))
    above, below = left.among(5), right.among(5)
    best = max(max(row[:4]) for row in pairs[:4])
    inside = math.log((above + below) / 2 + SMOOTH)
    forward, back = right.nearest_to_rest(5), max(row[0] for row in pairs)
    up, down = left.nearest_to_rest(6), max(pairs[0])
    return {
        "like across": min(1.0, 5 * wide),
        "like at best": min(1.0, 2 * best),
        "like at the seam": min(1.0, 4 * pairs[0][0]),
        "less like than inside": inside - math.log(near + SMOOTH),
        "less like than either side": math.log(min(above, below) + SMOOTH) - math.log(wide + SMOOTH),
        "leans forward": min(1.0, 2 * forward) - min(1.0, 2 * back),
        "last leans back": min(1.0, 2 * up) - min(1.0, 2 * down),
    }
