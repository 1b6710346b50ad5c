"""When a host may be asked again."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from tidings.errors import NotFetched

MAX_WAIT = 120.0  # seconds waited for one request; a host that wants to be left alone longer is not asked in this run
MAX_GAP = 60.0  # seconds between requests that a robots.txt may ask for; some ask for a day and mean: stay away


class Pace:
    """Keeps requests to one host apart."""

    def __init__(
        self, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._sleep, self._clock = sleep, clock
        self._free_at: dict[str, float] = {}

    def wait(self, host: str, gap: float) -> None:
        """Wait until the host may be asked, and keep it free for `gap` seconds from then.

        Raises NotFetched where the host has asked to be left alone for longer than MAX_WAIT.
        """
        left = self._free_at.get(host, 0.0) - self._clock()
        if left > MAX_WAIT:
            raise NotFetched(f"{host} asks to be left alone for {left:,.0f} s more. Try again then.", "told-to-wait")
        if left > 0:
            self._sleep(left)
        self._free_at[host] = self._clock() + min(gap, MAX_GAP)

    def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for that long."""
        self._free_at[host] = max(self._free_at.get(host, 0.0), self._clock() + seconds)


def asked_pause(retry_after: str | None, now: dt.datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, None where it says nothing that can be read.

    >>> asked_pause("120", dt.datetime.now(dt.UTC))
    120.0
    """
    said = (retry_after or "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        moment = parsedate_to_datetime(said)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
