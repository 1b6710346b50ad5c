"""What a page declares about itself: JSON-LD, OpenGraph and plain meta elements, in that order of trust."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html

from tidings.ingest.dating import url_day
from tidings.ingest.readers.shown import beside_title
from tidings.ingest.rows import MAX_NESTED
from tidings.ingest.told import iso_day

ARTICLE_TYPES = ("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
                 "BackgroundNewsArticle", "BlogPosting", "Report")  # fmt: skip
DATE_METAS = ("article:published_time", "datepublished", "og:published_time", "publishdate", "pubdate",
              "dc.date.issued", "dc.date", "dcterms.created", "sailthru.date", "parsely-pub-date", "date")  # fmt: skip
BYLINE_METAS = ("author", "article:author", "parsely-author", "dc.creator", "byl")
UTC = re.compile(r"[T ](\d\d):\d\d\S*?\s?(?:Z|UTC|(?:GMT)?[+]00:?00|GMT)(?: \(.*)?$")
WEST, EAST = 12, 10  # UTC hours: before 12 it is the day before somewhere, from 10 on the day after
MAX_NODES = 2_000  # JSON-LD nodes looked at; news pages have under 200


@dataclass(frozen=True, slots=True)
class Declared:
    """The page's own words about itself; None where it is silent."""

    headline: str | None = None
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    date: str | None = None
    is_article: bool = False


def declared(tree: html.HtmlElement, address: str | None = None) -> Declared:
    """Return what the page's head and JSON-LD say; `address` is where it was found, used where it tells none."""
    metas = _metas(tree)
    article = next((node for node in _nodes(tree) if _is_article(node)), {})
    byline = _name(article.get("author")) or _first(metas, BYLINE_METAS)
    links = tree.xpath("//link[@rel='canonical']/@href")
    url = (str(links[0]).strip() if links else "") or metas.get("og:url")
    return Declared(
        headline=_name(article.get("headline")) or metas.get("og:title"),
        byline=None if byline and "://" in byline else byline,  # article:author may hold the address of a profile
        publisher=_name(article.get("publisher")) or metas.get("og:site_name"),
        url=url,
        language=_language(tree, metas),
        date=_date(article, metas, url or address, tree),
        is_article=bool(article) or metas.get("og:type") in {"article", "newsarticle"},
    )


def _date(article: dict[str, Any], metas: dict[str, str], url: str | None, tree: html.HtmlElement) -> str | None:
    told = [article.get("datePublished"), *(metas.get(name) for name in DATE_METAS)]
    said = next(((day, one) for one in told if isinstance(one, str) and (day := iso_day(one))), None)
    clock = UTC.search(said[1]) if said else None
    local = (url_day(url or "") or beside_title(tree)) if clock else None
    return _own_day(said[0], int(clock[1]), local) if said and clock and local else said and said[0]


def _own_day(day: str, hour: int, local: str) -> str:
    """The publisher's own day: a time told in UTC may be the evening before in America.

    Address or title tell that. In 175 news pages the address tells a day that differs from the metadata 9 times; each
    time it is the day before, the time is told in UTC, and the gold day, where there is one, is the address's.
    """
    after = (dt.date.fromisoformat(local) - dt.date.fromisoformat(day)).days
    return local if (after == -1 and hour < WEST) or (after == 1 and hour >= EAST) else day


def _language(tree: html.HtmlElement, metas: dict[str, str]) -> str | None:
    said = str(tree.get("lang") or metas.get("og:locale") or metas.get("content-language") or "")
    code = said.replace("_", "-").partition("-")[0].strip().lower()
    return code if 2 <= len(code) <= 3 and code.isalpha() else None


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    """The first content under each meta name, names in lower case."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _nodes(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object of the page, outer ones first. A block that is not JSON declares nothing."""
    queue: list[Any] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            queue.append(json.loads(script.text or "null", strict=False))
        except (ValueError, RecursionError):
            continue
    for n, node in enumerate(queue):
        if n >= MAX_NODES:
            return
        if isinstance(node, dict):
            yield node
            queue.extend(node.values())
        elif isinstance(node, list):
            queue.extend(node)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(kind in ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _name(value: Any, most: int = MAX_NESTED) -> str | None:
    """The words of a JSON-LD value: a string, a named node, or a list of either, no more than `most` levels down."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if most and isinstance(value, dict):
        return _name(value.get("name"), most - 1)
    if most and isinstance(value, list):
        return ", ".join(words for part in value[:10] if (words := _name(part, most - 1))) or None
    return None
