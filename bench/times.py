"""Times against TempEval-3 and WikiWars: `python bench/times.py [--shared FOLDER] [--show]`.

Spans: strict = same characters, relaxed = any overlap, one to one. Value F1 = relaxed F1 times the share of right
values (TempEval-3 scorer). Prints counts first.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tidings.knowledge import Knowledge
from tidings.model import Mention, Published, Story, When
from tidings.reading.language import parses
from tidings.reading.times import times

SHARED = Path(__file__).parents[2] / "shared"
Row = dict[str, Any]


def rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def story_of(row: Row) -> Story:
    day = (row.get("dct") or row["published"])[:10]
    return Story(row["id"], 0, len(row["text"]), row["text"], published=Published(day, "day", "metadata"))


def gold_of(row: Row) -> list[tuple[int, int, str]]:
    spans = [s for s in row["spans"] if s["label"].startswith("TIMEX") and not s.get("depth")]
    return sorted((s["start"], s["end"], s.get("value") or "") for s in spans)


def pairs(gold: list[tuple[int, int, str]], got: list[Mention]) -> Iterator[tuple[tuple[int, int, str], Mention]]:
    left = list(got)
    for item in gold:
        for mention in left:
            if mention.quote.start < item[1] and item[0] < mention.quote.end:
                yield item, mention
                left.remove(mention)
                break


def measure(records: list[Row], know: Knowledge, *, show: bool) -> Counter[str]:
    tally: Counter[str] = Counter()
    for row, doc in zip(records, parses(row["text"] for row in records), strict=True):
        gold, got = gold_of(row), times(doc, story_of(row), know)
        tally["gold"] += len(gold)
        tally["got"] += len(got)
        hit: set[int] = set()
        used: set[int] = set()
        for (start, end, value), mention in pairs(gold, got):
            hit.add(start)
            used.add(mention.quote.start)
            assert isinstance(mention.value, When)
            right = value == (mention.value.timex or "")
            tally["relaxed"] += 1
            tally["strict"] += (start, end) == (mention.quote.start, mention.quote.end)
            tally["value"] += right
            if show and not right:
                print(
                    "VALUE",
                    row["id"],
                    repr(row["text"][start:end]),
                    repr(mention.quote.text),
                    value,
                    mention.value.timex,
                    mention.rule,
                    sep="\t",
                )
        if show:
            for start, end, value in gold:
                if start not in hit:
                    print(
                        "MISS",
                        row["id"],
                        repr(row["text"][start - 25 : start]),
                        repr(row["text"][start:end]),
                        value,
                        sep="\t",
                    )
            for m in got:
                if m.quote.start not in used:
                    print(
                        "EXTRA",
                        row["id"],
                        repr(row["text"][m.quote.start - 25 : m.quote.end + 15]),
                        repr(m.quote.text),
                        m.rule,
                        sep="\t",
                    )
    return tally


def report(name: str, tally: Counter[str]) -> None:
    total = tally["gold"] + tally["got"]
    ratios = {key: 2 * tally[key] / total for key in ("strict", "relaxed", "value")}
    print(
        f"{name}: {tally['gold']} gold, {tally['got']} found, {tally['relaxed']} overlap, {tally['value']} right values"
    )
    print("   " + "  ".join(f"{key} F1 {ratio:.3f}" for key, ratio in ratios.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--show", action="store_true", help="print every miss, extra and wrong value")
    parser.add_argument("--only", choices=("te3", "wikiwars"))
    args = parser.parse_args()
    know = Knowledge()
    if args.only != "wikiwars":
        records = list(rows(args.shared / "corpora/te3/train.jsonl"))
        for part in ("TimeBank", "AQUAINT"):
            some = [row for row in records if row["meta"]["part"] == part]
            report(f"TempEval-3 {part}", measure(some, know, show=args.show))
    if args.only != "te3":
        records = list(rows(args.shared / "corpora/wikiwars/train.jsonl"))
        report("WikiWars", measure(records, know, show=args.show))


if __name__ == "__main__":
    main()
