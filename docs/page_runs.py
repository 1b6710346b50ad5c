"""Run what a page tells its reader to type, in the order of the page, so that no page shows what does not happen.

In the tutorial and the how-to pages these are run: every line of a block marked `sh`, and every block marked `python`.
A block with `title="path"` is first written to that path. A capital placeholder (EVENT) is found by a line
`<!-- EVENT: events case.tidings --kind attack -->`: the id of the first thing that the command prints as JSON; with
`last`, the first id in what was printed before.
"""

from __future__ import annotations

import io
import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from typer.testing import CliRunner

from tidings.cli import app

ROOT = Path(__file__).resolve().parents[1]
FENCE = re.compile(
    r"^```(?P<language>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^```$"
    r"|^<!-- (?P<name>[A-Z]+): (?P<found_by>.+?) -->$",
    re.M | re.S,
)
SHOWN = "<!-- shown -->"  # below a block: the site shows what it prints
IDENT = re.compile(r"\b[0-9a-f]{8,}\b")
GOOD = (0, 3)  # done; done, but some inputs became Problems
LONG = 40  # lines of an output that the site shows; what is left out is counted


@dataclass
class Run:
    """What was typed, and what it printed."""

    typed: str
    printed: str
    code: int
    end: int  # where the block ends in the page


@dataclass
class PageRun:
    """A page being run in a folder of its own."""

    folder: Path
    names: dict[str, str] = field(default_factory=dict)
    last: str = ""

    def blocks(self, text: str) -> Iterator[Run]:
        """Yield what each command of the page printed; a block of several commands gives several."""
        link = self.folder / "examples"
        if not link.exists():
            link.symlink_to(ROOT / "examples")
        with chdir(self.folder):
            for match in FENCE.finditer(text):
                if match["name"]:
                    self.names[match["name"]] = self._found(match["found_by"])
                elif match["title"]:
                    path = Path(match["title"])
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(match["text"], encoding="utf-8")
                elif match["language"] in ("sh", "python"):
                    yield from self._block(match["language"], match["text"], match.end())

    def _block(self, language: str, text: str, end: int) -> Iterator[Run]:
        if language == "python":
            printed = io.StringIO()
            with redirect_stdout(printed):
                exec(compile(text, "page", "exec"), {})
            yield Run("python", printed.getvalue(), 0, end)
            return
        for line in text.splitlines():
            words = shlex.split(line, comments=True)
            if words:
                code, self.last, seen = typed([self.names.get(word, word) for word in words])
                yield Run(line, seen, code, end)

    def _found(self, by: str) -> str:
        if by == "last":
            found = IDENT.search(self.last)
            if not found:
                raise LookupError(f"no id in what was printed before: {self.last!r}")
            return found[0]
        code, printed, _ = typed(["tidings", *shlex.split(by), "--json"])
        if code not in GOOD or not printed.strip():
            raise LookupError(f"tidings {by} finds nothing: {printed}")
        return str(_ids(json.loads(printed.splitlines()[0]))[0])[:8]


def typed(words: list[str]) -> tuple[int, str, str]:
    """Return the exit code of a command, its stdout, and all that a terminal shows of it.

    `tidings` runs in this process, which saves loading it anew.
    """
    if words[0] != "tidings":
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stdout + done.stderr
    here = CliRunner(env={"NO_COLOR": "1", "COLUMNS": "98"}).invoke(app, words[1:])
    return here.exit_code, here.stdout, here.output


def with_outputs(text: str, folder: Path) -> str:
    """Return the page with what the marked blocks print below them; raises if a command fails."""
    outputs: dict[int, list[str]] = {}
    for run in PageRun(folder).blocks(text):
        if run.code not in GOOD:
            raise RuntimeError(f"{run.typed}: exit code {run.code}: {run.printed}")
        if is_shown(text, run.end) and not run.printed.strip():
            raise RuntimeError(f"{run.typed}: the page shows what it prints, and it prints nothing")
        outputs.setdefault(run.end, []).append(run.printed)
    parts, at = [], 0
    for end, printed in sorted(outputs.items()):
        if is_shown(text, end):
            parts += [text[at:end], "\n\n", _output("".join(printed))]
            at = text.index(SHOWN, end) + len(SHOWN)
    return "".join([*parts, text[at:]])


def is_shown(text: str, end: int) -> bool:
    """Whether what the block that ends there prints is to be shown."""
    return text[end:].lstrip("\n").startswith(SHOWN)


def _output(printed: str) -> str:
    lines = printed.rstrip().splitlines()
    more = [f"… {len(lines) - LONG} more lines"] if len(lines) > LONG else []
    return "\n".join(["```text", *lines[:LONG], *more, "```"]) + "\n"


def _ids(value: object) -> list[object]:
    """The ids in a JSON value, those of the event itself before those of its parts."""
    if not isinstance(value, dict):
        return []
    own = [value[key] for key in ("id", "event") if isinstance(value.get(key), str)]
    return own + [found for inner in value.values() for found in _ids(inner)]
