"""Small PDF files written by hand: text in Helvetica at given places, and pages without any."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

LEADING = 12.0  # points from one line to the next
Placed = tuple[float, float, str]  # from the left, from the bottom, the words


def pdf(*pages: Iterable[Placed] | bytes, size: float = 10, title: str | None = None) -> bytes:
    """A PDF of these pages, each a list of placed lines or what `content` makes of some, on A4."""
    n = len(pages)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {n} /Kids [{' '.join(f'{4 + 2 * k} 0 R' for k in range(n))}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for k, lines in enumerate(pages):
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            + f" /Contents {5 + 2 * k} 0 R >>".encode()
        )
        shown = lines if isinstance(lines, bytes) else content(lines, size)
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown))
    if title:
        parts.append(b"<< /Title (%s) >>" % _escaped(title))
    return whole(parts, b" /Info %d 0 R" % len(parts) if title else b"")


def content(lines: Iterable[Placed], size: float = 10) -> bytes:
    """The instructions that set the lines."""
    return b"".join(_shown(x, y, words, size) + b"\n" for x, y, words in lines)


def scan(width: int, height: int, pixels: bytes, *, points: tuple[int, int] = (595, 842), words: bytes = b"") -> bytes:
    """A PDF of one page with a grey picture that is said to be so large, and a line of text."""
    shown = b"q %d 0 0 %d 0 0 cm /I Do Q BT /F1 9 Tf 50 20 Td (%s) Tj ET" % (*points, words)
    data = zlib.compress(pixels)
    return whole(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources"
            b" << /Font << /F1 3 0 R >> /XObject << /I 6 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
            b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (width, height, len(data), data),
        ]
    )


def forms(depth: int, times: int, words: bytes) -> bytes:
    """A PDF whose page draws a form, which draws the next one so many times, and so on; the last shows the words."""
    fonts, own = b"/Font << /F1 3 0 R >>", b"/XObject << /X %d 0 R >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << %s >> >>" % (own % 6),
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
    ]
    for n in range(depth):
        is_last = n == depth - 1
        shown = b"BT /F1 10 Tf 50 700 Td (%s) Tj ET" % words if is_last else b"/X Do " * times
        about = b"/Subtype /Form /BBox [0 0 595 842] /Resources << %s >>" % (fonts if is_last else own % (7 + n))
        parts.append(b"<< /Type /XObject %s /Length %d >>\nstream\n%s\nendstream" % (about, len(shown), shown))
    return whole(parts)


def png(width: int, height: int, rows: bytes) -> bytes:
    """A grey PNG that is said to be so large; each row of pixels has a byte 0 before it."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def column(text: str, x: float, top: float, width: int) -> list[Placed]:
    """Lines of at most `width` characters one under the other; an empty line of the text is a gap."""
    found: list[Placed] = []
    y = top
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if len(line) + len(word) > width:
                found.append((x, y, line.strip()))
                line, y = "", y - LEADING
            line += f"{word} "
        if line.strip():
            found.append((x, y, line.strip()))
        y -= LEADING
    return found


def whole(parts: list[bytes], trailer: bytes = b"") -> bytes:
    """The parts as numbered objects with the table of where they are."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, trailer, at)
    return bytes(out)


def _shown(x: float, y: float, words: str, size: float) -> bytes:
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET" % (size, x, y, _escaped(words))


def _escaped(words: str) -> bytes:
    return words.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
