"""What a source's word rests on: a statement, a document, an image, an interception, own observation, a conclusion."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tidings.knowledge import Knowledge
from tidings.model import Evidence
from tidings.reading.attribution_speakers import Saying

SHOWN = ("shown", "according")  # manners in which a thing itself is the source; who speaks in a film makes a statement
NAMED = ("ORG", "PERSON", "GPE", "NORP")


def evidence(saying: Saying, know: Knowledge) -> Evidence:
    """Return the kind of evidence that the saying gives, by the noun that is its source and by its reporting word.

    Where nobody is named it is unknown. A film that says something is a statement, one that shows it is an image.
    """
    if saying.is_unnamed:
        return "unknown"
    source = (saying.words or saying.speaker).root
    if is_intercepted(source, know):
        return "interception"
    if saying.manner in SHOWN and know.speech.has("image", source.lemma_.lower()):
        return "image"
    if know.speech.has("document", source.lemma_.lower()):
        return "document"
    if _observes(source, saying, know):
        return "observation"
    return "inference" if know.speech.has("inferred", saying.cue.lemma_.lower()) else "statement"


def is_intercepted(noun: Token, know: Knowledge) -> bool:
    """Whether the noun names words that were listened in to: "a wiretap", "intercepted calls", "calls tapped by"."""
    if know.speech.has("interception", noun.lemma_.lower()):
        return True
    return any(know.speech.has("intercepted", word.lower_) for word in _beside(noun))


def _beside(noun: Token) -> Iterator[Token]:
    yield from (c for c in noun.children if c.dep_ in ("amod", "acl", "compound"))


def _observes(source: Token, saying: Saying, know: Knowledge) -> bool:
    """Whether a paper's own reporter saw it: "an AFP correspondent said", "reporters at the scene saw"."""
    if not know.speech.has("reporter", source.lemma_.lower()):
        return False
    is_ours = any(c.dep_ in ("compound", "poss", "nmod") and c.ent_type_ in NAMED for c in source.children)
    return is_ours or know.speech.has("observed", saying.cue.lemma_.lower())
