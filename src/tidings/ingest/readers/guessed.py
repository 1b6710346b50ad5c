"""What a page does not declare about itself and only its layout tells: trafilatura's and htmldate's guesses."""

from __future__ import annotations

import re
from contextlib import suppress
from copy import copy
from dataclasses import replace

from htmldate import find_date
from lxml import html
from trafilatura.metadata import (
    examine_meta,
    extract_author,
    extract_meta_json,
    extract_sitename,
    extract_title,
    extract_url,
)

from tidings.ingest.dating import url_day
from tidings.ingest.readers.declared import Declared
from tidings.ingest.readers.shown import announced, called

HOST = re.compile(r"https?://(?:www\.|w\d+\.)?([^/]+)")
# days that stand here are of other articles, of readers' words or of the site
ELSEWHERE = (
    ".//aside|.//footer|.//nav|.//*[self::div or self::section or self::ul or self::ol]"
    "[contains(concat(@class, ' ', @id), 'comment') or contains(concat(@class, ' ', @id), 'sidebar')"
    " or contains(@class, 'related')]"
)


def with_guesses(said: Declared, tree: html.HtmlElement) -> Declared:
    """Return what the page says, completed where it is silent by what its layout tells."""
    if said.headline and said.byline and said.publisher and said.url and said.date:
        return said
    meta = examine_meta(tree)
    if " " not in (author := meta.author or "") or "://" in author:
        meta.author = None  # a name in one word is an account's
    with suppress(AttributeError, IndexError, KeyError, TypeError, ValueError):  # JSON-LD that is not quite JSON
        meta = extract_meta_json(tree, meta)
    url = said.url or meta.url or extract_url(tree, None)
    return replace(
        said,
        headline=said.headline or _words(meta.title or extract_title(tree)),
        byline=said.byline or _words(meta.author or extract_author(tree)),
        publisher=said.publisher or _site(meta.sitename or extract_sitename(tree), url),
        url=url,
        date=said.date or _day(tree, url),
    )


def _words(value: str | None) -> str | None:
    return " ".join((value or "").split()) or None


def _site(name: str | None, url: str | None) -> str | None:
    """The outlet by its name, or by its address where it has none."""
    name = _words((name or "").lstrip("@"))
    if not name:
        host = HOST.match(url or "")
        return host[1] if host else None
    return name if "." in name or name[0].isupper() else name.title()


def _day(tree: html.HtmlElement, url: str | None) -> str | None:
    """The day in or near the article, where the address tells none: it is surer than a guess.

    The extensive search is left out: it guesses from links, scripts and pictures.
    """
    if url and url_day(url):
        return None
    tree = copy(tree)
    for element in tree.xpath(ELSEWHERE):
        if element.getparent() is not None:
            element.drop_tree()
    return announced(tree) or find_date(tree, url=url, original_date=True, extensive_search=False) or called(tree)
