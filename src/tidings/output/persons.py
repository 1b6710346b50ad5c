"""Who is a private person: named, in no table, and nowhere in the event's stories named with a public function.

The reader's mentions say who is a person. A function counts where it stands right before the name ("Gen. Amadou"),
before it with a comma ("a police spokesman, Daniel Oketch, said") or after it ("Haman, the governor of Mora,"). It must
be the word that the name goes with: "the governor's driver" and "a cousin of the president" have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from tidings.knowledge.tables import table
from tidings.model import Actor, Mention, Place, Story
from tidings.model.links import Told

MentionsOf = Callable[[str], Sequence[Mention]]  # by story id
NAMING = {"actors.person", "actors.surname"}  # the rules that find a name of a person; others find descriptions
MOST_WORDS = 5  # of a personal name; longer ones name bodies
_PARTICLES = frozenset("al el bin ibn abu umm um de da di du la le van von der den dos ben bint ul ur i y e".split())
_NAME = re.compile(r"[^\W\d_][\w'’.-]*")
_AHEAD = 60  # characters around a name in which its function stands
_ARTICLE = r"(?:the|an?|its|his|her|their|our|then|former|acting|late|deputy)\s+"
_ENDS_PHRASE = re.compile(r"\s+(?:of|in|for|to|at|from|on|with|by|who|and|that|told|said|was|is)\b|[,.;:()–—]")


@cache
def public_functions() -> re.Pattern[str]:
    """Return what finds a public function at the end of a phrase."""
    names = sorted((row["function"] for row in table("public_functions")), key=len, reverse=True)
    known = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return re.compile(rf"(?:^|[\s\"“(-])(?:{known})\.?$", re.I)


def private_names(told: Told, mentions_of: MentionsOf) -> list[str]:
    """Return the names of private persons in the event's stories and roles, each once, in the order of the stories."""
    found: dict[str, None] = {}
    others: set[str] = set()
    public: set[str] = set()
    for story in {story.id: story for story, _, _ in told.tellings}.values():
        mentions = mentions_of(story.id)
        others |= set(_no_persons(mentions))
        for mention in mentions:
            if name := _person(mention):
                found.setdefault(name)
                if _has_function(story, mention.quote.start, mention.quote.end):
                    public.add(name.casefold())
    found |= dict.fromkeys(_formed_like_names(told))
    return [name for name in found if name.casefold() not in public | others]


def _person(mention: Mention) -> str | None:
    """The person's name that the mention holds; None for a description, a pronoun and what a table knows."""
    entity = mention.entity
    if not isinstance(entity, Actor) or entity.type != "person" or entity.id:
        return None
    return entity.name if mention.rule.partition("/")[0] in NAMING else None


def _no_persons(mentions: Iterable[Mention]) -> Iterator[str]:
    """The names of what is told to be no person: places, items, and actors that a table knows or that are bodies."""
    for mention in mentions:
        entity, value = mention.entity, mention.value
        if isinstance(value, Place):
            yield value.name.casefold()
            yield mention.quote.text.casefold()
        elif entity is not None and (not isinstance(entity, Actor) or entity.type != "person" or entity.id):
            yield mention.quote.text.casefold()
            yield entity.name.casefold()


def _formed_like_names(told: Told) -> Iterator[str]:
    """The names of fillers and sources that look like a person's, that no table knows: a reader may miss mentions."""
    for story, account, _ in told.tellings:
        fillers = ((f.name, f.quote) for _, some in account.roles for f in some if not f.entity)
        sources = ((source.name, source.quote) for source in account.sources)
        for name, quote in (*fillers, *sources):
            is_public = quote is not None and _has_function(story, quote.start, quote.end)
            if looks_like_a_name(name) and not is_public and not _function_in(name):
                yield name


def looks_like_a_name(name: str) -> bool:
    """Whether two to MOST_WORDS words all start with a capital, particles aside.

    >>> looks_like_a_name("Omar bin Zayd"), looks_like_a_name("Two suicide bombers"), looks_like_a_name("Haman")
    (True, False, False)
    """
    words = name.split()
    if not 1 < len(words) <= MOST_WORDS or any(not _NAME.fullmatch(word) for word in words):
        return False
    full = [word for word in words if word.casefold() not in _PARTICLES]
    return len(full) > 1 and all(any(piece[:1].isupper() for piece in word.split("-")) for word in full)


def parts(name: str) -> list[str]:
    """Return the parts of a name by which alone its bearer may be called: no initials and no particles.

    >>> parts("Omar J. bin al-Zayd")
    ['Omar', 'Zayd']
    """
    words = re.split(r"[\s\-–]+", name)
    return [w for w in words if len(w.strip(".")) > 1 and w.casefold() not in _PARTICLES and w[:1].isupper()]


def _has_function(story: Story, start: int, end: int) -> bool:
    before = " ".join(story.text[max(0, start - _AHEAD) : start].split())
    after = " ".join(story.text[end : end + _AHEAD].split())
    if public_functions().search(before) or _function_in(" ".join(story.text[start:end].split())):
        return True
    led = before.endswith(",") and after.startswith(",") and not re.match(r",\s*(?:and|or)\b", after)
    if led and public_functions().search(before[:-1]):
        return True
    said = re.match(rf",\s+(?:\d+,\s+)?(?:{_ARTICLE})*", after)
    if said is None:
        return False
    phrase = after[said.end() :]
    stop = _ENDS_PHRASE.search(phrase)
    return bool(public_functions().search(phrase[: stop.start()] if stop else ""))


def _function_in(words: str) -> bool:
    """Whether the words name a function before the name itself: "Police spokesman Daniel Oketch"."""
    pieces = words.split()
    return any(public_functions().search(" ".join(pieces[:n])) for n in range(1, len(pieces)))
