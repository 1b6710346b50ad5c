"""Fit the weights that cast the parts in a deed, on annotated stories; print what they gain over the rules.

python bench/roles_fit.py [--gold FOLDER]    # cross-validated by story in five parts
python bench/roles_fit.py --write            # fits on all training and composed stories and writes their table

One example is one word of a sentence beside one found deed that an annotator marked too; its label is the role the
annotator gave the word, or none. FOLDER holds train/ and composed/; by default shared/gold beside the checkout.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from spacy.tokens import Token

sys.path.insert(0, str(Path(__file__).parent))
from gathering import Read, stories
from logistic import FOLDS, Array, asked, matrix, part_of

from tidings.evaluate.fields import same_name
from tidings.evaluate.normal import Incident, incident
from tidings.knowledge import Knowledge
from tidings.knowledge.tables import TABLES
from tidings.knowledge.weights import ROLES_TABLE
from tidings.model import ROLES, Span
from tidings.reading.casting import Cast
from tidings.reading.classes import Classes
from tidings.reading.events import Trigger
from tidings.reading.naming import Naming, names_of
from tidings.reading.telling import deeds

RIDGE = 10.0  # pull towards no weight; 3 and 30 give a fillers F1 lower by .003 and .002
RAREST = 30  # a fact seen less often gets no weight: 5 and 15 change F1 by less than .003
LEANS = (0.0, 0.3, 0.6, 1.0, 1.4)
LABELS = ("none", *ROLES)


@dataclass(frozen=True, slots=True)
class Example:
    """One word beside one deed: its facts, the role an annotator gave it, and the role by the rules."""

    story: str
    facts: tuple[str, ...]
    label: int
    ruled: int

    @property
    def part(self) -> int:
        return part_of(self.story)


def examples(read: Iterable[Read], know: Knowledge) -> Iterator[Example]:
    """Every word that may play a part beside a deed that the annotator marked."""
    for one in read:
        classes = Classes(one.doc, one.found, know)
        names, naming = names_of(one.doc, one.found), Naming(one.doc, one.found)
        found = deeds(one.doc, classes, know)
        cast = Cast(found, classes, know, names)
        records = [incident(one.gold, r) for r in one.records]
        for trigger in found:
            record = next((r for r in records if r.kind == trigger.kind and marks(r, trigger)), None)
            if record is None:
                continue
            for token, facts in cast.candidates(trigger):
                filler = naming.filler(token, "actor")
                ruled = next((f.removeprefix("rule ") for f in facts if f.startswith("rule ")), "None")
                label = role_of(record, token, filler.name if token.i in names and filler else None)
                yield Example(
                    one.gold["id"], tuple(facts), LABELS.index(label), LABELS.index(ruled) if ruled in ROLES else 0
                )


def marks(record: Incident, trigger: Trigger) -> bool:
    """Whether the annotator marked a trigger that overlaps this one."""
    span = Span(trigger.start, trigger.end)
    return any(span.overlaps(at) for at in record.at)


def role_of(record: Incident, token: Token, name: str | None) -> str:
    """The role the annotator gave the word: as head of a marked phrase, listed beside one, or by the same name."""
    label = "none"
    for role, parts in record.roles.items():
        for part in parts:
            if part.at is not None and part.at.start <= token.idx < part.at.end:
                marked = token.doc.char_span(part.at.start, part.at.end, alignment_mode="expand")
                if marked is not None and token.i in (marked.root.i, *(t.i for t in marked.root.conjuncts)):
                    label = role
            elif name and same_name(part.name, name):
                label = role
    return label


def fit(rows: Sequence[Example]) -> tuple[dict[str, int], Array]:
    """Multinomial logistic regression with L2; returns the column of each fact, and weights (facts, labels)."""
    seen = Counter(f for row in rows for f in set(row.facts))
    column = {f: n for n, f in enumerate(sorted(f for f, times in seen.items() if times >= RAREST))}
    x, y = matrix([row.facts for row in rows], column), np.eye(len(LABELS))[[row.label for row in rows]]

    def loss(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(len(column), len(LABELS))
        odds = x @ weights
        top = odds.max(axis=1, keepdims=True)
        log = odds - top - np.log(np.exp(odds - top).sum(axis=1, keepdims=True))
        gradient = x.T @ (np.exp(log) - y) + RIDGE * weights
        return float(-(log * y).sum() + RIDGE / 2 * (weights**2).sum()), gradient.ravel()

    best = minimize(loss, np.zeros(len(column) * len(LABELS)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return column, best.x.reshape(len(column), len(LABELS))


def predict(rows: Sequence[Example], column: dict[str, int], weights: Array, lean: float) -> Array:
    """Label of each row when none is handicapped by `lean`."""
    odds = np.asarray(matrix([row.facts for row in rows], column) @ weights)
    odds[:, 0] -= lean
    return np.asarray(odds.argmax(axis=1))


def line(what: str, rows: Sequence[Example], said: Sequence[int]) -> str:
    """Counts and F1 of the words that were given a role."""
    right = sum(s == row.label != 0 for s, row in zip(said, rows, strict=True))
    claimed, gold = sum(s != 0 for s in said), sum(row.label != 0 for row in rows)
    return f"{what:12} gold {gold:6,}  claimed {claimed:6,}  right {right:6,}  F1 {2 * right / (gold + claimed):.3f}"


def validate(rows: Sequence[Example]) -> None:
    """Print the figures of rules and of weights that were fitted on other stories."""
    order = [row for part in range(FOLDS) for row in rows if row.part == part]
    said: dict[float, list[int]] = {lean: [] for lean in LEANS}
    for part in range(FOLDS):
        column, weights = fit([row for row in rows if row.part != part])
        held = [row for row in rows if row.part == part]
        for lean in LEANS:
            said[lean] += predict(held, column, weights, lean).tolist()
    print(line("rules", order, [row.ruled for row in order]))
    for lean in LEANS:
        print(line(f"lean {lean}", order, said[lean]))


def write(rows: Sequence[Example], stories_read: int) -> None:
    """Write the table: weights against none, the facts in order."""
    column, weights = fit(rows)
    against = weights[:, 1:] - weights[:, :1]
    head = (
        "# about: log odds that each named fact adds for a part in a deed, against none (reading/casting.py)\n"
        f"# origin: fitted by bench/roles_fit.py on {stories_read} annotated stories (train, composed and "
        f"training/annotations), {len(rows):,} words beside deeds; facts seen {RAREST} times or more\n"
        "# licence: Apache-2.0\n"
    )
    lines = [["fact", *ROLES, "example"]]
    lines += [[f, *(f"{w:.3g}" for w in against[n]), f"a word with: {f}"] for f, n in column.items()]
    body = "".join("\t".join(cells) + "\n" for cells in lines)
    (TABLES / f"{ROLES_TABLE}.tsv").write_text(head + body, encoding="utf-8")


def main() -> None:
    given = asked(__doc__)
    know = Knowledge()
    read = list(stories(given.gold, know))
    rows = list(examples(read, know))
    print(f"{len(read)} stories, {len(rows):,} words beside deeds, {sum(row.label != 0 for row in rows):,} with a part")
    write(rows, len(read)) if given.write else validate(rows)


if __name__ == "__main__":
    main()
