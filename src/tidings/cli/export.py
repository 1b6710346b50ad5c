"""tidings export: a case's events as a file for other programs."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tidings.cli.options import (
    FILTERS,
    NO_FILTERS,
    SEVERAL,
    CaseFile,
    FiltersGiven,
    WithoutPersons,
    Yes,
    check_target,
    filtered,
    opened,
)
from tidings.cli.terminal import note, pour
from tidings.errors import WrongCall
from tidings.files import put_whole
from tidings.output.forms import FORMS, Form, Options, Piece, form_named

if TYPE_CHECKING:
    from tidings.case import CaseStore, Filters
    from tidings.model.links import Told

STORIES_KEPT = 1_000  # whose mentions stay in memory: events told by the same stories stand near each other
_COUNTS = ("origins", "credibility")  # the filters whose values are numbers
As = Annotated[
    str, typer.Option("--as", metavar="FORM", help="; ".join(f"{name}: {form.about}" for name, form in FORMS.items()))
]
Out = Annotated[str, typer.Option("--out", metavar="FILE", help="Where to; - is standard output.")]
Accounts = Annotated[bool, typer.Option("--accounts", help="A row for each account of each event, in a table.")]
Where = Annotated[
    str | None, typer.Option("--where", metavar="FILTERS", help='The filters in one text: "kind=attack since=2018".')
]


@filtered
def export(
    case: CaseFile,
    form: As,
    out: Out = "-",
    wanted: FiltersGiven = NO_FILTERS,
    where: Where = None,
    accounts: Accounts = False,
    without_persons: WithoutPersons = False,
    yes: Yes = False,
) -> None:
    """Write the events of a case for other programs.

    Each comes with its sources and quotes; the case stays as it is. Filters leave events out, as in tidings events.
    What the forms hold is written in docs/exports.md.

    Example: tidings export case.tidings --as csv --out events.csv
    """
    from tidings.case.handed import Handed

    chosen = form_named(form)
    if accounts and not chosen.has_accounts:
        raise WrongCall(f"--accounts goes with a table; {form} holds the accounts anyway. Leave --accounts out.")
    if without_persons and chosen.has_texts:
        raise WrongCall(f"--as {form} holds whole texts, from which names cannot be left out. Write: --as jsonl")
    check_target(out, f"tidings export {case} --as {form} --out {out} --yes", yes=yes)
    passing = replace(filters(where, wanted), rejected=chosen.has_texts)  # handed on with the judgement that rejects it
    with opened(case) as held:
        options = Options(accounts, held.name, note, Handed(held) if chosen.has_texts else None)
        events = held.told(passing)
        events = _without_persons(held, events) if without_persons else events
        if out == "-":
            _print(chosen, chosen.write(events, options))
        else:
            put_whole(Path(out), chosen.write_bytes(events, options))
            note(f"Written: {out}")
            if not held.events(replace(passing, limit=0)).total:
                note(f"It holds no event. Loosen the filters, or look at all: tidings events {case}")


def filters(where: str | None, given: FiltersGiven) -> Filters:
    """Return the filters that the options and the text of --where give together."""
    from tidings.case import Filters

    found = dict(given)
    for pair in _pairs(where or ""):
        name, equals, value = pair.partition("=")
        if not equals or not value or name not in FILTERS:
            known = ", ".join(FILTERS)
            raise WrongCall(f'--where does not understand "{pair}". Filters: {known}. Write: --where "kind=attack"')
        if name in found and name not in SEVERAL:
            raise WrongCall(f"{name} is given twice. Give --{name} or {name} in --where, not both.")
        if name in _COUNTS and not value.isdecimal():
            raise WrongCall(f'{name} counts, and "{value}" is no number. Write: --where "{name}=2"')
        several = (*found.get(name, ()), value) if name in SEVERAL else value
        found[name] = int(value) if name in _COUNTS else several
    return Filters(**found)


def _pairs(where: str) -> list[str]:
    try:
        return shlex.split(where)
    except ValueError as why:
        raise WrongCall(f"--where: {why}. Write: --where 'place=\"Idlib city\" kind=attack'") from why


def _without_persons(held: CaseStore, events: Iterable[Told]) -> Iterator[Told]:
    from tidings.output.veil import without_persons

    return without_persons(events, lru_cache(STORIES_KEPT)(lambda story: held.reading(story).mentions))


def _print(form: Form, pieces: Iterator[Piece]) -> None:
    """Print on stdout: text as it is, bytes only where no terminal reads them."""
    if form.is_text:
        pour(str(piece) for piece in pieces)
        return
    if _is_terminal():
        raise WrongCall(f"{form.name} is not text for a terminal. Give a file: --out events{form.suffix}")
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece if isinstance(piece, bytes) else piece.encode())


def _is_terminal() -> bool:
    return sys.stdout.isatty()
