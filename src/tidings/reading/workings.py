"""What a reading rests on, word by word: who is heard to speak, which words decide a status, which parts play a role.

A finished account no longer says which rows of the tables made it; those who prove the rows need to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from tidings.knowledge import Knowledge
from tidings.model import Kind, Reading, Role, Status, Story
from tidings.reading.accounts import accounts
from tidings.reading.attribution import sayings
from tidings.reading.classes import Classes
from tidings.reading.language import parses
from tidings.reading.opinion import READER
from tidings.reading.reader import mentions
from tidings.reading.roles import roles_of
from tidings.reading.status import status_at
from tidings.reading.telling import deeds

DEEDS = frozenset({"VERB", "NOUN", "AUX"})


@dataclass(frozen=True, slots=True)
class Workings:
    """One story's reading with the words behind it, each in the form it has and in the one a dictionary has."""

    reading: Reading
    heard: frozenset[str] = frozenset()  # every word of what says something, and the cue it says it with
    decided: frozenset[tuple[str, Status]] = frozenset()  # what each deciding word makes of a deed
    roles: tuple[tuple[Kind, frozenset[Role]], ...] = ()  # what the parts of the sentence play in each deed
    classes: dict[str, frozenset[str]] = field(default_factory=dict)  # of every word


def workings(stories: Iterable[Story], know: Knowledge) -> Iterator[Workings]:
    """Read stories in batches, with what each reading rests on."""
    known = list(stories)
    for doc, story in zip(parses(s.text for s in known), known, strict=True):
        found = mentions(doc, story, know)
        classes = Classes(doc, found, know)
        told = deeds(doc, classes, know)
        heads = frozenset(t.token.i for t in told)
        decisions = [status_at(token, know) for token in doc if token.pos_ in DEEDS]
        heard = [token for s in sayings(doc, know) for token in (s.cue, s.speaker.root.head, *s.speaker)]
        yield Workings(
            Reading(story, found, tuple(accounts(doc, story, found, know)), READER),
            frozenset(form for token in heard for form in _forms(token)),
            frozenset((form, d.status) for d in decisions if d.by is not None for form in _forms(d.by)),
            tuple((t.kind, frozenset(roles_of(t, classes, know, heads))) for t in told),
            {form: classes.of(token) for token in doc for form in _forms(token)},
        )


def _forms(token: Token) -> tuple[str, str]:
    return token.lower_, token.lemma_.lower()
