"""Names and descriptions of actors and places beside spaCy's own entities, on the dev part of re3d.

    python bench/names.py [--texts FILE.jsonl] [--misses]

Both sides read the same texts with the same pipeline in the same run. Labels of the set are Organisation, Person,
Location and Nationality; what either side's types become is told in `SPACY` and `ours`. A said stretch is right where
a gold one has its label and its very ends (exact) or a character in common (overlap); each gold stretch counts once.
Intervals: 2,000 draws of stories with replacement.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from tidings.knowledge import Knowledge
from tidings.model import Actor, Mention, Story
from tidings.reading.actors import actors
from tidings.reading.language import parses
from tidings.reading.places import places

ROOT = Path(__file__).resolve().parents[1]
SET = ROOT.parent / "shared" / "corpora" / "re3d" / "dev.jsonl"
LABELS = ("Organisation", "Person", "Location", "Nationality")
SPACY = {
    "ORG": "Organisation",
    "PERSON": "Person",
    "GPE": "Location",
    "LOC": "Location",
    "FAC": "Location",
    "NORP": "Nationality",
}
DRAWS = 2000
SEED = 7
Counts = dict[str, tuple[int, int, int]]  # measure -> gold, said, right; one a story


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Characters [start, end) and the label of what stands there."""

    start: int
    end: int
    label: str


def spacy_alone(doc: Doc, know: Knowledge) -> list[Stretch]:
    """The entities of the pipeline."""
    return [Stretch(e.start_char, e.end_char, SPACY[e.label_]) for e in doc.ents if e.label_ in SPACY]


def ours(doc: Doc, know: Knowledge) -> list[Stretch]:
    """Our actors and places; of one stretch that is both, the actor where a table knows it, a state only as subject."""
    story = Story("0" * 64, 0, len(doc.text), doc.text)
    lands = {(m.quote.start, m.quote.end) for m in places(doc, story, know)}
    out = set()
    for mention in actors(doc, story, know):
        at = (mention.quote.start, mention.quote.end)
        label = actor_label(mention, doc)
        if at not in lands or label != "Location":
            known = isinstance(mention.entity, Actor) and mention.entity.id is not None
            if known or at not in lands:
                out.add(Stretch(*at, label))
                lands.discard(at)
    return sorted(out | {Stretch(*at, "Location") for at in lands})


def actor_label(mention: Mention, doc: Doc) -> str:
    """The set's label for an actor."""
    entity = mention.entity
    assert isinstance(entity, Actor)
    if mention.rule in ("actors.people/1", "actors.adjective/1") or (entity.id or "").startswith("people."):
        return "Nationality"
    if entity.type == "state":
        span = doc.char_span(mention.quote.start, mention.quote.end, alignment_mode="expand")
        acts = span is not None and span.root.dep_ in ("nsubj", "nsubjpass")
        return "Organisation" if acts or mention.rule != "actors.known/1" else "Location"
    return "Person" if entity.type == "person" else "Organisation"


SIDES: dict[str, Callable[[Doc, Knowledge], list[Stretch]]] = {"spaCy alone": spacy_alone, "Tidings": ours}


def right(gold: Sequence[Stretch], said: Sequence[Stretch], *, exact: bool) -> list[tuple[Stretch, Stretch]]:
    """Pairs of a gold stretch and a said one, each used once, those with most in common first."""
    pairs = []
    for g in gold:
        for s in said:
            common = min(g.end, s.end) - max(g.start, s.start)
            if g.label == s.label and common > 0 and (not exact or (g.start, g.end) == (s.start, s.end)):
                pairs.append((-common / (max(g.end, s.end) - min(g.start, s.start)), g, s))
    used: set[tuple[str, Stretch]] = set()
    out = []
    for _, g, s in sorted(pairs):
        if ("gold", g) not in used and ("said", s) not in used:
            used |= {("gold", g), ("said", s)}
            out.append((g, s))
    return out


def counted(gold: Sequence[Stretch], said: Sequence[Stretch]) -> Counts:
    """Gold, said and right stretches of one story, by measure and label."""
    out: Counts = {}
    for label in ("all", *LABELS):
        mine = [g for g in gold if label in ("all", g.label)]
        theirs = [s for s in said if label in ("all", s.label)]
        for measure in ("overlap", "exact"):
            hits = right(mine, theirs, exact=measure == "exact")
            out[f"{label} {measure}"] = (len(mine), len(theirs), len(hits))
    return out


def f1(counts: Iterable[tuple[int, int, int]]) -> float:
    """F1 over stories."""
    sums = [sum(column) for column in zip(*counts, strict=True)] or [0, 0, 0]
    return 2 * sums[2] / max(1, sums[0] + sums[1])


def interval(draw: Callable[[Sequence[int]], float], n: int) -> str:
    """The middle 95 in 100 of a figure over draws of stories."""
    chance = random.Random(SEED)
    values = sorted(draw([chance.randrange(n) for _ in range(n)]) for _ in range(DRAWS))
    return f"[{values[int(0.025 * DRAWS)]:.3f}, {values[int(0.975 * DRAWS)]:.3f}]"


def stories(path: Path) -> Iterator[tuple[str, list[Stretch]]]:
    """Text and gold stretches of each story of the set."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = {Stretch(s["start"], s["end"], s["label"]) for s in row["spans"] if s["label"] in LABELS}
        yield row["text"], sorted(spans)


def table(counts: dict[str, list[Counts]]) -> Iterator[str]:
    """The lines of the table."""
    n = len(next(iter(counts.values())))
    for measure in next(iter(counts.values()))[0]:
        for side, rows in counts.items():
            gold, said, hits = (sum(r[measure][i] for r in rows) for i in range(3))
            f = f1(r[measure] for r in rows)
            yield f"{measure:22} {side:12} gold {gold:5} said {said:5} right {hits:5} F1 {f:.3f}"
        ours_, alone = counts["Tidings"], counts["spaCy alone"]
        gain = interval(
            lambda drawn, o=ours_, a=alone, m=measure: f1(o[i][m] for i in drawn) - f1(a[i][m] for i in drawn), n
        )
        yield f"{measure:22} difference, 95 % interval {gain}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", type=Path, default=SET)
    options.add_argument("--misses", action="store_true", help="also count what each side misses and says amiss")
    chosen = options.parse_args()
    know, gold = Knowledge(), list(stories(chosen.texts))
    counts: dict[str, list[Counts]] = {side: [] for side in SIDES}
    wrong: Counter[tuple[str, str, str, str]] = Counter()
    for doc, (text, spans) in zip(parses(text for text, _ in gold), gold, strict=True):
        for side, find in SIDES.items():
            said = find(doc, know)
            counts[side].append(counted(spans, said))
            hits = right(spans, said, exact=False)
            for sort, every, n in (("missed", spans, 0), ("amiss", said, 1)):
                known = {pair[n] for pair in hits}
                wrong.update((side, sort, s.label, text[s.start : s.end]) for s in every if s not in known)
    print("\n".join(table(counts)))
    if chosen.misses:
        for key, times in wrong.most_common():
            print(times, *key, sep="\t")


if __name__ == "__main__":
    main()
