"""tidings search: stories that hold all the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tidings.cli.options import AsJson, CaseFile, opened
from tidings.cli.terminal import note, say, say_json, say_wrapped
from tidings.cli.words import called, marked, published_words
from tidings.model.contract import story_json

if TYPE_CHECKING:
    from tidings.case import Hit

Words = Annotated[
    list[str], typer.Argument(metavar="WORDS…", help="""Words that must occur; '"a phrase"' as it stands; bomb*""")
]
BestOnly = Annotated[int, typer.Option("--limit", metavar="N", help="No more than N, best first.", min=1)]


def search(case: CaseFile, words: Words, limit: BestOnly = 20, as_json: AsJson = False) -> None:
    """Find the stories that hold all the words.

    The best stand first. Changes nothing. The words found stand in «» inside the text around them.

    Example: tidings search case.tidings police seized
    """
    with opened(case) as held:
        hits = held.search(" ".join(words), limit)
    for hit in hits:
        if as_json:
            say_json(_json(hit))
        else:
            _print(hit)
    if not hits:
        note("No story holds all these words.")


def _json(hit: Hit) -> dict[str, Any]:
    about = {name: value for name, value in story_json(hit.story).items() if name != "text"}
    snippet = {"start": hit.snippet.start, "end": hit.snippet.end, "text": hit.snippet.text}
    return {"story": about, "snippet": snippet, "spans": [[span.start, span.end] for span in hit.spans]}


def _print(hit: Hit) -> None:
    story = hit.story
    say_wrapped(called(story))
    say(f"    {story.publisher or 'unknown publisher'} · {published_words(story)} · {story.id[:8]}")
    inside = [span for span in hit.spans if hit.snippet.span.contains(span)]
    before = "…" if hit.snippet.start else ""
    after = "…" if hit.snippet.end < len(story.text) else ""
    say_wrapped(f"    {before}{marked(story.text, hit.snippet.span, inside)}{after}")
    say()
