"""Fit the weights by which mentions of one incident are gathered, on annotated stories; print what they are worth.

python bench/gathering.py [--gold FOLDER]    # found F1, cross-validated by story in five parts
python bench/gathering.py --write            # fits on all training and composed stories and writes their table

A pair is two mentions of one kind in one story, both on gold triggers; it is positive where they are of one record.
FOLDER holds train/ and composed/; by default shared/gold beside the checkout.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from annotated import annotated
from logistic import FOLDS, asked, fit, part_of, write
from spacy.tokens import Doc

from tidings import ingest
from tidings.evaluate.accounts import pairs as paired
from tidings.evaluate.normal import Incident, incident
from tidings.knowledge import Knowledge
from tidings.knowledge.weights import GATHER_TABLE, Weights
from tidings.model import Document, Mention, Published, Span, Story
from tidings.reading import gathering
from tidings.reading.accounts import kind_of
from tidings.reading.language import parses
from tidings.reading.pairing import pair_facts
from tidings.reading.reader import mentions
from tidings.reading.telling import Told, tell

RIDGE = 10.0  # pull towards no weight; 30 gives a found F1 lower by .003
RAREST = 8  # a fact seen less often gets no weight; 20 gives a found F1 lower by .001
THRESHOLDS = (-0.4, 0.0, 0.4)
Json = dict[str, Any]


@dataclass
class Read:
    """An annotated story with its parse and mentions."""

    set: str
    gold: Json
    records: list[Json]
    story: Story
    doc: Doc
    found: tuple[Mention, ...]


def stories(folder: Path, know: Knowledge) -> Iterator[Read]:
    """Every annotated story parsed: of the training sets, and those annotated here whose corpora lie beside them."""
    given = list(annotations(folder))
    for (name, gold, records), doc in zip(given, parses(gold["text"] for _, gold, _ in given), strict=True):
        story = Story(gold["id"], 0, len(gold["text"]), gold["text"], published=published(gold, know), language="en")
        yield Read(name, gold, records, story, doc, mentions(doc, story, know))


def annotations(folder: Path) -> Iterator[tuple[str, Json, list[Json]]]:
    """Set, story and records of the training sets, and of the stories that are annotated here."""
    yield from _of_gold(folder)
    yield from (("news", *pair) for pair in annotated(folder.parent / "corpora"))


def _of_gold(folder: Path) -> Iterator[tuple[str, Json, list[Json]]]:
    for name in ("train", "composed"):
        for path in sorted((folder / name / "gold").glob("*.json")):
            gold = json.loads((folder / name / path.name).read_text(encoding="utf-8"))
            yield name, gold, json.loads(path.read_text(encoding="utf-8"))["events"]


def published(gold: Json, know: Knowledge) -> Published:
    """The day of publication as the program reads it from the story as a row."""
    row = {key: gold.get(key) for key in ("id", "text", "published", "publisher")}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story.json"
        path.write_text(json.dumps(row), encoding="utf-8")
        docs = [doc for doc in ingest.documents([path]) if isinstance(doc, Document)]
    return next((story.published for doc in docs for story in ingest.stories(doc, know)), Published())


@dataclass
class Pairs:
    """One story's mentions, and its pairs on gold triggers: facts, and whether the two are of one record."""

    read: Read
    told: list[Told]
    rows: list[tuple[list[str], bool]]

    @property
    def part(self) -> int:
        return part_of(self.read.gold["id"])


def pairs(read: Read, know: Knowledge) -> Pairs:
    """The mentions of a story, and every pair of them that an annotator decided."""
    at = [incident(read.gold, record).at for record in read.records]
    told = tell(read.doc, read.found, know)
    known = [(t, records) for t in told if (records := _records(t, at))]
    known.sort(key=lambda k: (k[0].sentence, k[0].trigger.start))
    rows = [
        (pair_facts(one, other), bool(mine & theirs))
        for n, (one, mine) in enumerate(known)
        for other, theirs in known[:n]
        if one.kind == other.kind or one.trigger.sense.echo
    ]
    return Pairs(read, told, rows)


def _records(told: Told, at: list[tuple[Span, ...]]) -> set[int]:
    """Numbers of the gold records one of whose triggers the mention overlaps."""
    span = Span(told.trigger.start, told.trigger.end)
    return {n for n, spans in enumerate(at) if any(span.overlaps(s) for s in spans)}


def found(of: Sequence[Pairs], know: Knowledge) -> tuple[int, int, int]:
    """Incidents found, of gold, and told, when the mentions are gathered by the weights that `know` holds."""
    right = gold = said = 0
    for one in of:
        records = [incident(one.read.gold, r) for r in one.read.records]
        groups = [as_incident(one.read.gold, g) for g in gathering.gather(one.told, know)]
        right += len(paired(one.read.gold, records, groups))
        gold, said = gold + len(records), said + len(groups)
    return right, gold, said


def as_incident(gold: Json, group: Sequence[Told]) -> Incident:
    """A group of mentions as the scorer sees it: its kind, its status and where its words stand."""
    kind = kind_of(group)
    mentions_ = [{"start": t.trigger.start, "end": t.trigger.end} for t in group]
    return incident(gold, {"kind": kind.kind, "status": kind.status.status, "mentions": mentions_})


def fitted(of: Sequence[Pairs]) -> dict[str, float]:
    rows = [row for one in of for row in one.rows]
    return fit([facts for facts, _ in rows], [label for _, label in rows], rarest=RAREST, ridge=RIDGE)


def validate(of: Sequence[Pairs], know: Knowledge) -> None:
    """Print found F1 on stories that were not fitted on, by threshold."""
    totals = {threshold: [0, 0, 0] for threshold in THRESHOLDS}
    for part in range(FOLDS):
        know.gather_weights = Weights(fitted([one for one in of if one.part != part]))
        for threshold in THRESHOLDS:
            gathering.SAME_INCIDENT = threshold
            for n, count in enumerate(found([one for one in of if one.part == part], know)):
                totals[threshold][n] += count
    for threshold, (right, gold, said) in totals.items():
        f1 = 2 * right / (gold + said)
        print(f"threshold {threshold:4.1f}  gold {gold:,}  told {said:,}  found {right:,}  F1 {f1:.3f}")


def main() -> None:
    given = asked(__doc__)
    know = Knowledge()
    of = [pairs(one, know) for one in stories(given.gold, know)]
    n = sum(len(one.rows) for one in of)
    print(f"{len(of)} stories, {n:,} pairs, {sum(label for one in of for _, label in one.rows):,} of one incident")
    if not given.write:
        return validate(of, know)
    origin = f"fitted by bench/gathering.py on {len(of)} annotated stories (train, composed and training/annotations), "
    origin += f"{n:,} pairs; facts seen {RAREST} times or more"
    about = "log odds that each named fact adds for two mentions being of one incident (reading/pairing.py)"
    write(GATHER_TABLE, about, origin, fitted(of), "a pair")


if __name__ == "__main__":
    main()
