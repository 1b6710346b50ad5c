"""Every format gives its text and what it says about itself, whatever the file is called."""

from __future__ import annotations

import ast
import csv
import gzip
import re
import zipfile
from pathlib import Path

import pytest

import tidings.ingest
from tests.ingest import packs
from tests.ingest.packs import BODY
from tests.ingest.pdfs import pdf
from tidings.errors import InputError, TooLarge, UnreadableBytes
from tidings.ingest import cut, documents
from tidings.ingest.fragment import words_of
from tidings.ingest.media import media_type
from tidings.ingest.reasons import REASONS
from tidings.model import Document, Problem

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ADDRESS = "https://example.org/a/engines"


def found(folder: Path, raw: bytes | str, name: str = "a.bin", **fields: str) -> list[Document | Problem]:
    path = folder / name
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return list(documents([path], fields=fields or None))


def doc(raw: bytes | str, media_type: str, **given: str) -> Document:
    return Document(raw.encode() if isinstance(raw, str) else raw, "here", media_type, given=tuple(given.items()))


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (b"%PDF-1.7", "a.txt", "application/pdf"),
        (packs.PAGE.encode(), "a.txt", "text/html"),
        (b"\xef\xbb\xbf\n<!-- a --><html>", "", "text/html"),
        (packs.RSS.encode(), "a.xml", "application/rss+xml"),
        (packs.ATOM.encode(), "", "application/atom+xml"),
        (packs.JSON_FEED.encode(), "a.json", "application/feed+json"),
        (packs.mail(), "", "message/rfc822"),
        (packs.MHTML.encode(), "", "multipart/related"),
        (packs.mbox(packs.mail()), "a.txt", "application/mbox"),
        (b"WARC/1.0\r\n", "", "application/warc"),
        (b"PK\x03\x04", "a.html", "application/zip"),
        (b"\x1f\x8b\x08", "a.html", "application/gzip"),
        (b'{"text": "Two held."}', "", "application/json"),
        # traps: texts that only look like something else
        (b"From: the desk\nDate: today\nSubject: a raid\n\nTwo held.", "a.txt", "text/plain"),
        (b"From Kabul, at 10:30 the convoy left.\nIt came back.", "a.txt", "text/plain"),
        (b"The PDF begins with %PDF-1.7 and ends.", "a.txt", "text/plain"),
        (b"{Reporting by Ada Brook}", "a.txt", "text/plain"),
        (b"Two held.", "a.unknown", "application/octet-stream"),
    ],
)
def test_the_bytes_tell_before_the_name(raw, name, kind):
    assert media_type(raw, name) == kind


@pytest.mark.parametrize("raw", [packs.RSS, packs.ATOM, packs.JSON_FEED], ids=["rss", "atom", "json"])
def test_each_entry_of_a_feed_is_a_document(tmp_path, raw):
    first = found(tmp_path, raw)[0]
    text, (story,) = cut(first)
    assert text.text.startswith(BODY)
    assert (story.byline, story.publisher, story.url) == ("Ada Brook", "Northgate", ADDRESS)
    assert story.headline in {"Engines seized", "Engines & parts seized"}
    assert (text.dates, first.origin[-2:]) == ((("metadata", "2019-03-14"),), "#1")


def test_an_entry_with_a_title_only_is_no_text():
    with pytest.raises(InputError, match="only a title or a link") as caught:
        cut(doc("<item><title>Two held</title></item>", "application/rss+xml;type=entry"))
    assert caught.value.reason == "no-text"


def test_a_feed_without_entries_is_empty(tmp_path):
    (problem,) = found(tmp_path, "<rss><channel><title>x</title></channel></rss>")
    assert (problem.reason, problem.detail) == ("empty", "The feed holds no entries. Nothing was read.")


@pytest.mark.parametrize(
    "raw",
    [
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><item><title>&a;</title></item></rss>',
        '<!DOCTYPE rss [<!ENTITY a "b">]><rss/>'.encode("utf-16"),
    ],
)
def test_entities_are_refused(tmp_path, raw):
    (problem,) = found(tmp_path, raw, "a.rss")
    assert (problem.reason, "defines entities" in problem.detail) == ("entities", True)


def test_mail_gives_its_headers_body_and_attachments(tmp_path):
    raw = packs.mail(
        "Zwei Männer gefaßt", a__txt=b"Two held.", b__docx=packs.word("Three held."), c__pdf=pdf([(9, 9, "x")])
    )
    mail, *files = found(tmp_path, raw, "a.eml")
    text, (story,) = cut(mail)
    assert (story.headline, story.byline, text.dates) == (
        "Zwei Männer gefaßt", "Ada Brook", (("metadata", "2019-03-14"),),
    )  # fmt: skip
    assert mail.raw == raw
    assert [(one.origin[-6:], one.media_type) for one in files] == [
        ("#a.txt", "text/plain"), ("b.docx", DOCX), ("#c.pdf", "application/pdf"),
    ]  # fmt: skip
    assert cut(files[1])[0].text == "Three held."


@pytest.mark.parametrize(
    ("plain", "rich", "want"),
    [
        (BODY, f"<p>{BODY}</p>", BODY),
        (
            "See the web page.",
            f"<style>p {{}}</style><p>{BODY}</p><p>Both <b>deny</b> it.</p>",
            f"{BODY}\n\nBoth deny it.",
        ),
    ],
)
def test_of_two_forms_of_a_message_the_fuller_is_read(plain, rich, want):
    assert cut(doc(packs.mail(text=plain, rich=rich), "message/rfc822"))[0].text.strip() == want


@pytest.mark.parametrize("subject", ["=?nonsense?q?x?=", "=?utf-8?b?!!!?=", "a\n  b", "\udcff"])
def test_no_header_stops_a_message(subject):
    raw = f"Subject: {subject}\nMessage-ID: <1>\n\nTwo held in Lyon.\n".encode("utf-8", "surrogateescape")
    assert cut(doc(raw, "message/rfc822"))[0].text.strip() == "Two held in Lyon."


@pytest.mark.parametrize(
    "head",
    [
        "Content-Disposition: attachment; filename*=\"a%00b''list.txt\"",
        "Content-Type: text/plain; charset*=\"a%00b'en'utf-8\"",
        "Content-Disposition: attachment; filename*=\"a%ff'en'list.txt\"",
    ],
)
def test_no_parameter_of_a_part_stops_a_message(tmp_path, head):
    """A name in an encoding whose own name holds NUL is what the standard library raises ValueError for."""
    raw = packs.mail("Two held", text="Two were held.", a__txt=b"Three held.").decode()
    raw = raw.replace('Content-Disposition: attachment; filename="a.txt"', head)
    mail, *files = found(tmp_path, raw.encode(), "a.eml")
    assert cut(mail)[0].text.strip().startswith("Two were held.")
    assert all(file.raw == b"Three held." for file in files)


def test_a_message_whose_parts_cannot_be_told_apart_is_damaged(tmp_path):
    raw = packs.mail(a__txt=b"x").replace(b'boundary="', b"boundary*=\"a%00b''")
    mail, problem = found(tmp_path, raw, "a.eml")
    assert (problem.reason, "cannot be told apart" in problem.detail) == ("damaged", True)
    with pytest.raises(UnreadableBytes, match="cannot be told apart"):
        cut(mail)


def test_a_mailbox_gives_its_messages(tmp_path):
    raw = packs.mbox(packs.mail(), packs.mail("Two held", text="Two were held.\n>From Lyon they came.", a__txt=b"x"))
    assert [one.origin.partition("#")[2] for one in found(tmp_path, raw)] == ["1", "2", "2#a.txt"]


def test_a_page_saved_as_one_file_keeps_its_address():
    text = cut(doc(packs.MHTML, "multipart/related"))[0]
    assert (text.text, text.headline, text.url) == (BODY, "Engines seized", ADDRESS)


def test_a_saved_page_tells_where_it_is_from():
    page = packs.PAGE.replace("<html>", f"<!-- saved from url=(0029){ADDRESS} --><html>")
    assert cut(doc(page, "text/html"))[0].url == ADDRESS


def test_what_lies_beside_a_saved_page_is_no_document(tmp_path):
    for name in ("Two held.html", "Two held_files/frame.html", "notes_files/a.html", "x.htm", "x.files/b.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(packs.PAGE)
    shell = sorted(str(path) for path in tmp_path.iterdir())
    for inputs in ([tmp_path], [f"{tmp_path}/*"], [f"{tmp_path}/**/*.htm*"], shell):
        names = [one.origin.removeprefix(f"{tmp_path}/") for one in documents(inputs)]
        assert names == ["Two held.html", "notes_files/a.html", "x.htm"]
    assert len(list(documents([tmp_path / "x.files"]))) == 1  # who asks for the folder gets it


def test_a_table_gives_its_rows(tmp_path):
    first, second = found(tmp_path, packs.TABLE, "a.csv")
    assert first.given == (("id", "7"), ("headline", "Engines seized"), ("published", "2019-03-14"))
    assert (cut(first)[0].text, second.origin[-2:]) == (BODY, "#2")


@pytest.mark.parametrize(
    "raw",
    [
        "Titel;Artikel\nx;Zwei Männer gefaßt.\n".encode("cp1252"),
        "Titel\tArtikel\nx\tZwei Männer gefaßt.".encode("utf-16"),
    ],
)
def test_a_table_in_another_encoding(tmp_path, raw):
    (row,) = found(tmp_path, raw, "a.csv", text="Artikel")
    assert cut(row)[0].text == "Zwei Männer gefaßt."


@pytest.mark.parametrize(
    ("raw", "reason", "words"),
    [
        ("id,title\n1,x\n", "no-text", "No column is called text"),
        ("id,text\n1,a,b\n2,Two held\n", "damaged", "3 cells under 2 names"),
        ('id,text\n1,"' + "x" * 21_000_000, "damaged", "cannot be told apart"),
        ("id,text\n", "empty", "holds no documents"),
    ],
)
def test_tables_that_cannot_be_read_say_why(tmp_path, raw, reason, words):
    csv.field_size_limit(1 << 30)  # as a library does that is loaded later
    problem = next(one for one in found(tmp_path, raw, "a.csv") if isinstance(one, Problem))
    assert (problem.reason, words in problem.detail) == (reason, True)


def test_a_word_document_gives_paragraphs_tables_and_its_title():
    raw = packs.word(BODY, "Both deny it.", title="Engines seized", rows=[["Lyon", "2"], ["Breda", "2"]])
    text = cut(doc(raw, DOCX))[0]
    assert text.text.split("\n\n") == ["Engines seized", BODY, "Both deny it.", "Lyon\t2", "Breda\t2"]
    assert text.headline == "Engines seized"


LZMA = packs.zipped({"word/document.xml": bytes(range(256)) * 9}, zipfile.ZIP_LZMA)
DAMAGED_LZMA = LZMA[:60] + bytes(40) + LZMA[100:]


@pytest.mark.parametrize(
    ("raw", "reason", "words"),
    [
        (packs.zipped({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "entities", "defines entities"),
        (packs.zipped({"word/document.xml": bytes(200_000_000)}), "bomb", "archive bomb"),
        (packs.zipped({f"{n}": b"" for n in range(5_001)}), "too-many", "5,001 parts"),
        (packs.word("")[:-400], "damaged", "Not a whole Word document"),
        (packs.zipped({"a": b"b"}), "damaged", "Not a whole Word document"),
        (DAMAGED_LZMA, "damaged", "Not a whole Word document"),
        (packs.word(""), "no-text", "only pictures"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "locked", "has a password"),
    ],
)
def test_word_documents_that_cannot_be_read_say_why(raw, reason, words):
    with pytest.raises(InputError, match=words) as caught:
        cut(doc(raw, DOCX))
    assert caught.value.reason == reason


def test_a_packed_file_is_unpacked(tmp_path):
    (one,) = found(tmp_path, gzip.compress(BODY.encode()), "a.txt.gz")
    assert (one.raw, one.media_type) == (BODY.encode(), "text/plain")


def test_a_sender_says_the_charset():
    assert cut(doc("Männer".encode("cp850"), "text/plain", charset="cp850"))[0].text == "Männer"


def test_words_of_html():
    assert words_of("a<br>b<div>c <i>d</i></div><script>e</script>f<!-- g --> h") == "a\nb\n\nc d\n\nf h"


def test_a_page_of_too_many_tags_is_refused():
    with pytest.raises(TooLarge, match="tags, more than the 40,000"):
        cut(doc("<html><body>" + "<p>Two held.</p>" * 50_000, "text/html"))


@pytest.mark.parametrize(
    ("opening", "publisher"),
    [
        ("BATUMI, Georgia, August 30, 2023 (Northgate) - Five crew died.", "Northgate"),
        ("KABUL (Reuters) -- A bomb went off.", "Reuters"),
        ("MOSCOW (March 5) - Two were held.", None),
        ("Two men (AP says three) were held.", None),
    ],
)
def test_the_dateline_names_the_agency(opening, publisher):
    assert cut(doc(f"{opening} {BODY}", "text/plain"))[1][0].publisher == publisher


def test_every_reason_is_explained_and_used():
    used: set[str] = {"unread-language", "too-large", "unreadable"}
    for path in Path(tidings.ingest.__file__).parent.rglob("*.py"):
        if "fetch" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        said = [word.value for call in calls for word in call.keywords if word.arg == "reason"]
        said += [
            call.args[1] for call in calls if getattr(call.func, "id", "") in {"Problem", "Lost"} and len(call.args) > 1
        ]
        used |= {
            str(one.value) for one in said if isinstance(one, ast.Constant) and re.fullmatch("[a-z-]+", str(one.value))
        }
    assert used == set(REASONS)
