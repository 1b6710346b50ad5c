"""Who attacked whom and with what in the MUC-4 stories, scored as templates.

python bench/muc4.py             # the dev part (TST1 and TST2, 200 stories)
python bench/muc4.py train 3     # every third story of the training part, on which muc4_mapping.py was worked out
python bench/muc4.py dev 1 network    # with another reader than the rules

Scored by the GTT repository's definition (muc4_score.py). Gold is built as there: optional templates are in, strings
that the text does not hold are out, and a victim has to have a name. The text is the set's true-cased one.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from muc4_mapping import our_templates
from muc4_score import ROLES, Counts, Entity, Template, f1, normal, score, total

from tidings.knowledge import Knowledge
from tidings.model import Published, Reading, Story
from tidings.reading.readers import reader_of

MUC4 = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "muc4"
SLOTS = {
    "PerpInd": "perp_individual_id",
    "PerpOrg": "perp_organization_id",
    "Target": "phys_tgt_id",
    "Victim": "hum_tgt_name",
    "Weapon": "inc_instrument_id",
}
RESAMPLES, SEED = 1000, 7
Record = dict[str, Any]


# ---- the key


def key_templates(record: Record) -> list[Template]:
    """The gold templates; two that are equal count once."""
    text = " ".join(record["text"].lower().split())
    out: list[Template] = []
    for one in record["templates"]:
        slots = one["slots"]
        incident = " ".join(part["raw"].lower() for part in slots.get("inc_type") or [])
        roles = {role: tuple(_entities(slots.get(slot) or [], text)) for role, slot in SLOTS.items()}
        template = Template(incident, roles)
        if template not in out:
            out.append(template)
    return out


def _entities(fillers: Sequence[Record], text: str) -> Iterator[Entity]:
    for filler in fillers:
        held = [s for s in filler.get("strings") or [] if s and " ".join(s.lower().split()) in text]
        if held:
            yield frozenset(normal(s) for s in held)


# ---- the report


def stories(part: str, step: int) -> tuple[list[Record], list[Story]]:
    records = [json.loads(line) for line in (MUC4 / f"{part}.jsonl").open(encoding="utf-8")][::step]
    lines = map(json.loads, (MUC4 / f"truecased.{part}.jsonl").open(encoding="utf-8"))
    cased = {line["id"]: line["text"] for line in lines}
    out = []
    for record in records:
        text, day = cased[record["id"]], record["published"]
        published = Published(day, "day", "metadata") if day else Published()
        out.append(Story("0" * 64, 0, len(text), text, language="en", published=published))
    return records, out


def line(name: str, counts: Counts) -> str:
    said, gold, right, found = (total(counts, what) for what in ("said", "gold", "right", "found"))
    precision, recall = right / max(1, said), found / max(1, gold)
    score = f"P {precision:.3f} R {recall:.3f} F1 {f1(right, said, found, gold):.3f}"
    return f"  {name:8} gold {gold:4} said {said:4} right {right:4} found {found:4} | {score}"


def interval(each: Sequence[Counts]) -> str:
    chance, rows = random.Random(SEED), [[total(c, w) for w in ("right", "said", "found", "gold")] for c in each]
    scores = []
    for _ in range(RESAMPLES):
        sample = chance.choices(rows, k=len(rows))
        scores.append(f1(*(sum(row[n] for row in sample) for n in range(4))))
    scores.sort()
    return f"({scores[int(0.025 * RESAMPLES)]:.3f}-{scores[int(0.975 * RESAMPLES)]:.3f})"


def of_role(counts: Counts, role: str) -> Counts:
    return Counts({key: n for key, n in counts.items() if key[0] == role})


def report(records: Sequence[Record], readings: Sequence[Reading], know: Knowledge) -> None:
    pairs = [(our_templates(x, know), key_templates(r)) for r, x in zip(records, readings, strict=True)]
    each = [score(ours, key) for ours, key in pairs]
    counts = sum(each, Counts())
    print(f"{len(records)} stories, {sum(bool(key) for _, key in pairs)} with templates; GTT's template score")
    for role in ("type", *ROLES):
        print(line(role, of_role(counts, role)))
    print(line("all", counts), interval(each))
    fillers = [Counts({k: n for k, n in c.items() if k[0] != "type"}) for c in each]
    print(line("fillers", sum(fillers, Counts())), interval(fillers), "(without the incident type)")


def main() -> None:
    part, step, named = (*sys.argv[1:], *("dev", "1", "rules")[len(sys.argv) - 1 :])
    know, reader = Knowledge(), reader_of(named)
    records, told = stories(part, int(step))
    report(records, [reader.read(story, know) for story in told], know)


if __name__ == "__main__":
    main()
