"""Fit the weights that tell when an incident was, on annotated stories; print how often they are right.

python bench/when_fit.py [--gold FOLDER]    # cross-validated by story in five parts
python bench/when_fit.py --write            # fits on all training and composed stories and writes their table

A choice is an incident that an annotator marked too, with the times told near it, or no time; each earns what the field
of the score does, half for each end of the interval that is right. In stories annotated without days the day is the one
that the program reads from the annotated words.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from gathering import Read, stories
from logistic import Choice, asked, choose, validate, write

from tidings.evaluate.accounts import pairs
from tidings.evaluate.fields import time_earns
from tidings.evaluate.normal import incident
from tidings.knowledge import Knowledge
from tidings.knowledge.weights import WHEN_TABLE
from tidings.model import When
from tidings.model.contract import account_json
from tidings.reading.accounts import accounts, by_fullness, kind_of, likely_groups
from tidings.reading.moments import Moments
from tidings.reading.telling import tell
from tidings.reading.times import reference_day

RIDGE = 20.0  # pull towards no weight; 10 gives a share of right times lower by .004, 40 by .002
RAREST = 8  # a fact seen less often gets no weight
Interval = tuple[str | None, str | None]


def choices(read: Iterable[Read], know: Knowledge) -> Iterator[Choice]:
    """Every incident that the program and the annotator both found, with the times to choose from."""
    for one in read:
        told = tell(one.doc, one.found, know)
        groups = [group for group, _ in likely_groups(one.doc, told, know)]
        moments = Moments(one.doc, one.found, told, know, near=reference_day(one.story.published))
        said = [incident(one.gold, account_json(a)) for a in accounts(one.doc, one.story, one.found, know)]
        for n, m in pairs(one.gold, [incident(one.gold, record) for record in one.records], said):
            given = one.records[n].get("time") or {}
            if given.get("quote") and "start" not in given:
                gold = _read(one, given)
                if gold is None:
                    continue
            else:
                gold = incident(one.gold, one.records[n]).time
            ranked = by_fullness(groups[m])
            facts, earns = [moments.none_facts(ranked, kind_of(groups[m]))], [time_earns(gold, None)]
            for point, of in moments.candidates(ranked):
                facts.append(of)
                earns.append(time_earns(gold, (point.when.start, point.when.end)))
            yield Choice(one.gold["id"], tuple(facts), tuple(earns))


def _read(one: Read, given: dict[str, Any]) -> Interval | None:
    """The interval of the annotated words as the program reads them, None where it reads no time there."""
    sentence = one.gold["sentences"][given["s"]]
    start = one.gold["text"].find(given["quote"], *sentence)
    end = start + len(given["quote"])
    times = [(m.quote, m.value) for m in one.found if isinstance(m.value, When) and m.value.is_known]
    return next(((when.start, when.end) for q, when in times if q.start < end and start < q.end), None)


def main() -> None:
    given = asked(__doc__)
    know = Knowledge()
    read = list(stories(given.gold, know))
    of = list(choices(read, know))
    print(f"{len(read)} stories, {len(of):,} incidents found, {sum(len(c.facts) for c in of):,} candidates")
    if not given.write:
        return validate("time", of, rarest=RAREST, ridge=RIDGE)
    origin = (
        f"fitted by bench/when_fit.py on {len(read)} annotated stories (train, composed and training/annotations), "
    )
    origin += f"{len(of):,} incidents; facts seen {RAREST} times or more"
    about = "log odds that each named fact adds for a time, or for none, when an incident was (reading/moments.py)"
    write(WHEN_TABLE, about, origin, choose(of, rarest=RAREST, ridge=RIDGE), "a time")


if __name__ == "__main__":
    main()
