"""The addresses in feeds and in lists of feeds, whatever else stands there."""

from __future__ import annotations

import json

import pytest

from tests.fetch.conftest import Getting
from tests.fetch.site import PAGE, Site
from tidings.errors import NotFetched, UnreadableBytes
from tidings.ingest.fetch import Entry, opml
from tidings.ingest.fetch.feeds import MAX_ENTRIES, MAX_FEED_BYTES, entries

BASE = "http://a.test/news/feed"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><link>http://a.test/</link>
<item><title>One</title><link> /one#top </link><pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate></item>
<item><guid>http://a.test/two</guid></item><item><guid isPermaLink="false">http://a.test/three</guid></item>
<item><guid>tag:four</guid></item><item><link>ftp://a.test/five</link></item><item><link>/one</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://a.test/"/><entry>
<link rel="self" href="/x"/><link rel="alternate" href="six"/><updated>2024-01-02T00:00:00Z</updated>
<published>2024-01-01T00:00:00Z</published></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item><link>http://a.test/seven</link><dc:date>2024</dc:date></item>
</rdf:RDF>"""
JSON = json.dumps({"version": "x", "items": [{"url": "/eight", "date_published": "2024"}, {"id": 1}, "no", {"url": 5}]})


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (RSS, [("http://a.test/one", "Mon, 01 Jan 2024 00:00:00 GMT"), ("http://a.test/two", "")]),
        (ATOM, [("http://a.test/news/six", "2024-01-02T00:00:00Z")]),
        (RDF, [("http://a.test/seven", "2024")]),
        (JSON, [("http://a.test/eight", "2024")]),
        ("<rss><channel/></rss>", []),
        ("<rss><item><link>/cut", [("http://a.test/cut", "")]),
        (PAGE.decode(), None),
        ("Two bombs exploded.", None),
        ("", None),
        ("{", None),
        ('{"items": 5}', None),
        ("[" * 100_000, None),
        ('{"items": ' + "[" * 100_000, None),
    ],
)
def test_entries(text: str, want: list[tuple[str, str]] | None) -> None:
    assert entries(text.encode(), BASE) == (want if want is None else [Entry(*pair) for pair in want])


def test_entities_are_not_resolved_and_do_not_burst() -> None:
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE rss [<!ENTITY a0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{names}]><rss><item><link>/&f;&a11;</link></item></rss>'
    found = entries(text.encode(), BASE)
    assert found is None or all("root" not in entry.url for entry in found)


def test_a_feed_has_bounds() -> None:
    many = "<rss>" + "".join(f"<item><link>/{n}</link></item>" for n in range(MAX_ENTRIES + 9)) + "</rss>"
    found = entries(many.encode(), BASE)
    assert found is not None
    assert len(found) == MAX_ENTRIES
    with pytest.raises(NotFetched, match="more than the"):
        entries(b"x" * (MAX_FEED_BYTES + 1), BASE)
    assert entries(f"<rss><item><link>/{'x' * 5000}</link></item></rss>".encode(), BASE) == []


def test_opml_names_feeds_in_any_depth() -> None:
    text = """<opml><body><outline text="a"><outline xmlUrl=" http://a/1 "/></outline>
    <outline xmlurl="http://a/2" htmlUrl="http://a/"/>
    <outline xmlUrl="http://a/1"/><outline xmlUrl=""/></body></opml>"""
    assert opml(text.encode()) == ["http://a/1", "http://a/2"]


@pytest.mark.parametrize(
    "raw", [b"", b"<rss/>", b"no", b"x" * (MAX_FEED_BYTES + 1)], ids=["empty", "feed", "text", "big"]
)
def test_what_is_no_opml_is_said(raw: bytes) -> None:
    with pytest.raises(UnreadableBytes, match="no OPML list"):
        opml(raw)


def test_a_feed_is_kept_apart_and_a_page_given_as_one_is_a_page(site: Site, getting: Getting) -> None:
    net = getting()
    got, found = net.feed(site.gives("/feed", RSS.encode(), ETag='"f1"'))
    assert found is not None
    assert [entry.url for entry in found] == [site.url("/one"), "http://a.test/two"]
    assert got.records[0][1].warc.endswith("-other.warc.gz")
    page, none = net.feed(site.gives("/page"))
    assert (none, page.document is not None) == (None, True)
    net.feed(site.url("/feed"))
    assert "if-none-match" not in site.asked[-1][1]
    net.seen.remember(got.last)
    site.says("/feed", b"HTTP/1.1 304 Not Modified\r\n\r\n")
    assert net.feed(site.url("/feed"))[1] == []
    assert site.asked[-1][1]["if-none-match"] == '"f1"'
