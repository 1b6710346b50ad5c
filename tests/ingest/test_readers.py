"""Each reader finds the text and what the document says about itself."""

from __future__ import annotations

import pytest

from tidings.errors import KnowledgeError
from tidings.ingest import cut, stories
from tidings.ingest.readers import markdown, page, plain, row
from tidings.ingest.told import iso_day
from tidings.knowledge import Knowledge
from tidings.knowledge.boilerplate import Boilerplate
from tidings.knowledge.tables import Table
from tidings.model import Document

BODY = (
    "Customs officers at the port of Rotterdam seized 62 small aircraft engines on Tuesday that prosecutors believe "
    "were to be smuggled to an armed faction in western Libya. The engines lay in a container declared as garden "
    "machinery. A Belgian broker and a Libyan student were arrested in Breda the same evening."
)
LINKED = """<script type="application/ld+json">
{"@graph": [{"@type": "WebSite", "name": "no"},
 {"@type": ["NewsArticle"], "headline": "Engines seized", "datePublished": "2019-03-14T23:50:00-05:00",
  "author": [{"name": "Ada Brook"}], "publisher": {"name": "Northgate"}}]}</script>"""
METAS = """<meta property="og:title" content="Engines seized"><meta property="og:site_name" content="Northgate">
<meta name="author" content="Ada Brook"><meta property="article:published_time" content="2019-03-14">"""


def doc(raw: str, media_type: str) -> Document:
    return Document(raw.encode(), "here", media_type)


def html(head: str) -> Document:
    link = '<link rel="canonical" href="https://example.org/a/engines">'
    nav = "<nav><a href='/'>Home</a></nav>"
    return doc(f'<html lang="en-GB"><head>{link}{head}</head><body>{nav}<article><p>{BODY}</p></article></body></html>',
               "text/html")  # fmt: skip


@pytest.mark.parametrize("head", [LINKED, METAS, f'<script type="application/ld+json">{{oops</script>{METAS}'])
def test_a_page_declares_itself(head):
    text = cut(html(head))[0]
    assert (text.text, text.headline, text.byline, text.publisher) == (BODY, "Engines seized", "Ada Brook", "Northgate")
    assert (text.url, text.language, text.dates) == (
        "https://example.org/a/engines",
        "en",
        (("metadata", "2019-03-14"),),
    )


def test_an_undeclared_page_says_nothing():
    text = cut(doc(f"<html><body><article><p>{BODY}</p></article></body></html>", "text/html"))[0]
    assert (text.publisher, text.dates, text.is_article) == (None, (), False)


@pytest.mark.parametrize(
    ("path", "told", "day"),
    [
        ("/2019/03/13/engines", "2019-03-14T01:50:59Z", "2019-03-13"),  # an evening in America
        ("/2019/03/13/engines", "2019-03-14 01:50:59 +0000", "2019-03-13"),
        ("/2019/03/15/engines", "2019-03-14T22:50:59.000+00:00", "2019-03-15"),  # a morning in Asia
        ("/2019/03/13/engines", "2019-03-14T01:50:59-05:00", "2019-03-14"),  # told in the publisher's own time
        ("/2019/03/13/engines", "2019-03-14T13:50:59Z", "2019-03-14"),  # nowhere still the day before
        ("/2019/03/12/engines", "2019-03-14T01:50:59Z", "2019-03-14"),
        ("/2019/03/13/engines", "2019-03-14", "2019-03-14"),
        ("/engines", "2019-03-14T01:50:59Z", "2019-03-14"),
    ],
)
def test_a_time_in_utc_may_be_another_day_where_it_was_published(path, told, day):
    head = f'<link rel="canonical" href="https://example.org{path}"><meta name="date" content="{told}">'
    page_ = doc(f"<html><head>{head}</head><body><article><p>{BODY}</p></article></body></html>", "text/html")
    assert cut(page_)[0].dates == (("metadata", day),)


def test_a_story_is_dated_by_its_page():
    (story,) = stories(html(LINKED), Knowledge())
    assert (story.published.date, story.published.basis) == ("2019-03-14", "metadata")


def test_markdown_gives_its_front_matter_and_loses_its_layout():
    raw = "---\ntitle: Engines seized\ndate: 2019-03-14\n---\n# Engines **seized**\n\n"
    raw += f"> {BODY} [more](http://x.org) 2*3*4"
    text = cut(doc(raw, "text/markdown"))[0]
    assert text.text == f"Engines seized\n\n{BODY} more 2*3*4"
    assert (text.headline, text.dates) == ("Engines seized", (("metadata", "2019-03-14"),))


def test_rules_round_a_paragraph_are_no_front_matter():
    assert cut(doc(f"---\n{BODY}\n---\nTwo held.", "text/markdown"))[0].text.startswith("---\nCustoms")


@pytest.mark.parametrize(
    ("raw", "media_type", "best"),
    [
        ("Two held.", "text/plain", plain),
        ("Two held.", "application/octet-stream", plain),
        ("# Two held", "text/markdown", markdown),
        ('{"text": "Two held."}', "application/json", row),
        ("<p>Two held.", "text/html", page),
        ("<!-- saved --> <!DOCTYPE html><html>", "text/plain", page),
        ("<!-- a --><!-- b -->" * 300, "text/plain", plain),
    ],
)
def test_the_right_reader_bids_highest(raw, media_type, best):
    assert max((row, page, markdown, plain), key=lambda reader: reader.bid(doc(raw, media_type))) is best


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2018-10-30", "2018-10-30"),
        ("2018-10-30T23:59:00-05:00", "2018-10-30"),
        ("2018/1/3", "2018-01-03"),
        ("20181030T2140", "2018-10-30"),
        ("20181030T21:40:35Z", "2018-10-30"),
        ("20181030T21:40:35+02:00", "2018-10-30"),
        ("201810302140350000", None),
        ("Tue, 30 Oct 2018 21:40:00 GMT", "2018-10-30"),
        ("30 October 2018", "2018-10-30"),
        ("Oct. 30, 2018", "2018-10-30"),
        ("1540935600", "2018-10-30"),
        ("1540935600000", "2018-10-30"),
        ("2018-02-30", None),
        ("0001-01-01", None),
        ("October 2018", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_metadata_dates(said, day):
    assert iso_day(said) == day


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (({"kind": "bylin", "words": "By", "example": "By A"},), "the kind is none of"),
        (({"kind": "byline", "words": "By", "example": "By A"},), "no words of this kind"),
    ],
)
def test_a_boilerplate_table_must_be_whole(rows, fault):
    with pytest.raises(KnowledgeError, match=fault):
        Boilerplate.of(Table("boilerplate", {}, ("kind", "words", "example"), rows))
