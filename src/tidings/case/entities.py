"""The entities that a case knows: of tables, and learnt from stories, each with its names and what these rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.fold import fold
from tidings.case.names import naming, stand, tied
from tidings.case.naming import naming_of, stand_of
from tidings.errors import WrongCall
from tidings.model.naming import DEFINES, PLACE, SORTS, Key, Naming, Stand

Standing = Literal["table", "learnt", "alone"]
SHOWN = 4  # entities named where a name is that of several
Stands = dict[Key, dict[str, Stand]]


@dataclass(frozen=True, slots=True)
class Alias:
    """Words by which stories name an entity: how often, in how many stories, and where they stand first."""

    words: str
    plain: str  # folded, without article
    key: str  # of what they name by themselves
    times: int
    stories: int
    how: str  # within its story; see How
    tie: str  # "definition" or "judgement" where that makes it the entity's across stories, "" where it is by itself
    by: str  # the story that defines it, or the judgement
    story: str  # where it stands first
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """An entity that the case knows.

    `standing`: a table has it; the case learnt it from stories by a full name; or it is a name that many may bear, as
    one word or "Interior Ministry", which ties nothing: each story may mean somebody else by it.
    """

    id: str  # its key: "actor:id:is", "actor:lake vanguard"
    sort: str
    name: str
    type: str
    standing: Standing
    aliases: tuple[Alias, ...]
    stories: int
    events: tuple[str, ...]  # ids

    def learnt_names(self) -> set[str]:
        """Return the names that no table gives it."""
        words = {alias.words for alias in self.aliases if alias.how != "table"}
        return words if self.standing == "table" else words | {self.name}


def entities(connection: sa.Connection, sort: str | None = None, of: str | None = None) -> list[Known]:
    """Return the entities, those of most events first; of one sort, or those that go by a name."""
    if sort is not None and sort not in SORTS:
        raise WrongCall(f'There is no sort "{sort}". Known: {", ".join(SORTS)}.')
    at = _stands(connection)
    rows = _namings(connection, at, sort, of)
    told = _told(connection, rows)
    made = (_known(key, some, told) for key, some in _grouped(at, rows).items())
    return sorted(made, key=lambda one: (-len(one.events), -one.stories, one.name, one.id))


def entities_of(connection: sa.Connection, event: str) -> list[Known]:
    """Return who and what fills a role of an event, its places and publishers, with all their names, by name.

    Their `events` hold this event alone.
    """
    at = _stands(connection)
    a, link = t.account.c, t.event_account.c
    stories = sa.select(a.story).join(t.event_account, link.account == a.id).where(link.event == event)
    near = connection.execute(sa.select(naming).where(naming.c.story.in_(stories)))
    told = _told(connection, [naming_of(row) for row in near], event)
    stands_for = {of for of, options in at.items() for one in options.values() if Key(of.sort, one.entity) in told}
    grouped = _grouped(at, _named_by(connection, {*told, *stands_for}))
    return sorted((_known(key, some, told) for key, some in grouped.items() if key in told), key=lambda one: one.name)


def the_entity(connection: sa.Connection, called: str) -> Known:
    """Return the entity with this id or name; raise WrongCall for none or several."""
    found = entities(connection, of=called)
    exact = [one for one in found if one.id == called]
    named = exact or [one for one in found if fold(called) in {fold(one.name), *(fold(a.words) for a in one.aliases)}]
    if not named:
        raise WrongCall(f'No story names an entity "{called}". Look it up: tidings entities CASE')
    if len(named) > 1:
        some = "; ".join(one.id for one in named[:SHOWN])
        raise WrongCall(f'"{called}" is the name of several: {some}. Give one of these.')
    return named[0]


def seen(connection: sa.Connection, known: Known) -> dict[str, Any]:
    """Return what a judgement notes of an entity, so that it can be followed whatever the case holds."""
    sort, _, key = known.id.partition(":")
    rows = connection.execute(sa.select(naming.c.body).where(naming.c.sort == sort, naming.c.key == key)).scalars()
    body = min((body for body in rows if body), default="") if sort == "place" else ""
    return {"name": known.name} | ({"body": body} if body else {})


def _stands(connection: sa.Connection) -> Stands:
    out: Stands = defaultdict(dict)
    for row in connection.execute(sa.select(stand)):
        one = stand_of(row)
        out[one.of][one.words] = one
    return dict(out)


def _own(at: Stands) -> dict[str, set[str]]:
    """The keys that stand for each entity."""
    own: dict[str, set[str]] = defaultdict(set)
    for of, options in at.items():
        for one in options.values():
            own[one.entity].add(of.key)
    return own


def _namings(connection: sa.Connection, at: Stands, sort: str | None, of: str | None) -> list[Naming]:
    """The namings of one sort, or of every entity that has the name."""
    if of is None:
        asked = sa.select(naming).order_by(naming.c.story, naming.c.n)
        every = asked if sort is None else asked.where(naming.c.sort == sort)
        return [naming_of(row) for row in connection.execute(every)]
    kind, _, key = of.partition(":")
    words = {fold(of), fold(of).removeprefix("the ")}
    n = naming.c
    called = n.plain.in_(words) | (n.name == of) | ((n.sort == kind) & (n.key == key))
    keys = {Key(row.sort, row.key) for row in connection.execute(sa.select(n.sort, n.key).where(called).distinct())}
    heads = {(one.of.sort, one.entity) for of_key in keys for one in at.get(of_key, {}).values()}
    heads |= {(kind, key)}
    keys |= {
        of_key for of_key, options in at.items() if any((of_key.sort, o.entity) in heads for o in options.values())
    }
    return _named_by(connection, keys)


def _named_by(connection: sa.Connection, keys: Iterable[Key]) -> list[Naming]:
    """The namings of these keys."""
    asked = sa.select(naming).order_by(naming.c.story, naming.c.n)
    each = (asked.where(naming.c.sort == one.sort, naming.c.key == one.key) for one in sorted(keys))
    return [naming_of(row) for one in each for row in connection.execute(one)]


def _grouped(at: Stands, rows: Iterable[Naming]) -> dict[Key, list[tuple[Naming, Stand | None]]]:
    """The namings by what they stand for."""
    grouped: dict[Key, list[tuple[Naming, Stand | None]]] = defaultdict(list)
    own = _own(at)
    for one in rows:
        found = _meant(at, one, own)
        grouped[Key(one.sort, found.entity) if found else one.of].append((one, found))
    return grouped


def _meant(at: Stands, one: Naming, own: dict[str, set[str]]) -> Stand | None:
    options = at.get(one.of, {})
    found = options.get(one.plain) or options.get("")
    return None if found is None or one.is_elsewhere(found, own[found.entity]) else found


def _known(key: Key, some: list[tuple[Naming, Stand | None]], told: dict[Key, set[str]]) -> Known:
    heads = [one for one, _ in some if one.of == key] or [one for one, _ in some]
    stands = next((found for _, found in some if found), None)
    by_words: dict[str, list[tuple[Naming, Stand | None]]] = defaultdict(list)
    for one, found in some:
        by_words[one.plain].append((one, found))
    aliases = sorted((_alias(key, group) for group in by_words.values()), key=lambda a: (-a.times, a.words))
    is_short = key.is_short or any(one.is_common for one, _ in some)
    is_tied = any(alias.tie for alias in aliases)
    standing: Standing = "table" if key.is_known else "alone" if is_short and not is_tied else "learnt"
    return Known(
        str(key), key.sort, stands.name if stands else _usual(heads), _type(heads), standing, tuple(aliases),
        len({one.story for one, _ in some}), tuple(sorted(told.get(key, ()))),
    )  # fmt: skip


def _alias(key: Key, group: list[tuple[Naming, Stand | None]]) -> Alias:
    """One alias; where a story defines it, that is what it rests on."""
    first, _ = min(group, key=lambda pair: (pair[0].how not in DEFINES, pair[0].story, pair[0].start or 0))
    ties = [found for one, found in group if found and (one.of != key or found.words)]
    times, stories = sum(one.times for one, _ in group), len({one.story for one, _ in group})
    own = min((str(one.of) for one, _ in group if one.of != key), default=str(key))
    tie, by = (ties[0].how, ties[0].by) if ties else ("", "")
    at = first.story, first.start, first.end
    return Alias(first.words, first.plain, own, times, stories, first.how, tie, by, *at)


def _usual(some: Iterable[Naming]) -> str:
    """The name used most; ties go to the longer, then the alphabet."""
    used: dict[str, int] = defaultdict(int)
    for one in some:
        used[one.name] += one.times
    return min(used, key=lambda name: (-used[name], -len(name), name))


def _type(some: Iterable[Naming]) -> str:
    used: dict[str, int] = defaultdict(int)
    for one in some:
        used[one.type] += bool(one.type)
    return min(used, key=lambda name: (-used[name], name), default="")


def _told(connection: sa.Connection, rows: list[Naming], event: str | None = None) -> dict[Key, set[str]]:
    """The events of each entity that these namings may be of, or this event.

    An entity is told of by who fills a role, by place, or by who publishes.
    """
    out: dict[Key, set[str]] = defaultdict(set)
    named = {(one.story, one.sort, fold(one.name)): one.of for one in rows}
    link, a, f, s = t.event_account.c, t.account.c, t.filler.c, t.story.c
    wanted = sa.true() if event is None else link.event == event
    told = sa.select(link.event, a.story, a.id).join_from(t.event_account, t.account, a.id == link.account)
    told = told.where(wanted)
    ties = sa.select(tied)
    if event is not None:
        ties = ties.where(tied.c.story.in_(told.with_only_columns(a.story)))
    tied_at = {(row.story, row.account, row.n): Key(row.sort, row.entity) for row in connection.execute(ties)}
    fillers = told.add_columns(f.n, f.role, f.find_name).join(t.filler, f.account == a.id)
    for row in connection.execute(fillers):
        own = named.get((row.story, "item" if row.role == "item" else "actor", row.find_name))
        if key := tied_at.get((row.story, row.id, row.n), own):
            out[key].add(row.event)
    for row in connection.execute(told.add_columns(a.find_place).where(a.find_place.is_not(None))):
        if key := tied_at.get((row.story, row.id, PLACE), named.get((row.story, "place", row.find_place))):
            out[key].add(row.event)
    by = {one.story: one.of for one in rows if one.sort == "outlet"}
    for row in connection.execute(told.join(t.story, s.id == a.story).where(s.publisher.is_not(None))):
        if key := tied_at.get((row.story, "", 0), by.get(row.story)):
            out[key].add(row.event)
    return out
