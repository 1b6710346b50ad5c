"""tidings lineage: which story copies or cites which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidings.cli.options import AsJson, CaseFile, opened
from tidings.cli.terminal import note, pour, safe, say
from tidings.cli.words import called
from tidings.output import lineage_json

if TYPE_CHECKING:
    from tidings.model import Story


def lineage(case: CaseFile, as_json: AsJson = False) -> None:
    """Print which story of a case copies or cites which.

    And by what that shows. Changes nothing. Copies of one text count as one origin, however many outlets print it.

    Example: tidings lineage case.tidings
    """
    with opened(case) as held:
        pairs = held.lineage()
        source_ids = held.source_ids()
        stories = {story.id: story for story in held.stories()}
    if as_json:
        pour(map(safe, lineage_json(pairs, source_ids)))
        return
    for pair in pairs:
        say(f"{_cited(stories[pair.later])}\n    {pair.relation} {_cited(stories[pair.earlier])}\n    {pair.how}")
    if not pairs:
        note("No story of the case copies or cites another.")


def _cited(story: Story) -> str:
    day = story.published.date or "undated"
    return f"{story.publisher or 'unknown publisher'}, {day}: {called(story)} ({story.id[:8]})"
