"""tidings report: a dossier of the events that pass filters, with notes to the words it stands on."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tidings.cli.options import (
    NO_FILTERS,
    CaseFile,
    FiltersGiven,
    KnowledgeFolder,
    WithoutPersons,
    Yes,
    check_target,
    filtered,
    knowledge,
    opened,
)
from tidings.cli.terminal import note, pour
from tidings.errors import WrongCall
from tidings.files import put_whole

if TYPE_CHECKING:
    from tidings.case import CaseStore, Filters
    from tidings.model.links import Told
    from tidings.output.report import Dossier
    from tidings.output.report.about import About, Held, Sort

AboutWords = Annotated[
    str | None, typer.Option("--about", metavar="WORDS", help='In your words, as "drones of NAME in PLACE".')
]
Out = Annotated[
    str, typer.Option("--out", metavar="FILE", help="FILE.html, .md, .docx or .pdf; - is Markdown on standard output.")
]
Title = Annotated[str | None, typer.Option("--title", metavar="WORDS", help="What stands above the report.")]
VEILED = "The names of private persons are left out, and with them the filters' words and the files' names."


@filtered
def report(
    case: CaseFile,
    about: AboutWords = None,
    out: Out = "-",
    wanted: FiltersGiven = NO_FILTERS,
    title: Title = None,
    own_tables: KnowledgeFolder = None,
    without_persons: WithoutPersons = False,
    yes: Yes = False,
) -> None:
    """Write a report of events for an analyst to edit.

    It holds key judgements, map, timeline, chronology, capability, network, contradictions, gaps and sources. Every
    sentence says what accounts tell and has notes that quote them. Changes nothing. Filters leave events out; --about
    reads words into filters and says what it read. What it holds is written in docs/report.md.

    Example: tidings report case.tidings --about "attacks" --since 2000
    """
    from tidings.case import Filters
    from tidings.output.report import FORMS, Asked, dossier, written
    from tidings.output.report.text import capital

    ending = Path(out).suffix.lower()
    if out != "-" and ending not in FORMS:
        raise WrongCall(f'"{out}" has no ending of a report. Give one of {", ".join(FORMS)}: --out report.html')
    check_target(out, "type the same with --yes", yes=yes)
    filters = Filters(**wanted)
    with opened(case) as held:
        read = _read(about, held, own_tables) if about else None
        told, left_out = _told(held, list(_asked_for(filters, read)))
        told = _veiled(told, held) if without_persons else told
        words = None if without_persons else about
        asked = Asked(
            title or capital(words or f"report on {held.name}"),
            dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat(),
            (() if without_persons else tuple(_in_words(filters, about, read))),
            (*left_out, *_waiting(held, None if without_persons else read), *([VEILED] if without_persons else [])),
            frozenset(pair.later for pair in held.lineage() if pair.relation == "copies"),
        )
        made = dossier(told, asked)
        made = made if without_persons else _with_custody(made, held)
    if not told:
        note(f"No event passes. Loosen the filters, or look at all: tidings events {case}")
    _put(written(made, ".md" if out == "-" else ending), out)


def _read(about: str, held: CaseStore, own_tables: str | None) -> About:
    """Read the words into filters, and say how they were read."""
    from tidings.output.report.about import understood

    read = understood(about, knowledge(own_tables), lambda: _names(held))
    note(f"Read as: {read}")
    if read.unread:
        note(f"Not understood, and left aside: {', '.join(read.unread)}")
    return read


def _names(held: CaseStore) -> Held:
    """The names that the case holds."""
    from tidings.case.overview import overview
    from tidings.output.report.about import Held

    view = overview(held)
    parts = [part for account in view.accounts.values() for part in account.parts]
    return Held(
        frozenset(part.name for part in parts if part.role not in ("item", "origin", "destination")),
        frozenset(part.name for part in parts if part.role == "item"),
        frozenset(event.place.name for event in view.events if event.place),
    )


def _asked_for(wanted: Filters, read: About | None) -> Iterable[Filters]:
    """One set of filters for each combination of what the words name; an event has to pass one of them."""
    from tidings.output.report.about import BESIDE_KIND, MOST

    if read is None:
        return [wanted]
    given: tuple[tuple[Sort, object], ...] = (("kind", wanted.kind), ("item", wanted.item), ("place", wanted.place))
    for name, value in given:
        if value and read.values(name):
            raise WrongCall(f"Both --about and --{name} name the {name}. Leave one of them out.")
    parties, items, places = (read.values(sort) or (None,) for sort in BESIDE_KIND)
    ways = list(product(parties, items, places))
    if len(ways) > MOST:
        raise WrongCall(f"--about names {len(ways)} combinations, more than {MOST}. Ask for fewer at a time.")
    kinds = read.values("kind") or wanted.kind
    return [
        dataclasses.replace(wanted, kind=kinds, party=party, item=item or wanted.item, place=place or wanted.place)
        for party, item, place in ways
    ]


def _told(held: CaseStore, ways: list[Filters]) -> tuple[list[Told], list[str]]:
    """The events that pass one of the filters, in the case's order, and what the filters left out in words."""
    from tidings.output.counts import many

    passed: dict[str, Told] = {}
    undated: set[str] = set()
    rejected: set[str] = set()
    for wanted in ways:
        passed |= {told.event.id: told for told in held.told(wanted)}
        anytime = held.events(dataclasses.replace(wanted, since=None, until=None))
        undated |= {event.id for event in anytime if not event.time.is_known}
        rejected |= {event.id for event in held.events(dataclasses.replace(wanted, rejected=True))}
    total, some = held.events(limit=0).total, list(passed.values())
    words = []
    if total > len(some):
        words.append(f"The filters leave out {total - len(some):,} of the {many(total, 'event')} of the case.")
    if undated := undated - passed.keys():
        words.append(f"{many(len(undated), 'event')} without a date would pass without --since and --until.")
    if rejected := rejected - passed.keys():
        words.append(f"{many(len(rejected), 'event')} that would pass an analyst rejected.")
    order = {event.id: n for n, event in enumerate(held.events())} if len(ways) > 1 else {}
    return sorted(some, key=lambda told: order.get(told.event.id, 0)), words


def _veiled(told: list[Told], held: CaseStore) -> list[Told]:
    """The events without private persons, whose names are masked in the quotes too."""
    from tidings.output.veil import without_persons

    return list(without_persons(told, cache(lambda story: held.reading(story).mentions)))


def _waiting(held: CaseStore, read: About | None) -> Iterable[str]:
    """What the report cannot hold: accounts not linked yet, inputs not read, words not understood."""
    counts = held.counts()
    if waiting := counts["accounts in no event"]:
        yield f"Accounts that wait to be linked, as an add was interrupted: {waiting:,}."
    if counts["problems"]:
        yield f"Inputs of the case that could not be read: {counts['problems']:,}; “tidings problems” lists them."
    if read and read.unread:
        yield f"Words not understood, and left aside: {', '.join(read.unread)}."


def _in_words(wanted: Filters, about: str | None, read: About | None) -> Iterable[tuple[str, str]]:
    """The filters as they were given, and how the words were read."""
    if about:
        yield "about", f"“{about}”, read as {read}"
    for field in dataclasses.fields(wanted):
        value = getattr(wanted, field.name)
        if value and field.name not in ("limit", "offset", "rejected"):
            yield field.name, ", ".join(value) if isinstance(value, tuple) else str(value)


def _with_custody(made: Dossier, held: CaseStore) -> Dossier:
    """The report with where each quoted document came from, and when it was fetched."""
    documents = {one: held.document(one) for one in {each.document for each in made.notes}}
    return made.with_custody({key: (doc.origin, doc.retrieved) for key, doc in documents.items()})


def _put(content: bytes, out: str) -> None:
    """Print Markdown, or write beside the target and put it in its place when whole."""
    if out == "-":
        pour([content.decode("utf-8")])
        return
    put_whole(Path(out), [content])
    note(f"Written: {out}")
