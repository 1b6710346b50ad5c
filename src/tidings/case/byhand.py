"""Accounts by hand in the case: laid over what was read of a story, so that linking takes them like any other.

What an analyst adds or mends is a judgement of the story. The account's row says by which judgements it is as it is,
and how it was read; taken back, it is again as it was read. It is done anew whenever the story is read anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case import views
from tidings.case.codec import account_json, account_of, packed, unpacked
from tidings.case.judged import analysts
from tidings.case.rows import account_row, filler_rows, one_account
from tidings.errors import SpanMismatch
from tidings.model import Account, Judgement, Reading
from tidings.model.byhand import Mend, Missed, mend_of, mended, missed_of, told_by
from tidings.model.judgement import BY_HAND, in_force
from tidings.model.overlay import found_again

BY, READ = "by_hand", "as_read"  # keys of an account's body: the judgements laid over it, and the account before them
NAMES_ACCOUNTS = (t.event_account, t.statement, t.origin)


@dataclass(frozen=True, slots=True)
class Laid:
    """An account of a story as it stands; `read` is how it was read (None: added), `by` the judgements laid over it."""

    n: int
    account: Account
    read: Account | None
    by: tuple[str, ...] = ()


def lay(connection: sa.Connection, document: str | None = None) -> None:
    """Bring the accounts of every story that a hand has touched to what the judgements in force say.

    `document` leaves the stories of the others as they are. An event keeps an account whose words were mended until
    the case is linked anew.
    """
    asked = sa.select(t.judgement.c.id).where(t.judgement.c.subject == "story").limit(1)
    if connection.execute(asked).first() is None:
        return
    said = analysts(connection)
    standing = {one.id for one in in_force(said)}
    by_story: dict[str, list[tuple[Judgement, int]]] = {}
    for one in said:
        if one.verdict in BY_HAND and (found := _story(connection, one)):
            by_story.setdefault(found[0], []).append((one, found[1]))
    for story, of in by_story.items():
        read = views.reading(connection, story)
        if document in (None, read.story.document):
            _lay(connection, read, [(one, shift) for one, shift in of if one.id in standing])


def laid(connection: sa.Connection, story: str) -> list[Laid]:
    """Return the accounts of a story, each with how it was read and what was laid over it."""
    asked = sa.select(t.account).where(t.account.c.story == story).order_by(t.account.c.n)
    return [_laid(row) for row in connection.execute(asked)]


def hands(connection: sa.Connection, accounts: Sequence[str]) -> set[str]:
    """Return the ids of the judgements that are laid over these accounts."""
    asked = sa.select(t.account.c.body).where(t.account.c.id.in_(accounts), t.account.c.body.contains(f'"{BY}"'))
    return {key for body in connection.execute(asked).scalars() for key in unpacked(body)[BY]}


def _laid(row: sa.Row[Any]) -> Laid:
    body, account = unpacked(row.body), one_account(row)
    by, read = tuple(body.get(BY, ())), body.get(READ)
    before = account_of(row.story, row.kind, row.status, read) if read else None
    return Laid(row.n, account, before if by else account, by)


def _story(connection: sa.Connection, one: Judgement) -> tuple[str, int] | None:
    """The story that the judgement is of and how far its words have moved; None where it is gone.

    A story that is cut in another way has another id: it is then the one of the document that holds the words.
    """
    s = t.story.c
    if connection.execute(sa.select(s.id).where(s.id == one.left)).first():
        return one.left, 0
    document, _, start = one.field.partition(":")
    quotes = _meaning(one).quotes()
    if not quotes:
        return None
    first, last = (int(start) + at for at in (min(q.start for q in quotes), max(q.end for q in quotes)))
    asked = sa.select(s.id, s.start).where(s.document == document, s.start <= first, s.end >= last).order_by(s.id)
    found = connection.execute(asked).first()
    return (found.id, int(start) - found.start) if found else None


def _meaning(one: Judgement) -> Missed | Mend:
    return missed_of(one.right or "") if one.verdict == "add" else mend_of(one.right or "")


def _lay(connection: sa.Connection, read: Reading, said: list[tuple[Judgement, int]]) -> None:
    """Lay these judgements over the accounts of one story, and write what of them changed."""
    before = laid(connection, read.story.id)
    now = [Laid(one.n, one.read, one.read) for one in before if one.read]
    for one, shift in said:
        now = _with(now, read, _moved(one, shift), _meaning(one).shifted(shift))
    was = {one.account.id: one for one in before}
    will = {one.account.id: one for one in now}
    for key in will:
        if key not in was or will[key] != was[key]:
            _write(connection, read, will[key], is_new=key not in was)
    heirs = {_root(one): one.account.id for one in now}
    for key in was.keys() - will.keys():
        _hand_on(connection, key, heirs.get(_root(was[key])))
        connection.execute(sa.delete(t.account).where(t.account.c.id == key))
    if was.keys() - will.keys():
        told = sa.select(t.event_account.c.event)
        connection.execute(sa.delete(t.event).where(t.event.c.id.not_in(told)))


def _moved(one: Judgement, shift: int) -> Judgement:
    """The judgement with its anchors where the story now has them."""
    return replace(one, anchors=tuple(replace(a, start=a.start + shift, end=a.end + shift) for a in one.anchors))


def _root(one: Laid) -> str:
    """What stays when the account's words are mended: as what it was read, or the judgement that added it."""
    return one.read.id if one.read else one.by[0]


def _with(now: list[Laid], read: Reading, one: Judgement, meant: Missed | Mend) -> list[Laid]:
    """The accounts with one judgement more; where its words are not those of the story, it changes nothing."""
    try:
        for quote in meant.quotes():
            quote.check(read.story.text)
        if isinstance(meant, Missed):
            return _added(now, told_by(meant, read.story.id, one.by), one.id)
        key = next((found_again(a, [held.account for held in now]) for a in one.anchors), None)
        return [_changed(held, meant, one) if held.account.id == key else held for held in now]
    except (SpanMismatch, ValueError):
        return now


def _added(now: list[Laid], made: Account, by: str) -> list[Laid]:
    """The accounts with one more; it stands before one that a later reading tells by the same words."""
    words = set(made.mentions)
    twin = next((x for x in now if x.account.kind == made.kind and not words.isdisjoint(x.account.mentions)), None)
    if twin is None:
        return [*now, Laid(max((x.n for x in now), default=-1) + 1, made, None, (by,))]
    return [Laid(x.n, made, x.read, (*x.by, by)) if x is twin else x for x in now]


def _changed(held: Laid, meant: Mend, one: Judgement) -> Laid:
    return Laid(held.n, mended(held.account, meant, one.by), held.read, (*held.by, one.id))


def _write(connection: sa.Connection, read: Reading, one: Laid, *, is_new: bool) -> None:
    row = account_row(one.n, one.account)
    if one.by:
        body = account_json(one.account) | {BY: list(one.by)}
        row["body"] = packed(body | ({READ: account_json(one.read)} if one.read else {}))
    if is_new:
        connection.execute(sa.insert(t.account), row)
    else:
        connection.execute(sa.update(t.account).where(t.account.c.id == row["id"]).values(row))
        connection.execute(sa.delete(t.filler).where(t.filler.c.account == row["id"]))
    for filler in filler_rows(one.account, read):
        connection.execute(sa.insert(t.filler), filler)


def _hand_on(connection: sa.Connection, key: str, heir: str | None) -> None:
    """Let the event that tells the account tell what it has become, until the case is linked anew."""
    for table in NAMES_ACCOUNTS if heir else ():
        connection.execute(sa.update(table).where(table.c.account == key).values(account=heir))


def of_story(connection: sa.Connection, story: str) -> list[Judgement]:
    """Return every judgement of the story, undone ones too, oldest first."""
    return [
        one for one in analysts(connection) if one.verdict in BY_HAND and (_story(connection, one) or [""])[0] == story
    ]
