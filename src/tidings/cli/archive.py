"""Reading into an archive on the command line: progress, and what was done."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from tidings.cli.codes import DONE, WITH_PROBLEMS
from tidings.cli.progress import shown_progress
from tidings.cli.terminal import note, say, say_json, warn
from tidings.errors import WrongCall
from tidings.output.counts import many

if TYPE_CHECKING:
    from tidings.scale import Settings

ENGINES = ("local", "ray")


def read_to(
    inputs: list[str], settings: Settings, to: str, fields: Mapping[str, str] | None, by: tuple[int, str], as_json: bool
) -> int:
    """Read what the archive does not hold yet of the inputs, by so many workers of an engine."""
    workers, engine = by
    if engine not in ENGINES:
        raise WrongCall(f'There is no engine "{engine}"; the engines are {", ".join(ENGINES)}. Write: --engine local')
    if "-" in inputs:
        raise WrongCall("Standard input cannot be read again after a break. Save it, and give the file.")
    from tidings.scale.archive import Archive
    from tidings.scale.archiving import Job, read_to

    began = time.monotonic()
    try:
        with shown_progress() as step:
            job = Job(Archive(to), settings, fields, workers, step)
            if engine == "ray":
                from tidings.scale.cluster import read_by_ray

                tally = read_by_ray(job, inputs)
            else:
                tally = read_to(job, inputs)
    except KeyboardInterrupt:
        warn("What was written stays. The same command goes on from there.")
        raise
    seconds = max(time.monotonic() - began, 1e-9)
    if as_json:
        say_json(asdict(tally) | {"seconds": round(seconds, 1)})
        return WITH_PROBLEMS if tally.problems else DONE
    rate = tally.stories / seconds
    told = f"{tally.stories:,} stories ({rate:.1f} a second), {tally.passed:,} passed over, {tally.accounts:,} accounts"
    say(f"Read {tally.documents:,} documents: {told}. {many(tally.held, 'input')} read before.")
    if tally.problems:
        note(f"{tally.problems:,} Problems: the rows of {to}/problems")
    note(f"See: tidings case build {to} --where kind=attack --case case.tidings")
    return WITH_PROBLEMS if tally.problems else DONE
