"""What the examples of the knowledge tables prove: each word is found, in its meaning, where its example has it.

A row is a claim about reading, so it is put to the reader itself. A user who adds a row learns at once whether it does
what he means, and whether it spoils what other rows prove.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tidings.knowledge import Knowledge
from tidings.knowledge.events import Sense
from tidings.knowledge.families import examples
from tidings.knowledge.tables import Row, cell_list
from tidings.model import Account, Place, Published, Reading, Story, sha256
from tidings.reading import read_many

PUBLISHED = Published("2019-03-06", "day", "metadata")  # any day does: no example turns on it
NAMES = frozenset({"actors", "agents", "items", "outlets"})  # looked up in the text as it stands: no parse is needed
NOBODY = frozenset({"hearsay", "unsaid"})  # sorts of reporting words that name no source
OUTCOMES = ("proved", "not proved", "without example")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one row says of its example, and how to see whether it is so."""

    table: str
    word: str
    example: str
    where: str
    is_own: bool
    holds: Callable[[Reading], bool]
    asks: str  # what should be found
    shows: Callable[[Reading], str]  # what is found
    is_read: bool = True  # False: names alone are looked up, which needs no parse


@dataclass(frozen=True, slots=True)
class Failure:
    """A claim that its example does not bear out, with what was found instead."""

    claim: Claim
    found: str

    def __str__(self) -> str:
        c = self.claim
        return f'{c.where}: {c.word}: "{c.example}" should give {c.asks}; found: {self.found or "nothing"}'


@dataclass(slots=True)
class Proving:
    """Counts of outcomes by table (rows of the user's folder apart), and the failures; a user's come first."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    known: int = 0  # built-in rows that fail without the user's folder just as well

    def note(self, claim: Claim, outcome: str) -> None:
        """Count one claim."""
        counted = self.counts.setdefault(claim.table, Counter())
        counted[outcome] += 1
        counted["own"] += claim.is_own


def prove(know: Knowledge) -> Proving:
    """Put every claim to the reader. With a user's folder only failures that come of the folder are listed."""
    out = Proving()
    every = list(claims(know))
    readings = _readings(every, know)
    failing: list[Claim] = []
    for claim in every:
        holds = bool(claim.example) and claim.holds(readings[claim.example])
        out.note(claim, "proved" if holds else "not proved" if claim.example else "without example")
        if claim.example and not holds:
            failing.append(claim)
    before = _failing_before([c for c in failing if not c.is_own]) if know.tables.own else set()
    out.known = len(before)
    listed = [c for c in failing if _key(c) not in before]
    out.failures = [Failure(c, c.shows(readings[c.example])) for c in sorted(listed, key=lambda c: not c.is_own)]
    return out


def claims(know: Knowledge) -> Iterator[Claim]:
    """Yield what each row claims, table by table."""
    yield from _kinds(know)
    yield from _triggers(know)
    yield from _rows(know, "methods", "word", lambda row: _any(lambda a: a.method == row["method"]), "method", _told)
    yield from _named(know)
    for name in ("places_regions", "places_aliases"):
        yield from _rows(know, name, "name", _place, "type", _places)
    yield from _rows(know, "speech", "word", _said, "sort", _told)
    yield from _rows(know, "status", "word", lambda row: _any(lambda a: a.status == row["status"]), "status", _told)


def _kinds(know: Knowledge) -> Iterator[Claim]:
    for kind, text, is_yes, where, is_own in examples(know.tables):
        holds = _of_kind(kind) if is_yes else _not_of_kind(kind)
        yield Claim("kinds", kind, text, where, is_own, holds, kind if is_yes else f"no {kind}", _told)


def _triggers(know: Knowledge) -> Iterator[Claim]:
    for sense in know.events.senses:
        where = f"{sense.at[0]}: line {sense.at[1]}" if sense.at else f"{know.events.kinds[sense.kind].family}.yaml"
        word = " ".join(sense.words)
        yield Claim("triggers", word, sense.example, where, bool(sense.at), _of_sense(sense), sense.kind, _told)


def _named(know: Knowledge) -> Iterator[Claim]:
    """Names that are looked up in the text as it stands; a name that is a common word only in a publisher's field."""

    def outlet(row: Row) -> Callable[[Reading], bool]:
        def holds(reading: Reading) -> bool:
            found = {one.id for *_, one in know.outlets.match(reading.story.text)}
            whole = know.outlets.resolve(row["name"]) if row["bare"] == "no" else None
            is_whole = whole is not None and whole.id == row["id"] and row["name"] in reading.story.text
            return row["id"] in found or is_whole

        return holds

    def among(name: str) -> Callable[[Row], Callable[[Reading], bool]]:
        look = know.actors.match if name == "actors" else know.items.match
        return lambda row: lambda reading: any(one.id == row["id"] for *_, one in look(reading.story.text))

    def noun(row: Row) -> Callable[[Reading], bool]:
        return lambda reading: any(one.noun == row["noun"] for *_, one in know.actors.nouns(reading.story.text))

    def names(reading: Reading) -> str:
        text = reading.story.text
        looks = (know.actors.match, know.items.match, know.outlets.match)
        return ", ".join(f"{text[start:end]} = {one.name}" for look in looks for start, end, one in look(text))

    for table, key, holds in (
        ("actors", "id", among("actors")), ("agents", "noun", noun), ("items", "id", among("items")),
        ("outlets", "id", outlet),
    ):  # fmt: skip
        yield from _rows(know, table, key, holds, key, names)


def _rows(
    know: Knowledge,
    table: str,
    key: str,
    holds: Callable[[Row], Callable[[Reading], bool]],
    asks: str,
    shows: Callable[[Reading], str],
) -> Iterator[Claim]:
    for row in know.tables.rows(table):
        where = f"{row.file}: line {row.line}"
        asked = f"{row[asks]}" if asks == key else f"{asks} {row[asks]}"
        yield Claim(table, row[key], row["example"], where, row.is_own, holds(row), asked, shows, table not in NAMES)


def _any(test: Callable[[Account], bool]) -> Callable[[Reading], bool]:
    return lambda reading: any(test(account) for account in reading.accounts)


def _of_kind(kind: str) -> Callable[[Reading], bool]:
    return _any(lambda account: account.kind == kind)


def _not_of_kind(kind: str) -> Callable[[Reading], bool]:
    return lambda reading: all(account.kind != kind for account in reading.accounts)


def _of_sense(sense: Sense) -> Callable[[Reading], bool]:
    return _of_kind(sense.kind)


def _said(row: Row) -> Callable[[Reading], bool]:
    """Whether the word brings a source; a word that leaves open who says it brings an account at least."""
    return _any(lambda account: bool(account.sources) or row["sort"] in NOBODY)


def _place(row: Row) -> Callable[[Reading], bool]:
    """Whether a place stands where one of the row's names does."""
    names = (row["name"], *cell_list(row["aliases"]), row.get("code", ""))

    def holds(reading: Reading) -> bool:
        for mention in reading.mentions:
            value = mention.value
            is_named = any(name and name.removeprefix("the ") in mention.quote.text for name in names)
            if isinstance(value, Place) and value.lat is not None and (is_named or value.name == row["name"]):
                return True
        return False

    return holds


def _told(reading: Reading) -> str:
    """The accounts in brief."""
    return "; ".join(
        f"{a.kind} {a.status}{f' by {a.method}' if a.method else ''}"
        + (f", says {a.sources[-1].name}" if a.sources else "")
        for a in reading.accounts
    )


def _places(reading: Reading) -> str:
    return ", ".join(m.quote.text for m in reading.mentions if m.label == "place")


def _readings(every: Iterable[Claim], know: Knowledge) -> dict[str, Reading]:
    """What is read in each example, each text once, parsed in batches."""
    parsed = dict.fromkeys(claim.example for claim in every if claim.is_read and claim.example)
    out = {reading.story.text: reading for reading in read_many(map(_story, parsed), know)}
    return out | {c.example: Reading(_story(c.example)) for c in every if c.example and c.example not in out}


def _failing_before(failing: list[Claim]) -> set[tuple[str, str, str]]:
    """Those of the claims that the built-in tables alone do not bear out either."""
    built = Knowledge()
    wanted = {_key(claim) for claim in failing}
    again = [claim for claim in claims(built) if _key(claim) in wanted]
    readings = _readings(again, built)
    return {_key(claim) for claim in again if not claim.holds(readings[claim.example])}


def _key(claim: Claim) -> tuple[str, str, str]:
    return claim.table, claim.word, claim.example


def _story(text: str) -> Story:
    return Story(sha256(text.encode()), 0, len(text), text, published=PUBLISHED, language="en")
