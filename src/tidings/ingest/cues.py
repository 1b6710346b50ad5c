"""What speaks for and against a border between two units of a page. Each cue is a number from 0 to 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tidings.ingest import lines
from tidings.ingest.blocks import Unit
from tidings.ingest.cohesion import Terms, chains, joined, shared, terms
from tidings.knowledge.boilerplate import Boilerplate

LAYOUT = ("rule", "breaks off", "trails off", "signed", "headline", "byline", "dated", "dateline", "kicker")
NEAR, WIDE = 3, 8  # units on each side that are compared; a story comes back to its names within three paragraphs
AROUND = 4  # units on each side whose links say how closely this page is usually linked
LONG_SENTENCE = 20  # words; prose as long as this ends in punctuation, a headline or a list item need not
LONG_BODY, SHORT_BODY = 60, 25  # words; a teaser is one long paragraph, a news paragraph has one or two sentences
LONG_TEASER = 35  # words; teasers on list pages have 40-130
LEAD_WORDS = range(15, 46)  # the first sentence of a news story; it nearly always names the day
FIRST_CHARS = 400  # where the first sentence of a paragraph is looked for


def cues(units: Sequence[Unit]) -> Iterator[dict[str, float]]:
    """Yield the cues for a border before each unit but the first."""
    bags = [terms(" ".join(block.text for block in unit.blocks)) for unit in units]
    links = chains([bag.words for bag in bags])
    near = [_overlap(bags, n, NEAR) for n in range(len(bags))]
    is_ruled = any(unit.is_ruled for unit in units[1:])
    for n in range(1, len(units)):
        yield {
            "always": 1.0,
            "rules elsewhere": float(is_ruled and not units[n].is_ruled),
            **_seam(units[n - 1], units[n]),
            **_opening(units[n]),
            **_headed(units[n], bags, n),
            **_linked(links, n),
            **_cohesion(bags, n, near),
        }


def _seam(before: Unit, after: Unit) -> dict[str, float]:
    last = (before.body or before.blocks[-1]).text
    n_words = len(last.split())
    is_long = n_words >= LONG_SENTENCE
    has_credit = bool(before.tail) and before.tail[-1].role == "credit"
    return {
        "rule": float(after.is_ruled),
        "breaks off": float(is_long and lines.breaks_off(last)),
        "trails off": float(is_long and lines.trails_off(last)),
        "hangs": float(is_long and lines.hangs(last)),
        "short and unfinished": float(not is_long and not lines.ends_sentence(last)),
        "signed": float(has_credit or lines.is_signed(last)),
        "long before": float(n_words >= LONG_BODY),
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
        "long": float(n_words >= LONG_BODY),
        "short": float(n_words < SHORT_BODY),
        "teaser": float(n_words >= LONG_TEASER and lines.breaks_off(body)),
        "follower": float(first in words.follower),
        "quote": float(body[:1] in "“\"‘'"),
        "lead": float(len(sentence) in LEAD_WORDS and not words.weekday.isdisjoint(sentence)),
    }


def _headed(unit: Unit, bags: list[Terms], n: int) -> dict[str, float]:
    """What the lines over the paragraph say; a subheading's words stand above it too, a headline's only below."""
    heads, roles = unit.headlines, {block.role for block in unit.head}
    title = heads[0].text if heads else ""
    own = terms(title).words
    below = own & terms(unit.body.text).words if unit.body else frozenset()
    above = own & joined(bags[max(0, n - WIDE) : n]).words
    n_words = len(title.split())
    return {
        "headline": float(bool(heads)),
        "headline capitals": float(title.isupper()),
        "headline numbered": float(lines.item_number(title) is not None),
        "headline fits": float(n_words >= 5 and len(below) >= 0.4 * max(2, len(own))),
        "headline new": float(len(own) >= 3 and not above and bool(below)),
        "headline told below": len(below) / max(2, len(own)),
        "byline": float("byline" in roles),
        "dated": float("dated" in roles),
    }


def _overlap(bags: list[Terms], n: int, width: int) -> float:
    return shared(joined(bags[max(0, n - width) : n]).words, joined(bags[n : n + width]).words, least=10)


def _cohesion(bags: list[Terms], n: int, near: list[float]) -> dict[str, float]:
    here, left = bags[n], joined(bags[max(0, n - WIDE) : n])
    words = near[n]
    peak = max(near[max(1, n - NEAR) : n] + near[n + 1 : n + NEAR + 1], default=words)
    return {  # shares of words are small numbers; the factors bring them to the range of the other cues
        "words shared": min(1.0, 4 * words),
        "words shared widely": min(1.0, 4 * _overlap(bags, n, WIDE)),
        "names come back": shared(here.names, left.names, least=2) if here.names else 0.5,
        "words come back": min(1.0, 3 * shared(here.words, left.words, least=6)),
        "dip": min(1.0, 5 * max(0.0, peak - words)),
    }


def _linked(links: list[int], n: int) -> dict[str, float]:
    around = sorted(links[max(1, n - AROUND) : n + AROUND + 1])
    middle = around[len(around) // 2]
    return {
        "no link": float(links[n] == 0),
        "few links": float(links[n] <= 2),
        "fewer links than around": max(0.0, 1 - links[n] / middle) if middle else 0.0,
    }
