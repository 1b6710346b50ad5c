"""The manual page and the completions say what the command line has; their programs read them without complaint."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import make_man
import pytest
from make_reference import commands


@pytest.fixture(scope="module")
def man(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make man` writes."""
    into = tmp_path_factory.mktemp("man")
    make_man.write(into)
    return into


def test_every_verb_and_option_is_in_the_manual(man: Path) -> None:
    text = (man / "tidings.1").read_text(encoding="utf-8").replace("\\-", "-")
    for name, command in commands().items():
        part = text.partition(f".SS tidings {name} ")[2].partition("\n.SS ")[0]
        options = {opt for p in command.params if not p.hidden for opt in p.opts if opt.startswith("--")}
        shared = {"--quiet", "--traceback", "--help"}
        assert [opt for opt in sorted(options - shared) if f"{opt}" not in part] == [], name
    assert "--traceback" in text


def test_man_reads_it_without_a_complaint(man: Path) -> None:
    if not shutil.which("groff"):
        pytest.skip("groff is not installed")
    words = ["groff", "-man", "-Tutf8", "-ww", str(man / "tidings.1")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "tidings" in done.stdout


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (".a -b", "\\&.a \\-b"),
        ("'x", "\\&'x"),
        ("a\\b", "a\\eb"),
        ("a\n.b", "a\n\\&.b"),
        ("say…", "say..."),
        ("a.b", "a.b"),
    ],
)
def test_nothing_in_a_text_is_a_request_of_troff(text: str, wanted: str) -> None:
    assert make_man.roff(text) == wanted


@pytest.mark.parametrize("shell", sorted(make_man.SHELLS))
def test_a_completion_is_written_for_the_shell(man: Path, shell: str) -> None:
    script = man / "completions" / make_man.SHELLS[shell]
    assert f"_TIDINGS_COMPLETE=complete_{shell}" in script.read_text(encoding="utf-8")
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed: its script is not read by it")
    assert subprocess.run([shell, "-n", str(script)], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(("typed", "offered"), [("tidings ev", "events"), ("tidings events --sta", "--status")])
def test_the_program_answers_what_the_shell_asks(typed: str, offered: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from tidings.cli import app

    asked = {"_TIDINGS_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    done = CliRunner().invoke(app, [], prog_name="tidings", env=asked)
    assert offered in done.stdout.split()
