"""A case: where documents, stories, readings, what linking derives, and judgements are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from os import PathLike, fspath
from types import TracebackType
from typing import Self, Unpack

import sqlalchemy as sa

from tidings.case import check as checks
from tidings.case import derived, views, write
from tidings.case import dump as dumps
from tidings.case import problems as noted
from tidings.case import schema as t
from tidings.case import search as searches
from tidings.case.database import open_engine, reading, stamp, writing
from tidings.case.filters import Filters, Wanted
from tidings.case.index import Index
from tidings.case.judging import Judging
from tidings.case.keeping import Keeping
from tidings.case.places import shown
from tidings.case.rows import lineage_of, origin_of
from tidings.case.show import NEWEST, case_html
from tidings.errors import InputError, UnreadableBytes, WrongCall
from tidings.model import Document, Event, Lineage, Origin, Problem, Reading, Statement, Story
from tidings.model.event import Reliability
from tidings.model.links import Links, Telling, Told


@dataclass(slots=True)
class _Taking:
    """A document whose reading is under way, and what was read in it so far."""

    doc: Document
    readings: dict[str, Reading] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class CaseStore(Judging, Keeping):
    """A case in a file, or in PostgreSQL by its URL. Any number of programs may read it at a time; one writes.

    >>> with CaseStore.open(":memory:") as case:
    ...     case.events().total
    0
    """

    def __init__(self, path: str | PathLike[str], *, create: bool = True) -> None:
        self.path = shown(fspath(path))
        self._engine = open_engine(fspath(path), create=create)
        self._taking: _Taking | None = None

    @classmethod
    def open(cls, path: str | PathLike[str], *, create: bool = True) -> Self:
        """Open the case at `path`; ":memory:" is a case that lives as long as it is open."""
        return cls(path, create=create)

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()

    def stamp(self) -> tuple[int, ...]:
        """Return numbers that are others as soon as any program has changed the case."""
        return stamp(self._engine, self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # what comes in

    def has(self, doc: Document) -> bool:
        """Whether a document with these bytes was read to its end, from wherever it came."""
        with self._reading() as connection:
            return write.is_held(connection, doc.sha256)

    def note_origin(self, doc: Document) -> None:
        """Note that a document which the case holds also came from this origin."""
        with self._writing() as connection:
            write.put_document(connection, doc)

    @contextmanager
    def taking(self, doc: Document, *, again: bool = False) -> Iterator[None]:
        """Take what is put in inside the block as read in `doc`, in one transaction when the block ends well.

        Until then the case counts the document as failed, so that a run that breaks off is seen and made good by
        the next. A document that is held already stays as it is and only its origin is noted, unless `again`.
        """
        if self._taking is not None:
            raise WrongCall(f"Still taking {self._taking.doc.origin}: end that block before taking {doc.origin}.")
        with self._writing() as connection:
            keeps = write.start(connection, doc, again=again)
        self._taking = taken = _Taking(doc)
        try:
            yield
        finally:
            self._taking = None
        if keeps:
            with self._writing() as connection:
                write.finish(connection, doc, list(taken.readings.values()), taken.problems)

    def put(self, *readings: Reading) -> None:
        """Put in what was read in stories of the document that is being taken; what cannot be kept is a Problem."""
        if self._taking is None:
            raise WrongCall("Nothing is being taken. Write: with case.taking(doc): case.put(reading)")
        for one in readings:
            if one.story.document != self._taking.doc.sha256:
                raise WrongCall(f"Story {one.story.id} is not of {self._taking.doc.origin}, which is being taken.")
            if any(account.story != one.story.id for account in one.accounts):
                raise WrongCall(f"An account in the reading of story {one.story.id} names another story.")
            try:
                write.check_storable(one)
            except UnreadableBytes as why:
                self.problem(self._taking.doc, why)
            else:
                self._taking.readings[one.story.id] = one

    def problem(self, what: Problem | Document | str, why: InputError | None = None) -> None:
        """Note a Problem, or why a document or an origin was not read; the same one counts once."""
        if not isinstance(what, Problem):
            if why is None:
                raise WrongCall("Say why: case.problem(doc, why)")
            origin, key = (what, None) if isinstance(what, str) else (what.origin, what.sha256)
            what = Problem(origin, why.reason, str(why), key)
        if self._taking is not None:
            self._taking.problems.append(what)
            return
        with self._writing() as connection:
            write.put_problems(connection, [what])

    def replace_links(self, links: Links) -> None:
        """Put what linking and grading derived in the place of what the last run derived."""
        with self._writing() as connection:
            derived.replace_links(connection, links)

    @contextmanager
    def linking(self) -> Iterator[Index]:
        """Open the case for linking some of its stories, in one transaction."""
        with self._writing() as connection, closing(Index(connection)) as held:
            yield held

    # what it holds

    def readings(self) -> Iterator[Reading]:
        """Yield every reading by story id; each quote is compared with its story's text."""
        last = ""
        while True:
            with self._reading() as connection:
                page = views.readings_after(connection, last)
            if not page:
                return
            yield from page
            last = page[-1].story.id

    def reading(self, story_id: str) -> Reading:
        """Return the reading of the story whose id starts so."""
        with self._reading() as connection:
            return views.reading(connection, story_id)

    def view(self) -> views.View:
        """Return one state of the case for linking; it does not depend on the order in which stories came."""
        with self._reading() as connection:
            return views.view(connection)

    def events(self, filters: Filters | None = None, **wanted: Unpack[Wanted]) -> views.Events:
        """Return the events that pass the filters by time, then id; unknown times last."""
        with self._reading() as connection:
            return views.events(connection, _filters(filters, wanted))

    def told(self, filters: Filters | None = None, **wanted: Unpack[Wanted]) -> Iterator[Told]:
        """Yield the same events, each with its accounts, stories, origins and statements."""
        return self.told_of(self.events(filters, **wanted))

    def told_of(self, events: Sequence[Event]) -> Iterator[Told]:
        """Yield these events of the case as it is now, each with its accounts, stories, origins and statements."""
        for at in range(0, len(events), views.PAGE):
            with self._reading() as connection:
                page = views.told(connection, events[at : at + views.PAGE])
            yield from page

    def event(self, event_id: str) -> Event:
        """Return the event whose id starts so; raise WrongCall for none or several."""
        with self._reading() as connection:
            return views.event(connection, event_id)

    def accounts(self, event: Event | str) -> list[Telling]:
        """Return the event's accounts, each with its story and the origin it ends in."""
        one = self.event(event) if isinstance(event, str) else event
        with self._reading() as connection:
            return list(views.told(connection, [one])[0].tellings)

    def statements(self, event: Event | str) -> list[Statement]:
        """Return the event's statements by field, then account."""
        one = self.event(event) if isinstance(event, str) else event
        with self._reading() as connection:
            return list(views.told(connection, [one])[0].statements)

    def stories(
        self,
        *,
        document: str | None = None,
        publisher: str | None = None,
        since: str | None = None,
        until: str | None = None,
        reader: str | None = None,
    ) -> list[Story]:
        """Return stories by date of publication, then id; the undated come last, and do not pass since or until.

        `reader` is who read them; PASSED_OVER gives those that the first look passed over.
        """
        asked = {"document": document, "publisher": publisher, "since": since, "until": until, "reader": reader}
        with self._reading() as connection:
            return views.stories(connection, **asked)

    def document(self, sha256: str) -> Document:
        """Return the document whose SHA-256 starts so, with its bytes."""
        with self._reading() as connection:
            return views.document(connection, sha256)

    def search(self, words: str, limit: int = 20) -> list[searches.Hit]:
        """Return the stories that hold all the words, best first."""
        with self._reading() as connection:
            return searches.search(connection, words, limit)

    def origins(self) -> list[Origin]:
        """Return where each account's chain ends, by account."""
        with self._reading() as connection:
            return views.everything(connection, t.origin, origin_of, "account", "key")

    def lineage(self) -> list[Lineage]:
        """Return which story copies or cites which."""
        with self._reading() as connection:
            return views.everything(connection, t.lineage, lineage_of, "relation", "earlier", "later", "how", "quote")

    def source_ids(self) -> dict[str, str | None]:
        """Return for each story id the id that its input gave, or None."""
        with self._reading() as connection:
            return views.source_ids(connection)

    def grades(self) -> dict[str, Reliability]:
        """Return the reliability A-F that an analyst last gave each outlet."""
        with self._reading() as connection:
            return views.outlet_grades(connection)

    def problems(self) -> list[Problem]:
        """Return what was not read, and why."""
        with self._reading() as connection:
            return noted.problems(connection)

    def counts(self) -> dict[str, int]:
        """Return how much the case holds: documents, stories, accounts, events, accounts in no event, problems."""
        with self._reading() as connection:
            return views.counts(connection) | {"problems": len(noted.problems(connection))}

    def check(self) -> list[checks.Fault]:
        """Return every fault of the case; an empty list says that it is sound."""
        with self._writing() as connection:  # the full-text check is a statement that writes nothing, yet may not read
            return checks.check(connection)

    def fingerprint(self) -> str:
        """Return a SHA-256 that is equal for two cases which hold the same."""
        with self._reading() as connection:
            return dumps.fingerprint(connection)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.path!r})"

    def _repr_html_(self) -> str:
        total = self.events(limit=0).total
        newest = self.events(limit=NEWEST, offset=max(0, total - NEWEST))
        return case_html(self.path, self.counts(), newest[::-1])

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        return reading(self._engine, self.path)

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        return writing(self._engine, self.path)


def _filters(filters: Filters | None, wanted: Wanted) -> Filters:
    if filters is not None and wanted:
        raise WrongCall("Give Filters or single filters, not both.")
    unknown = sorted(set(wanted) - set(Wanted.__annotations__))
    if unknown:
        raise WrongCall(f"There is no filter {', '.join(unknown)}. Known: {', '.join(Wanted.__annotations__)}.")
    return filters or Filters(**wanted)
