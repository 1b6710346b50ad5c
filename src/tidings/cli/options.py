"""Arguments and options that several verbs share, so that each has one name and one meaning everywhere."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tidings.errors import WrongCall

if TYPE_CHECKING:
    from tidings.case import CaseStore
    from tidings.knowledge import Knowledge

CaseFile = Annotated[str, typer.Argument(metavar="CASE", help="The case: a file, or postgresql://USER@HOST/DATABASE.")]
Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT…", help='Files, folders, "globs", or - for standard input.')
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
FieldMap = Annotated[
    str | None,
    typer.Option("--fields", metavar="KEY=NAME,…", help="Where JSON rows hold a story's fields, as text=body,id=uuid."),
]

KnowledgeFolder = Annotated[
    str | None, typer.Option("--knowledge", metavar="DIR", help="Read with your own tables too; see docs/knowledge.md.")
]

_FIRST_LOOK = typer.Option(
    "--first-look/--read-all", help="Pass over stories whose words tell of no incident, or read them all."
)
LooksFirst = Annotated[bool, _FIRST_LOOK]
MaybeLooksFirst = Annotated[bool | None, _FIRST_LOOK]
NWorkers = Annotated[
    int, typer.Option("--workers", metavar="N", min=1, help="Read with N processes; 1 needs no other.")
]

WithoutPersons = Annotated[
    bool, typer.Option("--without-persons", help="Leave the names of private persons out, in quotes too.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Replace FILE if it exists.")]

KindIs = Annotated[list[str] | None, typer.Option("--kind", metavar="KIND", help="Of this kind; may be given again.")]
StatusIs = Annotated[
    list[str] | None, typer.Option("--status", metavar="STATUS", help="Of this status; may be given again.")
]
ActorIs = Annotated[str | None, typer.Option("--actor", metavar="NAME", help="Part of the name of who does it.")]
PlaceIs = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="Part of a place's name, a country or its ISO code.")
]
ItemIs = Annotated[
    str | None, typer.Option("--item", metavar="NAME", help="Part of an item's name, or a category as uav.")
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Not before 2018, 2018-10 or 2018-10-15.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Not after that day, month or year.")]
Origins = Annotated[int | None, typer.Option("--origins", metavar="N", help="At least N independent origins.")]
Credibility = Annotated[
    int | None, typer.Option("--credibility", metavar="N", help="Credibility N or better; 1 is best, 6 unknown.")
]
TextHas = Annotated[
    str | None,
    typer.Option("--text", metavar="WORDS", help="Told by a story with all these words in its headline or text."),
]
FILTERS: Mapping[str, Any] = {  # the filters of events that verbs take, by their names in Filters
    "kind": KindIs, "status": StatusIs, "actor": ActorIs, "place": PlaceIs, "item": ItemIs, "since": Since,
    "until": Until, "origins": Origins, "credibility": Credibility, "text": TextHas,
}  # fmt: skip
SEVERAL = ("kind", "status")  # of these, those that may be given again
FiltersGiven = Mapping[str, Any]  # the filters that were given, as Filters takes them
NO_FILTERS: FiltersGiven = MappingProxyType({})
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", help="No more than N.")]


def filtered(verb: Callable[..., int | None]) -> Callable[..., int | None]:
    """Return the verb with an option for each filter in the place of `wanted`, which takes those that were given."""

    @functools.wraps(verb)
    def command(**given: Any) -> int | None:
        found = {name: given.pop(name, None) for name in FILTERS}
        wanted = {name: value for name, value in found.items() if value not in (None, [])}
        return verb(**given, wanted=wanted | {name: tuple(wanted[name]) for name in SEVERAL if name in wanted})

    plain = inspect.signature(verb, eval_str=True)
    options = [
        inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=a) for n, a in FILTERS.items()
    ]
    spread = ([p] if p.name != "wanted" else options for p in plain.parameters.values())
    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for some in spread for p in some]
    command.__signature__ = plain.replace(parameters=parameters)  # type: ignore[attr-defined]
    return command


def check_target(out: str, again: str, *, yes: bool) -> None:
    """Raise WrongCall where `out` lies in no folder, or is there and is not to be replaced; `again` says how it is."""
    target = Path(out)
    if out != "-" and not target.parent.is_dir():
        raise WrongCall(f"There is no folder {target.parent}. Make it first, then type this again.")
    if out != "-" and target.exists() and not yes:
        raise WrongCall(f"{out} exists. To replace it: {again}")


def opened(path: str) -> CaseStore:
    """Open a case that exists already."""
    from tidings.case import CaseStore

    return CaseStore.open(path, create=False)


def knowledge(folder: str | None) -> Knowledge:
    """Return the tables, with those of the user's folder on top."""
    from tidings.knowledge import Knowledge

    return Knowledge(folder)


def field_map(given: str | None) -> Mapping[str, str] | None:
    """Return "text=body,id=uuid" as a mapping; raises WrongCall for a field that no story has.

    >>> field_map("text=body, id=uuid")
    {'text': 'body', 'id': 'uuid'}
    """
    if given is None:
        return None
    from tidings.ingest.rows import FIELDS

    fields: dict[str, str] = {}
    for pair in given.split(","):
        key, equals, name = (part.strip() for part in pair.partition("="))
        if key not in FIELDS or not equals or not name:
            known = ", ".join(FIELDS)
            raise WrongCall(f'--fields does not understand "{pair}". Known fields: {known}. Write: --fields text=body')
        fields[key] = name
    return fields
