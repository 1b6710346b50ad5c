"""Analysts' judgements of events laid over what the accounts tell: edits, an override of the credibility, tags.

Nothing here changes a statement: who says what stays as it was read, and without the judgement the event is as before.
"""

from __future__ import annotations

import calendar
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, cast, get_args

from tidings.model.account import METHODS, ROLES, STATUSES, Account
from tidings.model.event import Credibility, Edit, Event
from tidings.model.judgement import Anchor, Judgement
from tidings.model.values import UNKNOWN_TIME, Amount, Place, TimePrecision, When

CREDIBILITIES = frozenset(map(str, get_args(Credibility)))
TYPED_TIME = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")
NUMBERS = ("killed", "injured", "abducted", "arrested", "quantity")
# what an analyst may set; of these the event itself holds kind, status, time, place and title
FIELDS = ("kind", "status", "time", "place", "title", "method", *ROLES, *NUMBERS)


def found_again(anchor: Anchor, accounts: Iterable[Account]) -> str | None:
    """Return the id of the account that the anchor means, among those of its story; None where it is gone.

    Where none has the anchor's id, it is the one whose first mention shares most characters with it; of several the
    one of its kind.
    """
    best: tuple[int, bool, str] | None = None
    for account in accounts:
        if account.id == anchor.account:
            return account.id
        first = account.mentions[0]
        shared = min(first.end, anchor.end) - max(first.start, anchor.start)
        if shared > 0:
            best = max(best or (0, False, ""), (shared, account.kind == anchor.kind, account.id))
    return best[2] if best else None


def standing_on(accounts: Sequence[str], event_of: Mapping[str, str]) -> str | None:
    """Return the event that a judgement about these accounts belongs to: the one that holds most of them.

    Of two that hold as many it is the one with the account that came first. So a judgement goes with the larger part
    when its event is split, and with the whole when it is merged.
    """
    held = [event_of[account] for account in accounts if account in event_of]
    count = Counter(held)
    return max(count, key=lambda event: (count[event], -held.index(event)), default=None)


def laid_over(event: Event, judgements: Iterable[Judgement], names: Mapping[str, Iterable[str]] | None = None) -> Event:
    """Return the event with what analysts said of it; `judgements` are those in force, oldest first.

    `names` are those that accounts give for each role: where the title has one, it shows the analyst's instead.
    """
    edits: dict[str, Edit] = {}
    tags: set[str] = set()
    for said in judgements:
        right = said.right or ""
        if said.verdict == "edit" and said.field in FIELDS:
            edits[said.field] = Edit(said.field, right, said.by, said.at, said.because)
        elif said.verdict == "grade" and right in CREDIBILITIES:
            words = f"set by {said.by}" + (f": {said.because}" if said.because else "")
            event = replace(event, credibility=cast(Credibility, int(right)), credibility_because=words)
        elif said.verdict == "tag":
            tags.add(right)
    for edit in sorted(edits.values(), key=lambda edit: edit.field == "title"):
        if edit.field in ("kind", "status", "time", "place", "title"):
            event = _with(event, edit)
        elif edit.field in ROLES:
            event = replace(event, title=retitled(event.title, (names or {}).get(edit.field, ()), edit.value))
    return replace(event, edits=tuple(edits[name] for name in FIELDS if name in edits), tags=tuple(sorted(tags)))


def _with(event: Event, edit: Edit) -> Event:
    value = value_of(edit.field, edit.value)
    if edit.field == "place" and event.place and event.title.endswith(f", {event.place.name}"):
        event = replace(
            event, title=event.title.removesuffix(f", {event.place.name}") + (f", {value.name}" if value else "")
        )
    return replace(event, **{edit.field: value})


def retitled(title: str, names: Iterable[str], name: str) -> str:
    """Return the title with the name in the place of the longest of these names that it has.

    >>> retitled("Attack by rebels on Mora", ["rebels", "the rebels"], "the army")
    'Attack by the army on Mora'
    """
    for one in sorted(names, key=len, reverse=True):
        changed, n = re.subn(rf"(?<!\w){re.escape(one)}(?!\w)", lambda _: name, title, count=1, flags=re.IGNORECASE)
        if n:
            return changed
    return title


def value_of(field: str, text: str) -> Any:
    """Return the value that the canonical text of a field stands for; raise ValueError where it stands for none.

    >>> value_of("killed", '{"min": 5, "max": 7}')
    Amount(min=5, max=7, of=None, measure='other')
    """
    if field in ("time", "place", *NUMBERS):
        try:
            raw = json.loads(text)
            if raw is None and field in ("time", "place"):
                return UNKNOWN_TIME if field == "time" else None
            return When(**raw) if field == "time" else Place(**raw) if field == "place" else Amount(**raw)
        except (TypeError, KeyError) as why:
            raise ValueError(str(why)) from why
    if (field == "status" and text not in STATUSES) or (field == "method" and text not in METHODS):
        raise ValueError(f"one of {', '.join(STATUSES if field == 'status' else METHODS)}")
    return text


def canonical(field: str, given: str) -> str:
    """Return what a person types for a value as the canonical text of the field; raise ValueError for no value.

    A day, month or year ("2018-10-15", "2018-10", "2018") or two of them ("2018-10-01..2018-10-31"), a number or two
    ("5", "5..7", "5.."), a place's name; "unknown" for no time and no place. Canonical text is returned as it is.

    >>> canonical("killed", "5..7")
    '{"min": 5, "max": 7}'
    >>> canonical("time", "2018-10-15")
    '{"start": "2018-10-15", "end": "2018-10-15", "precision": "day", "timex": null, "type": "DATE"}'
    """
    if field not in FIELDS:
        raise ValueError(f"one of the fields {', '.join(FIELDS)}")
    text = given.strip()
    if not text.startswith(("{", "null")) and field in ("time", "place", *NUMBERS):
        text = _typed(field, text)
    value_of(field, text)
    return text


def _typed(field: str, text: str) -> str:
    first, dots, last = (part.strip() for part in text.partition(".."))
    if text == "unknown" and field in ("time", "place"):
        return "null"
    if field == "place":
        return json.dumps(asdict(Place(text)), ensure_ascii=False)
    if field == "time":
        return json.dumps(asdict(_typed_time(first, last if dots else first, is_interval=bool(dots))))
    try:
        low, high = (float(part) if part else None for part in (first, last if dots else first))
    except ValueError:
        raise ValueError("type it in figures: 5, 5.. or 5..7") from None
    return json.dumps({"min": _whole(low), "max": _whole(high)})


def _typed_time(first: str, last: str, *, is_interval: bool) -> When:
    for given in (first, last):
        if given and not TYPED_TIME.fullmatch(given):
            raise ValueError("type it as 2018-10-15, 2018-10, 2018 or as two of them: 2018-10-01..2018-10-31")
    start = f"{first}-01-01"[:10] if len(first) == 4 else f"{first}-01"[:10] if first else None
    end = last
    if len(last) == 4:
        end = f"{last}-12-31"
    elif len(last) == 7:
        end = f"{last}-{calendar.monthrange(int(last[:4]), int(last[5:]))[1]}"
    precision = "interval" if is_interval and first != last else {4: "year", 7: "month"}.get(len(first), "day")
    return When(start, end or None, cast(TimePrecision, precision))


def _whole(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number
