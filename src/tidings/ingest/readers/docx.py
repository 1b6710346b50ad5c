"""Word documents (DOCX): paragraphs, tables row by row, and footnotes at the end; what was struck out is left out.

When the file was made or changed is no date of publication: templates and copies keep the dates of others.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator

from tidings.errors import TooLarge, UnreadableBytes
from tidings.ingest.decoding import checked
from tidings.ingest.media import DOCX
from tidings.ingest.text import Text
from tidings.ingest.xml import Element, local, refuse_entities, tree
from tidings.model import Document

NAMED = 0.9
MAX_UNPACKED = 100_000_000  # bytes of all parts; pictures do not shrink, and the text of a long book has some 10 MB
MAX_RATIO = 100  # of all parts to the file; only from MAX_UNPACKED on
MAX_PARTS = 5_000
UNPACKING = (zipfile.BadZipFile, zlib.error, lzma.LZMAError)  # what a damaged part raises, however it is packed
OLE = b"\xd0\xcf\x11\xe0"  # a Word document with a password is not a ZIP but an OLE file round an encrypted one
BODY = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
TITLES = ("Title", "Heading1")
SKIPPED = ("del", "moveFrom", "Fallback", "instrText", "delText")  # Fallback says a text box a second time


def bid(doc: Document) -> float:
    """What was found to be a Word document."""
    return NAMED if doc.media_type == DOCX else 0.0


def read(doc: Document) -> Text:
    """Return the paragraphs, and as headline the first one styled as a title."""
    import docx  # here: it takes a twentieth of the first read, of whatever form
    from docx.opc.exceptions import PackageNotFoundError

    _check(doc.raw)
    try:
        opened = docx.Document(io.BytesIO(doc.raw))
        body = opened.element.body
        notes = [tree(part.blob) for part in opened.part.package.iter_parts() if part.content_type == FOOTNOTES]
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, TypeError, SyntaxError) as why:
        raise UnreadableBytes(f"Not a whole Word document: {why}. Save it anew.", reason="damaged") from why
    except (*UNPACKING, EOFError, OSError, RuntimeError) as why:
        raise UnreadableBytes(f"Not a whole Word document: {why}. Save it anew.", reason="damaged") from why
    blocks = list(_blocks(body))
    text = "\n\n".join([*blocks, *(block for note in notes for block in _blocks(note))])
    if not text.strip():
        raise UnreadableBytes("The document holds no text, perhaps only pictures.", reason="no-text")
    return Text(checked(text), headline=_title(body))


def _check(raw: bytes) -> None:
    """Raise InputError where the parts are more, larger or further packed than those of any document."""
    if raw.startswith(OLE):
        raise UnreadableBytes("The document has a password, or is of before 2007. Save it as DOCX.", reason="locked")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            total = sum(part.file_size for part in parts)
            if total <= MAX_UNPACKED and any(part.filename == BODY for part in parts):
                refuse_entities(archive.read(BODY))
    except (*UNPACKING, ValueError, OSError, EOFError, RuntimeError) as why:
        raise UnreadableBytes(f"Not a whole Word document: {why}. Save it anew.", reason="damaged") from why
    if len(parts) > MAX_PARTS:
        raise UnreadableBytes(f"{len(parts):,} parts, more than the {MAX_PARTS:,} that are read.", reason="too-many")
    if total > MAX_UNPACKED:
        if total > MAX_RATIO * len(raw):
            raise UnreadableBytes(f"{len(raw):,} bytes unpack to {total:,}: an archive bomb.", reason="bomb")
        raise TooLarge(total, MAX_UNPACKED)


def _blocks(root: Element) -> Iterator[str]:
    """The words of each paragraph; a table's row is one line, its cells parted by tabs."""
    for element in root:
        name = local(element)
        if name == "p":
            if words := _words(element).strip():
                yield words
        elif name == "tr":
            cells = [" ".join(_blocks(cell)) for cell in element if local(cell) in {"tc", "sdt"}]
            if any(cells):
                yield "\t".join(cells)
        elif name not in SKIPPED:
            yield from _blocks(element)


def _words(element: Element) -> str:
    pieces: list[str] = []
    for part in element:
        name = local(part)
        if name == "t":
            pieces.append(part.text or "")
        elif name in {"tab", "ptab"}:
            pieces.append("\t")
        elif name in {"br", "cr"}:
            pieces.append("\n")
        elif name == "noBreakHyphen":
            pieces.append("-")
        elif name == "p":
            pieces.append(f"\n{_words(part)}\n")
        elif name not in SKIPPED and len(part):
            pieces.append(_words(part))
    return "".join(pieces)


def _title(body: Element) -> str | None:
    for paragraph in body.iter(f"{W}p"):
        style = next((one.get(f"{W}val") for one in paragraph.iter(f"{W}pStyle")), None)
        if style in TITLES and (words := " ".join(_words(paragraph).split())):
            return words
    return None
