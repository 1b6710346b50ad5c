"""Whether what the case holds is whole and still says what it said: bytes, texts, quotes, ids and full text."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.custody import ELSEWHERE
from tidings.case.dialect import faults, full_text_faults
from tidings.case.rows import judgement_of, reading_of, story_of
from tidings.errors import TidingsError
from tidings.model import Account, Reading, sha256

PAGE = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it must be: in which table, which row, and what about it."""

    table: str
    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.what}"


def check(connection: sa.Connection) -> list[Fault]:
    """Return every fault of the case; an empty list says that it is sound."""
    found = [Fault(*said) for said in faults(connection)]
    looks: tuple[Callable[[sa.Connection], Iterator[Fault]], ...] = (
        _documents, _stories, _statements, _events, _judgements, _full_text,
    )  # fmt: skip
    for look in looks:
        try:
            found += look(connection)
        except sa.exc.DatabaseError as why:
            found.append(Fault("file", look.__name__.strip("_"), f"cannot be read: {why.orig}"))
    return found


def _documents(connection: sa.Connection) -> Iterator[Fault]:
    asked = sa.select(t.document.c.sha256, t.document.c.size, t.blob.c.packed).join(t.blob)
    asked = asked.where(t.document.c.state != ELSEWHERE)
    for key, size, packed in connection.execute(asked):
        try:
            raw = zlib.decompress(packed)
        except zlib.error as why:
            yield Fault("blob", key, f"cannot be unpacked ({why})")
            continue
        if sha256(raw) != key:
            yield Fault("blob", key, "its bytes do not have this SHA-256")
        if len(raw) != size:
            yield Fault("document", key, f"has {len(raw)} bytes, not {size}")


def _stories(connection: sa.Connection) -> Iterator[Fault]:
    last = ""
    while rows := connection.execute(
        sa.select(t.story).where(t.story.c.id > last).order_by(t.story.c.id).limit(PAGE)
    ).all():
        for row in rows:
            yield from _story(connection, row)
        last = rows[-1].id


def _story(connection: sa.Connection, row: sa.Row[tuple[object, ...]]) -> Iterator[Fault]:
    if sha256(row.text.encode()) != row.text_sha256:
        yield Fault("story", row.id, "its text is not the text that was read")
    if len(row.text) != row.end - row.start:
        yield Fault("story", row.id, f"its text has {len(row.text)} characters, its span {row.end - row.start}")
    if story_of(row).id != row.id:
        yield Fault("story", row.id, "its id does not follow from its document and span")
    mentions = connection.execute(sa.select(t.mention).where(t.mention.c.story == row.id).order_by(t.mention.c.n)).all()
    accounts = connection.execute(sa.select(t.account).where(t.account.c.story == row.id).order_by(t.account.c.n)).all()
    try:
        reading = reading_of(row, mentions, accounts)
    except (TidingsError, ValueError, TypeError, KeyError) as why:
        yield Fault("story", row.id, f"its reading cannot be loaded: {why}")
        return
    yield from _accounts(reading, [account.id for account in accounts])


def _accounts(reading: Reading, ids: list[str]) -> Iterator[Fault]:
    for account, key in zip(reading.accounts, ids, strict=True):
        if account.id != key:
            yield Fault("account", key, "its id does not follow from its contents")
        if _is_empty(account):
            yield Fault("account", key, "it quotes no words")


def _is_empty(account: Account) -> bool:
    return not any(quote.text.strip() for quote in account.mentions)


def _statements(connection: sa.Connection) -> Iterator[Fault]:
    s = t.statement.c
    length = sa.func.length(t.story.c.text)
    asked = sa.select(s.event, s.account, s.field, s.start, s.end).join_from(t.statement, t.account).join(t.story)
    outside = (s.start < 0) | (s.start > s.end) | (s.end > length)
    for row in connection.execute(asked.where(outside)):
        yield Fault("statement", f"{row.event}/{row.account}/{row.field}", f"{row.start}-{row.end} is not in the story")
    told = (t.event_account.c.event == s.event) & (t.event_account.c.account == s.account)
    apart = ~sa.select(t.event_account).where(told).exists()
    for event, account, field in connection.execute(sa.select(s.event, s.account, s.field).where(apart)):
        yield Fault("statement", f"{event}/{account}/{field}", "its account does not tell its event")


def _events(connection: sa.Connection) -> Iterator[Fault]:
    told = sa.select(t.event_account).where(t.event_account.c.event == t.event.c.id)
    for key in connection.execute(sa.select(t.event.c.id).where(~told.exists())).scalars():
        yield Fault("event", key, "no account tells it")


def _judgements(connection: sa.Connection) -> Iterator[Fault]:
    for row in connection.execute(sa.select(t.judgement)):
        if judgement_of(row).id != row.id:
            yield Fault("judgement", row.id, "its id does not follow from its contents")


def _full_text(connection: sa.Connection) -> Iterator[Fault]:
    yield from (Fault(*said) for said in full_text_faults(connection))
