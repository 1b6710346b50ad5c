"""A case out of an archive: the documents that tell what is asked for, as they were read, linked anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow.compute as pc

from tidings.case import CaseStore
from tidings.case.filters import first_day, last_day
from tidings.errors import WrongCall
from tidings.knowledge import Knowledge
from tidings.model import Document, Reading
from tidings.pipeline import Tally, link_waiting
from tidings.scale import schema
from tidings.scale.archive import Archive
from tidings.scale.schema import UNDATED, Row

EXACT = ("kind", "status", "country")  # columns of accounts that are compared as they are
KEYS = (*EXACT, "place", "words", "since", "until")
AT_ONCE = 500  # documents rebuilt together: some megabytes
Read = tuple[Document, list[Reading]]


def condition(where: Sequence[str]) -> tuple[Any, Mapping[str, list[str]]]:
    """Return "kind=attack", "country=ML", … as an expression over accounts, and as values by key. Raises WrongCall.

    Values of one key widen the choice, keys narrow it.
    """
    given: dict[str, list[str]] = {}
    for pair in where:
        key, equals, value = (part.strip() for part in pair.partition("="))
        if key not in KEYS or not equals or not value:
            raise WrongCall(
                f'--where does not understand "{pair}". Keys: {", ".join(KEYS)}. Write: --where kind=attack'
            )
        given.setdefault(key, []).append(value)
    expression = pc.scalar(True)
    for key, values in given.items():
        expression &= _one(key, values)
    return expression, given


def _one(key: str, values: list[str]) -> Any:
    if key in EXACT:
        return pc.field(key).isin(values)
    if key == "since":
        return pc.field("published") >= max(first_day(day) or "" for day in values)
    if key == "until":
        return pc.field("published") <= min(last_day(day) or "" for day in values)
    found = pc.scalar(False)
    for value in values:
        found |= pc.match_substring(pc.field(key), value, ignore_case=True)
    return found


def months(archive: Archive, given: Mapping[str, list[str]]) -> list[str]:
    """Return the months of publication in which what is asked for can be; files of others are not opened."""
    first = max(((first_day(day) or "")[:7] for day in given.get("since", ())), default="")
    last = min(((last_day(day) or "")[:7] for day in given.get("until", ())), default="9999")
    is_dated = bool(given.get("since") or given.get("until"))
    return [m for m in archive.months() if (not is_dated if m == UNDATED else first <= m <= last)]


def build(
    archive: Archive,
    case: CaseStore,
    know: Knowledge,
    where: Sequence[str],
    progress: Callable[[Tally, str], None] = lambda tally, origin: None,
) -> Tally:
    """Put each document with an account that passes into the case, with all that was read in it, and link the case."""
    head, tally = archive.check(), Tally()
    for doc, readings in _wanted(archive, where):
        if not tally.documents and not tally.held:
            case.note_knowledge(head["knowledge"])
        if case.has(doc):
            case.note_origin(doc)
            tally.held += 1
            continue
        with case.taking(doc):
            case.put(*readings)
        tally.documents += 1
        tally.stories += len(readings)
        tally.accounts += sum(len(reading.accounts) for reading in readings)
        progress(tally, doc.origin)
    if tally.documents:
        link_waiting(case, know)
    return tally


def _wanted(archive: Archive, where: Sequence[str]) -> Iterator[Read]:
    """Yield each document with an account that passes, part by part: all rows of a document lie in one part."""
    asked, given = condition(where)
    chosen = months(archive, given)
    for part in archive.parts():
        keys = sorted(set(archive.rows(part, "accounts", chosen, asked).column("document").to_pylist()))
        for at in range(0, len(keys), AT_ONCE):
            yield from _documents(archive, part, keys[at : at + AT_ONCE])


def _documents(archive: Archive, part: Row, keys: list[str]) -> Iterator[Read]:
    """Rebuild documents of a part with their readings, by SHA-256."""
    rows = archive.rows(part, "documents", where=pc.field("sha256").isin(keys)).to_pylist()
    stories = archive.rows(part, "stories", where=pc.field("document").isin(keys)).to_pylist()
    accounts = archive.rows(part, "accounts", where=pc.field("document").isin(keys)).to_pylist()
    ids = [row["id"] for row in stories]
    mentions = archive.rows(part, "mentions", where=pc.field("story").isin(ids)).to_pylist()
    mentions_of, accounts_of = _by_story(mentions), _by_story(accounts)
    readings: dict[str, dict[str, Reading]] = {}
    for row in stories:
        told = tuple(schema.account_from(a) for a in accounts_of.get(row["id"], ()))
        named = tuple(schema.mention_from(m) for m in mentions_of.get(row["id"], ()))
        reading = Reading(schema.story_of(row), named, told, row["reader"])
        readings.setdefault(row["document"], {})[row["id"]] = reading
    for row in sorted(rows, key=lambda row: str(row["sha256"])):
        yield schema.document_of(row), list(readings.get(row["sha256"], {}).values())


def _by_story(rows: list[Row]) -> dict[str, list[Row]]:
    out: dict[str, dict[int, Row]] = {}
    for row in rows:
        out.setdefault(row["story"], {})[row["n"]] = row
    return {story: [of[n] for n in sorted(of)] for story, of in out.items()}
