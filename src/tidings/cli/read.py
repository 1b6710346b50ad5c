"""tidings read: show what is read in inputs, without a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tidings.cli.codes import DONE, WITH_PROBLEMS
from tidings.cli.options import AsJson, FieldMap, Inputs, KnowledgeFolder, field_map
from tidings.cli.options import knowledge as tables
from tidings.cli.terminal import say, say_wrapped, warn
from tidings.cli.words import account_lines, called, published_words
from tidings.model.contract import reading_line

if TYPE_CHECKING:
    from tidings.model import Problem, Reading


def read(inputs: Inputs, fields: FieldMap = None, knowledge: KnowledgeFolder = None, as_json: AsJson = False) -> int:
    """Show what is read in reports, story by story. Keeps nothing and changes nothing.

    With --json it prints one object a story: the story with its text, its mentions and its accounts.

    Example: tidings read examples/reports/01-wire.txt --json
    """
    from tidings import pipeline

    problems: list[Problem] = []

    def noted(problem: Problem) -> None:
        problems.append(problem)
        warn(f"{problem.origin}: {problem.detail}")

    for reading in pipeline.read(*inputs, fields=field_map(fields), know=tables(knowledge), on_problem=noted):
        if as_json:
            say(reading_line(reading))
        else:
            for line in _lines(reading):
                say_wrapped(line)
    return WITH_PROBLEMS if problems else DONE


def _lines(reading: Reading) -> Iterator[str]:
    story = reading.story
    yield called(story)
    yield f"    {story.publisher or 'unknown publisher'} · {published_words(story)} · {story.language} · {story.id}"
    yield f"    {len(reading.accounts)} accounts, {len(reading.mentions)} mentions"
    for account in reading.accounts:
        yield ""
        yield from (f"    {line}" for line in account_lines(story, account))
    yield ""
