"""Every command's help has an example, and the example works."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import GOOD, REPORTS, Run
from tests.fetch.site import Site, serving
from tidings.cli.app import VERBS

NAMES = [verb.__name__.rstrip("_") for verb in VERBS]
CODED = "event_id_cnty,event_date,event_type,notes\nKEN1,2023-03-13,Battles,Gunmen fought soldiers.\n"
SAMPLE_ID = "7c1e9a02"  # stands for an event's id in the help of `show`
SAMPLE_SITE = "https://example.org"  # stands for a site in the help of `fetch` and `watch`


def example(run: Run, verb: str) -> str:
    found = re.search(r"^ *Example: tidings (.+)$", run(verb, "--help").stdout, re.M)
    assert found, f"the help of {verb} has no example"
    return found[1]


def gold(folder: Path) -> None:
    """A folder with one annotated story."""
    (folder / "gold").mkdir(parents=True)
    story = {"id": "s1", "text": GOOD, "sentences": [[0, len(GOOD)]], "published": "2020-03-03"}
    event = {"kind": "attack", "status": "happened", "mentions": [{"s": 0, "trigger": "attacked"}], "roles": {}}
    (folder / "s1.json").write_text(json.dumps(story))
    (folder / "gold" / "s1.json").write_text(json.dumps({"id": "s1", "events": [event]}))


@pytest.fixture(scope="module")
def place(case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the examples run: a case, the example reports and a gold folder lie there."""
    folder = tmp_path_factory.mktemp("place")
    shutil.copy(case, folder / "case.tidings")
    shutil.copytree(REPORTS, folder / "examples" / "reports")
    gold(folder / "gold" / "dev")
    (folder / "acled.csv").write_text(CODED)
    return folder


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A site with a report and a feed that names it."""
    with serving() as one:
        one.gives("/feed.xml", b"<rss><item><link>/report.html</link></item></rss>")
        one.gives("/report.html")
        yield one


@pytest.fixture
def closed_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that opens no browser and ends at once; tests/web has those that serve."""
    monkeypatch.setattr("webbrowser.open", lambda url: True)
    monkeypatch.setattr("tidings.web.serve.check_page", lambda: None)
    monkeypatch.setattr("tidings.web.serve.serve", lambda app, on: None)


@pytest.mark.parametrize("verb", NAMES)
@pytest.mark.usefixtures("closed_desk")
def test_the_example_in_the_help_works(
    run: Run, place: Path, site: Site, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.chdir(place)
    event = json.loads(run("events", "case.tidings", "--json").stdout.splitlines()[0])["event"]["id"]
    words = shlex.split(example(run, verb).replace(SAMPLE_ID, event).replace(SAMPLE_SITE, site.root))
    more = {"desk": ["--port", "0"]}.get(verb, ["--allow-private"] if site.root in " ".join(words) else [])
    result = run(*words, *more)
    assert (result.exit_code, result.stderr.count("tidings: ")) == (0, 0), result.output
    assert result.stdout or verb in ("export", "problems", "mcp")  # writes a file, finds none, is asked nothing


@pytest.mark.parametrize("verb", NAMES)
def test_the_help_says_what_changes(run: Run, verb: str) -> None:
    said = " ".join(run(verb, "--help").stdout.split())
    assert re.search(r"changes nothing|adds nothing twice|stays as it is", said, re.I)


def test_the_help_lists_every_verb(run: Run) -> None:
    said = run("--help").stdout
    assert re.findall(r"^  (\w+)  +\S", said.split("Commands:")[1], re.M) == [*NAMES, "case"]
    assert "..." not in said.split("Commands:")[1]
