"""The tables of a case, in SQLAlchemy Core; columns use only the types that SQLite's STRICT tables allow.

    document ─┬─ document_origin        blob holds each document's bytes, compressed, by their SHA-256
              └─ story ─┬─ mention
                        └─ account ─ filler
    event ─┬─ event_account ─ account   event, event_account, statement, origin, lineage and the judgements of
           └─ statement                 rules are derived: each run of linking writes what of them changed
    origin ─ account · lineage ─ story, story
    judgement (an analyst's rows are append-only) ─ standing (derived: the analysts' judgements in force)
    custody (append-only, chained) · problem · meta · migration

A `body` column is JSON in the form of codec.py and is what a value is rebuilt from. Columns named `find_*` and
the table `filler` are indexes for filters, made from the body at the moment of writing.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.schema import SchemaItem

APPLICATION_ID = 0x54644E67  # "TdNg" in the header of the SQLite file tells a case from other databases

OF_ANALYSTS = sa.text("at <> ''")  # a judgement of a rule has no moment
TABLES = sa.MetaData()
# STRICT refuses FLOAT, and PostgreSQL's REAL has only 4 bytes
Real: sa.types.TypeEngine[float] = sa.REAL().with_variant(sa.Double(), "postgresql")
# the same order and the same width in both: by code point, and 8 bytes
Words: sa.types.TypeEngine[str] = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
Whole: sa.types.TypeEngine[int] = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def _table(name: str, *parts: SchemaItem) -> sa.Table:
    return sa.Table(name, TABLES, *parts, sqlite_strict=True)


def _text(name: str, *parts: SchemaItem, null: bool = False, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, Words, *parts, nullable=null, primary_key=key)


def _int(name: str, *, null: bool = False, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, Whole, nullable=null, primary_key=key)


def _indexes(name: str, first: str, long: str) -> tuple[sa.Index, sa.Index]:
    """What finds a text that may be long; only by its hash, PostgreSQL indexes one of more than 2,700 bytes."""
    in_file = sa.Index(name, first, long).ddl_if(dialect="sqlite")
    return in_file, sa.Index(f"{name}_hash", long, postgresql_using="hash").ddl_if(dialect="postgresql")


def _of(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete="CASCADE")


blob = _table("blob", _text("sha256", key=True), sa.Column("packed", sa.LargeBinary, nullable=False))

document = _table(
    "document",
    _text("sha256", sa.ForeignKey("blob.sha256"), key=True),
    _text("media_type"),
    _int("size"),
    _text("state"),  # "failed" from when reading starts until it ends well, then "read"; "elsewhere" without bytes
    _text("given"),  # JSON: [[field, value], …]
)

document_origin = _table(
    "document_origin",
    _text("document", _of("document.sha256"), key=True),
    _text("origin", key=True),
    _text("retrieved", null=True),
    sa.Index("document_origin_once", "document", sa.text("md5(origin)"), unique=True).ddl_if(dialect="postgresql"),
)
document_origin.primary_key.ddl_if(dialect="sqlite")  # an address may be longer than PostgreSQL takes into an index

story = _table(
    "story",
    _int("n", key=True),  # full text refers to rows by number; ids are what everything else refers to
    sa.Column("id", Words, nullable=False, unique=True),
    _text("document", _of("document.sha256")),
    _int("start"),
    _int("end"),
    _text("text"),
    _text("text_sha256"),
    _text("headline", null=True),
    _text("byline", null=True),
    _text("publisher", null=True),
    _text("published"),  # JSON
    _text("find_published_from", null=True),
    _text("find_published_to", null=True),
    _text("language"),
    _text("source_id", null=True),
    _text("url", null=True),
    _int("truncated"),
    _text("reader"),
    sa.Index("story_document", "document"),
    sa.Index("story_published", "find_published_from", "id"),
)

mention = _table(
    "mention",
    _text("story", _of("story.id"), key=True),
    _int("n", key=True),
    _text("label"),
    _text("find_name"),
    _text("find_country", null=True),
    _text("find_type", null=True),
    _text("body"),
    *_indexes("mention_name", "label", "find_name"),
)

account = _table(
    "account",
    _text("id", key=True),
    _text("story", _of("story.id")),
    _int("n"),
    _text("kind"),
    _text("status"),
    _text("find_place", null=True),
    _text("find_country", null=True),
    _int("find_geonames", null=True),
    _text("body"),
    sa.Index("account_story", "story", "n"),
    sa.Index("account_country", "find_country"),
)

filler = _table(
    "filler",
    _text("account", _of("account.id"), key=True),
    _int("n", key=True),
    _text("role"),
    _text("find_name"),
    _text("find_words"),
    _text("entity", null=True),
    _text("category", null=True),
    *_indexes("filler_name", "role", "find_name"),
    sa.Index("filler_entity", "entity"),
)

event = _table(
    "event",
    _text("id", key=True),
    _text("kind"),
    _text("status"),
    _int("stories"),
    _int("independent"),
    _int("credibility"),
    _text("find_start", null=True),
    _text("find_end", null=True),
    _text("find_order", null=True),  # first known day; null for an event whose time is unknown
    _text("find_place", null=True),
    _text("find_country", null=True),
    _int("find_geonames", null=True),
    sa.Column("find_lat", Real),
    sa.Column("find_lon", Real),
    _text("body"),
    sa.Index("event_order", "find_order", "id"),
    sa.Index("event_kind", "kind", "find_order"),
    sa.Index("event_country", "find_country", "find_order"),
)

event_account = _table(
    "event_account",
    _text("event", _of("event.id"), key=True),
    _text("account", _of("account.id"), key=True),
    _int("n"),
    sa.Index("event_account_account", "account"),
)

statement = _table(
    "statement",
    _int("n", key=True),
    _text("event", _of("event.id")),
    _text("account", _of("account.id")),
    _text("field"),
    _text("value"),
    _int("start", null=True),
    _int("end", null=True),
    _text("rule"),
    sa.Index("statement_event", "event", "field"),
    sa.Index("statement_account", "account"),
)

origin = _table(
    "origin",
    _text("account", _of("account.id"), key=True),
    _text("key", key=True),
    _text("name"),
    _int("is_asserting"),
    _text("why"),
)

lineage = _table(
    "lineage",
    _int("n", key=True),
    _text("earlier", _of("story.id")),
    _text("later", _of("story.id")),
    _text("relation"),
    _text("how"),
    _text("quote"),
    sa.Column("score", Real, nullable=False),
    sa.Index("lineage_earlier", "earlier"),
    sa.Index("lineage_later", "later"),
)

judgement = _table(
    "judgement",
    _int("n", key=True),
    sa.Column("id", Words, nullable=False, unique=True),
    _text("subject"),
    _text("left"),
    _text("right", null=True),
    _text("verdict"),
    sa.Column("score", Real, nullable=False),
    _text("reasons"),  # JSON
    _text("by"),
    _text("at"),
    sa.Column("field", Words, nullable=False, server_default=""),
    sa.Column("anchors", Words, nullable=False, server_default="[]"),  # JSON: the accounts it was made about
    *_indexes("judgement_left", "subject", "left"),
    *_indexes("judgement_right", "subject", "right"),
    sa.Index("judgement_at", "at", "id", sqlite_where=OF_ANALYSTS, postgresql_where=OF_ANALYSTS),
)

standing = _table(  # the analysts' judgements in force, and the event that each of an event now belongs to
    "standing",
    _text("judgement", key=True),
    sa.Column("event", Words, sa.ForeignKey("event.id", ondelete="SET NULL"), nullable=True),
    sa.Index("standing_event", "event"),
)

problem = _table(
    "problem",
    _text("id", key=True),
    _text("origin"),
    _text("reason"),
    _text("detail"),
    _text("document", null=True),  # no reference: what is too large or unreadable may not be kept
    sa.Index("problem_document", "document"),
)

custody = _table(
    "custody",
    _int("n", key=True),  # 1, 2, 3, … without a gap
    _text("at"),
    _text("what"),  # taken, adopted, told, fetched, stamped, knowledge, reread
    _text("document", null=True),  # no reference: the log outlives what it speaks of
    _text("detail"),  # JSON
    _text("previous"),
    sa.Column("hash", Words, nullable=False, unique=True),
)

meta = _table("meta", _text("key", key=True), _text("value"))
migration = _table("migration", _int("version", key=True), _text("name"))

FULL_TEXT = (
    """CREATE VIRTUAL TABLE story_fts USING fts5(
        headline, text, content='story', content_rowid='n', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER story_fts_insert AFTER INSERT ON story BEGIN
        INSERT INTO story_fts(rowid, headline, text) VALUES (new.n, new.headline, new.text); END""",
    """CREATE TRIGGER story_fts_delete AFTER DELETE ON story BEGIN
        INSERT INTO story_fts(story_fts, rowid, headline, text)
        VALUES ('delete', old.n, old.headline, old.text); END""",
    """CREATE TRIGGER story_fts_update AFTER UPDATE ON story BEGIN
        INSERT INTO story_fts(story_fts, rowid, headline, text)
        VALUES ('delete', old.n, old.headline, old.text);
        INSERT INTO story_fts(rowid, headline, text) VALUES (new.n, new.headline, new.text); END""",
)

APPEND_ONLY = (
    """CREATE TRIGGER judgement_is_not_changed BEFORE UPDATE ON judgement BEGIN
        SELECT RAISE(ABORT, 'judgements are append-only: add a later one'); END""",
    """CREATE TRIGGER judgement_is_not_deleted BEFORE DELETE ON judgement WHEN old."by" NOT LIKE 'rule:%' BEGIN
        SELECT RAISE(ABORT, 'judgements are append-only: add a later one'); END""",
)

BEFORE_THE_FIRST = "0" * 64  # stands where the first row of custody names the hash of the row before it

CHAINED = (
    """CREATE TRIGGER custody_is_not_changed BEFORE UPDATE ON custody BEGIN
        SELECT RAISE(ABORT, 'the custody log is append-only'); END""",
    """CREATE TRIGGER custody_is_not_deleted BEFORE DELETE ON custody BEGIN
        SELECT RAISE(ABORT, 'the custody log is append-only'); END""",
    f"""CREATE TRIGGER custody_goes_on BEFORE INSERT ON custody
        WHEN new.n <> (SELECT coalesce(max(n), 0) + 1 FROM custody)
            OR new.previous <> coalesce((SELECT hash FROM custody ORDER BY n DESC LIMIT 1), '{BEFORE_THE_FIRST}')
        BEGIN SELECT RAISE(ABORT, 'a row of the custody log goes on from the last'); END""",
)
