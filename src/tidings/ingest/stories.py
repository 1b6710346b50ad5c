"""A document to its stories: read its text, cut it, and name what each story says about itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tidings.errors import InputError, UnreadableBytes
from tidings.ingest import lines
from tidings.ingest.blocks import Unit
from tidings.ingest.cutting import parts
from tidings.ingest.dating import URL_DAY, URL_NAMED, date_stories, url_day
from tidings.ingest.language import language
from tidings.ingest.readers import read_text
from tidings.ingest.text import Text
from tidings.ingest.told import iso_day
from tidings.knowledge.boilerplate import Boilerplate
from tidings.model import Document, Span, Story

if TYPE_CHECKING:
    from tidings.knowledge import Knowledge

TEASER_WORDS = 20  # a paragraph of prose as long as this ends in punctuation unless it was cut off
DATELINE_CHARS = 120  # a paragraph's opening in which a dateline ends; the longest of wire copy has some 80
HEADLINE_WORDS = 5  # words of a headline that no heading of a list has: "Latest news from Lyon"
BRACKETS = re.compile(r"^[^()]{2,90}\((([^()/,]{2,30}?)(?:[/,][^()]{1,30})?)\)\s*(?:--|[-–—])")


def stories(doc: Document, know: Knowledge, note: Callable[[InputError], None] | None = None) -> list[Story]:
    """Return the document's stories, dated, in their order. Raises InputError where it cannot be read.

    `note` is told what is wrong with a part of it while the rest is read: pages without a text layer.
    """
    text, found = cut(doc)
    if note:
        for why in text.notes:
            note(why)
    day = url_day(text.url) if text.url else None
    told = (*text.dates, ("url", day)) if day else text.dates
    dated = date_stories(found, told, know.calendar, _captured(doc), is_headed=_is_headed(text, found[0]))
    return [_shown(story) for story in dated]


def _shown(story: Story) -> Story:
    """The story with the characters of its address that tell its day, where its day rests on these."""
    if story.published.basis != "url" or not story.url:
        return story
    found = URL_NAMED.search(story.url) or URL_DAY.search(story.url)
    at = (Span(found.start(1), found.end()),) if found else ()
    return replace(story, published=replace(story.published, evidence=at))


def _is_headed(text: Text, first: Story) -> bool:
    """Whether the first of a page's stories stands under the page's own headline; a list's heading is a short one."""
    declared, own = (lines.WORD.findall((words or "").lower()) for words in (text.headline, first.headline))
    if text.is_titled and (text.is_article or len(declared) >= HEADLINE_WORDS):
        return True
    return text.is_article and own in ([], declared)


def _captured(doc: Document) -> dt.date | None:
    """The day on which the document was retrieved, where whoever retrieved it wrote that down."""
    day = iso_day(doc.retrieved or "")
    return dt.date.fromisoformat(day) if day else None


def cut(doc: Document) -> tuple[Text, list[Story]]:
    """Return the document's text and its undated stories, at least one. Raises InputError where it cannot be read."""
    text = read_text(doc)
    found = parts(text.text, is_article=text.is_article)
    if not found:
        raise UnreadableBytes("The text holds no words. Nothing was read.", reason="empty")
    return text, [_story(doc, text, units, alone=len(found) == 1) for units in found]


def _story(doc: Document, text: Text, units: list[Unit], *, alone: bool) -> Story:
    """What the container says about the document holds for a story that stands alone in it."""
    blocks = [block for unit in units for block in unit.blocks]
    start, end = blocks[0].start, blocks[-1].end
    words = text.text[start:end]
    told = text if alone else Text("", publisher=text.publisher, url=text.url)
    return Story(
        document=doc.sha256,
        start=start,
        end=end,
        text=words,
        headline=told.headline or _headline(units[0]),
        byline=told.byline or next((block.text for block in units[0].head if block.role == "byline"), None),
        publisher=told.publisher
        or next((name for block in blocks if (name := _publisher(block.text))), None)
        or _agency(units[0]),
        language=language(words, text.language),
        source_id=doc.told("id"),
        url=told.url,
        truncated=_is_truncated(units),
    )


def _headline(unit: Unit) -> str | None:
    """The first line over the story's first paragraph, if one stands there."""
    return next((block.text for block in unit.headlines), None) if unit.body else None


def _publisher(line: str) -> str | None:
    return lines.publisher(line) if len(line) <= lines.MAX_LINE_CHARS else None


def _agency(unit: Unit) -> str | None:
    """The agency in the brackets of the story's dateline: "BATUMI, Georgia (Reuters) - Five crew ..."."""
    opening = unit.body.text[:DATELINE_CHARS] if unit.body else ""
    found = BRACKETS.search(opening)
    return found.group(1) if found and found.group(2) in Boilerplate.load().agency else None


def _is_truncated(units: list[Unit]) -> bool:
    last = next((unit.body.text for unit in reversed(units) if unit.body), "")
    return len(last.split()) >= TEASER_WORDS and (lines.breaks_off(last) or lines.trails_off(last))
