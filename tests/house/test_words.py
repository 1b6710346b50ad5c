"""docs/words.md explains every core word and every public class of the model, and no class that is gone."""

from __future__ import annotations

import re

import tidings
from tests.house.source import ROOT
from tidings import model

CORE = (
    "Document", "Story", "Sentence", "Span", "Quote", "Mention", "Account", "Attribution", "Status",
    "Actor", "Place", "Item", "Outlet", "Entity", "Event", "Statement", "Origin", "Lineage", "Grade",
    "Judgement", "Problem", "Case", "Knowledge",
)  # fmt: skip
ROW = re.compile(r"^\| \*\*(?P<word>[^*]+)\*\* \| (?P<meaning>.+?) \| (?P<classes>[^|]+) \|$", re.M)
ROWS = [m.groupdict() for m in ROW.finditer((ROOT / "docs" / "words.md").read_text(encoding="utf-8"))]


def public_classes() -> set[str]:
    """The model's public classes and the sets of values that are named like one."""
    return {name for name in model.__all__ if name[0].isupper() and not name.isupper()}


def named() -> list[str]:
    return [name for row in ROWS for name in re.findall(r"`([\w.]+)`", row["classes"])]


def test_every_core_word_has_one_line() -> None:
    words = [row["word"] for row in ROWS]
    assert len(words) == len(set(words))
    assert set(CORE) <= set(words)


def test_every_public_class_of_the_model_is_explained() -> None:
    assert public_classes() - set(named()) == set()


def test_no_line_names_a_class_that_is_gone() -> None:
    gone = [name for name in named() if not hasattr(tidings if "." in name else model, name.removeprefix("tidings."))]
    assert gone == []


def test_a_line_says_what_the_word_means() -> None:
    assert [row["word"] for row in ROWS if len(row["meaning"].split()) < 5] == []
