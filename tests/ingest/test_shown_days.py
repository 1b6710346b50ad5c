"""Days that a page shows without declaring them, and which of two days is the publisher's own."""

from __future__ import annotations

import pytest
from trafilatura import load_html

from tests.ingest.packs import BODY
from tidings.ingest import cut, stories
from tidings.ingest.readers.shown import announced, beside_title, called
from tidings.knowledge import Knowledge
from tidings.model import Document


def tree(body: str, head: str = ""):
    return load_html(f"<html><head>{head}</head><body>{body}<p>{BODY}</p></body></html>")


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("<p>Written: 2019-03-14 15:03:30<i> / </i>Updated: 2019-03-15 10:00</p>", "2019-03-14"),  # hits
        ("<b>Published on</b> <span>14 March 2019</span>", "2019-03-14"),
        ("<p>Posted Mar. 14, 2019</p><footer>Posted Mar. 14, 2019</footer>", "2019-03-14"),
        ("<p>Updated: 2019-03-15</p>", None),  # near misses: another announcement, a list, a sentence, no day
        ("<p>Posted 14 March 2019</p><p>Posted 13 March 2019</p>", None),
        (f"<p>Published 14 March 2019, the report {BODY}</p>", None),
        ("<p>Published in March 2019</p>", None),
        ("<script>Published: 2019-03-14</script>", None),  # traps: code, and a word that only opens alike
        ("<p>Postedby 14 March 2019</p>", None),
    ],
)
def test_a_line_that_announces_a_day_tells_it(body, day):
    assert announced(tree(body)) == day


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ('<td><script>showDate("2019/03/14 01:43:09")</script></td>', "2019-03-14"),
        ("<script>document.write('14 March 2019');</script>", "2019-03-14"),
        ('<script>var a = "2019/03/14"; count(a)</script>', None),
        ('<script>load("2019/03/14/a.js")</script>', None),
        ('<script>showDate("2019/03/14")</script><script>showDate("2019/03/13")</script>', None),
    ],
)
def test_a_script_that_writes_one_day_where_it_stands_tells_it(body, day):
    assert called(tree(body)) == day


TITLE = "<h1>Engines for Libya seized in Rotterdam</h1>"


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (f"<div><div>March 13, 2019 / 12:25 PM / Updated 8 hours ago</div>{TITLE}</div>", "2019-03-13"),
        (f"<header><div>{TITLE}</div><p>13 March 2019</p></header>", "2019-03-13"),
        (f"<div><p>13 March 2019</p><p>12 March 2019</p>{TITLE}</div>", None),
        (f"<div>{TITLE}</div><div><div><p>13 March 2019</p></div></div>" * 2, None),
    ],
)
def test_a_day_in_an_element_beside_the_only_title_is_found(body, day):
    assert beside_title(tree(body)) == day


@pytest.mark.parametrize(
    ("said", "shown", "day"),
    [
        ("2019-03-14T09:49:32+0000", "March 13, 2019", "2019-03-13"),  # in UTC, and the day before where it was printed
        ("2019-03-14T23:49:32+0000", "March 13, 2019", "2019-03-14"),  # nowhere is it the day before at that hour
        ("2019-03-14T09:49:32-0500", "March 13, 2019", "2019-03-14"),  # the publisher's own clock
        ("2019-03-14T09:49:32+0000", "March 10, 2019", "2019-03-14"),  # another day altogether: of something else
    ],
)
def test_a_time_in_utc_gives_way_to_the_day_beside_the_title(said, shown, day):
    head = f'<meta property="article:published_time" content="{said}">'
    page = f"<html><head>{head}</head><body><div><p>{shown}</p>{TITLE}</div><p>{BODY}</p></body></html>"
    assert cut(Document(page.encode(), "here", "text/html"))[0].dates == (("metadata", day),)


@pytest.mark.parametrize(
    ("url", "dates"),
    [
        ("https://example.org/engines-20190313", ()),  # the address tells the day by itself; a guess may err
        ("https://example.org/engines", (("metadata", "2019-03-14"),)),
    ],
)
def test_no_day_is_guessed_where_the_address_tells_one(url, dates):
    head = f'<link rel="canonical" href="{url}">'
    page = f"<html><head>{head}</head><body>{TITLE}<p>Posted: 14 March 2019</p><p>{BODY}</p></body></html>"
    assert cut(Document(page.encode(), "here", "text/html"))[0].dates == dates


@pytest.mark.parametrize(
    ("path", "words"),
    [("world/2019/mar/14/engines", "2019/mar/14"), ("2019/03/14/engines", "2019/03/14"), ("a-20190314", "20190314")],
)
def test_the_characters_of_an_address_that_tell_a_day_are_kept(path, words):
    head = f'<link rel="canonical" href="https://example.org/{path}">'
    raw = f"<html><head>{head}</head><body>{TITLE}<p>{BODY}</p></body></html>".encode()
    story = stories(Document(raw, "here", "text/html"), Knowledge())[0]
    assert (story.published.date, story.published.basis) == ("2019-03-14", "url")
    assert [span.of(story.url) for span in story.published.evidence] == [words]
