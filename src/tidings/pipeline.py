"""The main path on one screen: inputs to documents, stories, readings, events, grades.

    inputs --ingest--> documents, stories --reading--> mentions, accounts --linking--> events --grading--> grades

The first two steps know one document at a time; linking and grading work on the whole case and give the same result
in whatever order the documents came.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tidings import grading, ingest, linking, reading
from tidings.case import CaseStore
from tidings.errors import InputError, UnreadLanguage
from tidings.knowledge import Knowledge
from tidings.model import Document, Problem, Reading, Story

Input = str | Path
Fields = Mapping[str, str]


@dataclass(slots=True)
class Tally:
    """What one run did: documents read, documents held already, stories, accounts, problems."""

    documents: int = 0
    held: int = 0
    stories: int = 0
    accounts: int = 0
    problems: int = 0


class ProblemWarning(UserWarning):
    """An input became a Problem while nobody was listening for problems."""


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
    ) -> Tally:
        """Read inputs (files, folders, globs, "-") into the case and link what it then holds; again = nothing twice.

        `fields` maps story fields to the names they have in JSON rows. `progress` is called after each document with
        the tally so far and the document's origin. A run that breaks off keeps every document it had finished. `again`
        reads anew what the case holds, for when its knowledge (`know`) has become another.
        """
        self.know = self.know or Knowledge()
        return build(inputs, self, self.know, fields=fields, progress=progress, again=again)


def build(
    inputs: Iterable[Input],
    case: CaseStore,
    know: Knowledge,
    *,
    fields: Fields | None = None,
    progress: Callable[[Tally, str], None] | None = None,
    again: bool = False,
) -> Tally:
    """Read every input into the case, one transaction a document, then link and grade the whole case."""
    tally = Tally()
    for doc in ingest.documents(inputs, fields=fields):
        if isinstance(doc, Problem):
            case.problem(doc)
            tally.problems += 1
        elif case.has(doc) and not again:
            case.note_origin(doc)
            tally.held += 1
        else:
            if not tally.documents:
                case.note_knowledge(know.version)
            take(doc, case, know, tally, again=again)
        if progress:
            progress(tally, doc.origin)
    if tally.stories or case.counts()["accounts in no event"]:
        relink(case, know)
    return tally


def take(doc: Document, case: CaseStore, know: Knowledge, tally: Tally, *, again: bool = False) -> None:
    """Read one document into the case. The case says "failed" of it until this ends well."""
    with case.taking(doc, again=again):
        for story in _stories(doc, know, case.problem, tally):
            result = _reading(story, know, lambda why: case.problem(doc, why), tally)
            case.put(result)
    tally.documents += 1


def relink(case: CaseStore, know: Knowledge) -> None:
    """Derive events, origins, lineage and grades anew from all readings; analysts' judgements stand."""
    view = case.view()
    links = linking.link(view.readings, view.judgements, know)
    case.replace_links(grading.grade(links, view.readings, view.judgements, know))


def read(
    *inputs: Input,
    fields: Fields | None = None,
    know: Knowledge | None = None,
    on_problem: Callable[[Problem], None] | None = None,
) -> Iterator[Reading]:
    """Yield what is read in every story of the inputs, without a case.

    What cannot be read goes to `on_problem` as a Problem; without one it becomes a ProblemWarning. A story in a
    language that is not read is yielded with nothing read in it, and is a Problem too.
    """
    know = know or Knowledge()
    note = on_problem or _warn
    tally = Tally()
    for doc in ingest.documents(inputs, fields=fields):
        if isinstance(doc, Problem):
            note(doc)
            continue
        origin, key = doc.origin, doc.sha256

        def unread(why: InputError, origin: str = origin, key: str = key) -> None:
            note(Problem(origin, why.reason, str(why), key))

        for story in _stories(doc, know, lambda _, why: unread(why), tally):
            yield _reading(story, know, unread, tally)


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


def _reading(story: Story, know: Knowledge, problem: Callable[[InputError], None], tally: Tally) -> Reading:
    tally.stories += 1
    try:
        result = reading.read(story, know)
    except UnreadLanguage as why:
        problem(why)
        tally.problems += 1
        return Reading(story)
    tally.accounts += len(result.accounts)
    return result


def _warn(problem: Problem) -> None:
    warnings.warn(f"{problem.origin}: {problem.detail}", ProblemWarning, stacklevel=3)
