"""Inputs to documents: files, folders, globs, standard input, and the rows of JSON containers. Streams."""

from __future__ import annotations

import glob
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from tidings.errors import InputError, TooLarge
from tidings.ingest.decoding import MAX_TEXT_BYTES
from tidings.ingest.rows import KEYS, given, parsed, text_of
from tidings.model import Document, Problem

MAX_FILE_BYTES = 256_000_000  # a whole file is held in memory; larger ones are archives, to be split or given as rows
MAX_ROW_BYTES = 6 * MAX_TEXT_BYTES  # JSON may write a character as six bytes, \u0627
ROWS = (".jsonl", ".ndjson")
MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".json": "application/json",
}
UNKNOWN_TYPE = "application/octet-stream"

Found = Document | Problem


def documents(inputs: Iterable[str | Path], *, fields: Mapping[str, str] | None = None) -> Iterator[Found]:
    """Yield a Document for each input in order, or a Problem where one cannot be had.

    A folder is walked in sorted order without its hidden files; a string with `*`, `?` or `[` that names no file is a
    glob; `-` is standard input. A .jsonl or .ndjson file, and a JSON list of objects, gives one document a row.
    `fields` maps story fields (id, text, headline, publisher, published, language, url, byline) to the rows' keys.
    """
    for item in inputs:
        if str(item) == "-":
            yield from _stream(sys.stdin.buffer, "-", fields)
            continue
        for path in _paths(item):
            yield from _file(path, fields) if isinstance(path, Path) else (path,)


def _paths(item: str | Path) -> Iterator[Path | Problem]:
    path = Path(item)
    try:
        if path.is_dir():
            yield from _walk(path)
        elif path.exists():
            yield path
        elif glob.has_magic(str(item)):
            yield from _globbed(str(item))
        else:
            yield Problem(str(item), "missing", "No such file or folder. Check the path.")
    except (OSError, ValueError) as why:
        yield Problem(str(item), "unreadable", f"Cannot be opened: {why}.")


def _globbed(pattern: str) -> Iterator[Path | Problem]:
    found = sorted(glob.glob(pattern, recursive=True))
    if not found:
        yield Problem(pattern, "missing", "The pattern fits no file. Check it, and quote it.")
    for name in found:
        yield from _walk(Path(name)) if Path(name).is_dir() else (Path(name),)


def _walk(folder: Path) -> Iterator[Path | Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as why:
        yield Problem(str(folder), "unreadable", f"The folder cannot be opened: {why}.")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield Path(entry.path)


def _file(path: Path, fields: Mapping[str, str] | None) -> Iterator[Found]:
    try:
        with path.open("rb") as stream:
            if path.suffix.lower() in ROWS:
                yield from _rows(stream, str(path), fields)
                return
            size = os.fstat(stream.fileno()).st_size
            if size > MAX_FILE_BYTES:
                yield _problem(str(path), TooLarge(size, MAX_FILE_BYTES))
                return
            raw = stream.read()
    except OSError as why:
        yield Problem(str(path), "unreadable", f"Cannot be read: {why}.")
        return
    yield from _whole(raw, str(path), MEDIA_TYPES.get(path.suffix.lower(), UNKNOWN_TYPE), fields)


def _stream(stream: BinaryIO, origin: str, fields: Mapping[str, str] | None) -> Iterator[Found]:
    """Standard input has no name, so its first line tells whether it holds rows."""
    first = stream.readline(MAX_ROW_BYTES)
    if _is_row(first):
        yield from _row(first, f"{origin}#1", fields)
        yield from _rows(stream, origin, fields, first=2)
        return
    raw = first + stream.read(MAX_FILE_BYTES + 1 - len(first))
    if len(raw) > MAX_FILE_BYTES:
        yield _problem(origin, TooLarge(len(raw), MAX_FILE_BYTES))
        return
    kind = "application/json" if raw.lstrip()[:1] == b"{" and raw.rstrip()[-1:] == b"}" else UNKNOWN_TYPE
    yield from _whole(raw, origin, kind, fields)


def _is_row(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _whole(raw: bytes, origin: str, media_type: str, fields: Mapping[str, str] | None) -> Iterator[Found]:
    """One document, or one for each object of a JSON list. What is wrong with the bytes is said when they are read."""
    if media_type != "application/json":
        yield Document(raw, origin, media_type)
        return
    try:
        value = parsed(raw)
    except InputError:
        yield Document(raw, origin, media_type)
        return
    if isinstance(value, list):
        for n, part in enumerate(value, 1):
            row = json.dumps(part, ensure_ascii=False).encode("utf-8", "backslashreplace")
            yield from _row(row, f"{origin}#{n}", fields)
    else:
        yield Document(raw, origin, media_type, given=given(value, fields) if isinstance(value, dict) else ())


def _rows(stream: BinaryIO, origin: str, fields: Mapping[str, str] | None, *, first: int = 1) -> Iterator[Found]:
    """One document a line. Blank lines are not rows; an overlong line is passed over to its end."""
    n = first - 1
    while line := stream.readline(MAX_ROW_BYTES + 1):
        n += 1
        if len(line) > MAX_ROW_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_ROW_BYTES)
            yield _problem(f"{origin}#{n}", TooLarge(MAX_ROW_BYTES + 1, MAX_ROW_BYTES))
        elif line.strip():
            yield from _row(line.rstrip(b"\r\n"), f"{origin}#{n}", fields)


def _row(raw: bytes, origin: str, fields: Mapping[str, str] | None) -> Iterator[Found]:
    try:
        value = parsed(raw.removeprefix(b"\xef\xbb\xbf"))
    except InputError as why:
        yield _problem(origin, why)
        return
    key = (fields or {}).get("text")
    if not isinstance(value, dict) or text_of(value, key) is None:
        keys = key or ", ".join(KEYS["text"])
        yield Problem(origin, "no-text", f"The row holds no text under {keys}. Name the field that does.")
        return
    yield Document(raw, origin, "application/json", given=given(value, fields))


def _problem(origin: str, why: InputError) -> Problem:
    return Problem(origin, why.reason, str(why))
