"""Values that words stand for: When, Place, Amount, State. Unknown is a value, never a guess."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from tidings.model.span import Quote

TimePrecision = Literal["day", "week", "month", "season", "year", "decade", "interval", "unknown"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Relation = Literal["at", "in", "near", "north of", "south of", "east of", "west of", "off", "border of", "between"]


@dataclass(frozen=True, slots=True)
class When:
    """First and last possible day (ISO, inclusive, None = open) of something; both None means unknown."""

    start: str | None = None
    end: str | None = None
    precision: TimePrecision = "unknown"
    timex: str | None = None
    type: TimexType = "DATE"

    def __post_init__(self) -> None:
        for day in (self.start, self.end):
            if day is not None:
                dt.date.fromisoformat(day)
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"An interval must not end ({self.end}) before it starts ({self.start}).")

    @property
    def is_known(self) -> bool:
        """Whether at least one end is known."""
        return self.start is not None or self.end is not None

    def contains(self, day: str) -> bool:
        """Whether the ISO `day` may lie inside; an open end excludes nothing."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def may_overlap(self, other: When) -> bool:
        """Whether the two may share a day; unknown may overlap anything."""
        starts_late = self.start and other.end and self.start > other.end
        ends_early = self.end and other.start and self.end < other.start
        return not (starts_late or ends_early)


UNKNOWN_TIME = When()


@dataclass(frozen=True, slots=True)
class Place:
    """A named place as a point with a radius that says how exact it is.

    `country` is ISO 3166-1 alpha-2; `geonames` the GeoNames id; `lat`/`lon` degrees WGS 84; `radius_km` the
    circle that should hold the true place; `relation` how the words relate to the named place ("north of").
    """

    name: str
    country: str | None = None
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    relation: str | None = None
    type: str | None = None  # country, admin1, admin2, city, region, water, facility, continent

    def __post_init__(self) -> None:
        if self.lat is not None and not -90 <= self.lat <= 90:
            raise ValueError(f"Latitude must lie within -90..90, not {self.lat}.")
        if self.lon is not None and not -180 <= self.lon <= 180:
            raise ValueError(f"Longitude must lie within -180..180, not {self.lon}.")


Measure = Literal["killed", "injured", "abducted", "arrested", "displaced", "quantity", "money", "distance", "other"]


@dataclass(frozen=True, slots=True)
class Amount:
    """How many, from `min` to `max` (None = open), of what, and what the number measures."""

    min: float | None
    max: float | None
    of: str | None = None
    measure: Measure = "other"

    def __post_init__(self) -> None:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"An amount must not have min {self.min} above max {self.max}.")


Condition = Literal["intact", "improvised", "defunct", "seized"]  # of several, the last counts most


@dataclass(frozen=True, slots=True)
class State:
    """In what state a story puts an item, and the words that say so."""

    condition: Condition
    quote: Quote
