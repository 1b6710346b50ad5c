"""The article inside a page: trafilatura finds it; rules are kept, links elsewhere and a second title are not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from lxml import html
from trafilatura import bare_extraction

from tidings.ingest import lines
from tidings.knowledge.tables import table

RULE = "-----"  # what a text file writes where a page has <hr>; the cutter knows it
SENTENCE_WORDS = 10  # words of a line that is a sentence rather than an item of a menu
# Share of an article's characters in lines that are sentences. Below it the quick search may have found a menu: of 88
# tuning pages 8 are below, one with a menu instead of an article; looking more carefully changes that one alone. A page
# that declares itself an article is not looked at again.
PROSE = 0.5
KEPT = 0.9  # share of the sentences found quickly that a closer look must still have: it may only take menus away
MAX_OFFER_WORDS = (
    40  # words of a line that may be an offer to readers; a paragraph of a story that quotes one is longer
)
LINKED = 0.9  # share of a paragraph's characters that are one link: it leads to another article
TITLE_LINES = 3  # lines before the first sentence in which a page may repeat its title
WORD = re.compile(r"\w+")
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"  # Thai to Chinese: no blanks between words
)
WORDS = re.compile(rf"[{UNSPACED}]{{2}}|[^\s{UNSPACED}]+")
KINDS = ("opens", "holds")


def body(tree: html.HtmlElement, headline: str | None, *, is_article: bool) -> tuple[str, str | None]:
    """Return the article's text, empty where none is found, and the title that stood over it. Changes the tree."""
    titles = [headline or "", *_only([element.text_content() for element in tree.iter("h1")])]
    for rule in list(tree.iter("hr")):
        rule.tag, rule.text = "p", RULE
    if is_article:
        _drop_links_elsewhere(tree)
    found = _lines(tree, fast=True) if is_article else _found(tree)
    if is_article:
        found = [line for line in found if not _is_offer(line)]
    title, found = _untitled(_settled(found), titles)
    return "\n".join(found), title


def _found(tree: html.HtmlElement) -> list[str]:
    """The lines that trafilatura finds quickly, or where these are hardly sentences those that it finds with care."""
    quick = _lines(tree, fast=True)
    told, n_chars = _prose(quick), sum(map(len, quick))
    if told >= PROSE * n_chars:
        return quick
    careful = _lines(tree, fast=False)
    is_cleaner = _prose(careful) * n_chars > told * sum(map(len, careful))
    return careful if is_cleaner and _prose(careful) >= KEPT * told else quick


def _lines(tree: html.HtmlElement, *, fast: bool) -> list[str]:
    said = bare_extraction(tree, fast=fast, include_comments=False)
    return str(getattr(said, "text", None) or "").split("\n")  # None where the extractor found nothing


def _prose(found: Iterable[str]) -> int:
    """How many characters stand in lines that are sentences."""
    return sum(len(line) for line in found if n_words(line) >= SENTENCE_WORDS and lines.ends_sentence(line))


def n_words(text: str) -> int:
    """How many words the text has; where a script sets no blanks two characters count as one."""
    return len(WORDS.findall(text))


def _drop_links_elsewhere(tree: html.HtmlElement) -> None:
    """On a page of one article a paragraph that is nothing but a link leads to another one; a list page needs them."""
    for paragraph in list(tree.iter("p")):
        links = paragraph.findall(".//a")
        if len(links) != 1 or paragraph.getparent() is None:
            continue
        text, linked = _length(paragraph), _length(links[0])
        if text and linked >= LINKED * text:
            paragraph.drop_tree()


def _length(element: html.HtmlElement) -> int:
    return len("".join(element.itertext()).strip())


def _settled(found: Iterable[str]) -> list[str]:
    """The lines without rules that part nothing: at either end, or after another rule."""
    kept: list[str] = []
    for line in found:
        if line.strip() != RULE or (kept and kept[-1] != RULE):
            kept.append(line)
    while kept and kept[-1] == RULE:
        kept.pop()
    return kept


def _untitled(found: list[str], titles: Iterable[str]) -> tuple[str | None, list[str]]:
    """The title that stands over the article once more, and the lines without it."""
    told = [words for title in titles if (words := WORD.findall(title.lower()))]
    for n, line in enumerate(found[:TITLE_LINES]):
        if WORD.findall(line.lower()) in told:
            return line.strip(), found[:n] + found[n + 1 :]
        if len(line.split()) >= 2 * SENTENCE_WORDS:
            break
    return None, found


def _only(said: list[str]) -> list[str]:
    return said if len(said) == 1 else []


def _is_offer(line: str) -> bool:
    return len(line.split()) <= MAX_OFFER_WORDS and bool(_offers().search(line))


@cache
def _offers() -> re.Pattern[str]:
    said = {kind: [re.escape(row["words"]) for row in table("furniture") if row["kind"] == kind] for kind in KINDS}
    return re.compile(rf"^\W*(?:{'|'.join(said['opens'])})(?!\w)|\b(?:{'|'.join(said['holds'])})(?!\w)", re.I)
