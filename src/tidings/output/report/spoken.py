"""One event put into sentences: what was done as its best account tells it, on whose word, and the notes for each word.

The sentence follows one account, so that it says nothing that was pieced together; a part that this account leaves
open is taken from another one, which then has its note.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import get_args

from tidings.knowledge.origins import UNATTRIBUTED
from tidings.model import Account, Filler, Origin, Place, Role, Span
from tidings.model.links import Telling, Told
from tidings.output.chronology import place_words
from tidings.output.counts import many
from tidings.output.report.notes import Notes, numbers
from tidings.output.report.parts import Sentence
from tidings.output.report.text import capital, listed, origins_listed, shown
from tidings.output.report.wording import clause
from tidings.output.summary import CREDIBILITY, Range, best, grade, number_range

NOTES = 4  # of one sentence: the account it follows, then one each of other origins
NO_PUBLISHER = "a report of unknown publisher"
ROLES: tuple[Role, ...] = get_args(Role)
PEOPLE = ("killed", "injured", "abducted", "arrested")
SURE = frozenset({"happened", "attempted"})  # the statuses of which a toll can be told
INSTEAD: dict[str, Role] = {"acquire": "recipient", "transfer": "supplier"}  # who does it where no actor is told
ARTICLES = ("a", "an", "the")
POINTING = frozenset(("its", "his", "her", "their", "our", "my", "this", "that", "these", "those", "such"))  # backwards
DESCRIBED = 60  # characters of a description that a sentence still bears
AT = {"at": "at", "border of": "at the border of"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """An event in words: the clause of what was done, where, on whose word, and the notes of all that."""

    clause: str
    where: str
    source: str
    notes: tuple[int, ...]

    @property
    def deed(self) -> str:
        """What was done, and where."""
        return f"{self.clause}{self.where}"

    def sentence(self) -> Sentence:
        """The whole as one sentence."""
        return Sentence(f"{capital(self.deed)}, {self.source}.", self.notes)


@dataclass(frozen=True, slots=True)
class _Part:
    """The words of one part, and where they stand: none for words that an analyst set."""

    words: str
    standing: tuple[tuple[Telling, Span], ...] = ()


def spoken(told: Told, notes: Notes) -> Spoken:
    """Put an event into words and cite what they stand on."""
    event, base = told.event, followed(told)
    parts = _parts(told, base)
    method = event.edited("method") or base.account.method
    words, named = clause(event.kind, method, event.status, {slot: part.words for slot, part in parts.items()})
    stands = [pair for slot in sorted(named) for pair in parts[slot].standing]
    where = _where(told, base)
    if where and where.words.partition(",")[0].split()[-1].lower() in words.lower():
        where = None
    stands += where.standing if where else ()
    stands += _timed(told, base)
    cited = [base, *(telling for telling, _ in stands), *_others(told, base)]
    cited = list({telling.account.id: telling for telling in cited}.values())[:NOTES]
    given = [notes.cite(one, [span for telling, span in stands if telling is one]) for one in cited]
    return Spoken(words, f" {where.words}" if where else "", _source(base, told), numbers(given))


def tolls(told: Told, notes: Notes) -> Iterator[Sentence]:
    """Yield a sentence for each number of people that accounts give, and the quantity in the best account's words."""
    if told.event.status not in SURE:
        return
    for name in PEOPLE:
        found = number_range(told, name)
        givers = _givers(told, name)
        if found and givers:
            cited = numbers([_cite(one, name, notes) for one in givers])
            yield Sentence(f"{capital(name)}, as told: {range_words(found)}.", cited)
    base = followed(told)
    counted = base.account.number("quantity")
    if counted and counted.amount.of:
        words = shown(f"{counted.quote.text}” (of “{counted.amount.of}")
        yield Sentence(f"Quantity, as told: “{words}”).", (_cite(base, "quantity", notes),))


def range_words(found: Range) -> str:
    """Return a range in words: lowest, highest and what most origins say.

    >>> range_words(Range(5, 5, 7))
    '5 to 7, of which 5 is best supported'
    """
    text, _, supported = str(found).partition(", best ")
    return f"{text}, of which {supported} is best supported" if supported else text


def followed(told: Told) -> Telling:
    """Return the account that the sentence follows: of those that fit the event best, one with an origin."""
    one = best(told)
    if one is None:
        raise ValueError(f"Event {told.event.id} stands on no account.")
    known = replace(told, tellings=tuple(telling for telling in told.tellings if _has_origin(telling)))
    other = best(known)
    return other if other and _fits(other, told) >= _fits(one, told) else one


def _fits(telling: Telling, told: Told) -> int:
    return (telling.account.kind == told.event.kind) + (telling.account.status == told.event.status)


def _has_origin(telling: Telling) -> bool:
    origin = telling.origin
    return origin is not None and origin.is_asserting and origin.key != UNATTRIBUTED


def standing(told: Told) -> str:
    """Return grade, origins and stories of an event in one line, what accounts differ on, and what analysts set."""
    event = told.event
    origins = many(event.independent, "independent origin") + (
        f": {origins_listed(event.origins)}" if event.origins else ""
    )
    parts = [
        f"{grade(told)}, {CREDIBILITY[event.credibility]}",
        shown(origins),
        many(event.stories, "story", "stories"),
    ]
    if event.conflicts:
        parts.append(f"accounts differ on {listed(event.conflicts, len(event.conflicts))}")
    if event.edits:
        by = sorted({edit.by for edit in event.edits})
        parts.append(shown(f"set by {listed(by)}: {', '.join(edit.field for edit in event.edits)}"))
    return " · ".join([*parts, event.id[:8]])


def _parts(told: Told, base: Telling) -> dict[str, _Part]:
    """The parts that an analyst set or an account tells, by slot; who suffers is not also who does it."""
    parts: dict[str, _Part] = {role: part for role in ROLES if (part := _part(told, base, role))}
    instead = INSTEAD.get(told.event.kind, "actor")
    doer = parts.pop("actor", None) or parts.pop(instead, None)
    if doer:
        parts["doer"] = doer
        if "target" in parts and parts["target"].words == doer.words:
            del parts["target"]
    return parts


def _part(told: Told, base: Telling, role: Role) -> _Part | None:
    if by_hand := told.event.edited(role):
        return _Part(shown(listed(by_hand.split("; "))))
    alike = [one for one in told.tellings if one.account.status == base.account.status]
    telling = next((one for one in (base, *alike) if one.account.role(role)), None)
    if telling is None:
        return None
    names: dict[str, str] = {}
    for filler in telling.account.role(role):
        names.setdefault(filler.entity or filler.name.lower(), name_words(filler))
    spans = tuple((telling, filler.quote.span) for filler in telling.account.role(role))
    return _Part(listed(list(names.values())), spans)


def name_words(filler: Filler) -> str:
    """Return a filler's name with its article; a party known by a description alone in the words of the story.

    >>> from tidings.model import Quote
    >>> name_words(Filler("drone", Quote(0, 7, "A drone"), "drone"))
    'a drone'
    >>> name_words(Filler("men", Quote(0, 11, "the two men"))), name_words(Filler("firm", Quote(0, 8, "his firm")))
    ('the two men', 'firm')
    """
    name, words = shown(filler.name), shown(filler.quote.text)
    first, _, rest = words.partition(" ")
    if first.lower() in ARTICLES and rest.casefold() == name.casefold():
        return f"{first.lower()} {name}"
    is_described = not filler.entity and name[:1].islower() and name in words and len(words) <= DESCRIBED
    is_described = is_described and first.lower() not in POINTING
    return (first.lower() + words[len(first) :] if first.istitle() else words) if is_described else name


def _where(told: Told, base: Telling) -> _Part | None:
    place = told.event.place
    if told.event.edited("place"):
        return _Part(at_place(place)) if place else None
    placed = base.account.place
    if placed:
        return _Part(at_place(placed.place), ((base, placed.quote.span),))
    for one in told.tellings:
        other = one.account.place
        if place and other and other.place.name == place.name:
            return _Part(at_place(place), ((one, other.quote.span),))
    return None


def at_place(place: Place) -> str:
    """Return a place with the word before it.

    >>> at_place(Place("Idlib", "SY", relation="north of")), at_place(Place("Mora", "CM"))
    ('north of Idlib, SY', 'in Mora, CM')
    """
    words = shown(place_words(place))
    if place.relation in (None, "in", "at", "border of"):
        bare = words.removeprefix("border of ")
        return f"{AT.get(place.relation or 'in', 'in')} {bare}"
    return words


def _timed(told: Told, base: Telling) -> list[tuple[Telling, Span]]:
    """The words for the day that the event has: of the base account, or of the first that gives this very day."""
    for one in (base, *told.tellings):
        timed = one.account.time
        if timed and timed.quote and timed.when == told.event.time:
            return [(one, timed.quote.span)]
    return []


def _others(told: Told, base: Telling) -> Iterator[Telling]:
    """One account of each other origin that asserts the event, the independent ones first."""
    keys = {base.origin.key if base.origin else "", UNATTRIBUTED}
    asserting = [one for one in told.tellings if one.origin and one.origin.is_asserting]
    for one in sorted(asserting, key=lambda one: one.origin is None or one.origin.name not in told.event.origins):
        if one.origin and one.origin.key not in keys:
            keys.add(one.origin.key)
            yield one


def _source(telling: Telling, told: Told) -> str:
    """On whose word the account stands, and in which paper; what else the event rests on where it has no source."""
    story, _, origin = telling
    paper = shown(story.publisher) if story.publisher else NO_PUBLISHER
    if origin is None or origin.key == UNATTRIBUTED or not origin.name:
        others = f"; other accounts of it rest on {origins_listed(told.event.origins)}" if told.event.origins else ""
        return f"as told in {paper} without a source{others}"
    name = origin_words(origin)
    return f"according to {name}" if name == paper else f"according to {name}, in {paper}"


def origin_words(origin: Origin) -> str:
    """Return an origin's name; in quotation marks where it is a description ("captain") and no proper name."""
    return origins_listed([origin.name])


def _givers(told: Told, name: str) -> list[Telling]:
    """The first account that gives each value of a number, in the accounts' order."""
    first: dict[tuple[object, object], Telling] = {}
    for one in told.tellings:
        counted = one.account.number(name)
        if counted:
            first.setdefault((counted.amount.min, counted.amount.max), one)
    return list(first.values())[:NOTES]


def _cite(telling: Telling, name: str, notes: Notes) -> int:
    return notes.cite(telling, [_counted(telling.account, name)])


def _counted(account: Account, name: str) -> Span:
    counted = account.number(name)
    return counted.quote.span if counted else account.mentions[0].span
