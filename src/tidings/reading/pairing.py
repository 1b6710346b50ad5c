"""What speaks for and against two mentions being of one incident: named facts that gather_weights.tsv weighs."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tidings.knowledge.grammar import words
from tidings.model import Amount, Method, Place, Role, Status, When
from tidings.model.measures import gap_days
from tidings.reading.casting import path_between
from tidings.reading.telling import Told
from tidings.reading.turns import are_told_in_turn

FAR = 10  # sentences
FARTHEST, NEAR = 8, 3  # sentences that are told apart; those that are told apart for each kind
LONGEST_PATH = 5  # relations between two mentions of one sentence
COMPARED: tuple[Role, ...] = ("target", "actor", "item")
OTHERS = frozenset({"other target", "other item", "other place", "other number", "other time"})
FAR_DAYS = 14  # between two times, of any length, from which they are two deeds': of 80 pairs of annotated training
# stories that no other rule here parts, 74 are
# methods that words for one deed may give: what blows up from afar, and what guns do
ALIKE: tuple[frozenset[Method | None], ...] = (
    frozenset({"bombing", "airstrike", "shelling", "missile", "drone-strike", "suicide-bombing", "vehicle"}),
    frozenset({"shooting", "execution"}),
    frozenset({"shooting", "shelling"}),
)
FIRST = frozenset({0, 1})  # the headline and the sentence below it
BESIDE = frozenset({"amod", "compound", "nmod", "nummod", "poss"})
ANAPHORIC = words("anaphoric")
INDEFINITE = words("indefinite")


def contradict(one: Told, other: Told) -> bool:
    """Whether the two cannot be one incident, however alike their words are.

    A denial and what it denies are two versions, as the guide asks. A plan is another deed than the one done when
    target or place differ, and so are two verbs of one sentence. A deed of one day is not that of another day, nor a
    deed of one time that of a time weeks off, unless "the ceasefire" only takes it up again.
    """
    a, b = one.status.status, other.status.status
    if (a == "denied") != (b == "denied"):
        return True
    if _differ(one, other) or are_told_in_turn(one.token, other.token):
        return True
    if {a, b} == {"happened", "planned"} or _are_listed(one, other):
        return bool({"other target", "other place"} & {*_who(one, other), *_place(one, other)})
    if "definite" in _form(one):
        return False
    return _days_apart(one, other) >= FAR_DAYS or (
        _is_day(one) and _is_day(other) and "other time" in _when(one, other)
    )


def _differ(one: Told, other: Told) -> bool:
    """Whether two deeds, each told by words of its own, differ in more than a careful reader takes for one.

    Of one sentence any of target, actor, item, place, number and time that differs is enough. Of two sentences it is
    the method, or two of target, item, place, number and time, or the actor with the place: one word for a person or a
    place may be loose. A toll or an echo tells of another's deed.
    """
    if one.trigger.sense.toll or other.trigger.sense.toll or one.trigger.sense.echo:
        return False
    told = {*_who(one, other), *_place(one, other), *_numbers(one, other), *_when(one, other)}
    if one.sentence == other.sentence:
        return not _are_paired(one, other) and bool(told & {*OTHERS, "other actor"})
    if _is_named(one) != _is_named(other):  # "a former soldier" and "Joe Robinson" may be one
        told -= {"other target"}
    return _methods_differ(one, other) or len(told & OTHERS) > 1 or {"other actor", "other place"} <= told


def _is_named(told: Told) -> bool:
    """Whether a target is told by its name."""
    return any(token.pos_ == "PROPN" for token in told.roles.get("target", ()))


def _are_paired(one: Told, other: Told) -> bool:
    """Whether two nouns name one deed together: "the bombing and shooting rampage"."""
    return one.token.pos_ != "VERB" and other.token in one.token.conjuncts


def _methods_differ(one: Told, other: Told) -> bool:
    """Whether no one deed can be both: a stabbing is no bombing, but one blast may be called a bomb or a shell."""
    methods = {one.trigger.method, other.trigger.method}
    return len(methods - {None, "other"}) > 1 and not any(methods <= alike for alike in ALIKE)


def _are_listed(one: Told, other: Told) -> bool:
    """Whether two verbs of one sentence each tell a deed, not one the toll of the other."""
    is_toll = one.trigger.sense.toll or other.trigger.sense.toll
    return not is_toll and one.sentence == other.sentence and one.token.pos_ == other.token.pos_ == "VERB"


def _days_apart(one: Told, other: Told) -> int:
    a, b = one.time and one.time.value, other.time and other.time.value
    return gap_days(a, b) if isinstance(a, When) and isinstance(b, When) else 0


def _is_day(told: Told) -> bool:
    return told.time is not None and isinstance(told.time.value, When) and told.time.value.precision == "day"


def pair_facts(one: Told, other: Told) -> list[str]:
    """Names of all that speaks for or against the pair; `one` stands later in the text."""
    same = one.token.lemma_.lower() == other.token.lemma_.lower()
    out = ["bias", f"kind {one.kind}", f"kind {one.kind}, same word {same}"]
    out += [*_words(one, other, same), *_form(one), *_where_told(one, other, same)]
    out += [*_who(one, other), *_when(one, other), *_place(one, other), *_numbers(one, other), *_how(one, other)]
    return out


def _words(one: Told, other: Told, same: bool) -> Iterator[str]:
    a, b = sorted((one.token.lemma_.lower(), other.token.lemma_.lower()))
    parts = f"{one.token.pos_}-{other.token.pos_}"
    yield from (f"words {a}, {b}", f"parts {parts}", f"parts {parts}, same word {same}")
    yield f"tags {one.token.tag_}-{other.token.tag_}"
    if same:
        yield "same word"
    mine, theirs = _beside(one.token), _beside(other.token)
    if mine & theirs:
        yield "same modifier"
    elif mine:
        yield "other modifier" if theirs else "new modifier"


def _beside(token: Token) -> set[str]:
    return {child.lemma_.lower() for child in token.children if child.dep_ in BESIDE}


def _form(one: Told) -> Iterator[str]:
    determiners = {c.lower_ for c in one.token.children if c.dep_ == "det"}
    yield f"determiner {next(iter(sorted(determiners)), 'none')}, {one.token.tag_}"
    if one.token.pos_ not in ("NOUN", "PROPN"):
        return
    beside = {c.lower_ for c in one.token.children if c.dep_ in ("det", "poss", "amod", "nummod")}
    if beside & INDEFINITE or any(c.dep_ == "nummod" for c in one.token.children):
        yield "indefinite"
    elif beside & ANAPHORIC:
        yield "definite"


def _where_told(one: Told, other: Told, same: bool) -> Iterator[str]:
    gap = one.sentence - other.sentence
    shown = f"gap {min(gap, FARTHEST)}"
    yield from (shown, f"{shown}, same word {same}", f"gap {min(gap, NEAR)}, {one.kind}")
    if gap > FAR:
        yield "far"
    if other.sentence in FIRST:
        yield "headline"
    if gap == 0:
        path = path_between(one.token, other.token)
        if path is not None and len(path) <= LONGEST_PATH:
            yield f"path {path}"


def _who(one: Told, other: Told) -> Iterator[str]:
    for role in COMPARED:
        a, b = one.names.get(role), other.names.get(role)
        yield f"{role} {'told' if a else 'open'}-{'told' if b else 'open'}"
        if a and b:
            verdict = "same" if a & b else "other"
            yield from (f"{verdict} {role}", f"{verdict} {role}, {one.kind}")
    mine, theirs = (frozenset().union(*told.names.values()) for told in (one, other))
    yield f"names shared {min(3, len(mine & theirs))}"
    if not one.roles and not one.numbers:
        yield "bare"
    if one.said and other.said and one.said[0].speaker.text.lower() == other.said[0].speaker.text.lower():
        yield "same speaker"


def _when(one: Told, other: Told) -> Iterator[str]:
    yield f"time {'told' if one.time else 'open'}-{'told' if other.time else 'open'}"
    a, b = one.time and one.time.value, other.time and other.time.value
    if isinstance(a, When) and isinstance(b, When):
        yield "same time" if a.may_overlap(b) else "other time"
        yield "equal time" if (a.start, a.end) == (b.start, b.end) else "unequal time"


def _place(one: Told, other: Told) -> Iterator[str]:
    a, b = one.place and one.place.value, other.place and other.place.value
    if isinstance(a, Place) and isinstance(b, Place):
        yield "same place" if a.name == b.name else "other place"


def _numbers(one: Told, other: Told) -> Iterator[str]:
    for name in sorted(one.numbers.keys() & other.numbers.keys()):
        a, b = one.numbers[name].value, other.numbers[name].value
        if isinstance(a, Amount) and isinstance(b, Amount):
            yield "same number" if a.min == b.min else "other number"


def _how(one: Told, other: Told) -> Iterator[str]:
    mine, theirs = one.trigger, other.trigger
    if mine.method and theirs.method and mine.method != theirs.method:
        yield "other method"
    yield f"toll {mine.sense.toll}-{theirs.sense.toll}"
    yield f"weak {mine.sense.weak}-{theirs.sense.weak}"
    yield f"echo {mine.sense.echo}"
    a, b = one.status.status, other.status.status
    yield f"status {a}-{b}"
    if a != b:
        yield _odds_of(a, b)


def _odds_of(a: Status, b: Status) -> str:
    """What two different statuses are: a plan beside its deed, or two degrees of doubt."""
    return "not real" if "happened" in (a, b) else "other status"
