"""Arguments of events in RAMS and WikiEvents: a reader that never saw either set, by the sets' own measures.

    python bench/arguments.py [rams|wikievents] [--reader rules|network] [--limit N]

The task gives the trigger and its type; asked are the words that fill each of the type's roles. A reader knows neither
these types nor these roles: of the accounts that a trigger's words tell, the one named first answers, and what it says
of actor, target, item and so on is written as the first role of ROLES that the type has. The roles that a type has are
those that any event of it has in the part. An event that no account tells has no answers; its arguments count as
missed.

span   F1 over (role, first and last character)
head   F1 over (role, head word by spaCy), the measure of later papers for RAMS and that of WikiEvents
told   the same head F1 over the events that an account tells

The interval is the middle 95 % of 1,000 draws of as many texts with replacement (seed 1).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from tidings.knowledge import Knowledge
from tidings.model import Account, Published, Story
from tidings.reading.language import parses
from tidings.reading.readers import READERS, reader_of

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
SETS = ("rams", "wikievents")
DRAWS, SEED = 1000, 1
ROLES = {
    "actor": "attacker killer injurer executioner damagerdestroyer destroyer damager jailer giver transporter impeder "
    "preventer perpetrator communicator demonstrator participant investigator inspector prosecutor judgecourt founder "
    "manufacturer spy granter violator regulator extraditer monitor employee voter retreater",
    "target": "victim target detainee defendant passenger passengerartifact beneficiary recipient artifact patient "
    "observedentity inspectedentity monitoredentity surrenderer employee candidate participant",
    "item": "instrument explosivedevice artifact acquiredentity artifactmoney vehicle passengerartifact money",
    "supplier": "giver",
    "recipient": "recipient beneficiary",
    "origin": "origin",
    "destination": "destination",
    "place": "place territoryorfacility",
}
Json = dict[str, Any]
Answer = tuple[str, int, int]


def records(name: str, limit: int | None) -> list[Json]:
    path = CORPORA / name / "dev.jsonl"
    if not path.is_file():
        sys.exit(f"No {path}. The sets lie beside the checkout, in shared/corpora.")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][:limit]


def inventory(rows: Sequence[Json]) -> dict[str, set[str]]:
    """The roles of each type."""
    found: dict[str, set[str]] = defaultdict(set)
    for event in (e for row in rows for e in row["events"]):
        found[event["type"]] |= {plain(a["role"]) for a in event["arguments"]}
    return found


def plain(role: str) -> str:
    return re.sub(r"[^a-z]", "", role.lower())


def answers(account: Account, roles: set[str]) -> Iterator[Answer]:
    """What the account says, in the roles of the type."""
    spans = [(role, f.quote.start, f.quote.end) for role, fillers in account.roles for f in fillers]
    if account.place and account.place.quote:
        spans.append(("place", account.place.quote.start, account.place.quote.end))
    for ours, start, end in spans:
        theirs = next((role for role in ROLES.get(ours, "").split() if role in roles), None)
        if theirs:
            yield theirs, start, end


def head(doc: Doc, start: int, end: int) -> int:
    """The place of the head word."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root.i if span else -1


def counted(row: Json, doc: Doc, accounts: Sequence[Account], roles: dict[str, set[str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for event in row["events"]:
        start, end = event["trigger"]
        told = next((a for a in accounts if any(q.start < end and start < q.end for q in a.mentions)), None)
        gold = {(plain(a["role"]), a["start"], a["end"]) for a in event["arguments"]}
        said = set(answers(told, roles[event["type"]])) if told else set()
        by_head = [{(role, head(doc, a, b)) for role, a, b in side} for side in (gold, said)]
        counts.update(events=1, told=told is not None)
        counts.update(span_gold=len(gold), span_said=len(said), span_right=len(gold & said))
        for name in ("head", "told") if told else ("head",):
            counts[f"{name}_gold"] += len(by_head[0])
            counts[f"{name}_said"] += len(by_head[1])
            counts[f"{name}_right"] += len(by_head[0] & by_head[1])
    return counts


def ratio(counts: Counter[str], name: str) -> float:
    return 2 * counts[f"{name}_right"] / max(1, counts[f"{name}_gold"] + counts[f"{name}_said"])


def line(name: str, each: Sequence[Counter[str]]) -> str:
    whole, chance = sum(each, Counter()), random.Random(SEED)
    drawn = sorted(ratio(sum(chance.choices(each, k=len(each)), Counter()), name) for _ in range(DRAWS))
    low, high = drawn[int(0.025 * DRAWS)], drawn[int(0.975 * DRAWS)]
    numbers = " ".join(f"{key} {whole[f'{name}_{key}']}" for key in ("gold", "said", "right"))
    return f"  {name}: F1 {ratio(whole, name):.3f} ({low:.3f}-{high:.3f}), {numbers}"


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("sets", nargs="*", choices=(*SETS, []), default=[])
    args.add_argument("--reader", choices=READERS, default="rules")
    args.add_argument("--limit", type=int)
    given = args.parse_args()
    know, reader = Knowledge(), reader_of(given.reader)
    for name in given.sets or SETS:
        rows = records(name, given.limit)
        roles = inventory(rows)
        each = []
        for row, doc in zip(rows, parses(r["text"] for r in rows), strict=True):
            day = Published(row["published"][:10], "day", "given") if row.get("published") else Published()
            story = Story(row["id"], 0, len(row["text"]), row["text"], published=day, language="en")
            each.append(counted(row, doc, reader.read(story, know).accounts, roles))
        whole = sum(each, Counter())
        print(f"{name} dev, {given.reader}: {len(rows)} texts, {whole['events']} events, {whole['told']} told")
        for measure in ("span", "head", "told"):
            print(line(measure, each))


if __name__ == "__main__":
    main()
