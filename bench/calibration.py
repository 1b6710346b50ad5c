"""How far an account's confidence can be trusted: calibration error, and what a user gets who asks for more.

    python bench/calibration.py [--reader rules|network] [--gold FOLDER] [--without PREFIX]

Reads the annotated stories of FOLDER (gold/dev) and pairs accounts with annotated incidents as `tidings score` does.
Printed: the expected calibration error in ten bins of equal width (the mean distance between confidence and share of
found ones, weighed by size), with the middle 95 % of 1,000 draws of as many stories; and for several least confidences
how many accounts are kept, with precision and recall. `--without` leaves out stories whose name begins so.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from gathering import published
from likely_fit import calibration

from tidings.evaluate.accounts import accounts_of, pairs
from tidings.evaluate.normal import incident
from tidings.knowledge import Knowledge
from tidings.model import Story
from tidings.reading.readers import READERS, reader_of

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "dev"
LEAST = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
DRAWS, SEED = 1000, 1
Told = tuple[int, list[tuple[float, bool]]]  # incidents annotated; confidence of each account, and whether it is found


def told(folder: Path, named: str, without: str | None) -> list[Told]:
    """Each story's accounts."""
    know, reader, out = Knowledge(), reader_of(named), []
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads((folder / path.name).read_text(encoding="utf-8"))
        if without and gold["id"].startswith(without):
            continue
        records = json.loads(path.read_text(encoding="utf-8"))["events"]
        story = Story(gold["id"], 0, len(gold["text"]), gold["text"], published=published(gold, know), language="en")
        said = list(accounts_of(reader.read(story, know)))
        found = {n for _, n in pairs(gold, [incident(gold, r) for r in records], [incident(gold, a) for a in said])}
        out.append((len(records), [(a["confidence"], n in found) for n, a in enumerate(said)]))
    return out


def error(of: Sequence[Told]) -> float:
    pooled = [pair for _, accounts in of for pair in accounts]
    return calibration(pooled) if pooled else 0.0


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--reader", choices=READERS, default="rules")
    args.add_argument("--gold", type=Path, default=GOLD)
    args.add_argument("--without")
    given = args.parse_args()
    of, chance = told(given.gold, given.reader, given.without), random.Random(SEED)
    drawn = sorted(error(chance.choices(of, k=len(of))) for _ in range(DRAWS))
    low, high = drawn[int(0.025 * DRAWS)], drawn[int(0.975 * DRAWS)]
    gold, accounts = sum(n for n, _ in of), [pair for _, some in of for pair in some]
    print(f"{given.gold.name}, {given.reader}: {len(of)} stories, {gold} incidents, {len(accounts)} accounts")
    print(f"expected calibration error in ten bins: {error(of):.3f} ({low:.3f}-{high:.3f})")
    for least in LEAST:
        kept = [right for p, right in accounts if p >= least]
        right = sum(kept)
        p, r = right / max(1, len(kept)), right / max(1, gold)
        f1 = 2 * right / max(1, len(kept) + gold)
        print(f"  from {least:.1f}: {len(kept):4} kept, {right:4} found | P {p:.3f} R {r:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main()
