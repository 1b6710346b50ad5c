"""What came over the network as WARC: each request and each answer as the bytes on the wire, a gzip member each."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import uuid
from dataclasses import dataclass
from pathlib import Path

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from tidings.ingest.fetch.exchange import Exchange
from tidings.ingest.fetch.limits import Limits

UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
MOST_FILES = 1_000  # that one second may begin


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a record lies, and what its bytes there hash to: enough to prove it without reading WARC."""

    warc: str
    record: str
    offset: int
    length: int
    sha256: str


class Archive:
    """One WARC file of one run, begun with its first answer; a file is only ever added to."""

    def __init__(self, folder: Path, limits: Limits, suffix: str = "") -> None:
        self._folder, self._limits, self._suffix = folder, limits, suffix
        self.path: Path | None = None

    def keep(self, exchange: Exchange, *, seen_at: str | None = None) -> Kept:
        """Write the request and the answer; `seen_at` is when the page was got that a 304 says is unchanged."""
        path = self.path or self._begin()
        answer = f"urn:uuid:{uuid.uuid4()}"
        is_revisit = exchange.status == 304
        kind = WarcRecordType.revisit if is_revisit else WarcRecordType.response
        about = _about(exchange, "response") | {"WARC-IP-Address": exchange.address}
        if is_revisit:
            about |= {"WARC-Profile": UNCHANGED, "WARC-Refers-To-Target-URI": exchange.url}
            about |= {"WARC-Refers-To-Date": seen_at} if seen_at else {}
        offset, length, digest = _add(path, _record(kind, answer, about, exchange.received))
        request = _about(exchange, "request") | {"WARC-Concurrent-To": f"<{answer}>"}
        _add(path, _record(WarcRecordType.request, f"urn:uuid:{uuid.uuid4()}", request, exchange.sent))
        return Kept(path.name, answer, offset, length, digest)

    def _begin(self) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        now = dt.datetime.now(dt.UTC)
        for n in range(MOST_FILES):
            path = self._folder / f"{now:%Y%m%dT%H%M%SZ}-{n:03}{self._suffix}.warc.gz"
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                continue
            about = {"WARC-Date": _moment(now), "WARC-Filename": path.name, "Content-Type": "application/warc-fields"}
            said = f"software: {self._limits.agent}\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n"
            _add(path, _record(WarcRecordType.warcinfo, f"urn:uuid:{uuid.uuid4()}", about, said.encode()))
            self.path = path
            return path
        raise FileExistsError(17, "A thousand archives of one second lie there", str(self._folder))


def _about(exchange: Exchange, msgtype: str) -> dict[str, str]:
    return {
        "WARC-Target-URI": exchange.url,
        "WARC-Date": _moment(exchange.at),
        "Content-Type": f"application/http; msgtype={msgtype}",
    }


def _record(kind: WarcRecordType, key: str, about: dict[str, str], block: bytes) -> bytes:
    record = WarcRecord()
    record.init_headers(kind, key.removeprefix("urn:").encode())
    for name, value in about.items():
        record.headers[name] = value
    record.set_bytes_content(block)
    packed = io.BytesIO()
    with GzipWriter(packed) as writer:
        record.write(writer, checksum_data=True)
        writer.finish()
        return packed.getvalue()


def _add(path: Path, packed: bytes) -> tuple[int, int, str]:
    with path.open("ab") as file:
        offset = file.tell()
        file.write(packed)
    return offset, len(packed), hashlib.sha256(packed).hexdigest()


def _moment(at: dt.datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
