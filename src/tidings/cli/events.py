"""tidings events: the chronology of a case, or those of its events that pass filters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from tidings.cli.options import (
    NO_FILTERS,
    AsJson,
    CaseFile,
    FiltersGiven,
    Limit,
    filtered,
    opened,
)
from tidings.cli.terminal import note, say, table
from tidings.errors import WrongCall
from tidings.output import chronology_text, events_jsonl
from tidings.output.chronology import place_words
from tidings.output.counts import many
from tidings.output.summary import day_words, grade, names

if TYPE_CHECKING:
    from tidings.case import Events
    from tidings.model.links import Told

NAMES_SHOWN = 2  # of one role in a row of the table; the rest is counted
AsTable = Annotated[bool, typer.Option("--table", help="Print a table, one line or more an event.")]


@filtered
def events(
    case: CaseFile,
    wanted: FiltersGiven = NO_FILTERS,
    limit: Limit = None,
    as_table: AsTable = False,
    as_json: AsJson = False,
) -> None:
    """Print the chronology of a case.

    Its events stand by time, those of unknown time last. Changes nothing. Filters leave events out: one must pass all
    that are given. An event whose time is unknown passes neither
    --since nor --until.

    Example: tidings events case.tidings --kind attack --since 2023
    """
    from tidings.case import Filters

    if as_table and as_json:
        raise WrongCall("Give --table or --json, not both.")
    filters = Filters(**wanted, limit=limit)
    with opened(case) as held:
        _print(held.told(filters), as_table=as_table, as_json=as_json)
        waiting = held.counts()["accounts in no event"]
        _note_left_out(case, held.events(filters), is_filtered=bool(wanted))
    if waiting:
        accounts = f"{many(waiting, 'account')} {'waits' if waiting == 1 else 'wait'}"
        note(f"{accounts} to be linked: an add was interrupted. Go on with it: tidings add {case} INPUT")


def _print(told: Iterable[Told], *, as_table: bool, as_json: bool) -> None:
    if as_table:
        heads = ("when", "what", "who", "to whom", "where", "origins", "grade", "id")
        table(heads, map(_row, told), right=("origins", "id"))
        return
    for line in events_jsonl(told) if as_json else chronology_text(told):
        say(line.removesuffix("\n"))


def _row(told: Told) -> tuple[str, ...]:
    event = told.event
    what = event.kind if event.status == "happened" else f"{event.kind} [{event.status}]"
    who = _some(names(told, "actor") or names(told, "supplier"))
    whom = _some(names(told, "target") or names(told, "recipient"))
    where = place_words(event.place) if event.place else ""
    return (day_words(event.time), what, who, whom, where, str(event.independent), grade(told), event.id[:8])


def _some(found: list[str]) -> str:
    more = f" and {len(found) - NAMES_SHOWN} more" if len(found) > NAMES_SHOWN else ""
    return "; ".join(found[:NAMES_SHOWN]) + more


def _note_left_out(case: str, events: Events, *, is_filtered: bool) -> None:
    if not events.total and not is_filtered and not events.rejected_left_out:
        note(f"The case holds no event. What was not read: tidings problems {case}")
        note(f"To add reports: tidings add {case} INPUT")
    elif not events.total:
        note(f"No event passes. Loosen the filters, or add reports: tidings add {case} INPUT")
    elif len(events) < events.total:
        note(f"{events.total - len(events):,} more pass. Give a higher --limit.")
    if events.undated_left_out:
        note(f"{events.undated_left_out:,} of unknown time are left out. See them without --since and --until.")
    if events.rejected_left_out:
        note(f"{events.rejected_left_out:,} that an analyst rejected are left out.")
