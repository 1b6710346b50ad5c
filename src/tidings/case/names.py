"""The tables of names: how each story names entities, what names stand for across stories, what fills roles.

    naming (of each story) -> stand (across stories; follows from definitions and judgements) -> tied (of each filler)

All three are derived, and made anew where a story or an entity judgement changes.
"""

from __future__ import annotations

import sqlalchemy as sa

from tidings.case.schema import _int as number
from tidings.case.schema import _table as table
from tidings.case.schema import _text as text

DEFINING = "how IN ('in brackets', 'also called')"  # in these words it has indexes


def _defining(name: str, *columns: str) -> sa.Index:
    """What finds the few namings that define."""
    return sa.Index(name, *columns, sqlite_where=sa.text(DEFINING), postgresql_where=sa.text(DEFINING))


naming = table(
    "naming",
    text("story", key=True),  # no reference: it outlives the story until the case is linked next
    number("n", key=True),
    text("sort"),
    text("key"),
    text("name"),
    text("words"),
    text("plain"),
    number("start", null=True),
    number("end", null=True),
    number("times"),
    text("how"),
    text("type"),
    number("is_common"),
    text("body"),
    sa.Index("naming_key", "sort", "key"),
    _defining("naming_defines_name", "how", "sort", "key"),
    _defining("naming_defines_words", "how", "sort", "plain"),
)

stand = table(
    "stand",
    text("sort", key=True),
    text("key", key=True),
    text("words", key=True),
    text("entity"),
    text("name"),
    text("id", null=True),
    text("body"),
    text("how"),
    text("by"),
    sa.Index("stand_entity", "sort", "entity"),
)

tied = table(
    "tied",
    text("story", key=True),
    text("account", key=True),  # no reference: "" for the story's publisher
    number("n", key=True),
    text("sort"),
    text("entity"),
    text("called"),
    text("name"),
    text("find_name"),
    text("find_called"),  # "" where it is not found by that
    text("id", null=True),
    text("body"),
    number("is_out"),
    sa.Index("tied_account", "account"),
    sa.Index("tied_entity", "sort", "entity"),
)

NAMES = (naming, stand, tied)
