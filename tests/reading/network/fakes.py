"""A network made in the test: a vocabulary of letters, an encoder that gives back what it saw, small random heads.

`Said` stands in for the signals of a real network: the test says what it hears.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from tidings.model import KINDS, METHODS, STATUSES, Kind, Method, Status
from tidings.reading.network.encoder import SIZE, Array
from tidings.reading.network.heads import ARCS
from tidings.reading.network.weighing import Weighing

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
PAIR, DISTANCES, SEED = 4, 21, 5
SURE, UNSURE = 8.0, -8.0  # log odds
WEIGHTS = Weighing(
    {
        **{(decision, "bias"): 0.0 for decision in ("deed", "status", "method", "part", "same", "source")},
        **{("deed", "network"): 1.0, ("deed", "strong"): 2.0, ("deed", "weak"): 1.0},
        **{(decision, "rules"): 2.0 for decision in ("status", "method")},
        **{(decision, voice): 0.5 for decision in ("part", "same") for voice in ("rules", "network")},
        **{("part elsewhere", "bias"): -1.0, ("part elsewhere", "network"): 1.0},
        **{("likely", "bias"): 0.0, ("likely", "rules"): 0.5, ("likely", "most"): 0.5, ("likely", "mean"): 0.0},
        **{("likely", "unruled"): 0.0, ("likely", "ordinary"): -1.0},
        **{(field, "bias"): 0.0 for field in ("place", "time")},
        **{(field, "rules"): 1.0 for field in ("place", "time")},
        **{(field, "network"): 0.5 for field in ("place", "time")},
        **{("method", "other"): 0.0, ("source", "network"): 1.0, ("source", "unnamed"): 0.0},
    }
)


def vocabulary(folder: Path) -> None:
    """Write a tokenizer.json that cuts every word into its letters."""
    known = {"[UNK]": 0} | {c: n for n, c in enumerate([*LETTERS, *(f"##{c}" for c in LETTERS), *".,;!?'-"], 1)}
    tokenizer = Tokenizer(models.WordPiece(known, unk_token="[UNK]", max_input_chars_per_word=100_000))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))


class Session:
    """An encoder whose vector of a piece is: its id, its place in the window, the size of the window, and noughts."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self.windows: list[int] = []

    def run(self, _: None, given: Mapping[str, np.ndarray]) -> list[np.ndarray]:
        ids = given["ids"]
        assert ids.shape[0] == 1
        seen = np.zeros((ids.shape[1], SIZE), np.float32)
        seen[:, 0], seen[:, 1], seen[:, 2] = ids[0], np.arange(ids.shape[1]), ids.shape[1]
        self.windows.append(ids.shape[1])
        return [seen]


def heads(folder: Path, size: int = SIZE) -> None:
    """Write a heads.npz of the right shapes with small random numbers."""
    rng = np.random.default_rng(SEED)
    shapes: dict[str, tuple[int, ...]] = {"kindemb.weight": (len(KINDS), size)}
    sizes = {"trig": (1 + len(KINDS), size), "meth": (len(METHODS), size)}
    sizes |= {"stat.0": (PAIR, size), "stat.3": (len(STATUSES), PAIR)}
    for name, labels in (("arc", 1 + len(ARCS)), ("same", 1)):
        sizes |= {f"{name}.{side}.0": (PAIR, size) for side in "ab"}
        sizes |= {f"{name}.w{side}": (labels, PAIR) for side in "ab"}
        shapes |= {f"{name}.U": (labels, PAIR, PAIR), f"{name}.dist.weight": (DISTANCES, labels)}
    for name, (rows, columns) in sizes.items():
        shapes |= {f"{name}.weight": (rows, columns), f"{name}.bias": (rows,)}
    np.savez(folder / "heads.npz", **{name: rng.normal(size=shape) for name, shape in sorted(shapes.items())})


class Said:
    """What a test lets the network say: deeds and arcs by words, all else unsure."""

    def __init__(
        self,
        doc: Doc,
        deeds: Mapping[str, Kind],
        arcs: Mapping[tuple[str, str], str] | None = None,
        statuses: Mapping[str, Status] | None = None,
    ) -> None:
        self._doc, self._deeds_of, self._arcs_of = doc, dict(deeds), dict(arcs or {})
        self._statuses_of = dict(statuses or {})

    def deed(self, word: int) -> float:
        return SURE if self._doc[word].text in self._deeds_of else UNSURE

    def kinds(self, word: int) -> dict[Kind, float]:
        said = self._deeds_of.get(self._doc[word].text)
        return {kind: 0.0 if kind == said else UNSURE for kind in KINDS}  # type: ignore[misc]

    def join(self, deeds: Sequence[tuple[int, Kind]]) -> Said:
        return self

    def arc(self, deed: int, words: Sequence[int], name: str) -> float:
        return max((float(self.arcs(deed, name)[word]) for word in words), default=UNSURE)

    def arcs(self, deed: int, name: str) -> Array:
        told = self._doc[deed].text
        said = [SURE if self._arcs_of.get((told, token.text)) == name else UNSURE for token in self._doc]
        return np.array(said, np.float32)

    def same(self, one: int, other: int) -> float:
        return 0.0

    def status(self, deed: int) -> dict[Status, float]:
        said = self._statuses_of.get(self._doc[deed].text)
        return {status: UNSURE if said not in (None, status) else 0.0 for status in STATUSES}  # type: ignore[misc]

    def method(self, deed: int) -> dict[Method, float]:
        return dict.fromkeys(METHODS, 0.0)  # type: ignore[arg-type]
