"""What words of time mean before anything fixes them in the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Base = Literal["story", "told"]
Side = Literal["past", "next", "first", "last"]


@dataclass(frozen=True, slots=True)
class Sense:
    """Parts of a date or span as the words give them; None where they are silent.

    `base` says from where `count` steps are counted: publication ("story") or the last date told ("told").
    `count` None with a `unit` is a vague number. `of` names the unit that `count` steps, where it is not the
    expression's own ("October 24 of last year": of = "year").
    """

    form: str
    base: Base | None = None
    count: float | None = None
    unit: str | None = None
    of: str | None = None
    year: int | None = None
    year_last: int | None = None
    month: int | None = None
    day: int | None = None
    day_last: int | None = None
    weekday: int | None = None  # 1 = Monday
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    holiday: str | None = None
    is_eve: bool = False
    part: str | None = None  # MO AF EV NI DT, ON = overnight
    clock: str | None = None
    mod: str | None = None  # START MID END BEFORE AFTER
    approx: str | None = None
    side: Side | None = None
    ref: str | None = None
    is_told: bool = False  # whether an event's name tells its month and day: "the October 7 attacks"

    @property
    def is_full(self) -> bool:
        """Whether the words alone fix it in the calendar."""
        return self.form in ("date", "week") and (self.year or self.decade or self.century) is not None

    @property
    def is_day(self) -> bool:
        """Whether it names one day, fixed or not."""
        if self.form == "shift":
            return self.unit == "D" and self.count is not None
        return self.form == "date" and (self.day or self.weekday or self.holiday) is not None and not self.day_last
