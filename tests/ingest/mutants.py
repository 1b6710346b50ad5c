"""Files of every format with something wrong: altered outside or inside their packing, nested deeply, made to burst."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from gzip import compress
from typing import NamedTuple

from tests.ingest import packs, pdfs

Alter = Callable[[bytes], bytes]
Seed = Callable[[Alter], bytes]


class Mutant(NamedTuple):
    """A file, its name, and what was done to it."""

    name: str
    raw: bytes
    done: str


def packed_pdf(packed: bytes) -> bytes:
    """A PDF of one page with this packed content."""
    page = b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>"
    return pdfs.whole(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            page,
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        ]
    )


WORD = packs.word(packs.BODY, title="Engines seized", rows=[["a", "b"]])
PDF = pdfs.pdf(pdfs.column(packs.BODY, 50, 800, 40) + pdfs.column(packs.BODY, 300, 800, 40), title="Engines")
SHOWN = f"BT /F1 10 Tf 50 700 Td ({packs.BODY}) Tj ET".encode()
ROWS = b'{"text": "Police held two men.", "date": "2019-03-14"}\n{"text": "Three were held."}\n'
RECORDS = [packs.web_record(packs.answer(packs.PAGE), n) for n in range(3)]


SCAN = pdfs.scan(64, 90, bytes(range(64)) * 90)
PNG = pdfs.png(64, 90, (b"\0" + bytes(range(64))) * 90)


def whole(raw: bytes | str) -> Seed:
    return lambda alter: alter(raw.encode() if isinstance(raw, str) else raw)


def word(alter: Alter) -> bytes:
    """A Word document whose text is altered before it is packed."""
    return packs.zipped(word_parts() | {"word/document.xml": alter(word_parts()["word/document.xml"])})


def word_parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def web(alter: Alter, *, packed: bool) -> bytes:
    """A web archive whose middle record is altered."""
    pack = compress if packed else bytes
    return pack(RECORDS[0]) + alter(pack(RECORDS[1])) + pack(RECORDS[2])


SEEDS: dict[str, Seed] = {
    "a.txt": whole(packs.BODY),
    "a.md": whole(f"---\ntitle: Engines\n---\n# Engines\n\n{packs.BODY}"),
    "a.html": whole(packs.PAGE),
    "a.pdf": whole(PDF),
    "scan.pdf": whole(SCAN),
    "a.png": whole(PNG),
    "packed.png": lambda alter: pdfs.png(64, 90, alter((b"\0" + bytes(range(64))) * 90)),
    "packed.pdf": lambda alter: packed_pdf(zlib.compress(alter(SHOWN))),
    "a.docx": whole(WORD),
    "packed.docx": word,
    "a.eml": whole(packs.mail(rich="<p>Engines seized</p>", a__txt=b"Two held.", b__docx=WORD)),
    "a.mbox": whole(packs.mbox(packs.mail(), packs.mail("Two held"))),
    "a.mht": whole(packs.MHTML),
    "a.rss": whole(packs.RSS),
    "a.atom": whole(packs.ATOM),
    "feed.json": whole(packs.JSON_FEED),
    "a.jsonl": whole(ROWS),
    "a.csv": whole(packs.TABLE),
    "a.warc": lambda alter: web(alter, packed=False),
    "a.warc.gz": lambda alter: web(alter, packed=True),
    "a.wacz": lambda alter: packs.zipped({"datapackage.json": b"{}", "archive/a.warc": alter(b"".join(RECORDS))}),
    "a.zip": whole(packs.zipped({"a.html": packs.PAGE, "b.pdf": PDF, "c.eml": packs.mail()})),
    "packed.zip": lambda alter: packs.zipped({"a.html": alter(packs.PAGE.encode()), "b.pdf": alter(PDF)}),
    "a.txt.gz": whole(compress(packs.BODY.encode(), mtime=0)),
}


def altered(raw: bytes, dice: random.Random) -> bytes:
    """The bytes with one to four alterations."""
    some = bytearray(raw)
    for _ in range(dice.randint(1, 4)):
        if not some:
            break
        start = dice.randrange(len(some))
        stop = min(len(some), start + dice.choice((1, 2, 8, 64, 512)))
        kind = dice.randrange(7)
        if kind == 0:
            for _ in range(dice.choice((1, 3, 30))):
                some[dice.randrange(len(some))] ^= 1 << dice.randrange(8)
        elif kind == 1:
            del some[start:]
        elif kind == 2:
            del some[start:stop]
        elif kind == 3:
            some[start:start] = some[start:stop] * dice.choice((1, 2, 50))
        elif kind == 4:
            some[start:stop] = dice.randbytes(stop - start)
        elif kind == 5:
            some[start:stop] = bytes(stop - start)
        else:
            some[start:stop] = dice.choice(
                (b"<", b'"', b"\r\n", b"99999999999", b"\xff\xfe", b"<!ENTITY a 'b'>", b"\\u")
            )
    return bytes(some)


def nested(depth: int, dice: random.Random) -> Mutant:
    """Something inside itself, this many times."""
    kind = dice.choice(("zip", "gz", "eml", "html", "json", "rss", "docx", "multipart", "pdf"))
    raw: bytes = packs.BODY.encode()
    name = "a.txt"
    if kind in ("zip", "gz", "eml"):
        for _ in range(min(depth, 12)):
            if kind == "zip":
                raw, name = packs.zipped({name: raw}), "a.zip"
            elif kind == "gz":
                raw, name = compress(raw), "a.gz"
            else:
                raw, name = packs.mail(a__eml=raw), "a.eml"
    elif kind == "html":
        raw, name = b"<html><body>" + b"<div>" * depth + raw + b"</div>" * depth, "a.html"
    elif kind == "json":
        raw, name = b'{"text": ' + b"[" * depth + b"]" * depth + b"}", "a.json"
    elif kind == "rss":
        raw, name = b"<rss>" + b"<item>" * depth + raw + b"</item>" * depth + b"</rss>", "a.rss"
    elif kind == "pdf":
        raw, name = pdfs.forms(min(depth, 300), 2, raw), "a.pdf"
    elif kind == "docx":
        text = word_parts()["word/document.xml"]
        deep = text.replace(b"<w:p>", b"<w:sdt>" * depth + b"<w:p>", 1)
        raw, name = packs.zipped(word_parts() | {"word/document.xml": deep}), "a.docx"
    else:
        parts = (f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n'.encode() for n in range(depth))
        raw, name = b"MIME-Version: 1.0\nMessage-ID: <1>\n" + b"".join(parts) + b"\nTwo held.\n", "a.eml"
    return Mutant(name, raw, f"{kind} {depth} deep")


def bomb(size: int, dice: random.Random) -> Mutant:
    """A small file that unpacks to `size` bytes or more, or asks for as many."""
    zeros, entity = (
        bytes(size),
        b"<!ENTITY a 'Two held. '>"
        + b"".join(b"<!ENTITY %c '%s'>" % (letter + 1, b"&%c;" % letter * 10) for letter in range(97, 107)),
    )
    bombs: dict[str, Callable[[], bytes]] = {
        "a.zip": lambda: packs.zipped({"a.txt": zeros}),
        "b.zip": lambda: packs.zipped({f"{n}.zip": packs.zipped({"a.txt": zeros[: size // 10]}) for n in range(10)}),
        "many.zip": lambda: packs.zipped({f"{n}.txt": b"" for n in range(size // 5_000)}),
        "a.txt.gz": lambda: compress(zeros),
        "a.jsonl.gz": lambda: compress(b'{"text": "' + zeros),
        "a.warc.gz": lambda: compress(RECORDS[0].replace(b"Content-Length: ", b"Content-Length: 9", 1) + zeros),
        "http.warc": lambda: packs.web_record(
            packs.answer(compress(zeros), more="Content-Encoding: gzip\r\n"), 1
        ),
        "a.pdf": lambda: packed_pdf(zlib.compress(b"BT /F1 9 Tf (Two) Tj ET " * (size // 24))),
        "b.pdf": lambda: packed_pdf(zlib.compress(b"q 1 0 0 1 0 0 cm " * (size // 17))),
        "scan.pdf": lambda: pdfs.scan(size // 100, 100, zeros),
        "a.png": lambda: pdfs.png(size // 100, 100, zeros),
        "a.docx": lambda: packs.zipped(word_parts() | {"word/document.xml": zeros}),
        "a.rss": lambda: b"<!DOCTYPE rss [" + entity + b"]><rss><item><title>&k;</title></item></rss>",
        "b.rss": lambda: b'<!DOCTYPE rss [<!ENTITY a SYSTEM "a.txt">]><rss><item><title>&a;</title></item></rss>',
        "a.csv": lambda: b'text\n"' + b"Two held. " * (size // 40),
        "a.html": lambda: b"<html><body>" + b"<p>Two held <b>in Lyon</b>.</p>" * (size // 200),
        "b.html": lambda: b"<html><body><p " + b"a='b' " * (size // 60),
        "a.eml": lambda: b"Message-ID: <1>\nSubject: " + b"=?utf-8?q?a?= " * (size // 100) + b"\n\nTwo held.",
        "a.md": lambda: b"[" * (size // 100) + b"**" * (size // 100),
        "a.txt": lambda: b"Two held in Lyon. " * (size // 100),
        "a.mbox": lambda: b"From a@b Thu Mar 14 10:00:00 2019\nA: b\n\n" * (size // 2_000),
    }  # fmt: skip
    name = dice.choice(list(bombs))
    return Mutant(name, bombs[name](), f"bomb of {size:,}")


def mutants(n: int, seed: int, size: int = 300_000_000) -> Iterator[Mutant]:
    """Yield `n` of them, the same for the same seed; one in twenty is deep, one in twenty bursts to `size` bytes."""
    dice = random.Random(seed)
    names = list(SEEDS)
    for k in range(n):
        if k % 20 == 18:
            yield nested(dice.choice((3, 5, 40, 300, 5_000, 100_000)), dice)
        elif k % 20 == 19:
            yield bomb(dice.choice((size // 100, size // 10, size)), dice)
        else:
            name = names[k % len(names)]
            inner, seen = dice.random() < 0.5, random.Random(dice.random())
            raw = SEEDS[name]((lambda some, seen=seen: altered(some, seen)) if inner else bytes)
            yield Mutant(name, raw if inner else altered(raw, seen), "altered inside" if inner else "altered")
