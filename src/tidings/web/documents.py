"""The bytes as received, shown so that nothing in them can act: no script, no request, a sandbox of their own."""

from __future__ import annotations

from starlette.responses import Response
from typing_extensions import TypedDict

from tidings.errors import Refused, WrongCall
from tidings.model import Document
from tidings.web.desk import Desk

SANDBOX = "sandbox; default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})  # what a browser draws and never runs
PAGES_OF = frozenset({"text/html", "application/xhtml+xml"})
TEXTS = ("text/", "message/", "application/json", "application/xml", "application/x-ndjson")


class Shown(TypedDict):
    """How a page can show the document: in a frame, as an image, or not at all (then it can be saved)."""

    view: str
    pages: int
    media_type: str
    bytes: int
    origin: str
    retrieved: str | None


class StoryIn(TypedDict):
    """A story cut out of the document."""

    id: str
    headline: str | None


class DocumentPage(TypedDict):
    """A document: where it came from, and what was cut out of it."""

    sha256: str
    media_type: str
    bytes: int
    origins: list[str]
    retrieved: str | None
    given: list[tuple[str, str]]
    stories: list[StoryIn]
    view: str
    pages: int


def document(desk: Desk, sha256: str) -> DocumentPage:
    """A document: where it came from, what came with it, and the stories in it."""
    doc, board = _held(desk, sha256), desk.board()
    key = doc.sha256  # worked out from the bytes each time it is asked for
    cut = [one for one in board.overview.stories.values() if one.document == key]
    return {
        "sha256": key,
        "media_type": doc.media_type,
        "bytes": len(doc.raw),
        "origins": [doc.origin],
        "retrieved": doc.retrieved,
        "given": list(doc.given),
        "stories": [{"id": one.id, "headline": one.headline} for one in cut],
        "view": view_of(doc.media_type),
        "pages": 0,
    }


def shown(desk: Desk, sha256: str) -> Response:
    """The document for a frame or an image: its text as text, its page in a sandbox without script or request."""
    doc = _held(desk, sha256)
    view = view_of(doc.media_type)
    if view == "none":
        raise Refused(415, f"A browser cannot show {doc.media_type} safely.", "Save it: the same address, /bytes.")
    media = _media(doc)
    headers = {"content-security-policy": SANDBOX, "x-frame-options": "SAMEORIGIN", "content-disposition": "inline"}
    return Response(doc.raw, headers=headers, media_type=media)


def original(desk: Desk, sha256: str) -> Response:
    """The document's bytes as received, to be saved, never to be opened in the browser."""
    doc = _held(desk, sha256)
    headers = {"content-security-policy": SANDBOX, "content-disposition": f'attachment; filename="{doc.sha256[:16]}"'}
    return Response(doc.raw, headers=headers, media_type="application/octet-stream")


def shown_of(desk: Desk, sha256: str) -> Shown:
    """Return how a story's document can be shown."""
    doc = _held(desk, sha256)
    return {
        "view": view_of(doc.media_type),
        "pages": 0,
        "media_type": doc.media_type,
        "bytes": len(doc.raw),
        "origin": doc.origin,
        "retrieved": doc.retrieved,
    }


def view_of(media_type: str) -> str:
    """Return how a browser may show bytes of that type.

    >>> view_of("text/html"), view_of("image/svg+xml"), view_of("application/pdf")
    ('frame', 'none', 'none')
    """
    plain = media_type.partition(";")[0].strip().lower()
    if plain in IMAGES:
        return "image"
    return "frame" if plain in PAGES_OF or plain.startswith(TEXTS) else "none"


def _media(doc: Document) -> str:
    """The type that the browser is told: a page stays a page, an image an image, all other text is plain text."""
    plain = doc.media_type.partition(";")[0].strip().lower()
    if plain in IMAGES:
        return plain
    charset = "utf-8" if _is_utf8(doc.raw) else "windows-1252"
    return f"text/html; charset={charset}" if plain in PAGES_OF else f"text/plain; charset={charset}"


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _held(desk: Desk, sha256: str) -> Document:
    try:
        return desk.case.document(sha256)
    except WrongCall as why:
        raise Refused(404, f"There is no document {sha256}.", "Look it up by one of its stories.") from why
