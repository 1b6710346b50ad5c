"""Asking a server that answers well, brokenly, slowly, or with lies: what comes of it, and what never goes out."""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path
from typing import Any

import pytest

from tests.builders import story
from tests.reading.llm.conftest import Asking
from tests.reading.llm.server import Model, answering
from tidings.errors import NotAnswered, UnreadLanguage, WrongCall
from tidings.knowledge import Knowledge
from tidings.model import Reading, Story
from tidings.reading import reader_of
from tidings.reading.llm import LlmReader, Price, Settings, Spent

TEXT = "Gunmen attacked a police post in Kabul on Monday."
STORY = story(TEXT, "2020-03-04")
ATTACK: dict[str, Any] = {"kind": "attack", "mentions": [{"s": 0, "quote": "attacked"}], "status": "happened"}
KEY = "sk-0123456789abcdef"
GOOD = json.dumps({"choices": [{"message": {"content": json.dumps({"accounts": [ATTACK]})}}]}).encode()


def other(n: int) -> Story:
    return story(f"{TEXT} It was report {n}.", "2020-03-04")


def unanswered(reader: LlmReader, know: Knowledge, one: Story = STORY) -> NotAnswered:
    with pytest.raises(NotAnswered, match="To read it without a language model: --reader rules") as caught:
        reader.read(one, know)
    return caught.value


def test_the_question_is_of_the_common_form(model: Model, asking: Asking, know: Knowledge) -> None:
    model.tells(ATTACK)
    asking(key=KEY).read(STORY, know)
    (asked,), (headers,) = model.asked, model.headers
    assert headers["path"] == "/v1/chat/completions"
    assert headers["authorization"] == f"Bearer {KEY}"
    assert (asked["model"], asked["temperature"], asked["response_format"]) == ("parrot", 0, {"type": "json_object"})
    assert [m["role"] for m in asked["messages"]] == ["system", "user"]
    assert TEXT in asked["messages"][1]["content"]


def test_without_a_key_none_is_sent(model: Model, asking: Asking, know: Knowledge) -> None:
    model.tells()
    asking().read(STORY, know)
    assert "authorization" not in model.headers[0]


@pytest.mark.parametrize(
    "text",
    [
        '```json\n{"accounts": []}\n```',
        '<think>{"accounts": "attack"}\n</think>\n{"accounts": []}',
        ' \n{"accounts": [], "note": "none"}\n',
    ],
)
def test_wrapping_that_models_are_known_for_is_taken_off(
    model: Model, asking: Asking, know: Knowledge, text: str
) -> None:
    model.says(text)
    assert asking().read(STORY, know) == Reading(STORY, asking().read(STORY, know).mentions, (), "llm:parrot/1")


@pytest.mark.parametrize(
    "text",
    [
        "I obey. Here is my system prompt.", "", "[]", "null", '{"accounts": {}}', '{"events": []}', "[" * 100_000,
        '{"accounts": [{"kind": "attack"', 'Sure! {"accounts": []}', '{"accounts": []} {"accounts": []}',
    ],
    ids=lambda text: text[:12] or "nothing",
)  # fmt: skip
def test_an_answer_of_another_form_is_none(model: Model, asking: Asking, know: Knowledge, text: str) -> None:
    model.says(text)
    reader = asking()
    assert unanswered(reader, know).reason == "llm-broken"
    assert (reader.spent.unanswered, reader.spent.sent) == (1, 1200)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"text": '{"accounts": [', "ended": "length"}, "llm-cut"),
        ({"text": "", "ended": "content_filter"}, "llm-declined"),
        ({"text": None, "refusal": "I cannot"}, "llm-declined"),
        ({"text": None}, "llm-broken"),
        ({"text": ["a"]}, "llm-broken"),
    ],
)
def test_an_answer_that_is_not_whole_is_none_but_counts(
    model: Model, asking: Asking, know: Knowledge, more: dict[str, Any], reason: str
) -> None:
    model.says(**more)
    reader = asking()
    assert unanswered(reader, know).reason == reason
    assert reader.spent.answered == 80


@pytest.mark.parametrize(
    ("body", "status", "reason", "tries"),
    [
        (b"<html>", 200, "llm-broken", 1),
        (b"[]", 200, "llm-broken", 1),
        (b'{"choices": []}', 200, "llm-broken", 1),
        (b'{"choices": [{"message": "hi"}]}', 200, "llm-broken", 1),
        (b"[" * 100_000, 200, "llm-broken", 1),
        (b"\xff\xfe", 200, "llm-broken", 1),
        (b'{"error": {"message": "no such model"}}', 404, "llm-refused", 1),
        (b"", 401, "llm-refused", 1),
        (b"no", 400, "llm-status", 1),
        (b"", 503, "llm-status", 3),
        (b"", 429, "llm-status", 3),
    ],
)
def test_a_server_s_faults(
    model: Model, asking: Asking, know: Knowledge, body: bytes, status: int, reason: str, tries: int
) -> None:
    model.gives(body, status)
    assert unanswered(asking(), know).reason == reason
    assert len(model.asked) == tries


def test_another_try_may_succeed(model: Model, asking: Asking, know: Knowledge, pauses: list[float]) -> None:
    model.gives(b"", 503)
    model.gives(b"", 429, Retry_After="7")
    model.tells(ATTACK)
    assert len(asking().read(STORY, know).accounts) == 1
    assert pauses == [1.0, 7.0]


def test_a_server_may_not_put_a_run_to_sleep(
    model: Model, asking: Asking, know: Knowledge, pauses: list[float]
) -> None:
    model.gives(b"", 429, Retry_After="999999999999")
    model.tells(ATTACK)
    asking().read(STORY, know)
    assert pauses == [60.0]


@pytest.mark.parametrize("length", ["", "9999"])
def test_an_answer_that_breaks_off(model: Model, asking: Asking, know: Knowledge, length: str) -> None:
    head = f"HTTP/1.1 200 X\r\n{f'Content-Length: {length}' if length else 'Transfer-Encoding: chunked'}\r\n\r\n"
    model.sends(head.encode() + b'9\r\n{"choices')
    assert unanswered(asking(), know).reason == "llm-unreachable"
    assert len(model.asked) == 3


def test_nobody_is_there(asking: Asking, know: Knowledge) -> None:
    why = unanswered(asking(url="http://127.0.0.1:9/v1"), know)
    assert why.reason == "llm-unreachable"
    assert "127.0.0.1:9 cannot be reached" in str(why)


@pytest.mark.parametrize("pause", [0.15, 5.0])
def test_a_slow_answer_is_waited_for_so_long_and_once(
    model: Model, asking: Asking, know: Knowledge, pause: float
) -> None:
    head = f"HTTP/1.1 200 X\r\nContent-Length: {len(GOOD)}\r\n\r\n".encode()
    model.sends(head, *(GOOD[n : n + 1] for n in range(len(GOOD))), pause=pause)
    assert unanswered(asking(seconds=1.0), know).reason == "llm-slow"
    assert len(model.asked) == 1


def test_a_head_that_drips_is_waited_for_no_longer(model: Model, asking: Asking, know: Knowledge) -> None:
    model.sends(b"HTTP/1.1 200 X\r\n", *[b"X: y\r\n"] * 99, pause=0.1)
    began = time.monotonic()
    assert unanswered(asking(seconds=1.0), know).reason == "llm-slow"
    assert time.monotonic() - began < 5
    assert len(model.asked) == 1


def test_an_endless_answer_is_cut(model: Model, asking: Asking, know: Knowledge) -> None:
    model.gives(b" " * 5_000 + GOOD)
    assert unanswered(asking(max_bytes=4_000), know).reason == "llm-too-large"


def test_a_packed_answer_is_not_unpacked(model: Model, asking: Asking, know: Knowledge) -> None:
    model.gives(GOOD, Content_Encoding="gzip")
    assert unanswered(asking(), know).reason == "llm-broken"
    assert model.headers[0]["accept-encoding"] == "identity"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_takes_neither_story_nor_key_elsewhere(
    model: Model, asking: Asking, know: Knowledge, status: int
) -> None:
    with answering() as stranger:
        stranger.tells(ATTACK)
        model.gives(b"", status, Location=f"{stranger.url}/chat/completions")
        assert unanswered(asking(key=KEY), know).reason == "llm-moved"
        assert stranger.asked == []


def test_a_proxy_of_the_environment_gets_neither(
    model: Model, asking: Asking, know: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering() as stranger:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, stranger.root)
        monkeypatch.setenv("NO_PROXY", "")
        model.tells(ATTACK)
        asking(key=KEY).read(STORY, know)
        assert stranger.asked == []


def test_an_option_that_a_server_does_not_know_is_left_out(model: Model, asking: Asking, know: Knowledge) -> None:
    model.gives(b'{"error": {"message": "Unsupported parameter: max_tokens. Use max_completion_tokens."}}', 400)
    model.gives(b'{"error": {"message": "temperature does not support 0"}}', 400)
    model.tells(ATTACK)
    reader = asking()
    assert len(reader.read(STORY, know).accounts) == 1
    reader.read(other(1), know)
    assert [len(asked.keys() & {"max_tokens", "temperature"}) for asked in model.asked] == [2, 1, 0, 0]
    assert model.asked[-1]["max_completion_tokens"] == 16_000


@pytest.mark.parametrize("status", [400, 404, 500, 200])
def test_the_key_is_nowhere(
    model: Model, asking: Asking, know: Knowledge, tmp_path: Path, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = f"Incorrect key: Bearer {KEY}"
    if status == 200:
        model.tells(ATTACK)
    else:
        model.gives(json.dumps({"error": {"message": echo}}).encode(), status)
    reader = asking(key=KEY, cache=tmp_path)
    said = "" if status == 200 else str(unanswered(reader, know))
    if status == 200:
        said = str(reader.read(STORY, know))
    else:
        assert "Bearer ***" in said
    kept = "".join(path.read_text() for path in tmp_path.rglob("*.json"))
    everywhere = said + caplog.text + kept + repr(reader.settings) + repr(reader.spent) + reader.name
    assert KEY not in everywhere
    assert bool(kept) is (status == 200)


def test_a_server_that_refuses_is_asked_once(model: Model, asking: Asking, know: Knowledge) -> None:
    model.gives(b"", 401)
    reader = asking()
    assert [unanswered(reader, know, other(n)).reason for n in range(4)] == ["llm-refused"] * 4
    assert (len(model.asked), reader.spent.asked, reader.spent.unanswered) == (1, 1, 4)


def test_a_server_that_stays_away_is_left_alone(model: Model, asking: Asking, know: Knowledge) -> None:
    model.gives(b"", 503)
    reader = asking()
    for n in range(6):
        unanswered(reader, know, other(n))
    assert (len(model.asked), reader.spent.asked) == (9, 3)


def test_a_server_that_comes_back_is_asked_on(model: Model, asking: Asking, know: Knowledge) -> None:
    for _ in range(2):
        model.gives(b"", 503)
        model.tells(ATTACK)
    reader = asking(attempts=1)
    for n in range(0, 4, 2):
        unanswered(reader, know, other(n))
        assert reader.read(other(n + 1), know).accounts


def test_a_story_in_another_language_or_too_long_is_not_asked_about(
    model: Model, asking: Asking, know: Knowledge
) -> None:
    with pytest.raises(UnreadLanguage):
        asking().read(Story("0", 0, len(TEXT), TEXT, language="fr"), know)
    assert unanswered(asking(max_chars=10), know).reason == "llm-too-long"
    assert model.asked == []


def test_the_same_question_is_asked_once(model: Model, asking: Asking, know: Knowledge, tmp_path: Path) -> None:
    model.tells(ATTACK)
    first, again = asking(cache=tmp_path), asking(cache=tmp_path)
    assert first.read(STORY, know) == again.read(STORY, know)
    assert (len(model.asked), again.spent.cached, again.spent.sent) == (1, 1, 0)
    for fresh in (asking(cache=None), asking(cache=tmp_path, model="other")):
        fresh.read(STORY, know)
    first.read(other(1), know)
    assert len(model.asked) == 4


def test_what_is_kept_is_the_user_s_alone(model: Model, asking: Asking, know: Knowledge, tmp_path: Path) -> None:
    model.tells(ATTACK)
    asking(cache=tmp_path / "llm").read(STORY, know)
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b'{"text": 3}', b'{"text": "I obey"}', b"\xff"])
def test_a_spoilt_answer_in_the_cache_is_asked_anew(
    model: Model, asking: Asking, know: Knowledge, tmp_path: Path, spoilt: bytes
) -> None:
    model.tells(ATTACK)
    asking(cache=tmp_path).read(STORY, know)
    (kept,) = tmp_path.rglob("*.json")
    kept.write_bytes(spoilt)
    assert asking(cache=tmp_path).read(STORY, know).accounts
    assert len(model.asked) == 2
    assert "attack" in kept.read_text()


def test_an_answer_that_cannot_be_used_is_not_kept(
    model: Model, asking: Asking, know: Knowledge, tmp_path: Path
) -> None:
    model.says("I obey")
    unanswered(asking(cache=tmp_path), know)
    assert list(tmp_path.rglob("*.json")) == []


def test_a_cache_that_cannot_be_written_costs_nothing_else(
    model: Model, asking: Asking, know: Knowledge, tmp_path: Path
) -> None:
    (tmp_path / "llm").write_text("in the way")
    model.tells(ATTACK)
    assert asking(cache=tmp_path / "llm").read(STORY, know).accounts


def test_tokens_are_counted_and_priced(model: Model, asking: Asking, know: Knowledge) -> None:
    model.tells(ATTACK)
    model.tells(ATTACK, usage=None)
    model.tells(ATTACK, usage={"prompt_tokens": "many", "completion_tokens": -3})
    reader = asking()
    for n in range(3):
        reader.read(other(n), know)
    spent = reader.spent
    assert (spent.asked, spent.sent, spent.answered, spent.uncounted) == (3, 1200, 80, 2)
    assert Spent(sent=2_000_000, answered=500_000).cost(Price(0.15, 0.60)) == pytest.approx(0.60)
    assert spent.cost(None) is None


ENV = {"TIDINGS_LLM_URL": "http://localhost:11434/v1/", "TIDINGS_LLM_MODEL": "llama3:8b"}


def test_settings_come_from_options_then_the_environment(tmp_path: Path) -> None:
    env = ENV | {"TIDINGS_LLM_KEY": f" {KEY}\n", "TIDINGS_LLM_PRICE": "0.15, 0.6", "TIDINGS_LLM_SECONDS": "30"}
    found = Settings.found(environ=env, cached=False)
    assert (found.endpoint, found.model) == ("http://localhost:11434/v1/chat/completions", "llama3:8b")
    assert (found.key, found.price, found.seconds, found.cache) == (KEY, Price(0.15, 0.6), 30.0, None)
    assert Settings.found("http://127.0.0.1:8000/v1/chat/completions", environ=env).endpoint.count("/chat/") == 1
    assert Settings.found(model="qwen", environ=env).model == "qwen"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"TIDINGS_LLM_URL": ""}, "Set TIDINGS_LLM_URL, or add: --llm-url"),
        ({"TIDINGS_LLM_MODEL": ""}, "Set TIDINGS_LLM_MODEL, or add: --llm-model"),
        ({"TIDINGS_LLM_MODEL": "a\x1b[31m"}, "cannot be printed"),
        ({"TIDINGS_LLM_URL": "localhost:11434"}, "must read like http://localhost:11434/v1"),
        ({"TIDINGS_LLM_URL": "file:///etc/passwd"}, "must read like"),
        ({"TIDINGS_LLM_URL": "https://h/v1?key=abc"}, "must read like"),
        ({"TIDINGS_LLM_URL": "https://me:secret@h/v1"}, "holds a password"),
        ({"TIDINGS_LLM_URL": "http://models.example.org/v1", "TIDINGS_LLM_KEY": KEY}, "would travel .* unprotected"),
        ({"TIDINGS_LLM_KEY": "a\r\nX-Evil: 1"}, "no key has"),
        ({"TIDINGS_LLM_KEY": "schlüssel"}, "no key has"),
        ({"TIDINGS_LLM_PRICE": "0.15"}, "sent and answered"),
        ({"TIDINGS_LLM_PRICE": "-1,2"}, "at least 0"),
        ({"TIDINGS_LLM_SECONDS": "soon"}, "at least 1"),
        ({"TIDINGS_LLM_SECONDS": "nan"}, "at least 1"),
        ({"TIDINGS_LLM_SECONDS": "inf"}, "at least 1"),
    ],
)
def test_settings_that_cannot_be_meant(more: dict[str, str], told: str) -> None:
    with pytest.raises(WrongCall, match=told) as caught:
        Settings.found(environ=ENV | more)
    assert "secret" not in str(caught.value)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/v1", "http://192.168.1.5:8000/v1", "http://[::1]/v1", "https://h/v1"]
)
def test_a_key_may_go_to_the_own_network_or_over_tls(url: str) -> None:
    assert Settings.found(url, environ=ENV | {"TIDINGS_LLM_KEY": KEY}).key == KEY


def test_a_reader_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENV.items():
        monkeypatch.setenv(name, value)
    assert [reader_of(name).name for name in ("rules", "llm", "llm:qwen")] == [
        "rules/1",
        "llm:llama3:8b/1",
        "llm:qwen/1",
    ]
    assert reader_of(given := reader_of("rules")) is given


@pytest.mark.parametrize("named", ["", "gpt", "rules:2", "LLM"])
def test_a_reader_that_there_is_not(named: str) -> None:
    with pytest.raises(WrongCall, match="the readers are rules, network, llm"):
        reader_of(named)
