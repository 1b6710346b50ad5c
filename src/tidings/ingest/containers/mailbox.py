"""Mail: a message gives itself and its attachments, a mailbox gives its messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tidings.ingest.containers.source import Found, Source
from tidings.ingest.mails import MAX_MAIL_BYTES, MAX_PARTS, attachments, has_more, message
from tidings.ingest.media import MAIL
from tidings.model import Document, Problem

BETWEEN = re.compile(
    rb"From \S+.*\d\d:\d\d"
)  # how a mailbox begins a message; a body's own "From " has a ">" before it
MAX_LINE = 1 << 20


def message_and_attachments(source: Source) -> Iterator[Source | Found]:
    """Yield the message, whole and as received, and then each attached file."""
    raw = source.raw(MAX_MAIL_BYTES)
    yield Document(raw, source.origin, MAIL, source.retrieved, source.given)
    mail = message(raw)
    for name, label, content in attachments(mail):
        yield source.member(content, name, label=label)
    if has_more(mail):
        detail = (
            f"The message has more than {MAX_PARTS:,} parts. The rest was not read. Save what is attached, add that."
        )
        yield Problem(source.origin, "too-many", detail)


def mailbox(source: Source) -> Iterator[Source | Found]:
    """Yield each message of a mailbox (mbox) by its number."""
    for n, raw in enumerate(_messages(source), 1):
        if raw is None:
            detail = f"A message of more than {MAX_MAIL_BYTES:,} bytes. It was not read."
            yield Problem(f"{source.origin}#{n}", "too-large", detail)
            continue
        yield source.member(raw, f"{n}", label=MAIL)


def _messages(source: Source) -> Iterator[bytes | None]:
    """The bytes of each message without the line that begins it; None for one that is too large."""
    lines: list[bytes] = []
    size, is_after_blank = 0, True
    while line := source.stream.readline(MAX_LINE):
        if is_after_blank and BETWEEN.match(line):
            if lines:
                yield b"".join(lines) if size <= MAX_MAIL_BYTES else None
            lines, size = [], 0
        else:
            size += len(line)
            if size <= MAX_MAIL_BYTES:
                lines.append(line)
        is_after_blank = not line.strip()
    if lines:
        yield b"".join(lines) if size <= MAX_MAIL_BYTES else None
