"""The dossier as PDF, made by fpdf2 without a browser: pictures as drawings, an outline, notes that marks lead to."""

from __future__ import annotations

import datetime as dt
import logging
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from tidings.errors import WrongCall
from tidings.output.report.fonts import INSTALL, Style, drawable, font_files
from tidings.output.report.html import note_lines
from tidings.output.report.parts import Block, Dossier, Figure, Grid, Note, Paragraph, Remark, Row
from tidings.output.report.picture import LIGHT, Area, Dot, Label, Line, Picture, Tone
from tidings.output.report.raster import dashes
from tidings.output.report.text import moment, shown

FONT = "FiraGO"
MARGIN, FOOT = 20.0, 18.0  # millimetres
TEXT, SMALL, TINY = 10.0, 8.5, 7.5  # points
POINTS = 72 / 25.4  # in a millimetre
LEADING = 1.4
ROUND = 0.5  # millimetres by which fpdf2 may hold a line for fuller than it is
NARROW = {"Grade", "Status", "When", "Notes", "Stories", "Copies", "Events", "Step", "Origins named", "Events asserted"}
RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO"})


def dossier_pdf(dossier: Dossier) -> bytes:
    """Return the file's bytes. Raises WrongCall where fpdf2 or the fonts are not installed."""
    try:
        from fpdf import FPDF
    except ModuleNotFoundError as why:
        raise WrongCall(f"A report as PDF {INSTALL}") from why
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # else it tells of each table that it leaves out
    with font_files() as files:
        pdf = FPDF(format="A4")
        for style, path in files.items():
            pdf.add_font(FONT, style, path)
        return _Page(pdf, dossier).whole()


class _Page:
    """One document in the making."""

    def __init__(self, pdf: Any, dossier: Dossier) -> None:
        self.pdf, self.dossier = pdf, dossier
        self.links: dict[int, Any] = {}

    def whole(self) -> bytes:
        pdf, dossier = self.pdf, self.dossier
        pdf.set_margins(MARGIN, MARGIN, MARGIN)
        pdf.set_auto_page_break(True, FOOT)
        pdf.c_margin = 0
        pdf.set_title(shown(dossier.title))
        pdf.set_creator("Tidings")
        pdf.set_lang("en")
        pdf.set_creation_date(dt.datetime.fromisoformat(dossier.made))
        if any(map(_needs_shaping, _texts(dossier))):
            pdf.set_text_shaping(True, direction="ltr")  # else a sentence that starts in Arabic runs backwards
        pdf.footer = self._footer
        pdf.add_page()
        self.links = {note.number: pdf.add_link() for note in dossier.notes}
        self._line(dossier.title, 20, "B")
        self._line(f"Made {moment(dossier.made)}", SMALL, tone="soft")
        for section in dossier.sections:
            first = section.blocks[0]
            self._heading(section.title, self._height(first.picture) if isinstance(first, Figure) else 0)
            for block in section.blocks:
                self._block(block)
        if dossier.notes:
            self._heading("Notes")
            for note in dossier.notes:
                self._note(note)
        return bytes(pdf.output())

    def _footer(self) -> None:
        self.pdf.set_y(-FOOT + 4)
        self._font(TINY, tone="soft")
        self.pdf.cell(0, 5, str(self.pdf.page_no()), align="C")

    def _font(self, size: float, style: Style = "", tone: Tone = "ink") -> float:
        """Set the font and return the height of its line in millimetres."""
        self.pdf.set_font(FONT, style, size)
        self.pdf.set_text_color(LIGHT[tone])
        return size / POINTS * LEADING

    def _line(self, text: str, size: float, style: Style = "", tone: Tone = "ink") -> None:
        high = self._font(size, style, tone)
        self.pdf.multi_cell(0, high, _shown(text), align="L", new_x="LMARGIN", new_y="NEXT")

    def _heading(self, title: str, below: float = 0) -> None:
        """Put a heading on a page that also holds the start of what stands below it."""
        if self.pdf.will_page_break(30 + below):
            self.pdf.add_page()
        self.pdf.ln(4)
        self.pdf.start_section(_shown(title))
        self._line(title, 14, "B")
        self.pdf.ln(1)

    def _block(self, block: Block) -> None:
        if isinstance(block, Figure):
            self._figure(block)
        elif isinstance(block, Grid):
            self._grid(block)
        else:
            self._paragraph(block)

    def _paragraph(self, block: Paragraph) -> None:
        pdf = self.pdf
        if pdf.will_page_break(12):
            pdf.add_page()
        if block.head:
            self._write(_shown(block.head), TEXT, "B")
        for n, part in enumerate(block.parts):
            before = " " if n or block.head else ""  # a blank at the front, where the line may break
            self._write(before + _shown(part.text), TEXT, tone="soft" if isinstance(part, Remark) else "ink")
            self._marks(() if isinstance(part, Remark) else part.notes)
        if block.foot:
            pdf.ln(TEXT / POINTS * LEADING)
            self._write(_shown(block.foot), SMALL, tone="soft")
        pdf.ln(TEXT / POINTS * LEADING + 1.6)

    def _write(self, text: str, size: float, style: Style = "", tone: Tone = "ink") -> None:
        self._font(size, style, tone)
        self.pdf.write(TEXT / POINTS * LEADING, text)

    def _marks(self, notes: Iterable[int]) -> None:
        pdf, high = self.pdf, TEXT / POINTS * LEADING
        self._font(TINY, tone="other")
        for number in notes:
            mark = f"[{number}]"
            if pdf.get_x() + pdf.get_string_width(mark) > pdf.w - pdf.r_margin - ROUND:
                pdf.ln(high)
            pdf.write(high, mark, self.links[number])

    def _grid(self, grid: Grid) -> None:
        heads = (*grid.heads, "Notes") if grid.has_notes else grid.heads
        self._font(SMALL)
        widths = tuple(10 if head in NARROW else 16 for head in heads)
        self.pdf.set_draw_color(LIGHT["grid"])
        self.pdf.set_fill_color(LIGHT["ground"])
        self.pdf.set_line_width(0.2)
        high = SMALL / POINTS * 1.3
        with self.pdf.table(
            col_widths=widths, line_height=high, text_align="LEFT", borders_layout="HORIZONTAL_LINES", padding=(0.5, 1)
        ) as table:
            table.row(tuple(map(_shown, heads)))
            for row in grid.rows:
                table.row(_cells(row, grid))
        self.pdf.ln(3)

    def _note(self, note: Note) -> None:
        pdf = self.pdf
        if pdf.will_page_break(16):
            pdf.add_page()
        pdf.set_link(self.links[note.number], y=pdf.get_y(), page=pdf.page_no())
        self._font(SMALL)
        quotes = " ".join(f"“{_shown(quote.text)}”" for quote in note.quotes)
        self._line(f"[{note.number}] {quotes}", SMALL)
        for line in note_lines(note):
            self._line(line, TINY, tone="soft")
        pdf.ln(1.5)

    def _figure(self, figure: Figure) -> None:
        pdf, picture = self.pdf, figure.picture
        scale = pdf.epw / picture.width
        if pdf.will_page_break(self._height(picture) + 12):
            pdf.add_page()
        left, top = pdf.l_margin, pdf.get_y()
        with pdf.rect_clip(left, top, picture.width * scale, picture.height * scale):
            self._draw(picture, left, top, scale)
        pdf.set_fill_color(LIGHT["ground"])  # the clip gave back the page's own, which fpdf2 does not know
        pdf.set_xy(left, top + picture.height * scale + 1)
        self._line(figure.caption, SMALL, tone="soft")
        pdf.ln(2)

    def _height(self, picture: Picture) -> float:
        """How high the picture is on the page, in millimetres."""
        return float(picture.height * self.pdf.epw / picture.width)

    def _draw(self, picture: Picture, left: float, top: float, scale: float) -> None:
        pdf = self.pdf

        def moved(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
            return [(left + x * scale, top + y * scale) for x, y in points]

        for shape in picture.shapes:
            pdf.set_draw_color(LIGHT[shape.tone])
            pdf.set_fill_color(LIGHT[shape.tone])
            if isinstance(shape, Line):
                pdf.set_line_width(shape.width * scale)
                for run in dashes(shape.points) if shape.is_dashed else [list(shape.points)]:
                    pdf.polyline(moved(run))
            elif isinstance(shape, Area):
                pdf.set_line_width(0.6 * scale)
                pdf.set_draw_color(LIGHT[shape.edge or shape.tone])
                pdf.polygon(moved(shape.points), style="DF" if shape.edge else "F")
            elif isinstance(shape, Dot):
                pdf.set_line_width(1.6 * scale)
                pdf.circle(*moved([shape.at])[0], shape.radius * scale, style="D" if shape.is_ring else "F")
            else:
                self._label(shape, *moved([shape.at])[0], scale)

    def _label(self, label: Label, x: float, y: float, scale: float) -> None:
        self._font(label.size * scale * POINTS, tone=label.tone)
        words = _shown(label.text)
        wide = self.pdf.get_string_width(words)
        self.pdf.text(x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor], y, words)


def _cells(row: Row, grid: Grid) -> tuple[str, ...]:
    notes = (" ".join(f"[{n}]" for n in row.notes),) if grid.has_notes else ()
    return (*map(_shown, row.cells), *notes)


def _shown(text: str) -> str:
    return drawable(shown(text))


def _needs_shaping(text: str) -> bool:
    """Whether letters join or run from right to left, so that a shaper has to place them."""
    return any(unicodedata.bidirectional(char) in RIGHT_TO_LEFT or "\u0900" <= char <= "\u0fff" for char in text)


def _texts(dossier: Dossier) -> Iterator[str]:
    """Every text of the dossier that may hold a foreign script."""
    yield dossier.title
    for section in dossier.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield from (part.text for part in block.parts)
            elif isinstance(block, Grid):
                yield from (cell for row in block.rows for cell in row.cells)
    for note in dossier.notes:
        yield from (quote.text for quote in note.quotes)
        yield from note_lines(note)
