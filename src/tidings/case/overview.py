"""A whole case in brief, for views that show all of it at once: values without texts, quotes and statements.

A case of 20,000 events and 50,000 accounts is read in some three seconds; rebuilding every quote would take five times
that, and no list or map shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case import views
from tidings.case.codec import mention_of, published_of, unpacked
from tidings.case.names import tied
from tidings.case.rows import event_of, judgement_of, lineage_of, one_account, origin_of
from tidings.case.search import matching_numbers, matching_stories
from tidings.case.store import CaseStore
from tidings.model import Account, Event, Judgement, Lineage, Mention, Origin, Published
from tidings.model.judgement import in_order
from tidings.model.links import Told

LINEAGE = (t.lineage.c.earlier, t.lineage.c.later, t.lineage.c.relation, t.lineage.c.how)


class StoryBrief(NamedTuple):
    """A story without its text."""

    id: str
    document: str
    headline: str | None
    publisher: str | None
    published: Published
    language: str


class Part(NamedTuple):
    """Who or what plays a role in an account; `category` is an item's, where it is known."""

    role: str
    name: str
    entity: str | None
    category: str | None


class AccountBrief(NamedTuple):
    """An account without its quotes; `sources` are the names of its chain, outermost first."""

    id: str
    story: str
    kind: str
    status: str
    method: str | None
    confidence: float
    parts: tuple[Part, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """One state of a case: events by time and id with unknown times last, and what they stand on, by id."""

    events: tuple[Event, ...]
    accounts: dict[str, AccountBrief]
    stories: dict[str, StoryBrief]
    origins: dict[str, Origin]  # by account
    lineage: tuple[Lineage, ...]
    judgements: tuple[Judgement, ...]  # by analysts, and of the rules' the unsure ones; oldest first
    standing: dict[str, str | None]  # the analysts' judgements in force, by id: the event each now belongs to


def overview(case: CaseStore) -> Overview:
    """Read one state of the whole case in brief."""
    with case._reading() as connection:
        return Overview(
            events=tuple(_events(connection)),
            accounts={one.id: one for one in _accounts(connection)},
            stories={one.id: one for one in stories_in_brief(connection)},
            origins=_origins(connection),
            lineage=tuple(map(lineage_of, connection.execute(sa.select(t.lineage).order_by(*LINEAGE)))),
            judgements=tuple(_judgements(connection)),
            standing={row.judgement: row.event for row in connection.execute(sa.select(t.standing))},
        )


def told(case: CaseStore, event_ids: Iterable[str]) -> list[Told]:
    """Return those of the events that the case still has, each with everything it stands on, in the order asked."""
    ids = list(event_ids)
    with case._reading() as connection:
        rows = connection.execute(sa.select(t.event).where(t.event.c.id.in_(ids))).all()
        link = t.event_account.c
        linked = sa.select(link.event, link.account).where(link.event.in_(ids)).order_by(link.event, link.n)
        accounts: dict[str, list[str]] = {}
        for event, account in connection.execute(linked):
            accounts.setdefault(event, []).append(account)
        held = [event_of(row, tuple(accounts.get(row.id, ()))) for row in rows]
        return views.told(connection, sorted(held, key=lambda event: ids.index(event.id)))


def _events(connection: sa.Connection) -> Iterator[Event]:
    told: dict[str, list[str]] = {}
    link = t.event_account.c
    for event, account in connection.execute(sa.select(link.event, link.account).order_by(link.event, link.n)):
        told.setdefault(event, []).append(account)
    asked = views.in_time(sa.select(t.event))
    return (event_of(row, tuple(told.get(row.id, ()))) for row in connection.execute(asked))


def _accounts(connection: sa.Connection) -> Iterator[AccountBrief]:
    """Every account."""
    f, a = t.filler.c, t.account.c
    known = sa.select(f.account, f.n, f.category).where(f.category.is_not(None))
    categories = {(account, n): category for account, n, category in connection.execute(known)}
    names = {(row.account, row.n): row for row in connection.execute(sa.select(tied).where(tied.c.account != ""))}
    for row in connection.execute(sa.select(a.id, a.story, a.kind, a.status, a.body)):
        yield account_brief(row, names, categories)


Fillers = Mapping[tuple[str, int], Any]  # something about each of them, by account and number


def account_brief(row: Any, names: Fillers, categories: Fillers) -> AccountBrief:
    """Return an account from its row, the rows of what its fillers are tied to, and the categories of its items."""
    body: dict[str, Any] = unpacked(row.body)
    told = [(role, name, entity) for role, group in body.get("roles", ()) for name, _, entity in group]
    fillers = [
        (role, *standing_as(names.get((row.id, n)), name, entity)) for n, (role, name, entity) in enumerate(told)
    ]
    return AccountBrief(
        id=row.id,
        story=row.story,
        kind=row.kind,
        status=row.status,
        method=body.get("method"),
        confidence=body["confidence"],
        parts=tuple(Part(*filler, categories.get((row.id, n))) for n, filler in enumerate(fillers)),
        sources=tuple(source[0] for source in body.get("sources", ())),
    )


def standing_as(row: sa.Row[Any] | None, name: str, entity: str | None) -> tuple[str, str | None]:
    """What a filler counts as across stories."""
    return (row.name, row.id) if row is not None and row.called == name else (name, entity)


def stories_in_brief(connection: sa.Connection, ids: Sequence[str] | None = None) -> Iterator[StoryBrief]:
    """The stories with these ids, or all, by day of publication, then id; the undated last."""
    s, outlet = t.story.c, sa.select(tied).where(tied.c.account == "")
    asked = sa.select(s.id, s.document, s.headline, s.publisher, s.published, s.language)
    if ids is not None:
        asked, outlet = asked.where(s.id.in_(ids)), outlet.where(tied.c.story.in_(ids))
    outlets = {row.story: row for row in connection.execute(outlet)}
    for row in connection.execute(asked.order_by(s.find_published_from.is_(None), s.find_published_from, s.id)):
        published = published_of(unpacked(row.published))
        publisher = standing_as(outlets.get(row.id), row.publisher, None)[0]
        yield StoryBrief(row.id, row.document, row.headline, publisher, published, row.language)


def _origins(connection: sa.Connection) -> dict[str, Origin]:
    """One origin an account: one that asserts before one that does not, then by key."""
    o = t.origin.c
    rows = connection.execute(sa.select(t.origin).order_by(o.account, o.is_asserting, o.key.desc()))
    return {row.account: origin_of(row) for row in rows}  # of one account the last row stays


def _judgements(connection: sa.Connection) -> list[Judgement]:
    """Analysts' judgements, and of the rules' those that leave a doubt: two accounts that may tell one event."""
    j = t.judgement.c
    wanted = j.by.not_like("rule:%") | (j.verdict == "unsure")
    return in_order(judgement_of(row) for row in connection.execute(sa.select(t.judgement).where(wanted)))


def stories_with(case: CaseStore, words: str) -> list[str]:
    """Return the ids of all stories that hold the words, in no order."""
    with case._reading() as connection:
        return list(connection.execute(matching_stories(words)).scalars())


def numbers_with(case: CaseStore, words: str) -> list[int]:
    """Return the numbers that full text has for the stories that hold the words, in no order."""
    with case._reading() as connection:
        return matching_numbers(connection, words)


def accounts_of(case: CaseStore, stories: Iterable[str]) -> dict[str, list[Account]]:
    """Return the accounts of these stories, in each story's order; their quotes are not compared with the texts."""
    wanted = list(stories)
    asked = sa.select(t.account).where(t.account.c.story.in_(wanted)).order_by(t.account.c.story, t.account.c.n)
    out: dict[str, list[Account]] = {story: [] for story in wanted}
    with case._reading() as connection:
        for row in connection.execute(asked):
            out[row.story].append(one_account(row))
    return out


def mentions(case: CaseStore, story_ids: Iterable[str]) -> dict[str, tuple[Mention, ...]]:
    """Return what was read in each of the stories, in the order of its text; nothing of a story that is no longer."""
    found: dict[str, list[Mention]] = {story: [] for story in story_ids}
    ids = sorted(found)
    with case._reading() as connection:
        for at in range(0, len(ids), views.PAGE):
            asked = sa.select(t.mention).where(t.mention.c.story.in_(ids[at : at + views.PAGE]))
            for row in connection.execute(asked.order_by(t.mention.c.story, t.mention.c.n)):
                found[row.story].append(mention_of(row.label, unpacked(row.body)))
    return {story: tuple(some) for story, some in found.items()}
