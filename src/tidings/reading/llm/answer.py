"""The model's answer as plain values: one JSON object, or none; what is not of the form asked for is absent."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from tidings.errors import NotAnswered

THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)  # what some models write down before they answer
FENCE = re.compile(r"\A```[a-z]*\s*\n(.*?)\n?```\Z", re.DOTALL)
MOST = 200  # accounts of a story, and parts of a list: gold stories have at most some forty accounts


class Asked(NamedTuple):
    """Words that the model quotes, with the number of the sentence it names; either may be missing."""

    words: str
    sentence: int | None


def accounts_in(text: str) -> list[dict[str, Any]]:
    """Return the records of an answer. Raises NotAnswered where it is not the one JSON object that was asked for."""
    bare = THOUGHT.sub("", text).strip()
    fenced = FENCE.match(bare)
    try:
        whole = json.loads(fenced[1] if fenced else bare)
    except (ValueError, RecursionError) as why:
        raise NotAnswered("The model's answer is not the JSON that was asked for.", "llm-broken") from why
    listed = whole.get("accounts") if isinstance(whole, dict) else None
    if not isinstance(listed, list):
        raise NotAnswered('The model\'s answer has no list "accounts".', "llm-broken")
    return [one if isinstance(one, dict) else {} for one in listed]


def asked(part: Any) -> Asked | None:
    """Return the quote that a part of a record gives; None where it gives none."""
    if not isinstance(part, dict) or not isinstance(part.get("quote"), str) or not part["quote"].strip():
        return None
    number = part.get("s")
    is_number = isinstance(number, int) and not isinstance(number, bool)
    return Asked(part["quote"], number if is_number else None)


def parts(value: Any) -> list[Any]:
    """Return a list as it is, one part as a list of one, and nothing as an empty one."""
    return value if isinstance(value, list) else [value] if value else []


def by_name(value: Any) -> dict[str, Any]:
    """Return a mapping from names, empty for anything else."""
    return value if isinstance(value, dict) else {}


def word(value: Any) -> str:
    """Return a value that is one word, or the "value" of a part; "" for anything else."""
    inner = value.get("value") if isinstance(value, dict) else value
    return inner.strip().lower() if isinstance(inner, str) else ""
