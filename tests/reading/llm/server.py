"""A language model on loopback that plays back answers: good, broken, slow, hostile."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Play = Callable[["Handler"], None]
USAGE = {"prompt_tokens": 1200, "completion_tokens": 80}


@dataclass
class Model:
    """Answers in turn, the last one again and again; keeps every question as it came."""

    root: str = ""
    plays: list[Play] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"{self.root}/v1"

    def tells(self, *accounts: dict[str, Any], **more: Any) -> None:
        """Answer with these records, as a model that does as it was asked."""
        self.says(json.dumps({"accounts": accounts}), **more)

    def says(self, text: Any, *, usage: Any = USAGE, ended: str = "stop", **message: Any) -> None:
        """Answer with these words."""
        choice = {"message": {"role": "assistant", "content": text, **message}, "finish_reason": ended}
        self.gives(json.dumps({"choices": [choice], "usage": usage}).encode())

    def gives(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Answer with this body; header names are written with `_` for `-`."""
        named = {"Content_Type": "application/json", "Content_Length": str(len(body))} | headers
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in named.items() if value)
        self.sends(f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode() + body)

    def sends(self, *pieces: bytes, pause: float = 0.0) -> None:
        """Answer with these very bytes, with a pause before each piece; then the line is cut."""

        def play(handler: Handler) -> None:
            for piece in pieces:
                if pause and self.ended.wait(pause):
                    return
                handler.wfile.write(piece)
                handler.wfile.flush()

        self.plays.append(play)


class Handler(BaseHTTPRequestHandler):
    """Passes each question on to the model."""

    model: Model
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.close_connection = True
        body = self.rfile.read(int(self.headers["content-length"]))
        model = self.model
        model.headers.append({name.lower(): value for name, value in self.headers.items()} | {"path": self.path})
        model.asked.append(json.loads(body))
        try:
            model.plays[min(len(model.asked), len(model.plays)) - 1](self)
        except OSError:  # the client has gone
            return

    do_GET = do_POST

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""


@contextmanager
def answering() -> Iterator[Model]:
    """Yield a model that answers until the block ends."""
    model = Model()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"model": model}))
    model.root = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield model
    finally:
        model.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
