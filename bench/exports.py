"""Seconds, peak memory and bytes of each form of export, for a stream of made events.

The events are generated as they are asked for, each told by one to three stories of some 1,200 characters, so that the
figures are the writer's own: no case is read, no text is parsed. Each form runs in a process of its own. Seconds are of
processor time and hold the making of the events, which is given apart; memory is the largest the process ever had.

    python bench/exports.py [--events 100000] [--forms csv,parquet] [--json]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from tidings.model import (
    Account,
    Amount,
    Counted,
    Event,
    Filler,
    Origin,
    Place,
    Placed,
    Published,
    Quote,
    Source,
    Statement,
    Story,
    Timed,
    When,
    content_id,
)
from tidings.model.links import Telling, Told
from tidings.output.forms import FORMS, Options

GROUPS = [f"{colour} {thing}" for colour in ("Red", "Blue", "Pale", "Lantern") for thing in ("Front", "Column", "Wing")]
TOWNS = [f"Town {n}" for n in range(2_000)]
OUTLETS = [f"Outlet {n}" for n in range(300)]
REST = "Officials gave no more details of it. Residents spoke of smoke over the market and of closed roads. " * 10
NOBODY = "nobody"  # reads the stream and writes nothing


def stream(n: int) -> Iterator[Told]:
    """Yield n events; the same n gives the same events."""
    for at in range(n):
        yield told(random.Random(at), at)


def told(draw: random.Random, at: int) -> Told:
    day = dt.date(2015, 1, 1) + dt.timedelta(days=at % 3650)
    group, town = draw.choice(GROUPS), draw.choice(TOWNS)
    place = Place(
        town, "XA", 1_000 + TOWNS.index(town), draw.uniform(-60, 60), draw.uniform(-170, 170), 10.0, "in", "city"
    )
    tellings = tuple(telling(draw, f"{at}-{n}", group, place, day) for n in range(draw.randint(1, 3)))
    accounts = tuple(one.account.id for one in tellings)
    time_of = When(day.isoformat(), day.isoformat(), "day")
    origins = tuple(dict.fromkeys(one.origin.name for one in tellings if one.origin))
    event = Event(
        content_id("event", *accounts), "attack", "happened", accounts, len(tellings), time_of, place, origins,
        len(origins), 2, "two origins agree", f"Attack by {group} in {town}",
    )  # fmt: skip
    said = tuple(Statement(event.id, key, "actor", group, 0, len(group), "roles/1") for key in accounts)
    return Told(event, tellings, said, {})


def telling(draw: random.Random, key: str, group: str, place: Place, day: dt.date) -> Telling:
    killed = draw.randint(1, 40)
    text = (
        f"{group} attacked a police post in {place.name} on Friday, killing {killed} people, an official said. {REST}"
    )
    story = Story(
        content_id("document", key) * 4, 0, len(text), text, f"{killed} die in {place.name}", None,
        draw.choice(OUTLETS), Published((day + dt.timedelta(days=1)).isoformat(), "day", "metadata"),
        "en", key, f"https://example.org/{key}",
    )  # fmt: skip

    def quote(words: str) -> Quote:
        start = text.index(words)
        return Quote.at(text, start, start + len(words))

    account = Account(
        story.id, "attack", "happened", (quote("attacked"),),
        (Source("official", quote("an official"), quote("said")),),
        Timed(When(day.isoformat(), day.isoformat(), "day"), quote("Friday")), Placed(place, quote(place.name)),
        (("actor", (Filler(group, quote(group)),)), ("target", (Filler("police post", quote("a police post")),))),
        (("killed", Counted(Amount(killed, killed, "people", "killed"), quote(str(killed)))),), "shooting",
        confidence=0.8, because=("events.attack/1",),
    )  # fmt: skip
    return Telling(story, account, Origin(account.id, f"official {draw.randint(1, 3)}", "official"))


def measured(form: str, n: int) -> dict[str, object]:
    """Write one form in this process; memory in megabytes."""
    began, size = time.process_time(), 0
    if form == NOBODY:
        for one in stream(n):
            size += len(one.tellings)
    else:
        for piece in FORMS[form].write_bytes(stream(n), Options(name="bench")):
            size += len(piece)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"form": form, "seconds": round(time.process_time() - began, 1), "peak_mb": round(peak), "bytes": size}


def apart(form: str, n: int) -> dict[str, object]:
    """Measure one form in a process of its own."""
    call = [sys.executable, __file__, "--events", str(n), "--one", form]
    found: dict[str, object] = json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--events", type=int, default=100_000)
    asked.add_argument("--forms", default=",".join(FORMS))
    asked.add_argument("--one", help="measure this form here and print it as JSON")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    if given.one:
        print(json.dumps(measured(given.one, given.events)))
        return
    base = apart(NOBODY, given.events)
    print(f"{given.events:,} events; making them takes {base['seconds']} s and {base['peak_mb']} MB")
    print(f"{'form':<12}{'seconds':>9}{'peak MB':>9}{'MB out':>8}")
    for form in given.forms.split(","):
        found = apart(form, given.events)
        if given.json:
            print(json.dumps(found))
        else:
            out = int(str(found["bytes"])) / 2**20
            print(f"{form:<12}{found['seconds']:>9}{found['peak_mb']:>9}{out:>8.0f}", flush=True)


if __name__ == "__main__":
    main()
