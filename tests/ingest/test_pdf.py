"""A PDF's pages become the paragraphs that were set, without what only pages need."""

from __future__ import annotations

import zlib

import pytest

from tests.ingest.mutants import SEEDS, packed_pdf
from tests.ingest.packs import BODY
from tests.ingest.pdfs import column, content, forms, pdf
from tidings.errors import InputError
from tidings.ingest import cut
from tidings.ingest.readers import pdf as reader
from tidings.ingest.readers import pdf_apart
from tidings.model import Document


def packed_twice(content: bytes) -> bytes:
    raw = packed_pdf(zlib.compress(zlib.compress(content, 9)))
    return raw.replace(b"/FlateDecode", b"[/FlateDecode /FlateDecode]")


def doc(raw: bytes) -> Document:
    return Document(raw, "here", "application/pdf")


FERRY = (
    "A ferry carrying 140 people ran aground off Mindoro before dawn, and all aboard were taken off by fishing boats. "
    "The coast guard said that the captain had steered closer to the shore than charts allow, to save an hour."
)


def test_columns_hyphens_running_heads_and_page_numbers():
    first = "Page 1 begins. " + BODY.replace("smuggled", "smug-\ngled").replace("armed", "so-\ncalled")
    pages = [
        [(50.0, 820.0, "Northgate Weekly, 14 March 2019"), *column(left, 50, 780, 45), *column(right, 320, 780, 45),
         (290.0, 30.0, f"{n}")]
        for n, (left, right) in enumerate([(first, FERRY), (FERRY[8:], BODY)], 1)
    ]  # fmt: skip
    other = BODY.replace("Customs", "Harbour")
    rows = [one for pair in zip(column(BODY, 50, 700, 45), column(other, 320, 700, 45), strict=True) for one in pair]
    text = cut(doc(pdf(*pages, rows)))[0].text
    whole = "Page 1 begins. " + BODY.replace("armed", "so-called")
    assert text.split("\n\n") == [whole, FERRY, FERRY[8:], BODY, BODY, other]


def lower(lines, by):
    return [(x, y - by, words) for x, y, words in lines]


LINES = column(BODY, 50, 780, 90)
NOTES = [(50, 60, "1 Interview with a customs officer, 14 March 2019."), (50, 46, "2 Court record 19/223.")]
CELLS = [(x, y, f"{y}") for y in (740, 728, 716) for x in (50, 200, 350)]


@pytest.mark.parametrize(
    ("pages", "is_whole"),
    [
        ([content(LINES[:2]) + content(NOTES, 7), content(LINES[2:])], True),
        ([content(column(BODY.replace("smuggled", "smug-\ngled"), 50, 780, 90)[:2]) + content(NOTES, 7),
          content(column(BODY.replace("smuggled", "smug-\ngled"), 50, 780, 90)[2:])], True),
        ([content([*LINES[:2], *CELLS, *lower(LINES[2:], 90)])], True),
        ([content(LINES[:2]) + content(NOTES), content(LINES[2:])], False),  # notes no smaller than the text
    ],
)  # fmt: skip
def test_footnotes_and_tables_do_not_break_a_sentence(pages, is_whole):
    paragraphs = cut(doc(pdf(*pages)))[0].text.split("\n\n")
    assert (BODY in paragraphs) is is_whole
    assert not [one for one in paragraphs if "Customs" in one and ("Interview" in one or "716" in one)]


def test_a_paragraph_after_a_table_stands_by_itself():
    paragraphs = cut(doc(pdf([*LINES, *lower(CELLS, 30), *lower(LINES, 120)])))[0].text.split("\n\n")
    assert (paragraphs[0], paragraphs[-1]) == (BODY, BODY)


def test_a_pdf_tells_its_title_only_where_it_shows_it():
    shown = column(f"Engines seized\n{BODY}", 50, 800, 80)
    titles = [cut(doc(pdf(shown, title=title)))[0].headline for title in ("Engines seized", "untitled.doc")]
    assert titles == ["Engines seized", None]


@pytest.mark.parametrize(
    ("raw", "reason", "words"),
    [
        (pdf([]), "no-text", "without a text layer"),
        (pdf([(50, 800, "1")], [(50, 800, "2")]), "no-text", r"2 page\(s\)"),
        (b"%PDF-1.4\n%nothing", "damaged", "Not a whole PDF"),
        (packed_pdf(zlib.compress(b"q 1 0 0 1 0 0 cm " * 3_000_000)), "bomb", "a bomb"),
        (packed_pdf(zlib.compress(b"BT /F1 9 Tf (Two) Tj ET " * 1_250_000)), "bomb", "a bomb"),
        (packed_twice(b"q 1 0 0 1 0 0 cm " * 3_000_000), "bomb", "a bomb"),
    ],
)
def test_pdfs_that_cannot_be_read_say_why(raw, reason, words):
    with pytest.raises(InputError, match=words) as caught:
        cut(doc(raw))
    assert caught.value.reason == reason


RULES = b"50 50 9 1 re f " * 10


@pytest.mark.parametrize(
    ("bound", "most", "pages", "told"),
    [
        ("MAX_LINES", 3, [content(LINES)], "4 lines on a page, more than the 3"),
        ("MAX_LINES", 4, [content(LINES)], ""),
        ("MAX_DRAWN", 13, [content(LINES) + RULES], "14 things drawn on its pages, more than the 13"),
        ("MAX_DRAWN", 14, [content(LINES) + RULES], ""),
        ("MAX_DRAWN", 100, [RULES] * 2, "160 things drawn on its pages"),  # pages without words are looked at closely
    ],
)
def test_what_a_page_may_hold_is_bounded(monkeypatch, bound, most, pages, told):
    monkeypatch.setattr(reader, bound, most)
    if not told:
        assert BODY in cut(doc(pdf(*pages)))[0].text
        return
    with pytest.raises(InputError, match=told) as caught:
        cut(doc(pdf(*pages)))
    assert caught.value.reason == "too-large"


def test_a_word_is_joined_at_the_end_of_a_paragraph_as_long_as_a_page():
    lines = column("Officers said that " * 60 + "the engines were smug-\ngled.", 50, 800, 90)
    assert cut(doc(pdf(lines)))[0].text.endswith("the engines were smuggled.")


@pytest.mark.parametrize("name", ["packed.pdf", "a.pdf"])
def test_a_pdf_packed_or_not_is_read(name):
    assert cut(doc(SEEDS[name](bytes)))[0].text.startswith("Customs officers at the port")


@pytest.fixture
def _impatient(monkeypatch):
    monkeypatch.setattr(pdf_apart, "SECONDS", 0.3)


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize(("depth", "times", "n_shown"), [(3, 2, 4), (25, 1, 1), (25, 4, 0), (300, 2, 0)])
def test_forms_inside_forms_are_followed_as_far_as_that_ends(depth, times, n_shown):
    raw = forms(depth, times, BODY.encode())
    if n_shown:
        assert cut(doc(raw))[0].text.count(BODY) == n_shown
        return
    with pytest.raises(
        InputError, match=r"stopped after 0\.3 s of computing while it read page 1.*Print it to a"
    ) as caught:
        cut(doc(raw))
    assert caught.value.reason == "hangs"
    assert BODY in cut(doc(pdf(LINES)))[0].text  # the next file has a process that goes on


def test_a_process_that_was_ended_is_begun_anew():
    assert BODY in cut(doc(pdf(LINES)))[0].text
    pdf_apart.PROCESS.end()
    assert BODY in cut(doc(pdf(LINES)))[0].text


def test_a_process_without_the_memory_that_a_file_takes_is_a_problem(monkeypatch):
    pdf_apart.PROCESS.end()
    with monkeypatch.context() as little:
        little.setattr(pdf_apart, "MAX_MEMORY", 1 << 20)
        with pytest.raises(InputError, match="crashed or was stopped after 5 s of computing while it opened the file"):
            cut(doc(pdf(LINES) + b"%" * (8 << 20)))  # more than any heap has left over
    assert BODY in cut(doc(pdf(LINES)))[0].text


def test_many_files_are_read_in_one_process(monkeypatch):
    cut(doc(pdf(LINES)))
    begun = []
    monkeypatch.setattr(pdf_apart.subprocess, "Popen", lambda *_, **__: begun.append(1))
    cut(doc(pdf([*LINES, *lower(CELLS, 30)])))
    assert not begun
