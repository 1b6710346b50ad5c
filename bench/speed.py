"""Speed and memory of the whole path beside the bare spaCy pipeline, on the same texts in the same run.

    python bench/speed.py [--texts FILE.jsonl] [--limit 40] [--runs 3]      # or: make bench
    python bench/speed.py --reader network      # as well `read` with the network, its encoder on one thread and two

Three sides, each run in a process of its own: spaCy alone (`nlp.pipe`, the pipeline as it comes), `tidings.read`
(documents to accounts), and `Case.add` (the whole path with linking, grading and the case on disk). Loading is timed
apart: every side reads an example report before the clock starts. Medians of the runs; ratios are to spaCy alone. The
ratio of CPU seconds is the steadier one where other programs run beside.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from spacy.tokens import Doc

from tidings import Case, Knowledge, read
from tidings.model import Reading, Story
from tidings.reading.language import bare
from tidings.reading.opinion import Opinion
from tidings.reading.reader import read as read_story

ROOT = Path(__file__).resolve().parents[1]
NEWS = ROOT.parent / "shared" / "corpora" / "guardian_sdf" / "dev.jsonl"
WARM = ROOT / "examples" / "reports" / "01-wire.txt"  # none of the texts that are timed
BATCH = 16  # stories that spaCy alone has at once; larger batches gain it under 3 %
KILOBYTE = 1024 if sys.platform != "darwin" else 1  # of ru_maxrss: kilobytes on Linux, bytes on macOS
Row = dict[str, str]


def spacy_alone(rows: Path, folder: Path) -> Iterator[None]:
    """The pipeline without anything of ours."""
    nlp = bare()
    nlp(WARM.read_text(encoding="utf-8"))
    yield
    for _ in nlp.pipe((row["text"] for row in load(rows)), batch_size=BATCH):
        pass


def reading(rows: Path, folder: Path) -> Iterator[None]:
    """Documents, stories, mentions and accounts; nothing is kept."""
    know = Knowledge()
    list(read(WARM, know=know))
    yield
    for _ in read(rows, know=know):
        pass


def networked(threads: int, rows: Path, folder: Path) -> Iterator[None]:
    """`read` with the network beside the rules, its encoder on so many threads.

    What runs it is imported here, so that it does not count in the memory of the other sides.
    """
    from tidings.reading.network.encoder import Encoder
    from tidings.reading.network.heads import Heads
    from tidings.reading.network.opinion import NetworkOpinion
    from tidings.reading.network.signals import Signals
    from tidings.reading.network.weighing import Weighing

    encoder, heads, weighing, know = Encoder(threads=threads), Heads(), Weighing.load(), Knowledge()
    reader = Beside(lambda doc: NetworkOpinion(doc, Signals(doc, encoder, heads), weighing))
    list(read(WARM, know=know, reader=reader))
    yield
    for _ in read(rows, know=know, reader=reader):
        pass


@dataclass(frozen=True)
class Beside:
    """The rules with a second opinion."""

    hear: Callable[[Doc], Opinion]
    name: str = "network"

    def read(self, story: Story, know: Knowledge) -> Reading:
        return read_story(story, know, self.hear)


def whole_path(rows: Path, folder: Path) -> Iterator[None]:
    """Everything, into a case on disk."""
    with Case(folder / "bench.tidings") as case:
        case.add(WARM)
        yield
        case.add(rows)


SIDES: dict[str, Callable[[Path, Path], Iterator[None]]] = {
    "spaCy alone": spacy_alone,
    "tidings.read": reading,
    "Case.add": whole_path,
}
NETWORK: dict[str, Callable[[Path, Path], Iterator[None]]] = {
    "network": partial(networked, 1),
    "its 2 threads": partial(networked, 2),
}


def load(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def written(rows: list[Row], path: Path) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def texts(path: Path, limit: int) -> list[Row]:
    """The texts: of a JSONL file, else the examples over and over."""
    if path.exists():
        rows = load(path)[:limit]
        return [{"id": row["id"], "text": row["text"], "date": row.get("published", "")[:10]} for row in rows]
    stories = [reading.story for reading in read(ROOT / "examples" / "reports")]
    chosen = [stories[n % len(stories)] for n in range(limit)]
    return [{"id": str(n), "text": s.text, "date": s.published.date or ""} for n, s in enumerate(chosen)]


def measure(side: str, rows: Path) -> dict[str, float]:
    """Run one side here; return seconds, CPU seconds and the process's peak memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        steps = (SIDES | NETWORK)[side](rows, Path(folder))
        began = time.perf_counter()
        next(steps)
        loaded, busy = time.perf_counter(), time.process_time()
        next(steps, None)
        done, rested = time.perf_counter(), time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE / 1e6
    return {"load": loaded - began, "seconds": done - loaded, "cpu": rested - busy, "peak": peak}


def apart(side: str, rows: Path) -> dict[str, float]:
    """Measure one side in a fresh process."""
    command = [sys.executable, __file__, "--side", side, "--texts", str(rows)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    measured: dict[str, float] = json.loads(answer)
    return measured


def report(rows: list[Row], runs: int, sides: Iterable[str]) -> None:
    words = sum(len(row["text"].split()) for row in rows)
    print(f"{len(rows)} documents, {words:,} words, median of {runs} runs")
    with tempfile.TemporaryDirectory() as folder:
        path = written(rows, Path(folder) / "texts.jsonl")
        taken: dict[str, list[dict[str, float]]] = {side: [] for side in sides}
        for _ in range(runs):
            for side in taken:  # by turns, so that a busy minute falls on all of them
                taken[side].append(apart(side, path))
    print(f"{'':14}{'load s':>8}{'docs/s':>9}{'words/s':>9}{'peak MB':>9}{'time':>8}{'CPU':>8}{'memory':>8}  (ratios)")
    middle = {s: {k: statistics.median(m[k] for m in some) for k in some[0]} for s, some in taken.items()}
    base = middle["spaCy alone"]
    for side, got in middle.items():
        rate = f"{len(rows) / got['seconds']:9.2f}{words / got['seconds']:9.0f}{got['peak']:9.0f}"
        ratios = "".join(f"{got[name] / base[name]:8.2f}" for name in ("seconds", "cpu", "peak"))
        print(f"{side:14}{got['load']:8.1f}{rate}{ratios}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--texts", type=Path, default=NEWS, help="JSONL with id, text and published")
    ask.add_argument("--limit", type=int, default=40)
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument(
        "--reader", choices=("rules", "network"), default="rules", help="network: measured beside the rules"
    )
    ask.add_argument("--side", choices=[*SIDES, *NETWORK], help="measure this side alone and print JSON")
    given = ask.parse_args()
    if given.side:
        print(json.dumps(measure(given.side, given.texts)))
    else:
        sides = (*SIDES, *NETWORK) if given.reader == "network" else SIDES
        report(texts(given.texts, given.limit), given.runs, sides)


if __name__ == "__main__":
    main()
