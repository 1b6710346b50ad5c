"""The coded exports on sets that were coded by hand: text -> case -> row of ACLED, or record of PLOVER.

Each text is a case of its own, read, linked and graded as `tidings add` does, then written as `tidings export --as
acled` or `--as plover` does. The texts tell no day of publication; each is given one, from which "on Friday" counts. Of
several rows the one counts whose words come first; of several records the one that tells the marked words, else the
first. What the form leaves out (no day, not told as happened, a kind it does not code) counts as said nothing. Most
texts tell no day at all: what the types are once one is told is measured apart, with that day given to the undated.

python bench/coding.py                   # case2021_task2 and plover_gsr, the dev parts
python bench/coding.py acled --worst     # with the worst types, and what they are taken for

case2021_task2 labels ACLED's sub-event types; 5 labels beyond them stand for texts that should give no row, and are
scored apart. plover_gsr labels PLOVER's types of 2016, brought to today's names, with source and target. No set here
has both ACLED's rows and their texts, so that actors, place, day and dead of `acled` are not measured by these.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kinds import Pair, Record, interval, line, overlaps, ratio, weighted, worst

from tidings.case import CaseStore
from tidings.knowledge import Knowledge
from tidings.model import Document, Published, Story, When
from tidings.model.links import Told
from tidings.output.forms import FORMS, Options
from tidings.pipeline import relink
from tidings.reading.readers import READERS, Reader, reader_of

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
DAY = "2020-06-15"  # of publication, given to every text
NOTHING = "none"
B, E, V = "Battles", "Explosions/Remote violence", "Violence against civilians"
P, R, S = "Protests", "Riots", "Strategic developments"
ACLED = {  # the set's labels as the codebook writes them
    "ABDUCT_DISSAP": (V, "Abduction/forced disappearance"), "AGREEMENT": (S, "Agreement"),
    "AIR_STRIKE": (E, "Air/drone strike"), "ARMED_CLASH": (B, "Armed clash"), "ARREST": (S, "Arrests"),
    "ART_MISS_ATTACK": (E, "Shelling/artillery/missile attack"), "ATTACK": (V, "Attack"),
    "CHANGE_TO_GROUP_ACT": (S, "Change to group/activity"), "CHEM_WEAP": (E, "Chemical weapon"),
    "DISR_WEAP": (S, "Disrupted weapons use"), "FORCE_AGAINST_PROTEST": (P, "Excessive force against protesters"),
    "GOV_REGAINS_TERIT": (B, "Government regains territory"), "GRENADE": (E, "Grenade"),
    "HQ_ESTABLISHED": (S, "Headquarters or base established"), "MOB_VIOL": (R, "Mob violence"),
    "NON_STATE_ACTOR_OVERTAKES_TER": (B, "Non-state actor overtakes territory"),
    "NON_VIOL_TERRIT_TRANSFER": (S, "Non-violent transfer of territory"), "OTHER": (S, "Other"),
    "PEACE_PROTEST": (P, "Peaceful protest"), "PROPERTY_DISTRUCT": (S, "Looting/property destruction"),
    "PROTEST_WITH_INTER": (P, "Protest with intervention"), "REM_EXPLOS": (E, "Remote explosive/landmine/IED"),
    "SEX_VIOL": (V, "Sexual violence"), "SUIC_BOMB": (E, "Suicide bomb"), "VIOL_DEMONSTR": (R, "Violent demonstration"),
}  # fmt: skip
PLOVER = {  # types of 2016 that the manual has since renamed or put under another
    "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT",
}  # fmt: skip
Cases = list[tuple[Record, list[Told]]]
SIDES = {"source": "source", "target": "recipient"}  # the set's sides by the manual's


@dataclass(frozen=True)
class Coded:
    """A text of a set with what the form says of it, by event, and where each event's words stand."""

    record: Record
    rows: list[Record]
    told: dict[str, Told]

    def first(self) -> Record | None:
        return min(self.rows, key=lambda row: self.places(row)[0], default=None)

    def marked(self) -> Record | None:
        """The row of the event that the set marks, else the first."""
        spans = [one for one in self.record["spans"] if one["label"] == "EVENT"]
        hit = [row for row in self.rows if any(s["start"] <= at < s["end"] for at in self.places(row) for s in spans)]
        return hit[0] if hit else self.first()

    def places(self, row: Record) -> list[int]:
        told = self.told[row.get("tidings_event") or row["id"]]
        return sorted(quote.start for telling in told.tellings for quote in telling.account.mentions)


def cases(name: str, know: Knowledge, reader: Reader) -> Iterator[tuple[Record, list[Told]]]:
    """Each text of a set with the events of its case."""
    with (CORPORA / name / "dev.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(one) for one in lines]
    for record in records:
        text = record["text"]
        document = Document(text.encode(), record["id"], "text/plain")
        published = Published(DAY, "day", "metadata")
        story = Story(document.sha256, 0, len(text), text, published=published, language="en")
        with CaseStore.open(":memory:") as case:
            with case.taking(document):
                case.put(reader.read(story, know))
            relink(case, know)
            yield record, list(case.told())


def coded(form: str, some: Iterable[tuple[Record, list[Told]]], notes: Counter[str], *, is_dated: bool) -> list[Coded]:
    """What the form says of each text; with `is_dated` as if the undated were told on the day of publication."""
    found = []
    for record, told in some:
        events = [_dated(one) for one in told] if is_dated else told
        written = FORMS[form].write(events, Options(note=lambda words: notes.update(_reasons(words))))
        found.append(Coded(record, list(_rows(form, map(str, written))), {one.event.id: one for one in told}))
    return found


def _dated(told: Told) -> Told:
    is_open = told.event.time.start is None or told.event.time.end is None
    return replace(told, event=replace(told.event, time=When(DAY, DAY, "day"))) if is_open else told


def _rows(form: str, pieces: Iterator[str]) -> Iterator[Record]:
    return iter(csv.DictReader(pieces)) if form == "acled" else map(json.loads, pieces)


def _reasons(words: str) -> dict[str, int]:
    """What a form left out, by reason, as its note says it."""
    told = words.partition("left out: ")[2].partition(". See")[0]
    return {reason: int(n.replace(",", "")) for n, _, reason in (one.partition(" ") for one in told.split(", ")) if n}


def acled(some: Cases, *, is_dated: bool, with_worst: bool) -> None:
    notes: Counter[str] = Counter()
    found = coded("acled", some, notes, is_dated=is_dated)
    inside = [one for one in found if one.record["labels"][0] in ACLED]
    for title, n in (("25 sub-event types", 1), ("6 event types", 0)):
        pairs = [(ACLED[c.record["labels"][0]][n], _type(c.first(), n)) for c in inside]
        print(line(f"acled, {title}", pairs))
        _where_said(pairs)
        if with_worst:
            worst(pairs)
    among = sum(ACLED[c.record["labels"][0]][1] in {_type(row, 1) for row in c.rows} for c in inside)
    print(f"  a row of the type is among the rows of {among} of {len(inside)}; rows {sum(len(c.rows) for c in inside)}")
    beyond = [one.rows for one in found if one.record["labels"][0] not in ACLED]
    print(f"  texts that ACLED has no type for: {len(beyond)}, of which {sum(not rows for rows in beyond)} have no row")
    print("  events left out: " + ", ".join(f"{n} {why}" for why, n in notes.most_common()))


def _type(row: Record | None, n: int) -> str:
    return (row["event_type"], row["sub_event_type"])[n] or "unsaid" if row else NOTHING


def _where_said(pairs: list[Pair]) -> None:
    """The majority baseline, and how much is right of what has a row at all."""
    most = Counter(gold for gold, _ in pairs).most_common(1)[0][0]
    said = [pair for pair in pairs if pair[1] != NOTHING]
    right = sum(gold == one for gold, one in said)
    print(f"  with a row {len(said)} of {len(pairs)}, right {right}: weighted F1 {weighted(said):.3f} {interval(said)}")
    print(f"  majority ({most}): weighted F1 {weighted([(gold, most) for gold, _ in pairs]):.3f}")


def plover(some: Cases, *, is_dated: bool, with_worst: bool) -> None:
    notes: Counter[str] = Counter()
    found = [(one, one.marked()) for one in coded("plover", some, notes, is_dated=is_dated)]
    types = ((one.record["event"]["type"], row["event"][0] if row else NOTHING) for one, row in found)
    pairs = [(PLOVER.get(gold, gold), said) for gold, said in types]
    print(line("plover, types by today's names", pairs))
    _where_said(pairs)
    for side, field in SIDES.items():
        names, codes = Counter[str](), Counter[str]()
        for one, row in found:
            gold = [each for each in one.record["event"][side] or [] if each.get("actorText")]
            said = (row or {}).get(field, [])
            words = [f"{each.get('actor_text', '')} {each.get('identifier_text', '')}".lower() for each in said]
            overlaps([each["actorText"].lower() for each in gold], words, names)
            _same([each["code"] for each in gold if each.get("code")], [s["code"] for s in said if "code" in s], codes)
        print(f"  {side}, names that overlap: {ratio(names)}")
        print(f"  {side}, codes of countries, IGO and NGO: {ratio(codes)}")
    print("  events left out: " + ", ".join(f"{n} {why}" for why, n in notes.most_common()))
    if with_worst:
        worst(pairs)


def _same(gold: list[str], said: list[str], count: Counter[str]) -> None:
    both = sum((Counter(gold) & Counter(said)).values())
    count.update({"gold": len(gold), "said": len(said), "found": both, "right": both})


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("forms", nargs="*", choices=("acled", "plover", []), default=[])
    asked.add_argument("--worst", action="store_true")
    asked.add_argument("--reader", choices=READERS, default="rules")
    given = asked.parse_args()
    know, reader = Knowledge(), reader_of(given.reader)
    does: dict[str, Any] = {"acled": ("case2021_task2", acled), "plover": ("plover_gsr", plover)}
    for form in given.forms or does:
        name, measure = does[form]
        some = list(cases(name, know, reader))
        for is_dated in (False, True):
            print(f"-- {name}, {'the undated given a day' if is_dated else 'as exported'}")
            measure(some, is_dated=is_dated, with_worst=given.worst)


if __name__ == "__main__":
    main()
