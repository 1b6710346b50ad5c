"""Write the manual page and the shell completions from the command line itself: man/tidings.1, man/completions/*.

`make man` writes them; the wheel puts them where man and the shells look. No clock takes part, so two builds are alike.
"""

from __future__ import annotations

import inspect
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from make_reference import commands, placeholder, told, usage
from typer.completion import get_completion_script

from tidings.cli import app

ROOT = Path(__file__).resolve().parents[1]
MAN = ROOT / "man"
SHELLS = {"bash": "tidings.bash", "zsh": "_tidings", "fish": "tidings.fish"}
CODES = (
    ("0", "done"),
    ("1", "failed"),
    ("2", "wrong call"),
    ("3", "done, but some inputs became Problems"),
    ("130", "interrupted; what was read stays read"),
)
FILES = (
    ("CASE", "One SQLite file. Beside it, CASE.warc holds what came over the network."),
    (
        "$TIDINGS_CACHE",
        "Where the gazetteer and the answers of language models are kept; else the system's cache folder.",
    ),
)
SEE = "The manual, the method and the measured figures are in the folder docs of the source."


def roff(text: str) -> str:
    """Return the text so that troff prints it as it stands.

    >>> roff(".a -b")
    '\\\\&.a \\\\-b'
    """
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.M)


def page() -> str:
    """Return the manual page."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    about = inspect.cleandoc(str(app.info.help)).split("\n\n")
    parts = [
        f'.TH TIDINGS 1 "" "tidings {version}" "User Commands"',
        ".SH NAME",
        "tidings \\- read open\\-source reports and keep what they tell as evidence",
        ".SH SYNOPSIS",
        ".B tidings",
        "\\fIVERB\\fR [\\fIOPTIONS\\fR] ...",
        ".SH DESCRIPTION",
        *paragraphs("\n\n".join(about[:2])),
        ".SH VERBS",
        *(line for name, command in commands().items() for line in verb(name, command)),
        ".SH OPTIONS OF EVERY VERB",
        *items((("-q, --quiet", "No notes and no progress on stderr."),
                ("--traceback", "Show where in the program an error arose."), ("--help", "Tell of the verb."))),
        ".SH EXIT STATUS",
        *items(CODES),
        ".SH FILES",
        *items(FILES),
        ".SH SEE ALSO",
        roff(SEE),
    ]  # fmt: skip
    return "\n".join(parts) + "\n"


def verb(name: str, command: Any) -> Iterator[str]:
    """Yield one verb: what it does, its arguments and its options."""
    arguments = [p for p in command.params if p.param_type_name == "argument" and not p.hidden]
    typed = " ".join(["tidings", name, *(usage(a) for a in arguments), "[OPTIONS]"])
    yield f".SS {roff(typed)}"
    yield from paragraphs(command.help)
    shown = [p for p in command.params if not p.hidden and p.name not in ("quiet", "traceback", "help")]
    yield from items((head(p), told(p)) for p in shown)


def head(param: Any) -> str:
    """An argument's or option's names with what stands for its value."""
    if param.param_type_name == "argument":
        return placeholder(param)
    return f"{', '.join([*param.opts, *param.secondary_opts])} {placeholder(param)}".strip()


def paragraphs(text: str | None) -> Iterator[str]:
    """Yield each paragraph under a request of its own; indented ones keep their lines."""
    for part in re.split(r"\n\s*\n", inspect.cleandoc(text or "")):
        yield ".PP"
        yield from (".nf", roff(part), ".fi") if part.startswith("    ") else (roff(part),)


def items(pairs: Any) -> Iterator[str]:
    """Yield a list of names and what they mean."""
    for name, meaning in pairs:
        yield from (".TP", f"\\fB{roff(name)}\\fR", roff(" ".join(str(meaning).split())))


def completion(shell: str) -> str:
    """Return the script by which a shell completes `tidings`."""
    return get_completion_script(prog_name="tidings", complete_var="_TIDINGS_COMPLETE", shell=shell).strip() + "\n"


def write(into: Path) -> None:
    """Write the page and the completions."""
    (into / "completions").mkdir(parents=True, exist_ok=True)
    (into / "tidings.1").write_text(page(), encoding="utf-8")
    for shell, name in SHELLS.items():
        (into / "completions" / name).write_text(completion(shell), encoding="utf-8")


if __name__ == "__main__":
    write(MAN)
    sys.stdout.write("man/tidings.1 is written: man -l man/tidings.1\n")
