"""Status on three public sets of event factuality: macro F1 over happened, uncertain and did not happen.

python bench/status.py                 # the dev parts; counts first, ratios last
python bench/status.py train           # the training parts, to look for faults in
python bench/status.py lexicon         # the table of embedding verbs against the judgements of fact_mv2

Each gold score lies between -3 and 3. As the sets' notes have it, 2 and more is `happened`, -1 and less `did not
happen`, what lies between `uncertain`. The event's token is given; its status is read off the parsed sentence.

Of our six statuses `happened` and `denied` (and what was tried in vain) are the outer bins, the others `uncertain`: the
lines "plain". But the sets ask different questions, so "as asked" reads what we say as each of them would:
fact_uw        how sure the writer is that it happens at some time: what "will" happen is as good as happened
fact_meantime  how certain the text is, at any time: a plan told without a hedge is certain
fact_uds_ih2   did it happen: what is planned, tried or conditional did not; only the possible is uncertain
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from spacy.tokens import Token

from tidings.knowledge import Knowledge
from tidings.reading.language import parses
from tidings.reading.status import Decided, status_at

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
SETS = ("fact_uw", "fact_meantime", "fact_uds_ih2")
BINS = ("happened", "uncertain", "did not happen")
HAPPENED_FROM, NOT_UP_TO = 2.0, -1.0  # the cut-offs of the sets' notes
RESAMPLES, SEED = 1000, 7
CERTAIN_FUTURE = ("status.will/1", "status.going_to/1")
NEGATIONS = ("not", "n't", "never", "no")
FUTURES, MODALS = ("will", "wo", "'ll", "would", "shall", "should", "must"), ("may", "might", "can", "could", "ca")
Pair = tuple[str, str]
Reader = Callable[[Token], Decided]


def gold_bin(score: float) -> str:
    return "happened" if score >= HAPPENED_FROM else "did not happen" if score <= NOT_UP_TO else "uncertain"


def plain(said: Decided) -> str:
    if said.status == "denied" or said.is_failed:
        return "did not happen"
    return "happened" if said.status == "happened" else "uncertain"


def as_asked(name: str, said: Decided) -> str:
    if name == "fact_uw" and said.rule in CERTAIN_FUTURE:
        return "happened"
    if name == "fact_meantime" and said.status == "planned":
        return "happened"
    if name == "fact_uds_ih2" and said.status in ("planned", "attempted", "hypothetical"):
        return "did not happen"
    return plain(said)


def majority(_: Token) -> Decided:
    return Decided("happened", None, "majority")


def simple(deed: Token) -> Decided:
    """Only a negation or a modal verb beside the deed counts."""
    beside = {c.lower_ for c in deed.children}
    if beside & set(NEGATIONS):
        return Decided("denied", deed, "negation")
    if beside & set(FUTURES):
        return Decided("planned", deed, "status.will/1" if beside & {"will", "wo", "'ll"} else "future")
    return Decided("possible", deed, "modal") if beside & set(MODALS) else Decided("happened", None, "none")


def deeds(name: str, part: str) -> Iterator[list[tuple[float, Token]]]:
    """The scored events of each sentence."""
    with (CORPORA / name / f"{part}.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    for record, doc in zip(records, parses(r["text"] for r in records), strict=True):
        spans = [
            (s["factuality"], doc.char_span(s["start"], s["end"], alignment_mode="expand")) for s in record["spans"]
        ]
        yield [(score, span.root) for score, span in spans if span is not None]


def counts(pairs: list[Pair]) -> Counter[tuple[str, str]]:
    """Hits, gold and said of each bin."""
    out: Counter[tuple[str, str]] = Counter()
    for gold, said in pairs:
        out["gold", gold] += 1
        out["said", said] += 1
        out["hit", gold] += gold == said
    return out


def scores(c: Counter[tuple[str, str]]) -> list[float]:
    """F1 of each bin, their mean last."""
    each = [2 * c["hit", b] / max(1, c["gold", b] + c["said", b]) for b in BINS]
    return [*each, sum(each) / len(each)]


def interval(sentences: list[Counter[tuple[str, str]]]) -> tuple[float, float]:
    """The 95 % interval of the macro F1 over resampled sentences."""
    chance, macros = random.Random(SEED), []
    for _ in range(RESAMPLES):
        total: Counter[tuple[str, str]] = Counter()
        for one in chance.choices(sentences, k=len(sentences)):
            for key, n in one.items():
                total[key] += n
        macros.append(scores(total)[-1])
    macros.sort()
    return macros[int(0.025 * RESAMPLES)], macros[int(0.975 * RESAMPLES)]


def report(name: str, part: str, know: Knowledge) -> None:
    sentences = list(deeds(name, part))
    gold = Counter(gold_bin(score) for sentence in sentences for score, _ in sentence)
    print(f"{name} {part}: {len(sentences)} sentences, events " + ", ".join(f"{b} {gold[b]}" for b in BINS))
    readers: dict[str, Reader] = {"majority": majority, "negation and modals": simple}
    readers["tidings"] = partial(status_at, know=know)
    for mapping, binned in (("plain", plain), ("as asked", partial(as_asked, name))):
        for title, read in readers.items():
            tallies = [counts([(gold_bin(score), binned(read(t))) for score, t in one]) for one in sentences]
            each = scores(sum(tallies, Counter()))
            low, high = interval(tallies)
            cells = " ".join(f"{b} {f:.3f}" for b, f in zip(BINS, each, strict=False))
            print(f"  {mapping:9} {title:20} | F1 {cells} | macro F1 {each[-1]:.3f} ({low:.3f}-{high:.3f})")


def lexicon(know: Knowledge) -> None:
    """How far the table, written without it, agrees with what people answered on "X (did not) V that it happened"."""
    pairs = [
        (gold_bin(s), plain(status_at(t, know)))
        for part in ("train", "dev")
        for one in deeds("fact_mv2", part)
        for s, t in one
    ]
    each = scores(counts(pairs))
    right = sum(a == b for a, b in pairs)
    print(f"fact_mv2: {len(pairs)} sentences, {right} right ({right / len(pairs):.3f}), macro F1 {each[-1]:.3f}")
    print("  gold, said: " + ", ".join(f"{a}/{b} {n}" for (a, b), n in Counter(pairs).most_common()))


def main() -> None:
    know, args = Knowledge(), sys.argv[1:]
    if args == ["lexicon"]:
        lexicon(know)
        return
    for name in SETS:
        report(name, args[0] if args else "dev", know)


if __name__ == "__main__":
    main()
