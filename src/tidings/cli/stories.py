"""tidings stories: the stories of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tidings.cli.options import AsJson, CaseFile, Since, Until, opened
from tidings.cli.terminal import note, say_json, table
from tidings.cli.words import called, published_day
from tidings.model.account import PASSED_OVER
from tidings.model.contract import story_json

if TYPE_CHECKING:
    from tidings.model import Story

PublisherIs = Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Published by this outlet.")]


PassedOver = Annotated[bool, typer.Option("--passed-over", help="Only those that the first look passed over.")]


def stories(
    case: CaseFile,
    publisher: PublisherIs = None,
    since: Since = None,
    until: Until = None,
    passed_over: PassedOver = False,
    as_json: AsJson = False,
) -> None:
    """List the stories of a case by date of publication.

    The undated stand last. Changes nothing. Each date says what it follows from: metadata, a dateline, or clues in the
    story's own words.

    Example: tidings stories case.tidings --since 2023
    """
    with opened(case) as held:
        reader = PASSED_OVER if passed_over else None
        found = held.stories(publisher=publisher, since=since, until=until, reader=reader)
    if as_json:
        for story in found:
            say_json(story_json(story))
        return
    if not found:
        note("No story passes.")
        return
    table(("published", "by its", "publisher", "headline", "language", "id"), map(_row, found), right=("id",))


def _row(story: Story) -> tuple[str, ...]:
    basis = story.published.basis
    says = "" if basis == "unknown" else basis
    return (published_day(story), says, story.publisher or "", called(story), story.language, story.id[:8])
