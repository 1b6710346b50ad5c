"""What `tidings read --against` prints: where two readers of the same stories differ."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tidings.cli.terminal import say, say_json, table
from tidings.cli.words import called

if TYPE_CHECKING:
    from tidings.evaluate.against import Pair, Sides, Sum
    from tidings.model import Account

WORDS = 50  # characters of an account's own words in a row
SAME, ALONE = "same", "-"


def say_sides(sides: Sides, a: str, b: str) -> None:
    """Print one story: a row for each field that differs, and one for each account that one reader found alone."""
    say(f"{called(sides.story)} · {sides.story.id}")
    say(f"    {len(sides.both)} found by both, {len(sides.only_a)} by {a} alone, {len(sides.only_b)} by {b} alone")
    table(("account", "field", a, b), _rows(sides))
    say()


def _rows(sides: Sides) -> Iterator[tuple[str, str, str, str]]:
    for pair in sides.both:
        differ = [one for one in pair.fields if not one.is_same]
        for one in differ:
            yield _words(pair.a), one.name, one.a or ALONE, one.b or ALONE
        if not differ:
            yield _words(pair.a), "all", SAME, SAME
    yield from ((_words(one), "found", "yes", ALONE) for one in sides.only_a)
    yield from ((_words(one), "found", ALONE, "yes") for one in sides.only_b)


def _words(account: Account) -> str:
    return textwrap.shorten(f"{account.kind}: {account.mentions[0].text}", WORDS, placeholder="…")


def say_sum(counts: Sum, a: str, b: str) -> None:
    """Print the counts over all stories, and field by field how often the two agree."""
    agreement = "-" if counts.agreement is None else f"{counts.agreement:.3f}"
    alone = f"by {a} alone {counts.only_a}, by {b} alone {counts.only_b}"
    say(f"Compared stories {counts.stories}; accounts found by both {counts.both}, {alone}; agreement (F1) {agreement}")
    names = sorted(counts.same.keys() | counts.differ.keys())
    rows = ((name, str(counts.same[name]), str(counts.differ[name])) for name in names)
    table(("field", "same", "differs"), rows, right=("same", "differs"))


def say_sides_json(sides: Sides, a: str, b: str) -> None:
    """Print one story as one line of JSON."""
    say_json(
        {
            "story": sides.story.id,
            "headline": sides.story.headline,
            "a": a,
            "b": b,
            "both": [_pair(pair) for pair in sides.both],
            "only_a": [_account(one) for one in sides.only_a],
            "only_b": [_account(one) for one in sides.only_b],
        }
    )


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "a": _account(pair.a),
        "b": _account(pair.b),
        "same": [one.name for one in pair.fields if one.is_same],
        "differ": {one.name: [one.a or None, one.b or None] for one in pair.fields if not one.is_same},
    }


def _account(account: Account) -> dict[str, Any]:
    mention = account.mentions[0]
    where = {"start": mention.start, "end": mention.end, "text": mention.text}
    return {"id": account.id, "kind": account.kind, "status": account.status, **where}
