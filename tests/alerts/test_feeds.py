"""Feeds that readers of feeds read: RSS and Atom, whole, the newest first, whatever the words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.alerts.conftest import CLASH, ONE, Life
from tests.output.told import TOLD
from tidings.alerts.feeds import MOST, atom, rss
from tidings.alerts.message import Message

MESSAGE = Message.of("all", ("new", "grade"), TOLD, "2021-05-04T10:00:00+00:00")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("name", ["news.atom", "news.rss", "news.xml"])
def test_a_feed_holds_what_was_told_the_newest_first(life: Life, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    life.add(f"feed:{path}")
    life.holds(ONE)
    life.run()
    life.holds(ONE, CLASH)
    assert life.run().sent == 1
    found = feedparser.parse(path.read_bytes())
    assert not found.bozo
    assert found.version == ("atom10" if name == "news.atom" else "rss20")
    assert [one.title for one in found.entries] == ["New event: Clash at Mora [happened]",
                                                    "New event: Rebels attack Mora [happened]"]  # fmt: skip
    assert "“Rebels attacked Mora on 2 May" in found.entries[1].summary
    assert found.entries[1].link == "https://delta.example/1"
    assert len({one.id for one in found.entries}) == 2
    day = found.entries[0].updated_parsed if name == "news.atom" else found.entries[0].published_parsed
    assert day[:3] == (2021, 5, 2)


def test_an_atom_feed_has_what_the_standard_asks_for() -> None:
    feed = etree.fromstring(atom([MESSAGE], "x"))
    for parent in (feed, *feed.findall(f"{ATOM}entry")):
        assert [len(parent.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert [one.get("term") for one in feed.iter(f"{ATOM}category")] == ["new", "grade"]


def test_an_rss_feed_has_what_the_standard_asks_for() -> None:
    channel = etree.fromstring(rss([MESSAGE])).find("channel")
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    item = channel.find("item")
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("pubDate") == "Tue, 04 May 2021 10:00:00 +0000"


def test_an_empty_feed_is_sound() -> None:
    assert not feedparser.parse(atom([], "x")).bozo
    assert not feedparser.parse(rss([])).bozo


def test_a_feed_has_a_bound(life: Life, tmp_path: Path) -> None:
    target = f"feed:{tmp_path / 'news.atom'}"
    for n in range(MOST + 5):
        life.alerts.put(replace(MESSAGE, id=f"m{n}"), [target])
    assert life.run().sent == MOST + 5
    assert len(feedparser.parse((tmp_path / "news.atom").read_bytes()).entries) == MOST


WORDS = st.text(st.characters(codec=None), max_size=60)


@given(title=WORDS, quote=WORDS, url=st.one_of(st.none(), WORDS, WORDS.map("https://".__add__)))
def test_any_words_make_a_sound_feed(title: str, quote: str, url: str | None) -> None:
    one = replace(MESSAGE, title=title, quote=quote, url=url)
    for made in (atom([one], "x"), rss([one])):
        etree.fromstring(made)
        assert "\u202e" not in made.decode()
