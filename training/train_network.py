"""Train the network on what training/words.py wrote, and write what the package ships.

python training/train_network.py WORDS OUT [--without PREFIX] [--share 1.0] [--epochs 8]

Two stages, both with a fixed seed on one thread: once over the readings of the rules, which teaches the shape of the
task, then several times over the annotated stories. One story in six is held out (held.txt names them): the weights by
which network and rules are pooled are fitted on those (bench/network_fit.py). `--without guardian` leaves a source out,
`--share` takes that share of the annotated stories, for the figures beside the whole.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from export_network import export
from network import Network, pretrained
from torch.nn import functional as F
from windows import UNASKED, Example, examples

from tidings.reading.network.encoder import Windows
from tidings.reading.network.heads import buckets

SEED = 1
HELD = 6  # one story in so many is held out
BATCH = 4  # windows
SILVER_RATE, GOLD_RATE = 1e-4, 8e-5  # steps of the encoder; the heads take ten times as much
HEADS_FASTER = 10.0
WARM, LEAST_RATE, SILVER_LEAST = 0.1, 0.02, 0.5
DECAY, CLIP = 0.01, 1.0
WORDS_A_BATCH = 25  # the loss of deeds is per so many words, the others per deed
COUNTS = {"kind": 1.0, "status": 0.5, "method": 0.2, "arc": 1.0, "same": 0.5}  # what each loss counts
Json = dict[str, Any]


def is_held(identity: str) -> bool:
    """Whether a story is kept from the network, so that the pooling can be fitted on it."""
    return zlib.crc32(identity.encode()) % HELD == 0


def losses(network: Network, batch: Sequence[Example]) -> dict[str, torch.Tensor]:
    """The loss of each head over a batch of windows."""
    longest = max(len(one.ids) for one in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    for n, one in enumerate(batch):
        ids[n, : len(one.ids)] = torch.tensor(one.ids)
        mask[n, : len(one.ids)] = True
    seen = network.enc(ids, mask[:, None, None, :])
    total = {name: torch.zeros(()) for name in COUNTS}
    for n, one in enumerate(batch):
        words = network.drop(seen[n][one.first])
        total["kind"] = total["kind"] + _loss(network.trig(words), one.kinds)
        if len(one.deeds):
            for name, value in _of_deeds(network, words, one).items():
                total[name] = total[name] + value
    deeds = sum(len(one.deeds) for one in batch) or 1
    asked = sum(len(one.first) for one in batch) / WORDS_A_BATCH
    return {name: value / (asked if name == "kind" else deeds) for name, value in total.items()}


def _loss(odds: torch.Tensor, labels: np.ndarray) -> torch.Tensor:
    if (labels == UNASKED).all():
        return torch.zeros(())
    return F.cross_entropy(odds, torch.tensor(labels), ignore_index=UNASKED, reduction="sum")


def _of_deeds(network: Network, words: torch.Tensor, one: Example) -> dict[str, torch.Tensor]:
    at = words[one.deeds]
    kinds = torch.tensor(one.kinds[one.deeds] - 1)
    deeds = at + network.kindemb(kinds)
    to_words = torch.tensor(buckets(np.arange(len(one.first))[None] - one.deeds[:, None]))
    to_deeds = torch.tensor(buckets(one.deeds[None] - one.deeds[:, None]))
    same = F.binary_cross_entropy_with_logits(
        network.same(deeds, deeds, to_deeds)[..., 0], torch.tensor(one.same), reduction="sum"
    )
    return {
        "status": _loss(network.stat(at), one.status),
        "method": _loss(network.meth(at), one.method),
        "arc": _loss(network.arc(deeds, words, to_words).flatten(0, 1), one.arcs.flatten()),
        "same": same / len(one.deeds),
    }


def run(network: Network, given: Sequence[Example], epochs: int, rate: float, least: float) -> None:
    """Train for some epochs, with a rate that rises over WARM of the steps and falls to `least` of itself."""
    encoder = [p for p in network.enc.parameters() if p.requires_grad]
    known = {id(p) for p in network.enc.parameters()}
    heads = [p for p in network.parameters() if id(p) not in known]
    groups = [{"params": encoder, "lr": rate}, {"params": heads, "lr": rate * HEADS_FASTER}]
    steps = epochs * (len(given) // BATCH + 1)
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM * steps)) * max(least, 1 - step / steps)
    )
    for epoch in range(epochs):
        network.train()
        started, total = time.monotonic(), 0.0
        batches = _batches(given)
        for batch in batches:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = sum(COUNTS[name] * value for name, value in losses(network, batch).items())
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(
            f"epoch {epoch + 1} of {epochs}: loss {total / len(batches):.3f}, {time.monotonic() - started:.0f} s",
            flush=True,
        )


def _batches(given: Sequence[Example]) -> list[list[Example]]:
    """Windows of like length together, the batches in random order."""
    order = sorted(given, key=lambda one: len(one.ids) + random.random() * 80)
    out = [order[n : n + BATCH] for n in range(0, len(order), BATCH)]
    random.shuffle(out)
    return out


def _stories(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def chosen(stories: Sequence[Json], without: str | None, share: float) -> list[Json]:
    """The annotated stories to learn from."""
    kept = [s for s in stories if not is_held(s["id"]) and not (without and s["id"].startswith(without))]
    random.shuffle(kept)
    return kept[: round(share * len(kept))]


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("words", type=Path)
    args.add_argument("out", type=Path)
    args.add_argument("--without")
    args.add_argument("--share", type=float, default=1.0)
    args.add_argument("--epochs", type=int, default=8)
    given = args.parse_args()
    if not (given.words / "gold.jsonl").is_file():
        sys.exit(f"No {given.words / 'gold.jsonl'}. Type: python training/words.py {given.words}")
    torch.manual_seed(SEED)
    random.seed(SEED)
    torch.set_num_threads(1)
    network, cutter = Network(), Windows(pretrained())
    network.enc.load()
    gold = _stories(given.words / "gold.jsonl")
    run(network, list(examples(_stories(given.words / "silver.jsonl"), cutter)), 1, SILVER_RATE, SILVER_LEAST)
    learned = chosen(gold, given.without, given.share)
    run(network, list(examples(learned, cutter)), given.epochs, GOLD_RATE, LEAST_RATE)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "held.txt").write_text("".join(f"{s['id']}\n" for s in gold if is_held(s["id"])), encoding="utf-8")
    export(network, given.out)


if __name__ == "__main__":
    main()
