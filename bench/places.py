"""Places from raw text: detection F1 and share of gold within 161 km, on the dev parts of four public sets.

python bench/places.py                    # prints a table; counts first, ratios last
python bench/places.py geo_geovirus       # only the sets named
python bench/places.py --parses FOLDER    # takes FOLDER/<set>.spacy for the parses

GeoVirus is not among the sets that the ranker is fitted on (places_gold.py); its gold has no ids of GeoNames.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from places_gold import SETS, Gold, GoldStory, stories
from spacy.tokens import Doc, DocBin

from tidings.knowledge import Knowledge
from tidings.knowledge.gazetteer import km
from tidings.model import Mention, Place, Story
from tidings.reading.language import parse, pipeline
from tidings.reading.places import places

MEASURED = (*SETS, "geo_geovirus")
FAR_KM = 161.0  # 100 miles, the bound of the published figures


def matched(gold: Gold, mentions: list[Mention]) -> Mention | None:
    """The mention that is the gold stretch; words of a relation in front of the name do not count against it."""
    for mention in mentions:
        value = mention.value
        related = isinstance(value, Place) and value.relation is not None
        if mention.quote.end == gold.end and (mention.quote.start == gold.start or related):
            return mention
    return None


def overlapped(gold: Gold, mentions: list[Mention]) -> Mention | None:
    return next((m for m in mentions if m.quote.start < gold.end and gold.start < m.quote.end), None)


def tally(story: GoldStory, mentions: list[Mention], with_nations: bool, counts: Counter[str]) -> None:
    gold = [g for g in story.spans if g.counts == "yes" and (with_nations or not g.is_nation)]
    either = [g for g in story.spans if g.counts == "either" or (g.counts == "yes" and g.is_nation)]
    hits = {id(m) for g in gold if (m := matched(g, mentions))}
    near = {id(m) for g in gold if (m := overlapped(g, mentions))}
    counts["gold"] += len(gold)
    counts["exact"] += len(hits)
    counts["overlap"] += sum(1 for g in gold if overlapped(g, mentions))
    said = [m for m in mentions if id(m) in near or not any(overlapped(g, [m]) for g in either)]
    counts["said"] += len(said)
    counts["said right"] += len(near)
    for g in gold:
        if g.point is None:
            continue
        counts["located gold"] += 1
        counts["gold ids"] += g.geonames is not None
        mention = overlapped(g, mentions)
        if mention and isinstance(mention.value, Place) and mention.value.lat is not None:
            point = (mention.value.lat, mention.value.lon or 0.0)
            counts["within"] += km(point, g.point) <= FAR_KM
            counts["same id"] += mention.value.geonames == g.geonames


def line(name: str, c: Counter[str]) -> str:
    exact = 2 * c["exact"] / max(1, c["said"] + c["gold"])
    precision, recall = c["said right"] / max(1, c["said"]), c["overlap"] / max(1, c["gold"])
    overlap = 2 * precision * recall / max(1e-9, precision + recall)
    within = c["within"] / max(1, c["located gold"])
    same = f"{c['same id'] / c['located gold']:.3f}" if c["gold ids"] else "-"
    return (
        f"{name:24} gold {c['gold']:5} said {c['said']:5} exact {c['exact']:5} located {c['located gold']:5} "
        f"within {c['within']:5} | F1 exact {exact:.3f} overlap {overlap:.3f} (P {precision:.3f} R {recall:.3f}) "
        f"within 161 km {within:.3f} same id {same}"
    )


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("sets", nargs="*", metavar="SET", help=", ".join(MEASURED))
    args.add_argument("--parses", type=Path)
    given = args.parse_args()
    if unknown := set(given.sets) - set(MEASURED):
        args.error(f"no set {', '.join(sorted(unknown))}; the sets are {', '.join(MEASURED)}")
    know, cache = Knowledge(), given.parses
    _ = know.gazetteer
    parsing = finding = 0.0
    for nations in (False, True):
        for name in given.sets or MEASURED:
            counts: Counter[str] = Counter()
            gold = list(stories(name, know.gazetteer))
            docs: list[Doc | None] = [None] * len(gold)
            if cache:
                docs = list(DocBin().from_disk(cache / f"{name}.spacy").get_docs(pipeline().vocab))
            for story, ready in zip(gold, docs, strict=True):
                began = time.perf_counter()
                doc = ready if ready is not None else parse(story.text)
                parsed = time.perf_counter()
                mentions = places(doc, Story("0" * 64, 0, len(story.text), story.text), know)
                parsing, finding = parsing + parsed - began, finding + time.perf_counter() - parsed
                tally(story, mentions, nations, counts)
            print(line(name + (" +nations" if nations else ""), counts))
    print(f"time: parse {parsing:.1f} s, places {finding:.1f} s")


if __name__ == "__main__":
    main()
