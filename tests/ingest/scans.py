"""Pictures of printed pages: text set with Pillow's own font, blurred and tilted as by a scanner, alone or in a PDF."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tests.ingest import pdfs
from tests.ingest.pdfs import Placed

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 595, 842  # points of A4
DPI = 150


def page(lines: Sequence[Placed], *, size: float = 10, tilt: float = 0.0, noise: int = 12) -> Image:
    """A page of placed lines, places in points from the lower left, as a grey picture; `tilt` is in degrees."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    dots = DPI / 72
    image = Image.new("L", (round(WIDTH * dots), round(HEIGHT * dots)), 245)
    font = ImageFont.load_default(size * dots)
    for x, y, words in lines:
        ImageDraw.Draw(image).text((x * dots, (HEIGHT - y) * dots), words, font=font, fill=25, anchor="ls")
    image = image.filter(ImageFilter.GaussianBlur(0.6)).rotate(tilt, Image.Resampling.BICUBIC, fillcolor=245)
    dirt = Image.frombytes("L", image.size, random.Random(7).randbytes(image.width * image.height))
    return Image.blend(image, dirt, noise / 255)


def packed(image: Image, kind: str = "PNG", **options: object) -> bytes:
    """The picture as a file of this kind."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def scanned_pdf(*pages: Image | Sequence[Placed], stamp: str = "") -> bytes:
    """A PDF whose pages are pictures, with a stamp as their only text, or placed lines of text."""
    n = len(pages)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {n} /Kids [{' '.join(f'{4 + 3 * k} 0 R' for k in range(n))}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for k, shown in enumerate(pages):
        parts += _page(4 + 3 * k, shown, stamp)
    return pdfs.whole(parts)


def _page(number: int, shown: Image | Sequence[Placed], stamp: str) -> list[bytes]:
    """The three objects of a page: itself, its instructions, its picture."""
    lines: Sequence[Placed] = shown if isinstance(shown, Sequence) else [(50, 15, stamp)] if stamp else []
    drawn, image = pdfs.content(lines), b"null"
    if not isinstance(shown, Sequence):
        drawn = b"q %d 0 0 %d 0 0 cm /I Do Q\n" % (WIDTH, HEIGHT) + drawn
        data = zlib.compress(shown.tobytes())
        image = (
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
            b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (*shown.size, len(data), data)
        )
    about = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {number + 1} 0 R "
        f"/Resources << /Font << /F1 3 0 R >> /XObject << /I {number + 2} 0 R >> >> >>"
    )
    return [about.encode(), b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn), image]
