"""Gold places of the three public sets: where they lie, and which of their spans count."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tidings.knowledge.gazetteer import Gazetteer

SHARED = Path(__file__).resolve().parents[2] / "shared"
SETS = ("geo_lgl", "geo_trnews", "geo_gwn")
# GeoWebNews labels every kind of toponym. These name a place; the next may be found or not; the rest name none.
NAMED = {
    "LOC", "Literal", "Mixed", "Coercion", "Literal_Modifier", "Embedded_Literal", "Metonymic", "Non_Literal_Modifier",
}  # fmt: skip
EITHER = {"Embedded_Non_Lit", "Homonym"}
NATIONS = {"Demonym", "Language"}


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold span; `counts` is "yes", "either" or "no"; a nationality is told apart by its word."""

    start: int
    end: int
    text: str
    point: tuple[float, float] | None
    geonames: int | None
    counts: str
    is_nation: bool


@dataclass(frozen=True, slots=True)
class GoldStory:
    """A story of a set with its gold spans."""

    id: str
    text: str
    spans: tuple[Gold, ...]


def stories(name: str, gazetteer: Gazetteer) -> Iterator[GoldStory]:
    """The stories of the dev part of one set."""
    with (SHARED / "corpora" / name / "dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield GoldStory(record["id"], record["text"], tuple(_gold(s, gazetteer) for s in record["spans"]))


def _gold(span: dict[str, Any], gazetteer: Gazetteer) -> Gold:
    label, text = span["label"], span["surface"]
    counts = "yes" if label in NAMED else "either" if label in EITHER else "no"
    nation = label in NATIONS or gazetteer.country_of_demonym(text) is not None
    counts = "yes" if label in NATIONS and span.get("lat") is not None else counts
    point = (span["lat"], span["lon"]) if span.get("lat") is not None else None
    ident = int(span["geonameid"]) if span.get("geonameid") else None
    return Gold(span["start"], span["end"], text, point, ident, counts, nation)
