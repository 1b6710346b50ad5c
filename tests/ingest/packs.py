"""Small files of every format that holds other files, made in memory."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

import docx
from fastwarc.warc import WarcRecord, WarcRecordType

BODY = (
    "Customs officers at the port of Rotterdam seized 62 small aircraft engines on Tuesday that prosecutors believe "
    "were to be smuggled to an armed faction in western Libya. The engines lay in a container declared as garden "
    "machinery. A Belgian broker and a Libyan student were arrested in Breda the same evening."
)
HEAD = "<!DOCTYPE html><html><head><title>Engines seized</title></head>"
PAGE = f"{HEAD}<body><article><p>{BODY}</p></article></body></html>"
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Northgate</title><language>en-gb</language>
<item><title>Engines &amp;amp; parts seized</title><link>https://example.org/a/engines</link>
<pubDate>Thu, 14 Mar 2019 10:00:00 GMT</pubDate><dc:creator>Ada Brook</dc:creator>
<description>Engines seized.</description>
<content:encoded><![CDATA[<p>{BODY}</p><p>Both <b>deny</b> it.</p>]]></content:encoded></item>
<item><title>Two held</title><description>Police in Lyon held two men on Tuesday.</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Northgate</title><entry><title>Engines seized</title>
<link rel="self" href="https://example.org/feed/1"/><link href="https://example.org/a/engines"/>
<published>2019-03-14T10:00:00Z</published><updated>2020-01-01T00:00:00Z</updated>
<author><name>Ada Brook</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p></div></content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1", "title": "Northgate", "language": "en",
        "items": [{
            "id": "1", "title": "Engines seized", "url": "https://example.org/a/engines",
            "content_html": f"<p>{BODY}</p>",
            "date_published": "2019-03-14T10:00:00Z", "authors": [{"name": "Ada Brook"}],
        }],
    }
)  # fmt: skip
MHTML = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/a/engines
Subject: =?utf-8?Q?Engines_seized?=
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="xx"

--xx
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

{PAGE.replace("=", "=3D")}
--xx
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--xx--
"""
TABLE = (
    f'id,headline,body,date\n7,Engines seized,"{BODY}",2019-03-14\n8,Two held,"Police in Lyon, France, held two.",\n'
)


def mail(subject: str = "Engines seized", text: str = BODY, *, rich: str = "", **files: bytes) -> bytes:
    """A message with these files attached; a double underscore in a file's name stands for the dot of its ending."""
    found = EmailMessage()
    found["From"], found["To"] = "Ada Brook <ada@example.org>", "desk@example.org"
    found["Subject"], found["Date"], found["Message-ID"] = subject, "Thu, 14 Mar 2019 10:00:00 +0000", "<1@example.org>"
    found.set_content(text)
    if rich:
        found.add_alternative(rich, subtype="html")
    for name, raw in files.items():
        found.add_attachment(raw, maintype="application", subtype="octet-stream", filename=name.replace("__", "."))
    return found.as_bytes()


def mbox(*mails: bytes) -> bytes:
    return b"".join(b"From ada@example.org Thu Mar 14 10:00:00 2019\n" + one.rstrip() + b"\n\n" for one in mails)


def zipped(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, raw in members.items():
            archive.writestr(zipfile.ZipInfo(name), raw, method)
    return out.getvalue()


def word(*paragraphs: str, title: str = "", rows: list[list[str]] | None = None) -> bytes:
    made = docx.Document()
    if title:
        made.add_heading(title, 0)
    for words in paragraphs:
        made.add_paragraph(words)
    if rows:
        table = made.add_table(len(rows), len(rows[0]))
        for cells, row in zip(rows, table.rows, strict=True):
            for words, cell in zip(cells, row.cells, strict=True):
                cell.text = words
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def answer(body: bytes | str, kind: str = "text/html", status: str = "200 OK", more: str = "") -> bytes:
    """An HTTP answer as a web archive keeps it."""
    raw = body.encode() if isinstance(body, str) else body
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(raw)}\r\n\r\n".encode() + raw


def web_record(block: bytes, n: int, kind: WarcRecordType = WarcRecordType.response, *, packed: bool = False) -> bytes:
    """One record of a web archive about page `n`."""
    made = WarcRecord()
    made.init_headers(kind, f"uuid:00000000-0000-0000-0000-{n:012d}".encode())
    made.headers["WARC-Target-URI"] = f"https://example.org/{n}"
    made.headers["WARC-Date"] = "2019-03-15T08:00:00Z"
    http = kind in (WarcRecordType.response, WarcRecordType.request)
    made.headers["Content-Type"] = "application/http; msgtype=response" if http else "text/html"
    made.set_bytes_content(block)
    out = io.BytesIO()
    made.write(out, checksum_data=True)
    return gzip.compress(out.getvalue(), mtime=0) if packed else out.getvalue()


def web_archive(*pages: bytes | str, packed: bool = True) -> bytes:
    """A web archive in which each of these pages was answered."""
    return b"".join(web_record(answer(page), n, packed=packed) for n, page in enumerate(pages, 1))
