"""tidings watch: follow feeds and pages, and read what is new into a case."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tidings.cli.alerts import send
from tidings.cli.codes import DONE, WITH_PROBLEMS
from tidings.cli.fetch import (
    Agent,
    AllowPrivate,
    MaxBytes,
    MaxSeconds,
    Pace,
    Run,
    fetching,
    limits,
    told,
)
from tidings.cli.options import AsJson, CaseFile, KnowledgeFolder
from tidings.cli.options import knowledge as tables
from tidings.cli.readers import LlmModel, LlmUrl, NoCache, ReaderName, check_options, chosen
from tidings.cli.terminal import note
from tidings.errors import InputError, NotFetched, WrongCall
from tidings.model import Problem

if TYPE_CHECKING:
    from tidings.ingest.fetch import Entry

MAX_OPML_BYTES = 10_000_000
Sources = Annotated[
    list[str], typer.Argument(metavar="FEEDS.opml|URL…", help="Lists of feeds, feeds, or pages that change.")
]
Once = Annotated[bool, typer.Option("--once", help="Look once, then end.")]
Every = Annotated[float, typer.Option("--every", metavar="MINUTES", min=1, help="Between two looks at each source.")]


def watch(
    case: CaseFile,
    sources: Sources,
    once: Once = False,
    every: Every = 15.0,
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
    """Follow feeds and pages, and read what is new into a case.

    Gets the pages that the feeds name and that were not got yet, as fetch does. Sends what is new to the case's alerts.
    Ends with --once or Ctrl-C; what was read stays read. What is unchanged adds nothing twice.

    Example: tidings watch case.tidings https://example.org/feed.xml --once
    """
    check_options((reader,), llm_url, llm_model, no_cache)
    watched = named(sources)
    bounds = limits(allow_private, pace, max_seconds, max_bytes, agent)
    know, by = tables(knowledge), chosen(reader, llm_url, llm_model, no_cache)
    while True:
        with fetching(case, bounds, know) as (held, net):
            run = Run(held, net, by)
            for source in watched:
                look(run, source)
            read = run.read()
            told(case, run, read, as_json)
            sent = send(held, allow_private=allow_private, as_json=as_json)
        if once:
            return WITH_PROBLEMS if run.problems or read.problems or (sent and sent.why) else DONE
        note(f"The next look is in {every:g} minutes. To end: Ctrl-C")
        time.sleep(every * 60)


def named(sources: list[str]) -> list[str]:
    """Return the addresses that the sources are or, as OPML lists, name; each once."""
    from tidings.ingest.fetch import opml

    found: list[str] = []
    for source in sources:
        if source.startswith(("http://", "https://")):
            found.append(source)
            continue
        path = Path(source)
        if not path.is_file() or path.stat().st_size > MAX_OPML_BYTES:
            raise WrongCall(f"{source} is neither an address nor an OPML list. Write: https://host/feed")
        try:
            found += opml(path.read_bytes())
        except InputError as why:
            raise WrongCall(f"{source}: {why}") from why
    return list(dict.fromkeys(found))


def look(run: Run, source: str) -> None:
    """Get a source, and where it is a feed the pages of its entries that were not got yet.

    A feed is asked for anew until all its entries were answered: only then its validators are remembered.
    """
    try:
        got, entries = run.net.feed(source)
    except NotFetched as why:
        run.take(Problem(source, why.reason, str(why)))
        return
    run.take(got)
    if entries is not None and all([_follow(run, entry) for entry in entries]) and got.last.status == 200:
        run.net.seen.remember(got.last)


def _follow(run: Run, entry: Entry) -> bool:
    """Get an entry's page unless it was got as of its stamp; return whether the entry needs no other try."""
    if run.net.seen.has_entry(*entry):
        return True
    try:
        run.take(run.net.page(entry.url))
    except NotFetched as why:
        run.take(Problem(entry.url, why.reason, str(why)))
        if why.reason not in SETTLED:
            return False
    run.net.seen.remember_entry(*entry)
    return True


SETTLED = ("robots", "private-address", "address", "too-large", "redirects", "bomb")  # would be the same next time
