"""What the looks before the reading pass over: accounts lost, ordinary news spared, and their speed.

python bench/triage.py [--gva N]        # N articles of gva_incidents, chosen by a hash of their names; default 150

Accounts are those that the rules read in every story of gold/dev and of the articles; lost are those in stories that
are passed over. Gold records are what annotators found. ordinary.tsv lists stories that tell no incident; of the dev
parts with news of all sorts only the share passed over is told. Nothing here was trained on, but for
guardian_sdf and geo_lgl, of which some stories are annotated for training (training/triage.py).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from copies import interval
from ordinary import stories as ordinary
from ordinary import story_of

from tidings.knowledge import Knowledge
from tidings.model import Story
from tidings.reading import read_many
from tidings.reading.triage_reader import is_passed_over

SHARED = Path(__file__).resolve().parents[2] / "shared"
MIXED = ("conll2003", "geo_lgl", "n3_linking", "guardian_sdf")  # dev parts of news of all sorts
ROUNDS = 3  # times the texts are looked at for the speed
Json = dict[str, Any]


def rows(corpus: str) -> list[Json]:
    path = SHARED / "corpora" / corpus / "dev.jsonl"
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def gold_dev() -> Iterator[tuple[str, str, int]]:
    """Name, text and number of gold records of each story."""
    for path in sorted((SHARED / "gold" / "dev").glob("*.json")):
        text = json.loads(path.read_text(encoding="utf-8"))["text"]
        records = json.loads((path.parent / "gold" / path.name).read_text(encoding="utf-8"))["events"]
        yield path.stem, text, len(records)


def articles(most: int) -> list[tuple[str, str, int]]:
    def order(row: Json) -> str:
        return hashlib.sha256(row["id"].encode()).hexdigest()

    return [(row["id"], row["text"], 1) for row in sorted(rows("gva_incidents"), key=order)[:most]]


def lost(name: str, of: list[tuple[str, str, int]], know: Knowledge) -> None:
    """Print how many accounts and records stand in stories that are passed over."""
    told = [Story(ident, 0, len(text), text, language="en") for ident, text, _ in of]
    read = [len(reading.accounts) for reading in read_many(told, know)]
    over = [is_passed_over(text, know) for _, text, _ in of]
    accounts, gone = sum(read), sum(n for n, passed in zip(read, over, strict=True) if passed)
    records = sum(n for *_, n in of)
    missed = sum(n for (*_, n), passed in zip(of, over, strict=True) if passed)
    print(
        f"{name}: {len(of)} stories, {sum(over)} passed over; accounts kept {accounts - gone}/{accounts} "
        f"= {(accounts - gone) / accounts:.4f} {interval(accounts - gone, accounts)}; "
        f"stories with accounts lost {sum(bool(n) and p for n, p in zip(read, over, strict=True))}; "
        f"gold records kept {records - missed}/{records}"
    )


def spared(name: str, texts: list[str], know: Knowledge) -> None:
    over = sum(is_passed_over(text, know) for text in texts)
    print(f"{name}: {over}/{len(texts)} = {over / len(texts):.2f} passed over {interval(over, len(texts))}")


def speed(texts: list[str], know: Knowledge) -> None:
    began = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    for _ in range(ROUNDS):
        for text in texts:
            is_passed_over(text, know)
    took = resource.getrusage(resource.RUSAGE_SELF).ru_utime - began
    size = sum(map(len, texts)) / len(texts)
    print(f"speed: {ROUNDS * len(texts) / took:,.0f} stories of {size:,.0f} characters a CPU second")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--gva", type=int, default=150)
    given = asked.parse_args()
    listed, know = ordinary(), Knowledge()
    spared("ordinary.tsv", [story_of(row).text for row in listed], know)
    for corpus in MIXED:
        spared(f"{corpus} dev, all sorts", [row["text"] for row in rows(corpus)], know)
    speed([row["text"] for row in rows("guardian_sdf")], know)
    lost("gold/dev", list(gold_dev()), know)
    lost("gva_incidents", articles(given.gva), know)


if __name__ == "__main__":
    main()
