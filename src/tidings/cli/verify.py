"""tidings verify: whether the custody log proves what the case holds."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from tidings.cli.codes import DONE, FAILED
from tidings.cli.options import AsJson, CaseFile, opened
from tidings.cli.terminal import say, say_json
from tidings.output.counts import many

if TYPE_CHECKING:
    from tidings.case import Head, Proof

OnlyHead = Annotated[
    bool, typer.Option("--head", help="Print only the hash that stands for the whole log, to stamp it.")
]
Holds = Annotated[
    str | None, typer.Option("--holds", metavar="HASH", help="Prove too that the log goes on from this earlier head.")
]


def verify(case: CaseFile, head: OnlyHead = False, holds: Holds = None, as_json: AsJson = False) -> int:
    """Prove that nothing was altered since it came.

    Walks the log from its first row: each row's hash, each document's bytes, what was said of it, and the WARC records
    beside the case. Prints the first thing that differs and exits with 1. Changes nothing.

    Example: tidings verify case.tidings
    """
    with opened(case) as held:
        if head:
            _say_head(held.head(), as_json)
            return DONE
        proof = held.verify(holds)
    if as_json:
        say_json(proof._asdict() | {"fault": asdict(proof.fault) if proof.fault else None})
    else:
        say(_told(case, proof))
    return DONE if proof.is_whole else FAILED


def _say_head(head: Head, as_json: bool) -> None:
    if as_json:
        say_json(head._asdict())
    else:
        say(head.hash)


def _told(case: str, proof: Proof) -> str:
    if proof.fault:
        return str(proof.fault)
    proved = f"{many(proof.documents, 'document')} and {many(proof.answers, 'answer')} from the network"
    rows = f"{many(proof.rows, 'row')} of custody {'proves' if proof.rows == 1 else 'prove'}"
    return f"{case} is as it was taken: {rows} {proved}. Head: {proof.head}"
