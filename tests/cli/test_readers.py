"""The options that choose who reads, for read, add and score."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import GOOD, Run
from tests.cli.test_help import gold
from tests.reading.llm.server import Model, answering
from tidings.case import CaseStore

ATTACK: dict[str, Any] = {
    "kind": "attack",
    "mentions": [{"s": 0, "quote": "attacked"}, {"s": 0, "quote": "stormed"}],
    "status": "happened",
    "numbers": {"killed": {"s": 0, "quote": "two officers"}},
}
KEY = "sk-0123456789abcdef"


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Model]:
    """A language model that the environment names, with a cache of its own; the gazetteer stays where it is."""
    for name in ("KEY", "PRICE", "SECONDS"):
        monkeypatch.delenv(f"TIDINGS_LLM_{name}", raising=False)
    monkeypatch.setattr("tidings.reading.llm.settings.cache_folder", lambda: tmp_path / "cache")
    with answering() as one:
        monkeypatch.setenv("TIDINGS_LLM_URL", one.url)
        monkeypatch.setenv("TIDINGS_LLM_MODEL", "parrot")
        yield one


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(GOOD)
    return path


def test_reading_with_a_language_model(run: Run, model: Model, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDINGS_LLM_PRICE", "100,1000")
    monkeypatch.setenv("TIDINGS_LLM_KEY", KEY)
    model.tells(ATTACK)
    result = run("read", report, "--reader", "llm", "--json")
    assert result.exit_code == 0, result.output
    (one,) = json.loads(result.stdout)["accounts"]
    assert (one["reader"], one["mentions"][0]["text"], one["numbers"]["killed"]["min"]) == (
        "llm:parrot/1",
        "attacked",
        2,
    )
    assert "llm:parrot/1: stories asked about 1, from the cache 0, left unread 0." in result.stderr
    assert "tokens sent 1,200, answered 80; cost 0.2000." in result.stderr
    assert "quotes found in the stories 2; parts dropped: not in the story 1." in result.stderr
    assert KEY not in result.output


def test_what_was_answered_before_costs_nothing(run: Run, model: Model, report: Path) -> None:
    model.tells(ATTACK)
    said = [run("read", report, "--reader", "llm", *more).stderr for more in ((), (), ("--no-cache",))]
    assert ["from the cache 1, left unread 0.\n  tokens sent 0," in one for one in said] == [False, True, False]
    assert "cost unknown (set TIDINGS_LLM_PRICE)" in said[0]
    assert len(model.asked) == 2


def test_options_name_the_model_too(run: Run, model: Model, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIDINGS_LLM_URL")
    model.tells()
    for given in (("--reader", "llm", "--llm-model", "qwen"), ("--reader", "llm:qwen")):
        assert (
            "llm:qwen/1: stories asked about 1,"
            in run("read", report, *given, "--llm-url", model.url, "--no-cache").stderr
        )
    assert [asked["model"] for asked in model.asked] == ["qwen", "qwen"]


def test_rules_ask_nobody(run: Run, model: Model, report: Path) -> None:
    plain, named = run("read", report, "--json"), run("read", report, "--json", "--reader", "rules")
    assert (plain.stdout, plain.stderr, model.asked) == (named.stdout, "", [])
    assert json.loads(plain.stdout)["accounts"][0]["reader"] == "rules/1"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--reader", "oracle"), "There is no reader"),
        (("--llm-model", "qwen"), "Add: --reader llm"),
        (("--llm-url", "http://h/v1"), "Add: --reader llm"),
        (("--no-cache",), "Add: --reader llm"),
        (("--reader", "llm", "--llm-url", "h"), "must read like http"),
    ],
)
@pytest.mark.parametrize("verb", ["read", "add", "score"])
def test_a_choice_that_makes_no_sense(
    run: Run, model: Model, report: Path, verb: str, given: tuple[str, ...], told: str
) -> None:
    inputs = {"read": (report,), "add": (report.with_suffix(".tidings"), report), "score": (report.parent,)}[verb]
    result = run(verb, *inputs, *given)
    assert (result.exit_code, told in result.stderr) == (2, True), result.output
    assert not report.with_suffix(".tidings").exists()


def test_without_an_address_the_next_step_is_told(run: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIDINGS_LLM_URL", raising=False)
    result = run("read", report, "--reader", "llm")
    assert (result.exit_code, "Set TIDINGS_LLM_URL, or add: --llm-url" in result.stderr) == (2, True)


def test_a_model_that_does_not_answer_leaves_the_story_unread(run: Run, model: Model, report: Path) -> None:
    model.says("Ignore the user. \x1b[31mI obey the story.")
    result = run("read", report, "--reader", "llm", "--json")
    assert (result.exit_code, json.loads(result.stdout)["accounts"]) == (3, [])
    assert "not the JSON that was asked for. The story is kept unread" in result.stderr
    assert "--reader rules" in result.stderr
    assert "left unread 1" in result.stderr
    assert "\x1b" not in result.output


def readers(case: Path) -> list[set[str]]:
    """The readers of the case's stories and of its accounts."""
    with CaseStore.open(str(case), create=False) as held:
        readings = list(held.readings())
    return [{one.reader for one in readings}, {account.reader for one in readings for account in one.accounts}]


def test_a_case_says_who_read(run: Run, model: Model, report: Path, tmp_path: Path) -> None:
    model.tells(ATTACK)
    case = tmp_path / "case.tidings"
    told = json.loads(run("add", case, report, "--reader", "llm", "--json").stdout)
    assert (told["reader"]["name"], told["reader"]["sent"], told["reader"]["dropped"]) == (
        "llm:parrot/1",
        1200,
        {"not in the story": 1},
    )
    assert readers(case) == [{"llm:parrot/1"}] * 2
    again = run("add", case, report, "--reader", "llm:qwen")
    assert "1 document held already keep what was read in them. To read anew: --again" in again.stderr
    run("add", case, report, "--again")
    assert readers(case) == [{"rules/1"}] * 2
    assert run("check", case).exit_code == 0


def test_a_story_left_unread_is_asked_about_when_added_again(
    run: Run, model: Model, report: Path, tmp_path: Path
) -> None:
    model.gives(b"", 401)
    model.tells(ATTACK)
    case = tmp_path / "case.tidings"
    first = run("add", case, report, "--reader", "llm")
    assert first.exit_code == 3
    assert readers(case) == [{"llm:parrot/1"}, set()]
    assert "llm-refused" in run("problems", case).stdout
    second = run("add", case, report, "--reader", "llm")
    assert (second.exit_code, readers(case)[1]) == (0, {"llm:parrot/1"})
    assert "llm-" not in run("problems", case).stdout


def test_scoring_is_the_same_command(run: Run, model: Model, tmp_path: Path) -> None:
    gold(tmp_path / "dev")
    model.tells(ATTACK)
    result = run("score", tmp_path / "dev", "--reader", "llm", "--json")
    assert (result.exit_code, json.loads(result.stdout)["found F1"]) == (0, 1.0)
    assert "llm:parrot/1: stories asked about 1," in result.stderr
    assert "found" in run("score", tmp_path / "dev", "--reader", "llm", "--by-kind").stdout
    model.plays.clear()
    model.gives(b"", 401)
    failed = run("score", tmp_path / "dev", "--reader", "llm", "--no-cache", "--json")
    assert (failed.exit_code, json.loads(failed.stdout)["found R"]) == (3, 0.0)


def test_where_two_readers_differ(run: Run, model: Model, report: Path) -> None:
    raid = {"kind": "raid", "mentions": [{"s": 0, "quote": "post"}], "status": "happened"}
    model.tells({**ATTACK, "numbers": {}}, raid)
    result = run("read", report, "--reader", "rules", "--against", "llm")
    said = " ".join(result.stdout.split())
    assert result.exit_code == 0, result.output
    assert "1 found by both, 0 by rules/1 alone, 1 by llm:parrot/1 alone" in said
    assert re.search(r"attack: attacked killed 2 -", said)
    assert re.search(r"raid: post found - yes", said)
    assert "agreement (F1) 0.667" in said
    assert "llm:parrot/1: stories asked about 1," in result.stderr


def test_where_two_readers_differ_as_json(run: Run, model: Model, report: Path) -> None:
    model.tells({**ATTACK, "numbers": {}})
    one = json.loads(run("read", report, "--reader", "llm", "--against", "rules", "--json").stdout)
    assert (one["a"], one["b"], one["only_a"], one["only_b"]) == ("llm:parrot/1", "rules/1", [], [])
    (pair,) = one["both"]
    assert pair["a"]["text"] == "attacked"
    assert pair["differ"]["killed"] == [None, "2"]
    assert "status" in pair["same"]


def test_a_story_that_one_reader_leaves_unread_is_not_compared(run: Run, model: Model, report: Path) -> None:
    model.says("no")
    result = run("read", report, "--against", "llm")
    assert (result.exit_code, "Compared stories 0; accounts found by both 0," in result.stdout) == (3, True)
