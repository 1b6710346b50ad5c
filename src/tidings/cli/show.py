"""tidings show: one event with everything it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from tidings.cli.options import AsJson, CaseFile, opened
from tidings.cli.terminal import say_json, say_wrapped
from tidings.cli.words import called, chain, judgement_words, published_words, sentences, undone_words, value_words
from tidings.model.links import Telling, Told
from tidings.output import told_json
from tidings.output.chronology import block
from tidings.output.judgements import judgement_json
from tidings.output.summary import CREDIBILITY, grade

if TYPE_CHECKING:
    from tidings.case import Said
    from tidings.model import Lineage, Statement, Story

EventId = Annotated[str, typer.Argument(metavar="EVENT", help="The event's id, or as much of it as is its alone.")]


def show(case: CaseFile, event: EventId, as_json: AsJson = False) -> None:
    """Show an event with everything it stands on.

    That is every field with the value that each account gives, the words, the sources, and the grade. The words of a
    quote stand in «» inside their sentence. Changes nothing.

    Example: tidings show case.tidings 7c1e9a02
    """
    with opened(case) as held:
        one = held.event(event)
        tellings = held.accounts(one)
        publishers = {story.publisher for story, _, _ in tellings}
        grades = {name: letter for name, letter in held.grades().items() if name in publishers}
        told = Told(one, tuple(tellings), tuple(held.statements(one)), grades)
        stories = {story.id for story, _, _ in tellings}
        history = held.history(one.id)
        lineage = [pair for pair in held.lineage() if {pair.earlier, pair.later} <= stories]
    if as_json:
        said = [judgement_json(j) | {"in_force": stands, "undone_by": by} for j, stands, by in history]
        say_json(told_json(told) | {"history": said})
        return
    for line in (*_lines(told, lineage), *_history(history)):
        say_wrapped(line)


def _lines(told: Told, lineage: list[Lineage]) -> Iterator[str]:
    yield f"{told.event.title or told.event.kind}  ({told.event.id})"
    yield from block(told)
    yield from ("", "Grade")
    yield from _grade(told)
    yield from ("", "Fields: each value, and the accounts [n] that give it")
    yield from _fields(told)
    numbered = list(enumerate(told.tellings, 1))
    stories = {telling.story.id: telling.story for telling in told.tellings}
    for story in stories.values():
        yield from ("", f"{_cited(story)}, {published_words(story)} · {called(story)}")
        for n, telling in numbered:
            if telling.story.id == story.id:
                yield from _account(n, telling)
    if lineage:
        yield from ("", "Lineage")
    for pair in lineage:
        yield f"    {_cited(stories[pair.later])} {pair.relation} {_cited(stories[pair.earlier])}: {pair.how}"


def _history(history: list[Said]) -> Iterator[str]:
    if history:
        yield from ("", "History")
    for said, stands, undone_by in history:
        yield f"    {judgement_words(said)}{undone_words(stands, undone_by)}"


def _cited(story: Story) -> str:
    return f"{story.publisher or 'unknown publisher'} ({story.id[:8]})"


def _grade(told: Told) -> Iterator[str]:
    event = told.event
    yield f"    {grade(told)} {CREDIBILITY[event.credibility]}: {event.credibility_because}"
    stories = "1 story" if event.stories == 1 else f"{event.stories} stories"
    yield f"    {event.independent} independent, in {stories}: {'; '.join(event.origins) or 'no origin'}"
    if event.conflicts:
        yield f"    accounts differ on {', '.join(event.conflicts)}"


def _fields(told: Told) -> Iterator[str]:
    """A line for each value of each field; accounts that give it in the same words stand together."""
    numbers = {account.id: n for n, (_, account, _) in enumerate(told.tellings, 1)}
    texts = {account.id: story.text for story, account, _ in told.tellings}
    by_field: dict[str, dict[str, dict[str, str]]] = {}
    for statement in sorted(told.statements, key=lambda s: numbers[s.account]):
        value = value_words(statement.field, statement.value)
        givers = by_field.setdefault(statement.field, {}).setdefault(value, {})
        words = _words(statement, texts[statement.account])
        givers[words] = f"{givers.get(words, '')}[{numbers[statement.account]}]"
    set_by_hand = {edit.field: edit for edit in told.event.edits}
    for field, values in {**{name: {} for name in set_by_hand}, **by_field}.items():
        if edit := set_by_hand.get(field):
            why = f" ({edit.because})" if edit.because else ""
            yield f"    {field + ':':<13} {value_words(field, edit.value)}  set by {edit.by}{why}"
        for value, givers in values.items():
            yield f"    {field + ':':<13} {value}  {' '.join(ns + words for words, ns in givers.items())}"


def _words(statement: Statement, text: str) -> str:
    if statement.start is None or statement.end is None:
        return ""
    return f" “{' '.join(text[statement.start : statement.end].split())}”"


def _account(n: int, telling: Telling) -> Iterator[str]:
    story, account, origin = telling
    yield f"[{n}] {account.kind}, {account.status} · sure {account.confidence:.2f} · {account.id[:8]}"
    yield from (f"    {words}" for words in sentences(story, account.quotes()))
    if account.sources:
        yield f"    says: {chain(account)}"
    if origin:
        asserts = "" if origin.is_asserting else ", which does not assert it"
        yield f"    origin: {origin.name}{asserts}{f' ({origin.why})' if origin.why else ''}"
    yield f"    because: {', '.join(account.because) or account.reader}"
