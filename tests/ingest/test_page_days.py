"""Which of a page's stories the day holds that the page tells of itself."""

from __future__ import annotations

import pytest

from tests.ingest.test_cutting import FERRY, MARKET, PORT
from tidings.ingest import stories
from tidings.knowledge import Knowledge
from tidings.model import Document

KNOW = Knowledge()
DAY = '<meta property="article:published_time" content="2019-03-14">'
ARTICLE = f'{DAY}<meta property="og:type" content="article">'
NAMED = '<meta property="og:title" content="{}">'
HEADLINE = "Engines for Libya seized in Rotterdam"


def article(*parts: list[str], over: str = "") -> str:
    told = ["".join(f"<p>{words}</p>" for words in part) for part in parts]
    return f"<article>{over}{'<hr>'.join(told)}</article>"


def days(head: str, body: str) -> list[str | None]:
    page = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    return [story.published.date for story in stories(Document(page, "here", "text/html"), KNOW)]


@pytest.mark.parametrize(
    ("head", "body", "first"),
    [
        # hits: an article whose headline stands over its first story, or is only declared
        (ARTICLE + NAMED.format(HEADLINE), article(PORT, FERRY, MARKET, over=f"<h1>{HEADLINE}</h1>"), "2019-03-14"),
        (ARTICLE + NAMED.format(HEADLINE), article(PORT, FERRY, MARKET), "2019-03-14"),
        (DAY, article(PORT, FERRY, MARKET, over=f"<h1>{HEADLINE}</h1>"), "2019-03-14"),
        # near misses: a list under a short heading, and a page without a headline that declares no article
        (DAY, article(PORT, FERRY, MARKET, over="<h1>News from Lyon</h1>"), None),
        (DAY + NAMED.format(HEADLINE), article(PORT, FERRY, MARKET), None),
        # trap: what comes first in the declared article has another headline: it may be a teaser for another day's
        (ARTICLE + NAMED.format("Council repeals the fee for stalls"),
         article([HEADLINE, *PORT], FERRY, MARKET), None),
    ],
)  # fmt: skip
def test_a_pages_day_holds_for_the_first_story_under_its_own_headline(head: str, body: str, first: str | None) -> None:
    assert days(head, body) == [first, None, None]


def test_a_pages_day_holds_for_its_only_story() -> None:
    assert days(DAY, article(PORT)) == ["2019-03-14"]
