"""tidings check: whether a case still says what it said, or what the tables' examples prove."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from tidings.cli.codes import DONE, FAILED, WITH_PROBLEMS
from tidings.cli.options import AsJson, KnowledgeFolder, opened
from tidings.cli.options import knowledge as tables
from tidings.cli.terminal import note, say, say_json, table
from tidings.errors import WrongCall

if TYPE_CHECKING:
    from tidings.evaluate.proving import Proving

TABLES = "knowledge"  # the word for the tables; a case file of that name is ./knowledge
What = Annotated[str, typer.Argument(metavar="CASE|knowledge", help='The case file, or the word "knowledge".')]


def check(what: What, knowledge: KnowledgeFolder = None, as_json: AsJson = False) -> int:
    """Check that a case is whole, or what the tables prove.

    A case: compares bytes with their hashes, quotes with their texts, references and full text; exits with 1 if there
    is a fault. The tables: reads each row's example, counts what is proved, and prints each row that is not with what
    was found instead; exits with 3 if there is one. Changes nothing and needs no network.

    Example: tidings check case.tidings
    """
    if what == TABLES:
        return _check_tables(knowledge, as_json)
    if knowledge is not None:
        raise WrongCall("--knowledge goes with the tables. Write: tidings check knowledge --knowledge DIR")
    with opened(what) as held:
        faults = held.check()
    for fault in faults:
        if as_json:
            say_json(asdict(fault))
        else:
            say(str(fault))
    if not faults and not as_json:
        say(f"{what} is sound.")
    return FAILED if faults else DONE


def _check_tables(folder: str | None, as_json: bool) -> int:
    from tidings.evaluate.proving import prove

    know = tables(folder)
    proving = prove(know)
    if as_json:
        _say_json(proving, know.version)
    else:
        _say(proving, know.version)
    return WITH_PROBLEMS if proving.failures else DONE


def _say(proving: Proving, version: str) -> None:
    from tidings.evaluate.proving import OUTCOMES

    heads = ("table", "rows", "yours", *OUTCOMES)
    counted = sorted(proving.counts.items())
    rows = [(name, sum(c[o] for o in OUTCOMES), c["own"], *(c[o] for o in OUTCOMES)) for name, c in counted]
    table(heads, ((str(name), *(f"{n:,}" for n in counts)) for name, *counts in rows), right=heads[1:])
    if proving.failures:
        say()
    for failure in proving.failures:
        say(str(failure))
    if proving.known:
        note(f"{proving.known} built-in rows are not proved without your folder either: tidings check knowledge")
    note(f"Tables of version {version}.")


def _say_json(proving: Proving, version: str) -> None:
    for failure in proving.failures:
        c = failure.claim
        said = {"table": c.table, "where": c.where, "word": c.word, "example": c.example, "asked": c.asks}
        say_json(said | {"found": failure.found, "own": c.is_own})
    say_json({"version": version, "known": proving.known, "counts": proving.counts})
