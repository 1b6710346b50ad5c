"""Pages that are pictures: read by OCR where the extra is installed, told of where it is not; text pages are kept."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

import pytest

from tests.ingest import scans
from tests.ingest.packs import BODY
from tests.ingest.pdfs import column, pdf, png, scan
from tests.ingest.test_pdf import FERRY
from tidings import Case
from tidings.case import CaseStore
from tidings.errors import UnreadableBytes
from tidings.ingest import cut
from tidings.ingest.media import media_type
from tidings.ingest.readers import image, ocr, pdf_apart, pdf_drawn
from tidings.model import Document

TEXT = column(f"{BODY}\n{FERRY}", 50, 780, 90)
HEADLINE = "Engines seized in the port and a ferry aground, by our own reporters"
needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="tidings[ocr] is not installed")


def doc(raw: bytes, media_type: str = "application/pdf") -> Document:
    return Document(raw, "here", media_type)


def recall(wanted: str, found: str) -> float:
    words, seen = (Counter(re.findall(r"\w+", text)) for text in (wanted, found))
    return (words & seen).total() / words.total()


def drawn(width: int = 4, height: int = 4, **shown: Any) -> bytes:
    """A page with a picture that is said to be so large, though its bytes are few."""
    return scan(width, height, bytes(16), **shown)


def head_of(width: int, height: int) -> bytes:
    """A PNG that says how large it is and breaks off."""
    return png(width, height, b"")[:50]


@pytest.fixture
def _without_ocr(monkeypatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    monkeypatch.setattr(image, "is_installed", lambda: False)


@pytest.fixture
def _with_ocr(monkeypatch):
    """An OCR that says of every picture how many pixels it has."""
    box = [[10.0, 10.0], [900.0, 10.0], [900.0, 30.0], [10.0, 30.0]]
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "_seen", lambda it: ([box], [f"Two men were held; {it.shape[1]} pixels"], [0.93]))


@pytest.mark.usefixtures("_without_ocr")
@pytest.mark.parametrize(
    ("raw", "kind", "words"),
    [
        (drawn(), "application/pdf", r"1 page\(s\) of 1 \(1\) without a text layer.*pip install 'tidings\[ocr\]'"),
        (head_of(800, 600), "image/png", r"A picture has no text of its own.*pip install 'tidings\[ocr\]'"),
    ],
)
def test_without_the_extra_pictures_say_what_to_install(raw, kind, words):
    with pytest.raises(UnreadableBytes, match=words) as caught:
        cut(doc(raw, kind))
    assert caught.value.reason == "no-ocr"


@pytest.mark.usefixtures("_without_ocr")
@pytest.mark.parametrize(
    ("raw", "noted"),
    [
        (drawn(words=b"Exhibit 12 of 40, received 14 March"), True),  # stamped: a text layer that is not the text
        (drawn(words=BODY.encode()), False),  # a picture behind a page of text
        (drawn(points=(100, 100), words=b"Four words and crest"), False),  # a letter's crest
        (pdf(TEXT, []), False),  # an empty page at the end
        (pdf(TEXT, [(290, 30, "2")]), False),
    ],
)
def test_a_page_is_a_picture_where_one_fills_it_and_hardly_a_word_stands_there(raw, noted):
    assert [why.reason for why in cut(doc(raw))[0].notes] == ["no-ocr"] * noted


@pytest.mark.usefixtures("_with_ocr")
def test_pages_of_text_are_kept_and_the_pictures_among_them_named():
    sight = ocr.Sight(9)
    for n in (2, 4, 5, 6, 9):
        sight.page(n, lambda n=n: None if n == 9 else np_zeros(), 842.0)
    assert [(why.reason, str(why).partition(")")[2].partition(")")[0]) for why in sight.notes()] == [
        ("too-large", " of 9 (9"),
        ("ocr", " of 9 (2, 4-6"),
    ]
    assert "4 line(s), confidence 0.93 in the mean" in str(sight.notes()[1])


def np_zeros():
    import numpy as np

    return np.zeros((100, 1_000), dtype=np.uint8)


@pytest.mark.usefixtures("_with_ocr")
def test_a_page_is_drawn_as_large_as_ocr_reads_it():
    text = cut(doc(drawn(words=b"Exhibit 12 of 40, received 14 March")))[0]
    assert (text.text, [why.reason for why in text.notes]) == ("Two men were held; 1414 pixels", ["ocr"])


@pytest.mark.usefixtures("_with_ocr")
def test_pictures_too_large_to_unpack_are_not_drawn(monkeypatch):
    with pytest.raises(UnreadableBytes, match="or the pixels that OCR reads") as caught:
        cut(doc(drawn(60_000, 60_000)))
    assert caught.value.reason == "too-large"
    monkeypatch.setattr(pdf_drawn, "MAX_PIXELS", 15)
    assert cut(doc(drawn(words=b"Exhibit 12 of 40, received 14 March")))[0].text.startswith("Exhibit")


@pytest.mark.usefixtures("_with_ocr")
@pytest.mark.parametrize(
    ("shapes", "is_drawn"),
    [
        (b"0 0 595 842 re f " * 3, True),  # a scan in layers
        (b"0 0 595 842 re f " * 300, False),
        (b"50 50 400 600 re f " + b"90 90 200 9 re f " * 300, True),  # letters that are shapes
        (b"50 50 400 600 re f " + b"90 90 200 9 re f " * 500, False),
    ],
)
def test_what_would_take_too_long_to_draw_is_not_drawn(monkeypatch, shapes, is_drawn):
    monkeypatch.setattr(pdf_drawn, "MAX_OBJECTS", 500)
    if is_drawn:
        assert "pixels" in cut(doc(pdf(shapes)))[0].text
        return
    with pytest.raises(UnreadableBytes, match="or the pixels that OCR reads") as caught:
        cut(doc(pdf(shapes)))
    assert caught.value.reason == "too-large"


@pytest.mark.usefixtures("_with_ocr")
@pytest.mark.parametrize(
    ("raw", "reason", "words"),
    [
        (head_of(800, 600), "damaged", "Not a whole picture"),
        (head_of(16, 16), "no-text", "16 x 16 pixels"),
        (head_of(9_000, 9_000), "too-large", "or the pixels that OCR reads"),
        (head_of(10_000, 10_000), "too-large", "Save it smaller"),
        (head_of(60_000, 60_000), "too-large", "Save it smaller"),
        (b"II*\0" + bytes(40), "damaged", "Not a whole picture"),
    ],
)
def test_pictures_that_cannot_be_read_say_why(raw, reason, words):
    pytest.importorskip("PIL", reason="tidings[ocr] is not installed")
    with pytest.raises(UnreadableBytes, match=words) as caught:
        cut(doc(raw, media_type(raw)))
    assert caught.value.reason == reason


@pytest.mark.parametrize(("mode", "paper"), [("I;16", 50_000), ("RGBA", (0, 0, 0, 0)), ("1", 1), ("P", 255)])
def test_every_kind_of_pixel_becomes_grey_on_white(mode, paper):
    images = pytest.importorskip("PIL.Image", reason="tidings[ocr] is not installed")
    ink = (0, 0, 0, 255) if mode == "RGBA" else 0
    sheet = images.new(mode, (60, 40), paper)
    sheet.paste(ink, (0, 0, 30, 40))
    if mode == "P":
        sheet.putpalette(bytes(range(256)) * 3)
    with images.open(io.BytesIO(scans.packed(sheet, "PNG"))) as opened:
        grey = image._picture(opened, 1)
    assert grey[5, 5] < 2
    assert grey[5, 50] > 253


@needs_ocr
def test_a_tilted_and_noisy_scan_is_read_word_by_word():
    text = cut(doc(scans.packed(scans.page(TEXT, tilt=0.7)), "image/png"))[0]
    assert recall(BODY + FERRY, text.text) > 0.95
    assert len(text.text.split("\n\n")) == 2
    assert [why.reason for why in text.notes] == ["ocr"]


@needs_ocr
def test_a_scan_among_pages_of_text_is_read_in_its_place_column_by_column():
    left, right = BODY.replace("smuggled", "smug-\ngled"), FERRY + FERRY
    beside = [(x, y - 5, words) for x, y, words in column(right, 320, 770, 45)]
    sheet = scans.page([(50, 800, HEADLINE), *column(left, 50, 770, 45), *beside], tilt=-0.5)
    text = cut(doc(scans.scanned_pdf(TEXT, sheet, column(FERRY, 50, 800, 90))))[0]
    assert "2 page(s)" not in str(text.notes[0])
    assert "1 page(s) of 3 (2) read by OCR" in str(text.notes[0])
    words = " ".join(text.text.split())
    assert recall(BODY + FERRY + HEADLINE + BODY + right + FERRY, words) > 0.95
    assert re.search(f"(?s){HEADLINE}.*smuggled to an armed.*same evening.*A ferry carrying.*A ferry carrying", words)


@pytest.mark.parametrize(
    ("wide", "scores", "n_looks"),
    [
        (True, [0.9], 1),  # upright and sure
        (True, [0.6, 0.5], 2),  # unsure: on its head?
        (False, [0.6, 0.9], 2),  # on its side, and the first turn is sure
        (False, [0.6, 0.5, 0.9], 3),
        (False, [0.3, 0.5, 0.4], 3),
    ],
)
def test_a_page_is_turned_until_its_words_are_sure(monkeypatch, wide, scores, n_looks):
    width, height = (900.0, 20.0) if wide else (20.0, 900.0)
    box = [[10.0, 10.0], [10.0 + width, 10.0], [10.0 + width, 10.0 + height], [10.0, 10.0 + height]]
    looks = iter(scores)
    monkeypatch.setattr(ocr, "_seen", lambda _: ([box], ["Two men were held"], [next(looks)]))
    assert ocr._upright(np_zeros(), 1.0)[1] == [max(scores[:n_looks])]
    assert len(list(looks)) == len(scores) - n_looks


@needs_ocr
@pytest.mark.slow
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_or_head_is_turned(turn):
    text = cut(doc(scans.packed(scans.page(TEXT).rotate(turn, expand=True)), "image/png"))[0].text
    assert recall(BODY + FERRY, text) > 0.95
    assert text.startswith("Customs officers")


@needs_ocr
@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {"quality": 60}),
        ("WEBP", {"quality": 60}),
        (
            "TIFF",
            {"save_all": True, "append_images": [scans.page(column(FERRY, 50, 780, 90))]} if ocr.is_installed() else {},
        ),
    ],
)
def test_every_format_of_pictures_is_read(kind, options):
    text = cut(doc(scans.packed(scans.page(TEXT), kind, **options), f"image/{kind.lower()}"))[0].text
    assert recall(BODY + FERRY * (1 + (kind == "TIFF")), text) > 0.95


@needs_ocr
def test_ocr_asks_nothing_of_the_network(monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    ocr._engine.cache_clear()
    with pytest.raises(UnreadableBytes, match="OCR found no words"):
        cut(doc(scans.packed(scans.page([]).resize((300, 400))), "image/png"))


def test_a_document_that_waits_for_the_extra_does_not_count_as_held():
    held = doc(drawn())
    with CaseStore.open(":memory:") as case:
        for reason, is_held in (("no-ocr", False), ("ocr", True)):
            with case.taking(held):
                case.problem(held, UnreadableBytes("1 page(s) of 1 (1) are pictures.", reason=reason))
            assert case.has(held) is is_held
            assert [problem.reason for problem in case.problems()] == [reason]


@pytest.mark.slow
def test_what_was_held_unread_is_read_once_the_extra_is_there(tmp_path, monkeypatch):
    path = tmp_path / "scan.pdf"
    path.write_bytes(drawn())
    box = [[10.0, 10.0], [900.0, 10.0], [900.0, 30.0], [10.0, 30.0]]
    monkeypatch.setattr(ocr, "_seen", lambda _: ([box], ["Police held two men in Lyon on 14 March 2019."], [0.9]))
    with Case(":memory:") as case:
        for is_there, reasons, n_stories in ((False, ["no-ocr"], 0), (True, ["ocr"], 1), (True, ["ocr"], 1)):
            monkeypatch.setattr(ocr, "is_installed", lambda is_there=is_there: is_there)
            case.add(path)
            assert [problem.reason for problem in case.problems()] == reasons
            assert case.counts()["stories"] == n_stories


@pytest.mark.usefixtures("_with_ocr")
def test_a_page_that_takes_too_long_to_draw_leaves_the_others_read(monkeypatch):
    stamped = b"Exhibit 12 of 40, received 14 March"
    asked = pdf_apart.PROCESS.asked
    monkeypatch.setattr(
        pdf_apart.PROCESS, "asked", lambda request, blob: None if request.get("draw") else asked(request, blob)
    )
    text = cut(doc(drawn(words=stamped)))[0]
    assert (text.text, [why.reason for why in text.notes]) == (stamped.decode(), ["too-large"])
