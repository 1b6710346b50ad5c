"""tidings add: read inputs into a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from tidings.cli.codes import DONE, WITH_PROBLEMS
from tidings.cli.options import AsJson, CaseFile, FieldMap, KnowledgeFolder, LooksFirst, NWorkers, field_map
from tidings.cli.options import knowledge as tables
from tidings.cli.progress import shown_progress
from tidings.cli.readers import LlmModel, LlmUrl, NoCache, ReaderName, check_options, chosen, note_spent, spent_json
from tidings.cli.terminal import NOTHING_THERE, note, say, say_json, warn
from tidings.errors import WrongCall

if TYPE_CHECKING:
    from tidings.model import Problem
    from tidings.pipeline import Tally

MaybeInputs = Annotated[
    list[str] | None, typer.Argument(metavar="INPUT…", help='Files, folders, "globs", or - for standard input.')
]
Again = Annotated[bool, typer.Option("--again", help="Read anew what the case holds; judgements stand.")]
PassedOver = Annotated[bool, typer.Option("--passed-over", help="Read what a first look passed over in this case.")]
PROBLEMS_SHOWN = 5  # of those that are new; the rest is counted


def add(
    case: CaseFile,
    inputs: MaybeInputs = None,
    fields: FieldMap = None,
    knowledge: KnowledgeFolder = None,
    again: Again = False,
    first_look: LooksFirst = False,
    passed_over: PassedOver = False,
    workers: NWorkers = 1,
    reader: ReaderName = "rules",
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    no_cache: NoCache = False,
    as_json: AsJson = False,
) -> int:
    """Read reports into a case, and link what they tell.

    Makes the case where there is none. Adding the same again adds nothing twice. If interrupted, what was read stays
    read, and the same command goes on from there. What cannot be read is listed by: tidings problems CASE

    Example: tidings add case.tidings examples/reports
    """
    from tidings.pipeline import Case
    from tidings.scale import Settings, adding

    check_options((reader,), llm_url, llm_model, no_cache)
    if passed_over == bool(inputs):
        raise WrongCall("Missing argument: tidings add CASE INPUT… (none with --passed-over alone)")
    named, know, by = field_map(fields), tables(knowledge), chosen(reader, llm_url, llm_model, no_cache)
    settings = Settings(reader, knowledge, looks_first=first_look)
    with Case(case) as held:
        held.know, earlier = know, held.knowledge()
        before = set(held.problems())
        docs = adding.passed_over(held) if passed_over else adding.documents(inputs or [], named)
        try:
            with shown_progress() as step, adding.means(settings, know, by, workers) as means:
                tally = adding.add(docs, held, means, progress=step, again=again or passed_over)
        except KeyboardInterrupt:
            warn("What was read stays read. The same command goes on from there.")
            note_spent(by)
            raise
        counts = held.counts()
        if tally.held and earlier not in (None, know.version):
            note(f"{_many(tally.held, 'document')} held already may be read with other tables. To read anew: --again")
        if tally.held and reader != "rules":
            note(f"{_many(tally.held, 'document')} held already keep what was read in them. To read anew: --again")
        note_spent(by)
        _note_problems(case, tally, [p for p in held.problems() if p not in before])
    if as_json:
        names = ("documents", "held", "stories", "accounts", "problems", "passed")
        say_json({name: getattr(tally, name) for name in names} | {"case": counts, "reader": spent_json(by)})
    else:
        say(_summary(tally, counts["events"]))
        if inputs and not (tally.documents or tally.held or tally.problems):
            note(NOTHING_THERE)
        if tally.passed:
            note(f"Passed over by the first look: {tally.passed:,}. See: tidings stories {case} --passed-over")
            note(f"To read them all: tidings add {case} --passed-over")
        if counts["events"]:
            note(f"See: tidings events {case}")
    return WITH_PROBLEMS if tally.problems else DONE


def _summary(tally: Tally, events: int) -> str:
    read = f"Read {_many(tally.documents, 'document')}: {_many(tally.stories, 'story', 'stories')}"
    held = f" {_many(tally.held, 'document')} held already." if tally.held else ""
    return f"{read}, {_many(tally.accounts, 'account')}.{held} The case holds {_many(events, 'event')}."


def _note_problems(case: str, tally: Tally, new: Iterable[Problem]) -> None:
    if not tally.problems:
        return
    for problem in list(new)[:PROBLEMS_SHOWN]:
        note(f"{problem.origin}: {problem.detail}")
    note(f"{_many(tally.problems, 'Problem')}. See: tidings problems {case}")


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
