"""Writing a document with its readings, problems and judgements, in one transaction."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from tidings.case import byhand, custody
from tidings.case import schema as t
from tidings.case.codec import packed
from tidings.case.dialect import index_words, insert_new
from tidings.case.finding import unlinked
from tidings.case.rows import (
    Row,
    account_row,
    filler_rows,
    judgement_row,
    mention_row,
    story_row,
)
from tidings.errors import UnreadableBytes
from tidings.model import Account, Document, Judgement, Problem, Reading, content_id
from tidings.model.story import Elsewhere

AWAITS_EXTRA = "no-ocr"  # the Problem of a document that is read anew when added again: the extra may be there then
AWAITS_ANSWER = "llm-%"  # and those of one whose stories a language model left unread: it may answer then
AT_ONCE = 5_000  # rows handed to the driver together: bounds memory, and is past where more would be faster


def storable(origin: str) -> str:
    """Return the origin with bytes of a file name that are not UTF-8 written as escapes."""
    return origin.encode("utf-8", "backslashreplace").decode("utf-8")


def is_held(connection: sa.Connection, doc_sha256: str) -> bool:
    """Whether the document with these bytes was read to its end, with nothing left that another try may read."""
    return _state(connection, doc_sha256) == "read" and not _waits(connection, doc_sha256)


def _state(connection: sa.Connection, key: str) -> str | None:
    """The state of the document with these bytes, or None where the case has never seen them."""
    state: str | None = connection.execute(sa.select(t.document.c.state).where(t.document.c.sha256 == key)).scalar()
    return state


def _waits(connection: sa.Connection, key: str) -> bool:
    reason = t.problem.c.reason
    may_pass = sa.or_(reason == AWAITS_EXTRA, reason.like(AWAITS_ANSWER))
    waits = sa.select(t.problem.c.id).where(t.problem.c.document == key, may_pass)
    return connection.execute(waits).first() is not None


def put_document(connection: sa.Connection, doc: Document) -> None:
    """Keep the document's bytes and where they came from; it counts as failed until `finish` says otherwise."""
    _put(connection, doc, _state(connection, doc.sha256))


def _put(connection: sa.Connection, doc: Document, known: str | None) -> None:
    """`known` is the state of the document as the case has it."""
    key = doc.sha256
    given = packed([list(pair) for pair in doc.given])
    row = {"media_type": doc.media_type, "size": len(doc.raw), "state": _begun(doc), "given": given}
    if known is None:
        connection.execute(sa.insert(t.blob), {"sha256": key, "packed": zlib.compress(doc.raw)})
        connection.execute(sa.insert(t.document), {"sha256": key} | row)
    elif known == custody.ELSEWHERE and not isinstance(doc, Elsewhere):  # its bytes come in now
        connection.execute(sa.update(t.blob).where(t.blob.c.sha256 == key).values(packed=zlib.compress(doc.raw)))
        connection.execute(sa.update(t.document).where(t.document.c.sha256 == key).values(row))
    _put_origin(connection, doc, is_new=known is None)


def _put_origin(connection: sa.Connection, doc: Document, *, is_new: bool = False) -> None:
    """Note where these bytes came from, once, and say so in the custody log; a new document has no origin yet."""
    pair = {"document": doc.sha256, "origin": storable(doc.origin)}
    known = sa.select(t.document_origin).filter_by(**pair)
    if is_new or connection.execute(known).first() is None:
        connection.execute(sa.insert(t.document_origin), pair | {"retrieved": doc.retrieved})
        what = "told" if isinstance(doc, Elsewhere) else "taken"
        custody.note_taken(connection, doc.sha256, pair["origin"], doc.given, what=what)


def _begun(doc: Document) -> str:
    """The state of a document whose reading has begun: it counts as failed until it ends well."""
    return custody.ELSEWHERE if isinstance(doc, Elsewhere) else "failed"


def start(connection: sa.Connection, doc: Document, *, again: bool) -> bool:
    """Keep the document as one whose reading has begun, and say so.

    Of one that is held already only the origin is noted, and the answer is False, unless it is read `again`. A server
    answers each statement on its own, so a document that the case has never seen is asked about once.
    """
    known = _state(connection, doc.sha256)
    held = known == "read" and not _waits(connection, doc.sha256)
    if held and not again:
        _put_origin(connection, doc)
        return False
    if held:
        custody.note_reread(connection, doc.sha256)
    _put(connection, doc, known)
    if known is not None:
        connection.execute(sa.update(t.document).where(t.document.c.sha256 == doc.sha256).values(state=_begun(doc)))
    return True


def finish(connection: sa.Connection, doc: Document, readings: Sequence[Reading], problems: Iterable[Problem]) -> None:
    """Replace whatever the case holds of the document by these readings and problems, and count it as read."""
    key, done = doc.sha256, custody.ELSEWHERE if isinstance(doc, Elsewhere) else "read"
    _clear(connection, key, storable(doc.origin))
    rows = sorted((r for r in readings), key=lambda r: (r.story.start, r.story.id))
    accounts, repeats = _distinct(rows, storable(doc.origin))
    insert(connection, t.story, [story_row(r) for r in rows])
    index_words(connection, t.story.c.document == key)
    insert(connection, t.mention, [mention_row(r.story, n, m) for r in rows for n, m in enumerate(r.mentions)])
    insert(connection, t.account, [account_row(n, a) for n, a, _ in accounts])
    insert(connection, t.filler, [row for _, a, r in accounts for row in filler_rows(a, r)])
    byhand.lay(connection, key)
    put_problems(connection, [*problems, *repeats])
    connection.execute(sa.update(t.document).where(t.document.c.sha256 == key).values(state=done))


def check_storable(reading: Reading) -> None:
    """Raise UnreadableBytes if a text holds half a character (a lone surrogate), which no database keeps."""
    story = reading.story
    for words in (story.text, story.headline, story.byline, story.publisher, story.source_id, story.url):
        try:
            (words or "").encode()
        except UnicodeEncodeError as why:
            half = f"U+{ord(why.object[why.start]):04X} at character {why.start}"
            raise UnreadableBytes(
                f"The story holds half a character ({half}). Save the source as UTF-8.", reason="half-character"
            ) from why


def insert(connection: sa.Connection, table: sa.Table, rows: list[Row]) -> None:
    """Add the rows to the table, some thousands at a time."""
    for at in range(0, len(rows), AT_ONCE):
        connection.execute(sa.insert(table), rows[at : at + AT_ONCE])


def _forget(connection: sa.Connection, key: str) -> None:
    """Drop the document's stories, and the events they tell: an event without one of its accounts is another event."""
    accounts = sa.select(t.account.c.id).join(t.story).where(t.story.c.document == key)
    told = sa.select(t.event_account.c.event).where(t.event_account.c.account.in_(accounts))
    mates = sa.select(t.account.c.story).join(t.event_account).where(t.event_account.c.event.in_(told)).distinct()
    connection.execute(insert_new(connection, unlinked).from_select(["story"], mates))
    connection.execute(sa.delete(t.event).where(t.event.c.id.in_(told)))
    connection.execute(sa.delete(t.story).where(t.story.c.document == key))


def _distinct(readings: Iterable[Reading], origin: str) -> tuple[list[tuple[int, Account, Reading]], list[Problem]]:
    """Return each account id once, and a Problem for every other account under an id that is already taken."""
    kept: dict[str, tuple[int, Account, Reading]] = {}
    problems = []
    for reading in readings:
        for n, account in enumerate(reading.accounts):
            if account.id not in kept:
                kept[account.id] = (n, account, reading)
            elif kept[account.id][1] != account:
                words = account.mentions[0]
                detail = (
                    f'Story {reading.story.id} tells two {account.kind} accounts by the same words "{words.text}" '
                    f"({words.start}-{words.end}); the first is kept. See: tidings read --json"
                )
                problems.append(Problem(origin, "account-twice", detail, reading.story.document))
    return list(kept.values()), problems


def put_judgements(connection: sa.Connection, judgements: Iterable[Judgement]) -> None:
    """Add the judgements that the case does not hold yet."""
    rows = {row["id"]: row for row in map(judgement_row, judgements)}
    keys = sorted(rows)
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        held = set(connection.execute(sa.select(t.judgement.c.id).where(t.judgement.c.id.in_(some))).scalars())
        insert(connection, t.judgement, [rows[key] for key in some if key not in held])


def put_problems(connection: sa.Connection, problems: Iterable[Problem]) -> None:
    """Note each problem once."""
    for problem in problems:
        origin, detail = storable(problem.origin), storable(problem.detail)
        key = content_id("problem", origin, problem.reason, detail, problem.document or "")
        if connection.execute(sa.select(t.problem.c.id).where(t.problem.c.id == key)).first() is None:
            row = {"id": key, "origin": origin, "document": problem.document}
            row |= {"reason": problem.reason, "detail": detail}
            connection.execute(sa.insert(t.problem), row)


def _clear(connection: sa.Connection, key: str, origin: str) -> None:
    """Drop what the case holds of the document, and the problems of earlier tries, where one question finds any."""
    any_story = sa.exists().where(t.story.c.document == key)
    any_problem = sa.exists().where(_noted(key, origin))
    held = connection.execute(sa.select(any_story.label("stories"), any_problem.label("problems"))).one()
    if held.stories:
        _forget(connection, key)
    if held.problems:
        clear_problems(connection, key, origin)


def clear_problems(connection: sa.Connection, key: str, origin: str) -> None:
    """Drop what earlier tries noted about the document, or about its origin before it had bytes."""
    connection.execute(sa.delete(t.problem).where(_noted(key, origin)))


def _noted(key: str, origin: str) -> sa.ColumnElement[bool]:
    of_origin = (t.problem.c.origin == origin) & t.problem.c.document.is_(None)
    return (t.problem.c.document == key) | of_origin
