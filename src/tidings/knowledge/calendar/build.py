"""From the words that a rule matched to their Sense; a guard returns None where the words are not about time."""

from __future__ import annotations

import re
from dataclasses import replace

from tidings.knowledge.calendar.guards import GUARDS
from tidings.knowledge.calendar.sense import Sense, Side
from tidings.knowledge.calendar.words import Words

Match = re.Match[str]
LAST_CENTURY = 30  # a higher ordinal before "century" is a slip of the pen


def sense(match: Match, form: str, fields: dict[str, str], know: Words) -> Sense | None:
    """Return what the match means, or None where its numbers are no date."""
    said = {k: v for k, v in match.groupdict().items() if v is not None}
    guard = GUARDS.get(fields.get("guard", ""))
    if guard and not guard(match, said, know):
        return None
    if form == "slash":
        return _slash(said)
    if form == "event":
        return _event(said["event"], know)
    if form == "bc":
        return Sense(
            "bc", year=-int(said["bc"]), month=int(know.value("month", said["month"])) if "month" in said else None
        )
    found = _fixed(_amounts(_calendar(Sense(form), said, know), said, know), fields)
    return _checked(found, said)


def _calendar(found: Sense, said: dict[str, str], know: Words) -> Sense:
    """Fill in the parts that stand in a calendar."""
    month = know.value("month", said["month"]) if "month" in said else said.get("monthno")
    return replace(
        found,
        year=_year(said, know),
        year_last=_last_year(said),
        month=int(month) if month else None,
        day=know.ordinal(said["day"]) if "day" in said else None,
        day_last=know.ordinal(said["day2"]) if "day2" in said else None,
        weekday=int(know.value("weekday", said["weekday"])) if "weekday" in said else None,
        season=know.value("season", said["season"]) if "season" in said else None,
        quarter=int(said["quarter"]) if "quarter" in said else None,
        half={"first": 1}.get(said["half"].lower(), 2) if "half" in said else None,
        decade=_decade(said, know),
        holiday=know.value("holiday", said["holiday"]) if "holiday" in said else None,
        is_eve="eve" in said,
    )


def _amounts(found: Sense, said: dict[str, str], know: Words) -> Sense:
    """Fill in how many of what, from where, and at which part of it."""
    base, _, count = know.value("step", said["step"]).partition(":") if "step" in said else ("", "", "")
    if "deictic" in said:
        count = know.value("deictic", said["deictic"])
    number = know.number(said["n"]) if "n" in said else float(count) if count else None
    if number is not None and "half_more" in said:
        number += 0.5
    unit = know.value("unit", said["unit"]) if "unit" in said else None
    part = know.value("part", said["part"]) if "part" in said else None
    if "set" in said:  # "nightly" repeats a part of the day, "weekly" a unit
        unit, part = (
            (None, know.value("set", said["set"]))
            if len(know.value("set", said["set"])) == 2
            else (know.value("set", said["set"]), None)
        )
    return replace(
        found,
        base="told" if base == "told" else "story" if base else None,
        count=number,
        unit=unit,
        mod=know.value("mod", said["mod"]) if "mod" in said else None,
        approx=know.value("approx", said["approx"]) if "approx" in said else None,
        part=part,
        clock=_clock(said["clock"], know) if "clock" in said else None,
        ref=know.value("ref", said["ref"]) if "ref" in said else None,
        side=_side(said),
        quarter=know.ordinal(said["ordinal"]) if "ordinal" in said else found.quarter,
    )


def _fixed(found: Sense, fields: dict[str, str]) -> Sense:
    """Add what the rule says and no word does."""
    if "sign" in fields and found.count is not None:
        found = replace(found, count=found.count if fields["sign"] == "+" else -found.count)
    if "base" in fields and found.base is None:
        found = replace(found, base="told" if fields["base"] == "told" else "story")
    if "count" in fields and found.count is None:
        found = replace(found, count=float(fields["count"]))
    if "unit" in fields and found.unit is None:
        found = replace(found, unit=fields["unit"])
    if found.unit == "CE" and found.form == "date":
        found = replace(found, century=found.quarter, quarter=None)
    return replace(
        found,
        of=fields.get("of"),
        part=fields.get("part", found.part),
        mod=fields.get("mod", found.mod),
        ref=fields.get("ref", found.ref),
        side="past" if fields.get("side") == "past" else "next" if fields.get("side") == "next" else found.side,
    )


def _checked(found: Sense, said: dict[str, str]) -> Sense | None:
    """Refuse days and quarters that no year has."""
    if (
        found.month
        and found.day
        and found.day > (29 if found.month == 2 else 30 if found.month in (4, 6, 9, 11) else 31)
    ):
        return None
    if found.quarter is not None and not 1 <= found.quarter <= 4:
        return None
    if found.century is not None and not 1 <= found.century <= LAST_CENTURY:
        return None
    if found.day_last is not None and found.day is not None and found.day_last <= found.day:
        return None
    if found.form == "shift" and "side" in said:
        return replace(found, count=-1.0 if said["side"].lower() == "before" else 1.0, side=None)
    return found


def _slash(said: dict[str, str]) -> Sense | None:
    """Read numbers as day and month only where no other order is a date."""
    first, second = int(said["first"]), int(said["second"])
    if said["stroke"] == ".":
        return (
            Sense("date", year=int(said["year"]), month=second, day=first)
            if 1 <= second <= 12 and 1 <= first <= 31
            else None
        )
    if first == second and 1 <= first <= 12:
        return Sense("date", year=int(said["year"]), month=first, day=first)
    if 1 <= first <= 12 < second <= 31:
        return Sense("date", year=int(said["year"]), month=first, day=second)
    if 1 <= second <= 12 < first <= 31:
        return Sense("date", year=int(said["year"]), month=second, day=first)
    return None


def _event(name: str, know: Words) -> Sense:
    """Give a well-known deed its day, and say whether its name tells a day of any year."""
    year, month, day = map(int, know.value("event", name).split("-"))
    is_told = any(know.has("month", word) for word in name.split())
    return Sense("event", year=year, month=month, day=day, is_told=is_told)


def _year(said: dict[str, str], know: Words) -> int | None:
    if "year" in said:
        return int(said["year"])
    if "tens" in said:
        century = 1900 if said["hundred"].lower() == "nineteen" else 1800
        return century + int(know.number(f"{said['tens']} {said.get('ones', '')}"))
    if "year2" in said:
        short = int(said["year2"])
        return short + (1900 if short > 30 else 2000)
    return None


def _last_year(said: dict[str, str]) -> int | None:
    if "year" not in said or "year2" not in said:
        return None
    year = int(said["year"])
    last = year - year % 100 + int(said["year2"])
    return last if last > year else None


def _decade(said: dict[str, str], know: Words) -> int | None:
    if "decade" in said:
        return int(said["decade"])
    if "decade2" in said:
        return 1900 + int(said["decade2"])
    if "decadeword" in said:
        return 1900 + int(know.value("tens", said["decadeword"].lower().replace("ties", "ty")))
    return None


def _side(said: dict[str, str]) -> Side | None:
    word = said.get("side", "").lower()
    return "first" if word == "first" else "last" if word in ("last", "final") else None


def _clock(words: str, know: Words) -> str:
    """Return the time of day as THH:MM."""
    if know.has("clockword", words):
        return "T" + know.value("clockword", words)
    digits = re.match(r"(\d{1,2})[:.]?(\d\d)?", words)
    assert digits is not None
    hour, minute = int(digits[1]), digits[2] or "00"
    half = re.search(r"([ap])\.?m", words, re.I)
    if half:
        hour = hour % 12 + (12 if half[1].lower() == "p" else 0)
    return f"T{hour:02}:{minute}"
