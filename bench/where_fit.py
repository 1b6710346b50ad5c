"""Fit the weights that tell where an incident was, on annotated stories; print how often they are right.

python bench/where_fit.py [--gold FOLDER]    # cross-validated by story in five parts
python bench/where_fit.py --write            # fits on all training and composed stories and writes their table

A choice is an incident that an annotator marked too, with the places told near it, or no place; one is right where it
earns the field's point (within 161 km of the annotated place, or rightly unknown).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from gathering import Read, stories
from logistic import Choice, asked, choose, validate, write

from tidings.evaluate.accounts import pairs
from tidings.evaluate.fields import place_earns
from tidings.evaluate.normal import incident
from tidings.knowledge import Knowledge
from tidings.knowledge.weights import WHERE_TABLE
from tidings.model import Place
from tidings.model.contract import account_json
from tidings.reading.accounts import accounts, by_fullness, kind_of, likely_groups
from tidings.reading.telling import tell
from tidings.reading.whereabouts import Whereabouts

RIDGE = 20.0  # pull towards no weight; 5 gives a share of right places lower by .006, 40 by .005
RAREST = 15  # a fact seen less often gets no weight


def choices(read: Iterable[Read], know: Knowledge) -> Iterator[Choice]:
    """Every incident that the program and the annotator both found, with the places to choose from."""
    for one in read:
        told = tell(one.doc, one.found, know)
        groups = [group for group, _ in likely_groups(one.doc, told, know)]
        around = Whereabouts(one.doc, one.found, told, know)
        said = [incident(one.gold, account_json(a)) for a in accounts(one.doc, one.story, one.found, know)]
        marked = [incident(one.gold, record) for record in one.records]
        for n, m in pairs(one.gold, marked, said):
            gold, ranked = marked[n].place, by_fullness(groups[m])
            placing = know.events.kinds[kind_of(groups[m]).kind].place
            facts, earns = [around.none_facts(ranked, placing)], [place_earns(gold, None)]
            for mention, of in around.candidates(ranked, placing):
                facts.append(of)
                earns.append(place_earns(gold, asdict(mention.value)) if isinstance(mention.value, Place) else 0.0)
            yield Choice(one.gold["id"], tuple(facts), tuple(earns))


def main() -> None:
    given = asked(__doc__)
    know = Knowledge()
    read = list(stories(given.gold, know))
    of = list(choices(read, know))
    print(f"{len(read)} stories, {len(of):,} incidents found, {sum(len(c.facts) for c in of):,} candidates")
    if not given.write:
        return validate("place", of, rarest=RAREST, ridge=RIDGE)
    origin = (
        f"fitted by bench/where_fit.py on {len(read)} annotated stories (train, composed and training/annotations), "
    )
    origin += f"{len(of):,} incidents; facts seen {RAREST} times or more"
    about = (
        "log odds that each named fact adds for a place, or for none, where an incident was (reading/whereabouts.py)"
    )
    write(WHERE_TABLE, about, origin, choose(of, rarest=RAREST, ridge=RIDGE), "a place")


if __name__ == "__main__":
    main()
