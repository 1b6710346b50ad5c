"""Bytes to characters: BOM, declared charset, UTF-8, UTF-16 without BOM, Windows-1252, then charset-normalizer."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from tidings.errors import TooLarge, UnreadableBytes

MAX_TEXT_BYTES = 6_000_000  # some 1,200 pages; more takes over 10 s to cut, and is a dump or a book, not a report
SAMPLE = 65_536  # bytes shown to charset-normalizer, whose time grows with them
MAX_ODD = 0.02  # share of control and replacement characters; the worst of 3,499 news texts has 0.012
MAX_NUL = 0.02  # share of NUL bytes above which a text can only be UTF-16 or UTF-32
MAX_WESTERN_HIGH = 0.05  # share of non-ASCII bytes below which a text is English with typographic signs or accents
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP or Office"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"\xd0\xcf\x11\xe0", "old Office"),
    (b"BZh", "bzip2"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
)
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
NOT_CHARSETS = ("punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined")  # Python's, of no page
ODD = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f\ufffd\ufffe\uffff\ud800-\udfff]")
SURROGATE = re.compile("[\ud800-\udfff]")
WESTERN = re.compile("[^\x00-\x7f\xa0-\xff‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]")


def decoded(raw: bytes, charset: str | None = None) -> str:
    """Return the text of `raw` without a byte order mark; raise InputError if it is empty, binary or too large.

    `charset` is what the sender said; it is believed where the bytes themselves do not show another one.
    """
    if len(raw) > MAX_TEXT_BYTES:
        raise TooLarge(len(raw), MAX_TEXT_BYTES)
    if not raw.strip(b" \t\r\n\x0b\x0c\x00"):
        raise UnreadableBytes("The input holds no characters. Nothing was read.", reason="empty")
    for magic, name in MAGIC:
        if raw.startswith(magic):
            raise UnreadableBytes(f"This is a {name} file, not text. Convert it to text and add that.", reason="binary")
    text = _by_mark(raw) or _by_label(raw, charset) or _by_declaration(raw) or _by_shape(raw) or _by_statistics(raw)
    return checked(text)


def checked(text: str) -> str:
    """Return `text` itself if it can be kept as words; raise UnreadableBytes if not."""
    if SURROGATE.search(text):
        raise UnreadableBytes("The text holds half characters (lone surrogates). Save it as UTF-8.", reason="encoding")
    odd = len(ODD.findall(text))
    if odd > MAX_ODD * len(text):
        raise UnreadableBytes(
            f"{odd:,} of {len(text):,} characters are control or replacement characters: not a text.", reason="binary"
        )
    if not text.strip():
        raise UnreadableBytes("The input holds nothing but blanks. Nothing was read.", reason="empty")
    return text


def _by_mark(raw: bytes) -> str | None:
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return _strictly(raw, encoding)
    return None


def _by_declaration(raw: bytes) -> str | None:
    """Decode as the page's `meta charset` says, unless the bytes are UTF-8 anyway: templates often say wrongly."""
    found = CHARSET.search(raw[:4096])
    return _by_label(raw, found.group(1).decode("ascii", "replace")) if found else None


def _by_label(raw: bytes, name: str | None) -> str | None:
    """Decode as a label says, unless the bytes are UTF-8 anyway: seven-bit escapes are the one case where both fit."""
    is_escaped = bool(name) and str(name).lower().startswith(("iso-2022", "utf-7", "hz"))
    if not name or (not is_escaped and _tries(raw, "utf-8") is not None):
        return None
    try:
        encoding = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    if encoding in NOT_CHARSETS:
        return None
    # browsers read a page that says latin-1 as windows-1252, its superset with typographic quotes
    return _tries(raw, "cp1252" if encoding in {"iso8859-1", "ascii"} else encoding)


def _by_shape(raw: bytes) -> str | None:
    """UTF-16 shows itself by NUL bytes in every second place; what is valid UTF-8 hardly ever is anything else."""
    if raw.count(0) > MAX_NUL * len(raw):
        high, low = raw[0::2].count(0), raw[1::2].count(0)
        if min(high, low) > max(high, low) // 4:
            raise UnreadableBytes("The input is full of NUL bytes: not a text.", reason="binary")
        return _strictly(raw, "utf-16-be" if high > low else "utf-16-le")
    return _tries(raw, "utf-8")


def _by_statistics(raw: bytes) -> str:
    high = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", raw))
    western = _tries(raw, "cp1252")
    if western is not None and high <= MAX_WESTERN_HIGH * len(raw) and not WESTERN.search(western):
        return western
    best = from_bytes(raw[:SAMPLE]).best()
    text = _tries(raw, best.encoding) if best else None
    if text is None:
        sign = "binary" if len(re.findall(rb"[\x00-\x08\x0e-\x1f]", raw)) > MAX_ODD * len(raw) else "encoding"
        raise UnreadableBytes("No known encoding makes text of these bytes. Save the text as UTF-8.", reason=sign)
    return text


def _strictly(raw: bytes, encoding: str) -> str:
    text = _tries(raw, encoding)
    if text is None:
        raise UnreadableBytes(f"The input starts as {encoding} but is not. Save the text as UTF-8.", reason="encoding")
    return text


def _tries(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
