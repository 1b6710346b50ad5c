"""Text inside XML, and what a form writes after the rest while it streams."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

# everything but what XML 1.0 allows: control characters, half characters and two that are none
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MEMORY = 2**20  # characters of what waits that stay in memory; the rest goes to a temporary file
_CHUNK = 2**16


def text(value: object) -> str:
    """Return a value as the text of an element; a character that XML forbids becomes U+FFFD.

    >>> text("a < b ]]>")
    'a &lt; b ]]&gt;'
    """
    return escape(_FORBIDDEN.sub("�", str(value)), {"\r": "&#13;"})


def attribute(value: object) -> str:
    """Return a value as an attribute with its quotes.

    >>> attribute("a & b")
    '"a &amp; b"'
    """
    return quoteattr(_FORBIDDEN.sub("�", str(value)))


class Waiting:
    """Text that must stand after what is written now; it waits in a temporary file once it is long."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_MEMORY, "w+", encoding="utf-8", errors="surrogatepass", newline="")
        self.is_empty = True

    def add(self, piece: str) -> None:
        """Put a piece behind the others."""
        self._file.write(piece)
        self.is_empty = False

    def pieces(self) -> Iterator[str]:
        """Yield it all, and let go of the file."""
        with self._file as held:
            held.seek(0)
            while piece := held.read(_CHUNK):
                yield piece
