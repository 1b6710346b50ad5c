"""How the time of tying names grows with the definitions of a case: "Full Name (ABC)", and stories of ABC alone.

usage: python bench/definitions.py [STORIES]      (10000 unless given)

Of the stories 35 in 100 define letters of one of 60 bodies, 25 letters of a body that no other names, and 40 name one
of the 60 by letters alone. They come 500 at a time. Prints the processor time of a story of the last 500, and of one
more that defines letters which many define.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from tidings.case import CaseStore
from tidings.knowledge import Knowledge
from tidings.linking import tie_names
from tidings.model import Account, Actor, Document, Filler, Mention, Quote, Reading, Story

SHOWN = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
PART = 500  # stories of one part, as link_waiting takes them
SOUNDS = "BCDFGHKLMNPRSTV"
BODIES = 60
DEFINED, ALONE = 0.35, 0.4  # shares of the stories that define one of the bodies, and that name it by letters alone


def letters(of: random.Random, n: int) -> str:
    """Return letters that may stand for a body."""
    return "".join(of.choice(SOUNDS) for _ in range(n))


def told(n: int, short: str, *, is_defined: bool) -> Reading:
    """Return a story in which a body attacked, by its letters, behind its full name or alone."""
    full = " ".join(f"{letter}orin{letter.lower()}a" for letter in short)
    text = f"The {full} ({short}) attacked Mora, {n}." if is_defined else f"The {short} attacked Mora, {n}."
    story = Story(Document(text.encode(), f"{n}.txt", "text/plain").sha256, 0, len(text), text)
    by = Actor(full if is_defined else short, None, "organisation", "group")
    quote = _quote(text, by.name)
    named = [Mention("actor", quote, None, by, "actors.organisation/1")]
    if is_defined:
        named.append(Mention("actor", _quote(text, short), None, by, "actors.abbreviated/1"))
    deed = _quote(text, "attacked")
    account = Account(story.id, "attack", "happened", (deed,), roles=(("actor", (Filler(by.name, quote),)),))
    return Reading(story, tuple(named), (account,))


def _quote(text: str, words: str) -> Quote:
    return Quote(text.index(words), text.index(words) + len(words), words)


def tied(case: CaseStore, some: list[Reading], know: Knowledge) -> float:
    """Put stories into the case and return the seconds of processor time that tying their names took."""
    for one in some:
        with case.taking(Document(one.story.text.encode(), "a.txt", "text/plain")):
            case.put(one)
    start = time.process_time()
    with case.linking() as held:
        tie_names(held.naming, [one.story.id for one in some], know)
    return time.process_time() - start


def grow(case: CaseStore, most: int) -> None:
    """Let the case grow, and print what stories cost on the way."""
    know, chance = Knowledge(), random.Random(1)
    bodies = [letters(chance, 3) for _ in range(BODIES)]
    for first in range(0, most, PART):
        some = []
        for n in range(first, first + PART):
            drawn = chance.random()
            short = chance.choice(bodies) if drawn < DEFINED + ALONE else letters(chance, 4)
            some.append(told(n, short, is_defined=not DEFINED <= drawn < DEFINED + ALONE))
        seconds = tied(case, some, know)
        more = tied(case, [told(most + first, bodies[0], is_defined=True)], know)
        if first + PART in SHOWN:
            print(f"{first + PART:>7} stories: {1000 * seconds / PART:.2f} ms a story; one more {1000 * more:.0f} ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, CaseStore.open(Path(folder) / "a.case") as grown:
        grow(grown, int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
