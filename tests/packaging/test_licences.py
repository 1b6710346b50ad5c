"""THIRD_PARTY.md is what the locks say; the SBOM is valid CycloneDX of the same packages, always the same bytes."""

from __future__ import annotations

import json
import re

import locks
import make_notices
import make_sbom
import pytest
from packaging.requirements import Requirement

REMEDY = "The lock is another now. Type: make notices"


def test_the_page_is_up_to_date() -> None:
    now = "\n".join([make_notices.HEAD, *make_notices.tables()])
    assert make_notices.written().strip() == now.strip(), REMEDY


def test_what_is_in_the_desk_has_its_licence_text() -> None:
    page = make_notices.NOTICES.read_text(encoding="utf-8")
    for name, version, _ in locks.desk():
        part = page.partition(f"### {name} {version}\n")[2].partition("\n### ")[0]
        assert re.search(r"Permission|permission", part), f"{name} {version}: {REMEDY}"


def test_every_package_of_the_lock_stands_there_once() -> None:
    page = make_notices.written()
    for one in locks.python():
        assert len(re.findall(rf"^\| {re.escape(one.name)} \| {re.escape(one.version)}\b", page, re.M)) == 1, one.name


def test_what_only_tests_is_not_said_to_run() -> None:
    names = {one.name for one in locks.running(locks.python())}
    assert {"spacy", "typer", "rapidocr"} <= names  # asked for, and by an extra
    assert "thinc" in names  # asked for by what is asked for
    assert "colorama" in names  # on another machine
    assert names.isdisjoint({"pytest", "mypy", "ruff", "zensical", "hatchling", "cyclonedx-python-lib"})


@pytest.mark.parametrize(
    ("asked", "extras", "is_wanted"),
    [
        ("x", set(), True),
        ("x; sys_platform == 'win32'", set(), True),
        ("x; extra == 'mypy'", set(), False),
        ("x; extra == 'mypy'", {"mypy"}, True),
        ("x; python_version < '3'", set(), False),
    ],
)
def test_which_packages_a_package_asks_for(asked: str, extras: set[str], is_wanted: bool) -> None:
    assert locks.wanted(Requirement(asked), extras) is is_wanted


def test_a_package_of_unknown_licence_is_told() -> None:
    with pytest.raises(LookupError, match="no-such-package is not installed here"):
        make_notices.licence("no-such-package")


def test_the_list_of_parts_is_valid_and_always_the_same() -> None:
    text = make_sbom.text()
    assert text == make_sbom.text()
    told = json.loads(text)
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert "timestamp" not in told["metadata"]
    packages = locks.running(locks.python())
    assert {c["name"] for c in told["components"]} == {p.name for p in packages} | {d[0] for d in locks.desk()}
    assert all(c["licenses"] for c in told["components"])
    assert {d["ref"] for d in told["dependencies"]} >= {"tidings"}


def test_a_list_that_is_not_valid_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_sbom.JsonStrictValidator, "validate_str", lambda self, text: "no version")
    with pytest.raises(ValueError, match="not valid CycloneDX: no version"):
        make_sbom.text()
