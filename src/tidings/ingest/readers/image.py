"""Pictures of text (PNG, JPEG, TIFF, WebP), read by OCR: a page each, of a TIFF each of its pages."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from tidings.errors import TooLarge, UnreadableBytes
from tidings.ingest.decoding import checked
from tidings.ingest.media import HEAD, JPEG, PNG, TIFF, WEBP, media_type
from tidings.ingest.printed import paragraphs
from tidings.ingest.readers.ocr import INSTALL, MAX_PAGES, MAX_SIDE, Sight, is_installed
from tidings.ingest.text import Text
from tidings.model import Document

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

    from tidings.ingest.readers.ocr import Picture

SURE = 0.95
FORMATS = {PNG: "PNG", JPEG: "JPEG", TIFF: "TIFF", WEBP: "WebP"}
MAX_PIXELS = 64_000_000  # A4 at 800 dots an inch
MIN_SIDE = 20  # pixels; what is smaller is an icon or a rule, in which no line of words can be read
POINTS = 842.0  # of the longer side, as if the picture were a sheet of A4
# what Pillow raises for files that are cut off or altered
DAMAGE = (OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, ArithmeticError, RuntimeError,
          AttributeError, struct.error, zlib.error)  # fmt: skip


def bid(doc: Document) -> float:
    """What is a picture by its first bytes, or is said to be one."""
    return SURE if doc.media_type in FORMATS or media_type(doc.raw[:HEAD]) in FORMATS else 0.0


def read(doc: Document) -> Text:
    """Return the paragraphs that OCR reads in the picture, without running heads and page numbers."""
    if not is_installed():
        raise UnreadableBytes(f"A picture has no text of its own. {INSTALL}", reason="no-ocr")
    with _opened(doc.raw) as image:
        n_pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        if n_pages > MAX_PAGES:
            raise TooLarge(n_pages, MAX_PAGES, "pages")
        if min(image.size) < MIN_SIDE:
            raise UnreadableBytes(
                "{} x {} pixels: an icon or a rule, without words.".format(*image.size), reason="no-text"
            )
        sight = Sight(n_pages)
        pages = [sight.page(n, partial(_picture, image, n), POINTS) for n in range(1, n_pages + 1)]
    text = "\n\n".join(paragraphs([page for page in pages if page]))
    if not text.strip():
        raise sight.notes()[0]
    return Text(checked(text), notes=sight.notes())


@contextmanager
def _opened(raw: bytes) -> Iterator[ImageFile]:
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(raw), formats=[name.upper() for name in FORMATS.values()]) as image:
                yield image
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as why:
            raise UnreadableBytes(f"{why} Save it smaller, and add that.", reason="too-large") from why
        except UnidentifiedImageError as why:
            raise UnreadableBytes(
                "Not a whole picture: it breaks off at its head. Get it anew.", reason="damaged"
            ) from why
        except DAMAGE as why:
            raise UnreadableBytes(f"Not a whole picture: {why}. Get it anew.", reason="damaged") from why


def _picture(image: ImageFile, n: int) -> Picture | None:
    """Page `n` of the file, upright, grey on white and no longer than OCR reads; None where it is too large."""
    from PIL import ImageOps

    if n > 1:
        image.seek(n - 1)
    if image.width * image.height > MAX_PIXELS:
        return None
    image.draft("L", (MAX_SIDE, MAX_SIDE))
    drawn = _grey(ImageOps.exif_transpose(image))
    drawn.thumbnail((MAX_SIDE, MAX_SIDE))
    return _pixels(drawn)


def _grey(image: Image) -> Image:
    from PIL import Image as images

    if image.mode.startswith(("I", "F")):  # more than 8 bits a pixel, which Pillow would cut off at white
        import numpy as np

        deep = np.asarray(image, dtype=np.float64)
        spread = max(float(np.ptp(deep)), 1.0)
        return images.fromarray(((deep - deep.min()) * (255 / spread)).astype(np.uint8))
    if image.has_transparency_data:
        over = image.convert("RGBA")
        white = images.new("RGBA", over.size, "white")
        return images.alpha_composite(white, over).convert("L")
    return image.convert("L")


def _pixels(image: Image) -> Picture:
    import numpy as np

    return np.ascontiguousarray(np.asarray(image, dtype=np.uint8))
