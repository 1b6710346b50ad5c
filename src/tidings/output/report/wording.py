"""The report's own words: templates of what was done, by kind and status, and how sure a judgement is, from tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tidings.knowledge.tables import cell_list, table
from tidings.output.report.text import article

Slots = Mapping[str, str]  # names of the parts told, in words; a part that nobody tells is absent
OTHER = "*"  # the row for every status without one of its own
BETWEEN = "//"  # between wordings of one template, the fullest first
_OPTIONAL = re.compile(r"\[([^\]]*)\]")
NOT_DONE = ("attempted", "planned")  # adjectives that a frame may put before the noun
_SLOT = re.compile(r"\{([\w ]+)\}")


@dataclass(frozen=True, slots=True)
class Deed:
    """How a kind is told: as done, as something to do, and as a noun."""

    past: str
    verb: str
    noun: str


@dataclass(frozen=True, slots=True)
class Confidence:
    """One row of how sure a judgement is."""

    word: str
    independent: int
    outlets: tuple[str, ...]
    may_differ: bool


@cache
def deeds() -> dict[tuple[str, str], Deed]:
    """Return the templates by kind and method; "" is any method."""
    rows = table("report_kinds")
    return {(row["kind"], row["method"]): Deed(row["past"], row["verb"], row["noun"]) for row in rows}


@cache
def statuses() -> dict[str, tuple[str, str]]:
    """Return the wordings by status, with somebody who does it and without."""
    return {row["status"]: (row["by_somebody"], row["by_nobody"]) for row in table("report_statuses")}


@cache
def confidences() -> tuple[Confidence, ...]:
    """Return the rows of confidence in the table's order."""
    return tuple(
        Confidence(row["confidence"], int(row["independent_min"]), cell_list(row["outlet"]), row["may_differ"] == "yes")
        for row in table("report_confidence")
    )


def filled(template: str, slots: Slots) -> str | None:
    """Return the first wording whose names are all told, without the stretches in [ ] whose names are not; or None.

    >>> filled("seized {item}[ from {target}] // made a seizure[ from {target}]", {"target": "a cell"})
    'made a seizure from a cell'
    """
    for wording in template.split(BETWEEN):
        kept = _OPTIONAL.sub(lambda part: part[1] if _has_all(part[1], slots) else "", wording.strip())
        if kept and _has_all(kept, slots):
            return _SLOT.sub(lambda slot: slots[slot[1]], kept)
    return None


def clause(kind: str, method: str | None, status: str, slots: Slots) -> tuple[str, frozenset[str]]:
    """Return what accounts of this kind and status tell, as a clause without a capital, and the slots it names.

    >>> clause("test", None, "planned", {"doer": "the navy", "item": "a missile"})[0]
    'there was a plan for the navy to test a missile'
    """
    deed = _deed(kind, method)
    by_somebody, by_nobody = statuses().get(status, statuses()[OTHER])
    noun = filled(deed.noun, slots) or f"event of the kind “{kind}”"
    past, verb = (filled(text, slots) for text in (deed.past, deed.verb)) if "doer" in slots else (None, None)
    words = dict(slots) | {"past": past or "", "verb": verb or "", "a noun": article(noun)}
    words |= {f"{article(word)} noun": article(f"{word} {noun}") for word in NOT_DONE}
    frame = by_somebody if past and verb else by_nobody
    used = deed.noun if "noun}" in frame else deed.past if "{past}" in frame else deed.verb
    named = {name for name in _SLOT.findall(used) if name in slots and _stands(name, used, slots)}
    named |= {"doer"} if "{doer}" in frame else set()
    return _SLOT.sub(lambda slot: words[slot[1]], frame), frozenset(named)


def _deed(kind: str, method: str | None) -> Deed:
    plain = Deed("", "", f"event of the kind “{kind}”[ by {{doer}}][ towards {{target}}][ with {{item}}]")
    return deeds().get((kind, method or "")) or deeds().get((kind, "")) or plain


def _stands(name: str, template: str, slots: Slots) -> bool:
    """Whether filling the template puts the slot's words into it."""
    marked = filled(template, {**slots, name: "\0"})
    return marked is not None and "\0" in marked


def _has_all(text: str, slots: Slots) -> bool:
    return all(name in slots for name in _SLOT.findall(text))
