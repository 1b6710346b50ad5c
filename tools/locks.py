"""What requirements.lock and the desk's package-lock.json pin: names, versions, hashes.

What runs with Tidings is told from what only builds and tests it, so that a list of the first leaves the second out.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<where>[^\\]+?))? \\$")
IMPORTED = re.compile(r"""(?:from|import) ['"](?P<name>(?:@[\w.-]+/)?[\w-][\w.-]*)""")
MACHINES: list[dict[str, str]] = [  # what markers tell apart
    {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
    {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
]


@dataclass
class Pinned:
    """One package at one version; `where` is the marker of the machines it is for, "" for all."""

    name: str
    version: str
    where: str = ""
    hashes: list[str] = field(default_factory=list)


def python() -> tuple[Pinned, ...]:
    """Return every package of requirements.lock, in its order."""
    found: list[Pinned] = []
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if match := PINNED.match(line):
            found.append(Pinned(match["name"], match["version"], match["where"] or ""))
        elif "--hash=" in line:
            found[-1].hashes.append(line.split("--hash=")[1].rstrip(" \\"))
    return tuple(found)


def running(packages: tuple[Pinned, ...]) -> tuple[Pinned, ...]:
    """Return those that the program itself or one of its extras asks for, directly or by others that run.

    What a package asks for is read off the installed packages, for every machine: the lock's own `# via` lines do not
    tell what only an extra of a package asks for.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(one) for one in project["dependencies"]]
    waiting += [Requirement(one) for extra in project["optional-dependencies"].values() for one in extra]
    kept: dict[str, set[str]] = {}
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if name in kept and one.extras <= kept[name]:
            continue
        kept[name] = kept.get(name, set()) | one.extras
        waiting += [r for r in asked_by(name) if wanted(r, kept[name])]
    return tuple(p for p in packages if p.name in kept)


def asked_by(name: str) -> list[Requirement]:
    """Return what the installed package asks for; nothing for one that is for other machines."""
    try:
        return [Requirement(one) for one in requires(name) or ()]
    except PackageNotFoundError:
        return []


def wanted(one: Requirement, extras: set[str]) -> bool:
    """Whether it is asked for on some machine, with these extras of the package that asks."""
    marker = one.marker
    tried = [machine | {"extra": extra} for machine in MACHINES for extra in ("", *extras)]
    return marker is None or any(marker.evaluate(machine) for machine in tried)


def desk() -> Iterator[tuple[str, str, str]]:
    """Yield name, version and licence of what the desk's page is built from: what desk/src imports."""
    lock = json.loads((ROOT / "desk" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    sources = [p for p in (ROOT / "desk" / "src").rglob("*") if p.suffix in (".ts", ".svelte", ".js", ".css")]
    named = {m["name"] for p in sources for m in IMPORTED.finditer(p.read_text(encoding="utf-8"))}
    for name in sorted(named):
        if one := lock.get(f"node_modules/{name}"):
            yield name, one["version"], one["license"]
