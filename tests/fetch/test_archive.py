"""What came over the wire lies in the archive byte for byte, and is read from there."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType

from tests.fetch.conftest import Getting
from tests.fetch.site import PAGE, Site
from tidings import ingest
from tidings.ingest.fetch import Got
from tidings.model import Document

KINDS = WarcRecordType.response | WarcRecordType.request | WarcRecordType.revisit | WarcRecordType.warcinfo


def rows(path: Path) -> list[tuple[str, dict[str, str], bytes]]:
    with path.open("rb") as file:
        found = []
        for record in ArchiveIterator(file, record_types=KINDS, parse_http=False):
            assert record.verify_block_digest()
            found.append((record.headers["WARC-Type"], record.headers.to_dict(), record.reader.read()))
        return found


def archives(net_folder: Path) -> list[Path]:
    return sorted(net_folder.glob("*.warc.gz"))


def documents(archive: Path) -> list[Document]:
    found = list(ingest.documents([archive]))
    assert [one for one in found if not isinstance(one, Document)] == []
    return [one for one in found if isinstance(one, Document)]


def test_request_and_answer_are_kept_as_the_bytes_on_the_wire(site: Site, getting: Getting, tmp_path: Path) -> None:
    chunk = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    answer = (
        b"HTTP/1.1 200 Fine\r\nx-ODD: Case\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk
    )
    url = site.says("/a", answer)
    getting().page(url)
    (path,) = archives(tmp_path / "a.case.warc")
    kinds, about, blocks = zip(*rows(path), strict=True)
    assert kinds == ("warcinfo", "response", "request")
    assert blocks[1] == answer
    assert blocks[2].startswith(b"GET /a HTTP/1.1\r\n")
    assert about[1]["WARC-Target-URI"] == about[2]["WARC-Target-URI"] == url
    assert about[1]["WARC-IP-Address"] == "127.0.0.1"
    assert about[2]["WARC-Concurrent-To"] == about[1]["WARC-Record-ID"]


def test_the_place_of_a_record_proves_it(site: Site, getting: Getting, tmp_path: Path) -> None:
    net = getting()
    for n in range(3):
        (_, kept), = net.page(site.gives(f"/{n}", PAGE + b"%d" % n)).records  # fmt: skip
        raw = (tmp_path / "a.case.warc" / kept.warc).read_bytes()[kept.offset : kept.offset + kept.length]
        assert hashlib.sha256(raw).hexdigest() == kept.sha256
        assert kept.record.encode() in gzip.decompress(raw)


def test_the_pages_are_read_from_the_archive_as_they_were_got(site: Site, getting: Getting, tmp_path: Path) -> None:
    net = getting()
    site.gives("/moved", b"", 301, Location="/a")
    site.gives("/a", gzip.compress(PAGE), Content_Encoding="gzip")
    site.gives("/gone", b"gone", 410)
    got = [one for one in net.pages([site.url("/moved"), site.url("/gone")]) if isinstance(one, Got)]
    (pages,) = (path for path in archives(tmp_path / "a.case.warc") if "-other" not in path.name)
    (doc,) = documents(pages)
    assert (doc.raw, doc.sha256) == (PAGE, got[0].document)
    assert doc.told("url") == site.url("/a")
    assert doc.told("record") == got[0].records[-1][1].record
    assert doc.retrieved is not None
    assert doc.retrieved[:19] == got[0].last.at.isoformat()[:19]


def test_an_unchanged_page_is_a_revisit_and_no_document(site: Site, getting: Getting, tmp_path: Path) -> None:
    net = getting()
    url = site.gives("/a", ETag='"v1"')
    first = net.page(url)
    site.says("/a", b"HTTP/1.1 304 Not Modified\r\n\r\n")
    net.page(url)
    other, pages = sorted(archives(tmp_path / "a.case.warc"), key=lambda path: "-other" not in path.name)
    kinds, about, _ = zip(*rows(other), strict=True)
    assert kinds == ("warcinfo", "revisit", "request")
    assert about[1]["WARC-Refers-To-Date"] == f"{first.last.at:%Y-%m-%dT%H:%M:%SZ}"
    assert len(documents(pages)) == 1


def test_each_run_begins_an_archive_of_its_own_and_nothing_is_overwritten(
    site: Site, getting: Getting, tmp_path: Path
) -> None:
    url = site.gives("/a")
    for _ in range(2):
        getting().page(url)
    assert len(archives(tmp_path / "a.case.warc")) == 2


def test_an_archive_waits_until_it_was_read(site: Site, getting: Getting, tmp_path: Path) -> None:
    net = getting()
    net.page(site.gives("/a"))
    net.feed(site.gives("/feed", b"<rss><channel/></rss>"))
    assert len(archives(tmp_path / "a.case.warc")) == 2
    (waiting,) = getting().seen.unread()
    assert "-other" not in waiting.name
    again = getting()
    again.seen.mark_read([waiting])
    assert again.seen.unread() == []
    again.seen.forget()
    assert again.seen.unread() == [waiting]
