"""Which event mentions of ECB+ are one event: CoNLL F1 and LEA over gold mentions.

python bench/ecbplus.py [FILE.jsonl]     # by default the dev part

Nothing is trained. Texts are clustered by their words (binary, weighed by rarity, those of names twice; average link);
inside a cluster, mentions whose heads have one stem (its first five letters) are one event. Scored on the mentions of
validated sentences, singletons included; "without" leaves out events with one mention in the key and its mentions.
"Topic" compares texts inside a topic of the set only, "corpus" all with all.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

sys.path.insert(0, str(Path(__file__).parent))
from coref import b_cubed, clusters, line

from tidings.linking.wording import content_words, names, stem
from tidings.reading.language import parses

DEV = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "ecbplus" / "dev.jsonl"
SAME_TEXTS = 0.18  # mean cosine of two groups of texts about one event: the middle of the plateau on the train part,
# where 0.15, 0.18, 0.20 and 0.22 are within 0.009 CoNLL F1
NAMES = 2.0  # how much more a name says than another word
ROOT = 5  # letters of a stem that tell the word: "acquire" and "acquisition"; 0.002 better than whole stems on train
Array = NDArray[np.float64]
Row = dict[str, Any]


@dataclass(frozen=True)
class Event:
    """One gold mention: its text, the lemma of its head, and the event it belongs to."""

    text: str
    lemma: str
    gold: str

    @property
    def root(self) -> str:
        return stem(self.lemma)[:ROOT]


def mentions(rows: list[Row]) -> dict[tuple[str, str], Event]:
    """Return the action mentions of validated sentences by text and number."""
    found = {}
    for row, doc in zip(rows, parses(row["text"] for row in rows), strict=True):
        for span in row["spans"]:
            if span["validated"] and "ACTION" in span["label"]:
                head = _head(doc, span["start"], span["end"])
                lemma = head.lemma_.lower() if head else span["surface"].lower()
                found[row["id"], span["mention"]] = Event(row["id"], lemma, span["cluster"])
    return found


def _head(doc: Doc, start: int, end: int) -> Token | None:
    inside = [t for t in doc if t.idx < end and start < t.idx + len(t)]
    return next((t for t in inside if t.head == t or t.head not in inside), None)


def cosines(rows: list[Row]) -> Array:
    """Return the cosine of every two texts."""
    told = [content_words(row["text"]) for row in rows]
    named = [{stem(name) for name in names(row["text"])} for row in rows]
    held = Counter(word for words in told for word in words)
    place = {word: n for n, word in enumerate(sorted(held))}
    weights = np.zeros((len(rows), len(place)))
    for n, words in enumerate(told):
        for word in words:
            weights[n, place[word]] = math.log(len(rows) / held[word]) * (NAMES if word in named[n] else 1.0)
            weights[n, place[word]] *= held[word] > 1
    sizes = np.linalg.norm(weights, axis=1, keepdims=True)
    unit = weights / np.where(sizes, sizes, 1.0)
    return np.asarray(unit @ unit.T)


def joined(alike: Array, least: float) -> list[int]:
    """Return a group for each text: the two groups most alike on the mean join while they are alike enough."""
    near, sizes = alike.copy(), np.ones(len(alike))
    np.fill_diagonal(near, -np.inf)
    of = np.arange(len(alike))
    while len(near) > 1:
        a, b = divmod(int(np.argmax(near)), len(near))
        if near[a, b] < least:
            break
        mean = (near[a] * sizes[a] + near[b] * sizes[b]) / (sizes[a] + sizes[b])
        near[a], near[:, a], near[a, a] = mean, mean, -np.inf
        near[b], near[:, b] = -np.inf, -np.inf
        sizes[a] += sizes[b]
        of[of == b] = a
    return [int(n) for n in of]


def main(path: Path) -> None:
    rows = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
    told = mentions(rows)
    ids = [row["id"] for row in rows]
    topic = {row["id"]: row["meta"]["topic"] for row in rows}
    subtopic = {row["id"]: row["meta"]["subtopic"] for row in rows}
    alike = cosines(rows)
    in_topic = np.array([[topic[a] == topic[b] for b in ids] for a in ids])
    corpus = dict(zip(ids, joined(alike, SAME_TEXTS), strict=True))
    inside = dict(zip(ids, joined(np.where(in_topic, alike, -1.0), SAME_TEXTS), strict=True))
    key = clusters({m: event.gold for m, event in told.items()})
    single = sum(len(cluster) == 1 for cluster in key)
    print(f"{path.name}: {len(rows)} texts, {len(told)} mentions, {len(key)} events, {single} of one mention")
    apart = b_cubed(clusters(subtopic), clusters(corpus))
    print(f"texts: {len(set(corpus.values()))} groups for {len(set(subtopic.values()))} subtopics, B3 {apart.f1:.3f}")
    answers = {
        "same lemma, corpus": {m: e.lemma for m, e in told.items()},
        "same lemma, topic": {m: (topic[e.text], e.lemma) for m, e in told.items()},
        "ours, corpus": {m: (corpus[e.text], e.root) for m, e in told.items()},
        "ours, topic": {m: (inside[e.text], e.root) for m, e in told.items()},
        "ours, gold subtopics (ceiling)": {m: (subtopic[e.text], e.root) for m, e in told.items()},
    }
    several = {m for cluster in key if len(cluster) > 1 for m in cluster}
    for name, answer in answers.items():
        print(line(name, key, clusters(answer)))
        some = clusters({m: label for m, label in answer.items() if m in several})
        print(line("  without", [c for c in key if len(c) > 1], some))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEV)
