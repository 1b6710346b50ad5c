"""JSON Lines and JSON lists: each row is a document of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tidings.errors import InputError, TooLarge
from tidings.ingest.bounds import MAX_FILE_BYTES
from tidings.ingest.containers.source import Found, Source
from tidings.ingest.decoding import MAX_TEXT_BYTES
from tidings.ingest.media import JSON
from tidings.ingest.rows import KEYS, given, parsed, text_of
from tidings.model import Document, Problem

MAX_ROW_BYTES = 6 * MAX_TEXT_BYTES  # JSON may write a character as six bytes, \u0627


def lines(source: Source, *, first: int = 1) -> Iterator[Found]:
    """Yield one document a line. Blank lines are not rows; an overlong line is passed over to its end."""
    n = first - 1
    while line := source.stream.readline(MAX_ROW_BYTES + 1):
        n += 1
        if len(line) > MAX_ROW_BYTES:
            while line and not line.endswith(b"\n"):
                line = source.stream.readline(MAX_ROW_BYTES)
            why = TooLarge(MAX_ROW_BYTES + 1, MAX_ROW_BYTES)
            yield Problem(f"{source.origin}#{n}", why.reason, str(why))
        elif line.strip():
            yield row(source, line.rstrip(b"\r\n"), n)


def values(source: Source) -> Iterator[Found]:
    """Yield one document for a JSON object, one for each member of a JSON list, or one a line where lines are rows."""
    first = source.stream.readline(MAX_ROW_BYTES)
    second = source.stream.readline(MAX_ROW_BYTES) if _is_row(first) else b""
    if second.strip():
        yield row(source, first.rstrip(b"\r\n"), 1)
        yield row(source, second.rstrip(b"\r\n"), 2)
        yield from lines(source, first=3)
    else:
        yield from _whole(source, first + second + source.raw(MAX_FILE_BYTES - len(first) - len(second)))


def row(source: Source, raw: bytes, n: int) -> Found:
    """Return the document of the n-th row, or the Problem that it holds no text."""
    origin = f"{source.origin}#{n}"
    try:
        value = parsed(raw.removeprefix(b"\xef\xbb\xbf"))
    except InputError as why:
        return Problem(origin, why.reason, str(why))
    key = (source.fields or {}).get("text")
    if not isinstance(value, dict) or text_of(value, key) is None:
        keys = key or ", ".join(KEYS["text"])
        return Problem(origin, "no-text", f"The row holds no text under {keys}. Name the field that does.")
    return Document(raw, origin, JSON, source.retrieved, (*source.given, *given(value, source.fields)))


def _whole(source: Source, raw: bytes) -> Iterator[Found]:
    """What is wrong with bytes that are no JSON is said when they are read."""
    try:
        value = parsed(raw)
    except InputError:
        value = None
    if isinstance(value, list):
        for n, part in enumerate(value, 1):
            yield row(source, json.dumps(part, ensure_ascii=False).encode("utf-8", "backslashreplace"), n)
    else:
        told = given(value, source.fields) if isinstance(value, dict) else ()
        yield Document(raw, source.origin, JSON, source.retrieved, (*source.given, *told))


def _is_row(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
