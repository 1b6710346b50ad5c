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
from tidings.model import Account, Actor, Event, Mention, Place, Quote, Reading, Story
from tidings.model.links import Telling, Told

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


@cache
def people() -> re.Pattern[str]:
    """Return what finds a noun for one person ("his wife") at the end of what stands before a name."""
    nouns = {row["noun"] for row in table("agents") if row["sort"] in ("person", "office", "member")}
    known = "|".join(re.escape(noun) for noun in sorted(nouns, key=len, reverse=True))
    return re.compile(rf"(?:^|[\s\"“(-])(?:{known}),?$", re.I)


def private_names(told: Told, mentions_of: MentionsOf) -> list[str]:
    """Return the names of private persons in the event's stories and roles, each once, in the order of the stories."""
    found: dict[str, None] = {}
    others: set[str] = set()
    bodies: set[str] = set()  # the words for actors that are no persons
    staying: set[str] = set()
    for story in {story.id: story for story, _, _ in told.tellings}.values():
        mentions = [(one, _person(one, story)) for one in mentions_of(story.id)]
        others |= set(_no_persons(one for one, name in mentions if not name))
        bodies |= {one.quote.text.casefold() for one, name in mentions if not name and _is_body(one)}
        for mention, name in mentions:
            if mention.entity and mention.entity.id:
                staying.add(mention.entity.name.casefold())
            if name:
                found.setdefault(name)
                if _has_function(story, mention.quote.start, mention.quote.end):
                    staying |= {name.casefold(), *(part.casefold() for part in parts(name))}
    certain = {name.casefold() for name in found if looks_like_a_name(name)}  # called a person once is enough for these
    staying |= others - certain
    found |= dict.fromkeys(name for name, words in _formed_like_names(told) if words not in bodies - certain)
    private = {name.casefold() for name in found} - staying
    found |= dict.fromkeys(name for name, words in _named_elsewhere(told) if words in private)
    return [name for name in found if name.casefold() not in staying]


def alone(read: Reading) -> Told:
    """Return a story as if it told one event, so that its names are found where it tells none."""
    whole = Account(read.story.id, "publish", "happened", (Quote.at(read.story.text, 0, 1),))
    accounts = read.accounts or (whole,)
    event = Event("", "publish", "happened", tuple(one.id for one in accounts), 1)
    return Told(event, tuple(Telling(read.story, one, None) for one in accounts))


def _person(mention: Mention, story: Story) -> str | None:
    """The person's name that the mention holds; None for a description, a pronoun and what a table knows.

    A group that no table knows may be a person taken for one: so it is where a noun for a person or an age says so.
    """
    entity = mention.entity
    if not isinstance(entity, Actor) or entity.id:
        return None
    if entity.type == "person":
        return entity.name if mention.rule.partition("/")[0] in NAMING else None
    is_led = entity.type == "group" and looks_like_a_name(entity.name) and _is_led(story, mention.quote)
    return entity.name if is_led else None


def _is_led(story: Story, quote: Quote) -> bool:
    """Whether "his wife," or "a driver" stands before the words, or an age after them."""
    before, after = _around(story, quote.start, quote.end)
    return bool(people().search(before)) or re.match(r",?\s*\(?(?:aged\s+)?\d{1,2}\)?\s*[,)]", after) is not None


def _is_body(mention: Mention) -> bool:
    return isinstance(mention.entity, Actor) and mention.entity.type != "person"


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


def _formed_like_names(told: Told) -> Iterator[tuple[str, str]]:
    """The names of fillers and sources that look like a person's, that no table knows, each with its folded words.

    A reader may miss mentions.
    """
    for story, account, _ in told.tellings:
        fillers = ((f.name, f.quote) for _, some in account.roles for f in some if not f.entity)
        sources = ((source.name, source.quote) for source in account.sources)
        for name, quote in (*fillers, *sources):
            is_public = quote is not None and _has_function(story, quote.start, quote.end)
            if looks_like_a_name(name) and not is_public and not _function_in(name):
                yield name, quote.text.casefold() if quote else ""


def _named_elsewhere(told: Told) -> Iterator[tuple[str, str]]:
    """The names that fillers have from other stories, each with the folded words of its own story for it."""
    for _, account, _ in told.tellings:
        for filler in (f for _, some in account.roles for f in some if not f.entity):
            if filler.name.casefold() != filler.quote.text.casefold():
                yield filler.name, filler.quote.text.casefold()


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
    return [word for word in folded_parts(name) if word[:1].isupper()]


def folded_parts(name: str) -> list[str]:
    """Return the same of a name without capitals, of which any word may be a part."""
    words = re.split(r"[\s\-–]+", name)
    return [w for w in words if len(w.strip(".")) > 1 and w.casefold() not in _PARTICLES]


def _has_function(story: Story, start: int, end: int) -> bool:
    before, after = _around(story, start, end)
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


def _around(story: Story, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a name, on one line."""
    before, after = story.text[max(0, start - _AHEAD) : start], story.text[end : end + _AHEAD]
    return " ".join(before.split()), " ".join(after.split())


def _function_in(words: str) -> bool:
    """Whether the words name a function before the name itself: "Police spokesman Daniel Oketch"."""
    pieces = words.split()
    return any(public_functions().search(" ".join(pieces[:n])) for n in range(1, len(pieces)))
