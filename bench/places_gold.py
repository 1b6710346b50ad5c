"""Gold places of the three public sets: where they lie, and which of their spans count."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tidings.knowledge.gazetteer import Gazetteer

SHARED = Path(__file__).resolve().parents[2] / "shared"
SPORT = re.compile(r"(?:[A-Z. ]+ LEAGUE |[A-Z]+ ?)?[A-Z]+ ?-")
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
            spans = [_gold(span, gazetteer) for span in record["spans"]]
            if record["text"].startswith("TITLE:"):  # GeoWebNews left its first line unmarked
                spans.append(Gold(0, record["text"].find("\n"), "", None, None, "either", False))
            yield GoldStory(record["id"], record["text"], tuple(spans))


def newswire(gazetteer: Gazetteer) -> Iterator[GoldStory]:
    """Reuters stories of 1996 (CoNLL-2003) with their LOC spans, sport left out: for fitting detection alone."""
    for part, most in (("dev", 216), ("train", 300)):
        with (SHARED / "corpora" / "conll2003" / f"{part}.jsonl").open(encoding="utf-8") as lines:
            for line in list(lines)[:most]:
                record = json.loads(line)
                if SPORT.match(record["title"]):
                    continue
                spans = [
                    Gold(s["start"], s["end"], record["text"][s["start"] : s["end"]], None, None, "yes", False)
                    for s in record["spans"]
                    if s["label"] == "LOC"
                ]
                yield GoldStory(record["id"], record["text"], tuple(spans))


def conflict(gazetteer: Gazetteer) -> Iterator[GoldStory]:
    """Conflict stories whose incidents have a place: each span is a place's quote; other places are not marked."""
    folder = SHARED / "gold" / "train"
    for file in sorted((folder / "gold").glob("*.json")):
        story = json.loads((folder / file.name).read_text(encoding="utf-8"))
        spans = {}
        for event in json.loads(file.read_text(encoding="utf-8"))["events"]:
            place = event.get("place") or {}
            if place.get("lat") is None:
                continue
            start = story["text"].find(place["quote"], story["sentences"][place["s"]][0])
            if start >= 0:
                point = (place["lat"], place["lon"])
                end = start + len(place["quote"])
                spans[start] = Gold(start, end, place["quote"], point, None, "yes", False)
        yield GoldStory(file.stem, story["text"], tuple(spans.values()))


def _gold(span: dict[str, Any], gazetteer: Gazetteer) -> Gold:
    label, text = span["label"], span["surface"]
    counts = "yes" if label in NAMED else "either" if label in EITHER else "no"
    nation = label in NATIONS or gazetteer.country_of_demonym(text) is not None
    counts = "yes" if label in NATIONS and span.get("lat") is not None else counts
    point = (span["lat"], span["lon"]) if span.get("lat") is not None else None
    ident = int(span["geonameid"]) if span.get("geonameid") else None
    return Gold(span["start"], span["end"], text, point, ident, counts, nation)
