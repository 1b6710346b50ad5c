"""A PDF opened in another process, which is begun once for many documents, and again where one brings it to its end."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from tidings.errors import UnreadableBytes

PROGRAM = Path(__file__).with_name("pdfium.py")
MAX_MEMORY = 4 << 30  # bytes of address space; a page of 64 million pixels in colour takes under one
SECONDS = 5.0  # of computing in which a file must be opened, or one page drawn; honest ones take under 2
PAGE_SECONDS = 0.05  # that each page adds; one of a newspaper takes as long, most take 7 ms
SILENCE = 120.0  # seconds by the clock after which a process is ended that does not even compute
LOCK = threading.Lock()  # one file at a time
Told = tuple[dict[str, Any], bytes]


class Died(UnreadableBytes):
    """PDFium did not get through a file."""

    def __init__(self, doing: str, after: float) -> None:
        super().__init__(
            f"The program that reads PDFs crashed or was stopped after {after:g} s of computing while it {doing}: the "
            "file is damaged, or made to burst. Print it to a new PDF, or save its text, and add that.",
            reason="hangs",
        )


class Opened:
    """One PDF: how many pages it has, its title, and what the other process tells of each page."""

    def __init__(self, raw: bytes) -> None:
        self._raw, self._draws = raw, True
        told = self._open()
        self.n_pages, self.title = int(told["pages"]), str(told["title"])

    def page(self, n: int, bounds: dict[str, int]) -> Told:
        """Return what page `n`, from 0, holds, and its words with their boxes."""
        return self._asked({"page": n, "seconds": PAGE_SECONDS} | bounds, b"", f"read page {n + 1}")

    def drawn(self, n: int, bounds: dict[str, int]) -> Told:
        """Return page `n` as a picture; {} where that would take too long. One page that does is the last tried."""
        if not self._draws:
            return {}, b""
        try:
            return self._asked({"page": n, "draw": True, "seconds": SECONDS} | bounds, b"", f"drew page {n + 1}")
        except Died:
            self._draws = False
            self._open()
            return {}, b""

    def _open(self) -> dict[str, Any]:
        return self._asked({"open": True, "seconds": SECONDS, "blob": len(self._raw)}, self._raw, "opened the file")[0]

    def _asked(self, request: dict[str, Any], blob: bytes, doing: str) -> Told:
        told = PROCESS.asked(request, blob)
        if told is None:
            raise Died(doing, SECONDS)
        if "refused" in told[0]:
            raise _refused(told[0], request.get("page"))
        return told


def _refused(told: dict[str, Any], page: int | None) -> UnreadableBytes:
    if told["locked"]:
        return UnreadableBytes("The PDF has a password. Save it without one, and add that.", reason="locked")
    where = "Not a whole PDF" if page is None else f"Page {page + 1} is damaged"
    return UnreadableBytes(f"{where}: {told['refused']} Get the file anew.", reason="damaged")


class Process:
    """The other process: begun when it is asked first, ended when Python ends."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        atexit.register(self.end)

    def asked(self, request: dict[str, Any], blob: bytes) -> Told | None:
        """Return its answer, None where it died of the request. What interrupts the call ends the process too."""
        process = self._begun()
        watch = threading.Timer(SILENCE, process.kill)
        watch.start()
        try:
            return _exchanged(process, request, blob)
        except (OSError, EOFError, ValueError):
            self.end()
            return None
        except BaseException:
            self.end()
            raise
        finally:
            watch.cancel()

    def end(self) -> None:
        """Let the process go."""
        process, self._process = self._process, None
        if process and self._owner == os.getpid():
            process.kill()
            process.communicate()

    def _begun(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._owner != os.getpid():  # a process that was forked begins its own
            self._owner = os.getpid()
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(PROGRAM), str(MAX_MEMORY)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process


def _exchanged(process: subprocess.Popen[bytes], request: dict[str, Any], blob: bytes) -> Told:
    """Send a request and return the answer; raises OSError or ValueError where the process ends meanwhile."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(request).encode() + b"\n" + blob)
    process.stdin.flush()
    told = json.loads(process.stdout.readline())
    answer = process.stdout.read(told["blob"])
    if len(answer) != told["blob"]:
        raise EOFError
    return told, answer


PROCESS = Process()
