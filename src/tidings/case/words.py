"""Full text in PostgreSQL, by the same words as in a file: SQLite's own tokenizer cuts and stems them, in memory.

PostgreSQL's parser knows hosts, signs and stop words of its own: a phrase that one store finds, the other would not.
So the words of each story are kept as a tsvector made of what FTS5 makes of it, and a GIN index finds by them. Of what
is found the best by ts_rank are weighed anew as FTS5 weighs, by BM25.
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

import sqlalchemy as sa

from tidings.case import schema as t

PART = 4_000  # words of a story in one tsvector, which holds at most 1 MB and no place behind 16,383
OVERLAP = 64  # words that the next part repeats, so that a phrase across the edge is found
LONGEST = 64  # characters of a word that are kept: 4,000 of the longest stay below 1 MB
WEIGHED = 200  # stories that are weighed anew; where no more match, the order is that of FTS5
K1, B, LEAST = 1.2, 0.75, 1e-6  # as in FTS5's bm25()
PAGE = 200  # stories in memory together

Text = tuple[int, str | None, str]  # number, headline, text
_TABLE = "CREATE VIRTUAL TABLE w USING fts5(headline, text, tokenize='porter unicode61 remove_diacritics 2')"
_ADD = "INSERT INTO story_fts VALUES (:n, :part, :is_long, :size, CAST(:words AS tsvector))"
_SAME = """SELECT count(*) FROM story_fts
    WHERE n = :n AND part = :part AND size = :size AND words = CAST(:words AS tsvector)"""
_STORIES = "SELECT count(*) AS n, coalesce(sum(size), 0) AS size FROM story_fts WHERE part = 0"
_HITS = "SELECT count(DISTINCT n) FROM story_fts WHERE words @@ CAST(:one AS tsquery)"


class Phrase(NamedTuple):
    """Words that stand one behind the other, as stems; of the last any ending will do where `is_start`."""

    stems: tuple[str, ...]
    is_start: bool

    def __str__(self) -> str:
        """The phrase in the language of tsquery.

        >>> str(Phrase(("air", "strike"), True))
        "('air' <-> 'strike':*)"
        """
        return f"({' <-> '.join(map(_quoted, self.stems))}{':*' if self.is_start else ''})"


class Cut:
    """Some texts, cut into words."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self.base = sqlite3.connect(":memory:")
        self.base.execute(_TABLE)
        self.base.execute("CREATE VIRTUAL TABLE v USING fts5vocab(w, 'instance')")
        self.base.executemany("INSERT INTO w(rowid, headline, text) VALUES (?, ?, ?)", texts)

    def close(self) -> None:
        """Let go of the memory."""
        self.base.close()

    def stems(self) -> dict[int, list[str | None]]:
        """The stems of each text in their order; None stands between headline and text, which no phrase crosses."""
        found: dict[int, list[str | None]] = defaultdict(list)
        last = None
        for n, column, stem in self.base.execute("SELECT doc, col, term FROM v ORDER BY doc, col, offset"):
            if last == (n, "headline") and column == "text":
                found[n].append(None)
            found[n].append(stem[:LONGEST])
            last = n, column
        return found

    def times(self, phrase: Phrase) -> Counter[int]:
        """How often each text has the phrase."""
        held: set[tuple[int, str, int]] | None = None
        for later, stem in enumerate(phrase.stems):
            is_start = phrase.is_start and later == len(phrase.stems) - 1
            end = stem + "\U0010ffff" if is_start else stem
            asked = "SELECT doc, col, offset FROM v WHERE term >= ? AND term <= ?"
            here = {(n, column, place - later) for n, column, place in self.base.execute(asked, (stem, end))}
            held = here if held is None else held & here
        return Counter(n for n, _, _ in held or ())

    def marked(self, query: str, marks: tuple[str, str]) -> dict[int, str]:
        """Each text that the query of FTS5 finds, with marks around what it finds."""
        asked = "SELECT rowid, highlight(w, 1, ?, ?) FROM w WHERE w MATCH ?"
        return dict(self.base.execute(asked, (*marks, query)).fetchall())


def phrases(terms: Sequence[tuple[str, bool]]) -> list[Phrase]:
    """Return words or phrases, each with whether any ending will do, as stems; what has no word in it falls out."""
    with closing(Cut((n, None, words) for n, (words, _) in enumerate(terms))) as cut:
        stems = cut.stems()
    return [Phrase(tuple(s for s in stems[n] if s), starts) for n, (_, starts) in enumerate(terms) if n in stems]


def holding(sought: Sequence[Phrase]) -> tuple[str, dict[str, str]]:
    """Return the selection of the numbers of the stories that hold all the phrases, and its values."""
    if not sought:
        return "SELECT n FROM story_fts WHERE false", {}
    asked, values = "SELECT n FROM story_fts WHERE words @@ CAST(:every AS tsquery)", {"every": _joined(sought, "&")}
    if len(sought) == 1:
        return asked, values
    values |= {"some": _joined(sought, "|")} | {f"part_{n}": str(one) for n, one in enumerate(sought)}
    in_parts = " AND ".join(f"bool_or(words @@ CAST(:part_{n} AS tsquery))" for n in range(len(sought)))
    return (
        f"{asked} UNION SELECT n FROM story_fts WHERE is_long AND words @@ CAST(:some AS tsquery) "
        f"GROUP BY n HAVING {in_parts}",
        values,
    )


def best(
    connection: sa.Connection, sought: Sequence[Phrase], query: str, limit: int, marks: tuple[str, str]
) -> list[tuple[int, str]]:
    """Return the numbers of the best stories, each with its text marked; `query` is the same for FTS5."""
    numbers, values = holding(sought)
    asked = f"""SELECT f.n AS n, max(s.id) AS id, max(f.size) AS size, max(s.headline) AS headline, max(s.text) AS text
        FROM story_fts f JOIN story s ON s.n = f.n WHERE f.n IN ({numbers})
        GROUP BY f.n ORDER BY max(ts_rank(f.words, CAST(:rank AS tsquery), 1)) DESC, max(s.id) LIMIT :most"""
    values |= {"rank": _joined(sought, "|")}
    rows = connection.execute(sa.text(asked), {**values, "most": max(limit, WEIGHED)}).all()
    with closing(Cut((row.n, row.headline, row.text) for row in rows)) as cut:
        scores = _scores(connection, sought, cut, {row.n: row.size for row in rows})
        order = sorted(rows, key=lambda row: (-scores[row.n], row.id))[:limit]
        marked = cut.marked(query, marks)
    return [(row.n, marked.get(row.n, row.text)) for row in order]


def _scores(connection: sa.Connection, sought: Sequence[Phrase], cut: Cut, sizes: dict[int, int]) -> dict[int, float]:
    """The weight of each story by BM25, over all stories of the case."""
    every = connection.execute(sa.text(_STORIES)).one()
    middle = float(every.size) / every.n if every.n and every.size else 1.0
    scores = dict.fromkeys(sizes, 0.0)
    for phrase in sought:
        hits = connection.execute(sa.text(_HITS), {"one": str(phrase)}).scalar_one()
        weight = max(LEAST, math.log((every.n - hits + 0.5) / (hits + 0.5)))
        for n, times in cut.times(phrase).items():
            scores[n] += weight * (times * (K1 + 1)) / (times + K1 * (1 - B + B * sizes[n] / middle))
    return scores


def add(connection: sa.Connection, stories: sa.ColumnElement[bool]) -> None:
    """Keep the words of these stories, which have none yet."""
    for page in _pages(connection, stories):
        connection.execute(sa.text(_ADD), list(_vectors(page)))


def faults(connection: sa.Connection) -> Iterator[str]:
    """Yield the numbers of stories whose words are not those that are kept."""
    for page in _pages(connection, sa.true()):
        for row in _vectors(page):
            if not connection.execute(sa.text(_SAME), row).scalar_one():
                yield str(row["n"])


def _pages(connection: sa.Connection, stories: sa.ColumnElement[bool]) -> Iterator[list[Text]]:
    s, last = t.story.c, -1
    asked = sa.select(s.n, s.headline, s.text).where(stories).order_by(s.n).limit(PAGE)
    while rows := connection.execute(asked.where(s.n > last)).all():
        yield [(row.n, row.headline, row.text) for row in rows]
        if len(rows) < PAGE:
            return
        last = rows[-1].n


def _vectors(texts: list[Text]) -> Iterator[dict[str, Any]]:
    """The rows of these stories: one for each that has no more words than a part."""
    with closing(Cut(texts)) as cut:
        stems = cut.stems()
    for n, _, _ in texts:
        every = stems.get(n, [])
        starts = range(0, max(1, len(every) - OVERLAP), PART - OVERLAP)
        size = sum(stem is not None for stem in every)
        for part, at in enumerate(starts):
            vector = _vector(every[at : at + PART])
            yield {"n": n, "part": part, "is_long": len(starts) > 1, "size": size, "words": vector}


def _vector(stems: list[str | None]) -> str:
    places: dict[str, list[str]] = defaultdict(list)
    for place, stem in enumerate(stems, 1):
        if stem is not None:
            places[stem].append(str(place))
    return " ".join(f"{_quoted(stem)}:{','.join(at)}" for stem, at in sorted(places.items()))


def _joined(sought: Iterable[Phrase], sign: str) -> str:
    return f" {sign} ".join(map(str, sought))


def _quoted(stem: str) -> str:
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"
