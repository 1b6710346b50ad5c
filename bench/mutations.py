"""Altered files of every format: `python bench/mutations.py [--n 2000] [--seed 1] [--only pdf,png]`.

Each input is a small file with bits flipped, bytes cut, doubled or overwritten, outside or inside its packing; or one
made to be deep or to burst. It is read in a process that is watched: each must give a story or a Problem, and none may
be silent for ten seconds (an archive of 100,000 members takes longer in all). Seconds are those that the process itself
computes, so that a busy machine changes nothing; PDFium computes in another one, which stops after 5. What is loaded
once a process, OCR's models among it, is no file's time. Counts first; what failed is named with its number and what
was done to it, and at once on the error stream.
"""

from __future__ import annotations

import argparse
import multiprocessing as mp
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.ingest.mutants import SEEDS, Mutant, mutants

LIMIT_S = 10.0
PATIENCE_S = 300.0  # of silence by the clock after which a process is taken to hang for ever
N_SHOWN = 8
WARM = ("a.html", "a.docx", "a.png", "scan.pdf")  # read first, so that all readers are loaded


def outcome(path: Path, said_something: Callable[[], None] = lambda: None) -> tuple[Counter[str], float]:
    """How many stories and which Problems come of a file, and the longest silence in s; raises what nobody expects."""
    from tidings.errors import InputError
    from tidings.ingest import cut, documents
    from tidings.model import Problem

    tally: Counter[str] = Counter()
    said, silence = time.process_time(), 0.0
    for doc in documents([path]):
        try:
            tally += Counter({doc.reason: 1}) if isinstance(doc, Problem) else Counter(stories=len(cut(doc)[1]))
        except InputError as why:
            tally[why.reason] += 1
        said, silence = time.process_time(), max(silence, time.process_time() - said)
        said_something()
    return tally, max(silence, time.process_time() - said)


def work(pipe: Connection) -> None:
    """Read each path that comes through the pipe, and send what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        for name in WARM:
            path = Path(folder, name)
            path.write_bytes(SEEDS[name](bytes))
            outcome(path)
    while path := pipe.recv():
        try:
            pipe.send(outcome(path, lambda: pipe.send(None)))
        except Exception:
            pipe.send((traceback.format_exc(), 0.0))


class Watched:
    """A process that reads, begun anew when it dies or hangs."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._pipe, theirs = mp.Pipe()
        self._process = mp.get_context("spawn").Process(target=work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def end(self) -> None:
        """Let the process go."""
        self._pipe.send(None)
        self._process.join()

    def read(self, path: Path) -> tuple[Counter[str] | str, float]:
        """What came of the file: a tally, or why there is none."""
        self._pipe.send(path)
        try:
            while self._pipe.poll(PATIENCE_S):
                result: tuple[Counter[str] | str, float] | None = self._pipe.recv()
                if result:
                    return result
        except (EOFError, ConnectionResetError):
            self._begin()
            return "the process died", 0.0
        self._process.kill()
        self._begin()
        return f"not done in {PATIENCE_S:.0f} s", PATIENCE_S


def run(n: int, seed: int, only: tuple[str, ...]) -> int:
    """Read `n` mutants, or those of them with these endings, print what came of them, and return how many failed."""
    reader, tally = Watched(), Counter[str]()
    failed: list[str] = []
    times: list[tuple[float, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for k, mutant in enumerate(mutants(n, seed)):
            if not mutant.name.endswith(only):
                continue
            path = Path(folder, mutant.name)
            path.write_bytes(mutant.raw)
            result, seconds = reader.read(path)
            path.unlink()
            times.append((seconds, named(k, mutant)))
            n_failed = len(failed)
            if isinstance(result, str):
                failed.append(f"{named(k, mutant)}: {result}")
            elif not result.total():
                failed.append(f"{named(k, mutant)}: neither a story nor a Problem")
            else:
                tally["inputs that give stories" if result["stories"] else "inputs that give Problems only"] += 1
                tally.update({f"Problem {reason}": 1 for reason in result if reason != "stories"})
            print(*failed[n_failed:], sep="\n", end="\n" * (len(failed) - n_failed), file=sys.stderr, flush=True)
    reader.end()
    slow = [line for line in times if line[0] > LIMIT_S]
    print(
        f"{len(times):,} inputs, seed {seed}: {len(failed)} crashed or gave nothing, "
        f"{len(slow)} were silent for over {LIMIT_S:.0f} s"
    )
    for what, count in sorted(tally.items()):
        print(f"   {count:6,} {what}")
    print(
        "longest silences:",
        *(f"   {seconds:6.2f} s {what}" for seconds, what in sorted(times)[: -N_SHOWN - 1 : -1]),
        sep="\n",
    )
    print(*failed, sep="\n")
    return len(failed) + len(slow)


def named(k: int, mutant: Mutant) -> str:
    return f"{k} {mutant.name} ({mutant.done}, {len(mutant.raw):,} bytes)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="endings of the files that are read, with commas between them")
    args = parser.parse_args()
    sys.exit(bool(run(args.n, args.seed, tuple(args.only.split(",")))))


if __name__ == "__main__":
    main()
