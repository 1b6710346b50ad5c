"""The main path on one screen: inputs to documents, stories, readings, events, grades.

    inputs --ingest--> documents, stories --reading--> mentions, accounts --linking--> events --grading--> grades

The first two steps know one document at a time; linking and grading work on the whole case and give the same result
in whatever order the documents came.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Unpack

from tidings import case as cases
from tidings import grading, ingest, linking
from tidings.case import CaseStore, Filters
from tidings.case.filters import Wanted
from tidings.case.show import MOST, events_html
from tidings.case.waiting import Line
from tidings.errors import InputError, ReaderFault, SpanMismatch, WorkerDied
from tidings.knowledge import Knowledge
from tidings.model import Document, Judgement, Problem, Reading, Story, sha256
from tidings.model.account import PASSED_OVER
from tidings.model.contract import reading_json
from tidings.model.judgement import BY_HAND, PAIRED, in_the_end
from tidings.model.links import Told
from tidings.output.frames import Frames, shown_quotes
from tidings.reading import Reader, reader_of

# what a fault of the program raises on one story; no memory, no disk and a broken table end the run
FAULTS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, SpanMismatch)
Input = str | Path
Fields = Mapping[str, str]
AT_ONCE = 500  # stories linked together: more takes more memory, fewer looks at one neighbourhood more often
ROW = "application/json"  # a text that brings what is known of it


@dataclass(slots=True)
class Tally:
    """What one run did: documents read or held already, stories, those passed over, accounts, problems."""

    documents: int = 0
    held: int = 0
    stories: int = 0
    accounts: int = 0
    problems: int = 0
    passed: int = 0


@dataclass(frozen=True, slots=True)
class Means:
    """What stories are read with: the tables, and the reader."""

    know: Knowledge
    reader: Reader

    def read(self, doc: Document) -> Read:
        """Return what is read in a document: here and now, where `scale` has others read it ahead."""
        return read_document(doc, self)


@dataclass(slots=True)
class Read:
    """What was read in one document, and what was not."""

    readings: list[Reading] = field(default_factory=list)
    problems: list[InputError] = field(default_factory=list)


class ProblemWarning(UserWarning):
    """An input became a Problem while nobody was listening for problems."""


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


def read_document(doc: Document, means: Means) -> Read:
    """Return what is read in every story of a document; the same whoever calls it, and wherever."""
    found = Read()
    for story in _stories(doc, means.know, lambda _, why: found.problems.append(why), Tally()):
        found.readings.append(_reading(story, means, found.problems.append, Tally()))
    return found


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


def read(
    *inputs: Input,
    fields: Fields | None = None,
    know: Knowledge | None = None,
    on_problem: Callable[[Problem], None] | None = None,
    reader: str | Reader = "rules",
) -> Iterator[Reading]:
    """Yield what is read in every story of the inputs, without a case.

    What cannot be read goes to `on_problem` as a Problem; without one it becomes a ProblemWarning. A story that the
    reader does not read (its language, or a language model without an answer) is yielded with nothing read in it, and
    is a Problem too. No other reader steps in.
    """
    means = Means(know or Knowledge(), reader_of(reader))
    for story, unread in stories(*inputs, fields=fields, know=means.know, on_problem=on_problem):
        yield _reading(story, means, unread, Tally())


def read_texts(texts: Iterable[str | Mapping[str, Any]]) -> list[dict[str, list[Any]]]:
    """Return for each text what is read in it: its `stories` in the form of `tidings read --json`, and its `problems`.

    A step for batch engines: it can be pickled, loads the tables once a process, and its result does not depend on how
    the texts were put into batches. A text is a string, or a row with its text and what is known of it (id, headline,
    publisher, published, language, url, byline).

    >>> read_texts(["Police arrested two men in Lyon on Monday."])[0]["stories"][0]["accounts"][0]["kind"]
    'arrest'
    """
    means = _own_means()
    return [_read_text(text, means) for text in texts]


def _read_text(text: str | Mapping[str, Any], means: Means) -> dict[str, list[Any]]:
    words, sort = (text, "text/plain") if isinstance(text, str) else (json.dumps(dict(text), default=str), ROW)
    raw = words.encode("utf-8", "replace")
    doc = Document(raw, f"text:{sha256(raw)[:12]}", sort)
    problems: list[dict[str, Any]] = []

    def note(why: InputError) -> None:
        problems.append(asdict(Problem(doc.origin, why.reason, str(why), doc.sha256)))

    found = _stories(doc, means.know, lambda _, why: note(why), Tally())
    return {"stories": [reading_json(_reading(one, means, note, Tally())) for one in found], "problems": problems}


@cache
def _own_means() -> Means:
    return Means(Knowledge(), reader_of("rules"))


def stories(
    *inputs: Input,
    fields: Fields | None = None,
    know: Knowledge | None = None,
    on_problem: Callable[[Problem], None] | None = None,
) -> Iterator[tuple[Story, Callable[[InputError], None]]]:
    """Yield every story of the inputs unread, with what is to be told why a reader does not read it."""
    know = know or Knowledge()
    note = on_problem or _warn
    for doc in ingest.documents(inputs, fields=fields):
        if isinstance(doc, Problem):
            note(doc)
            continue
        origin, key = doc.origin, doc.sha256

        def unread(why: InputError, origin: str = origin, key: str = key) -> None:
            note(Problem(origin, why.reason, str(why), key))

        def unmade(_: Document, why: InputError, unread: Callable[[InputError], None] = unread) -> None:
            unread(why)

        for story in _stories(doc, know, unmade, Tally()):
            yield story, unread


def _stories(
    doc: Document, know: Knowledge, problem: Callable[[Document, InputError], None], tally: Tally
) -> list[Story]:
    def note(why: InputError) -> None:
        problem(doc, why)
        tally.problems += 1

    try:
        return ingest.stories(doc, know, note)
    except InputError as why:
        note(why)
        return []


def _reading(story: Story, means: Means, problem: Callable[[InputError], None], tally: Tally) -> Reading:
    tally.stories += 1
    try:
        result = means.reader.read(story, means.know)
    except (InputError, *FAULTS) as why:
        problem(why if isinstance(why, InputError) else ReaderFault(why))
        tally.problems += 1
        return Reading(story, reader=means.reader.name)
    tally.accounts += len(result.accounts)
    return result


def _warn(problem: Problem) -> None:
    warnings.warn(f"{problem.origin}: {problem.detail}", ProblemWarning, stacklevel=3)
