"""Every command and every program in the README runs as it stands there; every link in the docs leads somewhere."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import make_reference
import pytest
from typer.testing import CliRunner

from tests.house.source import ROOT
from tidings.cli import app

pytestmark = pytest.mark.slow  # each runs whole commands

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("README.md")])
FENCED = re.compile(r"```(?P<language>\w+)\n(?P<text>.*?)```", re.S)
LINK = re.compile(r"\]\((?P<target>[^)#]+)[^)]*\)")
MADE = {(ROOT / "docs" / place).resolve() for place in make_reference.PAGES}  # pages that only the site has
MAKE = re.compile(r"(?:`|^ *)make ([a-z]+)\b", re.M)  # as code; "make it" is no command


def blocks(language: str) -> list[str]:
    return [m["text"] for m in FENCED.finditer(README) if m["language"] == language]


def commands() -> Iterator[list[str]]:
    """The words of each `tidings` line in the README's shell blocks, without the program's name."""
    for block in blocks("sh"):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            assert words[:1] == ["tidings"], line
            yield words[1:]


def test_the_commands_of_the_readme_run(folder: Path) -> None:
    runner = CliRunner()
    event = ""
    for words in commands():
        done = runner.invoke(app, [event if word == "EVENT" else word for word in words])
        assert done.exit_code == 0, f"tidings {' '.join(words)}: {done.output}"
        assert done.stdout or words[0] in ("problems", "export"), words
        if not event:
            first = runner.invoke(app, ["events", words[1], "--json"]).stdout.splitlines()[0]
            event = re.findall(r'"(?:event|id)": "([0-9a-f]+)"', json.dumps(json.loads(first)))[0]
    assert (folder / "events.csv").stat().st_size > 0


@pytest.mark.parametrize("text", blocks("python"))
def test_the_programs_of_the_readme_run(text: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(text, "README.md", "exec"), {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    targets = [m["target"] for m in LINK.finditer(page.read_text(encoding="utf-8"))]
    there = [(page.parent / t).resolve() for t in targets if "://" not in t]
    assert [path for path in there if not path.exists() and path not in MADE] == []


def test_the_make_targets_that_the_docs_name_are_there() -> None:
    named = {name for page in PAGES for name in MAKE.findall(page.read_text(encoding="utf-8"))}
    there = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert named <= there
    assert {"demo", "test"} <= named
