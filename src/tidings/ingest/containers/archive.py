"""ZIP archives and WACZ: each member is a source of its own. An Office document is a ZIP that stays whole."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from tidings.errors import InputError, TooLarge, UnreadableBytes
from tidings.ingest.bounds import FREE_BYTES, MAX_FILE_BYTES, MAX_MEMBERS, MAX_RATIO
from tidings.ingest.containers.saved import assets
from tidings.ingest.containers.source import DAMAGE, Found, Source
from tidings.ingest.media import DOCX, UNKNOWN
from tidings.model import Document, Problem

END, END_64, LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
TAIL = 65_557  # bytes in which an archive's end must stand: its own 22 and a comment of at most 65,535
ENTRY_BYTES = 300  # of a member in the directory, 46 and its name; a longer directory is not opened
IS_ENCRYPTED = 0x1
NOT_DOCUMENTS = ("__MACOSX", "META-INF")
OFFICE, OFFICE_TEXT = "[Content_Types].xml", "word/document.xml"


def members(source: Source) -> Iterator[Source | Found]:
    """Yield each member, or a Problem for one that cannot be had.

    Hidden files and the assets of saved pages are no documents; of a web archive (WACZ) only its WARC files are.
    """
    file = source.seekable()
    with _opened(file) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        names = {entry.filename for entry in entries}
        if OFFICE in names:
            yield _office(source, file, DOCX if OFFICE_TEXT in names else UNKNOWN)
            return
        is_web = "datapackage.json" in names and any(map(_is_web_archive, names))
        passed_over = assets(names)
        for entry in entries:
            name = entry.filename
            if name in passed_over or _is_hidden(name) or (is_web and not _is_web_archive(name)):
                continue
            yield from _member(source, archive, entry)


def _member(source: Source, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[Source | Found]:
    origin = f"{source.origin}#{entry.filename}"
    if entry.flag_bits & IS_ENCRYPTED:
        yield Problem(origin, "locked", "The member is encrypted. Unpack the archive with its password, add the files.")
        return
    if entry.file_size > FREE_BYTES and entry.file_size > MAX_RATIO * entry.compress_size:
        detail = f"{entry.compress_size:,} bytes unpack to {entry.file_size:,}: an archive bomb. It was not unpacked."
        yield Problem(origin, "bomb", detail)
        return
    try:
        with archive.open(entry) as stream:
            member = source.member(stream, entry.filename)  # type: ignore[arg-type]
            member.size = entry.file_size
            yield member
    except InputError as why:
        if source.allowance.is_spent:
            raise
        yield Problem(origin, why.reason, str(why))
    except (*DAMAGE, OSError, ValueError, struct.error) as why:
        yield Problem(origin, "damaged", f"The archive's member cannot be unpacked: {why}.")


def _office(source: Source, file: BinaryIO, media_type: str) -> Document:
    file.seek(0)
    raw = file.read(MAX_FILE_BYTES + 1)
    if len(raw) > MAX_FILE_BYTES:
        raise TooLarge(len(raw), MAX_FILE_BYTES)
    return Document(raw, source.origin, media_type, source.retrieved, source.given)


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    size = _directory_bytes(file)
    if size > MAX_MEMBERS * ENTRY_BYTES:
        raise UnreadableBytes(
            f"The archive's directory alone has {size:,} bytes. Split the archive.", reason="too-many"
        )
    try:
        return zipfile.ZipFile(file)
    except (*DAMAGE, ValueError, OSError, struct.error, UnicodeDecodeError) as why:
        raise UnreadableBytes(f"Not a whole ZIP archive: {why}. Repair it, or get it anew.", reason="damaged") from why


def _directory_bytes(file: BinaryIO) -> int:
    """The size of the archive's directory as its end announces it, 0 where the end is missing.

    The standard library reads the whole directory at once, a value for each entry, before it can be asked for less.
    """
    length = file.seek(0, 2)
    file.seek(max(0, length - TAIL - 20))
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + 22:
        return 0
    (size,) = struct.unpack_from("<L", tail, at + 12)
    locator = tail.rfind(LOCATOR_64, 0, at)
    if locator < 0 or len(tail) < locator + 16:
        return int(size)
    file.seek(min(length, struct.unpack_from("<Q", tail, locator + 8)[0]))
    end = file.read(56)
    return int(struct.unpack_from("<Q", end, 40)[0]) if end.startswith(END_64) and len(end) == 56 else int(size)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part in NOT_DOCUMENTS for part in PurePosixPath(name).parts)


def _is_web_archive(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))
