"""Score who is said to say what on PolNeAR, beside a plain "quote + said" pattern.

usage: python bench/attribution.py [POLNEAR_DIR] [--part dev|train] [--limit N]

PolNeAR marks in each article every attribution as a source, a cue and a content, each of one or more spans. Both
readers give the same three for each attribution they find. Printed for each role and each reader:

exact    F1 over distinct spans of the role in an article: a span counts when start and end are the gold's, white space
         at its edges aside
tokens   F1 over the words (runs of word characters) that lie in a span of the role, an article at a time
linked   F1 over whole attributions: one is right when its source, its cue and its content each share a word with
         those of the same gold attribution, each of which is used once; those of the gold without content are left out

The interval is the middle 95 % of 1,000 draws of as many articles with replacement (seed 1). `baseline` knows six
verbs, takes the quotations of the sentence or else the words before or after the verb, and the name beside the verb.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import random
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tidings.knowledge import Knowledge
from tidings.reading.attribution import Saying, cue_span, sayings, source_span
from tidings.reading.language import parses

ROLES = ("source", "cue", "content")
DRAWS = 1000
WORD = re.compile(r"\w+")
SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?]+[”\"’']*|\n|$)")
VERB = r"(?P<cue>said|says|told|added|wrote|asked)"
NAME = r"(?:(?:the|a|an)\s+)?(?:[A-Z][\w.’'-]+|[a-z]+)(?:\s+[A-Z][\w.’'-]+)*"
PATTERNS = (
    re.compile(rf"(?P<source>(?:[A-Z][\w.’'-]*\s+)*[\w.’'-]+)\s+{VERB}\b"),
    re.compile(rf"\b{VERB}\s+(?P<source>{NAME})"),
)
QUOTED = re.compile(r"[“\"][^”\"\n]+[”\"]")
Spans = frozenset[tuple[int, int]]


class Attribution(NamedTuple):
    """Source, cue and content of one attribution, as spans of characters."""

    source: Spans
    cue: Spans
    content: Spans


class Counts(NamedTuple):
    """Right, gold and given, of one article and one figure."""

    hit: int = 0
    gold: int = 0
    given: int = 0

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(self.hit + other.hit, self.gold + other.gold, self.given + other.given)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hit / max(1, self.gold + self.given)


def gold(row: dict[str, Any]) -> list[Attribution]:
    """The attributions of an article that have a content."""
    trimmed = ({r: _trimmed(row["text"], a[r]) for r in ROLES} for a in row["attributions"])
    return [Attribution(**a) for a in trimmed if a["content"]]


def ours(found: Iterable[Saying], text: str) -> list[Attribution]:
    """What the reader found; a source that is not said in words has no span."""
    out = []
    for saying in found:
        cue, source = cue_span(saying), source_span(saying)
        doc = cue.doc
        content = [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in saying.content if a < b]
        named = [(source.start_char, source.end_char)] if source is not None else []
        spans = ([(cue.start_char, cue.end_char)], content)
        out.append(Attribution(_trimmed(text, named), *(_trimmed(text, s) for s in spans)))
    return out


def baseline(text: str) -> list[Attribution]:
    """A quotation or clause beside one of six verbs, said by the words beside the verb."""
    out = []
    for sentence in SENTENCE.finditer(text):
        start, words = sentence.start(), sentence.group()
        quoted = [(start + m.start(), start + m.end()) for m in QUOTED.finditer(words)]
        outside = QUOTED.sub(lambda m: "\x00" * len(m.group()), words)
        found = next((m for p in PATTERNS if (m := p.search(outside))), None)
        if found is None:
            continue
        before = words[: found.start()].rstrip(", ")
        clause = (start, start + len(before)) if before else (start + found.end(), sentence.end())
        content = _trimmed(text, quoted or [clause])
        named, cue = ((start + found.start(g), start + found.end(g)) for g in ("source", "cue"))
        out.append(Attribution(frozenset([named]), frozenset([cue]), content))
    return out


def _trimmed(text: str, spans: Iterable[Sequence[int]]) -> Spans:
    """Spans without white space at the edges; empty ones left out."""
    out = set()
    for a, b in spans:
        inner = text[a:b]
        if inner.strip():
            out.add((a + len(inner) - len(inner.lstrip()), a + len(inner.rstrip())))
    return frozenset(out)


def _words(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {a + m.start() for a, b in spans for m in WORD.finditer(text[a:b])} | {
        a for a, b in spans if not WORD.search(text[a:b])
    }


def _pooled(found: Sequence[Attribution], role: str) -> set[tuple[int, int]]:
    return {span for a in found for span in getattr(a, role)}


def counts(text: str, want: Sequence[Attribution], got: Sequence[Attribution]) -> dict[str, Counts]:
    """Every figure's counts in one article."""
    out = {}
    for role in ROLES:
        a, b = _pooled(want, role), _pooled(got, role)
        out[f"{role} exact"] = Counts(len(a & b), len(a), len(b))
        x, y = _words(text, a), _words(text, b)
        out[f"{role} tokens"] = Counts(len(x & y), len(x), len(y))
    return out | {"linked": _linked(text, want, got)}


def _linked(text: str, want: Sequence[Attribution], got: Sequence[Attribution]) -> Counts:
    left = [tuple(_words(text, part) for part in a) for a in want]
    total, hit = len(left), 0
    for one in got:
        parts = [_words(text, part) for part in one]
        fit = next((g for g in left if all(x & y or not (x or y) for x, y in zip(g, parts, strict=True))), None)
        if fit is not None:
            left.remove(fit)
            hit += 1
    return Counts(hit, total, len(got))


def _interval(rows: Sequence[dict[str, Counts]], name: str) -> tuple[float, float]:
    draw = random.Random(1)
    figures = sorted(_sum(draw.choices(rows, k=len(rows)), name).f1 for _ in range(DRAWS))
    return figures[int(0.025 * DRAWS)], figures[int(0.975 * DRAWS) - 1]


def _sum(rows: Iterable[dict[str, Counts]], name: str) -> Counts:
    total = Counts()
    for row in rows:
        total = total.plus(row[name])
    return total


def main() -> None:
    """Read the articles with both readers and print the figures."""
    ask = argparse.ArgumentParser(description="Score attributions on PolNeAR.")
    ask.add_argument("folder", nargs="?", type=pathlib.Path, default=pathlib.Path("../shared/corpora/polnear"))
    ask.add_argument("--part", choices=("dev", "train"), default="dev")
    ask.add_argument("--limit", type=int, default=None)
    given = ask.parse_args()
    lines = (given.folder / f"{given.part}.jsonl").read_text(encoding="utf-8").splitlines()[: given.limit]
    rows, know = [json.loads(line) for line in lines], Knowledge()
    docs = parses(row["text"] for row in rows)
    report(
        rows, {"ours": [ours(sayings(d, know), d.text) for d in docs], "baseline": [baseline(r["text"]) for r in rows]}
    )


def report(rows: Sequence[dict[str, Any]], readers: dict[str, list[list[Attribution]]]) -> None:
    """Print one line a figure and reader."""
    want = [gold(row) for row in rows]
    print(f"{len(rows)} articles, {sum(map(len, want))} attributions")
    for name, found in readers.items():
        per = [counts(r["text"], w, g) for r, w, g in zip(rows, want, found, strict=True)]
        for figure in per[0]:
            total, (low, high) = _sum(per, figure), _interval(per, figure)
            right, real, said = total
            print(
                f"{name:9} {figure:15} F1 {total.f1:.3f} [{low:.3f}, {high:.3f}]"
                f"  precision {right / max(1, said):.3f}  recall {right / max(1, real):.3f}  gold {real}"
            )


if __name__ == "__main__":
    main()
