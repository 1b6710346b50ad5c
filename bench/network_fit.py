"""Fit the weights by which the network and the rules are pooled; print what the two find together.

python bench/network_fit.py [--weights FOLDER] [--held FILE]    # figures of the held-out stories and of gold/dev
python bench/network_fit.py --write                             # writes network_weights.tsv as well
python bench/network_fit.py --cross                             # held-out figures cross-validated in five parts

The weights are fitted on annotated news stories that the network was not trained on (held.txt beside its weights names
them). The rules' own weights were fitted on those stories too, which would flatter the rules there: so for the fit, and
for the figures of the held-out stories, they are fitted anew on all others. Without --cross "pooled" on those stories
is told by some thirty weights that were fitted on them. gold/dev is read with what the package ships and these weights.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import gathering
import likely_fit
import roles_fit
import when_fit
import where_fit
from gathering import Read, stories
from logistic import FOLDS, choose, part_of
from network_pool import Pool
from network_voices import Asked
from network_voices import Weights as Pooling
from spacy.tokens import Doc

from tidings import pipeline
from tidings.evaluate import Scores, score_gold
from tidings.evaluate.accounts import add_story
from tidings.knowledge import Knowledge
from tidings.knowledge.tables import TABLES
from tidings.knowledge.weights import RoleWeights, Weights
from tidings.model import Reading, Story
from tidings.model.contract import account_json
from tidings.reading.accounts import accounts
from tidings.reading.network.encoder import WEIGHTS, Encoder
from tidings.reading.network.heads import Heads
from tidings.reading.network.opinion import NetworkOpinion
from tidings.reading.network.signals import Signals
from tidings.reading.network.weighing import TABLE, Weighing
from tidings.reading.opinion import ALONE, Opinion
from tidings.reading.reader import read as read_story

HERE = Path(__file__).resolve().parents[1]
INVENTED = "composed"  # invented stories are denser in incidents than news, so nothing is weighed by them
SHOWN = ("found F1", "row F1", "status", "time", "place", "method", "numbers", "roles F1", "sources F1")


def unflattered(read: Sequence[Read], know: Knowledge) -> Knowledge:
    """`know` with the rules' weights fitted on these stories alone, in the order in which a reading uses them."""
    column, weights = roles_fit.fit([*roles_fit.examples(read, know)])
    against = weights[:, 1:] - weights[:, :1]
    know.role_weights = RoleWeights({fact: against[n] for fact, n in column.items()})
    know.gather_weights = Weights(gathering.fitted([gathering.pairs(one, know) for one in read]))
    know.likely_weights = Weights(likely_fit.fitted([likely_fit.groups(one, know) for one in read]))
    places = [*where_fit.choices(read, know)]
    know.where_weights = Weights(choose(places, rarest=where_fit.RAREST, ridge=where_fit.RIDGE))
    times = [*when_fit.choices(read, know)]
    know.when_weights = Weights(choose(times, rarest=when_fit.RAREST, ridge=when_fit.RIDGE))
    return know


def scored(of: Iterable[Asked], know: Knowledge, opinion: Callable[[Asked], Opinion]) -> Scores:
    """Score the stories as read with the opinions."""
    scores = Scores()
    for one in of:
        read = one.read
        told = accounts(read.doc, read.story, read.found, know, opinion(one))
        add_story(scores, read.gold, read.records, [account_json(account) for account in told])
    return scores


def opinion_of(weights: Pooling, one: Asked) -> Opinion:
    return NetworkOpinion(one.read.doc, one.signals, Weighing(weights))


def crossed(of: Sequence[Asked], know: Knowledge) -> Callable[[Asked], Opinion]:
    """Opinions pooled by weights that were fitted without the story's part."""
    by_part = {n: Pool([one for one in of if part_of(one.read.gold["id"]) != n], know).fit() for n in range(FOLDS)}
    return lambda one: opinion_of(by_part[part_of(one.read.gold["id"])], one)


class Trial:
    """A reader with the weights at hand."""

    name = NetworkOpinion.name

    def __init__(self, hear: Callable[[Doc], Opinion]) -> None:
        self._hear = hear

    def read(self, story: Story, know: Knowledge) -> Reading:
        return read_story(story, know, self._hear)


def of_gold(folder: Path, reader: Trial) -> Scores:
    return score_gold(folder, partial(pipeline.read, know=Knowledge(), reader=reader))


def line(what: str, scores: Scores) -> str:
    figures = scores.ratios()
    shown = "  ".join(f"{name} {figures[name]:.3f}" for name in SHOWN if figures[name] is not None)
    return f"{what:26} stories {scores.stories}  gold {scores.gold:,}  told {scores.predicted:,}  {shown}"


def write(weights: Pooling, stories_read: int) -> None:
    """Write the table that the program pools by."""
    head = (
        "# about: what each voice counts when network and rules decide together (reading/network/weighing.py)\n"
        f"# origin: fitted by bench/network_fit.py on the {stories_read} annotated stories that the network was not "
        "trained on\n# licence: Apache-2.0\ndecision\tvoice\tweight\texample\n"
    )
    rows = (f"{d}\t{v}\t{w:.4g}\t{d}: {VOICES[v]}\n" for (d, v), w in sorted(weights.items()))
    (TABLES / f"{TABLE}.tsv").write_text(head + "".join(rows), encoding="utf-8")


VOICES = {
    "bias": "what is said before anybody is heard",
    "network": "the network's log odds",
    "rules": "what the rules say",
    "strong": "the rules know the word as one that tells of a deed",
    "weak": "the rules know the word as one that may tell of a deed",
    "mean": "mean of the network's log odds over the words",
    "most": "the network's log odds of the surest word",
    "ordinary": "the rules take the story for ordinary news",
    "unruled": "no word of the incident is known to the rules",
    "other": "the rules know no method",
    "unnamed": "nobody is named: reportedly",
}


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--gold", type=Path, default=HERE.parent / "shared" / "gold")
    args.add_argument("--weights", type=Path, default=WEIGHTS)
    args.add_argument("--held", type=Path, help="names of the stories held out; default: held.txt beside the weights")
    args.add_argument("--write", action="store_true")
    args.add_argument("--cross", action="store_true")
    given = args.parse_args()
    file = given.held or given.weights / "held.txt"
    for path, hint in ((given.gold, "--gold FOLDER"), (file, "--held FILE")):
        if not path.exists():
            sys.exit(f"No {path}. Type: python bench/network_fit.py {hint}")
    held = set(file.read_text(encoding="utf-8").split())
    read = list(stories(given.gold, Knowledge()))
    know = unflattered([one for one in read if one.gold["id"] not in held], Knowledge())
    encoder, heads = Encoder(given.weights), Heads(given.weights)
    kept = [one for one in read if one.gold["id"] in held and one.set != INVENTED]
    asked = [Asked.of(one, Signals(one.doc, encoder, heads)) for one in kept]
    print(f"{len(read)} annotated stories, {len(asked)} of them news that the network was not trained on", flush=True)
    weights = Pool(asked, know).fit()
    if given.write:
        write(weights, len(asked))
    report(asked, know, crossed(asked, know) if given.cross else partial(opinion_of, weights))
    dev = given.gold / "dev"
    print(line("gold/dev rules", of_gold(dev, Trial(lambda _: ALONE))), flush=True)
    hear = lambda doc: NetworkOpinion(doc, Signals(doc, encoder, heads), Weighing(weights))  # noqa: E731
    print(line("gold/dev pooled", of_gold(dev, Trial(hear))))


def report(asked: Sequence[Asked], know: Knowledge, pooled: Callable[[Asked], Opinion]) -> None:
    """Print the figures of the held-out stories, set by set."""
    for name in sorted({one.read.set for one in asked}):
        of = [one for one in asked if one.read.set == name]
        print(line(f"held-out {name} rules", scored(of, know, lambda _: ALONE)))
        print(line(f"held-out {name} pooled", scored(of, know, pooled)), flush=True)


if __name__ == "__main__":
    main()
