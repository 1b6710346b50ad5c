"""Lines of printed pages to paragraphs: columns put in order, running heads taken out, words and lines joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tidings.ingest import lines as line_of
from tidings.knowledge.boilerplate import Boilerplate

GUTTER = 1.5  # heights of the line from which a gap parts two columns; justified lines have gaps of up to 1.2
HYPHENATED = "\x02"  # ends a line whose last word goes on in the next one
EDGE_LINES = 2  # lines from the top and the bottom of a page among which running heads stand
HEAD_PAGES = 0.3  # share of the pages that show a running head; left and right pages have different ones
TITLE_HEIGHT = 1.2  # of the usual line: what stands so large is a title even where other pages repeat it
COLUMN_ROWS, COLUMN_CHARS = 3, 20  # rows set across two columns before that is believed; a table's cells are shorter
NEW_SIZE = 1.15  # by which a headline's height differs from that of the text under it
NEW_PARAGRAPH = 1.35  # of the usual distance of lines
INDENT = 0.8  # heights by which a paragraph's first line stands in
HANGING = 4.0  # heights by which the second line of a list's item stands in
SHORT = 0.15  # of the column's width by which a paragraph's last line stays behind
ASIDE = 0.95  # of the text's height: what is set smaller is a footnote or a caption
MAX_ASIDES = 8  # footnotes and tables between two halves of a sentence; a page has no more
LONGEST_WORD = 60  # letters of what a hyphen parts
NUMBER = re.compile(r"(?:page\s*)?[-–—|\[(\s]*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\])\s]*", re.I)
AT_HYPHEN = re.compile(r"[^\W\d_]-$")
BULLET = re.compile(r"[•▪◦‣●■*–-]\s|\(?\d{1,2}[.)]\s")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column: its words, and its box in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """From the lowest to the highest of its type, at least a point."""
        return max(self.top - self.bottom, 1.0)

    def goes_on(self, piece: Line) -> bool:
        """Whether the piece continues the line: level with it, and no further off than words in one column are."""
        height = max(self.height, piece.height)
        is_level = abs(piece.bottom - self.bottom) < height / 2
        return is_level and -height < piece.left - self.right < GUTTER * height

    def with_(self, piece: Line) -> Line:
        """Return the line with the piece behind it."""
        bottom, top = min(self.bottom, piece.bottom), max(self.top, piece.top)
        return Line(f"{self.text} {piece.text}", self.left, piece.right, bottom, top)


def paragraphs(pages: Sequence[list[Line]]) -> list[str]:
    """Return the paragraphs of all pages in reading order."""
    ordered = [_in_columns(page) for page in pages]
    kept = _without_heads(ordered)
    groups: list[list[Line]] = []
    for page in kept:
        leading = _leading(page)
        for n, line in enumerate(page):
            if groups and _goes_on(groups[-1], line, page if n else [], leading):
                groups[-1].append(line)
            else:
                groups.append([line])
    words = Counter(word for page in kept for line in page for word in line_of.WORD.findall(line.text.lower()))
    return [_joined([line.text for line in group], words) for group in _made_whole(groups)]


def _in_columns(page: list[Line]) -> list[Line]:
    """The page's lines, those of a left column before those of a right one where they were set row by row."""
    rows: list[list[Line]] = []
    for line in page:
        last = rows[-1][-1] if rows else None
        if last and abs(line.bottom - last.bottom) < last.height / 2 and line.left >= last.right:
            rows[-1].append(line)
        else:
            rows.append([line])
    ordered: list[Line] = []
    run: list[list[Line]] = []
    gutter = (0.0, 0.0)
    for row in [*rows, []]:
        narrowed = _gutter(row, gutter if run else None)
        if narrowed:
            run.append(row)
            gutter = narrowed
            continue
        ordered += _by_column(run, gutter)
        fresh = _gutter(row, None)
        run, gutter = ([row], fresh) if fresh else ([], gutter)
        ordered += [] if fresh else row
    return ordered


def _gutter(row: list[Line], within: tuple[float, float] | None) -> tuple[float, float] | None:
    """The gap between two lines of the row, as far as it lies in the gap of the rows above."""
    for left, right in pairwise(row):
        start, stop = left.right, right.left
        if within:
            start, stop = max(start, within[0]), min(stop, within[1])
        if start < stop:
            return start, stop
    return None


def _by_column(run: list[list[Line]], gutter: tuple[float, float]) -> list[Line]:
    left = [line for row in run for line in row if line.right <= gutter[0]]
    right = [line for row in run for line in row if line.left >= gutter[1]]
    if len(run) < COLUMN_ROWS or min(median(len(line.text) for line in side) for side in (left, right)) < COLUMN_CHARS:
        return [line for row in run for line in row]
    return left + _in_columns(right)


def _without_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers, and without what many of them say at their upper or lower edge."""
    edges = [_edges(page) for page in pages]
    shown = Counter(key for page in edges for key in {_masked(line) for line in page})
    usual = median([line.height for page in pages for line in page] or [1.0])
    least = max(2, HEAD_PAGES * len(pages))

    def is_head(line: Line) -> bool:
        if NUMBER.fullmatch(line.text):
            return True
        return shown[_masked(line)] >= least and line.height < TITLE_HEIGHT * usual

    return [
        [line for line in page if not (line in edge and is_head(line))] for page, edge in zip(pages, edges, strict=True)
    ]


def _edges(page: list[Line]) -> set[Line]:
    by_height = sorted(page, key=lambda line: line.bottom)
    return {*by_height[:EDGE_LINES], *by_height[-EDGE_LINES:]}


def _masked(line: Line) -> tuple[str, int]:
    """What the line says but for its numbers, and how high it stands."""
    return re.sub(r"\d+", "#", " ".join(line.text.lower().split())), round(line.bottom / line.height)


def _leading(page: list[Line]) -> float:
    """The usual distance from one line to the next under it."""
    steps = [a.bottom - b.bottom for a, b in pairwise(page)]
    return median([step for step in steps if 0 < step < 100] or [12.0])


def _goes_on(group: list[Line], line: Line, page: list[Line], leading: float) -> bool:
    """Whether the line belongs to the paragraph that the group is so far; `page` is empty for a page's first line."""
    last = group[-1]
    if last.text.endswith(HYPHENATED):
        return line.height >= ASIDE * last.height
    if max(last.height, line.height) > NEW_SIZE * min(last.height, line.height) or BULLET.match(line.text):
        return False
    ends = line_of.ends_sentence(last.text)
    step = last.bottom - line.bottom
    if not page or step <= 0 or line.left > last.right or line.right < last.left:  # a new page or column
        return not ends and not line_of.is_dateline(line.text)
    indent = HANGING if len(group) == 1 and BULLET.match(last.text) else INDENT
    if step > NEW_PARAGRAPH * leading or line.left - last.left > indent * line.height:
        return False
    if not ends:
        return True
    column = [one for one in page if one.left < last.right and one.right > last.left]
    left, right = min(one.left for one in column), max(one.right for one in column)
    return last.right >= right - SHORT * (right - left)


def _made_whole(groups: Iterable[list[Line]]) -> list[list[Line]]:
    """The paragraphs; one that breaks off at a footnote, a caption or a table takes what follows these into itself."""
    whole: list[list[Line]] = []
    for group in groups:
        n = _broken_off(whole, group[0])
        if n is None:
            whole.append(group)
        else:
            whole[n] = whole[n] + group
    return whole


def _broken_off(groups: Sequence[list[Line]], line: Line) -> int | None:
    """Which of the paragraphs the line goes on with, over nothing but asides; None where with none."""
    if not line.text[:1].islower():
        return None
    for n in range(len(groups) - 1, max(-1, len(groups) - 2 - MAX_ASIDES), -1):
        if _is_aside(groups[n], line):
            continue
        last = groups[n][-1]
        alike = ASIDE <= last.height / line.height <= 1 / ASIDE
        is_prose = len(last.text) >= COLUMN_CHARS and not line_of.ends_sentence(last.text)
        return n if n < len(groups) - 1 and alike and is_prose else None
    return None


def _is_aside(group: Sequence[Line], line: Line) -> bool:
    """Whether the paragraph is set smaller than the line, or consists of a table's cells."""
    is_table = len(group) >= COLUMN_ROWS and median(len(one.text) for one in group) < COLUMN_CHARS
    return is_table or all(one.height < ASIDE * line.height for one in group)


def _joined(texts: Iterable[str], words: Counter[str]) -> str:
    """The lines as one paragraph; a hyphen at a line's end stays where both halves are words by themselves."""
    text = ""
    for line in texts:
        ending = text[-LONGEST_WORD:]  # a paragraph may be as long as its page
        if text.endswith(HYPHENATED) or (AT_HYPHEN.search(ending) and line[:1].islower()):
            head, tail = re.search(r"\w*$", ending[:-1]), re.match(r"\w*", line)
            halves = (head.group().lower() if head else "", tail.group().lower() if tail else "")
            text = text[:-1] + ("-" if _is_compound(*halves, words) else "") + line
        else:
            text = f"{text} {line}" if text else line
    return text.replace(HYPHENATED, "-")


def _is_compound(head: str, tail: str, words: Counter[str]) -> bool:
    if not tail[:1].isalpha() or words[head + tail]:
        return not tail[:1].isalpha()
    known = Boilerplate.load()
    return words[f"{head}-{tail}"] > 0 or all(
        half in known.english or half in known.common or half in known.frequent for half in (head, tail)
    )
