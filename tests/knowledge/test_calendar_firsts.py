"""A rule of the calendar is tried wherever it can match, and only there."""

from __future__ import annotations

import re

import pytest

from tidings.knowledge.calendar import Calendar
from tidings.knowledge.calendar.firsts import PLAIN, Written

RULES = Calendar.load().grammar.rules


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        ("may|june", "MmJj"),
        (r"(?P<day>\d\d?)th", "0123456789"),
        (r"(?:early |late )?(?:last|next)", "EeLlNn"),
        (r"\b(?!x)year", "Yy"),
        ("a*b", "AaBb"),
    ],
)
def test_first_characters(pattern: str, begins: str) -> None:
    assert Written(pattern).firsts() == set(begins)


@pytest.mark.parametrize("pattern", [r"\w+", ".", "[^a]b", "a?", r"(x)?\s"])
def test_what_may_begin_with_anything(pattern: str) -> None:
    assert Written(pattern).firsts() == PLAIN


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_matches_as_its_pattern_written_out(rule: object) -> None:
    written = rule.written  # type: ignore[attr-defined]
    plain = re.compile(written._pattern, re.IGNORECASE)
    made = written.compiled()
    assert (made.groups, made.groupindex, made.flags) == (plain.groups, plain.groupindex, plain.flags)


def test_without_the_parser_every_rule_is_tried_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("tidings.knowledge.calendar.firsts.importlib.import_module", missing)
    written = Written("may")
    assert written.firsts() == PLAIN
    assert written.compiled().match("May")
