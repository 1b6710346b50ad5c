"""Which words of a page are its article."""

from __future__ import annotations

import pytest

from tidings.ingest import cut
from tidings.knowledge.tables import table
from tidings.model import Document

ENGINES = (
    "Customs officers at the port of Rotterdam seized 62 small aircraft engines on Tuesday that prosecutors believe "
    "were to be smuggled to an armed faction in western Libya. A broker was arrested in Breda the same evening."
)
FLOOD = (
    "Three villages below the Sarno dam were cleared on Friday night after water came over the wall. Nobody was hurt, "
    "the mayor of Torrel said, but two bridges are gone and the valley road is closed until further notice."
)


def page(body: str, head: str = "") -> Document:
    return Document(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "here", "text/html")


def lines(body: str, head: str = "") -> list[str]:
    return cut(page(body, head))[0].text.split("\n")


def test_a_rule_is_a_line_of_dashes():
    assert lines(f"<article><p>{ENGINES}</p><hr><p>{FLOOD}</p></article>") == [ENGINES, "-----", FLOOD]
    assert lines(f"<article><p>{ENGINES}<hr class='thin'/>{FLOOD}</p></article>") == [ENGINES, "-----", FLOOD]


def test_a_rule_that_parts_nothing_is_left_out():
    article = f"<article><hr><p>{ENGINES}</p><hr><hr><p>{FLOOD}</p><hr></article>"
    assert lines(article) == [ENGINES, "-----", FLOOD]


def test_a_rule_outside_the_article_is_left_out():
    assert lines(f"<nav><a href='/'>Home</a><hr></nav><article><p>{ENGINES}</p></article><footer><hr></footer>") == [
        ENGINES
    ]


ARTICLE = '<meta property="og:type" content="article"><meta property="og:title" content="Engines seized in port">'
LINK = "<p><strong><a href='/x'>Mayor of Torrel quits over dam</a></strong></p>"


def test_a_title_told_once_more_is_the_headline_and_no_line_of_the_text():
    told = cut(page(f"<article><h1>ENGINES SEIZED IN PORT</h1><p>{ENGINES}</p><p>{FLOOD}</p></article>", ARTICLE))[0]
    assert (told.headline, told.text.split("\n")) == ("ENGINES SEIZED IN PORT", [ENGINES, FLOOD])


def test_the_only_title_over_an_article_is_its_headline():
    told = cut(page(f"<article><h1>Sixty engines found</h1><p>{ENGINES}</p><p>{FLOOD}</p></article>", ARTICLE))[0]
    assert (told.headline, told.text.split("\n")) == ("Sixty engines found", [ENGINES, FLOOD])


def test_a_heading_inside_an_article_stays():
    body = f"<article><p>{ENGINES}</p><h2>Engines seized in port</h2><p>{FLOOD}</p></article>"
    assert lines(body, ARTICLE) == [ENGINES, "Engines seized in port", FLOOD]


def test_a_paragraph_that_is_a_link_leads_elsewhere():
    linked = f"<p>{FLOOD[:90]} <a href='/x'>the mayor of Torrel said</a></p>"
    assert lines(f"<article><p>{ENGINES}</p>{LINK}<p>{FLOOD}</p></article>", ARTICLE) == [ENGINES, FLOOD]
    assert len(lines(f"<article><p>{ENGINES}</p>{linked}<p>{FLOOD}</p></article>", ARTICLE)) == 3


def test_a_list_page_keeps_its_linked_titles():
    assert "Mayor of Torrel quits over dam" in lines(f"<article><p>{ENGINES}</p>{LINK}<p>{FLOOD}</p></article>")


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("Sign up for our evening letter, sent to your inbox each day.", False),
        ("To view the full story, please subscribe to The Northgate Times.", False),
        ("Like this story? Share it with a friend!", False),
        ("Subscribers to the paper were the first to hear that the dam had broken.", True),
        ("Customs officers asked the readers of the paper to subscribe to a fund for the families.", True),
    ],
)
def test_offers_to_readers_are_no_part_of_an_article(line, is_kept):
    wanted = [ENGINES, line, FLOOD] if is_kept else [ENGINES, FLOOD]
    assert lines(offered(line), ARTICLE) == wanted


def test_a_menu_is_not_taken_for_the_article():
    """The quick search takes all of such a page; a closer look finds the article."""
    menu = "".join(f"<li><a href='/{n}'>Office number {n}</a> <span>open</span></li>" for n in range(150))
    told = lines(f"<div><ul>{menu}</ul></div><div><span><p>{ENGINES}</p><p>{FLOOD}</p></span></div>")
    assert (ENGINES in told, FLOOD in told, "Office number 7" in told) == (True, True, False)


def test_every_offer_is_found_in_its_example():
    kept = [row["words"] for row in table("furniture") if len(lines(offered(row["example"]), ARTICLE)) > 2]
    assert kept == []


def offered(line: str) -> str:
    return f"<article><p>{ENGINES}</p><p>{line}</p><p>{FLOOD}</p></article>"


@pytest.mark.parametrize(
    "beside",
    [
        '<aside><time datetime="2018-01-01">1 January 2018</time> Mayor quits</aside>',
        '<div class="comments"><p>Ada Brook</p><time datetime="2018-01-01">1 January 2018</time></div>',
        '<div id="sidebar"><span class="date">2018-01-01</span></div>',
        "<footer>2018-01-01</footer>",
    ],
)
def test_days_beside_an_article_are_not_its_own(beside):
    def told(head: str, over: str) -> tuple[tuple[str, str], ...]:
        return cut(page(f"<article><h1>Engines</h1>{over}<p>{ENGINES}</p></article>{beside}", head))[0].dates

    assert told("", "") == ()
    assert told("", '<time datetime="2019-03-14">14 March 2019</time>') == (("metadata", "2019-03-14"),)
    script = '<script>var shown = "2018-01-01";</script><meta name="date" content="2019-03-14">'
    assert told(script, "") == (("metadata", "2019-03-14"),)


def test_linked_data_nested_without_end_names_nobody():
    author = "[" * 600 + '"A. Brook"' + "]" * 600
    said = f'{{"@type":"NewsArticle","author":{author},"headline":"Engines seized"}}'
    deep = f'<script type="application/ld+json">{said}</script>'
    text = cut(page(f"<article><p>{ENGINES}</p><p>{FLOOD}</p></article>", deep))[0]
    assert (text.byline, text.headline) == (None, "Engines seized")


def test_broken_linked_data_still_tells_who_wrote():
    said = '{"@type":"NewsArticle","author":{"@type":"Person","name":"Ada Brook"},}'
    broken = f'<script type="application/ld+json">{said}</script>'
    assert cut(page(f"<article><p>{ENGINES}</p><p>{FLOOD}</p></article>", broken))[0].byline == "Ada Brook"
