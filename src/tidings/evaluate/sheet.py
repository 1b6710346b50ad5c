"""The worst stories first, gold beside found: what to look at when a figure is low."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tidings.evaluate.accounts import Scores, accounts_of, add_story, gold_files, pairs
from tidings.evaluate.fields import matched, place_earns, time_earns
from tidings.evaluate.normal import Incident, Named, incident
from tidings.model import Reading, Span

Json = dict[str, Any]
MARK = "≠"
MOST_WORDS = 60  # characters of a name or trigger that a sheet shows


@dataclass(frozen=True, slots=True)
class Sheet:
    """One story: its figure, and its accounts in gold and found, side by side."""

    story: str
    row_f1: float
    lost: float  # what the story is short of a perfect one, in accounts: long bad stories weigh more
    lines: tuple[str, ...]


def sheets(folder: Path, read: Callable[[Path], Iterable[Reading]]) -> list[Sheet]:
    """Return a sheet for every annotated story of a gold folder, the one that loses most first."""
    return sorted((_sheet(path, folder, read) for path in gold_files(folder)), key=lambda s: (-s.lost, s.story))


def _sheet(path: Path, folder: Path, read: Callable[[Path], Iterable[Reading]]) -> Sheet:
    story = json.loads((folder / path.name).read_text(encoding="utf-8"))
    gold = json.loads(path.read_text(encoding="utf-8"))["events"]
    found = [a for reading in read(folder / path.name) for a in accounts_of(reading)]
    scores = Scores()
    add_story(scores, story, gold, found)
    wanted, got = ([incident(story, record) for record in records] for records in (gold, found))
    short = (len(wanted) + len(got)) / 2 - scores.earned
    row_f1 = scores.ratios()["row F1"]
    return Sheet(path.stem, 1.0 if row_f1 is None else row_f1, short, tuple(_lines(story, wanted, got)))


def _lines(story: Json, gold: list[Incident], found: list[Incident]) -> Iterator[str]:
    """Gold accounts in the text's order, each with the one found for it; then what was found beside them."""
    partner = dict(pairs(story, gold, found))
    for n, one in enumerate(gold):
        other = found[partner[n]] if n in partner else None
        yield f"{'  ' if other else MARK + ' '}{one.kind}: {_triggers(story, one)}"
        if other is None:
            yield "      not found"
        for field, left, right, is_same in compared(one, other) if other else ():
            if left or right:
                yield f"    {' ' if is_same else MARK} {field:<9} {left or '-'}" + (
                    "" if is_same else f"  |  {right or '-'}"
                )
    for n, other in enumerate(found):
        if n not in partner.values():
            yield f"{MARK} found beside gold: {other.kind} {other.status or ''}: {_triggers(story, other)}"


def compared(gold: Incident, found: Incident) -> Iterator[tuple[str, str, str, bool]]:
    """Yield each field's name, its value on either side, and whether it would earn in full."""
    yield "status", gold.status or "", found.status or "", gold.status == found.status
    if gold.kind == "attack":
        yield "method", gold.method or "", found.method or "", gold.method == found.method
    yield "time", _time(gold), _time(found), time_earns(gold.time, found.time) == 1
    yield "place", _place(gold), _place(found), place_earns(gold.place, found.place) == 1
    yield "sources", _names(gold.sources), _names(found.sources), _same(gold.sources, found.sources)
    for role in dict.fromkeys((*gold.roles, *found.roles)):
        left, right = gold.roles.get(role, []), found.roles.get(role, [])
        yield role, _names(left), _names(right), _same(left, right)
    for name in dict.fromkeys((*gold.numbers, *found.numbers)):
        counts = [one.numbers.get(name, "") for one in (gold, found)]
        is_same = name in gold.numbers and name in found.numbers and counts[0] == counts[1]
        yield name, *(n if isinstance(n, str) else "open" if n is None else f"{n:g}" for n in counts), is_same  # type: ignore[misc]


def _same(gold: list[Named], found: list[Named]) -> bool:
    return matched(gold, found) == len(gold) == len(found)


def _names(named: list[Named]) -> str:
    return "; ".join(one.name[:MOST_WORDS] for one in named)


def _time(one: Incident) -> str:
    return f"{one.time[0] or '…'} to {one.time[1] or '…'}" if one.time else ""


def _place(one: Incident) -> str:
    place = one.place or {}
    return f"{place.get('name') or ''} {place.get('country') or ''}".strip()


def _triggers(story: Json, one: Incident) -> str:
    """The words of its mentions, each with the number of its sentence."""

    def sentence(span: Span) -> int:
        return next((n for n, (a, b) in enumerate(story["sentences"]) if a <= span.start < b), -1)

    return ", ".join(f'"{story["text"][s.start : s.end][:MOST_WORDS]}" [{sentence(s)}]' for s in one.at) or "no words"
