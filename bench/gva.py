"""Articles to incidents, from raw text to linked events, on local news of shootings (gva_incidents).

python bench/gva.py [--every N]    # the incidents of one N-th of the dev part, by a hash of their number; default 4

Each article is read and linked as any input; its incident is the event of its main account: of violence, done or tried,
with most said of it. City, killed and injured of an incident are those of the event that holds most of its articles.
Beside it stand two baselines: the same trigger on the same day, and articles alike by words (TF-IDF) with at most three
days between their dates, at the best of four thresholds, which is a favour to the baseline.

Part of these texts was used to fit weights of reading (page dates, sentence borders): the figures of reading may
flatter; nothing of linking was fitted on them but the bias (see compare.py).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from copies import interval
from coref import clusters, conll, line
from ecbplus import cosines, joined

from tidings import pipeline
from tidings.grading.conflicts import figure
from tidings.knowledge import Knowledge
from tidings.knowledge.names import fold
from tidings.linking import link
from tidings.linking.wording import stem
from tidings.model import Account, Event, Place, Reading
from tidings.model.links import Links
from tidings.model.measures import distance_km

GVA = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "gva_incidents"
VIOLENCE = {"attack", "clash", "accident", "abduct"}
DAYS = 3  # between the dates of two articles that the TF-IDF baseline may join
ALIKE = (0.15, 0.2, 0.3, 0.4)
NEAR_KM = 40.0  # from the incident's own point: the same city, however its part is called
Row = dict[str, Any]


def sample(every: int) -> list[Row]:
    """Return the articles of one of `every` incidents."""
    rows = [json.loads(text) for text in (GVA / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    return [r for r in rows if int(hashlib.sha256(r["meta"]["incident"].encode()).hexdigest(), 16) % every == 0]


def read(rows: list[Row], know: Knowledge) -> list[Reading]:
    """Read the articles as the rows of a data set are read."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "articles.jsonl"
        given = ({name: row[name] for name in ("id", "title", "published", "text")} for row in rows)
        path.write_text("".join(json.dumps(row) + "\n" for row in given), encoding="utf-8")
        return list(pipeline.read(path, know=know))


def of_article(readings: list[Reading]) -> dict[str, tuple[Account, ...]]:
    """Return the accounts of each article, of which ingest may have made several stories."""
    told: dict[str, tuple[Account, ...]] = {}
    for reading in readings:
        ident = reading.story.source_id or ""
        told[ident] = told.get(ident, ()) + reading.accounts
    return told


def main_account(accounts: tuple[Account, ...]) -> Account | None:
    """Return the account of violence of which most is said, the earliest of several; None where there is none."""

    def said(one: Account) -> tuple[int, int]:
        tolls = sum(one.number(name) is not None for name in ("killed", "injured"))
        return (tolls + (one.place is not None) + bool(one.time and one.time.when.is_known), -one.mentions[0].start)

    told = [a for a in accounts if a.kind in VIOLENCE and a.status in ("happened", "attempted")]
    return max(told, key=said, default=None)


def by_trigger(row: Row, accounts: tuple[Account, ...]) -> tuple[str, str]:
    """The first baseline's label: the trigger of the main account and its day, else that of publication."""
    main = main_account(accounts)
    if main is None:
        return ("none", row["id"])
    when = main.time.when if main.time else None
    return (stem(fold(main.mentions[0].text)), when.start if when and when.start else row["published"])


def by_words(rows: list[Row], least: float) -> dict[str, int]:
    """The second baseline: articles alike by their words with at most DAYS between their dates."""
    days = np.array([np.datetime64(row["published"]).astype(int) for row in rows])
    alike = np.where(abs(days[:, None] - days[None]) <= DAYS, cosines(rows), -1.0)
    return dict(zip([row["id"] for row in rows], joined(alike, least), strict=True))


def tell(rows: list[Row], readings: list[Reading]) -> None:
    """Print the figures of clustering and then those of the incidents' fields."""
    links = link(readings, (), Knowledge())
    event_of = {account: event for event in links.events for account in event.accounts}
    told = of_article(readings)
    mine: dict[str, Event | str] = {}
    for ident, accounts in told.items():
        main = main_account(accounts)
        mine[ident] = event_of[main.id] if main else ident
    key = clusters({row["id"]: row["meta"]["incident"] for row in rows if row["id"] in mine})
    labels = {i: event if isinstance(event, str) else event.id for i, event in mine.items()}
    silent = sum(ident == event for ident, event in mine.items())
    print(f"{len(mine)} articles of {len(key)} incidents; no account of violence in {silent}")
    print(line("Tidings", key, clusters(labels)))
    known = [row for row in rows if row["id"] in mine]
    print(line("same trigger and day", key, clusters({row["id"]: by_trigger(row, told[row["id"]]) for row in known})))
    words = {least: clusters(by_words(known, least)) for least in ALIKE}
    best = max(words, key=lambda least: conll(key, words[least]))
    print(line(f"TF-IDF {best} and {DAYS} days", key, words[best]))
    print(line("each article alone", key, clusters({ident: ident for ident in mine})))
    fields(known, mine, links)


def fields(rows: list[Row], mine: dict[str, Event | str], links: Links) -> None:
    """Print the share of incidents whose city, killed and injured the event has right."""
    records = (GVA / "incidents.dev.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {record["id"]: record for record in map(json.loads, records)}
    holding: dict[str, Counter[Event]] = {}
    for row in rows:
        event = mine[row["id"]]
        holding.setdefault(row["meta"]["incident"], Counter()).update([event] if isinstance(event, Event) else [])
    right: Counter[str] = Counter()
    for number, events in holding.items():
        record, event = gold[number], next((e for e, _ in events.most_common(1)), None)
        place = event.place if event else None
        point = Place("", "US", None, *record["latlon"]) if record.get("latlon") else None
        km = distance_km(place, point) if place and point else None
        right["city by name"] += bool(place and fold(place.name) == fold(record["city"] or ""))
        right[f"city within {NEAR_KM:.0f} km"] += km is not None and km <= NEAR_KM
        for name in ("killed", "injured"):
            told = figure(event, links.statements, links.origins, name) if event else None
            right[name] += event is not None and (told.best if told else 0) == record[name]
    for name, count in right.items():
        print(f"{name:20} {count}/{len(holding)} {interval(count, len(holding))}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=4)
    chosen = sample(parser.parse_args().every)
    tell(chosen, read(chosen, Knowledge()))
