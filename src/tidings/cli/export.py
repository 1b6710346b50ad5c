"""tidings export: a case's events as a file for other programs."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from tidings.cli.options import (
    ActorIs,
    CaseFile,
    Credibility,
    ItemIs,
    KindIs,
    Origins,
    PlaceIs,
    Since,
    StatusIs,
    TextHas,
    Until,
    opened,
)
from tidings.cli.terminal import note, pour
from tidings.errors import WrongCall
from tidings.output.forms import FORMS, Form, Options, Piece, form_named

As = Annotated[
    str, typer.Option("--as", metavar="FORM", help="; ".join(f"{name}: {form.about}" for name, form in FORMS.items()))
]
Out = Annotated[str, typer.Option("--out", metavar="FILE", help="Where to; - is standard output.")]
Accounts = Annotated[bool, typer.Option("--accounts", help="A row for each account of each event, in a table.")]
Yes = Annotated[bool, typer.Option("--yes", help="Replace FILE if it exists.")]


def export(
    case: CaseFile,
    form: As,
    out: Out = "-",
    kind: KindIs = None,
    status: StatusIs = None,
    actor: ActorIs = None,
    place: PlaceIs = None,
    item: ItemIs = None,
    since: Since = None,
    until: Until = None,
    origins: Origins = None,
    credibility: Credibility = None,
    text: TextHas = None,
    accounts: Accounts = False,
    yes: Yes = False,
) -> None:
    """Write the events of a case for other programs.

    Each comes with its sources and quotes; the case stays as it is. Filters leave events out, as in tidings events.
    What the forms hold is written in docs/exports.md.

    Example: tidings export case.tidings --as csv --out events.csv
    """
    from tidings.case import Filters

    chosen = form_named(form)
    if accounts and not chosen.has_accounts:
        raise WrongCall(f"--accounts goes with a table; {form} holds the accounts anyway. Leave --accounts out.")
    target = Path(out)
    if out != "-" and target.exists() and not yes:
        raise WrongCall(f"{out} exists. To replace it: tidings export {case} --as {form} --out {out} --yes")
    wanted = Filters(
        tuple(kind or ()), tuple(status or ()), actor, None, place, item, since, until, origins, credibility, text
    )
    options = Options(accounts=accounts, name=Path(case).stem, note=note)
    with opened(case) as held:
        if out == "-":
            _print(chosen, chosen.write(held.told(wanted), options))
        else:
            _put(target, chosen.write_bytes(held.told(wanted), options))
            note(f"Written: {out}")


def _print(form: Form, pieces: Iterator[Piece]) -> None:
    """Print on stdout: text as it is, bytes only where no terminal reads them."""
    if form.is_text:
        pour(str(piece) for piece in pieces)
        return
    if sys.stdout.isatty():
        raise WrongCall(f"{form.name} is not text for a terminal. Give a file: --out events{form.suffix}")
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece if isinstance(piece, bytes) else piece.encode())


def _put(target: Path, pieces: Iterable[bytes]) -> None:
    """Write beside the target and put it in its place when whole: a run that breaks off leaves no half file."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    part = Path(name)
    try:
        with open(handle, "wb") as stream:
            stream.writelines(pieces)
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
