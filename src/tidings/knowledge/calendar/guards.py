"""Where words of time are something else: each guard looks at a match and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Callable

from tidings.knowledge.calendar.words import Words

Match = re.Match[str]


def _guard_month(match: Match, said: dict[str, str], _: Words) -> bool:
    """A bare "may" or "march" is a month only after a word that wants one; an abbreviation needs a number."""
    word = said["month"]
    if word.lower().rstrip(".") not in ("may", "march", "mar"):
        return len(word.rstrip(".")) > 3 or word.endswith(".")
    before = match.string[: match.start()]
    if re.search(
        r"\b(?:in|since|until|till|during|between|by|of|through|from|before|after|for|and|to|this|last|next) $",
        before[-9:].replace("\n", " "),
        re.I,
    ):
        return word[0].isupper() or bool(re.search(r"\b(?:in|since|until|during|last) $", before[-8:], re.I))
    return "mod" in said and word[0].isupper()


def _guard_step_month(match: Match, said: dict[str, str], _: Words) -> bool:
    """ "this may" and "that march" are no months in small letters; "last may" is."""
    return (
        said["month"][0].isupper()
        or said["month"].lower() not in ("may", "march")
        or said["step"].lower() in ("last", "next")
    )


def _guard_weekday(match: Match, said: dict[str, str], _: Words) -> bool:
    """A bare "Sun" or "sat" is no day."""
    word = said["weekday"]
    return len(word.rstrip(".")) > 5 or (word.endswith(".") and word[0].isupper() and "mod" not in said)


def _guard_season(match: Match, said: dict[str, str], _: Words) -> bool:
    """A season without an article is one only after a preposition: "spring" and "fall" are verbs as well."""
    before = match.string[max(0, match.start() - 8) : match.start()].replace("\n", " ")
    return bool("mod" in said or re.search(r"\b(?:in|by|since|until|during|through|till) $", before, re.I))


def _guard_year(match: Match, said: dict[str, str], _: Words) -> bool:
    """Four digits are a year unless they count something or belong to a longer number."""
    before, after = (
        match.string[max(0, match.start() - 14) : match.start()],
        match.string[match.end() : match.end() + 14],
    )
    if re.search(r"[\d$€£#/.,:-]$", before.rstrip(" ") if before.endswith(" ") and before[-2:-1] in "$€£#" else before):
        if not re.search(r"[^\d][–-]$|\b(?:19|20)\d\d[-–/]$|[,.] $", before):
            return False
    if re.match(
        r"[,.:]?\d|%|-\w|[°/]\d| ?(?:km|kg|mph|ft|feet|pounds?|dollars|euros|percent|per cent|miles|metres|meters|hours|hrs|GMT)\b",
        after,
    ):
        return bool(re.match(r"[-–/](?:19|20)\d\d\b|-[a-z]", after))
    year = int(said["year"])
    told = "mod" in said or re.search(
        r"\b(?:in|since|of|by|until|till|from|during|between|before|after|and|to|the|early|late|for|year|through|or) ?\(?$",
        before,
        re.I,
    )
    counts = re.match(r"\s+(?:[a-z]+ )?[a-z]+s\b(?<!ss)", after) and not re.search(
        r"\b(?:the|in|since|early|late|['’]s)\s$", before, re.I
    )
    if counts or not 1500 <= year <= 2090:
        return bool(told and 1000 <= year <= 2090 and not counts)
    return bool(told) or 1900 <= year <= 2060


def _guard_step(match: Match, said: dict[str, str], know: Words) -> bool:
    """A plural unit or one shorter than a day is not a step of the calendar; "last second" is no time."""
    return know.value("unit", said["unit"]) not in ("S", "MIN", "H") and not said["unit"].lower().endswith("s")


def _guard_duration(match: Match, said: dict[str, str], know: Words) -> bool:
    """Ages are no durations; "a second" and "second-quarter" are no seconds."""
    after = match.string[match.end() : match.end() + 6].lower()
    if re.match(r"[\s-]+olds?\b|['’]s\s+old", after):
        return False
    number, unit = said["n"].lower(), know.value("unit", said["unit"])
    if unit in ("S", "Q", "MIN") and number in ("a", "an"):
        return False
    before = match.string[max(0, match.start() - 14) : match.start()].lower()
    return not (re.search(r"[\d$€£.,-]$|\bone of the $", before) and number[:1].isdigit())


def _guard_units(match: Match, said: dict[str, str], know: Words) -> bool:
    """A bare plural is a span of time unless a number that no rule reads stands before it, or an age after it."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    return not re.search(r"[\d-] ?$|\bin the $|\bof $", before) and not re.match(
        r"[\s-]old", match.string[match.end() :][:5]
    )


def _guard_part(match: Match, said: dict[str, str], know: Words) -> bool:
    """ "the morning", "the night" are times only after a preposition."""
    before = match.string[max(0, match.start() - 8) : match.start()]
    return bool(
        re.search(r"^(?:in|on)\b", match[0], re.I) or re.search(r"\b(?:during|by|until|through) $", before, re.I)
    )


def _guard_ref(match: Match, said: dict[str, str], know: Words) -> bool:
    """ "the past" must not run on into a window, nor "future" into a name."""
    return not (said["ref"].lower() == "future" and match[0][0].isupper() and match.start() > 0)


def _guard_short(match: Match, said: dict[str, str], know: Words) -> bool:
    """ "18 NOV 89" ends in a year only where nothing is counted after it."""
    return bool(re.match(r"\s*(?:[(\[),.;:]|--|—|–|$)", match.string[match.end() :][:4]))


GUARDS: dict[str, Callable[[Match, dict[str, str], Words], bool]] = {
    "month": _guard_month,
    "step_month": _guard_step_month,
    "weekday": _guard_weekday,
    "season": _guard_season,
    "year": _guard_year,
    "step": _guard_step,
    "duration": _guard_duration,
    "units": _guard_units,
    "part": _guard_part,
    "ref": _guard_ref,
    "short": _guard_short,
}
