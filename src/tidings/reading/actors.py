"""Actors in a story: who acts, suffers or speaks, named or described, with the short name they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from tidings.knowledge import Knowledge
from tidings.knowledge.numerals import Numerals
from tidings.model import Actor, Mention, Quote, Story
from tidings.reading.actor_names import Found, abbreviated, formed, known_names, people
from tidings.reading.actor_phrases import described
from tidings.reading.actor_reference import pointing

WORD = re.compile(r"[^\s,;:()\"“”]+|[,;:()]")
DISSOLVING = ("member", "part")  # sorts of agent noun that stand for the group they belong to


def actors(doc: Doc, story: Story, know: Knowledge) -> list[Mention]:
    """Return the actors of a story in text order; a described actor may hold a named one."""
    names = known_names(doc, know)
    names += list(people(doc, know, names))
    names += list(formed(doc, know, names))
    names = abbreviated(doc, names)
    phrases = list(described(doc, know, names))
    inner = [f for f in names if not any(p.head == f.head for p in phrases)]
    every = pointing(doc, know, sorted([*inner, *phrases], key=lambda f: f.head))
    mentions = [_mention(doc, found, story.text) for found in every]
    return sorted(mentions, key=lambda m: (m.quote.start, -m.quote.end))


def canonical(phrase: str, within: Sequence[Mention], know: Knowledge) -> tuple[str, str | None]:
    """Return the short name of a noun phrase and its table id; `within` are the mentions inside the phrase.

    >>> canonical("operatives of the jihadi Headquarters for the Liberation of Al-Sham", (), Knowledge())
    ("Hay'at Tahrir al-Sham", 'hayat-tahrir-al-sham')
    """
    whole = know.actors.resolve(phrase)
    if whole is not None:
        return whole.name, whole.id
    named = [m.entity for m in within if isinstance(m.entity, Actor) and m.entity.type != "group"]
    named = named or [actor for _, _, actor in know.actors.match(phrase)]
    words = _core(phrase, know)
    head = next((a for n in range(len(words)) if (a := know.actors.agent(" ".join(words[n:])))), None)
    short = " ".join(words)
    if not named:
        return short, None
    first = named[0]
    if first.type == "person" and (head is None or head.sort != "office" or first.name in phrase):
        return first.name, first.id
    if head is not None and head.sort == "office":
        return (short if first.type == "state" or first.name in short else f"{first.name} {head.noun}"), None
    if first.type != "state" and (head is None or head.sort in DISSOLVING or head.sort == "body"):
        return first.name, first.id
    return short, None


def _core(phrase: str, know: Knowledge) -> list[str]:
    """The words up to the head noun: without what leads in and without what trails after it."""
    counted = [n for n in Numerals.load().read(phrase) if n.start == 0]
    words = WORD.findall(phrase[counted[0].end :] if counted else phrase)
    ends = know.actors.words("break") | know.actors.words("belongs")
    leading = know.actors.words("leading")
    while len(words) > 1 and (words[0].lower() in leading or words[0] in ",;:()"):
        words = words[1:]
    stop = next((n for n, word in enumerate(words) if n and (word in ",;:()" or word.lower() in ends)), len(words))
    return words[:stop]


def _mention(doc: Doc, found: Found, text: str) -> Mention:
    start = doc[found.first].idx
    last = doc[found.last]
    quote = Quote.at(text, start, last.idx + len(last.text))
    return Mention("actor", quote, entity=found.actor, rule=found.rule)
