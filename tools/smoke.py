"""Install a built wheel into an empty environment and do what a new user does: read reports, look, export, verify.

`python tools/smoke.py dist` takes the newest wheel there. It needs the packages of the lock, from the network or, with
`--offline`, from what uv has kept. Nothing of the checkout is on the path: what the wheel lacks is found missing here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = Path(sys.executable).with_name("uv")
PAST = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
STEPS = (
    ("version",),
    ("add", "case.tidings", str(ROOT / "examples" / "reports" / "01-wire.txt")),
    ("read", str(ROOT / "examples" / "reports" / "09-chain.md"), "--json", "--reader", "network"),
    ("events", "case.tidings"),
    ("export", "case.tidings", "--as", "csv", "--out", "events.csv"),
    ("check", "case.tidings"),
    ("verify", "case.tidings"),
)


def run(*words: str, cwd: Path) -> str:
    """Return what a command printed. Raises RuntimeError with all it said where it fails."""
    kept = {name: value for name, value in os.environ.items() if name not in PAST}
    done = subprocess.run(words, cwd=cwd, env=kept, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def install(wheel: Path, folder: Path, *, offline: bool) -> Path:
    """Install the wheel with the versions of the lock into an environment of its own; return its programs' folder."""
    pins = folder / "pins.txt"
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins.write_text(
        "\n".join(line.rstrip(" \\") for line in lock if "==" in line and line[0] not in " #"), encoding="utf-8"
    )
    alone = ["--offline"] if offline else []
    run(str(UV), "venv", "--quiet", "--python", sys.executable, "env", cwd=folder)
    programs = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    run(str(UV), "pip", "install", "--quiet", *alone, "--python", str(programs / "python"), "-c", str(pins), str(wheel),
        cwd=folder)  # fmt: skip
    return programs


def try_out(programs: Path, folder: Path) -> dict[str, str]:
    """Do each step and return what it printed."""
    return {step[0]: run(str(programs / "tidings"), *step, cwd=folder) for step in STEPS}


def newest(folder: Path) -> Path:
    """Return the wheel that was built last."""
    return max(folder.glob("tidings-*.whl"), key=lambda path: path.stat().st_mtime)


def main(given: list[str]) -> None:
    """Install the wheel and try it out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = newest(Path(given[0]).resolve())
        programs = install(wheel, folder, offline="--offline" in given)
        for verb, printed in try_out(programs, folder).items():
            sys.stdout.write(f"tidings {verb}: {len(printed.splitlines())} lines\n")


if __name__ == "__main__":
    main(sys.argv[1:])
