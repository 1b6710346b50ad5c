"""Fit the weights that tell where an incident was, on annotated stories; print how often they are right.

python bench/where_fit.py [--gold FOLDER]    # cross-validated by story in five parts
python bench/where_fit.py --write            # fits on all training and composed stories and writes their table

One example is one place told near an incident that an annotator marked too, or no place; it is right where it earns
the field's point (within 161 km of the annotated place, or rightly unknown).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from gathering import Read, stories
from logistic import FOLDS, asked, fit, odds, part_of, write

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

RIDGE = 10.0  # pull towards no weight; 2 gives a share of right places lower by .010
RAREST = 15  # a fact seen less often gets no weight


@dataclass(frozen=True, slots=True)
class Choice:
    """The places one incident may have had: the facts of each, and what each earns; the first is no place."""

    story: str
    facts: tuple[frozenset[str], ...]
    earns: tuple[float, ...]

    @property
    def part(self) -> int:
        return part_of(self.story)


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


def fitted(of: Sequence[Choice]) -> dict[str, float]:
    """Weights by whether a candidate is right."""
    rows = [facts for choice in of for facts in choice.facts]
    right = [earned >= 1 for choice in of for earned in choice.earns]
    return fit(rows, right, rarest=RAREST, ridge=RIDGE)


def earned(of: Sequence[Choice], weights: dict[str, float]) -> float:
    """The share of incidents whose place is right, when the likeliest candidate is taken."""
    taken = [max(range(len(c.facts)), key=lambda n: odds(c.facts[n], weights)) for c in of]
    return sum(c.earns[n] for c, n in zip(of, taken, strict=True)) / len(of)


def validate(of: Sequence[Choice]) -> None:
    """Print the share of right places with none ever told, by weights fitted on other stories, and at best."""
    right = 0.0
    for part in range(FOLDS):
        held = [c for c in of if c.part == part]
        right += len(held) * earned(held, fitted([c for c in of if c.part != part]))
    none, best = sum(c.earns[0] for c in of) / len(of), sum(max(c.earns) for c in of) / len(of)
    print(f"right place: always none {none:.3f}, weighed {right / len(of):.3f}, best of the candidates {best:.3f}")


def main() -> None:
    given = asked(__doc__)
    know = Knowledge()
    read = list(stories(given.gold, know))
    of = list(choices(read, know))
    print(f"{len(read)} stories, {len(of):,} incidents found, {sum(len(c.facts) for c in of):,} candidates")
    if not given.write:
        return validate(of)
    origin = (
        f"fitted by bench/where_fit.py on {len(read)} annotated stories (train, composed and training/annotations), "
    )
    origin += f"{len(of):,} incidents; facts seen {RAREST} times or more"
    about = (
        "log odds that each named fact adds for a place, or for none, where an incident was (reading/whereabouts.py)"
    )
    write(WHERE_TABLE, about, origin, fitted(of), "a place")


if __name__ == "__main__":
    main()
