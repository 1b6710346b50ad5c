"""A real object store on this machine, a process of its own: it can be asked, filled, and ended in the middle."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tidings.scale import store

BUCKET = "news"
PATIENCE = 120.0  # seconds; a busy machine is no fault
KEYS = {"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1"}


class ObjectStore:
    """A server that speaks S3, with one empty bucket."""

    def __init__(self) -> None:
        self.port = _free_port()
        self.env = KEYS | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}"}
        command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._wait()
        self.files().create_dir(BUCKET)

    def files(self) -> Any:
        from pyarrow import fs

        told = {"endpoint_override": self.env["AWS_ENDPOINT_URL"], "region": KEYS["AWS_REGION"]}
        keys = {"access_key": KEYS["AWS_ACCESS_KEY_ID"], "secret_key": KEYS["AWS_SECRET_ACCESS_KEY"]}
        return fs.S3FileSystem(allow_bucket_creation=True, **told, **keys)

    def put(self, path: Path, name: str) -> str:
        """Copy a file into the bucket and return its address."""
        with self.files().open_output_stream(f"{BUCKET}/{name}", compression=None) as stream:
            stream.write(path.read_bytes())
        return f"s3://{BUCKET}/{name}"

    def end(self) -> None:
        self._process.kill()
        self._process.wait()

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError(f"the object store did not start: {self._process.poll()}")


@contextmanager
def running() -> Iterator[ObjectStore]:
    """Yield a store that this process and those that it starts are told of."""
    one = ObjectStore()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in one.env.items():
            patch.setenv(name, value)
        store._store.cache_clear()
        yield one
    one.end()
    store._store.cache_clear()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
