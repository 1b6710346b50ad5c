"""A site on loopback that answers as it is told: well, slowly, brokenly or with lies."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"""<!DOCTYPE html><html lang="en"><head><title>Two officers killed in Kabul</title>
<meta property="article:published_time" content="2020-03-03"></head><body><article><h1>Two officers killed in Kabul</h1>
<p>KABUL, Afghanistan, March 3, 2020 - Gunmen attacked a police post in Kabul on Monday, killing two officers, the
interior ministry said.</p><p>Nobody has said that they did it, and the police are looking for three men who fled.</p>
</article></body></html>"""
Answer = Callable[["Handler"], None]


@dataclass
class Site:
    """Answers by path, and every request as it came: path and headers."""

    root: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str) -> str:
        return f"{self.root}{path}"

    def gives(self, path: str, body: bytes = PAGE, status: int = 200, **headers: str) -> str:
        """Let the path be answered so; header names are written with `_` for `-`. Returns its address."""
        named = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body))} | headers
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in named.items() if value)
        return self.says(path, f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode() + body)

    def says(self, path: str, *pieces: bytes, pause: float = 0.0) -> str:
        """Let the path be answered by these very bytes, with a pause after each piece; then the line is cut."""

        def answer(handler: Handler) -> None:
            for piece in pieces:
                handler.wfile.write(piece)
                handler.wfile.flush()
                if pause and self.ended.wait(pause):
                    return

        return self.does(path, answer)

    def does(self, path: str, answer: Answer) -> str:
        """Let the path be answered by a function."""
        self.answers[path] = answer
        return self.url(path)

    def paths(self) -> list[str]:
        """The paths that were asked for, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    """Passes each request on to the site."""

    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.close_connection = True
        self.site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        answer = self.site.answers.get(self.path)
        try:
            if answer:
                answer(self)
            else:
                self.wfile.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        except OSError:  # the client has gone
            return

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""


@contextmanager
def serving() -> Iterator[Site]:
    """Yield a site that answers until the block ends."""
    site = Site()
    handler = type("Bound", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    site.root = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
