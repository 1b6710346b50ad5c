"""tidings fetch and watch: from a site on loopback into a case, and provably so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.fetch.site import PAGE, Site, serving
from tests.reading.llm.server import answering
from tidings.case import CaseStore

pytestmark = pytest.mark.slow  # each runs whole commands

ALLOWED = ("--allow-private", "--pace", "0", "--max-seconds", "5")
OTHER = PAGE.replace(b"Kabul", b"Herat").replace(b"KABUL", b"HERAT")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        yield one


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.tidings"


def what(path: Path) -> list[tuple[str, object]]:
    with CaseStore.open(path) as case:
        return [(row["what"], row["detail"].get("status")) for row in case.custody()]


def test_a_page_is_got_kept_read_and_proved(run: Run, site: Site, path: Path) -> None:
    url = site.gives("/a", ETag='"v1"')
    result = run("fetch", path, url, *ALLOWED)
    assert result.exit_code == 0, result.output
    assert re.match(r"1 got, 0 unchanged, 0 with Problems\. Read 1 document: 1 story, [1-9]", result.stdout)
    with CaseStore.open(path) as case:
        fetched, knowledge, taken = case.custody()
        (story,) = case.stories()
        doc = case.document(story.document)
    assert [fetched["what"], knowledge["what"], taken["what"]] == ["fetched", "knowledge", "taken"]
    assert fetched["document"] == taken["document"] == story.document
    assert (doc.raw, story.url) == (PAGE, url)
    assert taken["detail"]["url"] == url
    assert taken["detail"]["record"] == fetched["detail"]["record"]
    assert taken["detail"]["retrieved"][:19] == fetched["detail"]["retrieved"][:19]
    assert run("verify", path).exit_code == 0


def test_a_changed_archive_is_found(run: Run, site: Site, path: Path) -> None:
    run("fetch", path, site.gives("/a"), *ALLOWED)
    (archive,) = Path(f"{path}.warc").glob("*.warc.gz")
    raw = archive.read_bytes()
    archive.write_bytes(raw[:-900] + b"?" + raw[-899:])
    result = run("verify", path)
    assert result.exit_code == 1
    assert re.match(
        r"archive urn:uuid:\S+: the record of http://127\.0\.0\.1:\d+/a in \S+ at \d+ is not", result.stdout
    )


def test_again_adds_nothing_twice(run: Run, site: Site, path: Path) -> None:
    url = site.gives("/a", ETag='"v1"')
    run("fetch", path, url, *ALLOWED)
    site.says("/a", b"HTTP/1.1 304 Not Modified\r\n\r\n")
    result = run("fetch", path, url, *ALLOWED)
    assert result.exit_code == 0
    assert result.stdout.startswith("0 got, 1 unchanged, 0 with Problems. Read 0 documents")
    assert what(path) == [("fetched", 200), ("knowledge", None), ("taken", None), ("fetched", 304)]


def test_what_was_not_got_is_a_problem_until_it_is(run: Run, site: Site, path: Path) -> None:
    url = site.url("/a")
    result = run("fetch", path, url, "not-an-address", *ALLOWED)
    assert result.exit_code == 3
    assert "was answered with 404 (Not Found). Check the address" in result.stderr
    assert [json.loads(line)["reason"] for line in run("problems", path, "--json").stdout.splitlines()] == [
        "http-404", "address",
    ]  # fmt: skip
    site.gives("/a")
    assert run("fetch", path, url, *ALLOWED).exit_code == 0
    assert [json.loads(line)["reason"] for line in run("problems", path, "--json").stdout.splitlines()] == ["address"]


def test_this_machine_is_asked_only_if_allowed(run: Run, site: Site, path: Path) -> None:
    result = run("fetch", path, site.gives("/a"))
    assert result.exit_code == 3
    assert "is no public address. If that machine is meant: --allow-private" in result.stderr
    assert site.asked == []


def test_an_archive_left_by_a_run_that_broke_off_is_read_by_the_next(
    run: Run, site: Site, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("tidings.cli.fetch.Run.read", broken)
        assert run("fetch", path, site.gives("/a"), *ALLOWED).exit_code == 130
    result = run("fetch", path, site.gives("/b", OTHER), *ALLOWED)
    assert "1 got" in result.stdout
    assert "Read 2 documents" in result.stdout


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("fetch :memory: http://a.test/", "name a file"),
        ("fetch CASE http://a.test/ --agent é", "takes plain characters"),
        ("watch CASE nowhere.opml --once", "neither an address nor an OPML list"),
        ("watch CASE TEXT --once", "no OPML list of feeds"),
    ],
)
def test_wrong_calls(run: Run, tmp_path: Path, path: Path, call: str, said: str) -> None:
    (tmp_path / "text").write_text("no list")
    result = run(*call.replace("CASE", str(path)).replace("TEXT", str(tmp_path / "text")).split())
    assert result.exit_code == 2, result.output
    assert said in result.stderr


# watch


def feed(site: Site, *paths: str, stamp: str = "1") -> str:
    items = "".join(f"<item><link>{p}</link><pubDate>{stamp}</pubDate></item>" for p in paths)
    return site.gives("/feed", f"<rss><channel>{items}</channel></rss>".encode(), Content_Type="application/rss+xml")


def test_the_pages_of_a_feed_are_got_once_and_again_when_it_says_they_changed(run: Run, site: Site, path: Path) -> None:
    site.gives("/a")
    site.gives("/b", OTHER)
    (path.parent / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{feed(site, "/a", "/b")}"/></body></opml>')
    first = run("watch", path, path.parent / "feeds.opml", "--once", *ALLOWED)
    assert first.exit_code == 0, first.output
    assert "2 got" in first.stdout
    assert "Read 2 documents" in first.stdout
    run("watch", path, site.url("/feed"), "--once", *ALLOWED)
    assert site.paths() == ["/feed", "/a", "/b", "/feed"]
    feed(site, "/b", stamp="2")
    run("watch", path, site.url("/feed"), "--once", *ALLOWED)
    assert site.paths()[4:] == ["/feed", "/b"]
    assert run("verify", path).exit_code == 0


def test_a_feed_is_asked_for_anew_until_its_pages_were_answered(
    run: Run, site: Site, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tidings.ingest.fetch.fetching.FIRST_PAUSE", 0.0)
    site.says("/a", b"")
    site.gives("/feed", b"<rss><item><link>/a</link></item></rss>", ETag='"f1"')
    call = ("watch", path, site.url("/feed"), "--once", *ALLOWED)
    assert run(*call).exit_code == 3
    site.gives("/a")
    assert run(*call).exit_code == 0
    assert "if-none-match" not in [headers for asked, headers in site.asked if asked == "/feed"][1]
    run(*call)
    assert site.asked[-1][1]["if-none-match"] == '"f1"'


def test_a_feed_that_leads_to_files_or_is_gone_is_a_problem(run: Run, site: Site, path: Path) -> None:
    feed(site, "file:///etc/passwd", "http://name:word@127.0.0.1/")
    result = run("watch", path, site.url("/feed"), site.url("/gone"), "--once", *ALLOWED)
    assert result.exit_code == 3
    assert site.paths() == ["/feed", "/gone"]


def test_a_page_may_be_watched_and_looks_go_on_until_interrupted(
    run: Run, site: Site, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        site.gives("/a", OTHER)
        if len(pauses) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("tidings.cli.watch.time.sleep", sleep)
    result = run("watch", path, site.gives("/a"), *ALLOWED, "--every", "2")
    assert result.exit_code == 130
    assert pauses == [120.0, 120.0]
    assert [line.partition(",")[0] for line in result.stdout.splitlines()] == ["1 got", "1 got"]
    with CaseStore.open(path) as case:
        assert case.counts()["documents"] == 2


@pytest.mark.parametrize("command", [("fetch",), ("watch", "--once")])
def test_what_was_got_is_read_by_the_reader_that_is_named(
    run: Run, site: Site, path: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site.gives("/a")
    monkeypatch.setattr("tidings.reading.llm.settings.cache_folder", lambda: path.parent / "cache")
    with answering() as model:
        model.tells({"kind": "attack", "mentions": [{"s": 0, "quote": PAGE.decode().split("<p>")[1].split()[-1]}]})
        asks = ("--reader", "llm", "--llm-url", model.url, "--llm-model", "parrot")
        result = run(command[0], path, url, *command[1:], *ALLOWED, *asks, "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)["reader"]
    assert (told["name"], told["asked"]) == ("llm:parrot/1", 1)


def test_options_of_a_reader_that_is_not_asked_stop_before_the_network(run: Run, site: Site, path: Path) -> None:
    for command in (("fetch",), ("watch", "--once")):
        result = run(command[0], path, site.gives("/a"), *command[1:], *ALLOWED, "--llm-model", "parrot")
        assert result.exit_code == 2
        assert "Add: --reader llm" in result.output
    assert not path.exists()
