"""The custody log says what came in, is bound row to row, and proves or disproves what the case holds."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.builders import case_of, document, reading, story, take
from tests.stores import Stores
from tidings.case import CaseStore
from tidings.errors import WrongCall
from tidings.model import Document

FIRST = reading(story("Rebels attacked Mora on Thursday, killing six."))
SECOND = reading(story("Two bombs exploded in Maroua."))
FREE = "DROP TRIGGER custody_is_not_changed", "DROP TRIGGER custody_is_not_deleted", "DROP TRIGGER custody_goes_on"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A case of two documents and one answer from the network, with its archive."""
    at = tmp_path / "a.case"
    with case_of(FIRST, SECOND, path=str(at)) as case:
        case.archive.mkdir()
        (case.archive / "a.warc.gz").write_bytes(b"xxxRECORDyyy")
        case.note_fetched(None, **answer())
    return at


def answer(**more: object) -> dict[str, object]:
    record = {"url": "http://a.test/", "status": 200, "retrieved": "2024-01-01T00:00:00Z", "warc": "a.warc.gz"}
    place = {"record": "<urn:uuid:1>", "offset": 3, "length": 6, "sha256": hashlib.sha256(b"RECORD").hexdigest()}
    return {**record, **place, **more}


def test_a_taken_document_is_in_the_log_with_all_that_is_said_of_it() -> None:
    doc = Document(
        b"Two bombs.", "http://a.test/x", "text/plain", "2024-05-01T10:00:00+00:00", (("url", "http://a.test/x"),)
    )
    with CaseStore.open(":memory:") as case:
        with case.taking(doc):
            pass
        (row,) = case.custody()
    assert (row["n"], row["what"], row["document"], row["previous"]) == (1, "taken", doc.sha256, "0" * 64)
    told = {key: row["detail"][key] for key in ("origin", "retrieved", "media_type", "bytes", "tool")}
    assert told == {
        "origin": doc.origin, "retrieved": doc.retrieved, "media_type": "text/plain", "bytes": 10, "tool": "tidings",
    }  # fmt: skip


def test_the_same_from_elsewhere_is_one_more_row_and_again_is_none() -> None:
    with case_of(FIRST) as case:
        take(case, FIRST)
        case.note_origin(document(FIRST.story.text))
        assert len(case.custody()) == 1
        case.note_origin(document(FIRST.story.text, "elsewhere.txt"))
        assert [row["detail"]["origin"] for row in case.custody()] == ["a.txt", "elsewhere.txt"]


def test_the_hash_follows_from_the_row_as_the_docs_say(path: Path) -> None:
    with CaseStore.open(path) as case, case._reading() as connection:
        asked = "SELECT n, at, what, document, detail, previous, hash FROM custody ORDER BY n"
        rows = connection.exec_driver_sql(asked).all()
    for *row, told in rows:
        text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == told


def test_what_is_as_it_was_is_proved(path: Path) -> None:
    with CaseStore.open(path) as case:
        proof = case.verify()
        assert (proof.fault, proof.rows, proof.documents, proof.answers) == (None, 3, 2, 1)
        assert proof.head == case.head().hash


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["UPDATE blob SET packed = x'00'"], "blob .*: cannot be unpacked"),
        (["UPDATE blob SET packed = (SELECT packed FROM blob ORDER BY sha256 LIMIT 1)"], "do not have this SHA-256"),
        (["DELETE FROM blob"], "blob .*: the bytes are gone"),
        (["DELETE FROM document_origin"], r"was taken from a\.txt and is gone"),
        (["UPDATE document SET media_type = 'text/html'"], "media type is text/html, was text/plain when taken"),
        (["UPDATE document SET size = 1"], "its bytes is 1, was"),
        (['UPDATE document SET given = \'[["url","http://x"]]\''], "its given is"),
        (["UPDATE document_origin SET retrieved = '2020'"], "its retrieved is 2020, was None"),
        (["UPDATE document_origin SET origin = 'b.txt'"], "was taken from a.txt and is gone"),
        (["INSERT INTO document_origin SELECT document, 'b.txt', NULL FROM document_origin"], "taken from b.txt"),
        ([*FREE, "UPDATE custody SET at = '2001-01-01' WHERE n = 2"], "custody 2: its hash does not follow"),
        ([*FREE, "UPDATE custody SET detail = '{' WHERE n = 2"], "custody 2: its hash does not follow"),
        ([*FREE, "DELETE FROM custody WHERE n = 2"], "custody 2: the row is gone"),
        ([*FREE, "DELETE FROM custody WHERE n = 1"], "custody 1: the row is gone"),
        ([*FREE, "DELETE FROM custody WHERE n > 1"], "the log does not say that it was taken from"),
        ([*FREE, "UPDATE custody SET previous = hash WHERE n = 3"], "custody 3: does not go on from"),
        (["DROP TABLE custody"], "cannot be read"),
    ],
)
def test_the_first_difference_is_named(both: Stores, path: Path, statements: list[str], said: str) -> None:
    both.by_hand(path, *statements)
    with CaseStore.open(path) as case:
        fault = case.verify().fault
    assert fault is not None
    assert re.search(said, str(fault)), fault


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"xxxRECORXyyy", "is not the one that was written"), (b"xxx", "is not the one"), (None, "a.warc.gz is gone")],
)
def test_a_changed_archive_is_named(path: Path, raw: bytes | None, said: str) -> None:
    with CaseStore.open(path) as case:
        file = case.archive / "a.warc.gz"
        file.write_bytes(raw) if raw is not None else file.unlink()
        assert said in str(case.verify().fault)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE custody SET at = ''", "append-only"),
        ("DELETE FROM custody", "append-only"),
        ("INSERT INTO custody VALUES (9, '', 'taken', NULL, '{}', '', 'x')", "goes on from the last"),
        ("INSERT OR REPLACE INTO custody VALUES (1, '', 'taken', NULL, '{}', '', 'x')", "goes on from the last"),
    ],
)
def test_the_log_cannot_be_changed_even_by_hand(both: Stores, path: Path, sql: str, said: str) -> None:
    with pytest.raises((sqlite3.IntegrityError, sa.exc.IntegrityError), match=said):
        both.by_hand(path, sql if not both.is_server else sql.replace(" OR REPLACE", ""), unwatched=False)


def test_the_log_tells_moments_and_what_the_case_holds_does_not_depend_on_them() -> None:
    with case_of(FIRST) as one, case_of(FIRST) as other:
        other.note_stamp("rfc3161", b"token")
        assert one.fingerprint() == other.fingerprint()


def test_a_stamp_keeps_its_token_and_the_head_it_is_for(path: Path) -> None:
    with CaseStore.open(path) as case:
        before = case.head()
        after = case.note_stamp("rfc3161", b"\x30\x82token")
        assert case.custody()[-1]["detail"] == {"kind": "rfc3161", "head": before.hash, "token": "MIJ0b2tlbg=="}
        assert after == case.head()
        assert case.verify(holds=before.hash).is_whole
        assert "does not go on from that head" in str(case.verify(holds="f" * 64).fault)


@pytest.mark.parametrize(
    ("kind", "token", "said"),
    [("", b"x", "needs its kind"), ("a", b"", "its token"), ("a", b"x" * 1_000_001, "at most 1,000,000")],
)
def test_a_stamp_that_is_none_is_refused(path: Path, kind: str, token: bytes, said: str) -> None:
    with CaseStore.open(path) as case, pytest.raises(WrongCall, match=said):
        case.note_stamp(kind, token)


def test_an_empty_log_has_nothing_to_stamp() -> None:
    with CaseStore.open(":memory:") as case:
        assert case.head() == (0, "0" * 64)
        assert case.verify().is_whole
        with pytest.raises(WrongCall, match="Add a document first"):
            case.note_stamp("rfc3161", b"x")


@pytest.mark.file
def test_an_older_case_begins_its_log_with_what_it_holds(both: Stores, path: Path) -> None:
    both.by_hand(path, *FREE, "DROP TABLE custody", "DELETE FROM migration WHERE version > 1")
    with CaseStore.open(path) as case:
        assert [row["what"] for row in case.custody()] == ["adopted", "adopted"]
        assert case.verify().is_whole
        take(case, reading(story("A third.")))
        assert case.verify().rows == 3
    assert triggers(path) == {"custody_is_not_changed", "custody_is_not_deleted", "custody_goes_on"}


def triggers(path: Path) -> set[str]:
    base = sqlite3.connect(path)
    found = base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'custody%'").fetchall()
    base.close()
    return {name for (name,) in found}
