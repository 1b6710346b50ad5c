"""tidings export: a case's events as a file for other programs."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tidings import output
from tidings.cli.options import CaseFile, opened
from tidings.cli.terminal import note, pour
from tidings.errors import WrongCall

if TYPE_CHECKING:
    from tidings.model.links import Told


class Format(StrEnum):
    """What a case is exported as."""

    csv = "csv"
    jsonl = "jsonl"
    geojson = "geojson"


As = Annotated[Format, typer.Option("--as", help="csv: a row an event; jsonl: an object an event; geojson: a map.")]
Out = Annotated[str, typer.Option("--out", metavar="FILE", help="Where to; - is standard output.")]
Accounts = Annotated[bool, typer.Option("--accounts", help="With csv: a row for each account of each event.")]
Yes = Annotated[bool, typer.Option("--yes", help="Replace FILE if it exists.")]


def export(case: CaseFile, form: As, out: Out = "-", accounts: Accounts = False, yes: Yes = False) -> None:
    """Write the events of a case for other programs.

    Each comes with its sources and quotes; the case stays as it is. A table for a spreadsheet (csv), JSON with every
    statement and account (jsonl), or a map (geojson).

    Example: tidings export case.tidings --as csv --out events.csv
    """
    if accounts and form is not Format.csv:
        raise WrongCall(f"--accounts goes with --as csv; {form} holds the accounts anyway. Leave --accounts out.")
    target = Path(out)
    if out != "-" and target.exists() and not yes:
        raise WrongCall(f"{out} exists. To replace it: tidings export {case} --as {form} --out {out} --yes")
    write = _writer(form, accounts=accounts)
    with opened(case) as held:
        pieces = write(held.told())
        if out == "-":
            pour(pieces)
        else:
            _put(target, pieces)
            note(f"Written: {out}")


def _writer(form: Format, *, accounts: bool) -> Callable[[Iterable[Told]], Iterator[str]]:
    if form is Format.csv:
        return output.accounts_csv if accounts else output.events_csv
    return output.events_jsonl if form is Format.jsonl else output.events_geojson


def _put(target: Path, pieces: Iterable[str]) -> None:
    """Write beside the target and put it in its place when whole: a run that breaks off leaves no half file."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    part = Path(name)
    try:
        with open(handle, "w", encoding="utf-8", newline="") as stream:
            stream.writelines(pieces)
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
