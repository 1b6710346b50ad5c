"""The tables that linking finds stories by, and the list of the stories that wait to be linked.

    mark, gist (of each story) · posting (from numbers to stories) · credit, publisher (who names whom) · called

They follow from the stories alone. Whatever writes a story or an account makes it wait, by the triggers below.
"""

from __future__ import annotations

import sqlalchemy as sa

from tidings.case.schema import TABLES
from tidings.case.schema import _int as number
from tidings.case.schema import _table as table
from tidings.case.schema import _text as text

mark = table(  # what linking finds a story by; follows from the story alone
    "mark",
    text("story", key=True),  # no reference: it outlives the story until the case is linked next
    number("number"),  # the story's id as a number
    text("accounts"),  # JSON
    text("publisher"),
    number("printed_from"),
    number("printed_to"),
    number("told_from"),
    number("told_to"),
    number("text"),
    number("at"),
    sa.Column("keys", sa.LargeBinary, nullable=False),
    sa.Column("parts", sa.LargeBinary, nullable=False),
    sa.Column("names", sa.LargeBinary, nullable=False),
    text("called"),  # JSON: [[key, name, count], …]
    sa.Index("mark_text", "text", "at", "number"),
    sa.Index("mark_publisher", "publisher", "printed_from"),
    sa.Index("mark_printed", "printed_from"),
)

gist = table(  # the words by which one story is found to cite another
    "gist",
    text("story", key=True),
    *(sa.Column(name, sa.LargeBinary, nullable=False) for name in ("names", "words", "credits", "told")),
)

publisher = table(  # all that ever printed a story of the case
    "publisher",
    text("name", key=True),
    number("sought_from"),  # of stories that were there before its own, those of these days were searched for credits
    number("sought_to"),
)

credit = sa.Table(  # which stories credit which publishers
    "credit",
    TABLES,
    text("publisher", key=True),
    number("day", key=True),
    text("story", key=True),
    sa.Index("credit_story", "story"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

posting = sa.Table(  # from each of these numbers to the stories that have it
    "posting",
    TABLES,
    number("number", key=True),
    number("at", key=True),
    number("story", key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

called = table("called", text("key", key=True), text("name", key=True), number("times"))
unlinked = table("unlinked", text("story", key=True))  # stories that came, changed or went since the last linking

FOUND_BY = (mark, gist, publisher, credit, posting, called, unlinked)

WATCHED = tuple(
    f"""CREATE TRIGGER IF NOT EXISTS {table}_{verb.lower()}_is_to_be_linked AFTER {verb} ON {table} BEGIN
        INSERT OR IGNORE INTO unlinked(story) VALUES ({row}.{column}); END"""
    for table, column in (("story", "id"), ("account", "story"))
    for verb, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old"))
)
