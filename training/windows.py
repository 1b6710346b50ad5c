"""Stories cut into windows with the labels that the network learns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tidings.model import KINDS, METHODS, STATUSES
from tidings.reading.network.encoder import Windows
from tidings.reading.network.heads import ARCS

UNASKED = -100  # the label that the loss leaves out
Json = dict[str, Any]
Labels = NDArray[np.int64]


@dataclass
class Example:
    """One window: pieces, first piece of each word, and labels; deeds are given by their place among the words."""

    ids: list[int]
    first: list[int]
    kinds: Labels  # (words,): 0 none, 1 + kind
    deeds: Labels  # (deeds,)
    status: Labels  # (deeds,)
    method: Labels  # (deeds,)
    arcs: Labels  # (deeds, words): 0 none, 1 + arc
    same: NDArray[np.float32]  # (deeds, deeds)


@dataclass
class Told:
    """Labels of a whole story by word: kind, words that are not asked, and the incidents each word tells of."""

    kind: Labels
    beside: NDArray[np.bool_]
    of: dict[int, list[int]]


def told(story: Json) -> Told:
    """The deeds of a story word by word; of two kinds that one word tells of the first stands."""
    size = len(story["words"])
    out = Told(np.zeros(size, np.int64), np.zeros(size, bool), {})
    for number, incident in enumerate(story["incidents"]):
        for head, start, end in incident["mentions"]:
            for word in range(start, end):
                out.beside[word] |= word != head
            if out.kind[head] == 0:
                out.kind[head] = 1 + KINDS.index(incident["kind"])
            out.of.setdefault(head, []).append(number)
    out.beside[story["silent"]] = True
    out.beside &= out.kind == 0
    return out


def examples(stories: Sequence[Json], windows: Windows) -> Iterator[Example]:
    """The windows of the stories."""
    for story in stories:
        labels, words = told(story), [tuple(w) for w in story["words"]]
        for window in windows.of(story["text"], words, story["starts"]):
            if window.words:
                yield _example(story, labels, list(window.ids), np.array(window.words), list(window.first))


def _example(story: Json, labels: Told, ids: list[int], words: Labels, first: list[int]) -> Example:
    place = {int(word): n for n, word in enumerate(words)}
    kinds = labels.kind[words].copy()
    kinds[labels.beside[words]] = UNASKED
    deeds = [int(word) for word in words if labels.kind[word] > 0]
    of = [[story["incidents"][n] for n in labels.of[deed]] for deed in deeds]
    arcs = np.stack([_arcs(incidents, place) for incidents in of]) if deeds else np.zeros((0, len(words)), np.int64)
    same = [[float(bool({*labels.of[a]} & {*labels.of[b]})) for b in deeds] for a in deeds]
    return Example(
        ids,
        first,
        kinds,
        np.array([place[deed] for deed in deeds], np.int64),
        np.array([STATUSES.index(incidents[0]["status"]) for incidents in of], np.int64),
        np.array([_method(incidents[0]) for incidents in of], np.int64),
        arcs,
        np.array(same, np.float32).reshape(len(deeds), len(deeds)),
    )


def _method(incident: Json) -> int:
    return METHODS.index(incident["method"]) if incident["method"] in METHODS else UNASKED


def _arcs(incidents: Sequence[Json], place: dict[int, int]) -> Labels:
    """What each word of the window plays in a deed; words of a quote beside its head are not asked."""
    out = np.zeros(len(place), np.int64)
    for incident in incidents:
        for name, head, start, end in incident["arcs"]:
            for word in range(start, end):
                if word in place and word != head and out[place[word]] == 0:
                    out[place[word]] = UNASKED
            if head in place:
                out[place[head]] = 1 + ARCS.index(name)
    return out
