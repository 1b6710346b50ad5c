"""tidings entities: the actors, items, places and outlets that a case knows, and by which names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tidings.cli.options import AsJson, CaseFile, Limit, WithoutPersons, opened
from tidings.cli.terminal import note, say_json, say_wrapped
from tidings.output.counts import many

if TYPE_CHECKING:
    from tidings.case import CaseStore
    from tidings.case.entities import Alias, Known

SortIs = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Only these: actor, place, item or outlet.")]
Called = Annotated[str | None, typer.Option("--name", metavar="NAME", help="Only those that go by this name or id.")]
STANDING = {
    "table": "in the tables",
    "learnt": "learnt from stories",
    "alone": "a name that many may bear: it ties no stories",
}


def entities(
    case: CaseFile,
    kind: SortIs = None,
    name: Called = None,
    limit: Limit = None,
    without_persons: WithoutPersons = False,
    as_json: AsJson = False,
) -> None:
    """List the actors, places, items and outlets of a case.

    Each with the names that stories have for it, how often, where each stands first, and by what it is tied to the
    others; those of most events first. Changes nothing. What is wrong is put right by tidings judge: merge-entities,
    split-entity. With --without-persons no entity is listed whose name an export of its events would mask.

    Example: tidings entities case.tidings --kind actor --limit 5
    """
    with opened(case) as held:
        every = held.entities(kind, of=name)
        waiting = held.unnamed()
        found = _told(held, every) if without_persons else every
    for one in found if limit is None else found[:limit]:
        if as_json:
            say_json(entity_json(one))
            continue
        for line in _lines(one):
            say_wrapped(line)
    if limit is not None and len(found) > limit:
        note(f"{len(found) - limit:,} more. Give a higher --limit.")
    if name is None and len(found) < len(every):
        note(f"{many(len(every) - len(found), 'entity', 'entities')} left out: private persons, or named like one.")
    if waiting:
        note(f"The names of {many(waiting, 'story', 'stories')} are not worked out yet: tidings add {case} INPUT")
    elif not found:
        note("No story names one. Look at all of them: tidings entities " + case)


def _told(held: CaseStore, every: list[Known]) -> list[Known]:
    from tidings.cli.unnamed import Unnamed

    is_unnamed = Unnamed(held)
    return [one for one in every if not is_unnamed(one)]


def entity_json(one: Known) -> dict[str, Any]:
    """Return an entity as plain values, with how many events tell of it."""
    out = asdict(one)
    out["aliases"] = [{key: value for key, value in alias.items() if key != "plain"} for alias in out["aliases"]]
    return out | {"events": len(one.events), "event_ids": list(one.events)}


def _lines(one: Known) -> Iterator[str]:
    kind = f"{one.sort}, {one.type}" if one.type else one.sort
    yield f"{one.name}  ({one.id})"
    counts = f"{many(len(one.events), 'event')}, {many(one.stories, 'story', 'stories')}"
    yield f"    {kind} · {STANDING[one.standing]} · {counts}"
    for alias in one.aliases:
        yield f"    “{alias.words}” {alias.times}× in {many(alias.stories, 'story', 'stories')}: {_evidence(alias)}"


def _evidence(alias: Alias) -> str:
    """Why the words name the entity, and where to read them."""
    at = f"story {alias.story[:8]}" + (f", {alias.start}-{alias.end}" if alias.start is not None else "")
    tie = {"definition": f", as story {alias.by[:8]} defines it", "judgement": f", by judgement {alias.by[:8]}"}
    return f"{alias.how}{tie.get(alias.tie, '')} ({at})"
