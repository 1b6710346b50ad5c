"""Archives and web archives give their members, read on after damage, and are bounded."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from tests.ingest import packs
from tests.ingest.mutants import mutants
from tidings.errors import InputError, UnreadableBytes
from tidings.ingest import bounds, cut, documents, stories
from tidings.knowledge import Knowledge
from tidings.model import Document, Problem

PAGES = [packs.PAGE.replace("62", str(n)) for n in range(5)]
RECORDS = [packs.web_record(packs.answer(page), n) for n, page in enumerate(PAGES)]


def found(folder: Path, raw: bytes, name: str) -> list[Document | Problem]:
    (folder / name).write_bytes(raw)
    return list(documents([folder / name]))


def outcome(found: list[Document | Problem]) -> list[str]:
    """The last word of a document's name, or a Problem's reason."""
    return [
        one.reason if isinstance(one, Problem) else one.origin.rpartition("#")[2][-12:].lstrip("0") for one in found
    ]


def test_an_archive_gives_its_members_without_the_hidden_and_the_assets(tmp_path):
    members = {"b/": b"", "a.txt": b"Two held.", ".hidden.txt": b"x", "__MACOSX/a.txt": b"x", "p.html": packs.PAGE,
               "p_files/q.html": packs.PAGE, "c.zip": packs.zipped({"d.eml": packs.mail(e__txt=b"x")}),
               "w.docx": packs.word("Two held.")}  # fmt: skip
    docs = found(tmp_path, packs.zipped(members), "a.zip")
    assert [one.origin.partition("#")[2] for one in docs] == [
        "a.txt", "p.html", "c.zip#d.eml", "c.zip#d.eml#e.txt", "w.docx",
    ]  # fmt: skip
    assert cut(docs[-1])[0].text == "Two held."


def test_an_unnamed_word_document_is_not_taken_apart(tmp_path):
    raw = packs.word("Two held.")
    (one,) = found(tmp_path, raw, "download")
    assert (one.raw, cut(one)[0].text) == (raw, "Two held.")


def test_a_workbook_stays_whole_and_is_binary(tmp_path):
    (one,) = found(tmp_path, packs.zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<b/>"}), "a.xlsx")
    with pytest.raises(UnreadableBytes, match="ZIP or Office") as caught:
        cut(one)
    assert caught.value.reason == "binary"


def test_containers_are_opened_three_deep(tmp_path):
    raw, name = b"Two held.", "a.txt"
    for n in range(5):
        raw, name = packs.zipped({name: raw}), f"{n}.zip"
    (problem,) = found(tmp_path, raw, name)
    assert (problem.reason, "inside 4 others" in problem.detail) == ("too-deep", True)


@pytest.mark.parametrize(
    ("raw", "name", "reason", "words"),
    [
        (packs.zipped({"a.txt": bytes(70_000_000)}), "a.zip", "bomb", "unpack to 70,000,000"),
        (gzip.compress(bytes(80_000_000), mtime=0), "a.txt.gz", "bomb", "The rest was not read"),
        (packs.zipped({"a": packs.zipped({"b": bytes(60_000_000)}, zipfile.ZIP_DEFLATED)}), "a.zip", None, ""),
        (b"PK\x03\x04 nothing", "a.zip", "damaged", "Not a whole ZIP"),
        (gzip.compress(b"Two held." * 99, mtime=0)[:-9], "a.txt.gz", "damaged", "cut off in the middle"),
        (gzip.compress(b"Two held.", mtime=0)[:-8] + bytes(8), "a.txt.gz", "damaged", "incorrect data check"),
        (packs.zipped({"a/": b""}), "a.zip", "empty", "holds no documents"),
    ],
)
def test_archives_that_cannot_be_read_say_why(tmp_path, raw, name, reason, words):
    (one,) = found(tmp_path, raw, name)
    assert isinstance(one, Problem) is bool(reason)
    if reason:
        assert (one.reason, words in one.detail) == (reason, True)


def test_a_member_with_a_password_is_locked_and_the_next_is_read(tmp_path):
    raw = bytearray(packs.zipped({"a.txt": b"Two held.", "b.txt": b"Three held."}))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    problem, doc = found(tmp_path, bytes(raw), "a.zip")
    assert (problem.reason, "is encrypted" in problem.detail, doc.raw) == ("locked", True, b"Three held.")


def test_what_all_members_unpack_to_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "FREE_BYTES", 1_000)
    monkeypatch.setattr(bounds, "MAX_RATIO", 1)
    raw = packs.zipped({f"{n}.txt": b"Two held. " * 50 for n in range(20)})
    *docs, problem = found(tmp_path, raw, "a.zip")
    assert (problem.reason, problem.origin, 0 < len(docs) < 20) == ("bomb", str(tmp_path / "a.zip"), True)


def test_the_number_of_members_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "MAX_MEMBERS", 3)
    found_in = found(tmp_path, packs.zipped({f"{n}.txt": b"Two held." for n in range(5)}), "a.zip")
    assert (len(found_in), found_in[-1].reason) == (4, "too-many")


@pytest.mark.parametrize(("n", "reasons"), [(999, []), (1_000, ["too-many"])])
def test_a_message_of_more_parts_than_are_read_says_so(tmp_path, n, reasons):
    raw = packs.mail(**{f"{k}__txt": b"Two held." for k in range(n)})
    found_in = found(tmp_path, raw, "a.eml")
    assert [one.reason for one in found_in if isinstance(one, Problem)] == reasons
    assert sum(isinstance(one, Document) for one in found_in) == 1_000


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_gives_what_was_answered(tmp_path, packed):
    blocks = [
        packs.answer(PAGES[0]), packs.answer("body {}", "text/css"), packs.answer("No", "text/html", "404 Not Found"),
        packs.answer("Two held in Lyon.", "text/plain"), packs.answer(gzip.compress(PAGES[1].encode()), "text/html",
        more="Content-Encoding: gzip\r\n"), packs.answer("if (a) {}", "application/javascript"),
    ]  # fmt: skip
    raw = b"".join(packs.web_record(block, n, packed=packed) for n, block in enumerate(blocks, 1))
    docs = found(tmp_path, raw, "a.warc")
    assert outcome(docs) == ["1", "4", "5"]
    assert (docs[0].raw, docs[2].raw) == (PAGES[0].encode(), PAGES[1].encode())
    assert (docs[0].retrieved, docs[0].told("url")) == ("2019-03-15T08:00:00Z", "https://example.org/1")
    assert docs[0].told("record") == "urn:uuid:00000000-0000-0000-0000-000000000001"
    assert cut(docs[0])[1][0].url == "https://example.org/1"


LATER = '<meta property="article:published_time" content="2024-05-01">'


@pytest.mark.parametrize(
    ("record_date", "answer_date", "retrieved", "day"),
    [
        ("2019-03-15T08:00:00Z", "", "2019-03-15T08:00:00Z", None),
        ("", "Date: Fri, 15 Mar 2019 08:00:00 GMT\r\n", "Fri, 15 Mar 2019 08:00:00 GMT", None),
        ("", "", None, "2024-05-01"),
    ],
)
def test_a_page_is_not_from_after_the_day_on_which_it_was_answered(tmp_path, record_date, answer_date, retrieved, day):
    raw = packs.web_record(packs.answer(packs.PAGE.replace("</head>", f"{LATER}</head>"), more=answer_date), 1)
    if not record_date:
        raw = raw.replace(b"WARC-Date: 2019-03-15T08:00:00Z\r\n", b"")
    (page,) = found(tmp_path, raw, "a.warc")
    assert page.retrieved == retrieved
    (read,) = stories(page, Knowledge())
    assert read.published.date == day


def test_the_header_of_an_answer_says_the_charset(tmp_path):
    page = packs.PAGE.replace("Belgian", "бельгийский").encode("koi8-r")
    (one,) = found(tmp_path, packs.web_record(packs.answer(page, "text/html; charset=koi8-r"), 1), "a.warc")
    assert "бельгийский" in cut(one)[0].text


def test_a_wacz_gives_its_web_archives_only(tmp_path):
    members = {"datapackage.json": b"{}", "pages/pages.jsonl": b'{"text": "no"}', "indexes/a.txt": b"no",
               "archive/a.warc.gz": packs.web_archive(*PAGES)}  # fmt: skip
    docs = found(tmp_path, packs.zipped(members, zipfile.ZIP_STORED), "a.wacz")
    assert outcome(docs) == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    ("damage", "want"),
    [
        (lambda one: one[:30] + b"\xff\x00garbage\xff" * 9 + one[-60:], ["", "damaged", "2", "3", "4"]),
        (lambda one: one[: len(one) // 2], ["", "damaged", "2", "3", "4"]),
        (lambda one: b"", ["", "2", "3", "4"]),
    ],
    ids=["garbage", "cut", "gone"],
)
def test_after_damage_the_next_record_is_read(tmp_path, packed, damage, want):
    pack = gzip.compress if packed else bytes
    records = [pack(one) for one in RECORDS]
    records[1] = damage(records[1])
    assert outcome(found(tmp_path, b"".join(records), "a.warc")) == want


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_that_is_cut_off_says_so(tmp_path, packed):
    pack = gzip.compress if packed else bytes
    found_in = found(tmp_path, b"".join(map(pack, RECORDS))[:-150], "a.warc")
    assert outcome(found_in) == ["", "1", "2", "3", "damaged"]


def test_a_record_of_thousands_of_headers_costs_no_more_than_its_bytes(tmp_path):
    """To add up all headers anew at each took minutes for a file of a megabyte."""
    endless = b"WARC/1.1\r\nContent-Length: 2\r\n" + b"a\n" * 40_000 + b"\r\nhi\r\n\r\n"
    assert outcome(found(tmp_path, endless * 12 + RECORDS[1], "a.warc")) == ["damaged"] * 12 + ["1"]


def test_an_altered_record_is_read_and_told(tmp_path):
    found_in = found(tmp_path, RECORDS[0].replace(b"Breda", b"Bread"), "a.warc")
    assert outcome(found_in) == ["digest", ""]


def test_a_burst_answer_is_too_large(tmp_path):
    block = packs.answer(gzip.compress(bytes(65_000_000)), more="Content-Encoding: gzip\r\n")
    (problem,) = found(tmp_path, packs.web_record(block, 1), "a.warc")
    assert (problem.reason, "64,000,000" in problem.detail) == ("too-large", True)


def test_altered_files_give_stories_or_problems(tmp_path):
    for k, mutant in enumerate(mutants(100, seed=3, size=3_000_000)):
        made = found(tmp_path, mutant.raw, mutant.name)
        assert made, (k, mutant.name, mutant.done)
        assert not any(isinstance(one, Problem) and one.reason == "fault" for one in made), (
            k,
            mutant.name,
            mutant.done,
        )
        for one in made:
            if isinstance(one, Document):
                read_or_refused(one)


def read_or_refused(doc: Document) -> None:
    try:
        text, stories = cut(doc)
    except InputError:
        return
    assert all(story.text == text.text[story.start : story.end] != "" for story in stories)
