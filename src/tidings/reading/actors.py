"""Actors in a story: who acts, suffers or speaks, named or described, with the short name they stand for."""

from __future__ import annotations

from spacy.tokens import Doc

from tidings.knowledge import Knowledge
from tidings.model import Mention, Quote, Story
from tidings.reading.actor_names import Found, abbreviated, formed, known_names
from tidings.reading.actor_peoples import adjectives, people
from tidings.reading.actor_phrases import described
from tidings.reading.actor_reference import pointing
from tidings.reading.actor_shares import shared
from tidings.reading.actor_speakers import speaking


def actors(doc: Doc, story: Story, know: Knowledge) -> list[Mention]:
    """Return the actors of a story in text order; a described actor may hold a named one."""
    text = story.text  # doc.text would be put together anew at every use
    names = known_names(doc, text, know)
    names += people(doc, text, know, names)
    names += list(formed(doc, text, know, names))
    names = abbreviated(doc, names)
    phrases = list(described(doc, text, know, names))
    inner = [f for f in names if not any(p.head == f.head for p in phrases)]
    every = pointing(doc, know, sorted([*inner, *phrases], key=lambda f: f.head))
    every = speaking(doc, know, shared(doc, know, every))
    every += adjectives(doc, text, know, every)
    mentions = [_mention(doc, found, text) for found in every]
    return sorted(mentions, key=lambda m: (m.quote.start, -m.quote.end))


def _mention(doc: Doc, found: Found, text: str) -> Mention:
    start = doc[found.first].idx
    last = doc[found.last]
    quote = Quote.at(text, start, last.idx + len(last.text))
    return Mention("actor", quote, entity=found.actor, rule=found.rule)
