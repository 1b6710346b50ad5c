"""What analysts say in a case: judged, undone and looked up. Part of CaseStore."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from typing import NamedTuple, get_args

import sqlalchemy as sa

from tidings.case import byhand, entities, judged, views, write
from tidings.case import schema as t
from tidings.case.analyst import Analyst, Clock
from tidings.case.entities import Known
from tidings.case.finding import unlinked
from tidings.errors import WrongCall
from tidings.model import Event, Judgement, Reading
from tidings.model.event import Reliability
from tidings.model.judgement import BY_HAND, PAIRED, in_force, in_the_end, undone
from tidings.model.overlay import CREDIBILITIES, canonical


def moment() -> str:
    """Return the present moment as ISO text in UTC, to the microsecond: two judgements are seldom of one moment."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


class Said(NamedTuple):
    """A judgement of an analyst, and whether it is in force; `undone_by` is the id of the undo that took it back."""

    judgement: Judgement
    is_in_force: bool
    undone_by: str | None = None


class Judging:
    """The judgements of a case; part of CaseStore."""

    def judge(self, *judgements: Judgement) -> tuple[Judgement, ...]:
        """Add an analyst's judgements and return them anchored; they are never changed, a later one stands before.

        What is said of an event, an outlet or a story's accounts shows at once. "same" and "different", and what an
        account by hand does to events, show when the case is linked next; `tidings.Case` links at once.
        """
        for one in judgements:
            if not one.is_analyst:
                raise WrongCall(f"{one.by} is a rule; its judgements come with replace_links.")
            _check(one)
        with self._writing() as connection:
            kept = tuple(judged.anchored(connection, one) for one in judgements)
            stands = {row.judgement for row in connection.execute(sa.select(t.standing.c.judgement))}
            held = [one for one in judged.analysts(connection) if one in kept and one.id not in stands]
            if any(one.verdict != "undo" for one in held):
                raise WrongCall("The same was judged and undone at that very moment. Give a later moment.")
            write.put_judgements(connection, kept)
            said = judged.analysts(connection)
            if any(in_the_end(one, said).verdict in BY_HAND for one in kept):
                byhand.lay(connection)
            judged.settle(connection)
        return kept

    def undo(self, judgement_id: str, *, by: str, at: str, because: str = "") -> Judgement:
        """Take back a judgement whose id starts so, by one more judgement; an undo can be undone in the same way."""
        with self._reading() as connection:
            key = views.the_one(connection, t.judgement.c.id, judgement_id, "judgement")
        reasons = (because,) if because else ()
        return self.judge(Judgement("judgement", key, None, "undo", 1.0, reasons, by, at))[0]

    def judgements(self, *, of: str | None = None) -> list[Judgement]:
        """Return all judgements, rules' first, then analysts' from the oldest on; undone ones and undos too.

        `of` leaves only those that speak of this account, event, outlet or judgement.
        """
        with self._reading() as connection:
            said = views.judgements(connection)
            if of is None:
                return said
            accounts = _accounts(connection, of)
        keys = {of, *accounts}
        about = {j.id for j in said if _speaks_of(j, keys)}
        return [j for j in said if j.id in about or (j.verdict == "undo" and j.left in about)]

    def in_force(self) -> list[Judgement]:
        """Return the analysts' judgements that no undo has taken back, oldest first."""
        with self._reading() as connection:
            return in_force(judged.analysts(connection))

    def history(self, event_id: str) -> list[Said]:
        """Return what analysts said of the event whose id starts so and of its accounts, oldest first."""
        event: Event = self.event(event_id)
        with self._reading() as connection:
            said = judged.analysts(connection)
            belongs = judged.events_of(connection, (j for j in said if j.subject == "event"))
            laid = byhand.hands(connection, event.accounts)
        accounts = set(event.accounts)
        about = {j.id for j in said if belongs.get(j.id) == event.id or j.id in laid}
        about |= {j.id for j in said if j.subject in ("account", "story") and _holds(j, accounts)}
        return _told(said, about)

    def story_history(self, story_id: str) -> list[Said]:
        """Return the accounts by hand of the story with this id, undone ones too, oldest first."""
        with self._reading() as connection:
            said = judged.analysts(connection)
            return _told(said, {j.id for j in byhand.of_story(connection, story_id)})

    def said(self, of: str | None = None) -> list[Said]:
        """Return every judgement of an analyst, oldest first, with what stands of it.

        `of` leaves those of one outlet, or of the event, account, story or judgement whose id starts so.
        """
        if of is not None:
            with self._reading() as connection:
                of = _whole(connection, of)
        every = self.judgements(of=of)
        return _told(every, {j.id for j in every if j.is_analyst})

    def outlets(self) -> list[str]:
        """Return the outlets whose stories the case holds, by name."""
        asked = sa.select(t.story.c.publisher).where(t.story.c.publisher.is_not(None)).distinct()
        with self._reading() as connection:
            return sorted(name for name in connection.execute(asked).scalars() if name)

    def read_with(self, account: str) -> Reading:
        """Return the reading that the account whose id starts so is of."""
        with self._reading() as connection:
            key = views.the_one(connection, t.account.c.id, account, "account")
            story = connection.execute(sa.select(t.account.c.story).where(t.account.c.id == key)).scalar_one()
            return views.reading(connection, story)

    def entities(self, sort: str | None = None, *, of: str | None = None) -> list[Known]:
        """Return the entities that the case knows, those of most events first: of one sort, or those of a name."""
        with self._reading() as connection:
            return entities.entities(connection, sort, of)

    def entities_of(self, event: str) -> list[Known]:
        """Return who and what the event with this id tells of, each with all the names that the case has for it."""
        with self._reading() as connection:
            return entities.entities_of(connection, event)

    def unnamed(self) -> int:
        """Return how many stories wait to be linked, so that their names are not worked out yet."""
        with self._reading() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(unlinked)).scalar_one()

    def event_of(self, account: str) -> str | None:
        """Return the id of the event that the account with this id tells, or None before it is linked."""
        asked = sa.select(t.event_account.c.event).where(t.event_account.c.account == account)
        with self._reading() as connection:
            return connection.execute(asked).scalar()

    def analyst(self, name: str, clock: Clock = moment) -> Analyst:
        """Return the case in the hands of a person, whose name and moment every judgement then bears.

        >>> from tidings.case import CaseStore
        >>> with CaseStore.open(":memory:") as case:
        ...     said = case.analyst("ana", lambda: "2024-05-01T10:00:00+00:00").grade("Delta Post", "B", "on the spot")
        ...     case.grades()
        {'Delta Post': 'B'}
        """
        return Analyst(self, name, clock)

    def event(self, event_id: str) -> Event:
        """Return the event whose id starts so."""
        raise NotImplementedError

    def reading(self, story_id: str) -> Reading:
        """Return the reading of the story whose id starts so."""
        raise NotImplementedError

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError


def _check(one: Judgement) -> None:
    """Raise WrongCall for a judgement that says nothing that can be followed."""
    try:
        dt.datetime.fromisoformat(one.at)
    except ValueError:
        raise WrongCall(f'An analyst\'s judgement needs its moment (ISO, UTC), not "{one.at}".') from None
    right = one.right or ""
    if one.verdict == "grade":
        known = get_args(Reliability) if one.subject == "outlet" else tuple(sorted(CREDIBILITIES))
        if right not in known:
            raise WrongCall(f'"{right}" is no grade. An outlet has A to F, an event 1 to 6.')
    if one.verdict == "edit":
        try:
            canonical(one.field, right)
        except ValueError as why:
            raise WrongCall(f'"{right}" is no value for "{one.field}": {str(why).rstrip(".")}.') from None
    is_name = one.subject == "entity" and one.verdict in ("accept", "reject")  # of an actor that no table knows
    is_pair = one.subject in ("account", "entity") and not is_name
    if (one.verdict in PAIRED) != is_pair or (is_pair and not right):
        raise WrongCall(f'"{one.verdict}" is not said of one {one.subject}. Give two accounts for same and different.')
    if (one.verdict in BY_HAND) != (one.subject == "story"):
        raise WrongCall(f'"{one.verdict}" is not said of one {one.subject}. Accounts by hand are said of a story.')
    if one.verdict in ("comment", "tag") and not right.strip():
        raise WrongCall(f"An empty {one.verdict} says nothing. Give its words.")


def _told(said: list[Judgement], about: set[str]) -> list[Said]:
    """These judgements and what takes them back, with what stands of them."""
    back = undone(said)
    for one in said:
        if one.verdict == "undo" and one.left in about:
            about.add(one.id)
    return [Said(j, j.id not in back, back.get(j.id)) for j in said if j.id in about]


def _whole(connection: sa.Connection, start: str) -> str:
    """The one id that starts so, whatever has it; else the same, which may be the name of an outlet."""
    for table in (t.event, t.account, t.story, t.judgement):
        found = connection.execute(sa.select(table.c.id).where(table.c.id.startswith(start, autoescape=True)).limit(2))
        if len(ids := found.scalars().all()) == 1:
            return str(ids[0])
    return start


def _accounts(connection: sa.Connection, event: str) -> list[str]:
    asked = sa.select(t.event_account.c.account).where(t.event_account.c.event == event)
    return list(connection.execute(asked).scalars())


def _speaks_of(one: Judgement, keys: set[str]) -> bool:
    left, right = one.sides() if one.subject == "account" else ((one.left,), ())
    return not keys.isdisjoint((*left, *right)) or _holds(one, keys)


def _holds(one: Judgement, accounts: set[str]) -> bool:
    return any(anchor.account in accounts for anchor in one.anchors)
