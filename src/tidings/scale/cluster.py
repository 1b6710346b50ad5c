"""An archive written by the machines of a Ray cluster: each task reads some files and writes their parts itself.

The inputs and the archive are where every machine sees them: a shared folder, or an object store. Ray starts a task
anew whose process or machine was lost, and the task goes on after the parts that stand. Files that end every process
that reads them are read last by workers of this machine, which find out the document.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields as columns
from functools import cache
from pathlib import Path
from typing import Any

from tidings.errors import WrongCall
from tidings.pipeline import Fields, Means, Tally
from tidings.scale.archive import Archive
from tidings.scale.archiving import Job, read_files, unread
from tidings.scale.inputs import Input
from tidings.scale.settings import Settings
from tidings.scale.store import reaching

FILES = 200  # of a task at most, and no more than BYTES: minutes of reading, so that a lost task costs little
BYTES = 64_000_000
TRIES = 2  # times a task is started anew by Ray
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}  # nothing is reported to anybody


def read_by_ray(job: Job, inputs: Sequence[str | Path]) -> Tally:
    """Read what the archive does not hold yet, on the cluster of RAY_ADDRESS or else on all cores of this machine."""
    ray = _ray()
    with reaching(job.archive.where):
        return _shared_out(ray, job, inputs)


def _shared_out(ray: Any, job: Job, inputs: Sequence[str | Path]) -> Tally:
    """Read by tasks, and here what no task gets through."""
    means = job.settings.means()
    job.archive.start(means.know.version, means.reader.name)
    left, _ = unread(job, inputs)
    if not ray.is_initialized():
        ray.init(include_dashboard=False, log_to_driver=False, logging_level="error")
    task = ray.remote(num_cpus=1, max_retries=TRIES)(_read)
    under_way = {task.remote(job.archive.where, job.settings, job.fields, files): files for files in _groups(left)}
    deadly: list[Input] = []
    while under_way:
        (done,), _ = ray.wait(list(under_way))
        files = under_way.pop(done)
        try:
            _add(job.tally, ray.get(done))
        except ray.exceptions.WorkerCrashedError:
            deadly += files
        job.progress(job.tally, files[-1].where)
    if deadly:
        job.workers = max(job.workers, 2)
        read_files(job, deadly, job.archive.done(), means)
    job.archive.sweep()
    return job.tally


def _ray() -> Any:
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError as why:
        raise WrongCall('Ray is not installed. Type: pip install "tidings[cluster]", or take --engine local') from why
    return ray


def _groups(files: Iterable[Input]) -> Iterator[list[Input]]:
    group: list[Input] = []
    size = 0
    for one in files:
        group.append(one)
        size += one.size
        if len(group) >= FILES or size >= BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def _read(where: str, settings: Settings, fields: Fields | None, files: list[Input]) -> Tally:
    """What one task does, in a process on any machine."""
    job = Job(Archive(where), settings, fields)
    read_files(job, files, job.archive.done(), _means(settings))
    return job.tally


@cache
def _means(settings: Settings) -> Means:
    return settings.means()


def _add(tally: Tally, more: Tally) -> None:
    for column in columns(Tally):
        setattr(tally, column.name, getattr(tally, column.name) + getattr(more, column.name))
