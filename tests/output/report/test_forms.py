"""The four forms carry the same sentences, load nothing, and hostile words stay words in each."""

from __future__ import annotations

import io
import re
from functools import cache

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from pypdfium2 import PdfDocument

from tests.builders import story
from tests.output.report.cases import ALL, asked, differing, hostile, told
from tidings.errors import WrongCall
from tidings.output.report import FORMS, Dossier, dossier, written
from tidings.output.report.fonts import drawable
from tidings.output.report.parts import Grid
from tidings.output.report.text import shown

PLAIN = dossier([*ALL, differing()], asked())
NASTY = dossier([hostile()], asked(title="<b>*x*\u202e</b>"))
EMPTY = dossier([], asked())


@cache
def text_of(report: int, suffix: str) -> str:
    """The text of a form as its reader shows it, without blanks and note marks."""
    raw = written([PLAIN, NASTY, EMPTY][report], suffix)
    if suffix == ".html":
        text = html.document_fromstring(raw).text_content()
    elif suffix == ".md":
        text = re.sub(r"\\(.)", r"\1", raw.decode()).replace("[^", "[").replace("&#58;", ":")
    elif suffix == ".docx":
        doc = Document(io.BytesIO(raw))
        cells = [cell.text for table in doc.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*(put.text for put in doc.paragraphs), *cells])
    else:
        pages = PdfDocument(raw)
        text = "\n".join(page.get_textpage().get_text_range() for page in pages)
        pages.close()
    return bare(text)


def bare(text: str) -> str:
    """Letters alone: forms break lines, hyphenate and mark notes each in its own way."""
    return re.sub(r"\W|_", "", re.sub(r"\[\d+\]", "", text))


@pytest.mark.parametrize("suffix", FORMS)
def test_a_form_carries_every_sentence_remark_and_note(suffix: str) -> None:
    held = text_of(0, suffix)
    for one in PLAIN.sentences():
        assert bare(drawable(shown(one.text))) in held, one.text
    for note in PLAIN.notes:
        assert note.document in held
        assert all(bare(quote.text) in held for quote in note.quotes)
    for section in PLAIN.sections:
        assert bare(section.title) in held
        assert all(
            bare(row.cells[0]) in held for block in section.blocks if isinstance(block, Grid) for row in block.rows
        )


@pytest.mark.parametrize("suffix", FORMS)
def test_an_empty_report_has_each_form(suffix: str) -> None:
    assert bare("No event is in the scope.") in text_of(2, suffix)


@pytest.mark.parametrize("suffix", FORMS)
def test_hostile_words_stay_words(suffix: str) -> None:
    held = text_of(1, suffix)
    assert "scriptalert1script" in held
    assert "u202egpjexe" in held  # written out, so that it reverses nothing


def tree() -> html.HtmlElement:
    return html.document_fromstring(written(NASTY, ".html"))


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = tree()
    assert page.xpath("//script|//img|//link|//iframe|//object|//embed|//@src|//@srcset|//@onload|//form") == []
    assert all(href.startswith("#note-") for href in page.xpath("//@href"))
    assert "url(" not in written(NASTY, ".html").decode()
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_the_marks_of_the_page_lead_to_its_notes() -> None:
    page = html.document_fromstring(written(PLAIN, ".html"))
    assert {f"#{ident}" for ident in page.xpath("//li/@id")} == set(page.xpath("//sup/a/@href"))


def test_pictures_are_described() -> None:
    page = html.document_fromstring(written(PLAIN, ".html"))
    assert len(page.xpath("//figure/*[@role='img']/title")) == 3
    assert all(title.text for title in page.xpath("//figure/*/title"))


def test_markdown_has_no_markup_of_the_sources() -> None:
    text = written(NASTY, ".md").decode()
    assert "](" not in text.replace("\\]\\(", "").replace("\\](", "")
    assert "<script" not in text.replace("\\<", "")
    assert "http://e.org" not in text
    assert not re.search(r"(?<!\\)!\[", text)


def test_pictures_stand_in_the_documents() -> None:
    assert len(Document(io.BytesIO(written(PLAIN, ".docx"))).inline_shapes) == 3


def test_the_pdf_has_an_outline_and_its_own_fonts() -> None:
    pages = PdfDocument(written(PLAIN, ".pdf"))
    assert [item.get_title() for item in pages.get_toc()] == [*(one.title for one in PLAIN.sections), "Notes"]
    pages.close()
    assert b"FiraGO" in written(PLAIN, ".pdf")


def test_scripts_that_the_font_lacks_leave_a_box() -> None:
    assert drawable("Łódź Кремль Αθήνα ضربة 西") == "Łódź Кремль Αθήνα ضربة ▯"


def test_a_sentence_that_starts_in_arabic_runs_as_english_does() -> None:
    where = story("أنصار الله fired rockets at Кремль.", "2020-05-05", publisher="الجزيرة")
    roles = {"actor": ["أنصار الله"], "target": ["Кремль"], "item": ["rockets"]}
    pages = PdfDocument(written(dossier([told(where, "fired", roles=roles)], asked()), ".pdf"))
    page = pages[0].get_textpage()
    text = page.get_text_range()
    start = text.index("Undated")
    line = text[start : start + 150]
    lefts = [page.get_charbox(start + line.index(words))[0] for words in ("Undated", "attacked", "according")]
    assert lefts == sorted(lefts)
    arabic = [page.get_charbox(start + n)[0] for n, char in enumerate(line) if "\u0600" <= char <= "\u06ff"]
    assert min(arabic) < lefts[1] < max(arabic)  # who did it stands before, the paper after
    pages.close()


WORDS = st.text(min_size=1, max_size=30)


@given(headline=WORDS, publisher=WORDS, name=st.text(min_size=1, max_size=20).filter(str.strip))
@settings(max_examples=25, deadline=None)
def test_any_words_have_each_form(headline: str, publisher: str, name: str) -> None:
    where = story(f"{name} fired.", "2020-05-05", publisher=publisher, headline=headline)
    report = dossier([told(where, "fired", roles={"actor": [name]})], asked(title=headline))
    for suffix in (".html", ".md", ".docx"):
        assert written(report, suffix)
    page = html.document_fromstring(written(report, ".html"))
    assert page.xpath("//h1")[0].text_content() == shown(headline)


def test_a_form_that_is_none_is_refused() -> None:
    with pytest.raises(WrongCall, match=r"No report is written as \"\.doc\"\. The file may end in \.html, \.md"):
        written(EMPTY, ".doc")


@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_the_same_dossier_gives_the_same_bytes(suffix: str) -> None:
    again: Dossier = dossier([*ALL, differing()], asked())
    assert written(again, suffix) == written(PLAIN, suffix)
