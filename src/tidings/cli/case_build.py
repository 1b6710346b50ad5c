"""tidings case build: open a case from an archive."""

from __future__ import annotations

from typing import Annotated

import typer

from tidings.cli.options import AsJson, KnowledgeFolder
from tidings.cli.options import knowledge as tables
from tidings.cli.progress import shown_progress
from tidings.cli.terminal import note, say, say_json
from tidings.output.counts import many

ArchivePlace = Annotated[str, typer.Argument(metavar="ARCHIVE", help="The archive, a folder or s3://bucket/folder.")]
Where = Annotated[
    list[str] | None,
    typer.Option("--where", metavar="KEY=VALUE", help="As kind=attack, country=ML, since=2015-10; may be given again."),
]
CaseOption = Annotated[str, typer.Option("--case", metavar="FILE", help="The case to put it into.")]


def build(
    archive: ArchivePlace,
    case: CaseOption,
    where: Where = None,
    knowledge: KnowledgeFolder = None,
    as_json: AsJson = False,
) -> None:
    """Put what an archive tells into a case, and link it there. Nothing is read anew.

    Each document with an account that passes comes whole. Keys: kind, status, country, place, words, since, until.
    Values of one key widen the choice, other keys narrow it.

    Example: tidings case build ARCHIVE --where kind=attack --where since=2015-10 --case case.tidings
    """
    from tidings.pipeline import Case
    from tidings.scale.archive import Archive
    from tidings.scale.opening import build as opened

    source = Archive(archive)
    source.check()
    with Case(case) as held, shown_progress() as step:
        tally = opened(source, held, tables(knowledge), where or (), step)
        events = held.counts()["events"]
    if as_json:
        names = ("documents", "held", "stories", "accounts")
        say_json({name: getattr(tally, name) for name in names} | {"events": events})
        return
    told = f"{many(tally.stories, 'story', 'stories')}, {many(tally.accounts, 'account')}"
    say(f"Took {many(tally.documents, 'document')}: {told}. The case holds {many(events, 'event')}.")
    note(f"See: tidings events {case}")
