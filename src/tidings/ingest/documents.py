"""Inputs to documents: files, folders, globs, standard input, and what lies in containers. Streams."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tidings.errors import FAULTS, IngestFault, InputError, UnreadableBytes
from tidings.ingest.bounds import MAX_DEPTH, MAX_FILE_BYTES, Allowance
from tidings.ingest.containers import CONTAINERS
from tidings.ingest.containers.saved import assets, is_assets
from tidings.ingest.containers.source import Found, Source
from tidings.model import Problem


def documents(inputs: Iterable[str | Path], *, fields: Mapping[str, str] | None = None) -> Iterator[Found]:
    """Yield a Document for each input in order, or a Problem where one cannot be had.

    A folder is walked in sorted order without its hidden files and the assets of saved pages; a string with `*`, `?`
    or `[` that names no file is a glob; `-` is standard input. A container (rows, table, feed, mailbox, archive, web
    archive) gives one document an item, called `path#item`. What a file is, its bytes tell before its name.
    What a shell makes of `saved/*` is read as that glob is: a page once, the folder that was saved with it not again.
    `fields` maps story fields (id, text, headline, publisher, published, language, url, byline) to the rows' keys.
    """
    beside = {str(item) for item in inputs} if isinstance(inputs, Sequence) else set()
    for item in inputs:
        if str(item) == "-":
            yield from found_in(Source(sys.stdin.buffer, "-", Allowance(MAX_FILE_BYTES), fields=fields))
            continue
        if is_assets(str(item).rstrip("/"), beside):
            continue
        for path in _paths(item):
            yield from _file(path, fields) if isinstance(path, Path) else (path,)


def files(inputs: Iterable[str | Path]) -> Iterator[Path | Problem]:
    """Yield the files that the inputs name, in the order in which `documents` reads them; standard input is none."""
    beside = {str(item) for item in inputs} if isinstance(inputs, Sequence) else set()
    for item in inputs:
        if str(item) != "-" and not is_assets(str(item).rstrip("/"), beside):
            yield from _paths(item)


def found_in(source: Source) -> Iterator[Found]:
    """Yield the documents of one source, containers opened to MAX_DEPTH; what fails becomes a Problem.

    So does a fault of the program: one file that brings it to light does not keep the files after it from being read.
    """
    try:
        container = CONTAINERS.get(source.media_type)
        if container is None:
            yield source.document()
        elif source.depth > MAX_DEPTH:
            raise UnreadableBytes(
                f"A container inside {source.depth} others. It was not opened. Unpack it and add what it holds.",
                reason="too-deep",
            )
        else:
            n_items = 0
            for n_items, item in enumerate(container(source), 1):  # noqa: B007
                yield from found_in(item) if isinstance(item, Source) else (item,)
            if not n_items:
                raise UnreadableBytes("The container holds no documents. Nothing was read.", reason="empty")
    except InputError as why:
        if source.allowance.is_spent and source.depth:
            raise  # nothing more is read of the whole input, and one Problem says so
        yield Problem(source.origin, why.reason, str(why))
    except FAULTS as fault:
        yield Problem(source.origin, "fault", str(IngestFault(fault)))


def _paths(item: str | Path) -> Iterator[Path | Problem]:
    path = Path(item)
    try:
        if path.is_dir():
            yield from _walk(path)
        elif path.exists():
            yield path
        elif glob.has_magic(str(item)):
            yield from _globbed(str(item))
        else:
            yield Problem(str(item), "missing", "No such file or folder. Check the path.")
    except (OSError, ValueError) as why:
        yield Problem(str(item), "unreadable", f"Cannot be opened: {why}.")


def _globbed(pattern: str) -> Iterator[Path | Problem]:
    found = sorted(glob.glob(pattern, recursive=True))
    if not found:
        yield Problem(pattern, "missing", "The pattern fits no file. Check it, and quote it.")
    names = set(found)
    saved_with = assets(names)
    for name in found:
        if name not in saved_with and not is_assets(name, names):
            yield from _walk(Path(name)) if Path(name).is_dir() else (Path(name),)


def _walk(folder: Path) -> Iterator[Path | Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as why:
        yield Problem(str(folder), "unreadable", f"The folder cannot be opened: {why}.")
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield Path(entry.path)
        elif not is_assets(entry.name, names):
            yield from _walk(Path(entry.path))


def _file(path: Path, fields: Mapping[str, str] | None) -> Iterator[Found]:
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            yield from found_in(Source(stream, str(path), Allowance(size), path.name, fields=fields, size=size))
    except OSError as why:
        yield Problem(str(path), "unreadable", f"Cannot be read: {why}.")
