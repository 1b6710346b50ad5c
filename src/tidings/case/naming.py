"""Names in a case, as linking asks for them and keeps them, and what they change of the accounts that have them.

A row of `tied` lies over an account when it is loaded for linking, for a list or for an export; what was read stays as
it was read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.derived import pages
from tidings.case.fold import fold
from tidings.case.judged import analysts
from tidings.case.names import DEFINING, naming, stand, tied
from tidings.case.rows import reading_of
from tidings.model import Account, Filler, Judgement, Place, Reading, Story
from tidings.model.naming import PLACE, Key, Naming, Stand, Tied

FOLLOWED = "entity judgements"  # the key in `meta` of those that `stand` follows
LABELS = ("actor", "item", "place")
_NAMING = tuple(Naming.__dataclass_fields__)
_TIED = tuple(Tied.__dataclass_fields__)


class NamesHeld:
    """The names of a case in a transaction that writes, as linking asks for them."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def readings(self, stories: Iterable[str]) -> list[Reading]:
        """What was read in these stories, as far as the case holds them, as their own words have it."""
        ids = set(stories)
        m = t.mention.c
        asked = sa.select(t.mention).where(m.label.in_(LABELS)).order_by(m.story, m.n)
        mentions = self._by_story(asked, m.story, ids)
        accounts = self._by_story(sa.select(t.account).order_by(t.account.c.n), t.account.c.story, ids)
        held = sorted(self._where(sa.select(t.story), t.story.c.id, ids), key=lambda row: str(row.id))
        return [reading_of(row, mentions[row.id], accounts[row.id]) for row in held]

    def namings(self, stories: Iterable[str]) -> list[Naming]:
        """How these stories name entities, as it was last worked out."""
        return [naming_of(row) for row in self._where(sa.select(naming), naming.c.story, stories)]

    def swap_namings(self, stories: Iterable[str], rows: Iterable[Naming]) -> None:
        """Keep these in the place of those of the stories."""
        self._delete(naming, naming.c.story, stories)
        of: dict[str, int] = defaultdict(int)
        new = []
        for one in rows:
            new.append(asdict(one) | {"n": of[one.story], "is_common": int(one.is_common)})
            of[one.story] += 1
        if new:
            self.connection.execute(sa.insert(naming), new)

    def definitions(self, keys: Collection[Key], late: int) -> list[Naming]:
        """What stories define of these names, or by these words.

        Of those that say the same, there are at least the first and two that begin after the place `late`.
        """
        n, stories = naming.c, set[str]()
        begins_late = sa.case((n.start > late, n.story))
        first = sa.select(sa.func.min(n.story), sa.func.min(begins_late), sa.func.max(begins_late))
        # in this order: with an indexed column first, SQLite reads all definitions to have them in groups
        first = first.where(sa.text(DEFINING)).group_by(n.name, n.words, n.type, n.is_common, n.key, n.plain)
        for sort, some in _by_sort(keys).items():
            for column in (n.key, n.plain):
                found = self._where(first.where(n.sort == sort), column, some)
                stories.update(story for row in found for story in row if story)
        every = (naming_of(row) for row in self._where(sa.select(naming).where(sa.text(DEFINING)), n.story, stories))
        return [one for one in every if one.of in keys or one.short in keys]

    def naming(self, keys: Iterable[Key]) -> set[str]:
        """The stories that have a name of one of these keys."""
        found: set[str] = set()
        for sort, some in _by_sort(keys).items():
            asked = sa.select(naming.c.story).where(naming.c.sort == sort)
            found.update(row.story for row in self._where(asked, naming.c.key, some))
        return found

    def stands(self, keys: Iterable[Key] | None = None) -> list[Stand]:
        """What these names stand for, or all that stand for anything, as it was last worked out."""
        if keys is None:
            return [stand_of(row) for row in self.connection.execute(sa.select(stand))]
        return self._standing(stand.c.key, keys)

    def standing_for(self, keys: Iterable[Key]) -> list[Stand]:
        """The names that stand for these, as it was last worked out."""
        return self._standing(stand.c.entity, keys)

    def _standing(self, column: sa.Column[str], keys: Iterable[Key]) -> list[Stand]:
        asked = ((sa.select(stand).where(stand.c.sort == sort), some) for sort, some in _by_sort(keys).items())
        return [stand_of(row) for one, some in asked for row in self._where(one, column, some)]

    def swap_stands(self, old: Collection[Stand], new: Collection[Stand]) -> None:
        """Keep the new in the place of the old."""
        s, gone = stand.c, [_stand_row(one) for one in sorted(set(old) - set(new), key=_order)]
        is_it = sa.and_(*(s[name] == sa.bindparam(f"of_{name}") for name in ("sort", "key", "words")))
        if gone:
            keys = [{f"of_{name}": row[name] for name in ("sort", "key", "words")} for row in gone]
            self.connection.execute(sa.delete(stand).where(is_it), keys)
        if come := [_stand_row(one) for one in sorted(set(new) - set(old), key=_order)]:
            self.connection.execute(sa.insert(stand), come)

    def swap_tied(self, stories: Collection[str], rows: Iterable[Tied]) -> set[str]:
        """Keep these in the place of those of the stories; return the stories of which they differ."""
        old = {tied_of(row) for row in self._where(sa.select(tied), tied.c.story, stories)}
        new = set(rows)
        differ = {one.story for one in old ^ new}
        self._delete(tied, tied.c.story, differ)
        come = [_tied_row(one) for one in sorted(new, key=_at) if one.story in differ]
        if come:
            self.connection.execute(sa.insert(tied), come)
        return differ

    def judgements(self) -> tuple[Judgement, ...]:
        """The analysts' judgements."""
        return tuple(analysts(self.connection))

    def followed(self, said: str) -> bool:
        """Whether these judgements, by their ids, are those last followed; they are from now on."""
        key = t.meta.c.key == FOLLOWED
        held = self.connection.execute(sa.select(t.meta.c.value).where(key)).scalar()
        if held == said or (held is None and not said):
            return True
        self.connection.execute(sa.delete(t.meta).where(key))
        self.connection.execute(sa.insert(t.meta), {"key": FOLLOWED, "value": said})
        return False

    def _by_story(
        self, asked: sa.Select[Any], column: sa.Column[str], ids: Collection[str]
    ) -> dict[str, list[sa.Row[Any]]]:
        found: dict[str, list[sa.Row[Any]]] = defaultdict(list)
        for row in self._where(asked, column, ids):
            found[row.story].append(row)
        return found

    def _where(self, asked: sa.Select[Any], column: sa.Column[str], keys: Iterable[str]) -> Iterator[sa.Row[Any]]:
        for some in pages(keys):
            yield from self.connection.execute(asked.where(column.in_(some)))

    def _delete(self, rows: sa.Table, column: sa.Column[str], keys: Iterable[str]) -> None:
        for some in pages(keys):
            self.connection.execute(sa.delete(rows).where(column.in_(some)))


def as_tied(connection: sa.Connection, accounts: Iterable[Account]) -> dict[str, Account]:
    """Return the accounts by id, with what their names stand for across stories."""
    found = {one.id: one for one in accounts}
    rows: dict[str, dict[int, sa.Row[Any]]] = defaultdict(dict)
    for some in pages(found):
        for row in connection.execute(sa.select(tied).where(tied.c.account.in_(some))):
            rows[row.account][row.n] = row
    return found | {key: _laid(found[key], of) for key, of in rows.items()}


def published_as(connection: sa.Connection, stories: Iterable[Story]) -> dict[str, Story]:
    """Return the stories by id, each by the outlet that its publisher stands for."""
    found = {one.id: one for one in stories}
    asked = sa.select(tied.c.story, tied.c.called, tied.c.name).where(tied.c.account == "")
    for some in pages(found):
        for row in connection.execute(asked.where(tied.c.story.in_(some))):
            if found[row.story].publisher == row.called:
                found[row.story] = replace(found[row.story], publisher=row.name)
    return found


def readings_as_tied(connection: sa.Connection, readings: Iterable[Reading]) -> list[Reading]:
    """Return the readings with what their names stand for across stories."""
    readings = list(readings)
    accounts = as_tied(connection, (account for one in readings for account in one.accounts))
    stories = published_as(connection, (one.story for one in readings))
    return [
        replace(one, story=stories[one.story.id], accounts=tuple(accounts[a.id] for a in one.accounts))
        for one in readings
    ]


def naming_of(row: sa.Row[Any]) -> Naming:
    """Rebuild a naming."""
    return Naming(**{name: getattr(row, name) for name in _NAMING} | {"is_common": bool(row.is_common)})


def stand_of(row: sa.Row[Any]) -> Stand:
    """Rebuild what a name stands for."""
    return Stand(Key(row.sort, row.key), row.words, row.entity, row.name, row.id, row.body, row.how, row.by)


def tied_of(row: sa.Row[Any]) -> Tied:
    """Rebuild what a filler stands for."""
    return Tied(**{name: getattr(row, name) for name in _TIED} | {"is_out": bool(row.is_out)})


def _laid(account: Account, rows: Mapping[int, sa.Row[Any]]) -> Account:
    """The account with other fillers and place; a row of an earlier reading, whose name is gone, says nothing."""
    n, roles = -1, []
    for role, fillers in account.roles:
        group: list[Filler] = []
        for filler in fillers:
            n += 1
            row = rows.get(n)
            is_other = row is not None and row.called == filler.name
            group.append(replace(filler, name=row.name, entity=row.id) if row and is_other else filler)
        roles.append((role, tuple(group)))
    place, row = account.place, rows.get(PLACE)
    if place and row and row.called == place.place.name:
        other = Place(**json.loads(row.body))
        place = replace(place, place=replace(other, relation=place.place.relation))
    return replace(account, roles=tuple(roles), place=place)


def _tied_row(one: Tied) -> dict[str, Any]:
    found = {"find_name": fold(one.name), "find_called": "" if one.is_out else fold(one.called)}
    return asdict(one) | found | {"is_out": int(one.is_out)}


def _at(one: Tied) -> tuple[str, str, int]:
    return one.story, one.account, one.n


def _stand_row(one: Stand) -> dict[str, Any]:
    return {"sort": one.of.sort, "key": one.of.key} | {k: v for k, v in asdict(one).items() if k != "of"}


def _order(one: Stand) -> tuple[Key, str]:
    return one.of, one.words


def _by_sort(keys: Iterable[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        found[key.sort].append(key.key)
    return found
