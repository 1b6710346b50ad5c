"""The words that fill a slot of MUC-4, from what fills a role of an account.

The key names people without titles, groups of people by what the text calls them ("two armed men"), organisations by
their name and buildings without the town around them.
"""

from __future__ import annotations

import re
from collections import Counter

from muc4_score import normal

from tidings.knowledge import Knowledge
from tidings.model import Actor, Filler, Mention, Reading

ORGANISED = frozenset({"armed group", "military", "police", "party", "company", "civil group"})
LONGEST_NAME = 4  # words
PRONOUN = frozenset(
    "he she it they we i you him her them us me his their its my our your who which this that these those".split()
)
LEADING = re.compile(
    r"^(?:(?:the|an?|some|several|various|few|all|at least|about|his|her|their|our|its|th[eo]se|this|that|alleged"
    r"|suspected|presumed|another|important|destroyed|damaged|same|own|former)\b ?)+",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"^(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|\d[\d,.]*|some|nearly|over|more than)\b ?)+",
    re.IGNORECASE,
)
TRAILING = re.compile(r",| (?:of|in|from|who|that|which|near|at|against|with|belonging|on|for|to|by|located) |[\[\]()]")
OF_WHOM = re.compile(  # what these are of belongs to their name
    r"\b(?:members|groups?|column|commandos?|squad|offices?|headquarters|residences?|homes?|houses?|branch|buildings?"
    r"|facilities|installations) of ",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"^.*\b(?:mr|mrs|ms|dr|msgr|monsignor|fr|father|sister|brother|gen|general|col|colonel|lt|lieutenant|major|captain"
    r"|corporal|sergeant|admiral|president|minister|senator|deputy|judge|justice|magistrate|mayor|governor|councilman"
    r"|councilwoman|congressman|ambassador|bishop|archbishop|leader|director|chief|commander|candidate|hopeful"
    r"|secretary|citizens?|comrades?|lawyer|attorney|engineer|professor|doctor|journalist|reporter|photographers?"
    r"|businessman|priests?|official|officer|analyst|peasants?|guerr?illas?|rebels?|spokesman|old)\b\.? ",
    re.IGNORECASE,
)
NAME = re.compile(r"(?:[A-Z][\w'-]* (?:(?:de|la|del|y|los|las|da|dos|el) )*)*[A-Z][\w'-]+$")
BODY = re.compile(
    r"\b(?:arm(?:y|ies)|armed forces|air force|navy|military|government|regime|police|guard|mafias?|cartels?|movement"
    r"|front|party|league|union|alliance|federation|organi[sz]ation|command|committees?|brigade|battalion"
    r"|death squads?|extraditables)$",
    re.IGNORECASE,
)
MEMBERS = re.compile(
    r"guerr?illa|rebel|terrorist|soldier|troop|member|\bm[ae]n\b|gunm|commando|officer|fighter|squad|unit",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    MEMBERS.pattern + r"|individual|person|people|subversive|assassin|murderer|killer|attacker|assailant|criminal"
    r"|youth|student|trafficker|group|patrol|hooded|extremist|insurgent|mercenar",
    re.IGNORECASE,
)


def bare(filler: Filler) -> str:
    """The words without what leads them in or follows them, nothing for a pronoun."""
    words = " ".join(filler.quote.text.split())
    if not OF_WHOM.search(words):
        words = TRAILING.split(words)[0]
    words = LEADING.sub("", words).strip("\"' ")
    return "" if words.lower() in PRONOUN else words


def uncounted(words: str) -> str:
    return COUNTED.sub("", words)


def classes(filler: Filler, know: Knowledge) -> frozenset[str]:
    """What the last word is said to be, in the singular too."""
    last = (bare(filler).lower().split() or [""])[-1]
    return know.events.classes_of(last) | know.events.classes_of(last.removesuffix("s"))


def person(filler: Filler, reading: Reading) -> str:
    """The fullest bare name in the story of somebody who is named, without title; a pronoun has its name."""
    actors = [m.entity for m in within(filler, reading) if isinstance(m.entity, Actor)]
    words = bare(filler) or filler.name
    called = [untitled(a.name) for a in actors if a.type == "person" and a.id is None]
    inside = [name for name in called if NAME.fullmatch(name) and (name in words or not bare(filler))]
    if inside:
        return fullest(max(inside, key=len), reading)
    found = NAME.search(untitled(words))
    if found is None:
        return ""
    is_person = any(a.type == "person" for a in actors)
    # a name of several words that stands alone is taken for a group where the parse knows no better
    is_alone = any(a.type == "group" and a.id is None for a in actors) and found.start() == 0 and " " in found.group()
    return fullest(found.group(), reading) if is_person or is_alone else ""


def untitled(words: str) -> str:
    return TITLE.sub("", words)


def fullest(name: str, reading: Reading) -> str:
    """The longest name of a person in the story that holds these words; nothing for a single word."""
    people = [m.entity.name for m in reading.mentions if isinstance(m.entity, Actor) and m.entity.type == "person"]
    longer = [n for n in map(untitled, people) if NAME.fullmatch(n) and f" {name} " in f" {n} "]
    best = max((n for n in longer if len(n.split()) <= LONGEST_NAME), key=lambda n: len(n.split()), default=name)
    return best if " " in best else ""


def within(filler: Filler, reading: Reading) -> list[Mention]:
    """The mentions that lie in the words."""
    quote = filler.quote
    return [m for m in reading.mentions if quote.start <= m.quote.start and m.quote.end <= quote.end]


def organisation(filler: Filler, reading: Reading) -> str:
    """What the story most often calls the first known body within the words."""
    known = (m.entity for m in within(filler, reading) if isinstance(m.entity, Actor) and m.entity.id)
    body = next((entity for entity in known if entity.type in ORGANISED), None)
    return usual_name(body, reading) if body else ""


def usual_name(body: Actor, reading: Reading) -> str:
    """The name of a body that the story has most often, the first of equals."""
    said = [m.quote.text for m in reading.mentions if isinstance(m.entity, Actor) and m.entity.id == body.id]
    plain = [LEADING.sub("", " ".join(words.split())) for words in said]
    names = [words for words in plain if words.lower() not in PRONOUN and not MEMBERS.search(words)]
    often = Counter(map(normal, names))
    return max(names, key=lambda name: often[normal(name)], default="")
