"""Annotated stories as the network learns them: words, and for each incident the head words of its quotes.

python training/words.py OUT [--gold FOLDER] [--silver N] [--stories N]

Writes OUT/gold.jsonl (train, composed and the stories of training/annotations) and OUT/silver.jsonl: N stories of the
corpora that nobody annotated, with what the rules read in them. No story is among them that shares a tenth of its
eight-word sequences with a story of gold/dev or an annotated one.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from gathering import published, stories
from spacy.tokens import Doc

from tidings.knowledge import Knowledge
from tidings.model import Story
from tidings.model.contract import account_json
from tidings.reading.accounts import accounts
from tidings.reading.language import parses
from tidings.reading.reader import mentions

HERE = Path(__file__).resolve().parents[1]
SEED = 3
SEQUENCE = 8  # words compared at once to tell whether two texts are one
SHARED = 0.1  # share of a text's sequences from which on it is left out
LONGEST, SHORTEST = 7000, 300  # characters of a silver story
# corpus, file and share of the silver stories; the parts for development and training only
SILVER = (
    ("tls_conflict", "dev.jsonl", 0.44),
    ("muc4", "truecased.train.jsonl", 0.36),
    ("gva_incidents", "dev.jsonl", 0.14),
    ("geo_lgl", "dev.jsonl", 0.05),
    ("guardian_sdf", "dev.jsonl", 0.01),
)
NAMING = ("NOUN", "PROPN", "PRON", "NUM")
Json = dict[str, Any]


def head(doc: Doc, start: int, end: int) -> list[int] | None:
    """The head word of some characters, with the first word and the one after the last; None where no word is there.

    Of "on Friday" it is the day, as of "Friday".
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or len(span) == 0:
        return None
    solid = [t for t in span if not t.is_space and not t.is_punct] or list(span)
    inside = {t.i for t in span}
    roots = [t for t in solid if t.head.i not in inside or t.head.i == t.i]
    naming = [t for t in roots if t.pos_ in NAMING]
    if roots and all(t.pos_ == "ADP" for t in roots):
        naming = [t for t in solid if t.head in roots and t.pos_ in NAMING]
    return [(naming or roots or solid)[0].i, span.start, span.end]


def learned(identity: str, doc: Doc, incidents: Iterable[Json]) -> Json:
    """A story as one line: its words as characters, sentence starts, and its incidents by head words."""
    return {
        "id": identity,
        "text": doc.text,
        "words": [[t.idx, t.idx + len(t)] for t in doc],
        "silent": [t.i for t in doc if t.is_space or t.is_punct],
        "starts": [s.start for s in doc.sents],
        "incidents": [line for incident in incidents if (line := _incident(doc, incident))],
    }


def _incident(doc: Doc, given: Json) -> Json | None:
    """`given`: kind, status, method, mentions [[start, end]] and arcs [[name, start, end]]."""
    told = [at for start, end in given["mentions"] if (at := head(doc, start, end))]
    if not told:
        return None
    arcs = [[name, *at] for name, start, end in given["arcs"] if (at := head(doc, start, end))]
    return {"kind": given["kind"], "status": given["status"], "method": given["method"], "mentions": told, "arcs": arcs}


def of_gold(gold: Json, record: Json) -> Json:
    """An annotator's record by characters."""

    def at(quoted: Json | None, key: str = "quote") -> Iterator[tuple[int, int]]:
        if quoted and quoted.get(key) and quoted.get("s") is not None:
            first, last = gold["sentences"][quoted["s"]]
            start = gold["text"].find(quoted[key], first, last)
            if start >= 0:
                yield start, start + len(quoted[key])

    parts = [(role, filler) for role, fillers in record.get("roles", {}).items() for filler in fillers or ()]
    parts += [("source", source) for source in record.get("sources") or ()]
    parts += [(field, record.get(field)) for field in ("time", "place")]
    return {
        "kind": record["kind"],
        "status": record["status"],
        "method": record.get("method"),
        "mentions": [span for m in record["mentions"] for span in at(m, "trigger")],
        "arcs": [(name, *span) for name, quoted in parts for span in at(quoted)],
    }


def of_account(account: Json) -> Json:
    """What the rules read, by characters."""
    parts = [(role, filler) for role, fillers in account["roles"].items() for filler in fillers]
    parts += [("source", source) for source in account["sources"]]
    arcs = [(name, p["start"], p["end"]) for name, p in parts if p.get("start") is not None]
    fields = ((field, account.get(field)) for field in ("time", "place"))
    arcs += [(field, *value["span"]) for field, value in fields if value and value.get("span")]
    mentions_ = [(m["start"], m["end"]) for m in account["mentions"]]
    return {key: account.get(key) for key in ("kind", "status", "method")} | {"mentions": mentions_, "arcs": arcs}


def sequences(text: str) -> set[str]:
    """The runs of SEQUENCE words of a text."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[n : n + SEQUENCE]) for n in range(max(1, len(words) - SEQUENCE))}


def unread(corpora: Path, known: set[str], number: int) -> Iterator[Json]:
    """Stories of the corpora that share little with the known ones or with each other."""
    rng = random.Random(SEED)
    for corpus, file, share in SILVER:
        rows = [json.loads(line) for line in (corpora / corpus / file).read_bytes().split(b"\n") if line]
        rng.shuffle(rows)
        left = round(number * share)
        for row in rows:
            text = str(row.get("text") or "").strip()[:LONGEST].rsplit(". ", 1)[0] + "."
            own = sequences(text)
            if left and len(text) >= SHORTEST and len(own & known) <= SHARED * len(own):
                known |= own
                left -= 1
                yield {
                    "id": f"{corpus}-{row.get('id') or row.get('docid')}",
                    "text": text,
                    "published": row.get("published"),
                }


def silver(rows: Sequence[Json], know: Knowledge) -> Iterator[Json]:
    """What the rules read in the stories."""
    for row, doc in zip(rows, parses(row["text"] for row in rows), strict=True):
        story = Story(row["id"], 0, len(row["text"]), row["text"], published=published(row, know), language="en")
        found = accounts(doc, story, mentions(doc, story, know), know)
        yield learned(row["id"], doc, (of_account(account_json(a)) for a in found))


def _write(path: Path, lines: Iterable[Json]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for line in lines:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("out", type=Path)
    args.add_argument("--gold", type=Path, default=HERE.parent / "shared" / "gold")
    args.add_argument("--silver", type=int, default=1200)
    args.add_argument("--stories", type=int, help="take so many annotated stories only, to try the steps")
    given = args.parse_args()
    if not given.gold.is_dir():
        sys.exit(f"No folder {given.gold}. Type: python training/words.py OUT --gold FOLDER")
    given.out.mkdir(parents=True, exist_ok=True)
    know = Knowledge()
    read = list(islice(stories(given.gold, know), given.stories))
    _write(
        given.out / "gold.jsonl", (learned(r.gold["id"], r.doc, (of_gold(r.gold, x) for x in r.records)) for r in read)
    )
    texts = [r.gold["text"] for r in read]
    texts += [json.loads(p.read_text(encoding="utf-8"))["text"] for p in sorted((given.gold / "dev").glob("*.json"))]
    known = {run for text in texts for run in sequences(text)}
    rows = list(unread(given.gold.parent / "corpora", known, given.silver))
    _write(given.out / "silver.jsonl", silver(rows, know))


if __name__ == "__main__":
    main()
