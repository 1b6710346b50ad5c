"""`tidings serve` as a program: it answers on a port of this machine, with a token that it tells once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import Run

WAIT = 60  # seconds


def asked(url: str, token: str | None) -> tuple[int, object]:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    try:
        with urllib.request.urlopen(request, timeout=WAIT) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as why:
        with why:
            return why.code, json.load(why)


@pytest.mark.slow
def test_a_case_is_served_until_it_is_interrupted(path: Path) -> None:
    command = [sys.executable, "-m", "tidings", "serve", str(path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as one:
        assert one.stdout
        assert one.stderr
        try:
            url = one.stdout.readline().strip()
            token = one.stderr.readline().rpartition(" ")[2].strip()
            assert one.stderr.readline().startswith("The case is served")
            assert url.startswith("http://127.0.0.1:")
            assert asked(url, None)[0] == 401
            status, described = asked(url, token)
            assert (status, described["info"]["title"]) == (200, "Tidings")  # type: ignore[index]
            assert asked(url.replace("openapi.json", "events"), token)[1]["total"] == 3  # type: ignore[index]
        finally:
            one.send_signal(signal.SIGINT)
            one.wait(WAIT)
    assert one.returncode == 0
    assert token not in Path(f"{path}.tokens").read_text()


def test_a_new_token_is_printed_once(run: Run, path: Path) -> None:
    made = run("serve", path, "--new-token", "ana")
    assert (made.exit_code, len(made.stdout.strip())) == (0, 51)
    again = run("serve", path, "--new-token", "ana")
    assert (again.exit_code, "ana has a token already" in again.stderr) == (2, True)


def test_there_must_be_a_case(run: Run, tmp_path: Path) -> None:
    for more in ((), ("--new-token", "ana")):
        result = run("serve", tmp_path / "none.tidings", *more)
        assert (result.exit_code != 0, "There is no case at" in result.stderr) == (True, True)
