"""Full text: stories that hold all the words, best first, with the verbatim stretch where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.dialect import Either, is_postgres
from tidings.case.rows import story_of
from tidings.case.words import best, holding, phrases
from tidings.model import Quote, Span, Story

AROUND = 90  # characters kept on each side of the first hit: about one line before and two after
_OPEN, _SHUT = "\ue000", "\ue001"  # private-use characters that mark a hit; a text that has them shows no offsets
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that matches; `snippet` is verbatim text, `spans` where the words stand in the story's text.

    A story whose headline alone matches has no spans and opens its snippet at the start.
    """

    story: Story
    snippet: Quote
    spans: tuple[Span, ...]


def query(words: str) -> str:
    """Return words as an FTS5 query: all must occur, "a phrase" as it stands, a final * for any ending.

    Everything is quoted, so that no sign of the query language is taken as one.

    >>> query('hospital "air strike" bomb* NEAR(')
    '"hospital" "air strike" "bomb" * "NEAR("'
    """
    return " ".join(f'"{term}" *' if is_start else f'"{term}"' for term, is_start in _terms(words))


def _terms(words: str) -> list[tuple[str, bool]]:
    """The words and phrases that hold a letter or digit, each with whether any ending will do."""
    terms = []
    for phrase, word in _TERM.findall(words.replace("\x00", " ")):
        term = phrase or word
        if any(c.isalnum() for c in term):
            terms.append((term.rstrip("*"), True) if word.endswith("*") else (term, False))
    return terms


def matching_stories(words: str) -> sa.Select[Any]:
    """Return a selection of the ids of the stories that match; none where the words hold no letter or digit."""
    asked = query(words)
    if not asked:
        return sa.select(t.story.c.id).where(sa.false())
    in_file = sa.text("story.n IN (SELECT rowid FROM story_fts WHERE story_fts MATCH :words)").bindparams(words=asked)

    def in_server() -> sa.TextClause:
        numbers, values = holding(phrases(_terms(words)))
        return sa.text(f"story.n IN ({numbers})").bindparams(**values)

    return sa.select(t.story.c.id).where(Either(in_file, in_server))


def matching_numbers(connection: sa.Connection, words: str) -> list[int]:
    """Return the numbers of the stories that match, in no order; of half a million in a third of a second."""
    if not query(words):
        return []
    asked = sa.text("SELECT rowid FROM story_fts WHERE story_fts MATCH :words").bindparams(words=query(words))
    if is_postgres(connection):
        numbers, values = holding(phrases(_terms(words)))
        asked = sa.text(numbers).bindparams(**values)
    return [n for (n,) in connection.execute(asked).cursor.fetchall()]


_BEST = sa.text("""
    WITH best AS MATERIALIZED (
        SELECT story_fts.rowid AS n, rank AS score, story.id AS id
        FROM story_fts JOIN story ON story.n = story_fts.rowid
        WHERE story_fts MATCH :words ORDER BY rank, story.id LIMIT :limit)
    SELECT best.n AS n, highlight(story_fts, 1, :open, :shut) AS marked
    FROM best JOIN story_fts ON story_fts.rowid = best.n WHERE story_fts MATCH :words ORDER BY best.score, best.id""")


def search(connection: sa.Connection, words: str, limit: int) -> list[Hit]:
    """Return the best hits by BM25, ties by story id."""
    if not query(words) or limit < 1:
        return []
    found = _best(connection, words, limit)
    rows = connection.execute(sa.select(t.story).where(t.story.c.n.in_([n for n, _ in found]))).all()
    stories = {row.n: story_of(row) for row in rows}
    return [_hit(stories[n], marked) for n, marked in found]


def _best(connection: sa.Connection, words: str, limit: int) -> Sequence[tuple[int, str]]:
    """The numbers of the best stories, each with its text marked."""
    if is_postgres(connection):
        return best(connection, phrases(_terms(words)), query(words), limit, (_OPEN, _SHUT))
    marks = {"words": query(words), "limit": limit, "open": _OPEN, "shut": _SHUT}
    return [(row.n, row.marked) for row in connection.execute(_BEST, marks)]


def _hit(story: Story, marked: str) -> Hit:
    spans = tuple(_spans(marked)) if marked.replace(_OPEN, "").replace(_SHUT, "") == story.text else ()
    first = spans[0] if spans else Span(0, 0)
    start = _word_edge(story.text, max(0, first.start - AROUND), -1)
    end = _word_edge(story.text, min(len(story.text), first.end + 2 * AROUND), 1)
    return Hit(story, Quote.at(story.text, start, end), spans)


def _spans(marked: str) -> Iterator[Span]:
    at = seen = 0
    start = 0
    while (mark := re.compile(f"[{_OPEN}{_SHUT}]").search(marked, at)) is not None:
        place = mark.start() - seen
        if mark.group() == _OPEN:
            start = place
        else:
            yield Span(start, place)
        seen += 1
        at = mark.end()


def _word_edge(text: str, at: int, step: int) -> int:
    """Move outward to the edge of the word at `at`, but no further than a long word."""
    for _ in range(30):
        outside = at - 1 if step < 0 else at
        if not 0 <= outside < len(text) or text[outside].isspace():
            break
        at += step
    return at
