"""Read a story: parse it, find what its words name, put together what it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Doc

from tidings.errors import UnreadLanguage
from tidings.knowledge import Knowledge
from tidings.model import Mention, Reading, Story
from tidings.reading.accounts import accounts
from tidings.reading.actors import actors
from tidings.reading.items import items
from tidings.reading.language import parse, parses
from tidings.reading.numbers import numbers
from tidings.reading.opinion import ALONE, Opinion
from tidings.reading.places import places
from tidings.reading.times import times

LANGUAGES = ("en",)
FINDERS = (actors, places, items, times, numbers)


def read(story: Story, know: Knowledge, asked: Callable[[Doc], Opinion] = lambda _: ALONE) -> Reading:
    """Return all that is read in one story; `asked` gives a second opinion on its parse.

    Raises UnreadLanguage for a story in a language that no reader reads.
    """
    check_language(story)
    doc = parse(story.text)
    return _reading(doc, story, know, asked(doc))


def read_many(stories: Iterable[Story], know: Knowledge) -> Iterator[Reading]:
    """Read stories in batches; each reading is the same as from `read`, whatever stands beside it."""
    known = list(stories)
    for story in known:
        check_language(story)
    for doc, story in zip(parses(s.text for s in known), known, strict=True):
        yield _reading(doc, story, know, ALONE)


def mentions(doc: Doc, story: Story, know: Knowledge) -> tuple[Mention, ...]:
    """Every mention of the story in text order, the longer first of two that start together."""
    found = [mention for find in FINDERS for mention in find(doc, story, know)]
    return tuple(sorted(found, key=lambda m: (m.quote.start, -m.quote.end, m.label)))


def _reading(doc: Doc, story: Story, know: Knowledge, opinion: Opinion) -> Reading:
    found = mentions(doc, story, know)
    return Reading(story, found, tuple(accounts(doc, story, found, know, opinion)), opinion.name)


def check_language(story: Story) -> None:
    """Raise UnreadLanguage for a story in a language that no reader reads."""
    if story.language not in LANGUAGES:
        raise UnreadLanguage(story.language)
