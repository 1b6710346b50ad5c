"""The programs that pack Tidings, and a wheel and an sdist built once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.house.source import ROOT

for folder in ("tools", "docs"):
    sys.path.insert(0, str(ROOT / folder))

PAGE = ROOT / "src" / "tidings" / "web" / "static" / "index.html"
EPOCH = "1700000000"  # 14 November 2023; any moment will do, as long as it is one


def pack(source: Path, into: Path) -> Path:
    """Build sdist and wheel of the source into the folder."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": EPOCH}
    words = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(into)]
    done = subprocess.run(words, cwd=source, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return into


def unpacked(sdist: Path, into: Path) -> Path:
    """Unpack the sdist; return the folder of its source."""
    with tarfile.open(sdist) as archive:
        archive.extractall(into, filter="data")
    return next(into.iterdir())


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist of the checkout and a wheel built from that sdist."""
    if not PAGE.is_file():
        pytest.skip("the desk's page is not built; make desk")
    import make_man

    folder = tmp_path_factory.mktemp("packed")
    tree = folder / "tree"
    left_out = shutil.ignore_patterns(
        ".venv*", ".git", "node_modules", "dist", "site", ".docs", ".*_cache", "__pycache__"
    )
    shutil.copytree(ROOT, tree, ignore=left_out, symlinks=True)
    make_man.write(tree / "man")
    (first,) = pack(tree, folder / "first").glob("*.tar.gz")
    return pack(unpacked(first, folder / "source"), folder / "built")
