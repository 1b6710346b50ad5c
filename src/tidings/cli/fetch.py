"""tidings fetch: get pages from the network, keep the bytes, and read them into a case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from tidings.cli.codes import DONE, WITH_PROBLEMS
from tidings.cli.options import AsJson, CaseFile, KnowledgeFolder
from tidings.cli.options import knowledge as tables
from tidings.cli.progress import shown_progress
from tidings.cli.readers import LlmModel, LlmUrl, NoCache, ReaderName, check_options, chosen, note_spent, spent_json
from tidings.cli.terminal import note, say, say_json
from tidings.errors import WrongCall
from tidings.model import Problem
from tidings.output.counts import many

if TYPE_CHECKING:
    from tidings.ingest.fetch import Fetcher, Got, Limits
    from tidings.knowledge import Knowledge
    from tidings.pipeline import Case, Tally
    from tidings.reading import Reader

UNCHANGED = 304
Urls = Annotated[list[str], typer.Argument(metavar="URL…", help="Addresses of pages.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also ask this machine and the network it is in.", show_default=False)
]
Pace = Annotated[float, typer.Option("--pace", metavar="SECONDS", min=0, help="Between two requests to one host.")]
MaxSeconds = Annotated[float, typer.Option("--max-seconds", metavar="SECONDS", min=0.1, help="For one whole answer.")]
MaxBytes = Annotated[int, typer.Option("--max-bytes", metavar="N", min=1, help="Of one answer, packed and unpacked.")]
Agent = Annotated[
    str | None, typer.Option("--agent", metavar="TEXT", help='Who asks, as "tidings (desk@example.org)".')
]


def fetch(
    case: CaseFile,
    urls: Urls,
    allow_private: AllowPrivate = False,
    pace: Pace = 1.0,
    max_seconds: MaxSeconds = 60.0,
    max_bytes: MaxBytes = 64_000_000,
    agent: Agent = None,
    knowledge: KnowledgeFolder = None,
    reader: ReaderName = "rules",
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    no_cache: NoCache = False,
    as_json: AsJson = False,
) -> int:
    """Get pages from the network and read them into a case.

    Asks only what robots.txt allows, and only for what changed since it was last got. Keeps every answer as WARC in the
    folder CASE.warc, and reads the pages from there. Getting the same again adds nothing twice.

    Example: tidings fetch case.tidings https://example.org/report.html
    """
    check_options((reader,), llm_url, llm_model, no_cache)
    by = chosen(reader, llm_url, llm_model, no_cache)
    with fetching(case, limits(allow_private, pace, max_seconds, max_bytes, agent), tables(knowledge)) as (held, net):
        tally = Run(held, net, by)
        for got in net.pages(urls):
            tally.take(got)
        read = tally.read()
    told(case, tally, read, as_json)
    return WITH_PROBLEMS if tally.problems or read.problems else DONE


def limits(allow_private: bool, pace: float, max_seconds: float, max_bytes: int, agent: str | None) -> Limits:
    """Return the bounds that the options give."""
    from tidings.ingest.fetch import Limits

    given = Limits(pace=pace, seconds=max_seconds, max_bytes=max_bytes, allow_private=allow_private)
    if agent is None:
        return given
    if not agent.isprintable() or not agent.isascii() or not agent.strip():
        raise WrongCall('--agent takes plain characters. Write: --agent "tidings (desk@example.org)"')
    return Limits(pace, max_seconds, max_bytes, allow_private=allow_private, agent=agent)


@contextmanager
def fetching(path: str, bounds: Limits, know: Knowledge) -> Iterator[tuple[Case, Fetcher]]:
    """Open a case and what gets pages into the folder beside it."""
    from tidings.ingest.fetch import Fetcher
    from tidings.pipeline import Case

    if path == ":memory:":
        raise WrongCall(
            "What comes from the network is kept beside the case: name a file. tidings fetch my.tidings URL"
        )
    with Case(path) as held, Fetcher(held.archive, bounds) as net:
        held.know = know
        if not held.head().n:
            net.seen.forget()
        yield held, net


class Run:
    """What one run got, and what became of it."""

    def __init__(self, held: Case, net: Fetcher, by: Reader) -> None:
        self.held, self.net, self.by = held, net, by
        self.got = self.unchanged = self.problems = 0

    def take(self, got: Got | Problem) -> None:
        """Say in the case what came of one address."""
        problem = got if isinstance(got, Problem) else got.problem
        if not isinstance(got, Problem):
            self._log(got)
            self.got += got.document is not None
            self.unchanged += got.last.status == UNCHANGED and not got.is_list
        if problem:
            self.held.problem(problem)
            self.problems += 1
            note(f"{problem.origin}: {problem.detail}")

    def _log(self, got: Got) -> None:
        for hop, kept in got.records:
            document = got.document if hop is got.last else None
            about = {"asked": got.asked, "url": hop.url, "status": hop.status, "address": hop.address}
            retrieved = f"{hop.at:%Y-%m-%dT%H:%M:%SZ}"
            self.held.note_fetched(document, **about, retrieved=retrieved, **asdict(kept))

    def read(self) -> Tally:
        """Read the archives that were not read yet into the case."""
        waiting = self.net.seen.unread()
        with shown_progress() as step:
            tally = self.held.add(*waiting, progress=step, reader=self.by)
        self.net.seen.mark_read(waiting)
        return tally


def told(case: str, run: Run, read: Tally, as_json: bool) -> None:
    """Print what was got and what was read in it."""
    counts = {"got": run.got, "unchanged": run.unchanged, "problems": run.problems + read.problems}
    if as_json:
        counts |= {"documents": read.documents, "stories": read.stories, "accounts": read.accounts}
        say_json(counts | {"reader": spent_json(run.by)})
        return
    note_spent(run.by)
    words = f"{run.got:,} got, {run.unchanged:,} unchanged, {counts['problems']:,} with Problems."
    found = f"{many(read.stories, 'story', 'stories')}, {many(read.accounts, 'account')}"
    say(f"{words} Read {many(read.documents, 'document')}: {found}.")
    note(f"See: tidings events {case}")
