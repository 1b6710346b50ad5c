"""A document's text as units: a paragraph of running text with the headline, byline and date lines over it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from tidings.errors import TooLarge
from tidings.ingest import lines

MAX_LINES = 200_000  # 20 MB hold as many lines of 100 characters; more are a log or a list, not reports
LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
HARD_WRAP = 100  # characters; typewriters and mail wrap at 60-80, a paragraph on one line is nearly always longer
WRAPPED_SHARE = 0.6  # share of touching lines that must break inside a sentence before lines are taken as wrapped
MIN_WRAPPED = 40  # characters of a line that was wrapped; shorter ones are headlines, addresses, lists


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the document: `[start, end)` in its text, and how many line ends stand before it."""

    start: int
    end: int
    text: str
    role: lines.Role
    breaks: int = 0


@dataclass(slots=True)
class Unit:
    """The least that is never cut: one body paragraph, the lines over it and the credits under it."""

    head: list[Block] = field(default_factory=list)
    body: Block | None = None
    tail: list[Block] = field(default_factory=list)
    rule: str = ""  # the rule that stands before it

    @property
    def blocks(self) -> list[Block]:
        """All its blocks in order; at least one."""
        return [*self.head, *([self.body] if self.body else []), *self.tail]

    @property
    def headlines(self) -> list[Block]:
        """The lines of its head that are running text."""
        return [block for block in self.head if block.role == "text"]


def blocks(text: str) -> list[Block]:
    """Return the paragraphs of `text` in order, rules among them. Raises TooLarge for more than MAX_LINES lines."""
    found: list[Block] = []
    end = 0
    for match in LINE.finditer(text):
        words = match.group().strip()
        if not words:
            continue
        if len(found) >= MAX_LINES:
            raise TooLarge(text.count("\n") + 1, MAX_LINES, "lines")
        start = match.start() + match.group().index(words[0])
        breaks = len(re.findall(r"\r\n|[\r\n\f\v\x85\u2028\u2029]", text[end:start]))
        found.append(Block(start, start + len(words), words, lines.role(words), breaks))
        end = start + len(words)
    return _unwrapped(text, found) if _is_wrapped(found) else found


def units(text: str) -> list[Unit]:
    """Group the paragraphs of `text` into units."""
    found: list[Unit] = []
    unit = Unit()
    everything = blocks(text)
    for n, block in enumerate(everything):
        after = everything[n + 1] if n + 1 < len(everything) else None
        if block.role == "rule":
            unit = _closed(unit, found)
            unit.rule = block.text
        elif block.role in {"credit", "related"}:
            _under(unit, found).append(block)
        elif block.role in {"byline", "dated"} or _is_headline(block, after, is_first=not found and not unit.head):
            unit.head.append(block)
        else:
            unit.body = block
            unit = _closed(unit, found)
    _closed(unit, found)
    return found


def _closed(unit: Unit, found: list[Unit]) -> Unit:
    """Keep the unit; lines over no paragraph belong to the one before, unless there is none."""
    if unit.body is None and unit.head and found and not unit.rule:
        found[-1].tail += unit.head
    elif unit.blocks:
        found.append(unit)
    else:
        return unit
    return Unit()


def _under(unit: Unit, found: list[Unit]) -> list[Block]:
    """Where a credit goes: under the last paragraph, or over the first where none has come."""
    return found[-1].tail if found and not unit.head and not unit.rule else unit.head


def _is_headline(block: Block, after: Block | None, *, is_first: bool) -> bool:
    if after is None or after.role == "rule":
        return False
    if lines.may_be_headline(block.text):
        return True
    # Reuters closed its headlines with a full stop in the 1990s; the place and date line under them tells
    n_words = len(block.text.split())
    is_title = (is_first or block.text.isupper()) and n_words <= lines.MAX_HEADLINE_WORDS
    return is_title and after.role in {"dated", "byline"}


def _is_wrapped(found: list[Block]) -> bool:
    """Whether line ends fall inside sentences, so that only blank lines part paragraphs."""
    touching = [(a, b) for a, b in pairwise(found) if b.breaks == 1]
    if not touching or max(len(block.text) for block in found) > HARD_WRAP:
        return False
    inside = sum(len(a.text) >= MIN_WRAPPED and not lines.ends_sentence(a.text) for a, _ in touching)
    return inside >= WRAPPED_SHARE * len(touching)


def _unwrapped(text: str, found: list[Block]) -> list[Block]:
    merged: list[Block] = []
    for block in found:
        last = merged[-1] if merged else None
        goes_on = last and block.breaks == 1 and block.role == last.role == "text"
        if last and goes_on and len(last.text.rsplit("\n", 1)[-1]) >= MIN_WRAPPED:
            merged[-1] = Block(last.start, block.end, text[last.start : block.end], "text", last.breaks)
        else:
            merged.append(block)
    return merged
