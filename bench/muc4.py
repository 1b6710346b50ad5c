"""Who attacked whom and with what in the MUC-4 stories, scored as templates.

python bench/muc4.py             # the dev part (TST1 and TST2, 200 stories)
python bench/muc4.py train 3     # every third story of the training part, on which the mapping was worked out
python bench/muc4.py dev 1 network    # with another reader than the rules

Scored by the GTT repository's definition (muc4_score.py). Gold is built as there: optional templates are in, strings
that the text does not hold are out, and a victim has to have a name. The text is the set's true-cased one.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from muc4_score import ROLES, Counts, Entity, Template, f1, normal, score, total

from tidings.knowledge import Knowledge
from tidings.model import Account, Actor, Filler, Published, Reading, Story
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


# ---- our accounts as templates

BY_METHOD = {"bombing": "bombing", "suicide-bombing": "bombing", "arson": "arson"}
TOLD = frozenset({"happened", "attempted", "planned"})
ORGANISED = frozenset({"armed group", "military", "police"})
PEOPLE = re.compile(
    r"guerrilla|rebel|terrorist|soldier|troop|member|\bm[ae]n\b|gunm|commando|officer|fighter|squad", re.I
)
ROBBED = re.compile(r"rob|steal|stole|loot", re.IGNORECASE)
WEAPON = re.compile(
    r"(?:car |truck |powerful )?bombs?$|dynamite|explosive|grenade|mortar|rocket|rifle|gun\b|mines?$", re.I
)
PRONOUN = frozenset("he she it they we i you him her them us his their its who which this that these those".split())
LEADING = re.compile(
    r"^(?:(?:the|an?|some|several|various|few|all|at least|about|his|her|their|our|its|th[eo]se|alleged|suspected"
    r"|another|mr\.?|mrs\.?|president|colonel|general|captain|major|lieutenant|judge|senator|deputy|minister|father|monsignor"
    r"|dr\.?|one|two|three|four|five|six|\d+) )+",
    re.IGNORECASE,
)
TRAILING = re.compile(r",| (?:of|in|from|who|that|which|near|at|against|with|belonging|on|for) ")
NAME = re.compile(r"(?:[A-Z][\w'-]* (?:(?:de|la|del|y|los|las|da|dos) )*)*[A-Z][\w'-]+$")


def our_templates(reading: Reading, know: Knowledge) -> list[Template]:
    """One template for each incident type that the story tells of with somebody or something in it.

    The key counts an incident once however often a story comes back to it, and gathering keeps more of them apart.
    """
    out: dict[str, dict[str, list[Entity]]] = {}
    for account in reading.accounts:
        incident = _incident(account, know)
        if incident is None or account.status not in TOLD:
            continue
        fillers = list(_fillers(account, reading, know))
        if not fillers:
            continue
        roles = out.setdefault(incident, {role: [] for role in ROLES})
        for role, words in fillers:
            entity = frozenset({normal(words)})
            if normal(words) and entity not in roles[role]:
                roles[role].append(entity)
    return [Template(incident, {r: tuple(es) for r, es in roles.items()}) for incident, roles in out.items()]


def _incident(account: Account, know: Knowledge) -> str | None:
    """The key's type; fights between armed sides are none of its incidents, nor are deeds done to soldiers alone."""
    targets = account.role("target")
    if account.kind == "attack":
        is_battle = bool(targets) and all("armed" in _classes(filler, know) for filler in targets)
        return None if is_battle else BY_METHOD.get(account.method or "", "attack")
    if account.kind == "abduct":
        return "kidnapping"
    is_robbery = account.kind == "seize" and any(ROBBED.search(q.text) for q in account.mentions)
    return "robbery" if is_robbery else None


def _fillers(account: Account, reading: Reading, know: Knowledge) -> Iterator[tuple[str, str]]:
    for filler in account.role("actor"):
        yield from _perpetrator(filler, reading, know)
    for filler in account.role("target"):
        if _classes(filler, know) & {"structure", "vehicle", "item"}:
            yield "Target", _bare(filler)
        elif _is_person(filler, reading):
            yield "Victim", _name(filler)
    for filler in account.role("item"):
        if "weapon" in _classes(filler, know) or WEAPON.search(filler.quote.text):
            yield "Weapon", _bare(filler)
    for quote in account.mentions:
        if WEAPON.search(quote.text):
            yield "Weapon", quote.text


def _perpetrator(filler: Filler, reading: Reading, know: Knowledge) -> Iterator[tuple[str, str]]:
    """An organisation by its name and its people by what they are called; "FMLN guerrillas" are both."""
    named = _organisation(filler, reading)
    if named:
        yield "PerpOrg", named
    if not named and _is_person(filler, reading):
        yield "PerpInd", _name(filler)
    elif _classes(filler, know) & {"armed", "person"} and (not named or PEOPLE.search(_bare(filler))):
        yield "PerpInd", _bare(filler)


def _classes(filler: Filler, know: Knowledge) -> frozenset[str]:
    """What the last word is said to be, in the singular too."""
    head = (_bare(filler).lower().split() or [""])[-1]
    return know.events.classes_of(head) | know.events.classes_of(head.removesuffix("s"))


def _is_person(filler: Filler, reading: Reading) -> bool:
    inside = [m for m in reading.mentions if filler.quote.start <= m.quote.start and m.quote.end <= filler.quote.end]
    return any(isinstance(m.entity, Actor) and m.entity.type == "person" for m in inside)


def _bare(filler: Filler) -> str:
    """The words without what leads them in or follows them, nothing for a pronoun."""
    words = LEADING.sub("", TRAILING.split(" ".join(filler.quote.text.split()))[0])
    return "" if words.lower() in PRONOUN else words


def _name(filler: Filler) -> str:
    """The bare name of somebody who is named, without title; a pronoun has the name it stands for."""
    words = _bare(filler) or LEADING.sub("", filler.name)
    found = NAME.search(words)
    return found.group() if found else ""


def _organisation(filler: Filler, reading: Reading) -> str:
    """The name of the first known body within the words, as the story first has it."""
    quote = filler.quote
    for mention in reading.mentions:
        is_inside = quote.start <= mention.quote.start and mention.quote.end <= quote.end
        entity = mention.entity
        if is_inside and isinstance(entity, Actor) and entity.id and entity.type in ORGANISED:
            return _first_name(entity, reading)
    return ""


def _first_name(body: Actor, reading: Reading) -> str:
    named = [m.quote.text for m in reading.mentions if isinstance(m.entity, Actor) and m.entity.id == body.id]
    bare = [LEADING.sub("", " ".join(words.split())) for words in named]
    return next((words for words in bare if words.lower() not in PRONOUN and not PEOPLE.search(words)), "")


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
