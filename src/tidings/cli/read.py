"""tidings read: show what is read in inputs, without a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from tidings.cli.against import say_sides, say_sides_json, say_sum
from tidings.cli.archive import read_to
from tidings.cli.codes import DONE, WITH_PROBLEMS
from tidings.cli.options import AsJson, FieldMap, Inputs, KnowledgeFolder, MaybeLooksFirst, NWorkers, field_map
from tidings.cli.options import knowledge as tables
from tidings.cli.readers import LlmModel, LlmUrl, NoCache, ReaderName, check_options, chosen, note_spent
from tidings.cli.terminal import NOTHING_THERE, note, say, say_wrapped, warn
from tidings.cli.words import account_lines, called, published_words
from tidings.model.contract import reading_line
from tidings.output.counts import many

if TYPE_CHECKING:
    from tidings.knowledge import Knowledge
    from tidings.model import Problem, Reading
    from tidings.reading import Reader

Against = Annotated[
    str | None, typer.Option("--against", metavar="NAME", help="Show where this reader differs from --reader.")
]
To = Annotated[str | None, typer.Option("--to", metavar="ARCHIVE", help="Write to this folder or s3:// address.")]
Engine = Annotated[str, typer.Option("--engine", metavar="NAME", help="Who shares out files: local, or ray.")]


def read(
    inputs: Inputs,
    fields: FieldMap = None,
    knowledge: KnowledgeFolder = None,
    reader: ReaderName = "rules",
    against: Against = None,
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    no_cache: NoCache = False,
    first_look: MaybeLooksFirst = None,
    workers: NWorkers = 1,
    to: To = None,
    engine: Engine = "local",
    as_json: AsJson = False,
) -> int:
    """Show what is read in reports, story by story. Keeps nothing and changes nothing, unless with --to.

    With --to it prints nothing and writes an archive instead: Parquet files for more than a case holds, where each
    input is read once however often the run is broken off, and stories that tell nothing are passed over after a first
    look (--read-all reads them). Inputs may lie in an object store, as s3://bucket/folder. A case is opened from it by:
    tidings case build

    With --json it prints one object a story: the story with its text, its mentions and its accounts. With --against
    it prints what both readers found, what one of them found alone, and the fields in which they differ.

    Example: tidings read examples/reports/01-wire.txt --json
    """
    from tidings.scale import Settings
    from tidings.scale.adding import readings

    if to is not None:
        check_options((reader,), llm_url, llm_model, no_cache)
        settings = Settings(reader, knowledge, looks_first=first_look is not False)
        return read_to(inputs, settings, to, field_map(fields), (workers, engine), as_json)
    problems: list[Problem] = []

    def noted(problem: Problem) -> None:
        problems.append(problem)
        warn(f"{problem.origin}: {problem.detail}")

    check_options((reader, against), llm_url, llm_model, no_cache)
    named, know = field_map(fields), tables(knowledge)
    by, *other = (chosen(name, llm_url, llm_model, no_cache) for name in (reader, against) if name is not None)
    try:
        if other:
            _compare(inputs, named, noted, know, (by, other[0]), as_json)
        else:
            settings = Settings(reader, knowledge, looks_first=bool(first_look))
            is_empty = True
            for reading in readings(inputs, named, noted, (settings, know, by), workers):
                _say(reading, as_json)
                is_empty = False
            if is_empty and not problems:
                note(NOTHING_THERE)
    finally:
        note_spent(by, *other)
    return WITH_PROBLEMS if problems else DONE


def _say(reading: Reading, as_json: bool) -> None:
    if as_json:
        say(reading_line(reading))
        return
    for line in _lines(reading):
        say_wrapped(line)


def _compare(
    inputs: list[str],
    fields: Mapping[str, str] | None,
    noted: Callable[[Problem], None],
    know: Knowledge,
    readers: tuple[Reader, Reader],
    as_json: bool,
) -> None:
    from tidings import readings
    from tidings.evaluate.against import Sum, against

    (a, b), counts = readers, Sum()
    for sides in against(readings.stories(*inputs, fields=fields, know=know, on_problem=noted), a, b, know):
        counts.add(sides)
        (say_sides_json if as_json else say_sides)(sides, a.name, b.name)
    if not as_json:
        say_sum(counts, a.name, b.name)


def _lines(reading: Reading) -> Iterator[str]:
    story = reading.story
    yield called(story)
    yield f"    {story.publisher or 'unknown publisher'} · {published_words(story)} · {story.language} · {story.id}"
    yield f"    {many(len(reading.accounts), 'account')}, {many(len(reading.mentions), 'mention')}"
    for account in reading.accounts:
        yield ""
        yield from (f"    {line}" for line in account_lines(story, account))
    yield ""
