"""Two builds give the same bytes, from checkout or sdist; the wheel has all that an installed Tidings needs."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.house.source import ROOT
from tests.packaging.conftest import pack, unpacked

pytestmark = pytest.mark.slow


def only(folder: Path, pattern: str) -> Path:
    """The one file of that name."""
    (found,) = folder.glob(pattern)
    return found


@pytest.fixture(scope="module")
def names(packed: Path) -> set[str]:
    """The names of the wheel's files."""
    with zipfile.ZipFile(only(packed, "*.whl")) as wheel:
        return set(wheel.namelist())


def test_a_second_build_gives_the_same_bytes(packed: Path, tmp_path: Path) -> None:
    source = unpacked(only(packed, "*.tar.gz"), tmp_path / "source")
    for n, path in enumerate(sorted(source.rglob("*"))):  # another machine: other times of writing
        os.utime(path, (1_600_000_000 + n, 1_600_000_000 + n))
    again = pack(source, tmp_path / "again")
    for pattern in ("*.whl", "*.tar.gz"):
        assert only(again, pattern).read_bytes() == only(packed, pattern).read_bytes(), pattern


def test_the_wheel_has_every_module_table_and_weight(packed: Path, names: set[str]) -> None:
    (source,) = (packed.parent / "source").glob("*/src")
    kept = (".py", ".tsv", ".yaml", ".onnx", ".npz", ".md")
    wanted = [p for p in (source / "tidings").rglob("*") if p.is_file() and p.suffix in kept]
    assert len(wanted) > 300
    assert [p for p in wanted if p.relative_to(source).as_posix() not in names] == []


def test_the_wheel_has_the_desk_the_manual_and_the_licences(names: set[str]) -> None:
    assert "tidings/web/static/index.html" in names
    shared = {name.split(".data/data/")[1] for name in names if ".data/data/" in name}
    assert shared == {
        "share/man/man1/tidings.1",
        "share/bash-completion/completions/tidings",
        "share/zsh/site-functions/_tidings",
        "share/fish/vendor_completions.d/tidings.fish",
    }
    assert {Path(n).name for n in names if ".dist-info/licenses/" in n} == {"LICENSE", "THIRD_PARTY.md"}


def test_the_wheel_has_nothing_else(names: set[str]) -> None:
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"tidings"}
    assert [name for name in names if "test" in Path(name).parts or name.endswith((".pyc", ".tidings"))] == []


@pytest.mark.parametrize(
    ("gone", "told"), [("src/tidings/web/static", "Type: make desk"), ("man", "Type: make man")], ids=["desk", "man"]
)
def test_a_wheel_that_would_lack_something_is_refused(packed: Path, tmp_path: Path, gone: str, told: str) -> None:
    source = unpacked(only(packed, "*.tar.gz"), tmp_path)
    shutil.rmtree(source / gone)
    with pytest.raises(AssertionError, match=told):
        pack(source, tmp_path / "built")


def test_the_sdist_builds_what_the_checkout_has(packed: Path, tmp_path: Path) -> None:
    source = unpacked(only(packed, "*.tar.gz"), tmp_path)
    wanted = ("pyproject.toml", "Makefile", "mkdocs.yml", "docs/tutorial.md", "tools/smoke.py", "examples/README.md")
    assert [name for name in wanted if (source / name).read_bytes() != (ROOT / name).read_bytes()] == []
    assert not (source / "desk" / "node_modules").exists()
