"""What each trigger tells by itself, before the mentions of one incident are gathered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from tidings.knowledge import Knowledge
from tidings.model import Kind, Mention, Role
from tidings.reading.attribution import Saying, chain, sayings
from tidings.reading.casting import Cast
from tidings.reading.circumstances import Circumstances
from tidings.reading.classes import Classes
from tidings.reading.dateline import dateline_end
from tidings.reading.events import Trigger, triggers
from tidings.reading.language import text_of
from tidings.reading.naming import names_of
from tidings.reading.opinion import ALONE, Opinion
from tidings.reading.relevance import is_relevant
from tidings.reading.roles import Roles
from tidings.reading.status import Decided, status_of

SETTLING = frozenset({"armed", "state", "weapon", "police", "place", "actor"})  # classes that make a weak word count


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of one deed with all that its own sentence says of it."""

    trigger: Trigger
    status: Decided
    said: tuple[Saying, ...]
    roles: Roles
    time: Mention | None
    place: Mention | None
    place_before: Mention | None  # the setting of the sentences before
    numbers: dict[str, Mention]
    sentence: int
    names: dict[Role, frozenset[str]]  # what the fillers are called, for comparison

    @property
    def kind(self) -> Kind:
        """The kind its word tells of."""
        return self.trigger.kind

    @property
    def token(self) -> Token:
        """The head word."""
        return self.trigger.token


def tell(doc: Doc, mentions: Sequence[Mention], know: Knowledge, opinion: Opinion = ALONE) -> list[Told]:
    """Return what every trigger of the document tells, in text order."""
    classes = Classes(doc, mentions, know)
    filed = dateline_end(text_of(doc))
    found = opinion.deeds(deeds(doc, classes, know), classes, filed)
    if not opinion.relevant(doc, is_relevant(doc, found, classes, know)):
        return []
    said = sayings(doc, know)
    around = Circumstances(doc, mentions, know, filed)
    number_of = {sent.start: n for n, sent in enumerate(doc.sents)}
    names = names_of(doc, mentions)
    cast = Cast(found, classes, know, names, opinion)
    by_sentence: dict[int, list[Trigger]] = {}
    for trigger in found:
        by_sentence.setdefault(trigger.token.sent.start, []).append(trigger)
    setting = {start: around.place_before(start) for start in by_sentence}
    out = []
    for trigger in found:
        roles = {r: [t for t in ts if t.idx >= filed] for r, ts in cast.roles(trigger).items()}
        called = {r: frozenset(names.get(t.i, t.lemma_.lower()) for t in tokens) for r, tokens in roles.items()}
        taken = {t.i for role in ("actor", "recipient", "supplier") for t in roles.get(role, ())}
        start = trigger.token.sent.start
        out.append(
            Told(
                trigger=trigger,
                status=opinion.status(trigger, status_of(trigger, know)),
                said=tuple(chain(trigger.token, said)),
                roles=roles,
                time=around.time(trigger),
                place=around.place(trigger, taken, cast.ruled(trigger)),
                place_before=setting[start],
                numbers=around.numbers(trigger, by_sentence[start], roles),
                sentence=number_of[start],
                names=called,
            )
        )
    return out


def deeds(doc: Doc, classes: Classes, know: Knowledge) -> list[Trigger]:
    """The triggers that count, in text order: outside the dateline, and a weak word only beside what settles it."""
    found = [t for t in triggers(doc, classes, know) if _counts(t, classes) and not classes.in_name(t.token)]
    filed = dateline_end(text_of(doc))
    return [t for t in found if t.start >= filed]


def _counts(trigger: Trigger, classes: Classes) -> bool:
    """Whether a weak word stands beside somebody or something that makes it an incident."""
    if not trigger.sense.weak:
        return True
    others = (t for t in trigger.token.sent if t.i != trigger.token.i)
    return any(classes.of(t) & SETTLING for t in others)
