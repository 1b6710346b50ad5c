"""Where words of time are something else: each guard looks at a match and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Callable

from tidings.knowledge.calendar.words import Words

Match = re.Match[str]
AMBIGUOUS = ("may", "march", "mar")  # verbs or a name as well
AROUND = 14  # characters looked at on either side
LONGER_BEFORE = re.compile(r"[\d$€£#/.,:-]$|[$€£#] $")
RANGE_BEFORE = re.compile(r"[^\d][–-]$|\b(?:1[5-9]|20)\d\d[-–/]$")
LONGER_AFTER = re.compile(r"[,.:]?\d|%|-\w|[°/]\d")
RANGE_AFTER = re.compile(r"[-–/](?:1[5-9]|20)\d\d\b|-[a-z]")
NAMED = re.compile(r" (?:[A-Z0-9][\w.'’-]* ){1,3}")  # what a house number leads in
YEAR_LIKE = re.compile(r"(?:19|20)\d\d$")
NAMED_DAY = re.compile(r"\b(?:since|after|before|following|until|on)\s$", re.I)  # what "9/11" stands after as a day
COUNTED = re.compile(r"\s+(?:[a-z]+ )?[a-z]+(?<!s)s\b")


def _before(match: Match) -> str:
    return match.string[max(0, match.start() - AROUND) : match.start()]


def _after(match: Match) -> str:
    return match.string[match.end() : match.end() + AROUND]


def _guard_month(match: Match, said: dict[str, str], know: Words) -> bool:
    """A bare "may" or "march" is a month only after a word that wants one; an abbreviation needs its stop."""
    word = said["month"]
    if word.lower().rstrip(".") not in AMBIGUOUS:
        return len(word.rstrip(".")) > 3 or word.endswith(".")
    if know.ends("before_month", _before(match)):
        return word[0].isupper() or know.ends("before_season", _before(match)) or _before(match).endswith("last ")
    return "mod" in said and word[0].isupper()


def _guard_step_month(match: Match, said: dict[str, str], _: Words) -> bool:
    """ "this may" and "that march" are no months in small letters; "last may" is."""
    return (
        said["month"][0].isupper() or said["month"].lower() not in AMBIGUOUS or said["step"].lower() in ("last", "next")
    )


def _guard_weekday(match: Match, said: dict[str, str], _: Words) -> bool:
    """A bare "Sun" or "sat" is no day."""
    word = said["weekday"]
    return len(word.rstrip(".")) > 5 or (word.endswith(".") and word[0].isupper() and "mod" not in said)


def _guard_season(match: Match, said: dict[str, str], know: Words) -> bool:
    """A season without an article is one only after a preposition: "spring" and "fall" are verbs as well."""
    return "mod" in said or know.ends("before_season", _before(match))


def _guard_year(match: Match, said: dict[str, str], know: Words) -> bool:
    """Four digits are a year unless they count something or belong to a longer number."""
    before, after, year = _before(match), _after(match), int(said["year"])
    if LONGER_BEFORE.search(before) and not RANGE_BEFORE.search(before):
        return False
    named = NAMED.match(match.string, match.end())
    if named and know.said["street"].match(match.string, named.end()):
        return False
    if LONGER_AFTER.match(after) or know.said["measure"].match(after.lstrip()):
        return bool(RANGE_AFTER.match(after))
    is_told = "mod" in said or know.ends("before_year", before.replace("(", " ")) or bool(RANGE_AFTER.match(after))
    if COUNTED.match(after) and not (know.ends("before_season", before) or before.endswith(("the ", "’s ", "'s "))):
        return False
    return 1000 <= year <= 2090 if is_told else 1900 <= year <= 2060


def _guard_step(match: Match, said: dict[str, str], know: Words) -> bool:
    """A plural unit or one shorter than a day is not a step of the calendar; "last second" is no time."""
    return know.value("unit", said["unit"]) not in ("S", "MIN", "H") and not said["unit"].lower().endswith("s")


def _guard_duration(match: Match, said: dict[str, str], know: Words) -> bool:
    """Ages ("three years old"), rates ("20 percent a year") and fractions ("a quarter") are no durations."""
    after = _after(match).lower()
    if re.match(r"[\s-]+olds?\b|['’]s\s+old", after):
        return False
    number, unit = said["n"].lower(), know.value("unit", said["unit"])
    if unit not in ("Y", "D") and YEAR_LIKE.match(number):
        return False
    if (unit in ("S", "Q", "MIN") and number in ("a", "an")) or (unit == "Q" and number == "three"):
        return False
    before = _before(match).lower()
    if number in ("a", "an") and (re.search(r"[\d%]\s$", before) or know.ends("rate", before)):
        return False
    return not (re.search(r"[\d$€£.,-]$|\bone of the $", before) and number[:1].isdigit())


def _guard_units(match: Match, said: dict[str, str], know: Words) -> bool:
    """A bare plural is a span of time unless a number that no rule reads stands before it, or an age after it."""
    return not re.search(r"[\d-] ?$|\bin the $|\bof $", _before(match)) and not re.match(r"[\s-]old", _after(match))


def _guard_part(match: Match, said: dict[str, str], know: Words) -> bool:
    """ "the morning", "the night" are times only after a preposition."""
    return know.ends("before_part", _before(match))


def _guard_short(match: Match, said: dict[str, str], know: Words) -> bool:
    """ "18 NOV 89" ends in a year only where nothing is counted after it."""
    return bool(re.match(r"\s*(?:[(\[),.;:]|--|—|–|$)", _after(match)))


def _guard_over(match: Match, said: dict[str, str], know: Words) -> bool:
    """ "over the last year" runs up to now; "the last year" alone is the year before."""
    return know.ends("before_window", _before(match))


def _guard_told(match: Match, said: dict[str, str], know: Words) -> bool:
    """ "in Q1" is a quarter; a bare "Q1" may be a question or a form."""
    return match[0][0] == "Q" and know.ends("before_month", _before(match))


def _guard_event(match: Match, said: dict[str, str], know: Words) -> bool:
    """A bare "9/11" is a day only after a preposition: "the 9/11 Commission" sat later, "9/11/2004" is another day."""
    if not match[0][-1].isdigit():
        return True
    return bool(NAMED_DAY.search(_before(match))) and not re.match(r"[/\d-]", _after(match))


GUARDS: dict[str, Callable[[Match, dict[str, str], Words], bool]] = {
    "month": _guard_month,
    "step_month": _guard_step_month,
    "weekday": _guard_weekday,
    "season": _guard_season,
    "year": _guard_year,
    "step": _guard_step,
    "duration": _guard_duration,
    "units": _guard_units,
    "over": _guard_over,
    "part": _guard_part,
    "told": _guard_told,
    "short": _guard_short,
    "event": _guard_event,
}
