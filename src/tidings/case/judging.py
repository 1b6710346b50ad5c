"""What analysts say in a case: judged, undone and looked up. Part of CaseStore."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import NamedTuple, get_args

import sqlalchemy as sa

from tidings.case import judged, views, write
from tidings.case import schema as t
from tidings.errors import WrongCall
from tidings.model import Event, Judgement
from tidings.model.event import Reliability
from tidings.model.judgement import PAIRED, Subject, Verdict, in_force, undone
from tidings.model.overlay import CREDIBILITIES, canonical

Clock = Callable[[], str]


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

        What is said of an event or an outlet shows at once. "same" and "different" show when the case is linked next;
        `tidings.Case` links at once.
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
        accounts, back = set(event.accounts), undone(said)
        about = {
            j.id for j in said if belongs.get(j.id) == event.id or (j.subject == "account" and _holds(j, accounts))
        }
        for one in said:
            if one.verdict == "undo" and one.left in about:
                about.add(one.id)
        return [Said(j, j.id not in back, back.get(j.id)) for j in said if j.id in about]

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

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError


class Analyst:
    """A case in the hands of a person. Ids may be given by as many first characters as are theirs alone."""

    def __init__(self, case: Judging, name: str, clock: Clock = moment) -> None:
        self.case, self.name, self.clock = case, name, clock

    def same(self, left: str, right: str, because: str = "") -> Judgement:
        """Say that two accounts, or all accounts of two events, tell one incident."""
        return self._pair("same", left, right, because)

    def different(self, left: str, right: str, because: str = "") -> Judgement:
        """Say that no account on the left tells the incident of any on the right: accounts, or events."""
        return self._pair("different", left, right, because)

    def unsure(self, left: str, right: str, because: str = "") -> Judgement:
        """Say that it is open whether two accounts or events are one; takes back what was said of that pair."""
        return self._pair("unsure", left, right, because)

    def split(self, event: str, accounts: Iterable[str], because: str = "") -> Judgement:
        """Say that these accounts of an event tell another incident than its other accounts."""
        held = self.case.event(event).accounts
        out = [self._account(key) for key in accounts]
        rest = [key for key in held if key not in out]
        if not out or not rest or not set(out) <= set(held):
            raise WrongCall("A split takes some accounts of the event, not all, and none of another event.")
        return self._say("account", " ".join(rest), " ".join(out), "different", because)

    def accept(self, event: str, because: str = "") -> Judgement:
        """Say that the event is right as it stands."""
        return self._say("event", self.case.event(event).id, None, "accept", because)

    def reject(self, event: str, because: str = "") -> Judgement:
        """Say that the event is none, so that it is left out of results unless asked for."""
        return self._say("event", self.case.event(event).id, None, "reject", because)

    def edit(self, event: str, field: str, value: str, because: str = "") -> Judgement:
        """Set a field of an event: as a person types it ("2018-10-15", "5..7"), or as canonical text."""
        try:
            text = canonical(field, value)
        except ValueError as why:
            raise WrongCall(f'"{value}" is no value for "{field}": {why}.') from None
        return self._say("event", self.case.event(event).id, text, "edit", because, field)

    def credibility(self, event: str, number: int, because: str) -> Judgement:
        """Set the credibility 1-6 of an event in the place of the rules' grade."""
        return self._say("event", self.case.event(event).id, str(number), "grade", because)

    def grade(self, outlet: str, letter: str, because: str = "") -> Judgement:
        """Set the reliability A-F of an outlet; earlier grades stay as its history."""
        return self._say("outlet", outlet, letter, "grade", because)

    def comment(self, event: str, words: str) -> Judgement:
        """Keep a remark on an event."""
        return self._say("event", self.case.event(event).id, words, "comment", "")

    def tag(self, event: str, word: str, because: str = "") -> Judgement:
        """Mark an event with a word of the analyst's own."""
        return self._say("event", self.case.event(event).id, word, "tag", because)

    def undo(self, judgement: str, because: str = "") -> Judgement:
        """Take back a judgement, whoever made it."""
        return self.case.undo(judgement, by=self.name, at=self.clock(), because=because)

    def _pair(self, verdict: Verdict, left: str, right: str, because: str) -> Judgement:
        sides = self._side(left), self._side(right)
        if set(sides[0]) & set(sides[1]):
            raise WrongCall(f'"{left}" and "{right}" are one. Give two accounts, or two events.')
        return self._say("account", " ".join(sides[0]), " ".join(sides[1]), verdict, because)

    def _side(self, key: str) -> tuple[str, ...]:
        """The accounts of an event, or the one account."""
        with self.case._reading() as connection:
            events = connection.execute(sa.select(t.event.c.id).where(t.event.c.id.startswith(key))).scalars().all()
        return self.case.event(key).accounts if events else (self._account(key),)

    def _account(self, key: str) -> str:
        with self.case._reading() as connection:
            return views.the_one(connection, t.account.c.id, key, "account")

    def _say(
        self, subject: Subject, left: str, right: str | None, verdict: Verdict, because: str, field: str = ""
    ) -> Judgement:
        reasons = (because,) if because else ()
        said = Judgement(subject, left, right, verdict, 1.0, reasons, self.name, self.clock(), field)
        return self.case.judge(said)[0]


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
            raise WrongCall(f'"{right}" is no value for "{one.field}": {why}.') from None
    if (one.verdict in PAIRED) != (one.subject in ("account", "entity")) or (one.verdict in PAIRED and not right):
        raise WrongCall(f'"{one.verdict}" is not said of one {one.subject}. Give two accounts for same and different.')
    if one.verdict in ("comment", "tag") and not right.strip():
        raise WrongCall(f"An empty {one.verdict} says nothing. Give its words.")


def _accounts(connection: sa.Connection, event: str) -> list[str]:
    asked = sa.select(t.event_account.c.account).where(t.event_account.c.event == event)
    return list(connection.execute(asked).scalars())


def _speaks_of(one: Judgement, keys: set[str]) -> bool:
    left, right = one.sides() if one.subject == "account" else ((one.left,), ())
    return not keys.isdisjoint((*left, *right)) or _holds(one, keys)


def _holds(one: Judgement, accounts: set[str]) -> bool:
    return any(anchor.account in accounts for anchor in one.anchors)
