"""What is read in inputs without a case: documents, their stories, and what a reader finds in each.

A case and its database are the business of `pipeline`; whoever only reads does not wait for them to load.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tidings import ingest
from tidings.errors import FAULTS, IngestFault, InputError, ReaderFault
from tidings.knowledge import Knowledge
from tidings.model import Document, Problem, Reading, Story, sha256
from tidings.model.contract import reading_json
from tidings.reading import Reader, reader_of

Input = str | Path
Fields = Mapping[str, str]
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


def read_document(doc: Document, means: Means) -> Read:
    """Return what is read in every story of a document; the same whoever calls it, and wherever."""
    found = Read()
    for story in _stories(doc, means.know, found.problems.append):
        found.readings.append(_reading(story, means, found.problems.append))
    return found


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
        yield _reading(story, means, unread)


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

    found = _stories(doc, means.know, note)
    return {"stories": [reading_json(_reading(one, means, note)) for one in found], "problems": problems}


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

        for story in _stories(doc, know, unread):
            yield story, unread


def _stories(doc: Document, know: Knowledge, problem: Callable[[InputError], None]) -> list[Story]:
    try:
        return ingest.stories(doc, know, problem)
    except (InputError, *FAULTS) as why:
        problem(why if isinstance(why, InputError) else IngestFault(why))
        return []


def _reading(story: Story, means: Means, problem: Callable[[InputError], None]) -> Reading:
    try:
        return means.reader.read(story, means.know)
    except (InputError, *FAULTS) as why:
        problem(why if isinstance(why, InputError) else ReaderFault(why))
        return Reading(story, reader=means.reader.name)


def _warn(problem: Problem) -> None:
    warnings.warn(f"{problem.origin}: {problem.detail}", ProblemWarning, stacklevel=3)
