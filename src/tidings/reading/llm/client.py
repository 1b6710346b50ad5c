"""Asking an OpenAI-compatible server: one question, one whole answer, within bounds of time, size and tries."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import httpx

from tidings.errors import NotAnswered
from tidings.reading.llm.prompt import Message
from tidings.reading.llm.settings import KEY, MODEL, SECONDS, URL, Settings

LATER = (408, 409, 425, 429, 500, 502, 503, 504)  # answers that another try may better
FIRST_PAUSE, MOST_PAUSE = 1.0, 60.0  # seconds before another try, doubled each time; what a server may ask for
CONNECT_SECONDS = 10.0
OPTIONAL = ("response_format", "temperature", "max_tokens")  # left out where a server says that it knows them not
SAID_CHARS = 200  # of what a server says of an error
SETTLED = frozenset({"llm-refused", "llm-moved"})  # reasons that no other story's question changes


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said, and the tokens that the server counted (None where it does not say).

    `why` says why the words are no whole answer, although they cost what a whole one does.
    """

    text: str
    sent: int | None = None
    answered: int | None = None
    why: NotAnswered | None = None


class _Again(Exception):
    """Another try may succeed; `pause` is what the server asks for."""

    def __init__(self, why: NotAnswered, pause: float | None = None) -> None:
        self.why, self.pause = why, pause


class _Line:
    """The connection of one question; it is cut after so many seconds, however slowly the server keeps on sending."""

    def __init__(self, seconds: float) -> None:
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self.is_cut = False

    def noted(self, event: str, facts: dict[str, Any]) -> None:
        """Hear from httpx what happens; a connection that stands is the one to cut."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._socket = facts["return_value"].get_extra_info("socket")

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()

    def _cut(self) -> None:
        self.is_cut = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)  # below TLS, which would wait for the other side


class Client:
    """Asks one question at a time. Follows no redirect, uses no proxy, and takes no password from a netrc file."""

    def __init__(self, settings: Settings, sleep: Callable[[float], None] = time.sleep) -> None:
        self._settings, self._sleep = settings, sleep
        self._unknown: set[str] = set()  # of OPTIONAL

    def ask(self, messages: list[Message]) -> Answer:
        """Return the answer to the messages. Raises NotAnswered where there is none."""
        attempts, pause = self._settings.attempts, FIRST_PAUSE
        for attempt in range(1, attempts + 1):
            try:
                return self._answer(messages)
            except _Again as again:
                if attempt == attempts:
                    raise again.why from again
                self._sleep(min(MOST_PAUSE, max(pause, again.pause or 0.0)))
                pause *= 2
        raise AssertionError("attempts are at least one")

    def _answer(self, messages: list[Message]) -> Answer:
        while True:
            status, headers, raw = self._post(self._body(messages))
            if status not in (400, 422) or not self._leaves_out(raw):
                break
        if status == 200:
            return self._read(raw)
        raise self._fault(status, headers, raw)

    def _body(self, messages: list[Message]) -> dict[str, Any]:
        optional = {"response_format": {"type": "json_object"}, "temperature": 0}
        optional["max_tokens"] = self._settings.max_tokens
        kept = {name: value for name, value in optional.items() if name not in self._unknown}
        if "max_tokens" in self._unknown:
            kept["max_completion_tokens"] = self._settings.max_tokens  # its newer name
        return {"model": self._settings.model, "messages": messages, "stream": False, **kept}

    def _leaves_out(self, raw: bytes) -> bool:
        """Whether the server names an option that it does not know; the next question goes without it."""
        said = raw.decode("utf-8", "replace")
        named = next((name for name in OPTIONAL if name in said and name not in self._unknown), None)
        if named:
            self._unknown.add(named)
        return named is not None

    def _post(self, body: dict[str, Any]) -> tuple[int, httpx.Headers, bytes]:
        s = self._settings
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {s.key}"} if s.key else {}
        line = _Line(s.seconds)
        timeout = httpx.Timeout(s.seconds, connect=min(CONNECT_SECONDS, s.seconds))
        packed = json.dumps(body, ensure_ascii=True).encode()  # half a character in a story goes as an escape
        try:
            with (
                line,
                httpx.Client(verify=self._certificates, trust_env=False, timeout=timeout) as client,
                client.stream(
                    "POST", s.endpoint, headers=headers, content=packed, extensions={"trace": line.noted}
                ) as answer,
            ):
                return answer.status_code, answer.headers, self._taken(answer)
        except (httpx.ConnectError, httpx.ConnectTimeout) as why:
            raise _Again(
                NotAnswered(f"{s.host} cannot be reached ({self._masked(str(why))}).", "llm-unreachable")
            ) from why
        except httpx.TimeoutException as why:
            raise self._slow() from why
        except (httpx.HTTPError, httpx.StreamError) as why:
            if line.is_cut:
                raise self._slow() from why
            raise _Again(NotAnswered(f"{s.host} broke off ({self._masked(str(why))}).", "llm-unreachable")) from why

    @cached_property
    def _certificates(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()

    def _taken(self, answer: httpx.Response) -> bytes:
        """The body, as long as size allows; what is packed in spite of being asked not to is refused."""
        if answer.headers.get("content-encoding", "identity").lower() != "identity":
            raise NotAnswered(f"{self._settings.host} packs its answers, which was not asked for.", "llm-broken")
        taken = bytearray()
        for some in answer.iter_raw():
            taken += some
            if len(taken) > self._settings.max_bytes:
                bound = f"{self._settings.max_bytes:,} bytes"
                raise NotAnswered(f"The answer of {self._settings.host} has more than {bound}.", "llm-too-large")
        return bytes(taken)

    def _slow(self) -> NotAnswered:
        s = self._settings
        return NotAnswered(f"{s.host} gave no whole answer within {s.seconds:g} s; {SECONDS} allows more.", "llm-slow")

    def _fault(self, status: int, headers: httpx.Headers, raw: bytes) -> Exception:
        host = self._settings.host
        if 300 <= status < 400:
            return NotAnswered(f"{host} has moved (status {status}) and is not followed; set {URL} anew.", "llm-moved")
        if status in (401, 403):
            return NotAnswered(f"{host} refuses the key (status {status}); set {KEY} anew.", "llm-refused")
        said = f" {self._said(raw)}" if raw else ""
        if status in (404, 405):
            what = f"{host} knows no such address or model (status {status}).{said} Set {URL} or {MODEL} anew."
            return NotAnswered(what, "llm-refused")
        why = NotAnswered(f"{host} answered with status {status}.{said}", "llm-status")
        return _Again(why, _pause(headers)) if status in LATER else why

    def _read(self, raw: bytes) -> Answer:
        try:
            whole = json.loads(raw)
            choice = whole["choices"][0]
            text, refusal = choice["message"].get("content"), choice["message"].get("refusal")
            ended = choice.get("finish_reason")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as why:
            raise NotAnswered(f"{self._settings.host} answers, but not as a chat model does.", "llm-broken") from why
        usage = whole.get("usage")
        counts = usage if isinstance(usage, dict) else {}
        sent, answered = _count(counts.get("prompt_tokens")), _count(counts.get("completion_tokens"))
        return Answer(text if isinstance(text, str) else "", sent, answered, self._why(text, refusal, ended))

    def _why(self, text: Any, refusal: Any, ended: Any) -> NotAnswered | None:
        if ended == "length":
            return NotAnswered("The answer broke off at the most tokens that are taken.", "llm-cut")
        if ended == "content_filter" or (refusal and not text):
            return NotAnswered(f"The model at {self._settings.host} declines to read this story.", "llm-declined")
        if not isinstance(text, str):
            return NotAnswered(f"{self._settings.host} answers without words.", "llm-broken")
        return None

    def _said(self, raw: bytes) -> str:
        """What the server says of an error, in a few words, on one line and without the key."""
        said: Any = raw.decode("utf-8", "replace")
        with contextlib.suppress(ValueError, LookupError, TypeError, RecursionError):
            said = json.loads(raw)["error"]
            said = said["message"]
        words = " ".join(self._masked(str(said)).split())
        return f'It says: "{words[:SAID_CHARS]}".' if words else ""

    def _masked(self, text: str) -> str:
        return text.replace(self._settings.key, "***") if self._settings.key else text


def _pause(headers: httpx.Headers) -> float | None:
    """The seconds that a Retry-After header asks for; a date in it is not waited for."""
    said = headers.get("retry-after", "").strip()
    return float(said[:9]) if said.isascii() and said.isdigit() else None


def _count(given: Any) -> int | None:
    return given if isinstance(given, int) and not isinstance(given, bool) and given >= 0 else None
