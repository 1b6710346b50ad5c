"""Days that a page shows its readers without declaring them: announced in words, beside the title, or by a script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from lxml import html

from tidings.ingest.told import iso_day
from tidings.knowledge.tables import table

DAY = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}"
)
CALL = re.compile(r"""\s*(?:<!--\s*)?[\w$.]+\(\s*["']([^"'<>]{8,40})["']\s*\)\s*;?\s*(?:(?://\s*)?-->\s*)?""")
CLOCK = re.compile(r"[\sT\d:.,+Z-]*")  # all that may follow a day; a path or a name of a file goes on otherwise
MAX_LINE = 120  # characters of a line that tells when a page was published; a longer one is of the story
MAX_NEAR = 40  # elements beside a title; where there are more, it stands over the whole page
SHOWN = "//body//text()[normalize-space() and not(parent::script or parent::style or parent::noscript)]"


def announced(tree: html.HtmlElement) -> str | None:
    """Return the one day on which the page says it was published: "Published: 3 May 2019", "Written 2023-11-07"."""
    return _only(_announced(tree))


def _announced(tree: html.HtmlElement) -> Iterator[str]:
    before = ""
    for text in tree.xpath(SHOWN):
        line = " ".join(f"{before} {text}".split()) if before else " ".join(text.split())
        said = _words().match(line) if len(line) <= MAX_LINE else None
        before = line if said and said.end() == len(line) else ""
        day = DAY.match(line, said.end()) if said else None
        if day and (told := iso_day(day.group())):
            yield told


def called(tree: html.HtmlElement) -> str | None:
    """Return the one day that a script writes into the page where it stands: showDate("2020/04/17 01:43")."""
    calls = (CALL.fullmatch(script.text or "") for script in tree.xpath("//body//script[not(@src)]"))
    return _only(day for call in calls if call and (day := _whole_day(call[1])))


def _whole_day(said: str) -> str | None:
    """The day that the words are, with its time or without."""
    day = DAY.match(said)
    return iso_day(day.group()) if day and CLOCK.fullmatch(said, day.end()) else None


def beside_title(tree: html.HtmlElement) -> str | None:
    """Return the one day that stands in an element of its own beside the page's only title, or beside what holds it."""
    titles = tree.xpath("//body//h1")
    if len(titles) != 1:
        return None
    for holder in list(titles[0].iterancestors())[:2]:
        near = holder.xpath("./*[not(self::h1)]")
        lines = (" ".join(one.text_content().split()) for one in near[:MAX_NEAR])
        days = (iso_day(day.group()) for line in lines if len(line) <= MAX_LINE for day in DAY.finditer(line))
        if day := _only(one for one in days if one):
            return day
    return None


def _only(days: Iterable[str]) -> str | None:
    """The day, where all of them are the same."""
    told = set(days)
    return told.pop() if len(told) == 1 else None


@cache
def _words() -> re.Pattern[str]:
    """What opens a line that tells a day of publication, up to the day."""
    rows = (row for row in table("calendar_words") if row["group"] == "printed" and row["value"] == "FIRST")
    words = sorted((word for row in rows for word in row["word"].split("|")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?!\w)\s*(?:on\b)?\s*:?\s*", re.I)
