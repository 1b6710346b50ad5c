"""Accounts read in ordinary news, where a careful reader finds none.

python bench/ordinary.py            # both halves: stories, accounts, how many were judged wrong
python bench/ordinary.py --show     # with each account, so that a reader can judge it

ordinary.tsv lists 100 stories of sport, markets, business, politics, arts and local life that tell no security event
in the sense of the annotation guide, each chosen by reading it; they stand in the order of their sets, so odd and even
rows hold the same kinds of news. Tables and rules were revised while looking at the odd rows; the even rows give the
figure. An account counts as wrong unless the row's `judged` cell calls it right.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tidings.knowledge import Knowledge
from tidings.knowledge.tables import Row
from tidings.model import Account, Published, Story
from tidings.reading import read_many

HERE = Path(__file__).resolve().parent
CORPORA = HERE.parents[1] / "shared" / "corpora"
FILES = {"te3": "train.jsonl"}
ALLOWED = 0.1  # wrong accounts a story
Z95 = 1.96


def stories() -> list[Row]:
    """The rows of the list, in its order."""
    lines = (HERE / "ordinary.tsv").read_text(encoding="utf-8").splitlines()
    columns, *rest = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Row(dict(zip(columns, cells, strict=True)), "ordinary.tsv", n) for n, cells in enumerate(rest, 1)]


@cache
def records(corpus: str) -> dict[str, dict[str, str]]:
    with (CORPORA / corpus / FILES.get(corpus, "dev.jsonl")).open(encoding="utf-8") as lines:
        return {record["id"]: record for record in map(json.loads, lines)}


def story_of(row: Row) -> Story:
    record = records(row["corpus"])[row["id"]]
    day = (record.get("published") or "")[:10]
    published = Published(day, "day", "metadata") if len(day) == len("2000-01-01") else Published()
    text = record["text"]
    return Story("0" * 64, 0, len(text), text, source_id=row["id"], language="en", published=published)


def name_of(account: Account) -> str:
    """How the list names an account: its kind and its fullest words."""
    return f"{account.kind} {account.mentions[0].text.lower()}"


def wrong(row: Row, accounts: tuple[Account, ...]) -> list[Account]:
    judged = dict(part.rsplit("=", 1) for part in row["judged"].split("; ") if part)
    return [account for account in accounts if judged.get(name_of(account)) != "right"]


def upper(count: int, size: int) -> float:
    """The upper end of the 95 % interval of a share (Wilson)."""
    share, z2 = count / size, Z95 * Z95
    return (share + z2 / (2 * size) + Z95 * math.sqrt(share * (1 - share) / size + z2 / (4 * size * size))) / (
        1 + z2 / size
    )


def context(account: Account, text: str) -> str:
    quote = account.mentions[0]
    return " ".join(text[max(0, quote.start - 60) : quote.end + 60].split())


def read_all(rows: list[Row]) -> Iterator[tuple[Row, tuple[Account, ...]]]:
    readings = read_many([story_of(row) for row in rows], Knowledge())
    yield from ((row, reading.accounts) for row, reading in zip(rows, readings, strict=True))


def report(name: str, rows: list[Row], *, show: bool) -> None:
    accounts = bad = told = 0
    for row, found in read_all(rows):
        mistaken = wrong(row, found)
        accounts, bad, told = accounts + len(found), bad + len(mistaken), told + bool(mistaken)
        for account in found if show else ():
            verdict = "wrong" if account in mistaken else "right"
            print(
                f"  {row['corpus']} {row['id']}: {verdict}: {name_of(account)}: {context(account, story_of(row).text)}"
            )
    print(
        f"{name}: {len(rows)} stories, {accounts} accounts, {bad} wrong in {told} stories "
        f"({bad / len(rows):.2f} a story; stories with any at most {upper(told, len(rows)):.2f})"
    )
    if bad > ALLOWED * len(rows):
        print(f"  more than {ALLOWED} wrong accounts a story")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print each account with the words around it")
    parser.add_argument("--half", choices=["odd", "even"], help="read only the odd rows (for work) or the even ones")
    args = parser.parse_args()
    rows = stories()
    if args.half != "even":
        report("odd rows, revised on", rows[::2], show=args.show)
    if args.half != "odd":
        report("even rows, the figure", rows[1::2], show=args.show)


if __name__ == "__main__":
    main()
