"""The dossier as Markdown for editing; pictures stand as their captions, since Markdown has none of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tidings.output.report.html import note_lines
from tidings.output.report.parts import Block, Dossier, Figure, Grid, Note, Paragraph, Remark, Sentence
from tidings.output.report.text import moment, shown

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&!])")
_LEADS = re.compile(r"^(\s*)([-+=]|\d+[.)])")
_SCHEME = re.compile(r"(?<=[a-zA-Z]):(?=//)|\b(?<=www)\.")


def dossier_markdown(dossier: Dossier) -> Iterator[str]:
    """Yield the text in pieces."""
    yield f"# {plain(dossier.title)}\n\nMade {moment(dossier.made)}\n"
    for section in dossier.sections:
        yield f"\n## {plain(section.title)}\n"
        for block in section.blocks:
            yield f"\n{_block(block)}\n"
    if dossier.notes:
        yield "\n## Notes\n"
        for note in dossier.notes:
            yield f"\n{_note(note)}\n"


def plain(text: str) -> str:
    r"""Return text in which nothing is markup and no address becomes a link.

    >>> plain("a *b* <c>")
    'a \\*b\\* \\<c\\>'
    """
    marked = _MARKUP.sub(r"\\\1", shown(text))
    marked = _SCHEME.sub(lambda found: f"&#{ord(found.group())};", marked)
    return _LEADS.sub(r"\1\\\2" if not re.match(r"\s*\d", marked) else r"\1\2", marked)


def _block(block: Block) -> str:
    if isinstance(block, Figure):
        return f"*{plain(block.caption)}* (The picture is in the HTML, DOCX and PDF forms.)"
    if isinstance(block, Grid):
        return _table(block)
    return _paragraph(block)


def _paragraph(block: Paragraph) -> str:
    head = f"**{plain(block.head)}** " if block.head else ""
    foot = f"  \n*{plain(block.foot)}*" if block.foot else ""
    return f"{head}{' '.join(map(_part, block.parts))}{foot}"


def _part(part: Sentence | Remark) -> str:
    return f"{plain(part.text)}{_marks(part.notes)}" if isinstance(part, Sentence) else plain(part.text)


def _table(grid: Grid) -> str:
    heads = [*map(plain, grid.heads), *(["Notes"] if grid.has_notes else [])]
    rows = [[*map(plain, row.cells), *([_marks(row.notes)] if grid.has_notes else [])] for row in grid.rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows))


def _marks(notes: tuple[int, ...]) -> str:
    return "".join(f"[^{n}]" for n in notes)


def _note(note: Note) -> str:
    quotes = " / ".join(f"“{plain(quote.text)}”" for quote in note.quotes)
    facts = ". ".join(map(plain, note_lines(note)))
    return f"[^{note.number}]: {quotes} {facts}."
