"""The main path on one screen: inputs to documents, stories, readings, events, grades.

    inputs --ingest--> documents, stories --reading--> mentions, accounts --linking--> events --grading--> grades

The first two steps know one document at a time; linking and grading work on the whole case and give the same result
in whatever order the documents came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Unpack

from tidings import case as cases
from tidings import grading, ingest, linking
from tidings.case import CaseStore, Filters
from tidings.case.filters import Wanted
from tidings.case.show import MOST, events_html
from tidings.case.waiting import Line
from tidings.errors import WorkerDied
from tidings.knowledge import Knowledge
from tidings.model import Document, Judgement, Problem
from tidings.model.account import PASSED_OVER
from tidings.model.judgement import BY_HAND, PAIRED, in_the_end
from tidings.model.links import Told
from tidings.output.frames import Frames, shown_quotes
from tidings.reading import Reader, reader_of
from tidings.readings import Fields, Input, Means, ProblemWarning, Read, Tally, read, read_document, read_texts, stories

__all__ = [
    "Case", "Events", "Fields", "Input", "Means", "ProblemWarning", "Read", "Tally", "build", "build_from",
    "link_waiting", "read", "read_document", "read_texts", "relink", "stories", "take",
]  # fmt: skip
AT_ONCE = 500  # stories linked together: more takes more memory, fewer looks at one neighbourhood more often


class Events(cases.Events, Frames):
    """Events of a case that can also be had as a data frame, and that show their words in a notebook."""

    def __init__(self, found: cases.Events, case: CaseStore) -> None:
        super().__init__(found)
        self.__dict__.update(vars(found))  # how many there are, and how many were left out
        self._case = case

    def told(self) -> Iterator[Told]:
        """Yield the events with what they stand on, as the case has it now."""
        return self._case.told_of(self)

    def _repr_html_(self) -> str:
        return events_html(self, self.total, shown_quotes(self._case.told_of(self[:MOST])))


class Case(CaseStore):
    """A case that reads what is added to it.

    >>> with Case(":memory:") as case:
    ...     tally = case.add()
    >>> tally.documents
    0
    """

    know: Knowledge | None = None

    def add(
        self,
        *inputs: Input,
        fields: Fields | None = None,
        progress: Callable[[Tally, str], None] | None = None,
        again: bool = False,
        reader: str | Reader = "rules",
    ) -> Tally:
        """Read inputs (files, folders, globs, "-") into the case and link what it then holds; again = nothing twice.

        `fields` maps story fields to the names they have in JSON rows. `progress` is called after each document with
        the tally so far and the document's origin. A run that breaks off keeps every document it had finished. `again`
        reads anew what the case holds, for when its knowledge (`know`) or the reader has become another.
        """
        self.know = self.know or Knowledge()
        means = Means(self.know, reader_of(reader))
        return build(inputs, self, means, fields=fields, progress=progress, again=again)

    def events(self, filters: Filters | None = None, **wanted: Unpack[Wanted]) -> Events:
        """Return the events that pass the filters by time, then id; unknown times last."""
        return Events(super().events(filters, **wanted), self)

    def judge(self, *judgements: Judgement) -> tuple[Judgement, ...]:
        """Add an analyst's judgements, and link anew where they say which accounts there are or which are one."""
        kept = super().judge(*judgements)
        said = self.judgements()
        if any(in_the_end(one, said).verdict in (*PAIRED, *BY_HAND) for one in kept):
            self.know = self.know or Knowledge()
            link_waiting(self, self.know)
        return kept


def build(
    inputs: Iterable[Input],
    case: CaseStore,
    means: Means,
    *,
    fields: Fields | None = None,
    progress: Callable[[Tally, str], None] | None = None,
    again: bool = False,
) -> Tally:
    """Read every input into the case, one transaction a document, then link and grade the whole case."""
    return build_from(ingest.documents(inputs, fields=fields), case, means, progress=progress, again=again)


def build_from(
    docs: Iterable[Document | Problem],
    case: CaseStore,
    means: Means,
    *,
    progress: Callable[[Tally, str], None] | None = None,
    again: bool = False,
) -> Tally:
    """Do the same with documents that are at hand already, whatever they came from."""
    tally = Tally()
    for doc in docs:
        if isinstance(doc, Problem):
            case.problem(doc)
            tally.problems += 1
        elif case.has(doc) and not again:
            case.note_origin(doc)
            tally.held += 1
        else:
            if not tally.documents:
                case.note_knowledge(means.know.version)
            take(doc, case, means, tally, again=again)
        if progress:
            progress(tally, doc.origin)
    link_waiting(case, means.know)
    return tally


def take(doc: Document, case: CaseStore, means: Means, tally: Tally, *, again: bool = False) -> None:
    """Read one document into the case. The case says "failed" of it until this ends well."""
    try:
        with case.taking(doc, again=again):
            found = means.read(doc)
            case.put(*found.readings)
            for why in found.problems:
                case.problem(doc, why)
    except WorkerDied as died:
        case.problem(doc, died)
        tally.problems += 1
        return
    tally.documents += 1
    tally.stories += len(found.readings)
    tally.accounts += sum(len(reading.accounts) for reading in found.readings)
    tally.problems += len(found.problems)
    tally.passed += sum(reading.reader == PASSED_OVER for reading in found.readings)


def relink(case: CaseStore, know: Knowledge) -> None:
    """Derive events, origins, lineage and grades anew from all readings; analysts' judgements stand."""
    with case.linking() as held:
        held.wait_for_all()
    link_waiting(case, know)


def link_waiting(case: CaseStore, know: Knowledge) -> None:
    """Link the stories that came, went or changed since the last time, and grade the events near them.

    What the case then holds is what linking all its readings at once derives.
    """
    version = f"{linking.VERSION} {know.version}"
    line = Line()
    while True:
        with case.linking() as held:
            stories = held.waiting(version, AT_ONCE, line)
            if not stories:
                return
            stories = linking.tie_names(held.naming, stories, know)
            part = linking.link_near(held, stories, know)
            graded = grading.grade(part.links, part.readings, part.judgements, know)
            held.put(stories, graded, part.accounts, part.weighed)
