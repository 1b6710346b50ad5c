"""The case as linking asks it when it links some stories only: what they share with others, found by numbers.

Everything here is asked by key through an index of the database, so that an answer costs what it returns and not what
the case holds.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from tidings.case import finding as f
from tidings.case import schema as t
from tidings.case import waiting as w
from tidings.case.codec import packed
from tidings.case.derived import bring, pages, replace_part
from tidings.case.dialect import MOST, cursor
from tidings.case.judged import analysts
from tidings.case.marked import gist_of, gist_row, mark_row, marks_of
from tidings.case.naming import NamesHeld, published_as, readings_as_tied
from tidings.case.rows import lineage_of, lineage_row, one_account, story_of
from tidings.case.waiting import Line
from tidings.model import Judgement, Lineage, Reading, Story
from tidings.model.links import Links
from tidings.model.marks import Gist, Marks, Reach, Spans, Spot

TIED = """SELECT "left", "right", score FROM judgement WHERE subject = 'account' AND at = '' AND {} IN ({})"""
CALLED_MORE = """INSERT INTO called VALUES (?, ?, ?)
    ON CONFLICT (key, name) DO UPDATE SET times = called.times + excluded.times"""
META_SET = "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
CREDITS = """SELECT gist.story, gist.credits FROM mark JOIN gist ON gist.story = mark.story
    WHERE mark.printed_from BETWEEN ? AND ? OR mark.printed_from = ?"""
MARKS = "marks"  # the key in `meta` of the version that the marks were worked out by


class Index:
    """One state of the case, in a transaction that writes."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self._cursor = cursor(connection)
        self.naming = NamesHeld(connection)
        self._read: dict[str, Reading | None] = {}

    def close(self) -> None:
        """Let go of the file; a cursor that lives on would keep it open."""
        self._cursor.close()

    def waiting(self, version: str, most: int, line: Line | None = None) -> list[str]:
        """The stories to be linked next: those that changed or went together, then some that came, by date.

        With another `version` of the marks, all stories wait. Where most of those that are marked changed, and more
        than are linked together, whatever was derived is dropped, so that each part goes on from what is linked.
        `line` keeps those that come after for the next call.
        """
        line = line or Line()
        count = w.count(self.connection)
        if not line.stories or count != line.count:
            self._of_version(version)
            stale = w.stale(self.connection)
            if len(stale) > most and len(stale) > w.marked(self.connection) // 2:
                self._drop()
                stale = []
            line.stories = stale + w.come(self.connection, max(0, max(w.AHEAD, most) - len(stale)))
            most, count = max(most, len(stale)), w.count(self.connection)
        return line.next(most, count)

    def _of_version(self, version: str) -> None:
        held = self.connection.execute(sa.select(t.meta.c.value).where(t.meta.c.key == MARKS)).scalar()
        if held != version:
            self.wait_for_all()
            self._many(META_SET, [(MARKS, version)])

    def wait_for_all(self) -> None:
        """Let every story wait to be linked."""
        self._cursor.execute("INSERT INTO unlinked SELECT id FROM story WHERE true ON CONFLICT DO NOTHING")
        self._cursor.execute("INSERT INTO unlinked SELECT story FROM mark WHERE true ON CONFLICT DO NOTHING")

    def _drop(self) -> None:
        self.wait_for_all()
        for table in (f.mark, f.posting, f.gist, f.credit, f.called, t.event, t.origin, t.lineage):
            self.connection.execute(sa.delete(table))
        self.connection.execute(sa.delete(t.judgement).where(t.judgement.c.by.like("rule:%")))

    def put(self, stories: Iterable[str], links: Links, accounts: Collection[str], weighed: Collection[str]) -> None:
        """Keep what was derived near these stories; they wait no longer."""
        replace_part(self.connection, links, accounts, weighed)
        self._many("DELETE FROM unlinked WHERE story = ?", [(story,) for story in stories])

    def readings(self, stories: Iterable[str]) -> list[Reading]:
        """What was read in these stories, as far as the case holds them, without mentions; by id."""
        ids = set(stories)
        self._load(ids - self._read.keys())
        found = (self._read[key] for key in sorted(ids))
        return [one for one in found if one]

    def _load(self, ids: set[str]) -> None:
        """Keep at hand what was read in these stories: while linking goes on, no story changes."""
        told: dict[str, list[Any]] = {}
        rows = self._where(sa.select(t.account).order_by(t.account.c.story, t.account.c.n), t.account.c.story, ids)
        for row in rows:
            told.setdefault(row.story, []).append(one_account(row))
        held = self._where(sa.select(t.story), t.story.c.id, ids)
        self._read |= dict.fromkeys(ids)
        read = [Reading(story_of(row), (), tuple(told.get(row.id, ())), row.reader) for row in held]
        self._read |= {one.story.id: one for one in readings_as_tied(self.connection, read)}

    def texts(self, stories: Iterable[str]) -> dict[str, Story]:
        """These stories themselves, as far as the case holds them."""
        rows = self._where(sa.select(t.story), t.story.c.id, set(stories))
        return published_as(self.connection, map(story_of, rows))

    def marks(self, stories: Iterable[str]) -> dict[str, Marks]:
        """The marks that the case keeps of these stories."""
        rows = self._where(sa.select(f.mark), f.mark.c.story, stories)
        return {row.story: marks_of(row) for row in rows}

    def spans(self, stories: Iterable[str]) -> dict[str, Spans]:
        """When each story was printed, and the days its accounts may mean."""
        m = f.mark.c
        asked = sa.select(m.story, m.printed_from, m.printed_to, m.told_from, m.told_to)
        rows = self._where(asked, m.story, stories)
        return {row.story: (row.printed_from, row.printed_to, row.told_from, row.told_to) for row in rows}

    def swap(self, old: Iterable[Marks], new: Iterable[Marks]) -> None:
        """Keep the new marks in the place of the old."""
        old, new = list(old), list(new)
        self._many("DELETE FROM mark WHERE story = ?", [(one.story,) for one in old])
        gone = {(number, 0, one.spot[1]) for one in old for number in one.keys | one.names}
        come = {(number, 0, one.spot[1]) for one in new for number in one.keys | one.names}
        self._post(gone, come)
        self._count(old, new)
        rows = [mark_row(one) for one in new]
        if rows:
            self.connection.execute(sa.insert(f.mark), rows)

    def swap_parts(self, old: Mapping[Spot, frozenset[int]], new: Mapping[Spot, frozenset[int]]) -> None:
        """The same for the parts of texts, of which each stands once, for the first story of its words."""
        gone = {(number, *place) for place, parts in old.items() for number in parts}
        come = {(number, *place) for place, parts in new.items() for number in parts}
        self._post(gone, come)

    def _post(self, gone: set[tuple[int, int, int]], come: set[tuple[int, int, int]]) -> None:
        self._many("DELETE FROM posting WHERE number = ? AND at = ? AND story = ?", sorted(gone - come))
        self._many("INSERT INTO posting VALUES (?, ?, ?) ON CONFLICT DO NOTHING", sorted(come - gone))

    def _count(self, old: list[Marks], new: list[Marks]) -> None:
        more: Counter[tuple[str, str]] = Counter()
        for sign, some in ((-1, old), (1, new)):
            for one in some:
                for key, name, times in one.called:
                    more[key, name] += sign * times
        changed = [(key, name, n) for (key, name), n in sorted(more.items()) if n]
        self._many(CALLED_MORE, changed)
        gone = "DELETE FROM called WHERE key = ? AND name = ? AND times <= 0"
        self._many(gone, [(key, name) for key, name, n in changed if n < 0])

    def holders(self, number: int, most: int = -1) -> list[Spot]:
        """The stories that a number leads to, by place; the first so many."""
        asked = "SELECT at, story FROM posting WHERE number = ? ORDER BY at, story LIMIT ?"
        found: list[Spot] = self._cursor.execute(asked, (number, most if most >= 0 else MOST)).fetchall()
        return found

    def places(self, stories: Iterable[str]) -> dict[str, tuple[int, Spot]]:
        """The number of each story's words, and where it stands among texts."""
        m = f.mark.c
        asked = sa.select(m.story, m.text, m.at, m.number)
        return {row.story: (row.text, (row.at, row.number)) for row in self._where(asked, m.story, stories)}

    def of_text(self, text: int) -> list[Spot]:
        """All stories of these words, by place."""
        asked = "SELECT at, number FROM mark WHERE text = ? ORDER BY at, number"
        found: list[Spot] = self._cursor.execute(asked, (text,)).fetchall()
        return found

    def names(self, keys: Iterable[str]) -> dict[str, dict[str, int]]:
        """How often each name is used for each key."""
        found: dict[str, dict[str, int]] = {}
        for row in self._where(sa.select(f.called), f.called.c.key, keys):
            found.setdefault(row.key, {})[row.name] = row.times
        return found

    def gists(self, stories: Iterable[str]) -> Iterator[Gist]:
        """The gists that the case keeps of these stories."""
        for row in self._where(sa.select(f.gist), f.gist.c.story, stories):
            yield gist_of(row)

    def crediting(self, words: Iterable[frozenset[int]], days: Reach, *, undated: bool) -> list[str]:
        """The stories printed on these days, or on no known one too, whose credits hold all words of any set."""
        sought = list(words)
        credits = self._cursor.execute(CREDITS, (*days, 1 if undated else -1))
        sets = ((story, frozenset(array("I", held))) for story, held in credits)
        return [story for story, held in sets if any(some <= held for some in sought)]

    def last_printed(self) -> int:
        """The last day on which a story was printed."""
        (day,) = self._cursor.execute("SELECT max(printed_from) FROM mark").fetchone()
        return day or 0

    def swap_gists(self, stories: Iterable[str], gists: Iterable[Gist]) -> None:
        """Keep these gists in the place of those of the stories."""
        self._many("DELETE FROM gist WHERE story = ?", [(story,) for story in stories])
        self._many("INSERT INTO gist VALUES (?, ?, ?, ?, ?)", [gist_row(one) for one in gists])

    def publishers(self) -> dict[str, Reach]:
        """All publishers that the case ever had a story of, each with the days on which credits of it were sought."""
        rows = self._cursor.execute("SELECT name, sought_from, sought_to FROM publisher").fetchall()
        return {name: (first, last) for name, first, last in rows}

    def swap_publishers(self, sought: Mapping[str, Reach]) -> None:
        """Keep that the case had stories of these, and the days for each."""
        self._many("DELETE FROM publisher WHERE name = ?", [(name,) for name in sorted(sought)])
        self._many("INSERT INTO publisher VALUES (?, ?, ?)", [(name, *days) for name, days in sorted(sought.items())])

    def credited(self, story: str) -> set[str]:
        """The publishers that a story credits."""
        asked = "SELECT publisher FROM credit WHERE story = ?"
        return {name for (name,) in self._cursor.execute(asked, (story,))}

    def swap_credits(self, stories: Iterable[str], rows: Iterable[tuple[str, int, str]]) -> None:
        """Keep which of these stories credits whom: publisher, day and story."""
        self._many("DELETE FROM credit WHERE story = ?", [(story,) for story in stories])
        self._many("INSERT INTO credit VALUES (?, ?, ?) ON CONFLICT DO NOTHING", sorted(rows))

    def crediting_since(self, publisher: str, first: int, last: int) -> list[str]:
        """The stories that credit the publisher, printed on these days or on no known one."""
        asked = "SELECT story FROM credit WHERE publisher = ? AND (day BETWEEN ? AND ? OR day = 1)"
        return [story for (story,) in self._cursor.execute(asked, (publisher, first, last))]

    def printed_by(self, publisher: str, first: int, last: int) -> list[str]:
        """The stories that the publisher printed on these days or on no known one."""
        asked = "SELECT story FROM mark WHERE publisher = ? AND (printed_from BETWEEN ? AND ? OR printed_from = 1)"
        return [story for (story,) in self._cursor.execute(asked, (publisher, first, last))]

    def lineage(self, stories: Iterable[str], *, earlier: bool, relation: str) -> list[Lineage]:
        """The rows whose later story is one of these, or the earlier one."""
        column = t.lineage.c.earlier if earlier else t.lineage.c.later
        asked = sa.select(t.lineage).where(t.lineage.c.relation == relation)
        return [lineage_of(row) for row in self._where(asked, column, stories)]

    def swap_lineage(self, stories: Iterable[str], relation: str, rows: Iterable[Lineage]) -> set[str]:
        """Put these rows in the place of those whose later story is one of these; return the stories that differ."""
        changed: set[str] = set()
        by_later: dict[str, list[Any]] = {}
        for one in rows:
            by_later.setdefault(one.later, []).append(lineage_row(one))
        for some in pages(stories):
            of = t.lineage.c.later.in_(some) & (t.lineage.c.relation == relation)
            wanted = sorted((row for key in some for row in by_later.get(key, ())), key=packed)
            changed |= {row["later"] for row in bring(self.connection, t.lineage, wanted, of)}
        return changed

    def tied(self, accounts: Iterable[str]) -> list[tuple[str, str, float]]:
        """The pairs that rules judged, of which one is among these accounts, with their score."""
        found: set[tuple[str, str, float]] = set()
        for some in pages(accounts):
            for side in ('"left"', '"right"'):
                asked = TIED.format(side, ",".join("?" * len(some)))
                found.update(self._cursor.execute(asked, some))
        return sorted(found)

    def mates(self, accounts: Iterable[str]) -> list[tuple[str, str]]:
        """The accounts that tell one event with any of these: event and account."""
        link = t.event_account.c
        events = {row.event for row in self._where(sa.select(link.event), link.account, accounts)}
        asked = sa.select(link.event, link.account)
        return [(row.event, row.account) for row in self._where(asked, link.event, events)]

    def stories(self, accounts: Iterable[str]) -> dict[str, str]:
        """The story of each account that the case holds."""
        a = t.account.c
        return {row.id: row.story for row in self._where(sa.select(a.id, a.story), a.id, accounts)}

    def judgements(self) -> tuple[Judgement, ...]:
        """The analysts' judgements."""
        return tuple(analysts(self.connection))

    def _where(self, asked: sa.Select[Any], column: sa.Column[Any], keys: Iterable[str]) -> Iterator[sa.Row[Any]]:
        for some in pages(keys):
            yield from self.connection.execute(asked.where(column.in_(some)))

    def _many(self, statement: str, rows: list[Any]) -> None:
        if rows:
            self._cursor.executemany(statement, rows)
