"""Taking into a case what was coded elsewhere, one transaction a document, and linking it with what the case holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import IO

from tidings.case import CaseStore
from tidings.case.handed import is_of_names, standing
from tidings.errors import WrongCall
from tidings.importing.beside import Here, elsewhere, on_what, signed
from tidings.importing.tables import rows
from tidings.importing.told import gathered
from tidings.knowledge import Knowledge
from tidings.model import Document, Judgement, Problem, Reading
from tidings.model.story import Elsewhere
from tidings.pipeline import Tally, relink

START = 1_000  # characters of a file that tell our own lines from a table
LONGEST_LINE = 100_000_000  # characters of an event with the texts of its stories; what is over it is no line of ours
Progress = Callable[[Tally, str], None]
MEDIA_TYPE = "application/octet-stream"  # of bytes that are elsewhere: an export does not tell what they are


def bring(
    inputs: Iterable[str | Path], case: CaseStore, know: Knowledge | None = None, progress: Progress | None = None
) -> Tally:
    """Take every file into the case, then link and grade the whole case; the same twice is held already.

    `progress` is called after each document or Problem with the tally so far and where it came from.
    """
    work = _Work(case, know or Knowledge(), progress)
    for path in map(Path, inputs):
        if not path.is_file():
            work.problem(Problem(str(path), "not-found", "No file is there. Look at the path."))
            continue
        with path.open(encoding="utf-8-sig", errors="backslashreplace", newline="") as stream:
            first = stream.readline(START)
            stream.seek(0)
            (work.lines if first.lstrip().startswith("{") else work.table)(stream, str(path))
    if work.judge_names() or work.tally.stories or case.counts()["accounts in no event"]:
        relink(case, work.know)
    work.judge()
    return work.tally


class _Work:
    """One run of taking files in."""

    def __init__(self, case: CaseStore, know: Knowledge, progress: Progress | None) -> None:
        self.case, self.know, self.progress = case, know, progress
        self.tally = Tally()
        self.said: list[tuple[str, Judgement]] = []

    def problem(self, problem: Problem) -> None:
        """Note what was not taken in, and why."""
        self.case.problem(problem)
        self.tally.problems += 1
        self._went_on(problem.origin)

    def table(self, stream: IO[str], origin: str) -> None:
        """Take in the rows of a table of another codebook."""
        for found in rows(stream, origin, self.know):
            if isinstance(found, Problem):
                self.problem(found)
            else:
                self._take(found[0], [found[1]])

    def lines(self, stream: IO[str], origin: str) -> None:
        """Take in our own JSON lines; a document that was read here, bytes and all, stays as it was read."""
        bounded = iter(lambda: stream.readline(LONGEST_LINE), "")
        found = gathered(bounded, origin, self._text_of)
        for problem in found.problems:
            self.problem(problem)
        for key, readings in found.readings().items():
            document = Elsewhere(b"", origin, MEDIA_TYPE, key=key)
            held = {story.id: self.case.reading(story.id) for story in self.case.stories(document=key)}
            self._take(document, [_joined(one, held.pop(one.story.id, None)) for one in readings], [*held.values()])
        self.said += found.said

    def judge_names(self) -> bool:
        """Take what analysts said of names, before anything is linked by it; return whether anything was new."""
        held = {one.id for one in self.case.judgements()}
        coming = {one.id: one for _, one in self.said if is_of_names(one)}
        self.said = [(event, one) for event, one in self.said if one.id not in coming]
        theirs = {(_pair(one), one.by) for one in coming.values()}
        own = [one for one in self.case.in_force() if is_of_names(one) and one.id not in coming]
        here = {_pair(one): one for one in own if (_pair(one), one.by) not in theirs}
        new = [one for key, one in sorted(coming.items()) if key not in held]
        for one in new:
            other = here.get(_pair(one), one)
            if other.verdict != one.verdict:
                what = f"{one.left} and {one.right} are {other.verdict} here, {one.verdict} by {one.by} there"
                self._not_judged("judged-here", f"{what}; they stay as here.")
            else:
                self._say(one)
        return bool(new)

    def judge(self) -> None:
        """Lay what analysts said over outlets, and events here that hold most of its accounts; said once, it stays."""
        if not self.said:
            return
        held = {one.id for one in self.case.judgements()}
        coming = {one.id: (event, one) for event, one in self.said if one.id not in held}
        self._take_back([one for _, one in coming.values() if one.verdict == "undo"])
        said = [(event, one) for event, one in coming.values() if one.verdict != "undo"]
        if not said:
            return
        on = standing(self.case, [one for event, one in self.said if event])
        here = Here(self.case, [(on.get(one.id, ""), one) for _, one in self.said])
        taken = []
        for event, one in said:
            now = on.get(one.id, "")
            other = here.against(now, one)
            if event and not now:
                self._not_judged("no-event", elsewhere(event, one))
            elif other:
                what = f"{on_what(now, one)} is {signed(other)} here, {signed(one)} there; it stays as here."
                self._not_judged("judged-here" if event else "graded-here", what)
            else:
                taken.append(one)
        self._say(*taken)

    def _take_back(self, undos: list[Judgement]) -> None:
        """Take what was taken back there by who had said it, or was never said here; others take back their own."""
        said = {one.id: one for one in self.case.in_force()}
        taken = []
        for one in undos:
            before = said.get(one.left, one)
            if before.by == one.by:
                taken.append(one)
            else:
                what = f"What {before.by} said of {before.left} is taken back by {one.by} there: {signed(before)}."
                self._not_judged("judged-here", f"{what} It stays here.")
        self._say(*taken)

    def _say(self, *some: Judgement) -> None:
        """Judge so: all at once, as each time is laid over the whole case, or each alone where one says nothing."""
        if not some:
            return
        try:
            CaseStore.judge(self.case, *some)  # a Case links at once; here that comes when all is said
        except WrongCall as why:
            if len(some) > 1:
                for one in some:
                    self._say(one)
            else:
                self._not_judged("not-judged", f"What {some[0].by} set on {some[0].left} is not taken. {why}")

    def _not_judged(self, reason: str, why: str) -> None:
        self.problem(Problem("import", reason, f"{why} To set it: tidings judge --help"))

    def _take(self, document: Document, readings: list[Reading], others: Iterable[Reading] = ()) -> None:
        new = [one for one in readings if not self._holds(one)]
        if self.case.has(document) or not new:
            if self.case.has(document):
                self.case.note_origin(document)
            self.tally.held += 1
            self._went_on(document.origin)
            return
        with self.case.taking(document):
            self.case.put(*chain(readings, others))
        self.tally.documents += 1
        self.tally.stories += len(readings)
        self.tally.accounts += sum(len(one.accounts) for one in readings)
        self._went_on(document.origin)

    def _holds(self, reading: Reading) -> bool:
        """Whether the case has the story with all these accounts."""
        try:
            held = self.case.reading(reading.story.id)
        except WrongCall:
            return False
        return {one.id for one in reading.accounts} <= {one.id for one in held.accounts}

    def _text_of(self, story: str) -> str:
        try:
            return self.case.reading(story).story.text
        except WrongCall:
            return ""

    def _went_on(self, origin: str) -> None:
        if self.progress:
            self.progress(self.tally, origin)


def _joined(new: Reading, held: Reading | None) -> Reading:
    """The story with the accounts of both; what was told first stays."""
    if held is None:
        return new
    accounts = {one.id: one for one in (*held.accounts, *new.accounts)}
    return Reading(held.story, held.mentions or new.mentions, tuple(accounts.values()), held.reader)


def _pair(one: Judgement) -> frozenset[str]:
    return frozenset((one.left, one.right or ""))
