"""The dossier as DOCX for editing in a word processor: headings, tables, pictures, and notes that sentences link to."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from tidings.output.report.html import note_lines
from tidings.output.report.parts import Block, Dossier, Figure, Grid, Note, Paragraph, Remark
from tidings.output.report.picture import LIGHT
from tidings.output.report.raster import png
from tidings.output.report.text import moment, shown

WIDTH = Cm(16)
SMALL, TINY = Pt(9), Pt(8)
SOFT = RGBColor.from_string(LIGHT["soft"][1:])
LINK = LIGHT["other"][1:]


def dossier_docx(dossier: Dossier) -> bytes:
    """Return the file's bytes. Raises WrongCall where pictures cannot be drawn."""
    doc = Document()
    _described(doc, dossier)
    doc.add_heading(shown(dossier.title), 0)
    _runs(doc.add_paragraph(), f"Made {moment(dossier.made)}", SMALL, is_soft=True)
    for section in dossier.sections:
        doc.add_heading(shown(section.title), 1)
        for block in section.blocks:
            _block(doc, block)
    if dossier.notes:
        doc.add_heading("Notes", 1)
        for note in dossier.notes:
            _note(doc, note)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def _described(doc: Any, dossier: Dossier) -> None:
    about = doc.core_properties
    about.title, about.author, about.comments = shown(dossier.title), "Tidings", ""
    about.created = about.modified = dt.datetime.fromisoformat(dossier.made).replace(tzinfo=None)
    doc.styles["Normal"].font.size = Pt(10.5)


def _block(doc: Any, block: Block) -> None:
    if isinstance(block, Figure):
        doc.add_picture(io.BytesIO(png(block.picture)), width=WIDTH)
        _runs(doc.add_paragraph(), block.caption, SMALL, is_soft=True)
    elif isinstance(block, Grid):
        _table(doc, block)
    else:
        _paragraph(doc, block)


def _paragraph(doc: Any, block: Paragraph) -> None:
    put = doc.add_paragraph()
    if block.head:
        put.add_run(f"{shown(block.head)} ").bold = True
    for part in block.parts:
        _runs(put, f"{part.text} " if isinstance(part, Remark) else part.text, is_soft=isinstance(part, Remark))
        if not isinstance(part, Remark):
            _marks(put, part.notes)
            put.add_run(" ")
    if block.foot:
        put.add_run().add_break()
        _runs(put, block.foot, SMALL, is_soft=True)


def _table(doc: Any, grid: Grid) -> None:
    heads = (*grid.heads, "Notes") if grid.has_notes else grid.heads
    table = doc.add_table(rows=1, cols=len(heads))
    table.style = "Light Grid Accent 1"
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _runs(cell.paragraphs[0], head, SMALL)
    for row in grid.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row.cells, strict=False):
            _runs(cell.paragraphs[0], text, SMALL)
        if grid.has_notes:
            _marks(cells[-1].paragraphs[0], row.notes)
    doc.add_paragraph()


def _note(doc: Any, note: Note) -> None:
    put = doc.add_paragraph()
    _bookmarked(put, note.number)
    put.add_run(f"[{note.number}] ").bold = True
    for quote in note.quotes:
        _runs(put, f"“{quote.text}” ", SMALL)
    for line in note_lines(note):
        put.add_run().add_break()
        _runs(put, line, TINY, is_soft=True)


def _runs(put: Any, text: str, size: Any = None, *, is_soft: bool = False) -> None:
    ends = " " if text.endswith(" ") else ""
    run = put.add_run(shown(text) + ends)
    if size is not None:
        run.font.size = size
    if is_soft:
        run.font.color.rgb = SOFT


def _marks(put: Any, notes: Iterable[int]) -> None:
    """Put the numbers of notes, raised, each a link to its note."""
    for number in notes:
        link = _element("w:hyperlink", anchor=f"note-{number}", history="1")
        run = put.add_run(f"[{number}]")
        run.font.superscript = True
        run.font.color.rgb = RGBColor.from_string(LINK)
        link.append(run._r)
        put._p.append(link)


def _bookmarked(put: Any, number: int) -> None:
    put._p.append(_element("w:bookmarkStart", id=str(number), name=f"note-{number}"))
    put._p.append(_element("w:bookmarkEnd", id=str(number)))


def _element(tag: str, **given: str) -> Any:
    made = OxmlElement(tag)
    for name, value in given.items():
        made.set(qn(f"w:{name}"), value)
    return made
