"""robots.txt, pace, retries, redirects, conditions and addresses: who is asked, how often, and who never."""

from __future__ import annotations

import datetime as dt
import socket
from typing import Any

import pytest

from tests.fetch.conftest import Getting
from tests.fetch.site import PAGE, Handler, Site
from tidings.errors import CaseError, NotFetched
from tidings.ingest.fetch.pacing import MAX_WAIT, Pace, asked_pause
from tidings.ingest.fetch.wire import is_public

NOW = dt.datetime(2024, 5, 1, 12, 0, tzinfo=dt.UTC)


def refused(getting: Getting, url: str, **limits: Any) -> NotFetched:
    with pytest.raises(NotFetched) as why:
        getting(**limits).page(url)
    return why.value


# robots.txt


@pytest.mark.parametrize(
    ("rules", "path", "may"),
    [
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: tidings\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("<html>not found</html>", "/a", True),
        ("", "/a", True),
    ],
)
def test_robots_txt_is_obeyed(site: Site, getting: Getting, rules: str, path: str, may: bool) -> None:
    site.gives("/robots.txt", rules.encode(), Content_Type="text/plain")
    url = site.gives(path)
    if may:
        assert getting().page(url).document
    else:
        assert refused(getting, url).reason == "robots"
        assert site.paths() == []


@pytest.mark.parametrize(("status", "may"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_a_site_whose_robots_txt_fails_is_left_alone(site: Site, getting: Getting, status: int, may: bool) -> None:
    site.gives("/robots.txt", b"", status)
    url = site.gives("/a")
    if may:
        assert getting().page(url).document
    else:
        assert "nothing there is asked for" in str(refused(getting, url))
        assert site.paths() == []


def test_robots_txt_is_read_once_a_run_and_asks_for_pace(site: Site, getting: Getting, pauses: list[float]) -> None:
    site.gives("/robots.txt", b"User-agent: *\nCrawl-delay: 7")
    urls = [site.gives(f"/{n}") for n in range(3)]
    list(getting().pages(urls))
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert [round(pause) for pause in pauses] == [7, 7]


def test_a_redirect_into_what_robots_txt_closes_is_not_followed(site: Site, getting: Getting) -> None:
    site.gives("/robots.txt", b"User-agent: *\nDisallow: /private")
    url = site.gives("/a", b"", 302, Location="/private/b")
    assert refused(getting, url).reason == "robots"
    assert site.paths() == ["/a"]


# pace and retries


def test_two_requests_to_a_host_are_kept_apart(site: Site, getting: Getting, pauses: list[float]) -> None:
    list(getting(pace=3.0).pages([site.gives("/a"), site.gives("/b")]))
    assert [round(pause) for pause in pauses] == [3, 3]  # after robots.txt, and after the first page


def test_hosts_do_not_wait_for_each_other() -> None:
    slept: list[float] = []
    pace = Pace(slept.append, lambda: 0.0)
    for host in ("a", "b", "a"):
        pace.wait(host, 5.0)
    assert slept == [5.0]


def later_then_well(site: Site, status: int, **headers: str) -> str:
    """An address that is answered "later" twice, then with the page."""
    site.gives("/later", b"", status, **headers)
    site.gives("/well")
    count = iter(range(9))

    def answer(handler: Handler) -> None:
        site.answers["/later" if next(count) < 2 else "/well"](handler)

    return site.does("/a", answer)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_later_is_asked_again_with_growing_pauses(
    site: Site, getting: Getting, pauses: list[float], status: int
) -> None:
    assert getting(attempts=4).page(later_then_well(site, status)).last.body == PAGE
    assert [round(pause) for pause in pauses] == [1, 2]


def test_retry_after_is_kept_to(site: Site, getting: Getting, pauses: list[float]) -> None:
    assert getting(attempts=4).page(later_then_well(site, 429, Retry_After="30")).document
    assert [round(pause) for pause in pauses] == [30, 30]


def test_who_asks_for_hours_is_not_asked_again(site: Site, getting: Getting, pauses: list[float]) -> None:
    url, other = site.gives("/a", b"", 429, Retry_After="7200"), site.gives("/b")
    net = getting(attempts=4)
    with pytest.raises(NotFetched, match="left alone for 7,200 s more"):
        net.page(url)
    with pytest.raises(NotFetched, match="left alone"):
        net.page(other)
    assert (site.paths(), pauses) == (["/a"], [])


def test_tries_end(site: Site, getting: Getting) -> None:
    assert getting(attempts=3).page(site.gives("/a", b"", 503)).last.status == 503
    assert "Asked 3 times" in str(refused(getting, site.says("/b", b""), attempts=3))
    assert site.paths() == ["/a"] * 3 + ["/b"] * 3


def test_a_run_makes_no_more_requests_than_allowed(site: Site, getting: Getting) -> None:
    found = list(getting(requests=4).pages([site.gives(f"/{n}") for n in range(9)]))
    assert len(site.asked) == 4
    assert [getattr(one, "reason", "got") for one in found] == ["got"] * 3 + ["enough"] * 6


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Wed, 01 May 2024 12:01:00 GMT", 60.0),
        ("Wed, 01 May 2024 11:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        (None, None),
        ("-5", None),
        ("9" * 4000, 999999999.0),
    ],
)
def test_what_retry_after_may_say(said: str | None, seconds: float | None) -> None:
    assert asked_pause(said, NOW) == seconds


def test_a_pause_is_bounded() -> None:
    pace = Pace(lambda _: None, lambda: 0.0)
    pace.rest("a", MAX_WAIT + 1)
    with pytest.raises(NotFetched, match="asks to be left alone"):
        pace.wait("a", 0.0)


# redirects


def test_redirects_are_followed_and_each_answer_kept(site: Site, getting: Getting) -> None:
    site.gives("/a", b"", 301, Location="/b")
    site.gives("/b", b"", 307, Location=site.gives("/c"))
    got = getting().page(site.url("/a#part"))
    assert [hop.status for hop, _ in got.records] == [301, 307, 200]
    assert got.last.url == site.url("/c")


@pytest.mark.parametrize(
    ("locations", "reason", "said"),
    [
        ({"/a": "/a"}, "redirects", "in a circle"),
        ({"/a": "/b", "/b": "/a"}, "redirects", "in a circle"),
        ({"/a": "file:///etc/passwd"}, "address", "is no address of the web"),
        ({"/a": "http://name:word@127.0.0.1/"}, "address", "name or password"),
        ({"/a": "http://[::1"}, "redirects", "redirects to no address"),
        ({f"/{n}": f"/{n + 1}" for n in range(20)} | {"/a": "/0"}, "redirects", "More than 10 redirects"),
    ],
)
def test_bad_redirects_end(site: Site, getting: Getting, locations: dict[str, str], reason: str, said: str) -> None:
    for path, location in locations.items():
        site.gives(path, b"", 302, Location=location)
    why = refused(getting, site.url("/a"))
    assert (why.reason, said in str(why)) == (reason, True), why
    assert len(site.paths()) <= 11


# conditions


def test_an_unchanged_page_is_asked_for_once_more_and_not_sent(site: Site, getting: Getting) -> None:
    url = site.gives("/a", ETag='"v1"', Last_Modified="Wed, 01 May 2024 12:00:00 GMT")
    getting().page(url)
    site.says("/a", b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n')
    got = getting().page(url)
    asked = site.asked[-1][1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"v1"', "Wed, 01 May 2024 12:00:00 GMT")
    assert (got.last.status, got.problem, got.document) == (304, None, None)


def test_a_page_that_failed_is_asked_for_without_conditions(site: Site, getting: Getting) -> None:
    url = site.gives("/a", b"", 404, ETag='"v1"')
    getting().page(url)
    getting().page(url)
    assert "if-none-match" not in site.asked[-1][1]


def test_one_at_a_time_gets_pages_into_a_folder(getting: Getting, tmp_path: Any) -> None:
    from tidings.ingest.fetch.seen import Seen

    net = getting()
    with pytest.raises(CaseError, match="Another program is getting pages"):
        Seen(tmp_path / "a.case.warc")
    net.seen.close()
    Seen(tmp_path / "a.case.warc").close()


def test_what_was_seen_may_be_lost_and_says_how(tmp_path: Any) -> None:
    from tidings.ingest.fetch.seen import FILE, Seen

    (tmp_path / FILE).write_bytes(b"not a database at all" * 100)
    with pytest.raises(CaseError, match="Remove it; pages are then got anew"):
        Seen(tmp_path)


# addresses


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "::ffff:169.254.169.254",
    ],
)  # fmt: skip
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_what_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_asked_unless_allowed(site: Site, getting: Getting, host: str) -> None:
    url = site.gives("/a").replace("127.0.0.1", host)
    why = refused(getting, url, allow_private=False)
    assert why.reason in ("private-address", "unreachable", "address")
    assert site.asked == []


def test_a_public_page_that_leads_to_a_private_address_is_not_followed(
    site: Site, getting: Getting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name of the first hop counts as public here; the hop to the metadata service of a cloud does not."""
    port = int(site.root.rsplit(":", 1)[1])
    monkeypatch.setattr("tidings.ingest.fetch.wire.is_public", lambda address: address == "127.0.0.1")
    site.gives("/a", b"", 302, Location="http://169.254.169.254/latest/")
    why = refused(getting, f"http://127.0.0.1:{port}/a", allow_private=False)
    assert (why.reason, "169.254.169.254" in str(why)) == ("private-address", True)


def test_a_name_is_looked_up_once_and_the_checked_address_is_asked(
    site: Site, getting: Getting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere at the second look (DNS rebinding) gets no second look."""
    looked_up: list[str] = []

    def rebinding(host: str, port: int, *args: Any, **more: Any) -> list[Any]:
        looked_up.append(host)
        address = "127.0.0.1" if host == "rebound.test" else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    url = site.gives("/a").replace("127.0.0.1", "rebound.test")
    assert getting().page(url).last.address == "127.0.0.1"
    assert looked_up.count("rebound.test") == 2  # once for robots.txt, once for the page; connecting asks no name
    assert refused(getting, url, allow_private=False).reason == "private-address"
