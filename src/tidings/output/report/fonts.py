"""The font of PDF and PNG: FiraGO, which has Latin, Greek, Cyrillic, Arabic, Hebrew, Georgian, Devanagari and Thai.

It comes with the package pymupdf-fonts under the SIL Open Font License, as bytes; libraries that draw want files.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

from tidings.errors import WrongCall

Style = Literal["", "B", "I"]
NAMES: dict[Style, str] = {"": "figo", "B": "figbo", "I": "figit"}
LACKING = "▯"  # stands for a character that the font lacks
INSTALL = 'needs more than is installed. Type: pip install "tidings[report]"'


def font_bytes(style: Style) -> bytes:
    """Return the font of one style. Raises WrongCall where its package is not installed."""
    try:
        from pymupdf_fonts import myfont
    except ModuleNotFoundError as why:
        raise WrongCall(f"A report as PDF, or one with pictures, {INSTALL}") from why
    return bytes(myfont(NAMES[style]))


@contextmanager
def font_files() -> Iterator[dict[Style, Path]]:
    """Lay the fonts out as files for the time of the block."""
    with tempfile.TemporaryDirectory(prefix="tidings-") as folder:
        files: dict[Style, Path] = {}
        for style, name in NAMES.items():
            files[style] = Path(folder) / f"{name}.ttf"
            files[style].write_bytes(font_bytes(style))
        yield files


@cache
def held() -> frozenset[int]:
    """The characters that the font has."""
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(io.BytesIO(font_bytes("")), lazy=True).getBestCmap())


def drawable(text: str) -> str:
    """Return the text with a box for each character that the font lacks."""
    known = held()
    return "".join(char if ord(char) in known else LACKING for char in text)
