"""Which words of a page are its article."""

from __future__ import annotations

from tidings.ingest import cut
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
