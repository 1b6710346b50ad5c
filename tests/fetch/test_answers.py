"""Every sort of answer, good and bad, becomes a page or a Problem, within the bounds on size and time."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from typing import Any

import pytest

from tests.fetch.conftest import Getting
from tests.fetch.site import PAGE, Site
from tidings.errors import NotFetched
from tidings.ingest.fetch import Got
from tidings.ingest.fetch.exchange import unpacked
from tidings.model import Problem, sha256

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def test_a_page_is_got_as_it_is(site: Site, getting: Getting) -> None:
    got = getting().page(site.gives("/a"))
    assert (got.last.status, got.last.body, got.document) == (200, PAGE, sha256(PAGE))
    assert got.last.address == "127.0.0.1"
    assert got.problem is None
    asked = dict(site.asked)["/a"]
    assert asked["user-agent"].startswith("tidings/")
    assert "cookie" not in asked


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0)),
        ("gzip", gzip.compress(PAGE[:99], mtime=0) + gzip.compress(PAGE[99:], mtime=0)),
        ("gzip", gzip.compress(PAGE, mtime=0) + b"behind"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, wbits=-15)),
        ("identity", PAGE),
        ("gzip", PAGE),  # a lie: not packed at all
    ],
)
def test_a_packed_page_is_unpacked(site: Site, getting: Getting, encoding: str, body: bytes) -> None:
    assert getting().page(site.gives("/a", body, Content_Encoding=encoding)).last.body == PAGE


def test_a_page_in_chunks_is_put_together(site: Site, getting: Getting) -> None:
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (PAGE[:100], PAGE[100:]))
    url = site.says("/a", HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n")
    assert getting().page(url).last.body == PAGE


@pytest.mark.parametrize(
    ("name", "pieces", "reason", "said"),
    [
        ("announced", [HEAD + b"Content-Length: 99999999\r\n\r\n"], "too-large", "more than 10,000 bytes"),
        ("unannounced", [HEAD + b"\r\n", b"x" * 300_000], "too-large", "--max-bytes"),
        ("shorter", [HEAD + b"Content-Length: 500\r\n\r\nonly this"], "unreachable", "Asked 1 times"),
        ("cut chunk", [HEAD + b"Transfer-Encoding: chunked\r\n\r\n50\r\nonly"], "unreachable", "could not be got"),
        ("no answer", [b""], "unreachable", "could not be got"),
        ("no http", [b"SSH-2.0-OpenSSH_9.2\r\n"], "unreachable", "could not be got"),
        ("bad length", [HEAD + b"Content-Length: many\r\n\r\nx"], "unreachable", "could not be got"),
        ("endless headers", [b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 50_000], "unreachable", "could not be got"),
        (
            "bomb",
            [HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"0" * 5_000_000, mtime=0)],
            "bomb",
            "unpack to more",
        ),
        ("twice packed", [HEAD + b"Content-Encoding: gzip, gzip\r\n\r\nx"], "packing", "was not asked for"),
        ("unknown packing", [HEAD + b"Content-Encoding: br\r\n\r\nx"], "packing", "was not asked for"),
        (
            "cut gzip",
            [HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE, mtime=0)[:-30]],
            "damaged",
            "breaks off",
        ),
        ("bad gzip", [HEAD + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08" + b"\xff" * 50], "damaged", "be unpacked"),
        ("304 unasked", [b"HTTP/1.1 304 Not Modified\r\n\r\n"], "http-304", "was never got"),
    ],
)
def test_a_bad_answer_is_refused(
    site: Site, getting: Getting, name: str, pieces: list[bytes], reason: str, said: str
) -> None:
    with pytest.raises(NotFetched, match=said) as refused:
        getting(max_bytes=10_000).page(site.says("/a", *pieces))
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "pieces",
    [
        [b"HTTP/1.1 200 OK\r\n", *[b"X-Wait: on\r\n"] * 100],
        [HEAD + b"Content-Length: 100\r\n\r\n", *[b"x"] * 100],
    ],
    ids=["headers", "body"],
)
def test_an_answer_that_drips_is_cut_off_in_time(site: Site, getting: Getting, pieces: list[bytes]) -> None:
    began = time.monotonic()
    with pytest.raises(NotFetched, match=r"No whole answer within 0\.5 s|could not be got"):
        getting(seconds=0.5).page(site.says("/a", *pieces, pause=0.1))
    assert time.monotonic() - began < 9  # the whole answer would take ten seconds


def test_a_silent_resolver_is_left_in_time(site: Site, getting: Getting, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()

    def silent(*args: Any, **more: Any) -> list[Any]:
        answered.wait(30)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    monkeypatch.setattr("tidings.ingest.fetch.wire.LOOKUP_SECONDS", 0.2)
    began = time.monotonic()
    with pytest.raises(NotFetched, match=r"silent\.test was not looked up within 0\.2 s"):
        getting().page(site.gives("/a").replace("127.0.0.1", "silent.test"))
    answered.set()
    assert time.monotonic() - began < 5


def test_a_name_that_nobody_knows_says_so(site: Site, getting: Getting, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: Any, **more: Any) -> list[Any]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NotFetched, match=r"nowhere\.test cannot be looked up"):
        getting().page(site.gives("/a").replace("127.0.0.1", "nowhere.test"))


def test_a_silent_server_is_left_in_time(site: Site, getting: Getting) -> None:
    began = time.monotonic()
    with pytest.raises(NotFetched):
        getting(seconds=0.5).page(site.says("/a", b"", pause=30))
    assert time.monotonic() - began < 20  # the server would be silent for thirty


@pytest.mark.parametrize(
    ("body", "label", "kind"),
    [
        (PAGE, "image/png", "text/html"),
        (PAGE, "", "text/html"),
        (b"%PDF-1.7 and so on", "text/html", "application/pdf"),
        (b"Two bombs exploded.", "text/plain", "text/plain"),
    ],
)
def test_the_kind_is_told_by_the_bytes_not_by_a_lying_label(
    site: Site, getting: Getting, body: bytes, label: str, kind: str
) -> None:
    got = getting().page(site.gives("/a", body, Content_Type=label))
    assert (got.last.media_type, got.problem) == (kind, None)


def test_what_is_not_read_is_kept_and_said(site: Site, getting: Getting) -> None:
    got = getting().page(site.gives("/a.png", b"\x89PNG\r\n\x1a\n", Content_Type="image/png"))
    assert got.records
    assert got.document is None
    assert got.problem is not None
    assert (got.problem.reason, "kept as WARC" in got.problem.detail) == ("no-reader", True)


@pytest.mark.parametrize("status", [400, 403, 404, 410, 500, 503, 999])
def test_an_answer_that_is_not_the_page_is_kept_and_said(site: Site, getting: Getting, status: int) -> None:
    got = getting().page(site.gives("/a", b"sorry", status))
    assert got.problem is not None
    assert (got.problem.reason, got.document, len(got.records)) == (f"http-{status}", None, 1)


def test_problems_do_not_stop_the_rest(site: Site, getting: Getting) -> None:
    good = site.gives("/good")
    found = list(
        getting().pages(["ftp://a/x", good, "http://", site.url("/gone"), good, "http://user:word@127.0.0.1/"])
    )
    assert [type(one) for one in found] == [Problem, Got, Problem, Problem, Got]
    assert [one.origin for one in found if isinstance(one, Problem)] == [
        "ftp://a/x",
        "http://",
        "http://user:word@127.0.0.1/",
    ]
    assert site.paths() == ["/good", "/gone"]


def test_a_page_packed_in_endless_parts_is_refused() -> None:
    with pytest.raises(NotFetched, match="more than 10,000 parts"):
        unpacked(gzip.compress(b"", mtime=0) * 10_001, "gzip", 1_000)
