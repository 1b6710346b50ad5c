"""What a single line of a page is: a rule, a byline, a credit, a dateline, a headline, or running text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from tidings.knowledge.boilerplate import Boilerplate

Role = Literal["rule", "byline", "credit", "related", "dated", "text"]

WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
CLOSERS = r"""["'”’»)\]*]*"""
ASIDE = r"(?:\s*(?:\([^()]{1,60}\)|\[[^\[\]]{1,20}\]))*"  # an agency or a note's number after the full stop
FINAL = re.compile(rf"""(?:[.!?…؟。！？۔।]{CLOSERS}{ASIDE}|[,.!?]["'”’»]+|\.\s*\)){CLOSERS}\s*$""")
OPEN_END = re.compile(r"(?:…|\.\.\.|\[\s*…?\s*\])[\"'”’)\]]*$")  # an ellipsis ends a teaser as often as a sentence
KICKER = re.compile(r"[‘“'\"]?(?=[^:]*[A-Z]{3})[A-Z0-9][A-Z0-9 .,'’&/\-]{2,40}[’”'\"]?:\s+\S")
SPEECH = re.compile(
    r"""[,.!?]["”]|[a-z]{3}\.\s+\w"""
)  # a line with words spoken, or with a second sentence, is a paragraph
# a headline may end in who says it, without article and in the present; a sentence goes on or ends in a full stop
SAID_BY = re.compile(r", (?!(?:and|as|but|he|she|it|they|who|which|the|an?|his|her|its|their)\b)[^,.:;]{2,50} says$")
ITEM = re.compile(r"(\d{1,2})[.)]\s+\S")
MAX_LINE_WORDS = 14  # words of a byline, credit or date line; a sentence of a story has more, a name and a paper fewer
MAX_HEADLINE_WORDS, MIN_HEADLINE_WORDS = 20, 2  # all 344 titles of geo_lgl and geo_trnews have 2-20 words
MAX_LINE_CHARS = MAX_HEADLINE_CHARS = 160
ENDING = 200  # characters at the end of a line that are looked at


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = Boilerplate.load()
    month, agency = _any(words.month), _any(words.agency)
    day = (
        rf"(?:{month}\b\.?\s+\d{{1,2}}|\d{{1,2}}\s+{month}\b|{month}\b\.?\s+\d{{4}}"
        r"|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
    )
    town = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]{2,}(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*){0,3}"
    rest = rf"(?:,\s*(?:[A-Z][\w.’']*\s?){{1,3}})?(?:,?\s*{day}(?:,?\s+\d{{2,4}})?)?"
    return {
        "byline": re.compile(rf"(?i:{_any(words.byline)})\s+[A-Z]"),
        "credit": re.compile(rf"\(?(?:{_any(words.credit)})(?!\w)"),
        "related": re.compile(rf"(?:{_any(words.related)})(?!\w)"),
        "publisher": re.compile(rf"\(?(?:{_any(words.publisher)})\s*(\S.*?)\s*\)?$"),
        "teaser": re.compile(rf"(?:{_any(words.teaser)})\W*$"),
        "day": re.compile(day),
        "dateline": re.compile(
            rf"{town}{rest}\s*(?:\([^()]{{2,40}}\)\s*)?(?:--|[-–—])\s*\S"
            rf"|{town}{rest}\s*\({agency}\b[^()]*\)"
            rf"|[A-Z][\w.’' ]{{2,30}},?[^.()]{{0,30}}\({agency}\)\s*(?:--|[-–—])"
        ),
        "signed": re.compile(rf"\({agency}\)\W*$"),
    }


def role(line: str) -> Role:
    """Return what the line is, told from its own words alone."""
    words = Boilerplate.load()
    if len(line) >= 3 and all(sign in words.separator or sign.isspace() for sign in line):
        return "rule"
    n_words = len(line.split())
    if n_words > MAX_LINE_WORDS or len(line) > MAX_LINE_CHARS:
        return "text"
    for name in ("byline", "credit", "related"):
        if _patterns()[name].match(line) and not (name == "byline" and FINAL.search(line)):
            return name
    if _patterns()["day"].search(line) and not FINAL.search(line) and n_words <= MAX_LINE_WORDS // 2 + 1:
        return "dated"
    return "text"


def publisher(line: str) -> str | None:
    """The outlet that a line such as "Source: JP" names."""
    found = _patterns()["publisher"].match(line)
    return found.group(1).rstrip(".") if found else None


def is_dateline(line: str) -> bool:
    """Whether the line opens as wire copy does: place, perhaps day and agency, dash."""
    return bool(_patterns()["dateline"].match(line[:120]))


def is_signed(line: str) -> bool:
    """Whether the line ends in an agency's name in brackets, as the last line of a wire story may."""
    return bool(_patterns()["signed"].search(line[-40:]))


def is_kicker(line: str) -> bool:
    """Whether the line opens with a topic in capitals and a colon, where capitals are not how everything is written."""
    opening = line[:60]
    return bool(KICKER.match(opening)) and not line[:200].isupper()


def ends_sentence(line: str) -> bool:
    """Whether the line ends in final punctuation."""
    return bool(FINAL.search(line[-ENDING:]))


def breaks_off(line: str) -> bool:
    """Whether the line ends in the middle of a sentence or in "Read more"; what a colon announces is no break."""
    if line.endswith((":", ";", "-", "—")):
        return False
    return not ends_sentence(line) or bool(_patterns()["teaser"].search(line[-ENDING:]))


def trails_off(line: str) -> bool:
    """Whether the line ends in an ellipsis."""
    return bool(OPEN_END.search(line[-ENDING:]))


def hangs(line: str) -> bool:
    """Whether the last word cannot end a sentence: "... on the", "... but it was"; "Not Just About Her" is a title."""
    words = line.split()
    return bool(words) and words[-1] in Boilerplate.load().english


def item_number(line: str) -> int | None:
    """The number that the line opens with as an item of a list: "2. Two held in Lyon"."""
    found = ITEM.match(line)
    return int(found.group(1)) if found else None


def may_be_headline(line: str) -> bool:
    """Whether the line is short and unfinished enough for a headline."""
    n_words = len(line.split())
    if not MIN_HEADLINE_WORDS <= n_words <= MAX_HEADLINE_WORDS or len(line) > MAX_HEADLINE_CHARS:
        return False
    hangs_open = hangs(line) and not SAID_BY.search(line)
    if hangs_open or SPEECH.search(line) or line.count("“") != line.count("”") or line.count('"') % 2:
        return False
    return line[-1] not in ".:;," and not line[0].islower() and line[0] not in "-•*·–—" and role(line) == "text"


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted((re.escape(word) for word in words), key=lambda word: (-len(word), word))) + ")"
