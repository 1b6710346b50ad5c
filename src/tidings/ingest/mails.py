"""Mail messages as the standard library parses them: headers to words, parts to texts and files."""

from __future__ import annotations

import email
from collections.abc import Callable, Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from tidings.errors import InputError, TooLarge, UnreadableBytes
from tidings.ingest.decoding import decoded
from tidings.ingest.fragment import words_of

MAX_MAIL_BYTES = 64_000_000  # mail servers take 25-50 MB; parsing takes some 15 ms a megabyte
MAX_PARTS = 1_000  # parts of a message looked at; a forwarded bundle has some dozens
MAX_HEADER = 2_000  # characters of a header that are decoded; a subject line has under 200
SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")


def message(raw: bytes) -> Message:
    """Return the message of these bytes; raises InputError where they are too many or too deeply nested."""
    if len(raw) > MAX_MAIL_BYTES:
        raise TooLarge(len(raw), MAX_MAIL_BYTES)
    try:
        found = email.message_from_bytes(raw)
        parts(found)
    except RecursionError as why:
        raise UnreadableBytes("The message's parts are nested too deeply to be read.", reason="too-deep") from why
    except ValueError as why:  # NUL in the name of the encoding of what stands between parts
        detail = f"The message's parts cannot be told apart: {why}. Save it anew."
        raise UnreadableBytes(detail, reason="damaged") from why
    return found


def parts(mail: Message, most: int = MAX_PARTS) -> list[Message]:
    """Return the first parts that hold something themselves; what lies in an attached message belongs to that."""
    found: list[Message] = []
    queue = [mail]
    while queue and len(found) < most:
        part = queue.pop()
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            queue += [one for one in reversed(inner) if isinstance(one, Message)]
        else:
            found.append(part)
    return found


def has_more(mail: Message) -> bool:
    """Whether the message has more parts than are looked at."""
    return len(parts(mail, MAX_PARTS + 1)) > MAX_PARTS


def header(mail: Message, name: str) -> str | None:
    """Return a header's words, decoded and on one line, or None."""
    said = mail.get(name)
    if said is None:
        return None
    said = str(said)[:MAX_HEADER]
    try:
        pieces = [
            piece if isinstance(piece, str) else piece.decode(charset or "utf-8", "replace")
            for piece, charset in decode_header(said)
        ]
    except (HeaderParseError, LookupError, ValueError):
        pieces = [said]
    words = " ".join("".join(pieces).encode("utf-8", "replace").decode().split())
    return words or None


def sender(mail: Message) -> str | None:
    """Return the name of who wrote it; where it has none, the address."""
    name, address = parseaddr(header(mail, "From") or "")
    return name or address or None


def filename(part: Message) -> str | None:
    """Return what a part says that its file is called, or None where it says nothing that can be read."""
    return _told(part.get_filename)


def charset(part: Message) -> str | None:
    """Return the encoding that a part says it has, or None."""
    return _told(part.get_content_charset)


def _told(ask: Callable[[], str | None]) -> str | None:
    """A parameter may name an encoding of its own; with NUL in that name the standard library knows no way on."""
    try:
        return ask()
    except ValueError:
        return None


def is_attached(part: Message) -> bool:
    """Whether the part is a file of its own: not the body, not a picture within it, not a signature."""
    kind, place = part.get_content_type(), part.get_content_disposition()
    if kind in SIGNATURES:
        return False
    if kind == "message/rfc822":
        return True
    if part.get_content_maintype() == "image" and (place == "inline" or part.get("Content-ID")):
        return False
    return place == "attachment" or filename(part) is not None or part.get_content_maintype() != "text"


def body(mail: Message) -> str:
    """Return the words of the message; of two forms of the same words the plain one, unless it is only a stub."""
    texts = [part for part in parts(mail) if part.get_content_maintype() == "text" and not is_attached(part)]
    plain = "\n\n".join(_words(part) for part in texts if part.get_content_subtype() != "html")
    rich = "\n\n".join(_words(part) for part in texts if part.get_content_subtype() == "html")
    return rich if len(plain.split()) * 2 < len(rich.split()) else plain


def content(part: Message) -> bytes:
    """Return the bytes of a part, unpacked from how they were sent."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, Message) else b""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError):  # half a character in what says that it is ASCII
        return b""
    return payload if isinstance(payload, bytes) else b""


def attachments(mail: Message) -> Iterator[tuple[str, str, bytes]]:
    """Yield name, declared type and bytes of each attached file; one without a name is named by its number."""
    for n, part in enumerate(parts(mail), 1):
        if is_attached(part) and part.get_content_maintype() != "multipart":
            yield filename(part) or f"part{n}", part.get_content_type(), content(part)


def _words(part: Message) -> str:
    raw = content(part)
    try:
        text = decoded(raw, charset(part))
    except InputError as why:
        if why.reason == "empty":
            return ""
        raise
    return words_of(text) if part.get_content_subtype() == "html" else text
