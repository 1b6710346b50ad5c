"""Story dates with metadata hidden: `python bench/dating.py [--shared FOLDER] [--show]`.

On news whose day is known (Guardian, US local news): how many days are claimed and right, how many intervals hold the
truth. Counts first, by basis. The last line leaves out stories whose page was archived before the day that the set
tells, which therefore is not that of the text; all other figures count them.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from tidings.ingest.dating import date_stories
from tidings.knowledge.calendar import Calendar
from tidings.model import Published, Story

SHARED = Path(__file__).parents[2] / "shared"
SETS = {
    "Guardian": "guardian_sdf/dev.jsonl",
    "US local news": "gva_incidents/dev.jsonl",
    "TempEval-3": "te3/train.jsonl",
}
REFUTED = "archived before the set's day"
ARCHIVED = re.compile(r"/web/(\d{4})(\d\d)(\d\d)\d{6}/")


def verdict(got: Published, truth: str) -> str:
    if got.date:
        return "right day" if got.date == truth else "wrong day"
    if not (got.earliest or got.latest):
        return "unknown"
    held = (got.earliest or "") <= truth <= (got.latest or "9999")
    return ("closed " if got.earliest and got.latest else "open ") + ("holds" if held else "misses")


def measure(path: Path, calendar: Calendar, *, show: bool) -> Counter[tuple[str, str]]:
    tally: Counter[tuple[str, str]] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        story = Story(row["id"], 0, len(row["text"]), row["text"])
        got = date_stories([story], [], calendar)[0].published
        outcome = verdict(got, row["published"][:10])
        tally[got.basis, outcome] += 1
        archived = ARCHIVED.search((row.get("meta") or {}).get("archive_url") or "")
        if archived and "-".join(archived.groups()) < row["published"][:10]:
            tally[REFUTED, outcome] += 1
        if show and outcome in ("wrong day", "closed misses", "open misses"):
            told = [span.of(row["text"]) for span in got.evidence]
            print(outcome, row["id"], row["published"], got.date, got.earliest, got.latest, got.basis, told, sep="\t")
    return tally


def report(name: str, tally: Counter[tuple[str, str]]) -> None:
    refuted = Counter({outcome: tally.pop((basis, outcome)) for basis, outcome in list(tally) if basis == REFUTED})
    total = sum(tally.values())
    print(f"{name}: {total} stories")
    for (basis, outcome), n in sorted(tally.items()):
        print(f"   {basis:10} {outcome:14} {n}")
    sums: Counter[str] = Counter()
    for (_, outcome), n in tally.items():
        sums[outcome] += n
    days = sums["right day"] + sums["wrong day"]
    held = sums["closed holds"] + sums["open holds"]
    intervals = held + sums["closed misses"] + sums["open misses"]
    print(f"   days claimed {days} ({days / total:.3f}), right {sums['right day'] / days if days else 0:.3f}")
    print(f"   intervals {intervals}, hold the truth {held / intervals if intervals else 0:.3f}")
    if refuted:
        right, left = sums["right day"] - refuted["right day"], days - refuted["right day"] - refuted["wrong day"]
        share = right / left if left else 0
        print(f"   without {refuted.total()} stories {REFUTED}: days claimed {left}, right {share:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--show", action="store_true", help="print every wrong day and every interval that misses")
    args = parser.parse_args()
    for name, file in SETS.items():
        report(name, measure(args.shared / "corpora" / file, Calendar.load(), show=args.show))


if __name__ == "__main__":
    main()
