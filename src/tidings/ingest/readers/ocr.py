"""Pictures of pages to lines of words, by OCR, where the extra `tidings[ocr]` is installed.

Its models come in the library's own wheel and are given to it by their paths: without them it would fetch others.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

from tidings.errors import UnreadableBytes
from tidings.ingest.printed import Line
from tidings.ingest.reading_order import in_reading_order

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]  # grey, a row of pixels after the other

LIBRARIES = ("rapidocr", "onnxruntime", "PIL")
INSTALL = "Install the extra that reads pictures (pip install 'tidings[ocr]') and add it again."
MAX_SIDE = 2_000  # pixels of a picture's longer side: A4 at 170 dots an inch; more takes longer and reads no better
LOOK_SIDE = 1_280  # pixels of the longer side in which lines are looked for; they are read from the whole picture
MAX_PAGES = 100  # of one document, some 5 to 10 s each on one core
MAX_LINES = 10_000  # of one document, some 0.15 s each; a page of a newspaper has up to 600
THREADS = 1  # so that several readers side by side do not wait for one another, and sums come out the same anywhere
LEAST = 0.5  # confidence of a line below which it is more often a stain or a picture than words
GOOD = 0.8  # mean confidence of a page that stands upright; one on its head has under 0.7
TALL = 1.5  # heights to widths of a box whose line runs from top to bottom
Box = Sequence[Sequence[float]]  # corners from the upper left, clockwise
OCR = threading.Lock()  # the library does not say that its models may be asked by two threads


def is_installed() -> bool:
    """Whether the extra is installed with its models."""
    return all(find_spec(name) for name in LIBRARIES) and len(_models()) == 2


@dataclass(slots=True)
class Sight:
    """What OCR made of one document's pages, by their numbers from 1; `notes` says it to the analyst."""

    n_pages: int
    unread: list[int] = field(default_factory=list)
    beyond: list[int] = field(default_factory=list)
    wordless: list[int] = field(default_factory=list)
    read: list[int] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    n_left_out: int = 0

    def page(self, n: int, picture: Callable[[], Picture | None], points: float) -> list[Line] | None:
        """Return the lines of page `n` in reading order, None where it was not read.

        `picture` draws it, or gives None where it is too large; `points` is the length of the page's longer side.
        """
        if not is_installed():
            self.unread.append(n)
            return None
        drawn = picture() if len(self.read) < MAX_PAGES and len(self.scores) < MAX_LINES else None
        if drawn is None:
            self.beyond.append(n)
            return None
        pieces, scores = _upright(drawn, points / max(drawn.shape[:2]))
        sure = [(piece, score) for piece, score in zip(pieces, scores, strict=True) if score >= LEAST]
        self.n_left_out += len(scores) - len(sure)
        self.scores += [score for _, score in sure]
        (self.read if sure else self.wordless).append(n)
        return in_reading_order([piece for piece, _ in sure])

    def notes(self) -> tuple[UnreadableBytes, ...]:
        """Return what is to be said of the document: which pages were read by OCR, and which were not read."""
        beyond = (
            f"more than the {MAX_PAGES} pages, {MAX_LINES:,} lines or the pixels that OCR reads of one document. "
            "Split it and add the parts."
        )
        told = (
            self._note(
                self.unread, f"without a text layer: pictures of text, perhaps scanned. {INSTALL}", reason="no-ocr"
            ),
            self._note(self.beyond, beyond, reason="too-large"),
            self._note(self.wordless, "pictures in which OCR found no words.", reason="no-text"),
            self._note(self.read, self._told(), reason="ocr"),
        )
        return tuple(note for note in told if note)

    def _note(self, pages: Sequence[int], words: str, *, reason: str) -> UnreadableBytes | None:
        return UnreadableBytes(f"{_named(pages, self.n_pages)} {words}", reason=reason) if pages else None

    def _told(self) -> str:
        if not self.scores:
            return ""
        out = f" {self.n_left_out} line(s) under {LEAST} were left out." if self.n_left_out else ""
        return (
            f"read by OCR: {len(self.scores)} line(s), confidence {fmean(self.scores):.2f} in the mean, "
            f"{min(self.scores):.2f} at the least.{out} Compare names and figures with the picture."
        )


def _named(pages: Sequence[int], n_pages: int) -> str:
    """The pages as ranges: "3 page(s) of 9 (2, 5-6)"."""
    starts = [n for before, n in pairwise([-1, *pages]) if n != before + 1]
    ends = [n for n, after in pairwise([*pages, -1]) if after != n + 1]
    ranges = ", ".join(f"{a}-{b}" if a < b else f"{a}" for a, b in zip(starts, ends, strict=True))
    return f"{len(pages)} page(s) of {n_pages} ({ranges})"


def _models() -> dict[str, str]:
    """The paths of the models that find lines and that read them, as the library calls the settings."""
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else Path()
    kinds = {"Det.model_path": "*_det_*.onnx", "Rec.model_path": "*_rec_*.onnx"}
    found = {setting: sorted(folder.glob(name)) for setting, name in kinds.items()}
    return {setting: str(paths[-1]) for setting, paths in found.items() if paths}


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            **_models(),
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.text_score": 0.0,
            "Global.max_side_len": MAX_SIDE,
            "Det.limit_type": "max",
            "Det.limit_side_len": LOOK_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
        }
    )


def _upright(picture: Picture, scale: float) -> tuple[list[Line], list[float]]:
    """The pieces of lines with their confidence; a page that lies on its side or its head is turned."""
    seen = _seen(picture)
    boxes, _, scores = seen
    is_on_its_side = 2 * sum(_side(box, 0, 3) > TALL * _side(box, 0, 1) for box in boxes) > len(boxes)
    turns = (1, 3) if is_on_its_side else (2,) if boxes and fmean(scores) < GOOD else ()
    tries = [] if is_on_its_side else [(picture, seen)]
    for n in turns:
        turned = _turned(picture, n)
        tries.append((turned, _seen(turned)))
        if fmean(tries[-1][1][2] or [0.0]) >= GOOD:
            break
    drawn, (boxes, texts, scores) = max(tries, key=lambda one: _n_letters(*one[1]))
    return _lines(boxes, texts, drawn.shape[0], scale), scores


def _n_letters(_: Sequence[Box], texts: Sequence[str], scores: Sequence[float]) -> float:
    return sum(len(text) * score for text, score in zip(texts, scores, strict=True))


def _turned(picture: Picture, n: int) -> Picture:
    import numpy as np

    return np.ascontiguousarray(np.rot90(picture, n))


def _seen(picture: Picture) -> tuple[list[Box], list[str], list[float]]:
    with OCR:
        found = _engine()(picture)
    if not found.txts:
        return [], [], []
    return found.boxes.tolist(), list(found.txts), [float(score) for score in found.scores]


def _side(box: Box, a: int, b: int) -> float:
    return math.dist(box[a], box[b])


def _lines(boxes: Sequence[Box], texts: Sequence[str], height: int, scale: float) -> list[Line]:
    """The boxes as pieces of level lines in points from the lower left corner, the page's tilt taken out."""
    wide = [box for box in boxes if _side(box, 0, 1) > 3 * _side(box, 0, 3)]
    tilt = median([math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0]) for box in wide] or [0.0])
    cos, sin = math.cos(tilt), math.sin(tilt)
    pieces = []
    for box, text in zip(boxes, texts, strict=True):
        level = [(x * cos + y * sin, y * cos - x * sin) for x, y in box]
        left, right = (level[0][0] + level[3][0]) / 2, (level[1][0] + level[2][0]) / 2
        top, bottom = (level[0][1] + level[1][1]) / 2, (level[2][1] + level[3][1]) / 2
        edges = (scale * edge for edge in (left, right, height - bottom, height - top))
        pieces.append(Line(" ".join(text.split()), *edges))
    return pieces
