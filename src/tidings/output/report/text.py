"""Text as a page may show it: one line, nothing that steers or reverses, names and days in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from tidings.model import When
from tidings.output.summary import day_words

_STEERS = re.compile(  # control characters, marks that reverse the order of text, half characters, non-characters
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NAMES_SHOWN = 3  # of one role in a sentence; the rest is counted


def shown(text: str) -> str:
    r"""Return the text in one line, with every character that could steer a page or a program written out.

    >>> shown("toll \u202e rises\n  again")
    'toll \\u202e rises again'
    """
    return _STEERS.sub(lambda found: f"\\u{ord(found.group()):04x}", " ".join(text.split()))


def listed(names: Sequence[str], most: int = NAMES_SHOWN) -> str:
    """Return names as one reads them out; beyond the most they are counted.

    >>> listed(["police", "army", "navy", "guards", "crew"])
    'police, army, navy and 2 more'
    """
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def is_proper(name: str) -> bool:
    """Whether a name is one, and no description: whether any of its words has a capital.

    >>> is_proper("the Rights Observatory"), is_proper("two officials")
    (True, False)
    """
    return any(word[:1].isupper() for word in name.split())


def origins_listed(names: Sequence[str]) -> str:
    """Return the names of origins as one reads them out; a description stands in quotation marks.

    >>> origins_listed(["Radio Marsh", "residents"])
    'Radio Marsh and “residents”'
    """
    return shown(listed([name if is_proper(name) else f"“{name}”" for name in names]))


def capital(text: str) -> str:
    """Return the text with a capital at its front."""
    return text[:1].upper() + text[1:]


def article(noun: str) -> str:
    """Return the noun with "a" or "an" before it.

    >>> article("attack on a depot"), article("use of drones")
    ('an attack on a depot', 'a use of drones')
    """
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


def day(iso: str) -> str:
    """Return an ISO day in words.

    >>> day("2018-10-15")
    '15 October 2018'
    """
    year, month, of_month = iso.split("-")
    return f"{int(of_month)} {MONTHS[int(month) - 1]} {year}"


def moment(iso: str) -> str:
    """Return an ISO moment in words.

    >>> moment("2018-10-15T08:09:10+00:00")
    '15 October 2018, 08:09 UTC'
    """
    at = dt.datetime.fromisoformat(iso).astimezone(dt.UTC)
    return f"{day(at.date().isoformat())}, {at:%H:%M} UTC"


def time_words(when: When) -> str:
    """Return a time in words, as exactly as it is known; "" where it is not.

    >>> time_words(When("2018-10-01", "2018-10-31", "month")), time_words(When(None, "2018-10-15"))
    ('in October 2018', 'by 15 October 2018')
    """
    start, end = when.start, when.end
    if not start or not end:
        return f"from {day(start)} on" if start else f"by {day(end)}" if end else ""
    plain = day_words(when)
    if len(plain) in (4, 7):
        year, _, month = plain.partition("-")
        return f"in {MONTHS[int(month) - 1]} {year}" if month else f"in {year}"
    return f"on {day(start)}" if start == end else f"between {day(start)} and {day(end)}"
