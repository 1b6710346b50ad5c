"""What words of time are counted from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from tidings.knowledge.calendar import days
from tidings.knowledge.calendar.sense import Sense
from tidings.model import When

Direction = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Frame:
    """The day of publication, the way the verb looks, and the last date told."""

    reference: dt.date | None
    direction: Direction | None = None
    told: When | None = None

    def base(self, sense: Sense) -> dt.date | None:
        """Return the day from which the expression's steps count."""
        if sense.base == "told":
            return days.first_day(self.told) or self.reference
        return self.reference

    @property
    def near(self) -> dt.date | None:
        """The day near which an expression without a year lies."""
        return self.reference or days.first_day(self.told)
