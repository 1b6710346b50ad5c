"""Dates as metadata writes them, to ISO days. What stands in the running text is read by `dating`, not here."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate

ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d\d:?\d\d(?::?\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?$")
WRITTEN = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%A, %B %d, %Y", "%A, %d %B %Y")
EPOCH = re.compile(r"(1\d{9})(?:\d{3})?(?:\.\d+)?$")  # seconds or milliseconds since 1970, from September 2001 on
EARLIEST_YEAR = 1600  # the first newspapers; a metadata year before that is a template's zero


def iso_day(said: str) -> str | None:
    """Return the ISO day that `said` writes, as its writer wrote it (no change of time zone); None if it writes none.

    >>> iso_day("Tue, 30 Oct 2018 21:40:00 GMT"), iso_day("2018-10-30T23:59:00-05:00"), iso_day("October 2018")
    ('2018-10-30', '2018-10-30', None)
    """
    said = " ".join(said.split())
    if found := EPOCH.match(said):
        return dt.datetime.fromtimestamp(int(found.group(1)), dt.UTC).date().isoformat()
    for pattern in (ISO_DAY, COMPACT_DAY):
        if found := pattern.match(said):
            return _day(*(int(part) for part in found.groups()[:3]))
    for form in WRITTEN:
        try:
            day = dt.datetime.strptime(said.replace(".", ""), form).date()
        except ValueError:
            continue
        return _day(day.year, day.month, day.day)
    parts = parsedate(said) if len(said) < 64 else None
    return _day(*parts[:3]) if parts else None


def _day(year: int, month: int, day: int) -> str | None:
    if year < EARLIEST_YEAR:
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
