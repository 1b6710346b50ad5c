"""What a dossier is made of: sections of sentences with their notes, remarks, tables and pictures; no form as yet."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tidings.model import Quote
from tidings.output.counts import many
from tidings.output.report.picture import Picture


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: words of one story as they stand there, and what is known of the document that holds it."""

    number: int
    story: str
    document: str  # SHA-256 of the bytes
    headline: str | None
    publisher: str | None
    published: str | None
    url: str | None
    quotes: tuple[Quote, ...]  # the first shows the deed, the others the names, day and place beside it
    came: str = ""  # the input that held it, without its folders
    retrieved: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """What accounts tell, in a template's words; the notes hold the words that it stands on."""

    text: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """What the program says of the case and of its own work: counts, what was left out, how a word is meant."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences and remarks read in one go; `head` stands before them, as a day does, and `foot` below, as a grade."""

    parts: tuple[Sentence | Remark, ...]
    head: str = ""
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of a table, and the notes that they stand on."""

    cells: tuple[str, ...]
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the last column of rows that have notes names them."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def has_notes(self) -> bool:
        """Whether any row stands on notes."""
        return any(row.notes for row in self.rows)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture and what it shows, in words for those who cannot see it."""

    picture: Picture
    caption: str


Block = Paragraph | Grid | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A whole report, before it has a form. `made` is the moment that its maker gave."""

    title: str
    made: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]

    def sentences(self) -> Iterator[Sentence]:
        """Yield every sentence that stands on accounts, in order."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield from (part for part in block.parts if isinstance(part, Sentence))

    def rows(self) -> Iterator[Row]:
        """Yield every row of a table that stands on accounts, in order."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Grid):
                    yield from (row for row in block.rows if row.notes)

    def with_custody(self, came: Mapping[str, tuple[str, str | None]]) -> Dossier:
        """Return the dossier with each document's input and the moment it was fetched, by its SHA-256.

        Of a path the last part is kept: a report tells nothing of its maker's folders.
        """
        notes = []
        for note in self.notes:
            origin, retrieved = came.get(note.document, ("", None))
            is_address = "://" in origin
            name = origin if is_address else origin.replace("\\", "/").rpartition("/")[2]
            notes.append(dataclasses.replace(note, came=name, retrieved=retrieved))
        return dataclasses.replace(self, notes=tuple(notes))


def left_out(count: int, most: int, one: str, several: str = "") -> tuple[Paragraph, ...]:
    """Return the remark that says how many more there are than the most shown; nothing where all are."""
    if count <= most:
        return ()
    left = many(count - most, f"more {one}", f"more {several or one + 's'}")
    return (Paragraph((Remark(f"{left} left out here."),)),)
