"""The repository as the house tests see it: its text files, and its modules as syntax trees."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "tidings"
NOT_OURS = {".venv", ".git", ".demo", "dist", "build", "__pycache__"}


@dataclass(frozen=True)
class Module:
    """One module of the package: its dotted name, where it stands, and its syntax tree."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"


@cache
def modules() -> tuple[Module, ...]:
    """Every module under src/tidings, by name."""
    out = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        out.append(Module(name, path, ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(out)


@cache
def files() -> tuple[Path, ...]:
    """Every file of the repository: what git tracks, or all of it where there is no git."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
        found = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        found = [p for p in ROOT.rglob("*") if not NOT_OURS & set(p.relative_to(ROOT).parts)]
    return tuple(p for p in sorted(found) if p.is_file())


def programs() -> tuple[Path, ...]:
    """Every Python file of the repository."""
    return tuple(p for p in files() if p.suffix == ".py")


def shown(path: Path) -> str:
    """The path as a test's name."""
    return path.relative_to(ROOT).as_posix()
