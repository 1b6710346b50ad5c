"""How often a document that is added asks the store: a server is waited for at each statement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from tests.builders import account, document, reading, story
from tests.stores import Stores
from tidings.case import CaseStore
from tidings.errors import UnreadableBytes
from tidings.model import Document, Mention, Quote

FILE, SERVER = 16, 22  # 24 and 31 where what is known of a new document was asked anew at each step


@contextmanager
def asked(case: CaseStore) -> Iterator[list[str]]:
    """The statements that go to the store inside the block, without the ends of transactions."""
    said: list[str] = []

    def note(_: object, __: object, statement: str, *more: object) -> None:
        said.append(statement)

    sa.event.listen(case._engine, "before_cursor_execute", note)
    yield said
    sa.event.remove(case._engine, "before_cursor_execute", note)


def add(case: CaseStore, doc: Document, count: int, *, again: bool = False) -> list[str]:
    """Take so many stories, each with a mention and an account with a filler; return what the store was asked."""
    with asked(case) as said, case.taking(doc, again=again):
        for n in range(count):
            one = story(f"Rebels attacked village {n}.", document=doc.sha256)
            rebels = Mention("actor", Quote.at(one.text, 0, 6))
            case.put(reading(one, account(one, "attacked", roles={"actor": ["Rebels"]}), mentions=[rebels]))
    return said


def test_a_new_document_asks_seldom(both: Stores) -> None:
    with CaseStore.open(":memory:") as case:
        said = add(case, document("one"), 1)
    assert len(said) == (SERVER if both.is_server else FILE), "\n".join(said)


def test_more_in_a_document_asks_no_more() -> None:
    with CaseStore.open(":memory:") as case:
        assert len(add(case, document("one"), 1)) == len(add(case, document("many"), 40))


def test_what_was_noted_before_is_cleared_and_reading_again_adds_nothing() -> None:
    doc = document("one")
    with CaseStore.open(":memory:") as case:
        case.problem(doc.origin, UnreadableBytes("Not yet.", reason="damaged"))
        add(case, doc, 1)
        before = case.fingerprint()
        add(case, doc, 1, again=True)
        assert case.problems() == []
        assert case.counts()["accounts"] == 1
        assert case.fingerprint() == before
