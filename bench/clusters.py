"""Score linking and grading on the composed clusters.

usage: python bench/clusters.py [CLUSTERS_DIR] [--read | --pairs]

The accounts come from the key: kind, status, numbers and attribution chain as given, mentions from the quotes; times
and places are read from the quotes by the few rules below, so that what they say is what a reader could find there.
Prints the figures of `score_clusters.py`, which stands beside the clusters. `--pairs` prints instead one line of
feature scores for each pair of accounts, with 1 or 0 for one event or two: what the weights were fitted on.
`--read` has the stories read by the reader instead, which is what the figures are in the end about.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import itertools
import json
import pathlib
import re
import sys
import tempfile
from typing import Any

from tidings import reading
from tidings.grading import grade
from tidings.knowledge import Knowledge
from tidings.linking import lineage, link
from tidings.linking.compare import compare
from tidings.linking.traits import traits_of
from tidings.model import Account, Amount, Counted, Place, Placed, Published, Quote, Reading, Source, Story, Timed, When
from tidings.model.links import Links

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = "january february march april may june july august september october november december".split()
NAMED_DAY = re.compile(rf"\b({'|'.join(DAYS)}|yesterday|today|this morning)\b", re.I)
MONTH = rf"({'|'.join(MONTHS)})"
DATE = re.compile(rf"\b(?:(\d{{1,2}}) {MONTH}|{MONTH} (\d{{1,2}}))\b(?:,? (\d{{4}}))?", re.I)
IN_MONTH = re.compile(rf"\b(?:in|last|of) {MONTH}\b(?: (\d{{4}}))?", re.I)
MEASURES = ("killed", "injured", "abducted", "arrested", "quantity")


def story_of(row: dict[str, Any]) -> Story:
    published = Published(row["published"], "day", "metadata")
    text = row["text"]
    return Story(
        row["id"].ljust(64, "0"), 0, len(text), text, row["title"], None, row["publisher"], published, "en", row["id"]
    )


def when_of(quote: str, day: dt.date) -> When | None:
    """The day or month that the quote names, resolved backwards from publication."""
    if found := DATE.search(quote):
        number, month = found[1] or found[4], (found[2] or found[3]).lower()
        told = dt.date(int(found[5] or day.year), MONTHS.index(month) + 1, int(number))
        return When(told.isoformat(), told.isoformat(), "day")
    if found := NAMED_DAY.search(quote):
        word = found[1].lower()
        back = (day.weekday() - DAYS.index(word)) % 7 if word in DAYS else int(word == "yesterday")
        told = day - dt.timedelta(days=back)
        return When(told.isoformat(), told.isoformat(), "day")
    if found := IN_MONTH.search(quote):
        month = MONTHS.index(found[1].lower()) + 1
        year = int(found[2] or (day.year if month <= day.month else day.year - 1))
        last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).isoformat()
        return When(f"{year}-{month:02}-01", last, "month")
    return None


def place_of(text: str, start: int, end: int, known: list[str]) -> Placed | None:
    """The place of the cluster named in the quote, else the last one named before it."""
    for low, high in ((start, end), (0, start)):
        spots = [(m.start(), m.end()) for name in known for m in re.finditer(re.escape(name), text[low:high])]
        if spots:
            a, b = max(spots) if low == 0 else min(spots)
            return Placed(Place(text[low + a : low + b]), Quote.at(text, low + a, low + b))
    return None


def account_of(story: Story, event: dict[str, Any], told: dict[str, Any], known: list[str]) -> Account:
    start = story.text.index(told["quote"])
    quote = Quote.at(story.text, start, start + len(told["quote"]))
    when = when_of(quote.text, story.published.day or dt.date.max)
    numbers = ((n, Counted(Amount(*told["values"][n]), quote)) for n in MEASURES if n in told["values"])
    return Account(
        story.id,
        event["kind"],
        told["status"],
        (quote,),
        tuple(Source(name) for name in told["chain"]),
        Timed(when) if when else None,
        place_of(story.text, quote.start, quote.end, known),
        numbers=tuple(numbers),
    )


def readings_of(folder: pathlib.Path) -> tuple[list[Reading], dict[str, tuple[str, str]]]:
    """Return the readings of one cluster, and for each account the event it tells."""
    key = json.loads((folder / "key.json").read_text())
    rows = [json.loads(f.read_text()) for f in sorted(folder.glob("*.json")) if f.name != "key.json"]
    stories = {row["id"]: story_of(row) for row in rows}
    known = [
        re.sub(r"^(off|central) (the )?", "", e["place"]).split(",")[0].split(" islands")[0] for e in key["events"]
    ]
    told: dict[str, dict[str, Account]] = {ident: {} for ident in stories}
    gold = {}
    for event in key["events"]:
        for one in event["accounts"]:
            account = account_of(stories[one["story"]], event, one, known)
            told[one["story"]][account.id] = account
            gold[account.id] = (key["cluster"], event["id"])
    return [Reading(stories[i], (), tuple(told[i].values())) for i in stories], gold


def exported(links: Links, readings: list[Reading]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the links in the form of `export --as jsonl` and `lineage --json`."""
    accounts = {a.id: (r.story.source_id, a) for r in readings for a in r.accounts}
    source = {r.story.id: r.story.source_id for r in readings}
    origin = {o.account: o.name for o in links.origins}
    events = []
    for event in links.events:
        told = [
            {
                "source_id": accounts[i][0],
                "mentions": [{"start": q.start, "end": q.end} for q in accounts[i][1].mentions],
                "origin": origin[i],
            }
            for i in event.accounts
        ]
        fields = ("id", "kind", "status", "title", "origins", "independent", "credibility", "credibility_because")
        events.append({"event": {name: getattr(event, name) for name in fields}, "accounts": told})
    rows = {name: [] for name in ("copies", "cites")}  # type: dict[str, list[list[str | None]]]
    for line in links.lineage:
        rows[line.relation].append([source[line.earlier], source[line.later], line.how])
    rows["cites"] = [[later, earlier, how] for earlier, later, how in rows["cites"]]
    return events, rows


def print_pairs(readings: list[Reading], gold: dict[str, tuple[str, str]]) -> None:
    copies = lineage.copies((r.story for r in readings), Knowledge())
    for a, b in itertools.combinations(traits_of(readings, lineage.roots(copies)), 2):
        scores = {met.name: round(met.score, 3) for met in compare(a, b).met}
        is_one = int(gold[a.account.id] == gold[b.account.id])
        print(json.dumps({"cluster": gold[a.account.id][0], "one": is_one} | scores))


def main(folder: pathlib.Path, *, pairs: bool, read: bool) -> None:
    readings: list[Reading] = []
    gold: dict[str, tuple[str, str]] = {}
    for cluster in sorted(f.parent for f in folder.glob("*/key.json")):
        more, key = readings_of(cluster)
        readings += more
        gold |= key
    if pairs:
        return print_pairs(readings, gold)
    know = Knowledge()
    if read:
        readings = list(reading.read_many((r.story for r in readings), know))
    links = grade(link(readings, (), know), readings, (), know)
    events, rows = exported(links, readings)
    with tempfile.TemporaryDirectory() as scratch:
        out = pathlib.Path(scratch)
        (out / "events.jsonl").write_text("".join(json.dumps(e) + "\n" for e in events))
        (out / "lineage.json").write_text(json.dumps(rows))
        spec = importlib.util.spec_from_file_location("score_clusters", folder.parent / "score_clusters.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError(folder.parent / "score_clusters.py")
        scorer = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(scorer)
        scorer.main(folder, out / "events.jsonl", out / "lineage.json")


if __name__ == "__main__":
    beside = pathlib.Path(__file__).resolve().parents[2] / "shared" / "gold" / "clusters"
    named = [pathlib.Path(a) for a in sys.argv[1:] if not a.startswith("-")]
    main(named[0] if named else beside, pairs="--pairs" in sys.argv, read="--read" in sys.argv)
