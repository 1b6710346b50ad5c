"""A case in the hands of a person: each call is one judgement, which bears the name and the moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case import views
from tidings.case.codec import packed
from tidings.case.entities import seen, the_entity
from tidings.case.fold import fold
from tidings.case.given import Given, Words, mend_in, missed_in
from tidings.errors import WrongCall
from tidings.model import KINDS, Account, Anchor, Judgement, Reading
from tidings.model.byhand import told_by
from tidings.model.judgement import Subject, Verdict
from tidings.model.overlay import canonical

if TYPE_CHECKING:
    from tidings.case.judging import Judging

Clock = Callable[[], str]


class Analyst:
    """A case in the hands of a person. Ids may be given by as many first characters as are theirs alone."""

    def __init__(self, case: Judging, name: str, clock: Clock) -> None:
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
            raise WrongCall(f'"{value}" is no value for "{field}": {str(why).rstrip(".")}.') from None
        return self._say("event", self.case.event(event).id, text, "edit", because, field)

    def credibility(self, event: str, number: int, because: str) -> Judgement:
        """Set the credibility 1-6 of an event in the place of the rules' grade."""
        return self._say("event", self.case.event(event).id, str(number), "grade", because)

    def grade(self, outlet: str, letter: str, because: str = "") -> Judgement:
        """Set the reliability A-F of an outlet; earlier grades stay as its history."""
        return self._say("outlet", outlet, letter, "grade", because)

    def known(self, actor: str, verdict: Verdict, because: str = "") -> Judgement:
        """Say of a name that no table knows that it is an actor ("accept"), or that it is none ("reject")."""
        return self._say("entity", actor, None, verdict, because)

    def merge(self, left: str, right: str, because: str = "") -> Judgement:
        """Say that two entities, by id or name, are one: the left, or the right where that alone is in a table."""
        with self.case._reading() as connection:
            one, two = (the_entity(connection, name) for name in (left, right))
            seen_as = [seen(connection, known) for known in (one, two)]
        if one.id == two.id:
            raise WrongCall(f'"{left}" and "{right}" are one already: {one.id}.')
        if one.sort != two.sort:
            raise WrongCall(f"{one.id} is of another sort than {two.id}. An {one.sort} is no {two.sort}.")
        return self._say("entity", one.id, two.id, "same", because, packed(seen_as))

    def part(self, entity: str, words: str, because: str = "") -> Judgement:
        """Say that an entity, by id or name, does not go by these words: they are somebody else's."""
        with self.case._reading() as connection:
            known = the_entity(connection, entity)
            own = seen(connection, known)
        called = next((a for a in known.aliases if fold(a.words) == fold(words)), None)
        if called is None:
            has = "; ".join(alias.words for alias in known.aliases)
            raise WrongCall(f'{known.name} does not go by "{words}". Its names: {has}.')
        other = called.key if called.key != known.id else f"{known.sort}:{called.plain}"
        if other == known.id or len(known.aliases) < 2:
            raise WrongCall(f'"{words}" is the name of {known.id} itself. Part another of its names.')
        return self._say("entity", known.id, other, "different", because, packed([own, {"name": called.words}]))

    def comment(self, event: str, words: str) -> Judgement:
        """Keep a remark on an event."""
        return self._say("event", self.case.event(event).id, words, "comment", "")

    def tag(self, event: str, word: str, because: str = "") -> Judgement:
        """Mark an event with a word of the analyst's own."""
        return self._say("event", self.case.event(event).id, word, "tag", because)

    def add(self, story: str, kind: str, status: str, *pieces: Given, because: str = "") -> Judgement:
        """Add an account that the reader missed: its kind, its status, and the words of its parts, a mention first.

        It becomes part of linking like any other, outlives a new reading, and can be undone.
        """
        held = self.case.reading(story)
        with self.case._reading() as connection:
            kinds = connection.execute(sa.select(t.account.c.kind).distinct()).scalars().all()
        missed = missed_in(held, kind, status, pieces, {*KINDS, *kinds})
        account = told_by(missed, held.story.id, self.name)
        return self._by_hand("add", held, missed.text(), account, because)

    def mend(self, account: str, part: str, old: Words | None, new: Given | None, because: str = "") -> Judgement:
        """Put words of an account right: `old` are replaced by `new`; without old they come, without new they go."""
        held = self.case.read_with(account)
        before = next(one for one in held.accounts if one.id.startswith(account))
        mend = mend_in(held, before, part, old, new)
        return self._by_hand("mend", held, mend.text(), before, because)

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

    def _by_hand(self, verdict: Verdict, held: Reading, text: str, about: Account, because: str) -> Judgement:
        """Say it of the story, with where the story stands in its document: cut otherwise, it has another id."""
        story, first = held.story, about.mentions[0]
        said = Judgement(
            "story", story.id, text, verdict, 1.0, (because,) if because else (), self.name, self.clock(),
            f"{story.document}:{story.start}", (Anchor(about.id, story.id, about.kind, first.start, first.end),),
        )  # fmt: skip
        return self.case.judge(said)[0]

    def _say(
        self, subject: Subject, left: str, right: str | None, verdict: Verdict, because: str, field: str = ""
    ) -> Judgement:
        reasons = (because,) if because else ()
        said = Judgement(subject, left, right, verdict, 1.0, reasons, self.name, self.clock(), field)
        return self.case.judge(said)[0]
