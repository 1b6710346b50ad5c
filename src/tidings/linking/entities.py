"""Which names mean the same actor, place or item in different stories.

Two names are one thing when a table gives them one id; else when their plain form is the same; else, weaker, when one
is the other shortened ("the Vanguard" for "Lake Vanguard") or its initials. A person is never more than the name: two
people of one name stay one key, and nothing but the name ever makes them one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from tidings.knowledge.also_called import ARTICLES
from tidings.knowledge.sameness import sameness
from tidings.linking.wording import tokens
from tidings.model import Filler, Reading
from tidings.model.ids import key_text

SAME_ID = 1.0
SAME_NAME = 0.9  # by words alone: "the police" in two stories need not be one force
SHORTENED = 0.6
NARROWER = 0.6  # a thing and a sort of it: "a bomb" beside "a car bomb"
DESCRIBED = 0.3  # "people", "the soldiers": said of most incidents


def plain_name(name: str) -> str:
    """Return a name's words without articles, folded.

    >>> plain_name("The Lake Vanguard's")
    'lake vanguard'
    """
    plain = sameness().plain
    words = [word.removesuffix("'s") for word in tokens(name)]
    return key_text(" ".join(word for word in words if word not in plain) or " ".join(words))


def plain_words(name: str) -> str:
    """Return a name's words folded, without a leading article: what must be alike for two names to be one.

    More stays than in `plain_name`, by which names are compared: "Omar Said" is not "Omar".

    >>> plain_words("The Lake Vanguard's")
    'lake vanguard'
    """
    words = [word.removesuffix("'s") for word in tokens(name)]
    return key_text(" ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words))


def entity_key(name: str, ident: str | None) -> str:
    """Return under which key a name is known in a case: its table id, its plain words, or "~" for a description."""
    return f"id:{ident}" if ident else plain_words(name) if is_name(name) else f"~{plain_words(name)}"


def is_name(name: str) -> bool:
    """Whether a capital stands behind the first word, or in the only one: "Lake Vanguard", not "Armed men"."""
    return any(word[:1].isupper() for word in name.split()[1:] or name.split())


def filler_key(filler: Filler) -> str:
    """Return what the filler counts as: its table id, its plain name, or "~" and its words for a mere description."""
    if filler.entity:
        return f"id:{filler.entity}"
    return plain_name(filler.name) if is_name(filler.name) else f"~{plain_name(filler.name)}"


def alike(left: str, right: str) -> float:
    """Score two keys from 0 (nothing shared) to 1 (the same id)."""
    if left == right:
        return SAME_ID if left.startswith("id:") else DESCRIBED if left.startswith("~") else SAME_NAME
    if left.startswith("id:") and right.startswith("id:"):
        return NARROWER if _is_narrower(left[3:], right[3:]) or _is_narrower(right[3:], left[3:]) else 0.0
    if "~" in (left[:1], right[:1]):
        return 0.0
    one, two = left.removeprefix("id:").split(), right.removeprefix("id:").split()
    short, long = sorted((one, two), key=len)
    is_initials = len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)
    return SHORTENED if short and (set(short) < set(long) or is_initials) else 0.0


def _is_narrower(one: str, other: str) -> bool:
    """Whether the first id names a sort of the second: ids end in the head of the name."""
    return one.endswith(f"-{other}")


def best_match(left: Iterable[str], right: Iterable[str]) -> tuple[float, str, str]:
    """Return the best score of any pair of keys, and the two keys that met; ("", "") if nothing is alike."""
    pairs = ((alike(a, b), a, b) for a in sorted(left) for b in sorted(right))
    return max(pairs, key=lambda pair: pair[0], default=(0.0, "", ""))


def canonical_names(readings: Iterable[Reading]) -> dict[str, str]:
    """Return for each key the name most used for it over all stories; ties go to the longer, then the alphabet."""
    used: dict[str, Counter[str]] = {}
    for reading in readings:
        for account in reading.accounts:
            for _, fillers in account.roles:
                for filler in fillers:
                    used.setdefault(filler_key(filler), Counter())[filler.name] += 1
    return {key: canonical(count) for key, count in used.items()}


def canonical(used: Mapping[str, int]) -> str:
    """Return the name used most; ties go to the longer, then the alphabet."""
    return min(used, key=lambda name: (-used[name], -len(name), name))
