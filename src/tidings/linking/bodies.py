"""Bodies: who stands behind a source's name, as a set of words.

A ministry, its spokesman, its website and its statement are one body; so are a police force and its commander, a group
and its own radio. A person who speaks for no body (a trader, a nurse) is known by the name alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tidings.knowledge.names import fold
from tidings.knowledge.origins import origin_words
from tidings.knowledge.sameness import sameness
from tidings.linking.wording import stem, tokens

Body = frozenset[str]
KNOWN = 20_000  # names whose bodies are kept: those of a large case, in a few megabytes
REACH = 90  # characters read on each side of a person's name to see for whom the person speaks
_PROPER = re.compile(
    r"[^\W\d_a-z]\w*(?:[ -](?:(?:al|el|of|the|de|del)[ -])?[^\W\d_a-z]\w*)+"
)  # a name of several words
_LEADS = {"of", "for", "at", "in", "from"}  # lead from an office to its body: "director of the hospital"


@lru_cache(KNOWN)
def body(name: str) -> Body:
    """Return the words that make the name's body, stemmed; empty where only an unnamed source remains.

    >>> body("Interior Ministry spokesman") == body("the Ministry of Interior's website")
    True
    >>> body("a senior security source")
    frozenset()
    """
    know, plain = origin_words(), sameness().plain
    kept = [word.removesuffix("'s") for word in tokens(name)]
    kept = [w for w in kept if not (w in plain or w in know.words["channel"] or w in know.words["rank"])]
    return _settled(kept)


@lru_cache(KNOWN)
def outlet_body(name: str) -> Body:
    """Return the words that make a publisher's name, without those that any outlet bears."""
    know, plain = origin_words(), sameness().plain
    words = [word.removesuffix("'s") for word in tokens(name)]
    rare = [w for w in words if not (w in plain or w in know.words["media"] or w in know.words["channel"])]
    return frozenset(stem(know.one.get(word, word)) for word in rare or words)


def is_one(left: Body, right: Body) -> bool:
    """Whether two bodies are one: the words of one hold those of the other."""
    return bool(left and right) and (left <= right or right <= left)


def speaks_for(name: str, text: str) -> Body:
    """Return the body that the text says a named person speaks for; empty where it tells of none.

    >>> sorted(speaks_for("Ana Ray", "the deputy commander of the Delta police, Major Ana Ray, said"))
    ['delta', 'police']
    """
    know = origin_words()
    words = [w for w in tokens(name) if w not in know.words["rank"] and w not in sameness().plain]
    if not words:
        return frozenset()
    folded = fold(text)
    for match in re.finditer(rf"\b{re.escape(words[-1])}\b", folded):
        before = _last_phrase(folded[max(0, match.start() - REACH) : match.start()])
        after = _next_phrase(folded[match.end() : match.end() + REACH])
        for phrase in (before, after):
            if found := _office_body([w.removesuffix("'s") for w in tokens(phrase) if w not in words]):
                return found
    return frozenset()


def voice_of(publisher: str, text: str) -> str:
    """Return the group whose mouthpiece the publisher is: it says so, or bears the group's name; "" for any other.

    >>> voice_of("Radio Delta Column", "In the name of the Delta Column, we struck.")
    'Delta Column'
    >>> voice_of("Radio Delta", "A unit of the Delta Column struck.")
    'Delta Column'
    """
    know, own = origin_words(), outlet_body(publisher)
    groups = [m[0] for m in _PROPER.finditer(text)]
    if phrase := know.says("mouthpiece", fold(text)):
        head = fold(text).index(phrase) + len(phrase)
        if found := _PROPER.search(text, head, head + REACH):
            return found[0]
    is_channel = not (know.words["media"] | know.words["channel"]).isdisjoint(tokens(publisher))
    return next((g for g in groups if is_channel and own < body(g) and not own & know.words["body"]), "")


def _settled(kept: list[str]) -> Body:
    """Map words of one body to one word; drop the words of places in general and of unnamed people."""
    know = origin_words()
    offices = know.words["office"] - know.one.keys()
    named = [w for w in kept if w not in know.words["unnamed"] and w not in know.words["place"] and w not in offices]
    return frozenset(stem(know.one.get(word, word)) for word in named)


def _last_phrase(before: str) -> str:
    """The words just before a name: back to a full stop, a quotation mark or the comma before last."""
    cut = re.split(r"[.!?;:\"“”]\s", before)[-1]
    parts = [part for part in cut.split(",") if part.strip()]
    return " ".join(parts[-2:]) if before.rstrip().endswith(",") or len(parts) > 1 else cut


def _next_phrase(after: str) -> str:
    """The words in apposition just behind a name: between two commas."""
    match = re.match(r"\s*,\s*([^,.;\"“”]{3,80})[,.;]", after)
    return match[1] if match else ""


def _office_body(words: list[str]) -> Body:
    """The body around the last office or channel word: the words that lead up to it, and those led to by "of"."""
    know, plain = origin_words(), sameness().plain
    posts = know.words["office"] | {"spokesman", "spokeswoman", "spokesperson"}
    at = max((n for n, word in enumerate(words) if word in posts), default=None)
    if at is None:
        return _settled(words[1:]) if words[:1] == ["for"] else frozenset()
    start = at
    while start and words[start - 1] not in plain | _LEADS:
        start -= 1
    found = words[start:at]
    if at + 1 < len(words) and words[at + 1] in _LEADS:
        found += [w for w in words[at + 2 :] if w not in plain]
    ranks = know.words["rank"] | posts - know.one.keys()
    return _settled([w for w in found if w not in ranks])
